"""Slips in the bend: collapsing two layers, ReLU and its slope, the sigmoid.

Shapes: W1 (d_in, hidden), b1 (hidden,), W2 (hidden, d_out), b2 (d_out,); z and a of any shape.
"""

import numpy as np

from course.checks.answers import Misconception

COLLAPSE = (
    Misconception(
        "the wrong order",
        lambda W1, b1, W2, b2: (W2 @ W1, b1 @ W2 + b2),
        "You multiply the second weights by the first. A bottle meets W1 first: `X @ W1 @ W2`, "
        "read from the left. Where both are square the wrong order runs, and means nothing.",
    ),
    Misconception(
        "examples as columns",
        lambda W1, b1, W2, b2: (W2 @ W1, W2 @ b1 + b2),
        "These are the formulas for a course where each example is a column. Here each bottle is "
        "a row, so both products turn round.",
    ),
    Misconception(
        "first bias not sent on",
        lambda W1, b1, W2, b2: (W1 @ W2, b1 + b2),
        "You added the two biases as they are. The first one is added before the second layer, so "
        "it has to go through that layer's weights like everything else.",
    ),
    Misconception(
        "first bias forgotten",
        lambda W1, b1, W2, b2: (W1 @ W2, b2),
        "Only the second bias is left. Pour in a bottle of zeros: the first layer makes b1 out of "
        "it, and that goes on to the second.",
    ),
    Misconception(
        "second bias forgotten",
        lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W2),
        "The first bias went through the second layer, and that is right. But that layer has a "
        "bias of its own, and it is missing.",
    ),
    Misconception(
        "both biases sent on",
        lambda W1, b1, W2, b2: (W1 @ W2, (b1 + b2) @ W2),
        "Both biases went through W2. The second one is added at the very end, after W2, and goes "
        "through nothing.",
    ),
    Misconception(
        "star for at",
        lambda W1, b1, W2, b2: (W1 * W2, b1 @ W2 + b2),
        "`*` multiplies entry by entry. To follow each road through both layers and add up the "
        "roads that end together you need the matrix product, `@`.",
    ),
    Misconception(
        "added up",
        lambda W1, b1, W2, b2: (W1 + W2, b1 + b2),
        "You added the layers. They come one after the other, not side by side: what the first "
        "makes is multiplied by the weights of the second.",
    ),
    Misconception(
        "a ReLU in between",
        lambda W1, b1, W2, b2: (np.maximum(W1, 0) @ W2, np.maximum(b1, 0) @ W2 + b2),
        "Negative numbers of the first layer got lost, as if a ReLU had been at its weights. These "
        "two layers have nothing between them. With a bend they don't collapse at all.",
    ),
    Misconception(
        "another order",
        lambda W1, b1, W2, b2: (b1 @ W2 + b2, W1 @ W2),
        "The weights and the bias have changed places in the return line. The order asked for is "
        "W, b.",
    ),
)


def _zeros_written_in(z):
    z[z < 0] = 0
    return z


RELU = (
    Misconception(
        "upside down",
        lambda z: np.minimum(z, 0),
        "You keep what is below zero and drop the rest. ReLU takes the larger of the two numbers, "
        "z and 0.",
    ),
    Misconception(
        "absolute value",
        np.abs,
        "The negative numbers came back as positive ones. A neuron whose sum is -3 is asleep: it "
        "passes on 0, not 3.",
    ),
    Misconception(
        "sign turned",
        lambda z: np.maximum(-z, 0),
        "You woke the sleepers: the negative numbers come through without their sign, and the "
        "positive ones are zero. There is a minus too many.",
    ),
    Misconception(
        "zeros written into z",
        _zeros_written_in,
        "The numbers are right. But you wrote the zeros into z itself, and on the way back "
        "somebody will want to know what the sums were.",
    ),
    Misconception(
        "leaky",
        lambda z: np.where(z > 0, z, 0.01 * z),
        "A hundredth of each negative number leaks through. That is a real activation, the leaky "
        "ReLU. The plain one passes on nothing at all.",
    ),
    Misconception(
        "a switch",
        lambda z: (z > 0).astype(float),
        "You tell awake from asleep, 1 or 0, and lose how much. A neuron that is awake passes on "
        "its sum. (Keep your line for the next task.)",
    ),
    Misconception(
        "dropped",
        lambda z: z[z > 0],
        "You picked the positive numbers out and threw the places of the others away. A sleeping "
        "neuron passes on a zero, and its place stays its own.",
    ),
    Misconception(
        "np.max for np.maximum",
        lambda z: np.max(z, 0),
        "`np.max(z, 0)` reads the 0 as an axis and gives the largest number along it. Its longer "
        "brother `np.maximum` compares entry by entry.",
    ),
    Misconception(
        "one maximum for all",
        lambda z: max(z.max(), 0.0),
        "You found the largest number of the whole array. ReLU asks each entry by itself: you, or "
        "zero?",
    ),
    Misconception(
        "cut off at one",
        lambda z: np.clip(z, 0, 1),
        "Nothing gets beyond 1. A ReLU has a floor and no ceiling; an activation is no "
        "probability.",
    ),
)


def _relu_over_z(z):
    return np.maximum(z, 0) / z


RELU_SLOPE = (
    Misconception(
        "awake at zero",
        lambda z: (z >= 0).astype(float),
        "Look at the entries where z is exactly 0. The curve has a corner there, and this course "
        "counts it to the flat side.",
    ),
    Misconception(
        "half at zero",
        lambda z: np.heaviside(z, 0.5),
        "Where z is exactly 0 you say a half. That is what a nudge to both sides says of a corner. "
        "This course takes the slope of the flat side.",
    ),
    Misconception(
        "value for slope",
        lambda z: np.maximum(z, 0),
        "That is ReLU itself, how high the curve is. The question is how steep it is, and on the "
        "awake side it is equally steep everywhere.",
    ),
    Misconception(
        "asleep for awake",
        lambda z: (z < 0).astype(float),
        "The two sides have changed places. On the left the curve is flat; on the right it climbs.",
    ),
    Misconception(
        "asleep for awake and at zero",
        lambda z: (z <= 0).astype(float),
        "You say 1 on the left, and at zero as well. The left is the flat side; the curve climbs "
        "on the right.",
    ),
    Misconception(
        "downhill on the left",
        np.sign,
        "You say -1 where z is below zero, so your curve comes down from the left. ReLU is flat "
        "there. The one that comes down is the absolute value.",
    ),
    Misconception(
        "no corner",
        np.ones_like,
        "You say 1 everywhere, which is the slope of a straight line. A neuron that is asleep "
        "passes on 0 whatever you do to its sum.",
    ),
    Misconception(
        "leaky",
        lambda z: np.where(z > 0, 1, 0.01),
        "You gave the left side a slope of a hundredth, as in the leaky ReLU. The plain one is "
        "quite flat there.",
    ),
    Misconception(
        "value over sum",
        _relu_over_z,
        "ReLU divided by z gives the right slopes until z is 0, and then it is 0 divided by 0. A "
        "comparison never divides by anything.",
    ),
)


def _clipped_in_place(z):
    z[z < -500] = -500
    return 1 / (1 + np.exp(-z))


def _its_own_slope(z):
    a = (1 + np.tanh(z / 2)) / 2
    return a * (1 - a)


SIGMOID = (
    Misconception(
        "infinity over infinity",
        lambda z: np.exp(z) / (1 + np.exp(z)),
        "The formula is right on paper. For a sum of 1000 it divides infinity by infinity. Use the "
        "form with one exponential, which may become infinite below the line and does no harm.",
    ),
    Misconception(
        "sign turned",
        lambda z: 1 / (1 + np.exp(z)),
        "Your curve falls where it should rise: a large sum has to come close to 1. A minus is "
        "missing.",
    ),
    Misconception(
        "minus below the line",
        lambda z: 1 / (1 - np.exp(-z)),
        "Below the line you take the exponential away from 1. At a sum of 0 that is 1 divided by "
        "0. The sigmoid is a half there.",
    ),
    Misconception(
        "brackets missing",
        lambda z: 1 / 1 + np.exp(-z),
        "Python divides before it adds: `1 / 1 + e` is `(1 / 1) + e`. What stands below the line "
        "needs brackets of its own.",
    ),
    Misconception(
        "no exponential",
        lambda z: 1 / (1 - z),
        "The minus is there and the exponential is missing. Below the line stands 1 plus e to the "
        "power of minus z.",
    ),
    Misconception(
        "tanh",
        np.tanh,
        "That is tanh, the other S. It goes from -1 to 1 and is 0 at zero. The sigmoid lives "
        "between 0 and 1 and is a half there.",
    ),
    Misconception(
        "twice as steep",
        lambda z: (1 + np.tanh(z)) / 2,
        "It goes from 0 to 1, and it does so twice as fast as it should. If you make a sigmoid out "
        "of tanh, it wants half of z.",
    ),
    Misconception(
        "softmax for sigmoid",
        lambda z: np.exp(z) / np.exp(z).sum(),
        "You shared a whole 1 out among all entries. That is softmax, and it comes two tasks on. "
        "A sigmoid asks each entry by itself.",
    ),
    Misconception(
        "slope for value",
        _its_own_slope,
        "That is how steep the sigmoid is, not how high. It is flat at both ends, so you get 0 "
        "where the curve has reached 1.",
    ),
    Misconception(
        "clipped in place",
        _clipped_in_place,
        "The numbers are right. But you wrote the clipped sums into z itself. If you clip, clip "
        "into a new array; np.clip makes one.",
    ),
)

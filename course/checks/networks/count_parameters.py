"""`count_parameters` counts the parameters of a network: all its weights and all its biases.

Shapes: sizes is a list such as [11, 64, 1].
"""

import math

from course.checks.answers import Answer, Misconception, Part
from course.checks.networks.sizes import ONE_HIDDEN, TWO_HIDDEN, arrays, columns, layers


def count_parameters(sizes: list[int]) -> int:
    return sum(values.size for values in arrays(sizes).values())


def _weights(sizes):
    return sum(d_in * d_out for _, d_in, d_out in layers(sizes))


MISCONCEPTIONS = (
    Misconception(
        "weights alone",
        _weights,
        "These are the weights, all of them. Each circle that does work holds a bias as well, and "
        "that is a parameter too.",
    ),
    Misconception(
        "biases alone",
        lambda sizes: sum(sizes[1:]),
        "These are the biases, one for each circle that does work. Each arrow holds a weight as "
        "well, and there are more of them.",
    ),
    Misconception(
        "circles counted",
        lambda sizes: sum(sizes),
        "You counted the circles, those of the bottle too. Most parameters are weights, on the "
        "arrows between them, and an arrow runs from each circle of a column to each of the next.",
    ),
    Misconception(
        "biases for the bottle",
        lambda sizes: _weights(sizes) + sum(sizes),
        "You gave a bias to the circles on the left as well. They hold the measurements and do no "
        "work, so they have no parameters.",
    ),
    Misconception(
        "a bias for each number that comes in",
        lambda sizes: _weights(sizes) + sum(sizes[:-1]),
        "The weights are right. The biases are counted on the wrong side of each layer: they are "
        "in the circles where arrows arrive.",
    ),
    Misconception(
        "a bias on every arrow",
        lambda sizes: 2 * _weights(sizes),
        "You gave each arrow a bias. The bias belongs to the circle, and a circle has one however "
        "many arrows come in.",
    ),
    Misconception(
        "one bias a layer",
        lambda sizes: _weights(sizes) + len(sizes) - 1,
        "You gave each layer one bias to share. Each neuron has a head start of its own.",
    ),
    Misconception(
        "no bias for the prediction",
        lambda sizes: _weights(sizes) + sum(sizes[1:-1]),
        "The last column has no biases in your count. The circle on the right is a neuron like the "
        "others: arrows come in, and it has its head start.",
    ),
    Misconception(
        "everything multiplied",
        lambda sizes: math.prod(sizes),
        "You multiplied all the sizes together. Arrows run from one column to the next and no "
        "further, so multiply the sizes of each pair of neighbours, and add the layers up.",
    ),
    Misconception(
        "first layer only",
        lambda sizes: sizes[0] * sizes[1] + sizes[1],
        "That is the first layer. If you have a loop, see whether `return` stands inside it: there "
        "it ends the first round and the function with it.",
    ),
    Misconception(
        "last layer only",
        lambda sizes: sizes[-2] * sizes[-1] + sizes[-1],
        "That is the last layer. With `total = ...` each round of a loop forgets the one before; "
        "you want to add to the total.",
    ),
    Misconception(
        "last layer forgotten",
        lambda sizes: sum(d_in * d_out + d_out for _, d_in, d_out in layers(sizes)[:-1]),
        "The last layer is missing from your count. Between 3 columns of circles there are 2 "
        "layers of arrows; does your loop stop one round too soon?",
    ),
    Misconception(
        "three columns for ever",
        lambda sizes: sizes[0] * sizes[1] + sizes[1] + sizes[1] * sizes[2] + sizes[2],
        "You wrote out two layers, which is right for three columns of circles. A network may have "
        "more of them or fewer: go through the list, however long it is.",
    ),
    Misconception(
        "arrays counted",
        lambda sizes: 2 * (len(sizes) - 1),
        "That is how many arrays there are, two for each layer. The parameters are the numbers "
        "inside them.",
    ),
)

COUNT_PARAMETERS = Answer(
    name="count_parameters",
    inputs=("sizes",),
    outputs=("parameters",),
    reference=count_parameters,
    parts=(
        Part("one hidden layer", points=2, outputs=("parameters",), cases=ONE_HIDDEN),
        Part(
            "any number of layers",
            points=2,
            outputs=("parameters",),
            cases=(
                columns("2 columns of circles", drawn=2),
                *TWO_HIDDEN,
                columns("5 columns of circles", drawn=5),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Count the weights and the biases of every layer, and add them all up.",
    builds_on=("layer_shapes",),
)

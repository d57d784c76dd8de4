"""The sigmoid, which keeps its head at sums of a thousand.

Shapes: z and a, any shape.
"""

import numpy as np

from course.checks.activations.sums import THOUSANDS
from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import halves, normal, with_zeros
from reference_impl import layers


def _clipped_in_place(z):
    z[z < -500] = -500
    return 1 / (1 + np.exp(-z))


def _its_own_slope(z):
    a = (1 + np.tanh(z / 2)) / 2
    return a * (1 - a)


MISCONCEPTIONS = (
    Misconception(
        "infinity over infinity",
        lambda z: np.exp(z) / (1 + np.exp(z)),
        "The formula is right on paper. For a sum of 1000 it divides infinity by infinity. Use "
        "the form with one exponential, where an infinite number below the line does no harm.",
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
        "Python divides before it adds: `1 / 1 + e` is `(1 / 1) + e`. What is below the line "
        "needs brackets of its own.",
    ),
    Misconception(
        "no exponential",
        lambda z: 1 / (1 - z),
        "The minus is there and the exponential is missing. Below the line there should be 1 plus "
        "e to the power of minus z.",
    ),
    Misconception(
        "1 left out",
        lambda z: 1 / np.exp(-z),
        "Below the line you have the exponential and nothing else, so a large sum gives a huge "
        "number. The sigmoid never gets beyond 1: a 1 has to be added to the exponential.",
    ),
    Misconception(
        "tanh",
        np.tanh,
        "That is tanh, the other S-shaped curve. It goes from -1 to 1 and is 0 at zero. The "
        "sigmoid stays between 0 and 1 and is a half there.",
    ),
    Misconception(
        "twice as steep",
        lambda z: (1 + np.tanh(z)) / 2,
        "It goes from 0 to 1, and it does so twice as fast as it should. If you make a sigmoid "
        "out of tanh, give it half of z.",
    ),
    Misconception(
        "softmax for sigmoid",
        lambda z: np.exp(z) / np.exp(z).sum(),
        "You shared a whole 1 out among all entries. That is softmax, which is the next task. A "
        "sigmoid looks at each entry by itself.",
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

SIGMOID = Answer(
    name="sigmoid",
    inputs=("z",),
    outputs=("a",),
    reference=layers.sigmoid,
    parts=(
        Part(
            "ordinary sums",
            points=1,
            outputs=("a",),
            cases=(
                Case("a half, and a quarter each way", lambda rng: (np.log([[1, 3, 1 / 3]]),)),
                Case("3 rows of 3", lambda rng: (with_zeros(halves(rng, 3, 3)),)),
                Case("5 rows of 4", lambda rng: (halves(rng, 5, 4),)),
                Case("a flat array of 7", lambda rng: (normal(rng, 7),)),
                Case("2 blocks of 3 rows of 4", lambda rng: (halves(rng, 2, 3, 4),)),
            ),
        ),
        Part(
            "sums of a thousand",
            points=1,
            outputs=("a",),
            cases=(
                Case("both ends and the middle", lambda rng: (1000.0 * np.array([[-1, 0, 1]]),)),
                Case("3 rows of 3", lambda rng: (halves(rng, 3, 3) + THOUSANDS,)),
                Case("3 rows of 5", lambda rng: (normal(rng, 3, 5) - THOUSANDS,)),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="One, divided by one plus e to the minus z.",
)

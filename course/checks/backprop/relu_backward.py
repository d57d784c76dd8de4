"""The way back through ReLU: which of the blame gets through.

Shapes: dA, z and dZ (n, d_out).
"""

from dataclasses import replace

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.four_bottles import BLAME_4, Z1_4
from course.checks.inputs import halves, normal, with_zeros
from course.checks.leaky_relu import LEAK, leaky_relu, leaky_slope
from reference_impl import example, layers


def _overwrites_blame(dA, z):
    dA[z <= 0] = 0
    return dA


MISCONCEPTIONS = (
    Misconception(
        "awake at zero",
        lambda dA, z: dA * (z >= 0),
        "Look at the entries where z is exactly 0. ReLU has a corner there, and this course takes "
        "the slope on its flat side.",
    ),
    Misconception(
        "half awake at zero",
        lambda dA, z: dA * np.heaviside(z, 0.5),
        "Where z is exactly 0 you pass on half of the blame. The corner has no slope of its own; "
        "this course takes the one on its flat side.",
    ),
    Misconception(
        "no mask",
        lambda dA, z: dA,
        "All the blame comes through, asleep or not. z says which neurons were asleep, and you "
        "have not used it.",
    ),
    Misconception(
        "mask from the blame",
        lambda dA, z: dA * (dA > 0),
        "You let positive blame through and stop negative blame. Whether a neuron was awake is "
        "for its z to say; the sign of the blame has nothing to do with it.",
    ),
    Misconception(
        "value for slope",
        lambda dA, z: dA * np.maximum(z, 0),
        "You multiplied by what ReLU gave out. Going back you need its slope, and that of an "
        "awake neuron is the same whether z is 0.1 or 100.",
    ),
    Misconception(
        "slope without blame",
        lambda dA, z: (z > 0).astype(float),
        "That is ReLU's own slope, and it is right. The chain rule multiplies it by the blame "
        "that arrives from above.",
    ),
    Misconception(
        "asleep for awake",
        lambda dA, z: dA * (z < 0),
        "The neurons have changed places: the awake ones get nothing, the sleeping ones get the "
        "blame. Turn the comparison round.",
    ),
    Misconception(
        "asleep for awake, zero too",
        lambda dA, z: dA * (z <= 0),
        "The neurons have changed places: the awake ones get nothing, the sleeping ones get the "
        "blame. The entries that you set to zero are the ones that should have stayed.",
    ),
    Misconception(
        "blame overwritten",
        _overwrites_blame,
        "The numbers are right. But you wrote the zeros into dA itself, and whoever handed you "
        "dA may still need it.",
    ),
    Misconception(
        "matrix product for mask",
        lambda dA, z: dA @ (z > 0),
        "`@` mixes the numbers of a whole row. Each neuron looks after its own blame here, so "
        "entry meets entry, and that is `*`.",
    ),
)

RELU_BACKWARD = Answer(
    name="relu_backward",
    inputs=("dA", "z"),
    outputs=("dZ",),
    reference=layers.relu_backward,
    parts=(
        Part(
            "awake and asleep",
            points=1,
            outputs=("dZ",),
            cases=(
                Case(
                    "the first bottle",
                    lambda rng: (example.by_hand["d_y_hat"] @ example.W2.T, example.by_hand["z1"]),
                ),
                Case("3 rows of 3", lambda rng: (halves(rng, 3, 3), halves(rng, 3, 3))),
                Case("5 rows of 4", lambda rng: (halves(rng, 5, 4), halves(rng, 5, 4))),
                Case("9 rows of 7", lambda rng: (normal(rng, 9, 7), normal(rng, 9, 7))),
            ),
        ),
        Part(
            "at zero",
            points=1,
            outputs=("dZ",),
            cases=(
                Case("the four bottles", lambda rng: (BLAME_4 @ example.W2.T, Z1_4)),
                Case("3 rows of 3", lambda rng: (halves(rng, 3, 3), with_zeros(halves(rng, 3, 3)))),
                Case("6 rows of 4", lambda rng: (halves(rng, 6, 4), with_zeros(halves(rng, 6, 4)))),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Pass on the blame dA where z is above zero, and nothing elsewhere.",
)


def _blame_overwritten(dA, z):
    dA[z <= 0] *= LEAK
    return dA


LEAKY = replace(
    RELU_BACKWARD,
    reference=lambda dA, z: dA * leaky_slope(z),
    todo="Pass on the blame dA where z is above zero, and a tenth of it elsewhere.",
    misconceptions=(
        Misconception(
            "no leak",
            layers.relu_backward,
            "A sleeping neuron passes on nothing. So it is with the ReLU of the chapter. This one "
            "leaked a tenth on the way there, so a tenth of the blame is on its way back.",
        ),
        Misconception(
            "awake at zero",
            lambda dA, z: np.where(z >= 0, dA, LEAK * dA),
            "Look at the entries where z is exactly 0. The curve has a corner there, and this "
            "course takes the slope of its left side.",
        ),
        Misconception(
            "mean at zero",
            lambda dA, z: np.where(z == 0, (1 + LEAK) / 2, leaky_slope(z)) * dA,
            "Where z is exactly 0 you pass on something between the two. The corner has no slope "
            "of its own; this course takes the one of its left side.",
        ),
        Misconception(
            "no mask",
            lambda dA, z: dA,
            "All the blame comes through, asleep or not. z says which neurons were asleep, and you "
            "have not used it.",
        ),
        Misconception(
            "a tenth for everybody",
            lambda dA, z: LEAK * dA,
            "Only a tenth of the blame comes through, everywhere. A neuron that was awake passes "
            "on all of it.",
        ),
        Misconception(
            "mask from the blame",
            lambda dA, z: leaky_relu(dA),
            "You let positive blame through and a tenth of negative blame. Whether a neuron was "
            "awake is for its z to say; the sign of the blame has nothing to do with it.",
        ),
        Misconception(
            "value for slope",
            lambda dA, z: dA * leaky_relu(z),
            "You multiplied by what the ReLU gave out. Going back you need its slope, and that of "
            "an awake neuron is the same whether z is 0.1 or 100.",
        ),
        Misconception(
            "slope without blame",
            lambda dA, z: leaky_slope(z),
            "That is the slope, and it is right. The chain rule multiplies it by the blame that "
            "arrives from above.",
        ),
        Misconception(
            "asleep for awake",
            lambda dA, z: np.where(z < 0, dA, LEAK * dA),
            "The neurons have changed places: the sleeping ones pass on all of their blame. Turn "
            "the comparison round.",
        ),
        Misconception(
            "blame overwritten",
            _blame_overwritten,
            "The numbers are right. But you wrote the tenths into dA itself, and whoever handed "
            "you dA may still need it.",
        ),
    ),
)

"""The way back through ReLU: which of the gradient gets through.

Shapes: dA, z and dZ (n, d_out).
"""

from dataclasses import replace

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.four_bottles import D_Y_HAT_4, Z1_4
from course.checks.inputs import halves, normal, with_zeros
from course.checks.leaky_relu import LEAK, leaky_relu, leaky_slope
from reference_impl import example, layers


def _overwrites_blame(dA, z):
    dA[z <= 0] = 0
    return dA


MISCONCEPTIONS = (
    Misconception(
        "active at zero",
        lambda dA, z: dA * (z >= 0),
        "Look at the entries where z is exactly 0. ReLU has a corner there, and this course takes "
        "the slope on its flat side.",
    ),
    Misconception(
        "half active at zero",
        lambda dA, z: dA * np.heaviside(z, 0.5),
        "Where z is exactly 0 you pass on half of the gradient. The corner has no slope of its "
        "own; this course takes the one on its flat side.",
    ),
    Misconception(
        "no mask",
        lambda dA, z: dA,
        "The whole gradient comes through, active or not. z says which neurons were inactive, and "
        "you have not used it.",
    ),
    Misconception(
        "mask from the gradient",
        lambda dA, z: dA * (dA > 0),
        "You let a positive gradient through and stop a negative one. Its z says whether a neuron "
        "was active; the sign of the gradient has nothing to do with it.",
    ),
    Misconception(
        "value for slope",
        lambda dA, z: dA * np.maximum(z, 0),
        "You multiplied by what ReLU gave out. On the way back you need its slope, and that of an "
        "active neuron is the same whether z is 0.1 or 100.",
    ),
    Misconception(
        "slope without gradient",
        lambda dA, z: (z > 0).astype(float),
        "That is ReLU's own slope, and it is right. The chain rule multiplies it by the gradient "
        "that arrives from above.",
    ),
    Misconception(
        "inactive for active",
        lambda dA, z: dA * (z < 0),
        "The neurons have changed places: the active ones get nothing, the inactive ones get the "
        "gradient. Turn the comparison round.",
    ),
    Misconception(
        "inactive for active, zero too",
        lambda dA, z: dA * (z <= 0),
        "The neurons have changed places: the active ones get nothing, the inactive ones get the "
        "gradient. The entries that you set to zero are the ones that should have stayed.",
    ),
    Misconception(
        "gradient overwritten",
        _overwrites_blame,
        "The numbers are right. But you wrote the zeros into dA itself, and whoever called your "
        "function may still need it.",
    ),
    Misconception(
        "matrix product for mask",
        lambda dA, z: dA @ (z > 0),
        "`@` mixes the numbers of a whole row. Each neuron has its own gradient here, so multiply "
        "entry by entry, and that is `*`.",
    ),
)

RELU_BACKWARD = Answer(
    name="relu_backward",
    inputs=("dA", "z"),
    outputs=("dZ",),
    reference=layers.relu_backward,
    parts=(
        Part(
            "active and inactive",
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
                Case(
                    "an inactive one first, and one hardly active",
                    lambda rng: (np.array([[2.0, 0.5, 1.5]]), np.array([[-1.0, 1e-9, 0.01]])),
                ),
            ),
        ),
        Part(
            "at zero",
            points=1,
            outputs=("dZ",),
            cases=(
                Case("the four bottles", lambda rng: (D_Y_HAT_4 @ example.W2.T, Z1_4)),
                Case("3 rows of 3", lambda rng: (halves(rng, 3, 3), with_zeros(halves(rng, 3, 3)))),
                Case("6 rows of 4", lambda rng: (halves(rng, 6, 4), with_zeros(halves(rng, 6, 4)))),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Pass on the gradient dA where z is above zero, and nothing elsewhere.",
)


def _blame_overwritten(dA, z):
    dA[z <= 0] *= LEAK
    return dA


LEAKY = replace(
    RELU_BACKWARD,
    reference=lambda dA, z: dA * leaky_slope(z),
    todo="Pass on the gradient dA where z is above zero, and a tenth of it elsewhere.",
    misconceptions=(
        Misconception(
            "no leak",
            layers.relu_backward,
            "An inactive neuron passes on nothing in the ReLU of the chapter. This one "
            "leaked a tenth on the way there, so a tenth of the gradient is on its way back.",
        ),
        Misconception(
            "active at zero",
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
            "The whole gradient comes through, active or not. z says which neurons were inactive, "
            "and you have not used it.",
        ),
        Misconception(
            "a tenth everywhere",
            lambda dA, z: LEAK * dA,
            "Only a tenth of the gradient comes through, everywhere. A neuron that was active "
            "passes on all of it.",
        ),
        Misconception(
            "mask from the gradient",
            lambda dA, z: leaky_relu(dA),
            "You let a positive gradient through and a tenth of a negative one. Its z says "
            "whether a neuron was active; the sign of the gradient has nothing to do with it.",
        ),
        Misconception(
            "value for slope",
            lambda dA, z: dA * leaky_relu(z),
            "You multiplied by what the ReLU gave out. On the way back you need its slope, and "
            "that of an active neuron is the same whether z is 0.1 or 100.",
        ),
        Misconception(
            "slope without gradient",
            lambda dA, z: leaky_slope(z),
            "That is the slope, and it is right. The chain rule multiplies it by the gradient that "
            "arrives from above.",
        ),
        Misconception(
            "inactive for active",
            lambda dA, z: np.where(z < 0, dA, LEAK * dA),
            "The neurons have changed places: the inactive ones pass on all of their gradient. "
            "Turn the comparison round.",
        ),
        Misconception(
            "gradient overwritten",
            _blame_overwritten,
            "The numbers are right. But you wrote the tenths into dA itself, and whoever called "
            "your function may still need it.",
        ),
    ),
)

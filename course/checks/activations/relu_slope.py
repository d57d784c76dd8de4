"""How steep ReLU is: 1 where it climbs, 0 where it is flat, and 0 at its corner.

Shapes: z and slope, any shape.
"""

from dataclasses import replace

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.four_bottles import Z1_4
from course.checks.inputs import halves, normal, with_zeros
from course.checks.leaky_relu import LEAK, leaky_relu, leaky_slope
from reference_impl import example


def _relu_over_z(z):
    return np.maximum(z, 0) / z


MISCONCEPTIONS = (
    Misconception(
        "active at zero",
        lambda z: (z >= 0).astype(float),
        "Look at the entries where z is exactly 0. The curve has a corner there, and this course "
        "counts it as part of the flat side.",
    ),
    Misconception(
        "half at zero",
        lambda z: np.heaviside(z, 0.5),
        "Where z is exactly 0 you say a half. That is what a nudge to both sides gives at a "
        "corner. This course takes the slope of the flat side.",
    ),
    Misconception(
        "value for slope",
        lambda z: np.maximum(z, 0),
        "That is ReLU itself, how high the curve is. The question is how steep it is, and on the "
        "active side it is equally steep everywhere.",
    ),
    Misconception(
        "sides exchanged",
        lambda z: (z < 0).astype(float),
        "The two sides have changed places. On the left the curve is flat; on the right it climbs.",
    ),
    Misconception(
        "sides exchanged, and at zero",
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
        "leaky",
        lambda z: np.where(z > 0, 1, 0.01),
        "You gave the left side a slope of a hundredth, as in the leaky ReLU. The plain one is "
        "completely flat there.",
    ),
    Misconception(
        "value over sum",
        _relu_over_z,
        "ReLU divided by z gives the right slopes until z is 0, and then it is 0 divided by 0. A "
        "comparison with zero needs no division.",
    ),
)

RELU_SLOPE = Answer(
    name="relu_slope",
    inputs=("z",),
    outputs=("slope",),
    reference=lambda z: (z > 0).astype(float),
    parts=(
        Part(
            "active and inactive",
            points=1,
            outputs=("slope",),
            cases=(
                Case("the first bottle", lambda rng: (example.by_hand["z1"],)),
                Case("3 rows of 3", lambda rng: (halves(rng, 3, 3),)),
                Case("5 rows of 4", lambda rng: (halves(rng, 5, 4),)),
                Case("9 rows of 7", lambda rng: (normal(rng, 9, 7),)),
                Case("a flat array of 7", lambda rng: (halves(rng, 7),)),
                Case("2 blocks of 3 rows of 4", lambda rng: (halves(rng, 2, 3, 4),)),
            ),
        ),
        Part(
            "at zero",
            points=1,
            outputs=("slope",),
            cases=(
                Case("the four bottles", lambda rng: (Z1_4,)),
                Case("hardly active", lambda rng: (np.array([[1e-9, -1e-9, 0.01]]),)),
                Case("3 rows of 3", lambda rng: (with_zeros(halves(rng, 3, 3)),)),
                Case("6 rows of 4", lambda rng: (with_zeros(halves(rng, 6, 4)),)),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Say how steep ReLU is at each z: 1 where it climbs, 0 where it is flat.",
)


LEAKY = replace(
    RELU_SLOPE,
    reference=leaky_slope,
    todo="Say how steep the leaky ReLU is at each z: 1 above zero, a tenth elsewhere.",
    misconceptions=(
        Misconception(
            "no leak",
            lambda z: (z > 0).astype(float),
            "You say 0 where z is not above zero. The ReLU of the chapter is flat there. This one "
            "leaks a tenth, so a tenth is how steep it is.",
        ),
        Misconception(
            "active at zero",
            lambda z: np.where(z >= 0, 1.0, LEAK),
            "Look at the entries where z is exactly 0. The curve has a corner there, and this "
            "course counts it as part of the left side.",
        ),
        Misconception(
            "mean at zero",
            lambda z: np.where(z == 0, (1 + LEAK) / 2, leaky_slope(z)),
            "Where z is exactly 0 you say something between the two slopes. That is what a nudge "
            "to both sides gives at a corner. This course takes the slope of the left side.",
        ),
        Misconception(
            "value for slope",
            leaky_relu,
            "That is the activation itself, how high the curve is. The question is how steep it "
            "is, and on each side it is equally steep everywhere.",
        ),
        Misconception(
            "sides exchanged",
            lambda z: np.where(z < 0, 1.0, LEAK),
            "The two sides have changed places. The gentle slope is the one on the left.",
        ),
        Misconception(
            "sides exchanged, and at zero",
            lambda z: np.where(z > 0, LEAK, 1.0),
            "You say 1 on the left, and at zero as well. The gentle slope belongs there; the curve "
            "climbs steeply on the right.",
        ),
        Misconception(
            "leak of a hundredth",
            lambda z: np.where(z > 0, 1.0, 0.01),
            "You gave the left side a slope of a hundredth. This task leaks a tenth.",
        ),
    ),
)

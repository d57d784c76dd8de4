"""The assignment on the forward pass and the two losses at its end."""

from course.checks.answers import Assignment, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.forward import mse
from course.checks.forward.cross_entropy import CROSS_ENTROPY
from course.checks.forward.forward import FORWARD

ASSIGNMENT = Assignment(
    "forward",
    (
        Prediction("predict_mirror", 1, "Put your guess after `return`."),
        FORWARD,
        mse.MSE,
        CROSS_ENTROPY,
        SelfMarked("friendly_grid", 4),
    ),
    variants={"half_mse": (mse.HALVED,)},
    given=("softmax",),
)
check = Check(ASSIGNMENT)

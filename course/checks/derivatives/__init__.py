"""The assignment on slopes: found by nudging, used for a line, worked out by rules."""

from course.checks.answers import Assignment, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.derivatives.central_difference import CENTRAL_DIFFERENCE
from course.checks.derivatives.partial import PARTIAL
from course.checks.derivatives.polynomial_slope import POLYNOMIAL_SLOPE
from course.checks.derivatives.tangent import TANGENT

ASSIGNMENT = Assignment(
    "derivatives",
    (
        Prediction("predict_loss", 1, "Put your guess after `return`."),
        CENTRAL_DIFFERENCE,
        PARTIAL,
        TANGENT,
        POLYNOMIAL_SLOPE,
        SelfMarked("nudges_in_words", 4),
    ),
    given=("loss_with_b2", "curve"),
)
check = Check(ASSIGNMENT)

"""The Jacobians assignment: the tables of three steps, and trips that need no table."""

from course.checks.answers import Assignment, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.jacobians.affine_jacobian import AFFINE_JACOBIAN
from course.checks.jacobians.relu_jacobian import RELU_JACOBIAN
from course.checks.jacobians.softmax_jacobian import SOFTMAX_JACOBIAN
from course.checks.jacobians.softmax_vjp import SOFTMAX_VJP
from course.checks.jacobians.two_trips import TWO_TRIPS

ASSIGNMENT = Assignment(
    "jacobians",
    (
        Prediction("predict_third", 1, "Put your guess after `return`."),
        AFFINE_JACOBIAN,
        RELU_JACOBIAN,
        SOFTMAX_JACOBIAN,
        SOFTMAX_VJP,
        TWO_TRIPS,
        SelfMarked("both_ways", 4),
    ),
    given=("softmax", "forward", "nudged_table", "third_share"),
)
check = Check(ASSIGNMENT)

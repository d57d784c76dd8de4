"""The gradients assignment: what the learner writes, in the order of the notebook."""

from course.checks.answers import Assignment, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.gradients.crosses_at_right_angle import CROSSES_AT_RIGHT_ANGLE
from course.checks.gradients.descend import DESCEND
from course.checks.gradients.largest_rate import LARGEST_RATE
from course.checks.gradients.numerical_gradient import NUMERICAL_GRADIENT

ASSIGNMENT = Assignment(
    "gradients",
    (
        Prediction("predict_y_hat", 1, "Put your guess after `return`."),
        NUMERICAL_GRADIENT,
        DESCEND,
        LARGEST_RATE,
        CROSSES_AT_RIGHT_ANGLE,
        SelfMarked("flat_places", 4),
    ),
    given=("says", "loss", "squares", "slopes_of_squares", "partial", "slopes_of_loss"),
)
check = Check(ASSIGNMENT)

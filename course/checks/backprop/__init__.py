"""The back-propagation assignment: what the learner writes, in the order of the notebook."""

from course.checks.answers import Assignment, Prediction, SelfMarked
from course.checks.backprop.affine_backward import AFFINE_BACKWARD
from course.checks.backprop.backward import BACKWARD
from course.checks.backprop.mse_grad import MSE_GRAD
from course.checks.backprop.numerical_gradient import NUMERICAL_GRADIENT
from course.checks.backprop.relu_backward import RELU_BACKWARD
from course.checks.checker import Check

ASSIGNMENT = Assignment(
    "backprop",
    (
        Prediction("predict_db2", 1, "Put your guess after `return`."),
        RELU_BACKWARD,
        MSE_GRAD,
        AFFINE_BACKWARD,
        NUMERICAL_GRADIENT,
        BACKWARD,
        SelfMarked("asleep_layer", 4),
    ),
)
check = Check(ASSIGNMENT)

"""The back-propagation assignment: what the learner writes, in the order of the notebook."""

from course.checks.answers import Assignment, Prediction, SelfMarked
from course.checks.backprop import affine_backward, backward, mse_grad, relu_backward
from course.checks.backprop.gradient_check import GRADIENT_CHECK
from course.checks.checker import Check

ASSIGNMENT = Assignment(
    "backprop",
    (
        Prediction("predict_db2", 1, "Put your guess after `return`."),
        relu_backward.RELU_BACKWARD,
        mse_grad.MSE_GRAD,
        affine_backward.AFFINE_BACKWARD,
        GRADIENT_CHECK,
        backward.BACKWARD,
        SelfMarked("asleep_layer", 4),
    ),
    variants={
        "half_mse": (mse_grad.HALVED, backward.HALVED),
        "leaky": (relu_backward.LEAKY, backward.LEAKY),
        "columns": (affine_backward.COLUMNS, backward.COLUMNS),
    },
    given=("loss_with_nudged_b2", "numerical_gradient", "loss_of_W2", "forward", "apart"),
)
check = Check(ASSIGNMENT)

"""The activations assignment, from two layers collapsed into one to softmax at a temperature."""

from course.checks.activations import relu, relu_slope
from course.checks.activations.collapse import COLLAPSE
from course.checks.activations.sigmoid import SIGMOID
from course.checks.activations.softmax import SOFTMAX
from course.checks.activations.softmax_at import SOFTMAX_AT
from course.checks.answers import Assignment, Prediction, SelfMarked
from course.checks.checker import Check

ASSIGNMENT = Assignment(
    "activations",
    (
        Prediction("predict_dials", 1, "Put your guess after `return`."),
        COLLAPSE,
        relu.RELU,
        relu_slope.RELU_SLOPE,
        SIGMOID,
        SOFTMAX,
        SOFTMAX_AT,
        SelfMarked("three_grapes", 4),
    ),
    variants={"leaky": (relu.LEAKY, relu_slope.LEAKY)},
    given=("without_a_bend",),
)
check = Check(ASSIGNMENT)

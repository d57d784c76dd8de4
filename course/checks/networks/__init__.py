"""The assignment on what a network is: what carries points, in the order of the notebook."""

from course.checks.answers import Assignment, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.networks.arrow import ARROW
from course.checks.networks.count_parameters import COUNT_PARAMETERS
from course.checks.networks.layer_shapes import LAYER_SHAPES
from course.checks.networks.neuron import NEURON

ASSIGNMENT = Assignment(
    "networks",
    (
        Prediction("predict_dials", 1, "Put your guess after `return`."),
        NEURON,
        LAYER_SHAPES,
        COUNT_PARAMETERS,
        ARROW,
        SelfMarked("four_claims", 4),
    ),
)
check = Check(ASSIGNMENT)

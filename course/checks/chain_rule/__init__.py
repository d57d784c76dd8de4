"""The chain-rule assignment: multiply along a path, add where paths meet."""

from course.checks.answers import Assignment, Prediction, SelfMarked
from course.checks.chain_rule.chain_slope import CHAIN_SLOPE
from course.checks.chain_rule.input_slope import INPUT_SLOPE
from course.checks.chain_rule.nested_slope import NESTED_SLOPE
from course.checks.chain_rule.road_slope import ROAD_SLOPE
from course.checks.checker import Check

ASSIGNMENT = Assignment(
    "chain_rule",
    (
        Prediction("predict_second", 1, "Put your guess after `return`."),
        CHAIN_SLOPE,
        NESTED_SLOPE,
        ROAD_SLOPE,
        INPUT_SLOPE,
        SelfMarked("multiply_or_add", 4),
    ),
    given=("forward", "loss_with_nudged_measurement", "f", "g"),
)
check = Check(ASSIGNMENT)

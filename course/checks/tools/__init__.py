"""The assignment on the big tools: numbers that remember what they were made from."""

from course.checks.answers import Assignment, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.tools.add import ADD
from course.checks.tools.backward import BACKWARD
from course.checks.tools.multiply import MULTIPLY
from course.checks.tools.relu import RELU

ASSIGNMENT = Assignment(
    "tools",
    (
        Prediction("predict_slope", 1, "Put your guess after `return`."),
        ADD,
        MULTIPLY,
        RELU,
        BACKWARD,
        SelfMarked("read_the_manual", 4),
    ),
    given=("y", "put", "given"),
)
check = Check(ASSIGNMENT)

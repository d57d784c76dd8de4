"""The assignment on handwritten digits: from a drawing to a row, a choice, and the mistakes."""

from course.checks.answers import Assignment, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.digits.choose_hidden import CHOOSE_HIDDEN
from course.checks.digits.confusion import CONFUSION
from course.checks.digits.prepare import PREPARE
from course.checks.digits.worst import WORST

ASSIGNMENT = Assignment(
    "digits",
    (
        Prediction("predict_black", 1, "Put your guess after `return`."),
        PREPARE,
        CHOOSE_HIDDEN,
        CONFUSION,
        WORST,
        SelfMarked("strange_hands", 4),
    ),
    given=("softmax", "train"),
)
check = Check(ASSIGNMENT)

"""The assignment on a whole network for yes or no, from an empty cell."""

from course.checks.answers import Assignment, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.machine.backward import BACKWARD
from course.checks.machine.fit import FIT
from course.checks.machine.log_loss import LOG_LOSS
from course.checks.machine.precision_recall import PRECISION_RECALL
from course.checks.machine.predict import PREDICT
from course.checks.machine.start import START

ASSIGNMENT = Assignment(
    "machine",
    (
        Prediction("predict_sure", 1, "Put your guess after `return`."),
        START,
        PREDICT,
        LOG_LOSS,
        BACKWARD,
        FIT,
        PRECISION_RECALL,
        SelfMarked("four_visitors", 4),
    ),
)
check = Check(ASSIGNMENT)

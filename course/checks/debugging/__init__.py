"""The debugging assignment: a broken program, mended, and a report on what was wrong with it.

Where it can be done, each part of an answer sees one planted bug and no other; `isolation` draws
the inputs for that.
"""

from course.checks.answers import Assignment, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.debugging.diagnosis import DIAGNOSIS
from course.checks.debugging.epoch import EPOCH
from course.checks.debugging.loss_and_gradients import LOSS_AND_GRADIENTS
from course.checks.debugging.standardise import STANDARDISE
from course.checks.debugging.start import START

ASSIGNMENT = Assignment(
    "debugging",
    (
        Prediction("predict_entries", 1, "Put your guess after `return`."),
        STANDARDISE,
        START,
        LOSS_AND_GRADIENTS,
        EPOCH,
        DIAGNOSIS,
        SelfMarked("what_pointed", 4),
    ),
    given=(
        "broken_standardise",
        "broken_start",
        "broken_loss_and_gradients",
        "broken_epoch",
        "run",
        "attempt",
        "nudged",
        "compare",
    ),
)
check = Check(ASSIGNMENT)

"""The training assignment: which answers it asks for, in order, and its `check`."""

from course.checks.answers import Assignment, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.training.best_epoch import BEST_EPOCH
from course.checks.training.epoch import EPOCH
from course.checks.training.he import HE
from course.checks.training.minibatches import MINIBATCHES
from course.checks.training.step import STEP

ASSIGNMENT = Assignment(
    "training",
    (
        Prediction("predict_fade", 1, "Put your guess after `return`."),
        HE,
        MINIBATCHES,
        STEP,
        EPOCH,
        BEST_EPOCH,
        SelfMarked("what_goes_wrong", 4),
    ),
    given=("loss_and_gradients", "spread_at_the_end"),
)
check = Check(ASSIGNMENT)

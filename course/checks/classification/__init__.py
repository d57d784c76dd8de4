"""The classification assignment: which answers it asks for, in order, and its `check`."""

from course.checks.answers import Assignment, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.classification.accuracy import ACCURACY
from course.checks.classification.confusion_matrix import CONFUSION_MATRIX
from course.checks.classification.cross_entropy_grad import CROSS_ENTROPY_GRAD
from course.checks.classification.folds import FOLDS
from course.checks.classification.one_hot import ONE_HOT
from course.checks.classification.training_step import TRAINING_STEP

ASSIGNMENT = Assignment(
    "classification",
    (
        Prediction("predict_slope", 1, "Put your guess after `return`."),
        ONE_HOT,
        CROSS_ENTROPY_GRAD,
        ACCURACY,
        CONFUSION_MATRIX,
        TRAINING_STEP,
        FOLDS,
        SelfMarked("right_and_sure", 4),
    ),
    given=("softmax", "cross_entropy", "trained", "held_out_loss"),
)
check = Check(ASSIGNMENT)

"""The wine assignment: duplicates, a split, baselines, a choice, and the whole pipeline."""

from course.checks.answers import Assignment, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.wine.baselines import BASELINES
from course.checks.wine.choose import CHOOSE
from course.checks.wine.predict_quality import PREDICT_QUALITY
from course.checks.wine.prepare import PREPARE
from course.checks.wine.twins import TWINS

ASSIGNMENT = Assignment(
    "wine",
    (
        Prediction("predict_twins", 1, "Put your guess after `return`."),
        TWINS,
        PREPARE,
        BASELINES,
        CHOOSE,
        PREDICT_QUALITY,
        SelfMarked("four_claims", 4),
    ),
    given=("predict", "loss_and_gradients", "step", "rmse", "fit"),
)
check = Check(ASSIGNMENT)

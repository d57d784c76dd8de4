"""The wine assignment: a table without its twins, the opponents, and a network on a leash."""

from course.checks.answers import Assignment, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.wine.baselines import BASELINES
from course.checks.wine.predict_quality import PREDICT_QUALITY
from course.checks.wine.prepare import PREPARE
from course.checks.wine.step import STEP
from course.checks.wine.twins import TWINS

ASSIGNMENT = Assignment(
    "wine",
    (
        Prediction("predict_twins", 1, "Put your guess after `return`."),
        TWINS,
        PREPARE,
        BASELINES,
        STEP,
        PREDICT_QUALITY,
        SelfMarked("four_claims", 4),
    ),
)
check = Check(ASSIGNMENT)

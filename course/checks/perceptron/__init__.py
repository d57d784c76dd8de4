"""The perceptron assignment: what carries points, in the order of the notebook."""

from course.checks.answers import Assignment, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.perceptron.predict import PREDICT
from course.checks.perceptron.stair_lamp import STAIR_LAMP
from course.checks.perceptron.train import TRAIN
from course.checks.perceptron.update import UPDATE

ASSIGNMENT = Assignment(
    "perceptron",
    (
        Prediction("predict_rise", 1, "Put your guess after `return`."),
        PREDICT,
        UPDATE,
        TRAIN,
        STAIR_LAMP,
        SelfMarked("twins", 4),
    ),
)
check = Check(ASSIGNMENT)

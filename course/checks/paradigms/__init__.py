"""The assignment on three ways of learning: what carries points, in the order of the notebook."""

from course.checks.answers import Assignment, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.paradigms.assign import ASSIGN
from course.checks.paradigms.epsilon_greedy import EPSILON_GREEDY
from course.checks.paradigms.incremental_mean import INCREMENTAL_MEAN
from course.checks.paradigms.split_rows import SPLIT_ROWS
from course.checks.paradigms.update import UPDATE

ASSIGNMENT = Assignment(
    "paradigms",
    (
        Prediction("predict_pulls", 1, "Put your guess after `return`."),
        SPLIT_ROWS,
        ASSIGN,
        UPDATE,
        EPSILON_GREEDY,
        INCREMENTAL_MEAN,
        SelfMarked("wine_shop", 4),
    ),
)
check = Check(ASSIGNMENT)

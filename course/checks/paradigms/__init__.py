"""The assignment on three ways of learning: what carries points, in the order of the notebook.

The last three answers are a side trip, marked as such, for whoever has written Python before.
"""

from course.checks.answers import Assignment, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.paradigms.assign import ASSIGN
from course.checks.paradigms.epsilon_greedy import EPSILON_GREEDY
from course.checks.paradigms.incremental_mean import INCREMENTAL_MEAN
from course.checks.paradigms.mean_score import MEAN_SCORE
from course.checks.paradigms.share_right import SHARE_RIGHT
from course.checks.paradigms.split_rows import SPLIT_ROWS
from course.checks.paradigms.update import UPDATE

ASSIGNMENT = Assignment(
    "paradigms",
    (
        MEAN_SCORE,
        SHARE_RIGHT,
        SPLIT_ROWS,
        Prediction("predict_pulls", 1, "Put your guess after `return`."),
        INCREMENTAL_MEAN,
        SelfMarked("wine_shop", 4),
        ASSIGN,
        UPDATE,
        EPSILON_GREEDY,
    ),
    given=("cost_of_an_evening",),
)
check = Check(ASSIGNMENT)

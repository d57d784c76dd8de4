"""`predict` says yes, 1, to each row whose sum is above zero, and no, -1, to every other.

Shapes: X (n, d), w (d, 1), b (1,), y_hat (n, 1).
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import ArrayDraw, normal
from course.checks.perceptron import rule
from course.checks.perceptron.draws import drawn_until, marks
from course.checks.perceptron.tables import BOTTLES, column
from reference_impl import perceptron


def bias_matters(X: np.ndarray, w: np.ndarray, b: np.ndarray) -> bool:
    """Are there a yes and a no, and would another one come without the bias?"""
    yes = X @ w + b > 0
    return yes.any() and not yes.all() and ((X @ w > 0) != yes).any()


def predict_case(name: str, n: int, d: int, draw: ArrayDraw = marks, border: bool = False) -> Case:
    """Rows with a yes, a no, and, if so wished, one that lies exactly on the border."""

    def drawn(rng):
        X, w = draw(rng, n, d), draw(rng, d, 1)
        b = -(X[-1] @ w) if border else rng.integers(-4, 4, 1) + 0.5  # no other sum is zero
        return X, w, b

    return Case(name, drawn_until(bias_matters, drawn))


MISCONCEPTIONS = (
    Misconception(
        "yes on the border",
        lambda X, w, b: np.where(X @ w + b >= 0, 1, -1),
        "Look at the rows whose sum is exactly 0. A sum that is not above zero is a no.",
    ),
    Misconception(
        "neither yes nor no",
        lambda X, w, b: np.sign(X @ w + b),
        "`np.sign` has three answers, and for a sum of exactly 0 it says 0. This neuron has two: "
        "pour or send back. What does this course say on the border?",
    ),
    Misconception(
        "0 for no",
        lambda X, w, b: np.where(X @ w + b > 0, 1, 0),
        "Your no is a 0. (`False` counts as 0 too, and `True` as 1.) A no is -1 here. The "
        "correction in the next task uses that sign.",
    ),
    Misconception(
        "the bare sum",
        lambda X, w, b: X @ w + b,
        "These are the sums themselves. The question was yes or no: is the sum above zero?",
    ),
    Misconception(
        "bias forgotten",
        lambda X, w, b: rule.says(X @ w),
        "The sum lacks its last item, the bias. Without it every border goes through the place "
        "where all measurements are 0.",
    ),
    Misconception(
        "two measurements for ever",
        lambda X, w, b: rule.says(X[:, :2] @ w[:2] + b),
        "Your sum takes two measurements, however many there are. Two was the number in the "
        "chapter's table. X @ w takes them all.",
    ),
    Misconception(
        "bias taken away",
        lambda X, w, b: rule.says(X @ w - b),
        "The bias works against you: it was taken away, or it is on the other side of the `>`. It "
        "belongs to the sum like any other item.",
    ),
    Misconception(
        "yes and no exchanged",
        lambda X, w, b: np.where(X @ w + b > 0, -1, 1),
        "Your yes is a no and your no is a yes. In `np.where(question, this, that)` the first of "
        "the two is for those where the question is true.",
    ),
    Misconception(
        "a list for a column",
        lambda X, w, b: rule.says(X @ w + b).ravel(),
        "The answers are right, in one flat list. A column has a row for each bottle, and two "
        "dimensions. X @ w is one already.",
    ),
    Misconception(
        "a row for a column",
        lambda X, w, b: rule.says(w.T @ X.T + b),
        "The answers are right, in a row where there should be a column. For each row of X there "
        "is one row with its answer.",
    ),
)

PREDICT = Answer(
    name="predict",
    inputs=("X", "w", "b"),
    outputs=("y_hat",),
    reference=perceptron.predict,
    parts=(
        Part(
            "yes and no",
            points=1,
            outputs=("y_hat",),
            cases=(
                Case("the four bottles", lambda rng: (BOTTLES, column(6, -3), np.ones(1))),
                Case("bottle B alone", lambda rng: (BOTTLES[1:2], column(6, -3), np.ones(1))),
                Case(
                    "the four bottles, a fussy neuron",
                    lambda rng: (BOTTLES, column(2, -1), np.array([-3.5])),
                ),
                Case(
                    "hardly above", lambda rng: (np.ones((1, 2)), column(0.5, -0.49), np.zeros(1))
                ),
                predict_case("3 rows of 3", 3, 3),
                predict_case("5 rows of 4", 5, 4),
                predict_case("9 rows of 7", 9, 7, draw=normal),
            ),
        ),
        Part(
            "on the border",
            points=1,
            outputs=("y_hat",),
            cases=(
                Case(
                    "the four bottles, A on the border",
                    lambda rng: (BOTTLES, column(2, -1), np.array([-3.0])),
                ),
                predict_case("3 rows of 3, one on the border", 3, 3, border=True),
                predict_case("6 rows of 4, one on the border", 6, 4, border=True),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Say 1 for each row whose sum is above zero, and -1 for every other.",
)

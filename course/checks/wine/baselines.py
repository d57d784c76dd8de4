"""The predictions of two baselines: the mean, and the best straight line.

Shapes: X_train (n, d), y_train (n, 1), X_test (m, d), predictions (m, 1).
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import ArrayDraw, halves, normal
from course.checks.wine.mean_and_line import line_through, means, no_bias, with_one
from course.checks.wine.tables import CORNERS
from reference_impl.baselines import always_the_mean, least_squares


def baselines(
    X_train: np.ndarray, y_train: np.ndarray, X_test: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The training mean for each bottle of the test set, and what the best line says."""
    return always_the_mean(y_train, X_test), least_squares(X_train, y_train, X_test)


def training_case(name: str, n: int, d: int, m: int, draw: ArrayDraw = halves) -> Case:
    """n bottles to learn from, m to predict, in columns that do not lie around zero.

    The scores lie around d, so that their mean is another one in each case.
    """

    def inputs(rng):
        X = draw(rng, n + m, d) + np.arange(1, d + 1)
        return X[m:], draw(rng, n, 1) + d + 0.125, X[:m]

    return Case(name, inputs)


BASELINE_CASES = (
    Case(
        "four bottles on a line",
        lambda rng: (CORNERS[:, :2], CORNERS[:, 2:], np.array([[3.0, 2], [0, 0], [1, 2]])),
    ),
    Case(
        "bottles far along the line",
        lambda rng: (CORNERS[:, :2], CORNERS[:, 2:], np.array([[30.0, 2], [-40, 0]])),
    ),
    training_case("12 rows of 3, 3 to predict", 12, 3, 3),
    training_case("15 rows of 4, 6 to predict", 15, 4, 6),
    training_case("24 rows of 5, 7 to predict", 24, 5, 7, normal),
    Case(
        "whole numbers whose mean is none",
        lambda rng: (
            np.array([[3, 2], [0, 0], [1, 2], [4, 1]]),
            np.array([[1], [2], [2], [2]]),
            np.array([[2, 2], [1, 0], [5, 3]]),
        ),
        whole=True,
    ),
)


def _right(X_train, y_train, X_test):
    return means(y_train, X_test), with_one(X_test) @ line_through(X_train, y_train)


def _with_mean(guess):
    """Baselines whose first column is another prediction, made from the training scores."""

    def wrong(X_train, y_train, X_test):
        return guess(X_train, y_train, X_test), _right(X_train, y_train, X_test)[1]

    return wrong


def _with_line(guess):
    """Baselines whose second column is another prediction."""

    def wrong(X_train, y_train, X_test):
        return means(y_train, X_test), guess(X_train, y_train, X_test)

    return wrong


def _ones_changed_places(X_train, y_train, X_test):
    in_front = np.column_stack([np.ones(len(X_test)), X_test])
    return in_front @ line_through(X_train, y_train)


def _mean_for_bias(X_train, y_train, X_test):
    weights = np.linalg.lstsq(X_train, y_train - y_train.mean())[0]
    return X_test @ weights + y_train.mean()


MISCONCEPTIONS = (
    Misconception(
        "one number",
        _with_mean(lambda X_train, y_train, X_test: y_train.mean()),
        "The mean is right, and it is one number. Every bottle of the test set needs a prediction "
        "of its own, even when all of them are the same: a column.",
    ),
    Misconception(
        "a prediction for each training row",
        lambda X_train, y_train, X_test: _right(X_train, y_train, X_train),
        "There is a prediction for each row of the training set. Those scores are known. It is "
        "the test set that needs predictions.",
    ),
    Misconception(
        "flat columns",
        lambda *given: tuple(guess[:, 0] for guess in _right(*given)),
        "The predictions are right, in flat arrays. Make them columns, as the scores are. "
        "Subtract a column from a flat array and you get a grid.",
    ),
    Misconception(
        "median for mean",
        _with_mean(lambda X_train, y_train, X_test: means(np.median(y_train), X_test)),
        "You took the median, the score in the middle. Of all single numbers it is the mean that "
        "makes the squared errors smallest.",
    ),
    Misconception(
        "whole points only",
        _with_mean(lambda X_train, y_train, X_test: np.round(means(y_train, X_test))),
        "The mean was rounded to a whole score. No taster says five and a half, but a prediction "
        "may, and its error is smaller.",
    ),
    Misconception(
        "line before mean",
        lambda *given: _right(*given)[::-1],
        "Both columns are right, and they have changed places. The mean comes first.",
    ),
    Misconception(
        "no bias",
        _with_line(no_bias),
        "Your line has no bias: a bottle whose measurements are all zero gets a zero from it, "
        "whatever the tasters say. A column of ones makes the bias one more weight.",
    ),
    Misconception(
        "bias found and lost",
        _with_line(lambda A, y, B: B @ line_through(A, y)[:-1]),
        "The line was found with its bias, and the predictions were made without. What you did to "
        "X_train before the fit has to be done to X_test, too.",
    ),
    Misconception(
        "ones in another place",
        _with_line(_ones_changed_places),
        "The ones are after one table and in front of the other, so each weight meets the wrong "
        "column. Build both tables in the same way.",
    ),
    Misconception(
        "mean for bias",
        _with_line(_mean_for_bias),
        "You found the weights without a bias and added the mean score. That is right only where "
        "each column has a mean of zero. Let the fit find the bias.",
    ),
)

BASELINES = Answer(
    name="baselines",
    inputs=("X_train", "y_train", "X_test"),
    outputs=("always_mean", "by_line"),
    reference=baselines,
    parts=(
        Part("the mean", points=1, outputs=("always_mean",), cases=BASELINE_CASES),
        Part(
            "the line",
            points=2,
            outputs=("by_line",),
            cases=(
                Case(
                    "every bottle got a 5",
                    lambda rng: (CORNERS[:, :2], np.full((4, 1), 5.0), np.array([[7.0, 3]])),
                ),
                *BASELINE_CASES,
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Return two columns of predictions for X_test: the mean of y_train, and the best line.",
)

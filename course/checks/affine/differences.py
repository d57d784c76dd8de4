"""Prediction minus score, bottle by bottle, as a column.

Shapes: y_hat (n, 1), y (n, 1) or (n,), difference (n, 1).
"""

from dataclasses import replace

import numpy as np

from course.checks.answers import Answer, Case, Draw, Misconception, Part
from course.checks.inputs import halves, normal
from reference_impl import example


def differences(y_hat: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Prediction minus score, as a column, whichever way y came."""
    return y_hat - y.reshape(-1, 1)  # (n, 1)


WHOLE = np.array([[3], [8]])  # (2, 1)
FOUR_PREDICTED = example.by_hand_4["y_hat"]  # (4, 1)


def scores_case(name: str, draw: Draw, *shape: int) -> Case:
    """Predictions and scores from `draw(rng)`, the scores in the given shape."""

    def inputs(rng):
        y_hat, y = draw(rng)
        return y_hat, y.reshape(shape)

    return Case(name, inputs)


def scores_cases(*shape: int) -> tuple[Case, ...]:
    """The same bottles, with y as a column or flat."""
    three = np.array([[3.0], [4.0], [8.0]]), np.array([[5.0], [2.0], [6.0]])
    return (
        scores_case("the three bottles", lambda rng: three, *shape),
        scores_case("one bottle", lambda rng: (three[0][:1], three[1][:1]), *shape),
        scores_case("the four bottles", lambda rng: (FOUR_PREDICTED, example.y4), *shape),
        scores_case("7 bottles", lambda rng: (halves(rng, 7, 1), halves(rng, 7, 1)), *shape),
        replace(
            scores_case("whole predictions", lambda rng: (WHOLE, WHOLE + 0.5), *shape), whole=True
        ),
        scores_case("9 bottles", lambda rng: (normal(rng, 9, 1), normal(rng, 9, 1)), *shape),
    )


def _overwrites_prediction(y_hat, y):
    y_hat -= y.reshape(-1, 1)
    return y_hat


MISCONCEPTIONS = (
    Misconception(
        "grown to a grid",
        lambda y_hat, y: y_hat - y,
        "NumPy reads a flat y as one row, and a column minus a row is a grid: every prediction "
        "minus every score. Make y a column before you subtract. If you did: `reshape` leaves y "
        "itself as it was, so keep what comes out of it.",
    ),
    Misconception(
        "scores as a row",
        lambda y_hat, y: y_hat - y.T,
        "Your scores are a row, and a column minus a row is a grid. (`.T` does that to a column, "
        "and nothing at all to a flat array.) Both have to be columns.",
    ),
    Misconception(
        "predictions as a row",
        lambda y_hat, y: y_hat.T - y,
        "You turned the predictions into a row to fit a flat y. Then the result is a row too, and "
        "with a y that is a column it is a grid. Bring y to y_hat's shape instead.",
    ),
    Misconception(
        "a new axis every time",
        lambda y_hat, y: y_hat - y[:, None],
        "A flat y becomes a column that way. But a y that is a column already gets a third axis, "
        "and the differences become a block. The same step has to work for both.",
    ),
    Misconception(
        "all flat",
        lambda y_hat, y: y_hat.ravel() - y.ravel(),
        "The numbers are right, in a flat array. A column was asked for, (n, 1): the next line "
        "may subtract something again, and then the same trap is there once more.",
    ),
    Misconception(
        "predictions made flat",
        lambda y_hat, y: y_hat.ravel() - y,
        "You made the predictions flat. That works with a flat y, and with a y that is a column "
        "it is the same trap the other way round: a row and a column. Reshape y, not y_hat.",
    ),
    Misconception(
        "the diagonal",
        lambda y_hat, y: np.diag(y_hat - y),
        "You built the whole grid and read its diagonal. With a flat y those are the right "
        "numbers, in a flat array; a y that is a column gives no grid to read. Make sure that the "
        "grid never appears.",
    ),
    Misconception(
        "turned round",
        lambda y_hat, y: y.reshape(-1, 1) - y_hat,
        "Every sign is turned round. The difference is the prediction minus the score, so a "
        "network that said too much gets a positive number.",
    ),
    Misconception(
        "signs lost",
        lambda y_hat, y: np.abs(y_hat - y.reshape(-1, 1)),
        "You kept how far off it was and lost the direction. Too high is positive, too low is "
        "negative; a network needs to know which.",
    ),
    Misconception(
        "squared already",
        lambda y_hat, y: (y_hat - y.reshape(-1, 1)) ** 2,
        "These are the squares. The loss will need them; here the plain difference was asked for.",
    ),
    Misconception(
        "prediction overwritten",
        _overwrites_prediction,
        "The numbers are right, and y_hat is gone: `-=` wrote the differences into it. Give them "
        "a name of their own.",
    ),
)

DIFFERENCES = Answer(
    name="differences",
    inputs=("y_hat", "y"),
    outputs=("difference",),
    reference=differences,
    parts=(
        Part("y as a column", points=1, outputs=("difference",), cases=scores_cases(-1, 1)),
        Part("y flat", points=3, outputs=("difference",), cases=scores_cases(-1)),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Take the scores from the predictions, bottle by bottle: n numbers, as a column.",
)

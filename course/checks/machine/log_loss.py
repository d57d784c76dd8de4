"""The answer `log_loss`: how wrong the chances of a network are, as one number.

Shapes: X (n, d_in), y (n, 1) of 0 and 1.
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import halves
from course.checks.machine import yes_or_no
from course.checks.machine.yes_or_no import logits, predict
from reference_impl import Arrays, losses


def log_loss(params: Arrays, X: np.ndarray, y: np.ndarray) -> float:
    """The mean log loss of the network on these rows."""
    return losses.log_loss(logits(params, X), y)


CASES = (
    Case("the four bottles", yes_or_no.four_bottles),
    Case("3 rows, sizes 3-3-1", yes_or_no.batch(3, 3, 3, halves)),
    Case("5 rows, sizes 4-3-1", yes_or_no.batch(5, 4, 3)),
    Case("8 rows, sizes 3-6-1", yes_or_no.batch(8, 3, 6)),
)
FAR = tuple(Case(f"{n} rows, logits beyond 1000", yes_or_no.far_out(n)) for n in (5, 6, 8, 9, 10))


def _rows(params, X, y):
    """The log loss of each row."""
    z = logits(params, X)
    return np.logaddexp(0, z) - y * z  # (n, 1)


def _clipped(params, X, y):
    p = np.clip(predict(params, X), 1e-12, 1 - 1e-12)  # (n, 1)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def _on_chances(params, X, y):
    return losses.log_loss(predict(params, X), y)


def _flat_and_column(params, X, y):
    z = logits(params, X)[:, 0]  # (n,)
    return np.mean(np.logaddexp(0, z) - y * z)


MISCONCEPTIONS = (
    Misconception(
        "squared error",
        lambda params, X, y: np.mean((predict(params, X) - y) ** 2),
        "That is the squared error of the chances. For a sure mistake it stays small; the log "
        "loss becomes large.",
    ),
    Misconception(
        "added up",
        lambda params, X, y: _rows(params, X, y).sum(),
        "The losses of the rows were added up and not divided. You want the mean, so that a "
        "larger table is not a larger mistake.",
    ),
    Misconception(
        "sign forgotten",
        lambda params, X, y: -_rows(params, X, y).mean(),
        "It is below zero. The log of a chance is negative, so there is a minus in front.",
    ),
    Misconception(
        "yeses alone",
        lambda params, X, y: np.mean(y * _rows(params, X, y)),
        "Only the rows with a yes count in it. A network that says yes to everything would be "
        "perfect. The rows with a no have a half of their own, with 1 - y and 1 - p.",
    ),
    Misconception(
        "noes alone",
        lambda params, X, y: np.mean((1 - y) * _rows(params, X, y)),
        "Only the rows with a no count in it. A network that says no to everything would be "
        "perfect.",
    ),
    Misconception(
        "yes and no exchanged",
        lambda params, X, y: losses.log_loss(logits(params, X), 1 - y),
        "The two halves have changed places: it grows when the network is right. Where y is 1, it "
        "is the log of p that counts.",
    ),
    Misconception(
        "log to the base 2",
        lambda params, X, y: log_loss(params, X, y) / np.log(2),
        "That is a logarithm to the base 2. In this book it is `np.log`, to the base e.",
    ),
    Misconception(
        "sigmoid twice",
        _on_chances,
        "The formula with `y * z` needs logits, and it got chances. Use the sums before the "
        "sigmoid.",
    ),
    Misconception(
        "kept away from zero",
        _clipped,
        "You kept the chances a little away from 0 and 1. That avoids the infinity, and no mistake "
        "costs more than about 28 then. Work on the logit, and you need no such limit.",
    ),
    Misconception(
        "grown to a grid",
        _flat_and_column,
        "A flat array was combined with the column y, and NumPy stretched both to a grid: every "
        "logit with every target. Keep the logits a column.",
    ),
    Misconception(
        "a column of losses",
        _rows,
        "Those are the losses of the rows, one each. Take their mean.",
    ),
)

LOG_LOSS = Answer(
    name="log_loss",
    inputs=("params", "X", "y"),
    outputs=("loss",),
    reference=log_loss,
    parts=(
        Part("ordinary sums", points=1, outputs=("loss",), cases=CASES),
        Part("sure and wrong", points=1, outputs=("loss",), cases=FAR),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Find the logits, and from them and y the mean log loss.",
)

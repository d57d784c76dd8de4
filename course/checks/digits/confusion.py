"""The answer `confusion`: how many images of each class were read as what.

Shapes: P (n, k) with probabilities, y (n, 1) with labels from 0 to k - 1; the table (k, k).
"""

from collections.abc import Sequence

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from reference_impl import losses


def confusion(P: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Row i, column j: how many images of class i were read as j."""
    return _table(P.argmax(axis=1), y, P.shape[1])


def _table(said, y, k):
    return losses.one_hot(y, k).T @ np.eye(k)[said]


def rows(name: str, P: Sequence[Sequence[float]], y: Sequence[int]) -> Case:
    return Case(name, lambda rng: (np.array(P, float), np.array(y)[:, None]))


def read(name: str, n: int, k: int, named: int | None = None) -> Case:
    """Images of the first `named` of k classes, about half of them read rightly."""

    def inputs(rng):
        y = rng.permutation(np.arange(n) % (named or k))[:, None]  # (n, 1)
        guess = rng.integers(0, named or k, (n, 1))
        said = np.where(rng.random((n, 1)) < 0.5, y, guess)[:, 0]
        P = rng.random((n, k)) + 1.5 * np.eye(k)[said]
        return P / P.sum(axis=1, keepdims=True), y

    return Case(name, inputs)


def tied(name: str, n: int, k: int) -> Case:
    """Rows in which two classes are equally likely, and likelier than the others."""

    def inputs(rng):
        weights = np.ones((n, k))
        places = np.array([rng.permutation(k)[:2] for _ in range(n)])  # (n, 2)
        np.put_along_axis(weights, places, 3, axis=1)
        return weights / weights.sum(axis=1, keepdims=True), rng.integers(0, k, (n, 1))

    return Case(name, inputs)


COUNTS = (
    rows("three images, two classes", [[0.75, 0.25], [0.75, 0.25], [0.25, 0.75]], (0, 1, 1)),
    rows(
        "one mistake made twice",
        [[0.125, 0.75, 0.125], [0.25, 0.5, 0.25], [0.5, 0.25, 0.25], [0.125, 0.125, 0.75]],
        (2, 2, 0, 2),
    ),
    read("eleven images, 3 classes", 11, 3),
    read("thirty images, 5 classes", 30, 5),
    read("images of 4 in 7 classes", 19, 7, named=4),
    read("seventy images, ten digits", 70, 10),
)
TIES = (
    rows("four equal probabilities", [[0.25] * 4] * 4, (0, 3, 1, 1)),
    tied("five ties, 4 classes", 5, 4),
    tied("nine ties, 6 classes", 9, 6),
)


def _once_each(P, y):
    table = np.zeros((P.shape[1], P.shape[1]))
    table[y[:, 0], P.argmax(axis=1)] += 1
    return table


def _last_largest(P, y):
    k = P.shape[1]
    return _table(k - 1 - P[:, ::-1].argmax(axis=1), y, k)


def _every_largest(P, y):
    return losses.one_hot(y, P.shape[1]).T @ (P == P.max(axis=1, keepdims=True))


def _from_labels(P, y):
    k = int(max(y.max(), P.argmax(axis=1).max())) + 1
    return _table(P.argmax(axis=1), y, k)


def _shares(P, y):
    table = confusion(P, y)
    return table / np.maximum(table.sum(axis=1, keepdims=True), 1)


def _first_only(P, y):
    table = np.zeros((P.shape[1], P.shape[1]))
    table[y[0, 0], P[0].argmax()] += 1
    return table


def _grid(P, y):
    k = P.shape[1]
    said = P.argmax(axis=1)  # (n,)
    return np.outer(np.bincount(y[:, 0], minlength=k), np.bincount(said, minlength=k))


MISCONCEPTIONS = (
    Misconception(
        "turned on its side",
        lambda P, y: confusion(P, y).T,
        "Your rows are what was said and your columns are what it was. The diagonal is right, and "
        "every mistake is counted for the wrong digit. The truth goes down the side.",
    ),
    Misconception(
        "repeats lost",
        _once_each,
        "No count of yours is above 1. `table[y, said] += 1` reads all the places first and writes "
        "afterwards, so a pair that comes five times is written five times with the same 1. Use "
        "`np.add.at`, or go through the images one by one.",
    ),
    Misconception(
        "probabilities added up",
        lambda P, y: losses.one_hot(y, P.shape[1]).T @ P,
        "You added up the probabilities themselves. An image is read as one class, the likeliest, "
        "and it counts once.",
    ),
    Misconception(
        "size from the labels",
        _from_labels,
        "Your table is as large as the largest class that turned up. A class that no image has "
        "and that is never predicted keeps its row and its column. P has a column for each class.",
    ),
    Misconception(
        "hits alone",
        lambda P, y: np.diag(np.diag(confusion(P, y))),
        "Only the diagonal is filled. Those are the images that were read right, and the table is "
        "there for the others.",
    ),
    Misconception(
        "mistakes alone",
        lambda P, y: confusion(P, y) * (1 - np.eye(P.shape[1])),
        "The diagonal is empty. The images that were read right are counted too: all the counts "
        "together should be as many as there are images.",
    ),
    Misconception(
        "shares of each class",
        _shares,
        "You divided each row by its sum. Counts are asked for: with 2 of 41 you can go and look "
        "at the two images.",
    ),
    Misconception(
        "last largest wins",
        _last_largest,
        "Where two probabilities are equal, you took the last one. In this course it is the "
        "first, as with NumPy's own `argmax`.",
    ),
    Misconception(
        "every largest wins",
        _every_largest,
        "Where two probabilities are equal, you counted the image twice. It is read as one class, "
        "the first of the largest.",
    ),
    Misconception(
        "grown to a grid",
        _grid,
        "Your counts together are far more than there are images. A column of labels, (n, 1), met "
        "a flat array, (n,), and NumPy compared every label with every prediction. Each image has "
        "one label and one prediction; give both the same shape.",
    ),
    Misconception(
        "return inside the loop",
        _first_only,
        "One image was counted and then you were done. A `return` inside the loop ends the "
        "function on the first round; look at how far yours is indented.",
    ),
)

CONFUSION = Answer(
    name="confusion",
    inputs=("P", "y"),
    outputs=("table",),
    reference=confusion,
    parts=(
        Part("counts", points=2, outputs=("table",), cases=COUNTS),
        Part("ties", points=1, outputs=("table",), cases=TIES),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="For each image, count one in the row of its class and the column of what it was read as.",
)

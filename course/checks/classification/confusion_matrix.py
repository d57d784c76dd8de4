"""The answer `confusion_matrix`: how many bottles of each class were called what.

Shapes: y and y_hat (n, 1) with class numbers from 0 to k - 1; the matrix (k, k).
"""

from collections.abc import Sequence

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.classification.labels import column, drawn_labels, fixed
from reference_impl import losses


def confusion_matrix(y_hat: np.ndarray, y: np.ndarray, k: int) -> np.ndarray:
    """Row i, column j: how many bottles of class i were called j."""
    return losses.one_hot(y, k).T @ losses.one_hot(y_hat, k)


def said(name: str, y_hat: Sequence[int], y: Sequence[int], k: int) -> Case:
    return fixed(name, column(*y_hat), column(*y), k)


def mixed_up(name: str, n: int, k: int, named: int | None = None) -> Case:
    """Bottles of the first `named` of k classes; at least about half are called what they are."""

    def inputs(rng):
        y, guess = drawn_labels(rng, n, named or k), drawn_labels(rng, n, named or k)
        return np.where(rng.random((n, 1)) < 0.5, y, guess), y, k

    return Case(name, inputs)


EVERY_CLASS = (
    said("3 bottles, 2 classes", (0, 0, 1), (0, 1, 1), 2),
    said("3 bottles, 3 classes", (1, 1, 2), (0, 1, 2), 3),
    said("5 bottles, one mistake made twice", (2, 2, 0, 1, 2), (1, 1, 0, 1, 2), 3),
    mixed_up("11 bottles, 3 classes", 11, 3),
    mixed_up("21 bottles, 4 classes", 21, 4),
)
MISSING_CLASSES = (
    said("one bottle, 3 classes", (0,), (1,), 3),
    said("always class 0", (0, 0, 0, 0), (0, 1, 2, 1), 3),
    said("never the last class", (0, 1, 1, 0), (0, 1, 0, 0), 4),
    mixed_up("17 bottles of 4 in 6 classes", 17, 6, named=4),
)


def _once_each(y_hat, y, k):
    table = np.zeros((k, k))
    table[y[:, 0], y_hat[:, 0]] += 1
    return table


def _first_only(y_hat, y, k):
    table = np.zeros((k, k))
    for true, said in zip(y[:, 0], y_hat[:, 0], strict=True):
        table[true, said] += 1
        return table


def _first_k(y_hat, y, k):
    table = np.zeros((k, k))
    for i in range(k):
        table[y[i, 0], y_hat[i, 0]] += 1
    return table


def _all_pairs(y_hat, y, k):
    grid = [[(y == i) & (y_hat[:, 0] == j) for j in range(k)] for i in range(k)]
    return np.sum(grid, axis=(2, 3))


def _by_class(y_hat, y, k):
    table = confusion_matrix(y_hat, y, k)
    return table / table.sum(axis=1, keepdims=True)


MISCONCEPTIONS = (
    Misconception(
        "turned on its side",
        lambda y_hat, y, k: confusion_matrix(y, y_hat, k),
        "Your rows are what was said and your columns are what is true. The diagonal is right, "
        "and every mistake is counted for the wrong class. In this book the truth is down the "
        "side. (The arguments come in the other order: first what was said.)",
    ),
    Misconception(
        "repeats lost",
        _once_each,
        "No entry of yours is above 1, however often a pair occurs. `+= 1` on a whole list of "
        "places reads them all first and writes afterwards, so a pair that comes three times is "
        "written three times with the same 1. Tables of True and False, multiplied with `@`, lose "
        "the repeats as well. Take the bottles one by one, or multiply numbers.",
    ),
    Misconception(
        "k from the data",
        lambda y_hat, y, k: confusion_matrix(y_hat, y, max(y.max(), y_hat.max()) + 1),
        "Your table is as large as the largest label that turned up. A class that no bottle has "
        "and that is never predicted keeps its row and its column, full of zeros. The number of "
        "classes is k.",
    ),
    Misconception(
        "shares of all",
        lambda y_hat, y, k: confusion_matrix(y_hat, y, k) / len(y),
        "You divided by the number of bottles. Counts are asked for: with 4 of 53 you can go and "
        "look at the four bottles.",
    ),
    Misconception(
        "shares of each class",
        _by_class,
        "You made each row add up to one. People do, and then nobody sees that a class had three "
        "bottles. And a class without any gives 0 / 0. Here the counts themselves are asked for.",
    ),
    Misconception(
        "hits alone",
        lambda y_hat, y, k: np.diag(np.diag(confusion_matrix(y_hat, y, k))),
        "Only the diagonal is filled. Those are the bottles that it got right, and the table is "
        "there for the others. What is in row i and column j when i and j differ?",
    ),
    Misconception(
        "mistakes alone",
        lambda y_hat, y, k: confusion_matrix(y_hat, y, k) * (1 - np.eye(k)),
        "The diagonal is empty. The bottles that it got right are counted too: class i that was "
        "called i. All the entries together should be as many as there are bottles.",
    ),
    Misconception(
        "labels counted from one",
        lambda y_hat, y, k: confusion_matrix(y_hat - 1, y - 1, k),
        "Everything is one row too high and one column too far left, and class 0 has gone round "
        "to the end. Labels are counted from 0, so they are the places as they are.",
    ),
    Misconception(
        "a grid of all pairs",
        _all_pairs,
        "One of the two arrays was flat and the other was a column, so every truth was paired "
        "with every answer, of whatever bottle. Your entries add up to n times n. Only the truth "
        "and the answer for the same bottle make a pair.",
    ),
    Misconception(
        "bottles against bottles",
        lambda y_hat, y, k: losses.one_hot(y, k) @ losses.one_hot(y_hat, k).T,
        "The wrong one is transposed. You have a row and a column for each bottle, and the sums "
        "go over the classes. They should go over the bottles.",
    ),
    Misconception(
        "star for at",
        lambda y_hat, y, k: losses.one_hot(y, k).T * losses.one_hot(y_hat, k),
        "`*` multiplies entry by entry and adds nothing up. The bottles have to be added up, and "
        "that is the matrix product.",
    ),
    Misconception(
        "as many bottles as classes",
        _first_k,
        "Your loop goes round k times, once for each class, and looks at the first k bottles. It "
        "has to go through the bottles. How many are there?",
    ),
    Misconception(
        "return inside the loop",
        _first_only,
        "One bottle was counted and then you were done. A `return` inside the loop ends the "
        "function in the first round; look at how far yours is indented.",
    ),
)

CONFUSION_MATRIX = Answer(
    name="confusion_matrix",
    inputs=("y_hat", "y", "k"),
    outputs=("matrix",),
    reference=confusion_matrix,
    parts=(
        Part("every class", points=2, outputs=("matrix",), cases=EVERY_CLASS),
        Part("missing classes", points=1, outputs=("matrix",), cases=MISSING_CLASSES),
    ),
    misconceptions=MISCONCEPTIONS,
    builds_on=("one_hot",),
    todo="For each bottle, count one in the row of its class and the column of what it was called.",
)

"""The mean squared error, which refuses two arrays of different shapes.

Shapes: y_hat and y (n, d_out).
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.half_mse import halved
from course.checks.inputs import ArrayDraw, halves, normal
from course.checks.variants import through
from reference_impl import example, losses


def scores(name: str, n: int, d_out: int, draw: ArrayDraw = halves) -> Case:
    return Case(name, lambda rng: (draw(rng, n, d_out), draw(rng, n, d_out)))


def clash(name: str, one: tuple[int, ...], other: tuple[int, ...]) -> Case:
    """A prediction and scores whose shapes differ, and which NumPy stretches until they meet.

    A message has to give both shapes.
    """
    says = tuple(dict.fromkeys(map(str, (*one, *other))))
    return Case(name, lambda rng: (halves(rng, *one), halves(rng, *other)), True, says)


def _mean_square(y_hat, y):
    return np.mean((y_hat - y) ** 2)


def _same_shape(y_hat, y):
    return y_hat.shape == y.shape


def _mse(loss=_mean_square, fits=_same_shape):
    """An `mse` with its loss exchanged, or the question that it asks first."""

    def mse(y_hat, y):
        if not fits(y_hat, y):
            raise ValueError(f"y_hat is {y_hat.shape}, y is {y.shape}.")
        return loss(y_hat, y)

    return mse


def _asserts(y_hat, y):
    assert y_hat.shape == y.shape
    return _mean_square(y_hat, y)


def _overwrites_prediction(y_hat, y):
    y_hat -= y
    return np.mean(y_hat**2)


MISCONCEPTIONS = (
    Misconception(
        "sum",
        _mse(lambda y_hat, y: np.sum((y_hat - y) ** 2)),
        "You added up the squares and did not divide. So the loss of 32 bottles looks 32 times as "
        "bad as that of one, and the steps in training become 32 times as long.",
    ),
    Misconception(
        "half",
        _mse(lambda y_hat, y: np.mean((y_hat - y) ** 2) / 2),
        "Your loss is half of what it should be. Some books put a half in front, to have it "
        "tidier later on. This one does not.",
    ),
    Misconception(
        "root",
        _mse(lambda y_hat, y: np.sqrt(np.mean((y_hat - y) ** 2))),
        "You took the square root at the end. That is a good number to tell people, because it is "
        "in points of score. The loss is the number before the root.",
    ),
    Misconception(
        "absolute misses",
        _mse(lambda y_hat, y: np.mean(np.abs(y_hat - y))),
        "You took the size of each miss. That is another loss, with another name. Here each miss "
        "is squared, so that a large one counts for more.",
    ),
    Misconception(
        "misses cancel",
        _mse(lambda y_hat, y: np.mean(y_hat - y)),
        "Nothing is squared, so a miss above and a miss below cancel. A network can be far off "
        "everywhere and still have a loss of 0.",
    ),
    Misconception(
        "squared too late",
        _mse(lambda y_hat, y: np.mean(y_hat - y) ** 2),
        "You took the mean first and squared it. By then the misses have cancelled. Which has to "
        "lose its sign, the mean or each miss?",
    ),
    Misconception(
        "four for ever",
        _mse(lambda y_hat, y: np.sum((y_hat - y) ** 2) / 4),
        "You divided by 4, which was right for the four bottles. The next batch may hold another "
        "number of scores, and the array knows how many.",
    ),
    Misconception(
        "rows only",
        _mse(lambda y_hat, y: np.sum((y_hat - y) ** 2) / len(y)),
        "You divided by the number of rows. With one column that is right; with several there "
        "are more squares than rows.",
    ),
    Misconception(
        "columns only",
        _mse(lambda y_hat, y: np.sum((y_hat - y) ** 2) / y.shape[1]),
        "You divided by the number of columns. Bottles are rows, and the mean is over every entry.",
    ),
    Misconception(
        "one for each column",
        _mse(lambda y_hat, y: np.mean((y_hat - y) ** 2, axis=0)),
        "With an axis, the mean goes down each column and leaves one number for each. A loss is "
        "one number, however many bottles and columns.",
    ),
    Misconception(
        "one for each row",
        _mse(lambda y_hat, y: np.mean((y_hat - y) ** 2, axis=1)),
        "That is a number for each bottle. The loss is their mean, one number for the batch.",
    ),
    Misconception(
        "prediction overwritten",
        _mse(_overwrites_prediction),
        "The loss is right, and y_hat is gone: `-=` wrote the misses into it. Give the difference "
        "a name of its own.",
    ),
    Misconception(
        "flat y taken",
        _mean_square,
        "Two different shapes went in and a number came out. NumPy stretched both to a grid: each "
        "prediction minus every score. Compare the shapes before you subtract.",
    ),
    Misconception(
        "only rows compared",
        _mse(fits=lambda y_hat, y: len(y_hat) == len(y)),
        "You compared the numbers of rows, and a flat array of four has four of those. It is the "
        "whole shape that has to agree.",
    ),
    Misconception(
        "only sizes compared",
        _mse(fits=lambda y_hat, y: y_hat.size == y.size),
        "You compared how many numbers there are. A column of four and a flat array of four hold "
        "equally many, and they still make a grid.",
    ),
    Misconception(
        "only flat arrays refused",
        _mse(fits=lambda y_hat, y: y_hat.ndim == y.ndim),
        "You refuse a flat array, which is the usual mistake. But a column minus a row makes a "
        "grid too, and one column also fits several. Compare the whole shapes.",
    ),
    Misconception(
        "reshaped without an error",
        lambda y_hat, y: np.mean((y_hat - y.reshape(y_hat.shape)) ** 2),
        "You reshaped y without an error. That is kind, until something fits that was never meant "
        "for this column. Say what is wrong, and leave it to the caller to put it right.",
    ),
    Misconception(
        "assert for raise",
        _asserts,
        "You noticed, and stopped with an `assert`. That is a note to yourself, and Python can be "
        "told to skip it. For whoever calls your function there is `raise ValueError(...)`.",
    ),
)

MSE = Answer(
    name="mse",
    inputs=("y_hat", "y"),
    outputs=("loss",),
    reference=losses.mse,
    parts=(
        Part(
            "one column",
            points=1,
            outputs=("loss",),
            cases=(
                Case("the four bottles", lambda rng: (example.by_hand_4["y_hat"], example.y4)),
                scores("7 rows", 7, 1),
                scores("9 rows", 9, 1, normal),
            ),
        ),
        Part(
            "several columns",
            points=2,
            outputs=("loss",),
            cases=(
                scores("1 row of 3", 1, 3),
                scores("3 rows of 3", 3, 3),
                scores("5 rows of 4", 5, 4),
                scores("5 rows of 7", 5, 7, normal),
            ),
        ),
        Part(
            "two shapes",
            points=2,
            outputs=(),  # whether it refuses; the numbers have parts of their own
            cases=(
                scores("two columns of 4, which fit", 4, 1),
                Case(
                    "the four bottles, y flat",
                    lambda rng: (example.by_hand_4["y_hat"], example.y4[:, 0]),
                    refused=True,
                    says=("4", "1"),
                ),
                clash("a column of 7, and 7 flat", (7, 1), (7,)),
                clash("a column and a row", (5, 1), (1, 5)),
                clash("one bottle, and one flat", (1, 1), (1,)),
                clash("3 columns and one", (4, 3), (4, 1)),
                clash("5 columns and one", (7, 5), (7, 1)),
                clash("1 row and 4 rows of 3", (1, 3), (4, 3)),
                clash("3 rows of 4, and 4 flat", (3, 4), (4,)),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Refuse two different shapes, then square each miss and take the mean.",
)


HALVED = through(
    halved,
    MSE,
    without=("half", "root", "sum"),
    plus=(
        Misconception(
            "half forgotten",
            losses.mse,
            "Your loss is twice what it should be. The course from which you know it may have no "
            "half in front. This task has one.",
        ),
        Misconception(
            "halved twice",
            lambda y_hat, y: losses.mse(y_hat, y) / 4,
            "The half is there twice. One of the two is enough: half of the mean of the squares.",
        ),
        Misconception(
            "half of the sum",
            lambda y_hat, y: losses.mse(y_hat, y) * y.size / 2,
            "You took half of the sum of the squares, and did not divide by how many there are. So "
            "the loss of 32 bottles looks 32 times as bad as that of one.",
        ),
    ),
    todo="Refuse two different shapes, then square each miss and take half of the mean.",
)

"""Every column standardised, by the mean and deviation of the training rows.

Shapes: X_train (n, d), X_test (m, d), the mean and the standard deviation (d,).
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import ArrayDraw, halves, normal
from reference_impl import data

ACID = np.array([2, 4, 4, 4, 5, 5, 7, 9.0]).reshape(-1, 1)  # (8, 1)
FOUR = np.array([[1, 100], [1, 300], [5, 100], [5, 300.0]])  # (4, 2)
ZERO = np.array([[1, 2], [3, -1], [2, 4.0]])  # (3, 2), with its opposite the mean of both columns


def table_case(name: str, n: int, m: int, d: int, draw: ArrayDraw = halves) -> Case:
    """n training and m test rows of d columns, each column with a size and a place of its own."""

    def inputs(rng):
        X = draw(rng, n + m, d) * 10.0 ** np.arange(d) + 4 * np.arange(1, d + 1)  # (n + m, d)
        return X[:n], X[n:]

    return Case(name, inputs)


def still_case(name: str, column: int, moving_in_test: bool) -> Case:
    """Three columns, one of which is the same in every training row."""

    def inputs(rng):
        X_train, X_test = halves(rng, 5, 3), halves(rng, 4, 3)
        X_train[:, column] = X_train[0, column]
        if not moving_in_test:
            X_test[:, column] = X_train[0, column]
        return X_train, X_test

    return Case(name, inputs, refused=True)


TABLES = (
    Case("the four rows of the task", lambda rng: (FOUR, np.array([[4.0, 350], [9, 200]]))),
    Case("the eight acids", lambda rng: (ACID, np.array([[1.0], [10]]))),
    Case("means of zero", lambda rng: (np.vstack([ZERO, -ZERO]), ZERO[:2] + 1)),
    table_case("3 and 4 rows of 3", 3, 4, 3),
    table_case("5 and 4 rows of 3", 5, 4, 3),
    table_case("5 rows of 3, and one", 5, 1, 3),
    table_case("9 and 7 rows of 4", 9, 7, 4, normal),
)


def _refuse_still(X):
    if (X == X[0]).all(axis=0).any():
        raise ValueError("A column never varies.")


def _each(scaled):
    """A `standardise` that refuses what it should and gives `scaled(X, X_train)` of both."""

    def standardise(X_train, X_test):
        _refuse_still(X_train)
        return scaled(X_train, X_train), scaled(X_test, X_train)

    return standardise


def _right(X, train):
    return (X - train.mean(axis=0)) / train.std(axis=0)


def _all_rows(X_train, X_test):
    both = np.concatenate([X_train, X_test])
    _refuse_still(both)
    return _right(X_train, both), _right(X_test, both)


def _each_its_own(X_train, X_test):
    _refuse_still(X_train)
    _refuse_still(X_test)
    return _right(X_train, X_train), _right(X_test, X_test)


def _too_late(X_train, X_test):
    _refuse_still(X_train)
    X_train = _right(X_train, X_train)
    return X_train, _right(X_test, X_train)


def _dropped(X_train, X_test):
    moving = X_train.std(axis=0) > 0
    X_train, X_test = X_train[:, moving], X_test[:, moving]
    return _right(X_train, X_train), _right(X_test, X_train)


def _one_for_zero(X, train):
    std = train.std(axis=0)
    return (X - train.mean(axis=0)) / np.where(std == 0, 1, std)


def _overwrites(X_train, X_test):
    _refuse_still(X_train)
    mean, std = X_train.mean(axis=0), X_train.std(axis=0)
    for X in (X_train, X_test):
        X -= mean
        X /= std
    return X_train, X_test


def _wrong_axis(X_train, X_test):
    mean, std = X_train.mean(axis=1), X_train.std(axis=1)
    return (X_train - mean) / std, (X_test - mean) / std


def _each_row(X, train):
    return (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)


def _squeezed(X, train):
    low, high = train.min(axis=0), train.max(axis=0)
    return (X - low) / (high - low)


MISCONCEPTIONS = (
    Misconception(
        "still column let through",
        lambda X_train, X_test: (_right(X_train, X_train), _right(X_test, X_train)),
        "A column of the training rows holds one number from top to bottom, so its deviation is "
        "0. Dividing by that gives nonsense without an error. Look for it first, and raise a "
        "ValueError that says which column it is.",
    ),
    Misconception(
        "mean and deviation of all rows",
        _all_rows,
        "Your mean and deviation come from the training rows and the test rows together. Test "
        "rows stand for bottles that nobody has seen, so these numbers must not depend on them.",
    ),
    Misconception(
        "own mean and deviation for the test rows",
        _each_its_own,
        "The test rows were standardised with a mean and a deviation of their own. Then the same "
        "bottle means one thing in training and another in the test. Both tables need the numbers "
        "of the training rows.",
    ),
    Misconception(
        "own mean for the test rows",
        _each(lambda X, train: (X - X.mean(axis=0)) / train.std(axis=0)),
        "The deviation is that of the training rows, and the test rows had their own mean taken "
        "away. Then every table has a mean of 0, however odd its bottles are. Mean and deviation "
        "belong together, and both come from the training rows.",
    ),
    Misconception(
        "measured too late",
        _too_late,
        "Your test rows came out as they went in. Either nothing was done to them, or you "
        "measured X_train after it had been standardised: its mean is 0 by then, and its "
        "deviation 1. Work out mean and deviation first, and then use them twice.",
    ),
    Misconception(
        "variance for deviation",
        _each(lambda X, train: (X - train.mean(axis=0)) / train.var(axis=0)),
        "You divided by the variance, which is in squared units. The typical distance from the "
        "mean is its square root.",
    ),
    Misconception(
        "one row fewer",
        _each(lambda X, train: (X - train.mean(axis=0)) / train.std(axis=0, ddof=1)),
        "You divided by n - 1 inside the deviation, as pandas does unless told otherwise, and as "
        "`ddof=1` does. This course divides by n, as NumPy does by default.",
    ),
    Misconception(
        "not divided",
        _each(lambda X, train: X - train.mean(axis=0)),
        "The means are gone, and sulphur still has the largest numbers: nothing was divided. One "
        "typical difference should come out as 1 in every column.",
    ),
    Misconception(
        "not centred",
        _each(lambda X, train: X / train.std(axis=0)),
        "You divided, and the mean is still in there. A bottle like all the others should come "
        "out as 0.",
    ),
    Misconception(
        "brackets missing",
        _each(lambda X, train: X - train.mean(axis=0) / train.std(axis=0)),
        "Python divides before it subtracts, so only the mean was divided. The difference needs "
        "brackets round it.",
    ),
    Misconception(
        "one mean for all columns",
        lambda X_train, X_test: tuple(
            (X - X_train.mean()) / X_train.std() for X in (X_train, X_test)
        ),
        "You took one mean and one deviation over the whole table. Salt and sulphur then share "
        "them, and sulphur has the largest numbers as before. Each column gets its own.",
    ),
    Misconception(
        "wrong axis",
        _wrong_axis,
        "You measured along the rows: one mean for each bottle, mixing its salt with its sulphur. "
        "A column is one measurement, and the axis that has to go is the one that counts the "
        "bottles.",
    ),
    Misconception(
        "each row by itself",
        _each(_each_row),
        "Each bottle was compared with itself, its salt with its own sulphur. Compare it with "
        "the other bottles, one measurement at a time.",
    ),
    Misconception(
        "scaled from 0 to 1",
        _each(_squeezed),
        "You scaled each column so that it goes from 0 to 1. That is another scale, and a single "
        "odd bottle can change all of it. Here the mean becomes 0, and a typical difference "
        "becomes 1.",
    ),
    Misconception(
        "tables overwritten",
        _overwrites,
        "The numbers are right. But `-=` and `/=` wrote them into the tables that you were given, "
        "so the original measurements are gone. Make new arrays.",
    ),
    Misconception(
        "another order",
        lambda X_train, X_test: _each(_right)(X_train, X_test)[::-1],
        "The two tables have changed places in the return line. The training rows come first.",
    ),
    Misconception(
        "a tiny number added",
        _each(lambda X, train: (X - train.mean(axis=0)) / (train.std(axis=0) + 1e-8)),
        "You added a tiny number to the deviation, so that it is never 0. It changes every result "
        "a little. Divide by the deviation itself, and let a column that never varies be an "
        "error.",
    ),
    Misconception(
        "still column dropped",
        _dropped,
        "You left out the column that never varies, and raised no error, so the table comes back "
        "narrower than it went in. Leave that decision to the caller, and say which column it is.",
    ),
    Misconception(
        "one in place of zero",
        lambda X_train, X_test: (_one_for_zero(X_train, X_train), _one_for_zero(X_test, X_train)),
        "You put a 1 where the deviation is 0, and the column that never varies comes out as "
        "zeros. Some libraries do that. Here it has to be noticed: raise an error that names the "
        "column.",
    ),
)

STANDARDISE = Answer(
    name="standardise",
    inputs=("X_train", "X_test"),
    outputs=("train", "test"),
    reference=data.standardize,
    parts=(
        Part("training rows", points=2, outputs=("train",), cases=TABLES),
        Part("test rows", points=2, outputs=("test",), cases=TABLES),
        Part(
            "a still column",
            points=1,
            outputs=(),
            cases=(
                still_case("the third column is still", 2, moving_in_test=False),
                still_case("the third column is still in training", 2, moving_in_test=True),
                still_case("the first column is still", 0, moving_in_test=False),
                still_case("the second column is still in training", 1, moving_in_test=True),
                Case("every column is still", lambda rng: (FOUR[[0, 0]], FOUR[2:]), refused=True),
                Case("a single test row", lambda rng: (FOUR, np.array([[4.0, 350]]))),
                Case("first and last row alike", lambda rng: (FOUR[[0, 1, 3, 0]], FOUR[2:])),
                table_case("no still column", 3, 4, 3),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Take each column's mean and deviation from X_train, and measure both tables with them.",
)

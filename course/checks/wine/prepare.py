"""A table without its duplicates, split into training and test, and standardised.

Shapes: rows (r, d + 1), the score last; order (n + m,), of the rows that are no duplicates;
X_train (n, d), y_train (n, 1), X_test (m, d), y_test (m, 1); mean and std (d,).
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.wine.splitting import (
    Sides,
    by_order,
    dropped_after,
    one_less,
    own_mean,
    prepared,
    scores_standardised,
    standardised,
    statistics_of_all,
    statistics_of_each,
    statistics_of_the_test_set,
)
from course.checks.wine.tables import ROWS_4, bottles, first_of_each, repeated
from reference_impl import data


def prepare(rows: np.ndarray, order: np.ndarray, n_test: int) -> Sides:
    """Drop duplicates, split, standardise by the training rows."""
    shuffled = first_of_each(rows)[order]  # (n + m, d + 1)
    sides = np.split(shuffled, [-n_test])
    (X, y), (X_test, y_test) = ((side[:, :-1], side[:, -1:]) for side in sides)
    return *data.standardize(X, X_test), y, y_test, X.mean(axis=0), X.std(axis=0)


ROUND_ZERO = np.array([[1.0, 2, 5], [3, -1, 4], [-1, -2, 6], [-3, 1, 7], [2, 5, 6]])  # (5, 3)
ROWS_5 = ROWS_4[[0, 1, 0, 2, 3]]  # (5, 3): the third repeats the first


def table_case(
    name: str, n: int, d: int, n_test: int, repeats: bool = False, nearly: bool = False
) -> Case:
    """A table of n different bottles to prepare, and an order for them."""

    def inputs(rng):
        left = bottles(rng, n, d, nearly)
        if nearly:
            left[3] = left[2] + np.eye(d + 1)[0] / 1000
        return repeated(left) if repeats else left, rng.permutation(n), n_test

    return Case(name, inputs)


STANDARDISED = ("X_train", "X_test", "mean", "std")
ONCE_CASES = (
    Case("the four bottles", lambda rng: (ROWS_4, np.array([2, 0, 3, 1]), 2)),
    Case("means of zero", lambda rng: (ROUND_ZERO, np.array([1, 3, 0, 2, 4]), 1)),
    table_case("6 rows of 3 and a score", 6, 3, 3),
    table_case("9 rows of 4 and a score", 9, 4, 2),
    table_case("12 rows of 5 and a score, one for the test", 12, 5, 1),
)


def _scores_parted(rows, order, n_test):
    left = first_of_each(rows)
    n = len(left) - n_test
    found = prepared(rows, order, n_test)
    return *found[:2], left[:n, -1:], left[n:, -1:], *found[4:]


def _score_among_them(rows, order, n_test):
    train, test = by_order(first_of_each(rows), order, n_test)
    mean, std = train.mean(axis=0), train.std(axis=0)
    return (train - mean) / std, (test - mean) / std, train[:, -1:], test[:, -1:], mean, std


def _one_mean(rows, order, n_test):
    train, test = by_order(first_of_each(rows), order, n_test)
    return standardised(train, test, train[:, :-1].mean(), train[:, :-1].std())


def _in_twos(rows, order, n_test):
    X_train, X_test, y_train, y_test, mean, std = prepared(rows, order, n_test)
    return X_train, y_train, X_test, y_test, mean, std


def _flat_scores(rows, order, n_test):
    X_train, X_test, y_train, y_test, mean, std = prepared(rows, order, n_test)
    return X_train, X_test, y_train[:, 0], y_test[:, 0], mean, std


MISCONCEPTIONS = (
    Misconception(
        "duplicates kept",
        lambda *given: prepared(*given, once=lambda rows: rows),
        "The duplicates are still in. If you split a table with twins in it, one of them may be "
        "in the test set and the other in the training set. Look for them before anything else.",
    ),
    Misconception(
        "dropped after the split",
        dropped_after,
        "You split first and looked for duplicates on each side afterwards. By then a row and its "
        "twin may be on different sides, and neither side has both.",
    ),
    Misconception(
        "last one kept",
        lambda *given: prepared(*given, once=lambda rows: first_of_each(rows[::-1])[::-1]),
        "Of each set of twins you kept the last. The first one stays, so that the rows before it "
        "keep their numbers: `order` relies on that.",
    ),
    Misconception(
        "rows sorted",
        lambda *given: prepared(*given, once=lambda rows: np.unique(rows, axis=0)),
        "The right rows are left, in another order: `np.unique` sorts what it returns. Ask it for "
        "`return_index` as well, or go through the rows one by one.",
    ),
    Misconception(
        "test set from the front",
        lambda *given: prepared(*given, split=lambda a, o, n: (a[o[n:]], a[o[:n]])),
        "The test set was taken from the front of `order`. It is the last n_test of them.",
    ),
    Misconception(
        "order ignored",
        lambda *given: prepared(*given, split=lambda a, o, n: (a[:-n], a[-n:])),
        "You cut off the end of the table and did not use `order`. The table may have been "
        "sorted, and then the test set holds other wines than the training set.",
    ),
    Misconception(
        "order sorted back",
        lambda *given: prepared(*given, split=lambda a, o, n: by_order(a, np.argsort(o), n)),
        "You split by `np.argsort(order)`, which says in which place each bottle comes. `order` "
        "itself holds the row numbers, the first row first: there is nothing to sort.",
    ),
    Misconception(
        "scores left behind",
        _scores_parted,
        "The measurements were put in order and the scores were not: every bottle now has another "
        "bottle's score. Split whole rows, and separate the columns afterwards.",
    ),
    Misconception(
        "mean and std of all rows",
        statistics_of_all,
        "Mean and standard deviation come from all the rows, those of the test set among them. "
        "There is no error, but what the network is shown now depends on the test set. Split "
        "first, standardise second.",
    ),
    Misconception(
        "mean and std of the test set",
        statistics_of_the_test_set,
        "Mean and standard deviation come from the test set, and the training set is standardised "
        "by them. It has to be the other way round: of the test set you know nothing yet.",
    ),
    Misconception(
        "a mean and std for each side",
        statistics_of_each,
        "The test set was standardised with a mean and a deviation of its own. The same bottle "
        "would get one number in the training set and another in the test set. Use those of the "
        "training set for both.",
    ),
    Misconception(
        "own mean for the test set",
        own_mean,
        "The deviation is that of the training set, and the test set had its own mean taken away. "
        "A test set full of sweet wines would then look like any other. Both numbers come from the "
        "training set.",
    ),
    Misconception(
        "n minus one",
        lambda *given: prepared(*given, deviation=one_less),
        "Your deviation divides by n - 1. pandas does that unless told otherwise, and so does "
        "`ddof=1`. This course divides by n, as `np.std` does.",
    ),
    Misconception(
        "variance for deviation",
        lambda *given: prepared(*given, deviation=np.var),
        "You divided by the variance, the mean square of the distances. Take its square root: "
        "that is the standard deviation, in the units of the column.",
    ),
    Misconception(
        "one mean for all columns",
        _one_mean,
        "One mean and one deviation came out, for all columns together. Sugar and salt have "
        "nothing in common. Look at the axis.",
    ),
    Misconception(
        "score among the measurements",
        _score_among_them,
        "The score is still among the measurements. A network that reads the answer in the "
        "question will do very well, until it meets a bottle that nobody has tasted.",
    ),
    Misconception(
        "scores standardised too",
        scores_standardised,
        "The scores were standardised as well. They are what you want to predict, in points, and "
        "they stay as the tasters gave them.",
    ),
    Misconception(
        "flat scores",
        _flat_scores,
        "The scores came out flat. Keep them a column: a flat array minus a column makes a grid, "
        "without a warning.",
    ),
    Misconception(
        "returned in another order",
        _in_twos,
        "All is right except the order in which it is returned: both tables of measurements come "
        "first, then both columns of scores, then the mean and the std.",
    ),
)

PREPARE = Answer(
    name="prepare",
    inputs=("rows", "order", "n_test"),
    outputs=("X_train", "X_test", "y_train", "y_test", "mean", "std"),
    reference=prepare,
    parts=(
        Part("split", points=1, outputs=("y_train", "y_test"), cases=ONCE_CASES),
        Part("standardise", points=1, outputs=STANDARDISED, cases=ONCE_CASES),
        Part(
            "duplicates",
            points=1,
            outputs=("y_train", "y_test", *STANDARDISED),
            cases=(
                table_case("7 rows, no duplicates", 7, 3, 3),
                Case(
                    "the four bottles, one twice", lambda rng: (ROWS_5, np.array([2, 0, 3, 1]), 2)
                ),
                table_case("9 rows and duplicates", 9, 3, 3, repeats=True),
                table_case(
                    "10 rows and duplicates, two nearly", 10, 4, 3, repeats=True, nearly=True
                ),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Drop the duplicates, split by `order`, standardise by the training rows' mean and std.",
    builds_on=("twins",),
)

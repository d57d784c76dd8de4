"""A table without its repeats, dealt into lessons and exam, and measured by the lessons.

Shapes: rows (r, d + 1), the score last; order (n + m,), of the rows that are left without repeats;
X_train (n, d), y_train (n, 1), X_test (m, d), y_test (m, 1); mean and std (d,).
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.wine.dealing import (
    Sides,
    dealt,
    dropped_after,
    measured,
    one_less,
    own_mean,
    prepared,
    ruler_of_all,
    ruler_of_the_exam,
    scores_measured,
    two_rulers,
)
from course.checks.wine.tables import ROWS_4, bottles, first_of_each, repeated
from reference_impl import data


def prepare(rows: np.ndarray, order: np.ndarray, n_test: int) -> Sides:
    """Drop repeats, deal, measure by the lessons."""
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
        return repeated(left) if repeats else left, rng.permutation(n), n_test

    return Case(name, inputs)


RULER = ("X_train", "X_test", "mean", "std")
ONCE_CASES = (
    Case("the four bottles", lambda rng: (ROWS_4, np.array([2, 0, 3, 1]), 2)),
    Case("means of zero", lambda rng: (ROUND_ZERO, np.array([1, 3, 0, 2, 4]), 1)),
    table_case("6 rows of 3 and a score", 6, 3, 3),
    table_case("9 rows of 4 and a score", 9, 4, 2),
    table_case("12 rows of 5 and a score, one for the exam", 12, 5, 1),
)


def _scores_parted(rows, order, n_test):
    left = first_of_each(rows)
    n = len(left) - n_test
    found = prepared(rows, order, n_test)
    return *found[:2], left[:n, -1:], left[n:, -1:], *found[4:]


def _score_among_them(rows, order, n_test):
    train, test = dealt(first_of_each(rows), order, n_test)
    mean, std = train.mean(axis=0), train.std(axis=0)
    return (train - mean) / std, (test - mean) / std, train[:, -1:], test[:, -1:], mean, std


def _one_ruler(rows, order, n_test):
    train, test = dealt(first_of_each(rows), order, n_test)
    return measured(train, test, train[:, :-1].mean(), train[:, :-1].std())


def _in_twos(rows, order, n_test):
    X_train, X_test, y_train, y_test, mean, std = prepared(rows, order, n_test)
    return X_train, y_train, X_test, y_test, mean, std


def _flat_scores(rows, order, n_test):
    X_train, X_test, y_train, y_test, mean, std = prepared(rows, order, n_test)
    return X_train, X_test, y_train[:, 0], y_test[:, 0], mean, std


MISCONCEPTIONS = (
    Misconception(
        "repeats kept",
        lambda *given: prepared(*given, once=lambda rows: rows),
        "The repeats are still in. Deal a table with twins in it, and one of them sits the exam "
        "while the other is in the lessons. Look for them before anything else.",
    ),
    Misconception(
        "dropped after the deal",
        dropped_after,
        "You dealt first and looked for repeats on each side afterwards. A twin in the lessons and "
        "its twin in the exam are on different sides by then, and neither side sees two.",
    ),
    Misconception(
        "last one kept",
        lambda *given: prepared(*given, once=lambda rows: first_of_each(rows[::-1])[::-1]),
        "Of each set of twins you kept the last. The first one stays, so that the rows before it "
        "keep their numbers: `order` counts on that.",
    ),
    Misconception(
        "rows sorted",
        lambda *given: prepared(*given, once=lambda rows: np.unique(rows, axis=0)),
        "The right rows are left, in another order: `np.unique` sorts what it returns. Ask it for "
        "`return_index` as well, or go through the rows one by one.",
    ),
    Misconception(
        "exam from the front",
        lambda *given: prepared(*given, deal=lambda a, o, n: (a[o[n:]], a[o[:n]])),
        "The exam was taken from the front of `order`. It is the last n_test of them.",
    ),
    Misconception(
        "order ignored",
        lambda *given: prepared(*given, deal=lambda a, o, n: (a[:-n], a[-n:])),
        "You cut the table where it ends and did not use `order`. Whoever wrote the table down may "
        "have sorted it, and then the exam is about other wines than the lessons.",
    ),
    Misconception(
        "order sorted back",
        lambda *given: prepared(*given, deal=lambda a, o, n: dealt(a, np.argsort(o), n)),
        "You dealt by `np.argsort(order)`, which says in which place each bottle comes. `order` "
        "itself holds the row numbers, first dealt first: there is nothing to sort.",
    ),
    Misconception(
        "scores left behind",
        _scores_parted,
        "The measurements were dealt and the scores were not: every bottle now has somebody else's "
        "score. Deal whole rows, and part the columns afterwards.",
    ),
    Misconception(
        "ruler from all rows",
        ruler_of_all,
        "Mean and spread come from all the rows, those of the exam among them. Nothing breaks, and "
        "the exam was in the room while the ruler was made. Deal first, measure second.",
    ),
    Misconception(
        "ruler from the exam",
        ruler_of_the_exam,
        "Mean and spread come from the exam, and the lessons are measured by them. It has to be "
        "the other way round: of the exam you know nothing yet.",
    ),
    Misconception(
        "a ruler for each side",
        two_rulers,
        "The exam was measured with a ruler of its own. The same bottle would get one number in "
        "the lessons and another in the exam. One ruler, made from the lessons, serves both.",
    ),
    Misconception(
        "own mean for the exam",
        own_mean,
        "The spread is that of the lessons, and the exam had its own mean taken away. An exam full "
        "of sweet wines would then look like any other. Both come from the lessons.",
    ),
    Misconception(
        "n minus one",
        lambda *given: prepared(*given, spread=one_less),
        "Your spread divides by n - 1. Pandas does that unless told otherwise, and so does "
        "`ddof=1`. This course divides by n, as `np.std` does.",
    ),
    Misconception(
        "variance for spread",
        lambda *given: prepared(*given, spread=np.var),
        "You divided by the variance, the mean square of the distances. Take its root: that is the "
        "spread, in the units of the column.",
    ),
    Misconception(
        "one ruler for all columns",
        _one_ruler,
        "One mean and one spread came out, for all columns together. Sugar and salt have nothing "
        "in common. Look at the axis.",
    ),
    Misconception(
        "score among the measurements",
        _score_among_them,
        "The score is still among the measurements. A network that reads the answer in the "
        "question will do very well, until it meets a bottle that nobody has tasted.",
    ),
    Misconception(
        "scores measured too",
        scores_measured,
        "The scores were standardised as well. They are what you want to be told, in points, and "
        "they stay as the tasters gave them.",
    ),
    Misconception(
        "flat scores",
        _flat_scores,
        "The scores came out flat. Keep them a column: a flat array minus a column makes a grid, "
        "without a word of warning.",
    ),
    Misconception(
        "returned in another order",
        _in_twos,
        "All is right but for the order in which it is returned: both tables of measurements come "
        "first, then both columns of scores, then the ruler.",
    ),
)

PREPARE = Answer(
    name="prepare",
    inputs=("rows", "order", "n_test"),
    outputs=("X_train", "X_test", "y_train", "y_test", "mean", "std"),
    reference=prepare,
    parts=(
        Part("deal", points=1, outputs=("y_train", "y_test"), cases=ONCE_CASES),
        Part("ruler", points=1, outputs=RULER, cases=ONCE_CASES),
        Part(
            "repeats",
            points=1,
            outputs=("y_train", "y_test", *RULER),
            cases=(
                table_case("7 rows, no repeats", 7, 3, 3),
                Case(
                    "the four bottles, one twice", lambda rng: (ROWS_5, np.array([2, 0, 3, 1]), 2)
                ),
                table_case("9 rows and repeats", 9, 3, 3, repeats=True),
                table_case("10 rows and repeats, one nearly", 10, 4, 3, repeats=True, nearly=True),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Drop the repeats, deal by `order`, and measure with the mean and spread of the lessons.",
    builds_on=("twins",),
)

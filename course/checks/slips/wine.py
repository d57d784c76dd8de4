"""Slips in telling twins, and in dealing and measuring a table.

Shapes: rows, train and test (n, d + 1), the score last; order (n,); mean and std (d,);
X_train (n, d), y_train (n, 1), X_test (m, d).
"""

import numpy as np

from course.checks.answers import Misconception


def _row_by_row(rows, train):
    """For each of `rows`: does the very same row stand in `train`?"""
    return np.array([(train == row).all(axis=1).any() for row in rows])


TWINS = (
    Misconception(
        "one number is enough",
        lambda train, test: np.array([row in train for row in test]),
        "Rows count as twins here as soon as one number agrees with the number in the same column. "
        "`row in train` asks NumPy for no more than that. Twins agree in all of them.",
    ),
    Misconception(
        "numbers pooled",
        lambda train, test: np.isin(test, train).all(axis=1),
        "You looked for each number by itself, anywhere in `train`. A row is a bottle: its numbers "
        "have to stand in one and the same row, in the same places.",
    ),
    Misconception(
        "patched together",
        lambda train, test: (test[:, None] == train).any(axis=1).all(axis=1),
        "Each number was found in its own column, one in this row and the next in that one. You "
        "asked `any` before `all`: no single bottle has to agree in everything.",
    ),
    Misconception(
        "neighbours only",
        lambda train, test: [(a == b).all() for a, b in zip(train, test, strict=False)],
        "You compared the first row with the first, the second with the second, and so on. A twin "
        "may stand anywhere in `train`.",
    ),
    Misconception(
        "wrong way round",
        lambda train, test: _row_by_row(train, test),
        "You went through `train` and looked things up in `test`. The question is asked once for "
        "each row of `test`.",
    ),
    Misconception(
        "one answer for all",
        lambda train, test: _row_by_row(test, train).any(),
        "One True or False came out, for the whole table. That tells you that there are twins "
        "somewhere, and not which rows they are.",
    ),
    Misconception(
        "strangers marked",
        lambda train, test: ~_row_by_row(test, train),
        "True and False have changed places: these are the rows that nobody has seen before.",
    ),
    Misconception(
        "last column left out",
        lambda train, test: _row_by_row(test[:, :-1], train[:, :-1]),
        "You compared all but the last column. Two bottles with the same measurements and "
        "different scores are no twins: the very same row means the score, too.",
    ),
)


def first_of_each(rows):
    """The rows without those that repeat an earlier one, in their old order."""
    return rows[np.sort(np.unique(rows, axis=0, return_index=True)[1])]


def prepared(rows, order, n_test, once=first_of_each, deal=None, spread=np.std):
    """The right way; each slip exchanges one piece of it."""
    left = once(rows)
    train, test = (deal or dealt)(left, order, n_test)
    mean, std = train[:, :-1].mean(axis=0), spread(train[:, :-1], axis=0)
    return measured(train, test, mean, std)


def dealt(left, order, n_test):
    """Training and test rows: the last ones of the order are the exam."""
    return left[order[:-n_test]], left[order[-n_test:]]


def measured(train, test, mean, std, exam=None):
    """What `prepare` returns; `exam` is another ruler for the exam, where there is one."""
    mean_2, std_2 = exam or (mean, std)
    X_train, X_test = (train[:, :-1] - mean) / std, (test[:, :-1] - mean_2) / std_2
    return X_train, X_test, train[:, -1:], test[:, -1:], mean, std


def dropped_after(rows, order, n_test):
    """Deal the table as it is, and look for repeats on each side afterwards."""
    return prepared(
        *(rows, order, n_test),
        once=lambda rows: rows,
        deal=lambda *of: map(first_of_each, dealt(*of)),
    )


def ruler_of_all(rows, order, n_test):
    """Measure the lessons and the exam together."""
    left = first_of_each(rows)
    X = left[:, :-1]
    return measured(*dealt(left, order, n_test), X.mean(axis=0), X.std(axis=0))


def ruler_of_the_exam(rows, order, n_test):
    """Measure the exam, and the lessons by it."""
    train, test = dealt(first_of_each(rows), order, n_test)
    return measured(train, test, test[:, :-1].mean(axis=0), test[:, :-1].std(axis=0))


def two_rulers(rows, order, n_test):
    """Measure each side by itself."""
    train, test = dealt(first_of_each(rows), order, n_test)
    ruler, other = ((side[:, :-1].mean(axis=0), side[:, :-1].std(axis=0)) for side in (train, test))
    return measured(train, test, *ruler, exam=other)


def one_less(X, axis):
    """The spread with n - 1 below the line."""
    return X.std(axis=axis, ddof=1)


def scores_measured(rows, order, n_test):
    """Shift and scale the scores as well."""
    X_train, X_test, y_train, y_test, mean, std = prepared(rows, order, n_test)
    shift, scale = y_train.mean(), y_train.std()
    return X_train, X_test, (y_train - shift) / scale, (y_test - shift) / scale, mean, std


def _by_measurements(rows):
    return rows[np.sort(np.unique(rows[:, :-1], axis=0, return_index=True)[1])]


def _none_of_them(rows):
    _, place, count = np.unique(rows, axis=0, return_index=True, return_counts=True)
    return rows[np.sort(place[count == 1])]


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


PREPARE = (
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
        "measurements alone",
        lambda *given: prepared(*given, once=_by_measurements),
        "You dropped a bottle with the measurements of an earlier one and a score of its own. The "
        "tasters disagreed about it, and that is news. A repeat agrees in every column.",
    ),
    Misconception(
        "all of them dropped",
        lambda *given: prepared(*given, once=_none_of_them),
        "Of a row that stands there twice, nothing is left. The first one is a bottle like any "
        "other and stays; what goes is whatever repeats it.",
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

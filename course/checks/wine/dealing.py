"""A table dealt and measured, with any one step exchanged for a wrong one.

Whoever deals wrongly does so in `prepare` as in the whole pipeline.
Shapes: rows (r, d + 1), the score last; order (n + m,), of the rows that are left without repeats;
train (n, d + 1), test (m, d + 1); mean and std (d,).
"""

from collections.abc import Callable

import numpy as np

from course.checks.wine.tables import first_of_each

Sides = tuple[np.ndarray, ...]  # X_train, X_test, y_train, y_test, mean, std


def prepared(
    rows: np.ndarray,
    order: np.ndarray,
    n_test: int,
    *,
    once: Callable = first_of_each,
    deal: Callable | None = None,
    spread: Callable = np.std,
) -> Sides:
    """The right way; each misconception exchanges one piece of it."""
    left = once(rows)
    train, test = (deal or dealt)(left, order, n_test)
    mean, std = train[:, :-1].mean(axis=0), spread(train[:, :-1], axis=0)
    return measured(train, test, mean, std)


def dealt(left: np.ndarray, order: np.ndarray, n_test: int) -> tuple[np.ndarray, np.ndarray]:
    """Training and test rows: the last ones of the order are the exam."""
    return left[order[:-n_test]], left[order[-n_test:]]


def measured(
    train: np.ndarray,
    test: np.ndarray,
    mean: np.ndarray,
    std: np.ndarray,
    exam: tuple[np.ndarray, np.ndarray] | None = None,
) -> Sides:
    """What `prepare` returns; `exam` is another ruler for the exam, where there is one."""
    mean_2, std_2 = exam or (mean, std)
    X_train, X_test = (train[:, :-1] - mean) / std, (test[:, :-1] - mean_2) / std_2
    return X_train, X_test, train[:, -1:], test[:, -1:], mean, std


def dropped_after(rows: np.ndarray, order: np.ndarray, n_test: int) -> Sides:
    """Deal the table as it is, and look for repeats on each side afterwards."""
    return prepared(
        *(rows, order, n_test),
        once=lambda rows: rows,
        deal=lambda *of: map(first_of_each, dealt(*of)),
    )


def ruler_of_all(rows: np.ndarray, order: np.ndarray, n_test: int) -> Sides:
    """Measure the lessons and the exam together."""
    left = first_of_each(rows)
    X = left[:, :-1]
    return measured(*dealt(left, order, n_test), X.mean(axis=0), X.std(axis=0))


def ruler_of_the_exam(rows: np.ndarray, order: np.ndarray, n_test: int) -> Sides:
    """Measure the exam, and the lessons by it."""
    train, test = dealt(first_of_each(rows), order, n_test)
    return measured(train, test, test[:, :-1].mean(axis=0), test[:, :-1].std(axis=0))


def two_rulers(rows: np.ndarray, order: np.ndarray, n_test: int) -> Sides:
    """Measure each side by itself."""
    train, test = dealt(first_of_each(rows), order, n_test)
    ruler, other = ((side[:, :-1].mean(axis=0), side[:, :-1].std(axis=0)) for side in (train, test))
    return measured(train, test, *ruler, exam=other)


def own_mean(rows: np.ndarray, order: np.ndarray, n_test: int) -> Sides:
    """Shift the exam by its own mean, and stretch it by the lessons' spread."""
    train, test = dealt(first_of_each(rows), order, n_test)
    mean, std = train[:, :-1].mean(axis=0), train[:, :-1].std(axis=0)
    return measured(train, test, mean, std, exam=(test[:, :-1].mean(axis=0), std))


def one_less(X: np.ndarray, axis: int) -> np.ndarray:
    """The spread with n - 1 below the line."""
    return X.std(axis=axis, ddof=1)


def scores_measured(rows: np.ndarray, order: np.ndarray, n_test: int) -> Sides:
    """Shift and scale the scores as well."""
    X_train, X_test, y_train, y_test, mean, std = prepared(rows, order, n_test)
    shift, scale = y_train.mean(), y_train.std()
    return X_train, X_test, (y_train - shift) / scale, (y_test - shift) / scale, mean, std

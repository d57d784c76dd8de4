"""A table split and standardised, with any one step exchanged for a wrong one.

Whoever splits wrongly does so in `prepare` as in the whole pipeline.
Shapes: rows (r, d + 1), the score last; order (n + m,), of the rows that are no duplicates;
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
    split: Callable | None = None,
    deviation: Callable = np.std,
) -> Sides:
    """The right way; each misconception exchanges one piece of it."""
    left = once(rows)
    train, test = (split or by_order)(left, order, n_test)
    mean, std = train[:, :-1].mean(axis=0), deviation(train[:, :-1], axis=0)
    return standardised(train, test, mean, std)


def by_order(left: np.ndarray, order: np.ndarray, n_test: int) -> tuple[np.ndarray, np.ndarray]:
    """Training and test rows: the last ones of the order are the test set."""
    return left[order[:-n_test]], left[order[-n_test:]]


def standardised(
    train: np.ndarray,
    test: np.ndarray,
    mean: np.ndarray,
    std: np.ndarray,
    others: tuple[np.ndarray, np.ndarray] | None = None,
) -> Sides:
    """What `prepare` returns; `others` are other statistics for the test set, if there are."""
    mean_2, std_2 = others or (mean, std)
    X_train, X_test = (train[:, :-1] - mean) / std, (test[:, :-1] - mean_2) / std_2
    return X_train, X_test, train[:, -1:], test[:, -1:], mean, std


def dropped_after(rows: np.ndarray, order: np.ndarray, n_test: int) -> Sides:
    """Split the table as it is, and look for duplicates on each side afterwards."""
    return prepared(
        *(rows, order, n_test),
        once=lambda rows: rows,
        split=lambda *of: map(first_of_each, by_order(*of)),
    )


def statistics_of_all(rows: np.ndarray, order: np.ndarray, n_test: int) -> Sides:
    """Mean and deviation of training and test rows together."""
    left = first_of_each(rows)
    X = left[:, :-1]
    return standardised(*by_order(left, order, n_test), X.mean(axis=0), X.std(axis=0))


def statistics_of_the_test_set(rows: np.ndarray, order: np.ndarray, n_test: int) -> Sides:
    """Mean and deviation of the test rows, for both sides."""
    train, test = by_order(first_of_each(rows), order, n_test)
    return standardised(train, test, test[:, :-1].mean(axis=0), test[:, :-1].std(axis=0))


def statistics_of_each(rows: np.ndarray, order: np.ndarray, n_test: int) -> Sides:
    """A mean and a deviation for each side by itself."""
    train, test = by_order(first_of_each(rows), order, n_test)
    ours, others = ((side[:, :-1].mean(axis=0), side[:, :-1].std(axis=0)) for side in (train, test))
    return standardised(train, test, *ours, others=others)


def own_mean(rows: np.ndarray, order: np.ndarray, n_test: int) -> Sides:
    """Shift the test rows by their own mean, and divide by the training rows' deviation."""
    train, test = by_order(first_of_each(rows), order, n_test)
    mean, std = train[:, :-1].mean(axis=0), train[:, :-1].std(axis=0)
    return standardised(train, test, mean, std, others=(test[:, :-1].mean(axis=0), std))


def one_less(X: np.ndarray, axis: int) -> np.ndarray:
    """The standard deviation with n - 1 below the line."""
    return X.std(axis=axis, ddof=1)


def scores_standardised(rows: np.ndarray, order: np.ndarray, n_test: int) -> Sides:
    """Shift and scale the scores as well."""
    X_train, X_test, y_train, y_test, mean, std = prepared(rows, order, n_test)
    shift, scale = y_train.mean(), y_train.std()
    return X_train, X_test, (y_train - shift) / scale, (y_test - shift) / scale, mean, std

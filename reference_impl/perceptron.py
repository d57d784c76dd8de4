"""Rosenblatt's perceptron: one line, nudged by each row that it gets wrong.

Source: F. Rosenblatt, "The perceptron", Psychological Review 65 (1958). How many nudges it can
need where a line exists: A. Novikoff, "On convergence proofs on perceptrons" (1962).

Sizes: n rows, d measurements a row. X (n, d), y (n, 1) of -1 and +1, w (d, 1), b (1,).
"""

import numpy as np

from reference_impl import validate


def predict(X: np.ndarray, w: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Say +1 for each row where z = X @ w + b is above zero, else -1; returns (n, 1).

    Raises ValueError for NaN, infinity, or shapes other than X (n, d), w (d, 1), b (1,).
    """
    X, w = validate.check_matrix("X", X), validate.check_matrix("w", w)
    b = validate.check_finite("b", np.asarray(b, dtype=float))
    validate.check_columns("X", X, len(w))
    if w.shape[1] != 1 or b.shape != (1,):
        raise ValueError(f"w is {w.shape} and b is {b.shape}; expected (d, 1) and (1,).")
    z = X @ w + b  # (n, 1)
    return np.where(z > 0, 1.0, -1.0)  # (n, 1)


def fit(X: np.ndarray, y: np.ndarray, epochs: int) -> tuple[np.ndarray, np.ndarray, list[int]]:
    """Learn w and b from the rows of X in order; returns w (d, 1), b (1,), mistakes per epoch.

    A row is a mistake when y * z <= 0, so a row exactly on the line is one too. After a mistake
    w becomes w + y * x and b becomes b + y. An epoch without a mistake is the last one.
    Raises ValueError for a y that is not (n, 1) of -1 and +1, NaN, infinity, or no rows.
    """
    X, y = _check_examples(X, y)
    validate.check_positive("epochs", epochs, whole=True)
    w = np.zeros((X.shape[1], 1))  # (d, 1)
    b = np.zeros(1)  # (1,)
    mistakes = []
    for _ in range(epochs):
        w, b, count = _one_epoch(X, y, w, b)
        mistakes.append(count)
        if count == 0:
            break
    return w, b, mistakes


def _one_epoch(X, y, w, b):
    count = 0
    for i in range(len(X)):
        x_row, y_row = X[i : i + 1], y[i : i + 1]  # (1, d), (1, 1)
        z = x_row @ w + b  # (1, 1)
        if y_row * z <= 0:
            w = w + x_row.T @ y_row  # (d, 1)
            b = b + y_row[0]  # (1,)
            count += 1
    return w, b, count


def _check_examples(X, y):
    X, y = validate.check_matrix("X", X), validate.check_matrix("y", y)
    validate.check_rows_match(X, y)
    validate.check_columns("y", y, 1)
    wrong = y[np.abs(y) != 1]
    if wrong.size:
        raise ValueError(
            f"y holds the label {wrong[0]:g}; expected -1 and +1 only. "
            "From labels 0 and 1, np.where(y > 0, 1, -1) makes them."
        )
    return X, y

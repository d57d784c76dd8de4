"""Baselines. A network that can't beat them is not worth its trouble.

Shapes: X_train (n, d) and y_train (n, 1) are what there is to learn from; the guesses are
(m, 1), one for each row of X (m, d).
"""

import numpy as np


def always_the_mean(y_train: np.ndarray, X: np.ndarray) -> np.ndarray:
    """The mean of the training scores, whatever the row."""
    return np.full((len(X), 1), y_train.mean())  # (m, 1)


def least_squares(X_train: np.ndarray, y_train: np.ndarray, X: np.ndarray) -> np.ndarray:
    """The best straight-line formula through the training rows: one weight a column, and a bias."""
    line = np.linalg.lstsq(_with_one(X_train), y_train)[0]  # (d + 1, 1)
    return _with_one(X) @ line  # (m, 1)


def _with_one(X):
    """X with a column of ones behind it, so that the last weight is the bias."""
    return np.column_stack([X, np.ones(len(X))])  # (n, d + 1)

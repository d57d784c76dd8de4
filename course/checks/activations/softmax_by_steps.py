"""Softmax step by step, so that wrong answers can exchange one of them.

Shapes: Z (n, k), the scores; votes (n, k); the sum and the largest of each row (n, 1).
"""

from collections.abc import Callable
from typing import Any

import numpy as np


def row_sum(Z: np.ndarray) -> np.ndarray:
    return Z.sum(axis=1, keepdims=True)  # (n, 1)


def row_max(Z: np.ndarray) -> np.ndarray:
    return Z.max(axis=1, keepdims=True)  # (n, 1)


def softmax_by_steps(
    Z: np.ndarray,
    largest: Callable[[np.ndarray], Any] = row_max,
    total: Callable[[np.ndarray], Any] = row_sum,
) -> np.ndarray:
    """Softmax with one of its steps exchanged."""
    votes = np.exp(Z - largest(Z))  # (n, k)
    return votes / total(votes)

"""The rule of the perceptron in three steps: an answer, a mistake, its correction.

Shapes: x (1, d), w (d, 1), b (1,), a label one number, -1 or +1; z is a sum, x @ w + b.
"""

from typing import Any

import numpy as np


def says(z: np.ndarray) -> np.ndarray:
    """Yes, 1, to a sum above zero, and no, -1, to every other."""
    return np.where(z > 0, 1, -1)


def wrong(label: float | np.ndarray, z: float | np.ndarray) -> Any:
    """Is it a mistake? On the border, where the sum is zero, it always is."""
    return label * z <= 0


def corrected(
    x: np.ndarray, label: float | np.ndarray, w: np.ndarray, b: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The weights and the bias after the correction."""
    return w + label * x.T, b + label

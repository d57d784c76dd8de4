"""A ReLU that leaks: a tenth of each sum that is not above zero gets through.

Leaky ReLU: z where z > 0, and 0.1 z elsewhere; its slope is 1 where z > 0, and 0.1 elsewhere.
"""

import numpy as np

LEAK = 0.1


def leaky_relu(z: np.ndarray) -> np.ndarray:
    """z where z > 0, and a tenth of it elsewhere."""
    return np.where(z > 0, z, LEAK * z)


def leaky_slope(z: np.ndarray) -> np.ndarray:
    """1 where z > 0, and a tenth elsewhere."""
    return np.where(z > 0, 1.0, LEAK)

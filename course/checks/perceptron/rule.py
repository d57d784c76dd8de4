"""The rule of the perceptron in three steps: an answer, a mistake, its correction.

Shapes: x (1, d), w (d, 1), b (1,), a label one number, -1 or +1; z is a sum, x @ w + b.
"""

import numpy as np


def says(z):
    """Yes, 1, to a sum above zero, and no, -1, to every other."""
    return np.where(z > 0, 1, -1)


def wrong(label, z):
    """Is it a mistake? On the border, where the sum is zero, it always is."""
    return label * z <= 0


def corrected(x, label, w, b):
    """The weights and the bias after the correction."""
    return w + label * x.T, b + label

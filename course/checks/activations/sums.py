"""Sums of a thousand, for the cases of several answers."""

import numpy as np

THOUSANDS = np.array([[1000.0], [0.0], [-1000.0]])  # (3, 1), to move each of three rows by

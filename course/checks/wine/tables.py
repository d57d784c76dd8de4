"""Tables small enough to work through by hand, and drawn ones with duplicates.

Shapes: rows (n, d + 1), the score last.
"""

import numpy as np

from course.checks.inputs import halves
from reference_impl import example

ROWS_4 = np.hstack([example.X4, example.y4])  # (4, 3)
CORNERS = np.array([[0.0, 1, 4], [2, 1, 5], [0, 3, 5], [2, 3, 6]])  # (4, 3)


def bottles(rng: np.random.Generator, n: int, d: int, nearly: bool = False) -> np.ndarray:
    """n different bottles, their columns of different size; the second nearly repeats the first."""
    X, y = halves(rng, n, d) * np.arange(1, d + 1), rng.integers(3, 9, (n, 1))
    left = np.hstack([X, y])  # (n, d + 1)
    if nearly:
        left[1] = left[0] + np.eye(d + 1)[-1]  # another score
    return left


def repeated(left: np.ndarray) -> np.ndarray:
    """The same bottles with duplicates: the first three times, the third twice.

    The first duplicate comes at once, and after the last are more bottles: nobody cuts it off.
    """
    return np.vstack([left[:1], left[:1], left[1:4], left[2:3], left[:1], left[4:]])


def first_of_each(rows: np.ndarray) -> np.ndarray:
    """The rows without those that repeat an earlier one, in their old order."""
    return rows[np.sort(np.unique(rows, axis=0, return_index=True)[1])]

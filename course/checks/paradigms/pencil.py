"""Small cases, the same each time, to be followed with a pencil, and the four points of k-means.

Shapes: POINTS (4, 2), their centres (k, 2).
"""

from collections.abc import Sequence

import numpy as np

from course.checks.answers import Case

POINTS = np.array([[0.0, 0.0], [0.0, 2.0], [4.0, 2.0], [5.0, 5.0]])  # (4, 2), A to D


def places(*rows: Sequence[float]) -> np.ndarray:
    """Centres, as floats."""
    return np.array(rows, dtype=float)


def fixed_case(name: str, *arguments: object) -> Case:
    """The same inputs each time: small ones, to be followed with a pencil."""
    return Case(name, lambda rng: arguments)

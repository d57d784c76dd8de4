"""The chapter's two tables with their labels: four bottles, four settings of the stair lamp.

Shapes: a table (n, d), its labels (n, 1), each -1 or +1.
"""

import numpy as np


def column(*numbers: float) -> np.ndarray:
    return np.array(numbers, dtype=float)[:, None]


BOTTLES = np.array([[2.0, 1], [1, 4], [0, 2], [3, 2]])  # (4, 2): A, B, C, D
# Labels and switches are whole numbers, as in the notebook: somebody may take them for places.
VERDICTS = np.array([[1], [-1], [-1], [1]])  # (4, 1)
SETTINGS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])  # (4, 2)
ON = np.array([[-1], [1], [1], [-1]])  # (4, 1)

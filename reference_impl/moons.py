"""Two half-moons that reach into each other: a yes-or-no problem that no straight border solves.

Drawn as the well-known data set of this name is: half a circle, and another half turned
round and pushed between its arms. Shapes: X (n, 2), y (n, 1).
"""

import numpy as np


def two_moons(n: int, noise: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Draw n points, every other one from the second moon: X, and y, 0 or 1 for the moon.

    The first moon is (cos t, sin t), the second (1 - cos t, 1/2 - sin t), t from 0 to pi
    at random; `noise` is the standard deviation of what is added to both coordinates.
    """
    y = np.arange(n)[:, None] % 2  # (n, 1)
    t = rng.uniform(0, np.pi, (n, 1))  # (n, 1)
    first = np.hstack([np.cos(t), np.sin(t)])  # (n, 2)
    second = np.hstack([1 - np.cos(t), 0.5 - np.sin(t)])  # (n, 2)
    X = np.where(y == 1, second, first) + rng.normal(0, noise, (n, 2))  # (n, 2)
    return X, y.astype(float)

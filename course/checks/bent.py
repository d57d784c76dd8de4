"""A function to be nudged, which the jail of students' notebooks can make anew from its numbers.

What it does is no secret, its docstring tells it. Called there, it need not ask over the wall.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

ToNumber = Callable[[np.ndarray], float]  # a function of an array, to be nudged


def bent(c: np.ndarray, d: np.ndarray) -> ToNumber:
    """x -> sum(c * x**3) + sum(d * x)**2, which bends differently along each entry of x.

    c, d and x have the same shape, any. ValueError for an x of another one.
    """

    def f(x):
        x = whole(x, c.shape)
        return float((c * x**3).sum() + (d * x).sum() ** 2)

    vars(f)["bent"] = c, d
    return f


def whole(x: Any, shape: tuple[int, ...]) -> np.ndarray:
    """The array x; refused unless it has the shape that a function to be nudged expects."""
    if np.shape(x) != shape:
        raise ValueError(
            f"f was called with something of shape {np.shape(x)}. It takes the whole of x, "
            f"shape {shape}, with one entry nudged."
        )
    return np.asarray(x, dtype=float)

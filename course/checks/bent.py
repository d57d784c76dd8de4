"""Functions to be nudged, which the jail of students' notebooks can make anew.

What they do is no secret, their docstrings tell it. Called there, they need not ask over the wall.
Each has in `made` the name of its maker and what that was given.
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

    return _made(f, "bent", c, d)


def squares() -> ToNumber:
    """x -> sum(x**2), for an array of any shape."""

    def f(x):
        """the squares of the entries, added up"""
        return float(np.sum(np.square(x)))

    return _made(f, "squares")


def _made(f, *how):
    vars(f)["made"] = how
    return f


def remade(maker: str, *given: Any) -> ToNumber:
    """The same function once more."""
    return MAKERS[maker](*given)


MAKERS: dict[str, Callable[..., ToNumber]] = {maker.__name__: maker for maker in (bent, squares)}


def whole(x: Any, shape: tuple[int, ...]) -> np.ndarray:
    """The array x; refused unless it has the shape that a function to be nudged expects."""
    if np.shape(x) != shape:
        raise ValueError(
            f"f was called with something of shape {np.shape(x)}. It takes the whole of x, "
            f"shape {shape}, with one entry nudged."
        )
    return np.asarray(x, dtype=float)

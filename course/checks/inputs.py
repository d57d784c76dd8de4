"""Inputs for checks: small ones that can be followed with a pencil, and ordinary ones."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np

from course.checks.bent import ToNumber, bent
from course.checks.show import described
from reference_impl import Arrays

ArrayDraw = Callable[..., np.ndarray]  # draw(rng, *shape), as `halves` and `normal` do
Numbers = Sequence[float] | np.ndarray  # in one row, by hand or drawn
Curve = Callable[[float], float]  # of one number, or its slope
Function = TypeVar("Function", bound=Callable)


def halves(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Different multiples of a half, about as many above zero as below, none of them zero."""
    size = int(np.prod(shape))
    steps = np.arange(1, size // 2 + 2) / 2  # 0.5, 1, 1.5, ...
    return rng.choice(np.concatenate([steps, -steps]), size, replace=False).reshape(shape)


def normal(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Numbers from the bell curve."""
    return rng.normal(size=shape)


def drawn_params(
    rng: np.random.Generator, sizes: Sequence[int], draw: ArrayDraw = normal
) -> Arrays:
    """Weights and biases of a network with these sizes: {"W1", "b1", "W2", ...}."""
    params = {}
    for i in range(1, len(sizes)):
        params[f"W{i}"] = draw(rng, sizes[i - 1], sizes[i])  # (d_in, d_out)
        params[f"b{i}"] = draw(rng, sizes[i])  # (d_out,)
    return params


def with_zeros(z: np.ndarray) -> np.ndarray:
    """The same numbers with zeros on the diagonal."""
    z = z.copy()
    np.fill_diagonal(z, 0.0)
    return z


def told(words: str) -> Callable[[Function], Function]:
    """A decorator: the words become the docstring, which is what a learner is shown."""

    def tell(function):
        function.__doc__ = words
        return function

    return tell


def as_whole(value: Any, times: int = 1) -> Any:
    """The same with each array of whole values made one of whole numbers; itself if none is.

    Whole values are those that are whole when taken so many `times`, and that is what they become.
    """
    if isinstance(value, np.ndarray):
        if value.dtype.kind != "f" or value.size < 2 or (value * times % 1).any():
            return value
        return (value * times).astype(np.int64)
    if isinstance(value, dict):
        changed = {key: as_whole(entry, times) for key, entry in value.items()}
        return changed if any(changed[key] is not value[key] for key in value) else value
    if isinstance(value, (list, tuple)):
        new = [as_whole(entry, times) for entry in value]
        is_other = any(one is not old for one, old in zip(new, value, strict=True))
        return type(value)(new) if is_other else value
    return value


def bent_function(rng: np.random.Generator, *shape: int) -> ToNumber:
    """A function of an array that bends differently along each entry: x -> a number."""
    c, d = halves(rng, *shape), halves(rng, *shape)
    f = bent(c, d)
    f.__doc__ = f"sum(c * x**3) + sum(d * x)**2, c = {described(c)}, d = {described(d)}"
    return f

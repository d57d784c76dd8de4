"""Is a gradient right? Nudge each parameter, see how the loss moves, and compare.

Two ways to nudge. Central difference: (loss(p + h) - loss(p - h)) / 2h with h = 1e-5, which any
code allows and which is good to about 1e-8. Complex step: the imaginary part of
loss(p + ih) / h with h = 1e-30; nothing is subtracted, so nothing is lost, and it is good to
about 1e-14. A nudge across a ReLU's corner, z = 0, has no right answer by either way.
Source: Squire and Trapp, "Using complex variables to estimate derivatives of real functions",
SIAM Review 40(1), 1998, doi:10.1137/S003614459631241X.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from reference_impl import Arrays

# A function of the parameters. It gives a number, and a complex one where a nudge is complex.
Loss = Callable[[Arrays], complex]


class GradientCheck(NamedTuple):
    """The worst entry of all: its name, both values, and how far apart they are.

    `error` is the distance divided by the largest entry of that parameter's gradient.
    """

    error: float
    entry: str
    analytic: float
    numeric: float


def central_difference(loss: Loss, params: Arrays, h: float = 1e-5) -> Arrays:
    """The gradient of `loss(params)`, by nudging each entry both ways."""

    def slope(name, index):
        up = loss(_with_nudge(params, name, index, h))
        return (up - loss(_with_nudge(params, name, index, -h))) / (2 * h)

    return _for_each_entry(params, slope)


def complex_step(loss: Loss, params: Arrays, h: float = 1e-30) -> Arrays:
    """The gradient of `loss(params)`, by nudging each entry sideways, into the imaginary."""

    def slope(name, index):
        return np.imag(loss(_with_nudge(params, name, index, 1j * h))) / h

    return _for_each_entry(params, slope)


def gradcheck(
    loss: Loss,
    params: Arrays,
    gradients: Arrays,
    numeric: Callable[[Loss, Arrays], Arrays] = complex_step,
) -> GradientCheck:
    """Compare gradients {"dW1", ...} with nudged ones and name the worst entry.

    `loss` takes a dictionary like `params` and returns a number. Raises ValueError where a
    gradient is missing or has another shape than its parameter.
    """
    for name, value in params.items():
        _same_shape(name, value, gradients)
    nudged = numeric(loss, params)
    worst = [_worst_entry(name, gradients["d" + name], nudged[name]) for name in params]
    return max(worst, key=lambda check: check.error)


def _for_each_entry(params, slope):
    """Ask `slope` about every entry of every parameter."""
    gradients = {name: np.empty(value.shape) for name, value in params.items()}
    for name, gradient in gradients.items():
        for index in np.ndindex(gradient.shape):
            gradient[index] = slope(name, index)
    return gradients


def _with_nudge(params, name, index, h):
    """The same parameters, but for one entry that is h larger."""
    nudged = params[name] + np.zeros((), dtype=type(h))  # a copy, complex where h is
    nudged[index] += h
    return {**params, name: nudged}


def _worst_entry(name, analytic, numeric):
    distance = np.abs(analytic - numeric)
    distance[~np.isfinite(distance)] = np.inf  # NaN compares as the smallest of all
    index = np.unravel_index(np.argmax(distance), distance.shape)
    scale = max(np.abs(numeric).max(), np.finfo(float).tiny)
    entry = f"{name}[{', '.join(str(i) for i in index)}]"
    return GradientCheck(
        float(distance[index] / scale), entry, float(analytic[index]), float(numeric[index])
    )


def _same_shape(name, value, gradients):
    found = np.shape(gradients["d" + name]) if "d" + name in gradients else "missing"
    if found != value.shape:
        raise ValueError(f"d{name} is {found}; expected the shape of {name}, {value.shape}.")

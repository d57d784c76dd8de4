"""A step whose decay of the weights and of the biases can be chosen, rightly or wrongly.

Shapes: a parameter and its gradient have the same shape.
"""

from collections.abc import Callable

import numpy as np

from reference_impl import Arrays


def step_by(
    new_weight: Callable, new_bias: Callable = lambda b, db, rate, decay: b - rate * db
) -> Callable:
    """A step that treats weights by the one formula and biases by the other."""

    def step(params, gradients, learning_rate, weight_decay):
        return {
            name: (new_weight if name.startswith("W") else new_bias)(
                value, gradients[f"d{name}"], learning_rate, weight_decay
            )
            for name, value in params.items()
        }

    return step


def decayed(w: np.ndarray, dw: np.ndarray, rate: float, decay: float) -> np.ndarray:
    """A number after a step, with a share of its own size taken away."""
    return w - rate * (dw + decay * w)


def overwritten(
    params: Arrays, gradients: Arrays, learning_rate: float, weight_decay: float
) -> Arrays:
    """A step inside the arrays that were given."""
    for name in params:
        decay = weight_decay * params[name] if name.startswith("W") else 0
        params[name] -= learning_rate * (gradients[f"d{name}"] + decay)
    return params


all_decayed = step_by(decayed, decayed)
undecayed = step_by(lambda w, dw, rate, decay: w - rate * dw)

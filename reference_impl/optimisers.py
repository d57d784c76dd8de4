"""Two ways to step downhill that remember the steps before: momentum, and Adam.

Both work on {name: array} of parameters and of gradients {"d" + name: array}, as `training.step`
does, and give new arrays. What they remember is given in and given back; it starts as `zeros`.

Momentum in PyTorch's form, after Polyak, "Some methods of speeding up the convergence of iteration
methods", 1964. Adam after Kingma and Ba, "Adam: a method for stochastic optimization", 2015,
arXiv:1412.6980, algorithm 1, with its numbers: 0.9, 0.999 and 1e-8.
"""

import numpy as np

from reference_impl import Arrays


def zeros(params: Arrays) -> Arrays:
    """The memory of somebody who has not taken a step yet."""
    return {name: np.zeros_like(value) for name, value in params.items()}


def momentum_step(
    params: Arrays, gradients: Arrays, velocity: Arrays, learning_rate: float, keep: float = 0.9
) -> tuple[Arrays, Arrays]:
    """One step with momentum: the new parameters, and the new velocity.

    velocity <- keep * velocity + gradient; parameter <- parameter - learning_rate * velocity.
    """
    velocity = {name: keep * velocity[name] + gradients["d" + name] for name in params}
    return _moved(params, velocity, learning_rate), velocity


def adam_step(
    params: Arrays, gradients: Arrays, mean: Arrays, square: Arrays, count: int,
    learning_rate: float, keep: float = 0.9, keep_square: float = 0.999, crumb: float = 1e-8,
) -> tuple[Arrays, Arrays, Arrays]:  # fmt: skip
    """Step number `count`, from 1, with Adam: the new parameters, and both running means.

    The running means of the gradient and of its square start at zero and are too small at first;
    dividing by 1 - keep**count makes up for it. `crumb` keeps a division by zero away.
    """
    mean = {n: keep * mean[n] + (1 - keep) * gradients["d" + n] for n in params}
    square = {
        n: keep_square * square[n] + (1 - keep_square) * gradients["d" + n] ** 2 for n in params
    }
    direction = {
        n: mean[n] / (1 - keep**count) / (np.sqrt(square[n] / (1 - keep_square**count)) + crumb)
        for n in params
    }
    return _moved(params, direction, learning_rate), mean, square


def _moved(params, direction, learning_rate):
    return {name: value - learning_rate * direction[name] for name, value in params.items()}

"""The running example: one tiny network, the same small numbers in every chapter.

Two measurements of a bottle of wine go in, two hidden ReLU neurons look at them
(one awake, one asleep), one predicted score comes out. Every value is whole or a
half, so that all of it can be worked out with a pencil.

Shapes: x (1, 2), W1 (2, 2), b1 (2,), W2 (2, 1), b2 (1,), y (1, 1).
With four bottles: X4 (4, 2), y4 (4, 1).

`by_hand` and `by_hand_4` hold what the pencil gives; the tests hold the network to it.
"""

import numpy as np

from reference_impl.network import Network


def _fixed(values: list) -> np.ndarray:
    """An array that refuses to be changed, because every chapter shares it."""
    array = np.array(values, dtype=float)
    array.setflags(write=False)
    return array


x = _fixed([[2, 1]])
y = _fixed([[5]])
W1 = _fixed([[1, -1], [2, 1]])
b1 = _fixed([0, 0.5])
W2 = _fixed([[0.5], [3]])
b2 = _fixed([1])

by_hand = {
    "z1": _fixed([[4, -0.5]]),
    "a1": _fixed([[4, 0]]),
    "y_hat": _fixed([[3]]),
    "loss": 4.0,
    "d_y_hat": _fixed([[-4]]),
    "dW2": _fixed([[-16], [0]]),
    "db2": _fixed([-4]),
    "dz1": _fixed([[-2, 0]]),
    "dW1": _fixed([[-4, 0], [-2, 0]]),
    "db1": _fixed([-2, 0]),
}

# One bottle hides the sums and the division by n; four bottles show both.
# The third bottle puts a neuron at exactly z = 0, where the slope is 0 by convention.
X4 = _fixed([[2, 1], [1, 1], [0, 0], [1, 2]])
y4 = _fixed([[5], [2], [0.5], [6]])

by_hand_4 = {
    "y_hat": _fixed([[3], [4], [2.5], [8]]),
    "loss": 4.0,
    "d_y_hat": _fixed([[-1], [1], [1], [1]]),
    "dW2": _fixed([[4], [2.5]]),
    "db2": _fixed([2]),
    "dW1": _fixed([[0, 6], [1, 9]]),
    "db1": _fixed([0.5, 9]),
}


def network() -> Network:
    """A `Network` that holds the example's weights, ready to run or to train."""
    return Network.from_params({"W1": W1, "b1": b1, "W2": W2, "b2": b2})

"""What the answers share: cases of a network for yes or no, and its way there and back.

Shapes: X (n, d_in), W1 (d_in, hidden), b1 (hidden,), W2 (hidden, 1), b2 (1,), y (n, 1) of 0 and 1.
"""

from collections.abc import Callable

import numpy as np

from course.checks.inputs import ArrayDraw, drawn_params, halves, normal
from reference_impl import Arrays, example, layers, losses, network

Batch = tuple[Arrays, np.ndarray, np.ndarray]  # params, X, y
TINY = {"W1": example.W1, "b1": example.b1, "W2": example.W2, "b2": example.b2 - 4}
CORKED = np.array([[1.0], [0.0], [0.0], [1.0]])  # (4, 1)


def four_bottles(rng: np.random.Generator) -> Batch:
    """The running example, with a bias at the end that makes two of the four logits negative."""
    return TINY, example.X4, CORKED


def answers(rng: np.random.Generator, n: int) -> np.ndarray:
    """Yeses and noes in any order, both of them there."""
    return rng.permutation(np.arange(n) % 3 > 0).astype(float)[:, None]  # (n, 1)


def batch(n: int, d_in: int, hidden: int, draw: ArrayDraw = normal) -> Callable[..., Batch]:
    """A draw of a network with these sizes, and of n rows with their answers."""

    def drawn(rng):
        params = drawn_params(rng, (d_in, hidden, 1), draw)
        return params, draw(rng, n, d_in), answers(rng, n)

    return drawn


def with_zeros(n: int, size: int) -> Callable[..., Batch]:
    """A draw in which one hidden sum of the first row is exactly zero, and matters."""

    def drawn(rng):
        params, X, y = batch(n, size, size, halves)(rng)
        params["b1"][0] -= network.forward(params, X)["z1"][0, 0]  # exact, on halves
        params["W2"] = halves(rng, size, 1) / 8  # (size, 1), so that no chance is nearly 0 or 1
        params["b2"] = np.zeros(1)
        return params, X, y

    return drawn


def far_out(n: int) -> Callable[..., Batch]:
    """A draw with logits of a thousand and more, on both sides, and two in the middle."""

    def drawn(rng):
        steps = rng.choice(np.arange(1, 4 * n), n, replace=False) / 4  # (n,)
        logits = 1000 + steps * 100  # (n,)
        X = np.diag(np.append(logits[:-2], [1.0, 1.0]))  # (n, n)
        signs = np.where(np.arange(n) % 2, 1.0, -1.0)[:, None]  # (n, 1)
        params = {"W1": np.eye(n), "b1": np.zeros(n), "W2": signs, "b2": np.zeros(1)}
        return params, X, answers(rng, n)

    return drawn


def logits(params: Arrays, X: np.ndarray) -> np.ndarray:
    """The last sums, (n, 1)."""
    return network.forward(params, X)["z2"]


def predict(params: Arrays, X: np.ndarray) -> np.ndarray:
    """The chance of a yes for each row, (n, 1)."""
    return layers.sigmoid(logits(params, X))


def backward(params: Arrays, X: np.ndarray, y: np.ndarray) -> Arrays:
    """The gradient of the log loss for each of the params."""
    return network.backward(params, network.forward(params, X), y, losses.log_loss_grad)

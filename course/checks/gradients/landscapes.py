"""Functions to walk on, each with its slopes, and words that tell the learner what they are.

A landscape is a pair, `f` and `gradient`: f(x) is a number, gradient(x) has the shape of x.
Shapes: x (d,).
"""

from collections.abc import Callable

import numpy as np

from course.checks import bent
from course.checks.bent import ToNumber, whole
from course.checks.inputs import told
from course.checks.show import described
from reference_impl import example
from reference_impl.network import Network

Slopes = Callable[[np.ndarray], np.ndarray]  # a gradient: a slope for each parameter

HERE = np.array([1.0, 0.5])  # (2,), where the tiny network stands on the chapter's map


def _map_network(weights):
    """The running example with W1[0, 0] and W2[0, 0] set to two weights."""
    params = {name: value.copy() for name, value in example.network().params.items()}
    params["W1"][0, 0], params["W2"][0, 0] = whole(weights, (2,))
    return Network.from_params(params)


@told("the first bottle's loss, as the two weights of the map move")
def map_loss(weights: np.ndarray) -> float:
    return _map_network(weights).loss(example.x, example.y)


@told("the slopes of the first bottle's loss, as the two weights of the map move")
def map_slopes(weights: np.ndarray) -> np.ndarray:
    _, gradients = _map_network(weights).loss_and_gradients(example.x, example.y)
    return np.array([gradients["dW1"][0, 0], gradients["dW2"][0, 0]])  # (2,)


squares = told("sum(x**2)")(bent.squares())


@told("2 * x, the slopes of sum(x**2)")
def squares_slopes(x: np.ndarray) -> np.ndarray:
    return 2 * np.asarray(x)


@told("sum(x**2) / 4")
def quarter_squares(x: np.ndarray) -> float:
    return squares(x) / 4


@told("the slopes of a saddle: 2 * x[0] and -2 * x[1]")
def saddle_slopes(x: np.ndarray) -> np.ndarray:
    return np.array([2.0, -2.0]) * x


def bowl(steep: np.ndarray, bottom: np.ndarray) -> tuple[ToNumber, Slopes]:
    """A bowl with its bottom somewhere, steeper along one parameter than along another."""
    words = f"c = {described(steep)}, d = {described(bottom)}"
    f = told(f"sum(c * (x - d)**2), {words}")(lambda x: float((steep * (x - bottom) ** 2).sum()))
    return f, told(f"2 * c * (x - d), {words}")(lambda x: 2 * steep * (x - bottom))


def two_valleys(c: float) -> tuple[ToNumber, Slopes]:
    """Two valleys, at -c and c, with a hill between them; along one parameter."""
    f = told(f"sum((x**2 - {c**2:g})**2)")(lambda x: float(((x**2 - c**2) ** 2).sum()))
    return f, told(f"4 * x * (x**2 - {c**2:g})")(lambda x: 4 * x * (x**2 - c**2))


def linked_slopes(A: np.ndarray) -> Slopes:
    """Slopes that each depend on every parameter; A is symmetric."""
    return told(f"A @ x, A = {described(A)}")(lambda x: A @ x)

"""The parameters of a network before it has learnt anything.

Shapes: W1 (d_in, hidden), b1 (hidden,), W2 (hidden, d_out), b2 (d_out,).
"""

from typing import Any

import numpy as np

from course.checks.answers import Answer, Misconception, Part
from course.checks.debugging.isolation import TINY, sizes_case
from course.checks.debugging.todo import COPY
from reference_impl import Arrays
from reference_impl.network import Network


def start(d_in: int, hidden: int, d_out: int, rng: np.random.Generator) -> Arrays:
    """Weights by He's rule, and biases of 0."""
    return Network([d_in, hidden, d_out], rng).params


def params_at_start(params: Any) -> dict[str, Any]:
    """The parameters, the shapes of the weights, and the first numbers in W2, of any shape."""
    W1, W2 = np.asarray(params["W1"]), np.asarray(params["W2"])
    shapes = {"W1.shape": W1.shape, "W2.shape": W2.shape}
    return shapes | {name: params[name] for name in TINY} | {"top of W2": W2.ravel()[:3]}


def _start(spread_1=None, spread_2=None, W2_shape=None, b2_shape=None, pot=False):
    """A `start` with one of its choices exchanged; each gets d_in, hidden, d_out."""
    spread_1 = spread_1 or (lambda d_in, hidden, d_out: np.sqrt(2 / d_in))
    spread_2 = spread_2 or (lambda d_in, hidden, d_out: np.sqrt(2 / hidden))
    W2_shape = W2_shape or (lambda d_in, hidden, d_out: (hidden, d_out))
    b2_shape = b2_shape or (lambda d_in, hidden, d_out: d_out)

    def start(d_in, hidden, d_out, rng):
        sizes = d_in, hidden, d_out
        draw = np.random.normal if pot else rng.normal
        return {
            "W1": draw(0, spread_1(*sizes), (d_in, hidden)),
            "W2": draw(0, spread_2(*sizes), W2_shape(*sizes)),
            "b1": np.zeros(hidden),
            "b2": np.zeros(b2_shape(*sizes)),
        }

    return start


MISCONCEPTIONS = (
    Misconception(
        "a spread called seed",
        _start(lambda *sizes: 0.005, lambda *sizes: 0.005),
        "Every weight is close to 0, whatever the sizes. The number called `seed` is no seed "
        "here: it is used as the spread. He's rule works out a spread for each layer.",
    ),
    Misconception(
        "W2 square",
        _start(W2_shape=lambda d_in, hidden, d_out: (hidden, hidden)),
        "W2 gives a number for each hidden neuron. What should come out of the last layer, and "
        "how many numbers is that?",
    ),
    Misconception(
        "W2 transposed",
        _start(W2_shape=lambda d_in, hidden, d_out: (d_out, hidden)),
        "W2 has its rows and columns the wrong way round. Rows belong to what comes in.",
    ),
    Misconception(
        "one spread for both",
        _start(spread_2=lambda d_in, hidden, d_out: np.sqrt(2 / d_in)),
        "W1 is right. W2 got the same spread, but other numbers come in there, and He's rule "
        "counts those.",
    ),
    Misconception(
        "spread by what goes out",
        _start(
            lambda d_in, hidden, d_out: np.sqrt(2 / hidden),
            lambda d_in, hidden, d_out: np.sqrt(2 / d_out),
        ),
        "You counted what goes out of each layer. He's rule counts what comes in, because that "
        "is what a neuron adds up.",
    ),
    Misconception(
        "no root",
        _start(lambda d_in, *rest: 2 / d_in, lambda d_in, hidden, d_out: 2 / hidden),
        "That is He's number before its square root is taken. rng.normal asks for the spread, "
        "not for its square.",
    ),
    Misconception(
        "1 for the 2",
        _start(
            lambda d_in, *rest: np.sqrt(1 / d_in), lambda d_in, hidden, d_out: np.sqrt(1 / hidden)
        ),
        "Half of the rule is there. A ReLU turns about half of what it sees into zero, and He's "
        "rule makes up for that half.",
    ),
    Misconception(
        "drawn from np.random",
        _start(pot=True),
        "The weights are drawn from np.random, so no two runs agree. The broken program had this "
        "right: it asks the generator that it is given.",
    ),
)

START = Answer(
    name="start",
    inputs=("d_in", "hidden", "d_out", "rng"),
    outputs=("W1.shape", "W2.shape", "b1", "b2", "W1", "W2", "top of W2"),
    reference=start,
    parts=(
        Part(
            "the shapes",
            points=1,
            outputs=("W1.shape", "W2.shape", "b1", "b2"),
            cases=(
                sizes_case(2, 3, 1),
                sizes_case(3, 3, 3),
                sizes_case(5, 4, 3),
                sizes_case(3, 7, 5),
            ),
        ),
        Part(
            "the spread",
            points=1,
            outputs=("W1", "top of W2"),
            cases=(
                sizes_case(3, 3, 3, counted=False),
                sizes_case(5, 4, 3, counted=False),
                sizes_case(3, 7, 5, counted=False),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo=COPY.format("start"),
    unpack=params_at_start,
    returns="a dictionary with W1, b1, W2 and b2",
)

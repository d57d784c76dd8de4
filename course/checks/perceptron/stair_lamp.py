"""`stair_lamp` is on when exactly one of two switches is up, by three neurons in two layers.

Shapes: X (n, 2) of 0 and 1, says (n, 1) of -1 and +1.
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.perceptron import rule
from course.checks.perceptron.tables import SETTINGS, column
from reference_impl import perceptron


def stair_lamp(X: np.ndarray) -> np.ndarray:
    """On when exactly one switch is up: "only the first", "only the second", "at least one"."""
    says = [perceptron.predict(X, column(s, -s), np.array([-0.5])) for s in (1, -1)]
    return perceptron.predict(np.hstack(says), column(1, 1), np.ones(1))  # (n, 1)


def settings(rng: np.random.Generator, n: int) -> np.ndarray:
    return rng.integers(0, 2, (n, 2))


ONE_IS_UP = [[1.0, -1.0], [-1.0, 1.0]]  # (2, 2): only the first, only the second


def _lamp(W2, b2, no=-1):
    """A `stair_lamp` in which the last neuron listens to "only the first", "only the second"."""

    def lamp(X):
        first = rule.says(X @ ONE_IS_UP - 0.5)  # (n, 2)
        return np.where(first @ W2 + b2 > 0, 1, no)  # (n, 1)

    return lamp


def _one_neuron(w, b):
    return lambda X: rule.says(X @ w + b)


MISCONCEPTIONS = (
    Misconception(
        "at least one",
        _one_neuron([[2], [2]], -1),
        'With both switches up your lamp is on. That is "at least one is up", and a single '
        "neuron can do it. On the stairs it has to be exactly one.",
    ),
    Misconception(
        "both up",
        _one_neuron([[2], [2]], -3),
        "Your lamp is on only when both switches are up. On the stairs, one up and one down "
        "lights it.",
    ),
    Misconception(
        "not both",
        _one_neuron([[-2], [-2]], 3),
        'With both switches down your lamp is on. "Not both" is one of the chapter\'s '
        "two, and it needs the other beside it.",
    ),
    Misconception(
        "on when they agree",
        lambda X: -stair_lamp(X),
        "Everything is the wrong way round: your lamp is on when the two switches agree. Look at "
        "the signs of the last neuron's weights and its bias.",
    ),
    Misconception(
        "only the first",
        _one_neuron([[1], [-1]], -0.5),
        'With only the second switch up, your lamp stays dark. What does "only the second" say '
        "there, and does the last neuron use it? A yes from either of the two is enough.",
    ),
    Misconception(
        "only the second",
        _one_neuron([[-1], [1]], -0.5),
        'With only the first switch up, your lamp stays dark. What does "only the first" say '
        "there, and does the last neuron use it? A yes from either of the two is enough.",
    ),
    Misconception(
        "0 for off",
        _lamp([[1], [1]], 1, no=0),
        "Your off is a 0. In this chapter a no is -1, from the last neuron as from the others.",
    ),
    Misconception(
        "a list for a column",
        lambda X: stair_lamp(X).ravel(),
        "The lamp is right, in one flat list. A column has a row for each setting, and two "
        "dimensions.",
    ),
    Misconception(
        "learnt by heart",
        lambda X: np.array([[-1], [1], [1], [-1]]),
        "You return four fixed answers without looking at X. The settings may come in another "
        "order, and more or fewer of them. Let the sums decide.",
    ),
)

STAIR_LAMP = Answer(
    name="stair_lamp",
    inputs=("X",),
    outputs=("says",),
    reference=stair_lamp,
    parts=(
        Part(
            "four settings",
            points=3,
            outputs=("says",),
            cases=(
                Case("the four settings", lambda rng: (SETTINGS,)),
                Case("the four in another order", lambda rng: (SETTINGS[[1, 0, 3, 2]],)),
            ),
        ),
        Part(
            "any number of rows",
            points=2,
            outputs=("says",),
            cases=(
                Case("7 settings", lambda rng: (np.vstack([SETTINGS, settings(rng, 3)])[::-1],)),
                Case("3 settings", lambda rng: (settings(rng, 3),)),
                Case("1 setting", lambda rng: (settings(rng, 1),)),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Let two neurons look at the switches, and a third at what those two say.",
    builds_on=("predict",),
)

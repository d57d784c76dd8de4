"""Networks as columns of circles: their layers, their arrays, and the cases of two answers.

Shapes: sizes is a list such as [11, 64, 1]; Wi (sizes[i-1], sizes[i]), bi (sizes[i],).
"""

import numpy as np

from course.checks.answers import Case
from reference_impl import Arrays
from reference_impl.network import Network

TINY = [2, 2, 1]
WINE = [11, 64, 1]


def arrays(sizes: list[int]) -> Arrays:
    """The weights and biases of a network with these sizes, by their names."""
    return Network(sizes, np.random.default_rng(0)).params


def layers(sizes: list[int]) -> list[tuple[int, int, int]]:
    """The layers with parameters: number, how many come in, how many neurons."""
    return [(i, sizes[i - 1], sizes[i]) for i in range(1, len(sizes))]


def columns(name: str, *fixed: int, drawn: int = 0) -> Case:
    """Columns of circles: fixed numbers of them, or different ones from 3 to 9."""

    def inputs(rng):
        return (list(fixed) or rng.choice(np.arange(3, 10), drawn, replace=False).tolist(),)

    return Case(name, inputs)


ONE_HIDDEN = (
    columns("the tiny network", *TINY),
    columns("3 columns of circles", drawn=3),
    columns("the network for wine", *WINE),
)

TWO_HIDDEN = (
    columns("the tiny network, one layer deeper", 2, 2, 2, 1),
    columns("4 columns of circles", drawn=4),
    columns("the network for wine, one layer deeper", 11, 64, 64, 1),
)

"""`layer_shapes` lists the shape of each array of a network.

Shapes: sizes is a list such as [11, 64, 1]; Wi (sizes[i-1], sizes[i]), bi (sizes[i],).
"""

import numbers
from typing import Any

import numpy as np

from course.checks.answers import Answer, Misconception, Part
from course.checks.networks.sizes import ONE_HIDDEN, TWO_HIDDEN, arrays, columns, layers

ENTRIES = "number of entries"


class Grids(dict):
    """Arrays by their names; `ENTRIES` asks for how many, and is not listed among the names."""

    def __contains__(self, name: object) -> bool:
        return name == ENTRIES or super().__contains__(name)

    def __missing__(self, name: str) -> int:
        return len(self)


class Truth(Grids):
    """The right ones. It has every name: no part asks for a layer that the network has not."""

    def __contains__(self, name: object) -> bool:
        return True


def right_grids(sizes: list[int]) -> Truth:
    """What the reference network holds, zeros in the place of its numbers."""
    return Truth({name: np.zeros_like(values) for name, values in arrays(sizes).items()})


def as_grids(returned: Any) -> Grids:
    """An array of each shape in the learner's dictionary, so that messages can speak of shapes."""
    if isinstance(returned, Truth):
        return returned
    if not isinstance(returned, dict):
        raise TypeError("not a dictionary")
    return Grids({name: _grid(shape) for name, shape in returned.items()})


def _grid(shape):
    if isinstance(shape, (tuple, list)):
        return np.broadcast_to(0.0, tuple(shape))
    if isinstance(shape, numbers.Integral):
        return shape  # an array without dimensions
    raise TypeError("not a shape")


def _shapes(W=lambda d_in, d_out: (d_in, d_out), b=lambda d_in, d_out: (d_out,), pick=layers):
    """A `layer_shapes` with one of its steps exchanged."""

    def layer_shapes(sizes):
        shapes = {}
        for i, d_in, d_out in pick(sizes):
            shapes[f"W{i}"], shapes[f"b{i}"] = W(d_in, d_out), b(d_in, d_out)
        return shapes

    return layer_shapes


MISCONCEPTIONS = (
    Misconception(
        "rows and columns swapped",
        _shapes(W=lambda d_in, d_out: (d_out, d_in)),
        "Your grids have a row for each neuron. Some books do write it so. Here it is a row for "
        "each number that comes in, a column for each neuron.",
    ),
    Misconception(
        "bias as a grid with one row",
        _shapes(b=lambda d_in, d_out: (1, d_out)),
        "You made the biases a grid with one row. A layer's biases are a flat list of numbers, so "
        "their shape has one number in it.",
    ),
    Misconception(
        "bias as a column",
        _shapes(b=lambda d_in, d_out: (d_out, 1)),
        "You made the biases a column. They are a flat list of numbers, and their shape has one "
        "number in it.",
    ),
    Misconception(
        "no comma",
        _shapes(b=lambda d_in, d_out: d_out),
        "Brackets alone do not make a tuple: to Python `(64)` is the number 64, and the shape of "
        "a single number is (). It is the comma in `(64,)` that makes it a tuple.",
    ),
    Misconception(
        "a bias for each number that comes in",
        _shapes(b=lambda d_in, d_out: (d_in,)),
        "Your biases are counted on the wrong side of the layer. A bias is in a circle that does "
        "work, so there are as many as the layer has neurons.",
    ),
    Misconception(
        "a bias for each arrow",
        _shapes(b=lambda d_in, d_out: (d_in, d_out)),
        "Your biases have a place for every arrow. Arrows carry weights; a bias is in a circle, "
        "and a circle has one however many arrows come in.",
    ),
    Misconception(
        "biases forgotten",
        lambda sizes: {f"W{i}": (d_in, d_out) for i, d_in, d_out in layers(sizes)},
        "All the arrows are there and no circle has its bias. Each layer has two arrays.",
    ),
    Misconception(
        "names from zero",
        _shapes(pick=lambda sizes: [(i - 1, d_in, d_out) for i, d_in, d_out in layers(sizes)]),
        "The shapes are right and the names are one too low. Python counts from 0; the first "
        "layer is still called layer 1, because people count from 1.",
    ),
    Misconception(
        "a layer for the bottle",
        _shapes(pick=lambda sizes: [(0, sizes[-1], sizes[0]), *layers(sizes)]),
        "There is a layer 0 in your dictionary, with a grid between the last column of circles and "
        "the first. To Python, place -1 is the end of a list, so it found something there. No "
        "arrow leads to the measurements: begin one column later.",
    ),
    Misconception(
        "first layer only",
        _shapes(pick=lambda sizes: layers(sizes)[:1]),
        "The first layer is right and it is the only one. If you have a loop, see whether "
        "`return` stands inside it: there it ends the first round and the function with it.",
    ),
    Misconception(
        "last layer forgotten",
        _shapes(pick=lambda sizes: layers(sizes)[:-1]),
        "The last layer is missing. Between 3 columns of circles there are 2 layers of arrows. "
        "Your loop stops one round too soon, perhaps because `range` leaves out its own end.",
    ),
    Misconception(
        "two layers for ever",
        _shapes(pick=lambda sizes: layers(sizes)[:2]),
        "You wrote out two layers, and a network may have more. The list of sizes says how many: "
        "one less than it has entries.",
    ),
    Misconception(
        "f forgotten",
        lambda sizes: {"W{i}": (1, 1), "b{i}": (1,)},
        "Look at your keys: the curly brackets are still in them. Python fills them in only where "
        "an f stands before the quotes.",
    ),
    Misconception(
        "how many in place of which shape",
        _shapes(W=lambda d_in, d_out: d_in * d_out, b=lambda d_in, d_out: d_out),
        "That is how many numbers are in each array, which is the next task. A shape says how they "
        "are arranged: rows first, then columns, not multiplied.",
    ),
)

DEEPER = (*TWO_HIDDEN, columns("5 columns of circles", drawn=5))

LAYER_SHAPES = Answer(
    name="layer_shapes",
    inputs=("sizes",),
    outputs=("W1", "W2", "W3", "b1", "b2", "b3", ENTRIES),
    reference=right_grids,
    parts=(
        Part("weights", points=1, outputs=("W1", "W2"), cases=ONE_HIDDEN),
        Part("biases", points=1, outputs=("b1", "b2", ENTRIES), cases=ONE_HIDDEN),
        Part("deeper weights", points=1, outputs=("W1", "W2", "W3"), cases=DEEPER),
        Part("deeper biases", points=1, outputs=("b1", "b2", "b3", ENTRIES), cases=DEEPER),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="For each layer put two shapes into a dictionary, that of its W and that of its b.",
    unpack=as_grids,
    returns="a dictionary from names to shapes, each a tuple such as (11, 64) or (64,)",
)

"""The assignment on what a network is: a neuron's sum, shapes, dials, arrows.

Shapes: x and w (d_in,), b one number; sizes a list such as [11, 64, 1]; Wi (sizes[i-1],
sizes[i]), bi (sizes[i],).
"""

import numbers

import numpy as np

from course.checks.answers import Answer, Assignment, Case, Part, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.inputs import halves, normal
from course.checks.slips.networks_2 import COUNT_PARAMETERS, LAYER_SHAPES
from course.checks.slips.networks_answers import ARROW, NEURON
from reference_impl import example
from reference_impl.network import Network

TINY = [2, 2, 1]
WINE = [11, 64, 1]


# --- One neuron ---


def bill(name, d_in, draw=halves, bias=True):
    """A neuron with d_in arrows; its bias is one more number of the same kind, or zero."""

    def inputs(rng):
        x, (*w, b) = draw(rng, d_in), draw(rng, d_in + 1)
        return x, np.array(w), float(b) if bias else 0.0

    return Case(name, inputs)


def hidden(name, place, b):
    """A hidden neuron of the running example, and the bottle."""
    return Case(name, lambda rng: (example.x[0], example.W1[:, place], b))


SUM = Answer(
    name="neuron",
    inputs=("x", "w", "b"),
    outputs=("total",),
    reference=lambda x, w, b: x @ w + b,
    parts=(
        Part(
            "no bias",
            points=1,
            outputs=("total",),
            cases=(
                hidden("the upper hidden neuron", 0, b=0.0),
                hidden("the lower hidden neuron, its bias turned to 0", 1, b=0.0),
                bill("3 measurements", 3, bias=False),
                bill("5 measurements", 5, normal, bias=False),
            ),
        ),
        Part(
            "with a bias",
            points=2,
            outputs=("total",),
            cases=(
                hidden("the lower hidden neuron", 1, b=0.5),
                hidden("the lower hidden neuron, its bias turned to 3", 1, b=3.0),
                bill("3 measurements", 3),
                bill("4 measurements", 4),
                bill("11 measurements", 11, normal),
            ),
        ),
    ),
    misconceptions=NEURON,
    todo="Multiply each measurement by its weight, add up the products, and add the bias.",
)


# --- Shapes and dials ---

ENTRIES = "number of entries"


class Grids(dict):
    """Arrays by their names; `ENTRIES` asks for how many, and is not listed among the names."""

    def __contains__(self, name):
        return name == ENTRIES or super().__contains__(name)

    def __missing__(self, name):
        return len(self)


class Truth(Grids):
    """The right ones. It has every name: no part asks for a layer that the network has not."""

    def __contains__(self, name):
        return True


def right_grids(sizes):
    """What the reference network holds, zeros in the place of its numbers."""
    params = Network(sizes, np.random.default_rng(0)).params
    return Truth({name: np.zeros_like(values) for name, values in params.items()})


def as_grids(returned):
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


def columns(name, *fixed, drawn=0):
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
SHAPES = Answer(
    name="layer_shapes",
    inputs=("sizes",),
    outputs=("W1", "W2", "W3", "b1", "b2", "b3", ENTRIES),
    reference=right_grids,
    parts=(
        Part("weights", 1, ("W1", "W2"), ONE_HIDDEN),
        Part("biases", 1, ("b1", "b2", ENTRIES), ONE_HIDDEN),
        Part("deeper weights", 1, ("W1", "W2", "W3"), TWO_HIDDEN),
        Part("deeper biases", 1, ("b1", "b2", "b3", ENTRIES), TWO_HIDDEN),
    ),
    misconceptions=LAYER_SHAPES,
    todo="For each layer put two shapes into a dictionary, that of its W and that of its b.",
    unpack=as_grids,
    returns="a dictionary from names to shapes, each a tuple such as (11, 64) or (64,)",
)

COUNT = Answer(
    name="count_parameters",
    inputs=("sizes",),
    outputs=("dials",),
    reference=lambda sizes: sum(grid.size for grid in right_grids(sizes).values()),
    parts=(
        Part("one hidden layer", 2, ("dials",), ONE_HIDDEN),
        Part(
            "any number of layers",
            points=2,
            outputs=("dials",),
            cases=(
                columns("2 columns of circles", drawn=2),
                *TWO_HIDDEN,
                columns("5 columns of circles", drawn=5),
            ),
        ),
    ),
    misconceptions=COUNT_PARAMETERS,
    todo="Count the weights and the biases of every layer, and add them all up.",
    builds_on=("layer_shapes",),
)


# --- One arrow ---


def tiny_arrow(name, layer, from_place, to_place):
    """An arrow of the running example."""
    return Case(name, lambda rng: (example.network().params, layer, from_place, to_place))


def arrow_case(name, layer, from_place, to_place, *sizes):
    """An arrow of a network in which no two numbers are alike."""

    def inputs(rng):
        shapes = [values.shape for values in Network(sizes, rng).params.values()]
        ends = np.cumsum([np.prod(shape) for shape in shapes]).astype(int)
        pieces = np.split(halves(rng, ends[-1]), ends[:-1])
        arrays = [piece.reshape(shape) for piece, shape in zip(pieces, shapes, strict=True)]
        names = [f"{kind}{i}" for i in range(1, len(sizes)) for kind in "Wb"]
        return dict(zip(names, arrays, strict=True)), layer, from_place, to_place

    return Case(name, inputs)


FIND = Answer(
    name="arrow",
    inputs=("params", "layer", "from_place", "to_place"),
    outputs=("weight",),
    reference=lambda params, layer, from_place, to_place: params[f"W{layer}"][from_place, to_place],
    parts=(
        Part(
            "one hidden layer",
            points=2,
            outputs=("weight",),
            cases=(
                tiny_arrow("the tiny network, an arrow in layer 1", 1, 0, 1),
                tiny_arrow("the tiny network, another one in layer 1", 1, 1, 0),
                tiny_arrow("the tiny network, an arrow in layer 2", 2, 1, 0),
                arrow_case("3, 3 and 3 circles, layer 1", 1, 2, 0, 3, 3, 3),
                arrow_case("3, 3 and 3 circles, layer 2", 2, 0, 1, 3, 3, 3),
                arrow_case("3, 5 and 4 circles, layer 1", 1, 0, 4, 3, 5, 4),
            ),
        ),
        Part(
            "two hidden layers",
            points=2,
            outputs=("weight",),
            cases=(
                arrow_case("3 circles four times, layer 2", 2, 0, 2, 3, 3, 3, 3),
                arrow_case("3 circles four times, layer 3", 3, 1, 0, 3, 3, 3, 3),
                arrow_case("5, 3, 4 and 6 circles, layer 1", 1, 4, 1, 5, 3, 4, 6),
                arrow_case("5, 3, 4 and 6 circles, layer 3", 3, 2, 5, 5, 3, 4, 6),
            ),
        ),
    ),
    misconceptions=ARROW,
    todo="Take the grid of weights of that layer, and from it the number in that row and column.",
)

ASSIGNMENT = Assignment(
    "networks",
    (
        Prediction("predict_dials", 1, "Put your guess after `return`."),
        SUM,
        SHAPES,
        COUNT,
        FIND,
        SelfMarked("four_claims", 4),
    ),
)
check = Check(ASSIGNMENT)

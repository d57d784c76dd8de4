"""`arrow` finds the weight of one arrow in the arrays of a network.

Shapes: Wi (sizes[i-1], sizes[i]), bi (sizes[i],).
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import halves
from reference_impl import Arrays, example
from reference_impl.network import Network


def arrow(params: Arrays, layer: int, from_place: int, to_place: int) -> float:
    return params[f"W{layer}"][from_place, to_place]


def tiny_arrow(
    name: str, layer: int, from_place: int, to_place: int, order: str = "W1 b1 W2 b2"
) -> Case:
    """An arrow of the running example, whose arrays come in this order."""

    def inputs(rng):
        params = example.network().params
        return {key: params[key] for key in order.split()}, layer, from_place, to_place

    return Case(name, inputs)


def arrow_case(name: str, layer: int, from_place: int, to_place: int, *sizes: int) -> Case:
    """An arrow of a network in which no two numbers are alike."""

    def inputs(rng):
        shapes = [values.shape for values in Network(sizes, rng).params.values()]
        ends = np.cumsum([np.prod(shape) for shape in shapes]).astype(int)
        pieces = np.split(halves(rng, ends[-1]), ends[:-1])
        arrays = [piece.reshape(shape) for piece, shape in zip(pieces, shapes, strict=True)]
        names = [f"{kind}{i}" for i in range(1, len(sizes)) for kind in "Wb"]
        return dict(zip(names, arrays, strict=True)), layer, from_place, to_place

    return Case(name, inputs)


MISCONCEPTIONS = (
    Misconception(
        "places swapped",
        lambda params, layer, from_place, to_place: params[f"W{layer}"][to_place, from_place],
        "Row and column have changed places. A row for each number that comes in, a column for "
        "each neuron: so the first number in the brackets says where the arrow comes from, the "
        "second where it goes to. On a square grid there is no error when you mix them up.",
    ),
    Misconception(
        "places counted from one",
        lambda params, layer, from_place, to_place: params[f"W{layer}"][
            from_place - 1, to_place - 1
        ],
        "You took 1 off the places. They count from 0 already, and so does Python. There was no "
        "error, because to Python place -1 is the last one.",
    ),
    Misconception(
        "layers counted from zero",
        lambda params, layer, from_place, to_place: params[f"W{layer - 1}"][from_place, to_place],
        "You took 1 off the layer. Places count from 0, layers from 1: layer 1 is W1, and there is "
        "no W0.",
    ),
    Misconception(
        "one layer too far",
        lambda params, layer, from_place, to_place: params[f"W{layer + 1}"][from_place, to_place],
        "You added 1 to the layer. The number in the name is the layer's own number: layer 1 is "
        "W1, although Python counts from 0.",
    ),
    Misconception(
        "always the first layer",
        lambda params, layer, from_place, to_place: params["W1"][from_place, to_place],
        "You looked in W1 whatever the layer was. The name of the grid has to be made from "
        "`layer`.",
    ),
    Misconception(
        "the whole row",
        lambda params, layer, from_place, to_place: params[f"W{layer}"][from_place],
        "That is a row: all the arrows that leave one place. You need the one that arrives at the "
        "right neuron, so choose its column too.",
    ),
    Misconception(
        "the whole column",
        lambda params, layer, from_place, to_place: params[f"W{layer}"][:, to_place],
        "That is a column: all the arrows that arrive at one neuron. You need one of them, and "
        "the row says where it comes from.",
    ),
    Misconception(
        "the whole grid",
        lambda params, layer, from_place, to_place: params[f"W{layer}"],
        "That is the right grid, with all its arrows. Two more numbers, in square brackets, pick "
        "one out.",
    ),
    Misconception(
        "bias for weight",
        lambda params, layer, from_place, to_place: params[f"b{layer}"][to_place],
        "That is the bias of the neuron that the arrow goes to. It is in the circle; the weight "
        "is on the arrow, in the grid of that layer.",
    ),
    Misconception(
        "bias added",
        lambda params, layer, from_place, to_place: (
            params[f"W{layer}"][from_place, to_place] + params[f"b{layer}"][to_place]
        ),
        "You added the neuron's bias to the weight. An arrow has its weight and nothing else; the "
        "bias is in the circle, and is added once.",
    ),
)

ARROW = Answer(
    name="arrow",
    inputs=("params", "layer", "from_place", "to_place"),
    outputs=("weight",),
    reference=arrow,
    parts=(
        Part(
            "one hidden layer",
            points=2,
            outputs=("weight",),
            cases=(
                tiny_arrow("the tiny network, an arrow in layer 1", 1, 0, 1),
                tiny_arrow("the tiny network, another one in layer 1", 1, 1, 0),
                tiny_arrow("the tiny network, an arrow in layer 2", 2, 1, 0),
                tiny_arrow(
                    "the tiny network, its weights before its biases", 2, 0, 0, "W1 W2 b1 b2"
                ),
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
    misconceptions=MISCONCEPTIONS,
    todo="Take the grid of weights of that layer, and from it the number in that row and column.",
)

"""Slips in the shapes of a network's arrays, and in counting the numbers in them.

Shapes: sizes is a list such as [11, 64, 1]; Wi (sizes[i-1], sizes[i]), bi (sizes[i],).
"""

import math

from course.checks.answers import Misconception


def _layers(sizes):
    """The layers with dials: number, how many come in, how many neurons."""
    return [(i, sizes[i - 1], sizes[i]) for i in range(1, len(sizes))]


def _shapes(W=lambda d_in, d_out: (d_in, d_out), b=lambda d_in, d_out: (d_out,), pick=_layers):
    """A `layer_shapes` with one of its steps exchanged."""

    def layer_shapes(sizes):
        shapes = {}
        for i, d_in, d_out in pick(sizes):
            shapes[f"W{i}"], shapes[f"b{i}"] = W(d_in, d_out), b(d_in, d_out)
        return shapes

    return layer_shapes


LAYER_SHAPES = (
    Misconception(
        "rows and columns swapped",
        _shapes(W=lambda d_in, d_out: (d_out, d_in)),
        "Your grids have a row for each neuron. Some books do write it so. Here it is a row for "
        "each number that comes in, a column for each neuron.",
    ),
    Misconception(
        "bias as a grid with one row",
        _shapes(b=lambda d_in, d_out: (1, d_out)),
        "You made the biases a grid with one row. A layer's biases are a plain row of numbers, so "
        "their shape has one number in it.",
    ),
    Misconception(
        "bias as a column",
        _shapes(b=lambda d_in, d_out: (d_out, 1)),
        "You stood the biases up as a column. They are a plain row of numbers, and their shape has "
        "one number in it.",
    ),
    Misconception(
        "no comma",
        _shapes(b=lambda d_in, d_out: d_out),
        "Brackets alone make no tuple: to Python `(64)` is the number 64, and a bare number is "
        "what has the shape (). It is the comma in `(64,)` that makes a shape of it.",
    ),
    Misconception(
        "a bias for each number that comes in",
        _shapes(b=lambda d_in, d_out: (d_in,)),
        "Your biases are counted on the wrong side of the layer. A bias sits inside a circle that "
        "does work, so there are as many as the layer has neurons.",
    ),
    Misconception(
        "a bias for each arrow",
        _shapes(b=lambda d_in, d_out: (d_in, d_out)),
        "Your biases have a place for every arrow. Arrows carry weights; a bias sits in a circle, "
        "and a circle has one however many arrows come in.",
    ),
    Misconception(
        "biases forgotten",
        lambda sizes: {f"W{i}": (d_in, d_out) for i, d_in, d_out in _layers(sizes)},
        "All the arrows are there and no circle has its bias. Each layer has two arrays.",
    ),
    Misconception(
        "names from zero",
        _shapes(pick=lambda sizes: [(i - 1, d_in, d_out) for i, d_in, d_out in _layers(sizes)]),
        "The shapes are right and the names are one too low. Python counts from 0; the first "
        "layer is layer 1 all the same, because people named it.",
    ),
    Misconception(
        "a layer for the bottle",
        _shapes(pick=lambda sizes: [(0, sizes[-1], sizes[0]), *_layers(sizes)]),
        "There is a layer 0 in your dictionary, with a grid between the last column of circles and "
        "the first. To Python, place -1 is the end of a list, so it found something there. No "
        "arrow leads to the measurements: begin one column later.",
    ),
    Misconception(
        "first layer only",
        _shapes(pick=lambda sizes: _layers(sizes)[:1]),
        "The first layer is right and it is alone. If you have a loop, see whether `return` stands "
        "inside it: there it ends the first round and the function with it.",
    ),
    Misconception(
        "last layer forgotten",
        _shapes(pick=lambda sizes: _layers(sizes)[:-1]),
        "The last layer is missing. Between 3 columns of circles there are 2 layers of arrows. "
        "Your loop stops one round too soon, perhaps because `range` leaves out its own end.",
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


def _weights(sizes):
    return sum(d_in * d_out for _, d_in, d_out in _layers(sizes))


COUNT_PARAMETERS = (
    Misconception(
        "weights alone",
        _weights,
        "These are the arrows, all of them. The circles that do work have a dial each as well.",
    ),
    Misconception(
        "biases alone",
        lambda sizes: sum(sizes[1:]),
        "These are the biases, one for each circle that does work. The arrows have a dial each as "
        "well, and there are more of them.",
    ),
    Misconception(
        "circles counted",
        lambda sizes: sum(sizes),
        "You counted the circles, those of the bottle too. Most dials sit on the arrows between "
        "them, and from one column to the next an arrow runs from everybody to everybody.",
    ),
    Misconception(
        "biases for the bottle",
        lambda sizes: _weights(sizes) + sum(sizes),
        "You gave a bias to the circles on the left as well. They hold the measurements, they do "
        "no work, and they have no dials.",
    ),
    Misconception(
        "a bias for each number that comes in",
        lambda sizes: _weights(sizes) + sum(sizes[:-1]),
        "The weights are right. The biases are counted on the wrong side of each layer: they sit "
        "in the circles where arrows arrive.",
    ),
    Misconception(
        "a bias on every arrow",
        lambda sizes: 2 * _weights(sizes),
        "You gave each arrow a bias. The bias belongs to the circle, and a circle has one however "
        "many arrows come in.",
    ),
    Misconception(
        "one bias a layer",
        lambda sizes: _weights(sizes) + len(sizes) - 1,
        "You gave each layer one bias to share. Each neuron has a head start of its own.",
    ),
    Misconception(
        "no bias for the prediction",
        lambda sizes: _weights(sizes) + sum(sizes[1:-1]),
        "The last column has no biases in your count. The circle on the right is a neuron like the "
        "others: arrows come in, and it has its head start.",
    ),
    Misconception(
        "everything multiplied",
        lambda sizes: math.prod(sizes),
        "You multiplied all the sizes together. Arrows run from one column to the next and no "
        "further, so each pair of neighbours is multiplied by itself, and the layers add up.",
    ),
    Misconception(
        "first layer only",
        lambda sizes: sizes[0] * sizes[1] + sizes[1],
        "That is the first layer. If you have a loop, see whether `return` stands inside it: there "
        "it ends the first round and the function with it.",
    ),
    Misconception(
        "last layer only",
        lambda sizes: sizes[-2] * sizes[-1] + sizes[-1],
        "That is the last layer. With `total = ...` each round of a loop forgets the one before; "
        "you want to add to the total.",
    ),
    Misconception(
        "last layer forgotten",
        lambda sizes: sum(d_in * d_out + d_out for _, d_in, d_out in _layers(sizes)[:-1]),
        "The last layer is missing from your count. Between 3 columns of circles there are 2 "
        "layers of arrows; does your loop stop one round too soon?",
    ),
    Misconception(
        "arrays counted",
        lambda sizes: 2 * (len(sizes) - 1),
        "That is how many arrays there are, two for each layer. The dials are the numbers inside "
        "them.",
    ),
)

"""The pictures of the chapter on networks: the graph whose parts are arrays, and one neuron.

Each function returns the figure and the words that say what it shows. Every number comes from
`reference_impl.example`.
"""

from collections.abc import Sequence

import numpy as np

from course.figures.diagrams import along, arrow, node, number, plate, road, words
from course.figures.style import WIDTH, Picture, canvas
from reference_impl import example

# Where the circles stand: measurements, hidden neurons, output.
COLUMNS = (40, 200, WIDTH - 50)
ROWS = (172, 62)
MIDDLE = 117


def graph() -> Picture:
    """The running example as circles and arrows: an arrow is a weight, a circle holds a bias."""
    figure, axes = canvas(height=262)
    inputs, hidden = ([(x, y) for y in ROWS] for x in COLUMNS[:2])
    output = (COLUMNS[2], MIDDLE)
    for i, j in np.ndindex(2, 2):
        part = 0.5 if i == j else 0.3
        _arrow(axes, inputs[i], hidden[j], example.W1[i, j], part)
    for j in range(2):
        _arrow(axes, hidden[j], output, example.W2[j, 0], 0.47)
        node(axes, inputs[j], number(example.x[0, j]), "x")
        node(axes, hidden[j], number(example.b1[j]), "b")
    node(axes, output, number(example.b2[0]), "b")
    _names(axes)
    return figure, _graph_aloud()


def _arrow(axes, start, end, weight, part):
    arrow(axes, start, end, "W")
    words(axes, along(start, end, part), number(weight), "W", 14, on_paper=True, weight="bold")


def _names(axes):
    """The arrays' names above what they are drawn as, and what each column is called below."""
    first, second, third = COLUMNS
    above = 212
    between = ((first + second) / 2, (second + third) / 2)
    for x, name, symbol in (
        (first, "x", "$x$"), (between[0], "W", "$W_1$"), (second, "b", "$b_1$"),
        (between[1], "W", "$W_2$"), (third, "b", "$b_2$"),
    ):  # fmt: skip
        words(axes, (x, above), symbol, name, 19)
    for x, name in zip(COLUMNS, ("measurements", "hidden layer", "output"), strict=True):
        words(axes, (np.clip(x, 52, WIDTH - 52), 20), name, "muted")
    words(axes, (120, 246), "arrow: a weight", "W")
    words(axes, (270, 246), "circle: a bias", "b")


def _graph_aloud():
    x, b1, W1, W2 = example.x[0], example.b1, example.W1, example.W2[:, 0]
    upper, lower = (" and ".join(map(number, W1[:, j])) for j in range(2))
    return (
        f"A graph of three columns. On the left two circles hold the measurements {number(x[0])} "
        f"and {number(x[1])}. In the middle stand two hidden neurons, which hold the biases "
        f"{number(b1[0])} and {number(b1[1])}. The arrows into the upper one carry the weights "
        f"{upper}, those into the lower one {lower}. On the right the output neuron holds the bias "
        f"{number(example.b2[0])}; the arrows into it carry {number(W2[0])} and {number(W2[1])}. "
        "Above the columns and the arrows stand the names of the arrays: x, W1, b1, W2, b2."
    )


def arrow_and_place(i: int, j: int) -> Picture:
    """The first layer twice, as arrows and as the grid W1, with one weight marked in both.

    The weight goes from measurement `i` to hidden neuron `j`; both count from 0.
    """
    figure, axes = canvas(height=232)
    rows, columns = (150, 66), (298, 362)
    road(axes, [(34, rows[i]), (166, rows[j])])
    for a, b in np.ndindex(2, 2):
        chosen = (a, b) == (i, j)
        name, at = "W" if chosen else "muted", (columns[b], rows[a])
        start, end = (34, rows[a]), (166, rows[b])
        weight = number(float(example.W1[a, b]))
        arrow(axes, start, end, name, width=3 if chosen else 1.4)
        part = 0.5 if a == b else 0.3
        words(axes, along(start, end, part), weight, name, 14, on_paper=True, weight="bold")
        if chosen:
            road(axes, [(at[0] - 16, at[1]), (at[0] + 16, at[1])], width=42)
        plate(axes, at, weight, name, width=48)
    _places(axes, rows, columns)
    said = f"W1[{i}, {j}] is {number(example.W1[i, j])}"
    words(axes, (WIDTH / 2, 16), said, "W", 15, weight="bold")
    return figure, _place_aloud(i, j, said)


def _places(axes, rows, columns):
    """The circles of the arrows, and the names of the grid's rows and columns."""
    for place in range(2):
        node(axes, (34, rows[place]), f"{place}", "x")
        node(axes, (166, rows[place]), f"{place}", "b")
        words(axes, (234, rows[place]), f"from {place}", "x")
        words(axes, (columns[place], 190), f"to {place}", "b")
    words(axes, (40, 190), "from", "x")
    words(axes, (166, 190), "to", "b")
    words(axes, (100, 216), "as arrows", "muted")
    words(axes, (sum(columns) / 2, 216), "as a grid", "muted")


def _place_aloud(i, j, said):
    rows = "; ".join(
        f"row {a}, from measurement {a}: {' and '.join(map(number, row))}"
        for a, row in enumerate(example.W1)
    )
    return (
        "The first layer twice. On the left four arrows run from the measurements 0 and 1 to the "
        f"neurons 0 and 1. On the right the same four weights stand in a grid: {rows}. Marked in "
        f"both is the weight from measurement {i} to neuron {j}: {said}."
    )


def one_neuron(j: int = 0) -> Picture:
    """Hidden neuron `j` at work: each measurement times its weight, and the bias, added up."""
    figure, axes = canvas(height=230)
    products = example.x[0] * example.W1[:, j]  # (2,)
    total = products.sum() + example.b1[j]
    meeting = (WIDTH - 60, 120)
    for i, y in enumerate((190, 120)):
        _product(axes, y, example.x[0, i], example.W1[i, j], products[i], meeting)
    node(axes, (62, 50), number(example.b1[j]), "b")
    words(axes, (62, 20), "bias", "b")
    arrow(axes, (62, 50), meeting, "b")
    node(axes, meeting, number(total), "z", radius=24, size=18)
    words(axes, (meeting[0], 160), "sum", "z", 14)
    return figure, _neuron_aloud(j, products, total)


def _product(axes, y, measurement, weight, product, meeting):
    node(axes, (62, y), number(measurement), "x")
    plate(axes, (150, y), f"×({number(weight)})" if weight < 0 else f"×{number(weight)}", "W")
    arrow(axes, (62, y), (150, y), "x", gap=24)
    arrow(axes, (150, y), meeting, "W", gap=28)
    at = along((150, y), meeting, 0.42)
    words(axes, (at[0], at[1] + 2), number(product), "ink", 15, on_paper=True, weight="bold")


def _neuron_aloud(j, products, total):
    x, w = example.x[0], example.W1[:, j]
    terms = [f"{number(x[i])} times {number(w[i])} is {number(products[i])}" for i in range(2)]
    return (
        f"One neuron at work. {terms[0]}; {terms[1]}; the bias is {number(example.b1[j])}. Three "
        f"arrows carry these to one circle, where they add up to {number(total)}."
    )


def counting(sizes: Sequence[int]) -> Picture:
    """How many parameters a network has, by layer: a tall block of weights, a thin one of biases.

    `sizes` lists how many numbers there are in each column of circles, (2, 2, 1) for example.
    """
    figure, axes = canvas(height=60 * (len(sizes) - 1) + 40)
    layers = list(zip(sizes[:-1], sizes[1:], strict=True))
    for layer, (d_in, d_out) in enumerate(layers, 1):
        y = 60 * (len(layers) - layer) + 50
        words(axes, (50, y), f"layer {layer}", "ink", 14)
        plate(axes, (160, y), f"{d_in}×{d_out} = {d_in * d_out}", "W", width=124, height=34)
        words(axes, (236, y), "+", "ink", 16)
        plate(axes, (284, y), f"{d_out}", "b", width=64, height=34)
        words(axes, (331, y), "=", "ink", 16)
        words(axes, (366, y), f"{d_in * d_out + d_out}", "ink", 17, weight="bold")
    words(axes, (160, 16), "weights", "W")
    words(axes, (284, 16), "biases", "b")
    total = sum((d_in + 1) * d_out for d_in, d_out in layers)
    words(axes, (362, 16), f"{total} in all", "ink", weight="bold")
    return figure, _counting_aloud(layers, total)


def _counting_aloud(layers, total):
    said = [
        f"Layer {i} has {d_in} times {d_out} weights, which is {d_in * d_out}, and {d_out} "
        f"bias{'es' if d_out > 1 else ''}."
        for i, (d_in, d_out) in enumerate(layers, 1)
    ]
    return f"A count of parameters, layer by layer. {' '.join(said)} That makes {total} in all."

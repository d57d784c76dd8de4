"""The four pictures of the chapter on the chain rule, drawn from the running example.

Each function returns the figure and the words that say what it shows. No number in a
picture is typed here: each comes from `reference_impl`, or is computed.
"""

from collections.abc import Sequence

import numpy as np

from course.figures.diagrams import along, arrow, counter, node, number, plate, road, words
from course.figures.style import WIDTH, Picture, Point, canvas, colour, subplots
from reference_impl import example
from reference_impl.layers import affine_backward_input, relu_backward
from reference_impl.losses import mse_grad
from reference_impl.network import Network

# Where the nodes of the tiny network stand, in units.
PLACES: dict[str, list[Point]] = {
    "x": [(27, 156), (27, 46)],
    "z": [(138, 156), (138, 46)],
    "a": [(200, 156), (200, 46)],
    "y_hat": [(297, 101)],
    "loss": [(373, 101)],
    "y": [(373, 176)],
}


def tiny_network() -> Picture:
    """The running example: its weights on the arrows, a broad line from w to the loss."""
    figure, axes = canvas(height=210)
    network = example.network()
    cache = network.forward(example.x)
    values = {
        "x": example.x[0], "z": cache["z1"][0], "a": cache["a1"][0], "y_hat": cache["y_hat"][0],
        "loss": [network.loss(example.x, example.y)], "y": example.y[0],
    }  # fmt: skip
    _network_arrows(axes)
    for name, places in PLACES.items():
        for j, place in enumerate(places):
            inactive = name in "za" and values["z"][j] <= 0
            node(axes, place, number(values[name][j]), name, quiet=inactive)
    _network_words(axes)
    return figure, _network_aloud(values)


def _network_arrows(axes):
    """The path from w, and an arrow for each step, with its weight."""
    at = PLACES
    suspect = along(at["x"][0], at["z"][0], 0.38)
    road(axes, [suspect, at["z"][0], at["a"][0], at["y_hat"][0], at["loss"][0]])
    for i, j in np.ndindex(2, 2):
        part = 0.5 if i == j else 0.3
        _weight(axes, at["x"][i], at["z"][j], example.W1[i, j], part, on_path=i == j == 0)
    for j in range(2):
        arrow(axes, at["z"][j], at["a"][j], "ink", width=3 if j == 0 else 1.6)
        _weight(axes, at["a"][j], at["y_hat"][0], example.W2[j, 0], 0.47, on_path=j == 0)
    arrow(axes, at["y_hat"][0], at["loss"][0], "ink", width=3)
    arrow(axes, at["y"][0], at["loss"][0], "ink")


def _weight(axes, start, end, value, part, on_path):
    arrow(axes, start, end, "W", width=3 if on_path else 1.6)
    words(axes, along(start, end, part), number(value), "W", 14, on_paper=True, weight="bold")


def _network_words(axes):
    """The symbols above the upper nodes, the biases under their neurons, the suspect's name."""
    symbols = {"x": "$x$", "z": "$z$", "a": "$a$", "y_hat": r"$\hat y$"}
    for name, symbol in symbols.items():
        x, y = PLACES[name][0]
        words(axes, (x, y + 32), symbol, name, 19)
    x, y = along(PLACES["x"][0], PLACES["z"][0], 0.5)
    words(axes, (x, y + 22), "$w$", "W", 20)
    biases = [*zip(PLACES["z"], example.b1, strict=True), (PLACES["y_hat"][0], example.b2[0])]
    for (x, y), bias in biases:
        words(axes, (x, y - 30), f"bias {number(bias)}", "b")
    x, y = PLACES["loss"][0]
    words(axes, (x, y - 30), "loss", "loss", 14)
    x, y = PLACES["y"][0]
    words(axes, (x - 24, y + 1), "experts", "y", ha="right")
    x, y = PLACES["a"][1]
    words(axes, (x, y - 30), "inactive", "muted")


def _network_aloud(values):
    said = {name: [number(v) for v in numbers] for name, numbers in values.items()}
    W1, W2 = example.W1, example.W2
    upper, lower = (" and ".join(number(v) for v in W1[:, j]) for j in range(2))
    return (
        f"The tiny network, drawn from left to right. The measurements {' and '.join(said['x'])} "
        f"go into two neurons. The upper one has the weights {upper} and the bias "
        f"{number(example.b1[0])}: z is {said['z'][0]}, a is {said['a'][0]}. The lower one has the "
        f"weights {lower} and the bias {number(example.b1[1])}: z is {said['z'][1]}, so it is "
        f"inactive and a is {said['a'][1]}. With the weights {number(W2[0, 0])} and "
        f"{number(W2[1, 0])} and the bias {number(example.b2[0])} the prediction is "
        f"{said['y_hat'][0]}; the experts said {said['y'][0]}; the loss is {said['loss'][0]}. "
        "A broad line runs from w, the weight on the first arrow, through the upper neuron and "
        "the prediction to the loss."
    )


def exchange_counters(money: Sequence[float]) -> Picture:
    """Four exchange counters on the path from w to the loss, and an airport's two under them.

    `money` holds the airport's rates: dollars for a euro, yen for a dollar.
    """
    figure, axes = canvas(height=238)
    columns = np.linspace(30, WIDTH - 30, 5)
    rates = _rates()
    names = ["W", "z", "a", "y_hat", "loss"]
    symbols = ["$w$", "$z$", "$a$", r"$\hat y$", "loss"]
    _row_of_counters(axes, columns, 160, names, symbols, rates)
    _row_of_counters(axes, columns[:3], 44, ["ink"] * 3, ["€", "$", "¥"], money)
    lines = ("1 goes in at the left;", "what comes out is", "below each stop")
    for i, line in enumerate(lines):
        words(axes, (columns[2] + 42, 54 - 18 * i), line, "muted", ha="left")
    return figure, _counters_aloud(rates, money)


def _row_of_counters(axes, columns, y, names, symbols, rates):
    """Nodes in a row, a counter over each arrow; below each node, what 1 at the left becomes."""
    moved = np.cumprod([1, *rates])
    for i, rate in enumerate(rates):
        middle = (columns[i] + columns[i + 1]) / 2
        arrow(axes, (columns[i], y), (columns[i + 1], y), "ink", width=2, gap=21)
        counter(axes, (middle, y + 44), _times(rate))
    for x, name, symbol, amount in zip(columns, names, symbols, moved, strict=True):
        _symbol(axes, (x, y), symbol, name)
        words(axes, (x, y - 34), number(amount), "gradient", 15, weight="bold")


def _symbol(axes, at, symbol, name):
    """A node with a symbol in it; the loss is a word, and needs more room."""
    size, radius = (13, 22) if symbol == "loss" else (20, 19)
    node(axes, at, symbol, name, radius, size)


def _times(rate):
    return f"×({number(rate)})" if rate < 0 else f"×{number(rate)}"


def _rates():
    """How far each step moves when the one before it moves by one, from w to the loss."""
    cache = example.network().forward(example.x)
    passed_on = relu_backward(np.ones_like(cache["z1"]), cache["z1"])  # (1, 2)
    d_y_hat = mse_grad(cache["y_hat"], example.y)  # (1, 1)
    return [example.x[0, 0], passed_on[0, 0], example.W2[0, 0], d_y_hat[0, 0]]


def _counters_aloud(rates, money):
    return (
        f"Two rows of exchange counters. Above, four counters, {', '.join(map(_times, rates))}, "
        "stand over the arrows from w to z, to a, to y-hat, to the loss. For each one that w "
        f"moves, they move by {', '.join(number(v) for v in np.cumprod(rates))}. Below, lined up "
        f"under the first two: {' and '.join(map(_times, money))} stand over the arrows from euro "
        f"to dollar to yen, and one euro becomes {number(money[0])} dollars and then "
        f"{number(np.prod(money))} yen."
    )


def two_tangents(taken_at: float, not_at: float) -> Picture:
    """The curve of u squared with its tangent where the slope is taken, and one where it is not."""
    figure, axes = subplots(height=300)
    right = taken_at + 1.4
    u = np.linspace(-0.8, right, 200)  # (200,)
    axes.plot(u, u**2, color=colour("a"), ls="-", lw=2.5)
    _tangent(axes, taken_at, "gradient", "-", reach=(-3.6, 1.4))
    _tangent(axes, not_at, "muted", "--", reach=(-1.7, 3.4))
    axes.set_xticks([not_at, taken_at], [f"$x = {not_at}$", f"$g(x) = {taken_at}$"], fontsize=16)
    axes.set(yticks=[not_at**2, taken_at**2], ylim=(-5, right**2))
    axes.set_xlabel("$u$", fontsize=18)
    axes.set_title("$u^2$", fontsize=18, loc="left", color=colour("a"))
    axes.grid(True)
    return figure, _tangents_aloud(taken_at, not_at)


def _tangent(axes, at, name, line, reach):
    """The tangent at a point, and on it a step: one to the right, and how far up that leads."""
    near, rise = at + np.array(reach), 2 * at  # (2,), a number
    style = {"color": colour(name), "ls": line}
    axes.plot(near, at**2 + rise * (near - at), lw=2.5, **style)
    axes.plot([at, at + 1, at + 1], [at**2, at**2, at**2 + rise], lw=1.4, **style)
    axes.plot(at, at**2, "o", ms=9, color=colour(name))
    beside = {"textcoords": "offset points", "color": colour(name), "fontsize": 14}
    axes.annotate("1", (at + 0.5, at**2), (0, -15), ha="center", **beside)
    axes.annotate(number(rise), (at + 1, at**2 + rise / 2), (6, -5), weight="bold", **beside)


def _tangents_aloud(taken_at, not_at):
    return (
        f"The curve of u squared with two tangents. The solid one touches it at g(x) = {taken_at} "
        f"and climbs {2 * taken_at} for a step of 1. The dashed one touches it at x = {not_at} and "
        f"climbs only {2 * not_at}. Two different slopes of one curve."
    )


def two_paths(b1: np.ndarray) -> Picture:
    """A diamond: from the loss by two neurons to one measurement, the slope along each path.

    `b1` (2,) replaces the example's first bias, so that both neurons can be active.
    """
    figure, axes = canvas(height=230)
    paths = slopes_of_paths(b1)
    start, end, meeting = (116, 115), (WIDTH - 28, 115), (28, 115)
    road(axes, [start, meeting])
    arrow(axes, start, meeting, "gradient", width=2.5, gap=21)
    for slope, middle in zip(paths, ((240, 180), (240, 50)), strict=True):
        road(axes, [start, middle, end])
        arrow(axes, end, middle, "gradient", width=2.5)
        arrow(axes, middle, start, "gradient", width=2.5)
        plate(axes, along(middle, start, 0.48), number(slope), width=40)
        _symbol(axes, middle, "$a$", "a")
    _symbol(axes, start, "$x$", "x")
    _symbol(axes, end, "loss", "loss")
    plate(axes, meeting, number(sum(paths)), width=46)
    words(axes, (250, 115), _sum(paths), "ink", 16)
    words(axes, (240, 215), "first neuron", "a")
    words(axes, (240, 15), "second neuron", "a")
    return figure, _paths_aloud(paths)


def _paths_aloud(paths):
    upper, lower = map(number, paths)
    return (
        "A diamond. From the loss, on the right, two paths lead back to the first measurement, "
        f"on the left. The upper path goes by the first neuron and brings {upper}. The lower "
        f"path goes by the second neuron and brings {lower}. Where they meet, they add up: "
        f"{_sum(paths)}."
    )


def _sum(paths):
    return f"{number(paths[0])} + ({number(paths[1])}) = {number(sum(paths))}"


def slopes_of_paths(b1: np.ndarray) -> np.ndarray:
    """How fast the loss moves with the first measurement, (2,): by each hidden neuron's path."""
    network = Network.from_params({**example.network().params, "b1": b1})
    cache = network.forward(example.x)
    d_a = affine_backward_input(mse_grad(cache["y_hat"], example.y), example.W2)  # (1, 2)
    return relu_backward(d_a, cache["z1"])[0] * example.W1[0]  # (2,)

"""The pictures of the chapter on back-propagation: there and back, shapes that fit, many paths.

Each function returns the figure and the words that say what it shows. Every number comes from
`reference_impl`.
"""

import numpy as np

from course.figures.diagrams import along, arrow, node, number, plate, road, words
from course.figures.style import Picture, canvas
from reference_impl import example
from reference_impl.layers import affine_backward_input, relu_backward
from reference_impl.losses import mse_grad

# Where the circles stand: sums and activations of the hidden neurons, prediction, loss.
PLACES = {
    "x": [(30, 206), (30, 86)],
    "z": [(132, 206), (132, 86)],
    "a": [(214, 206), (214, 86)],
    "y_hat": [(306, 146)],
    "loss": [(372, 146)],
}


def gradients() -> dict[str, np.ndarray]:
    """The gradient at each step of the running example, going back: {"y_hat", "a", "z"}."""
    cache = example.network().forward(example.x)
    d_y_hat = mse_grad(cache["y_hat"], example.y)  # (1, 1)
    d_a = affine_backward_input(d_y_hat, example.W2)  # (1, 2)
    return {"y_hat": d_y_hat[0], "a": d_a[0], "z": relu_backward(d_a, cache["z1"])[0]}


def there_and_back() -> Picture:
    """The graph with the forward value in each circle, and the gradient on a plate below it."""
    figure, axes = canvas(height=264)
    network = example.network()
    cache = network.forward(example.x)
    values = {
        "x": example.x[0], "z": cache["z1"][0], "a": cache["a1"][0], "y_hat": cache["y_hat"][0],
        "loss": [network.loss(example.x, example.y)],
    }  # fmt: skip
    _arrows(axes)
    for name, places in PLACES.items():
        for j, place in enumerate(places):
            quiet = name in "za" and values["z"][j] <= 0
            node(axes, place, number(values[name][j]), name, quiet=quiet)
    for name, amounts in gradients().items():
        for (x, y), amount in zip(PLACES[name], amounts, strict=True):
            plate(axes, (x, y - 40), number(amount), "gradient", width=46, height=24)
    for name, symbol in {"x": "$x$", "z": "$z$", "a": "$a$", "y_hat": r"$\hat y$"}.items():
        words(axes, (PLACES[name][0][0], PLACES[name][0][1] + 32), symbol, name, 19)
    words(axes, (372, 178), "loss", "loss", 14)
    words(axes, (100, 10), "in the circles: forward", "ink")
    words(axes, (285, 10), "on the plates: gradient", "gradient")
    return figure, _there_and_back_aloud(values)


def _arrows(axes):
    at = PLACES
    road(axes, [at["loss"][0], at["y_hat"][0], at["a"][0], at["z"][0]])
    for i, j in np.ndindex(2, 2):
        part = 0.5 if i == j else 0.3
        _arrow(axes, at["x"][i], at["z"][j], example.W1[i, j], part)
    for j in range(2):
        arrow(axes, at["z"][j], at["a"][j], "ink")
        _arrow(axes, at["a"][j], at["y_hat"][0], example.W2[j, 0], 0.47)
    arrow(axes, at["y_hat"][0], at["loss"][0], "ink")


def _arrow(axes, start, end, value, part):
    arrow(axes, start, end, "W")
    words(axes, along(start, end, part), number(value), "W", 14, on_paper=True, weight="bold")


def _there_and_back_aloud(values):
    said = {name: " and ".join(map(number, amounts)) for name, amounts in gradients().items()}
    forward = {name: " and ".join(map(number, numbers)) for name, numbers in values.items()}
    return (
        f"The tiny network with two numbers at each place. In the circles, forward: x is "
        f"{forward['x']}, z is {forward['z']}, a is {forward['a']}, the prediction is "
        f"{forward['y_hat']}, the loss {forward['loss']}. On plates below them, the gradient "
        f"going back: {said['y_hat']} at the prediction, {said['a']} at the activations, "
        f"{said['z']} at the sums. A broad path leads from the loss back through the upper neuron; "
        "the lower one is inactive and gets 0."
    )


def shapes_back(n: int, d_in: int, d_out: int) -> Picture:
    """Which product has the shape of W, and which has the shape of X: three blocks a line."""
    figure, axes = canvas(height=210)
    lines = (
        ((d_in, n), (n, d_out), (d_in, d_out), ("$X^T$", r"$dZ$", r"$dW$"), ("x", "gradient")),
        ((n, d_out), (d_out, d_in), (n, d_in), (r"$dZ$", "$W^T$", r"$dX$"), ("gradient", "W")),
    )
    for y, (left, right, result, symbols, names) in zip((140, 40), lines, strict=True):
        for x, shape, symbol, name in zip(
            (64, 190, 330), (left, right, result), symbols, (*names, "gradient"), strict=True
        ):
            plate(axes, (x, y), f"({shape[0]}, {shape[1]})", name, width=96, height=34)
            words(axes, (x, y + 36), symbol, name, 19)
        words(axes, (127, y), "@", "ink", 17)
        words(axes, (260, y), "=", "ink", 17)
    said = [f"{left} times {right} gives {result}" for left, right, result, *_ in lines]
    return figure, (
        f"Two lines of shapes. X transposed times dZ gives dW: {said[0]}. dZ times W transposed "
        f"gives dX: {said[1]}. Each time the inner sizes agree, and what is left is the shape that "
        "was wanted."
    )


def one_bias_many_bottles() -> Picture:
    """Four paths from one bias: each bottle brings its gradient, and they add up."""
    figure, axes = canvas(height=240)
    network = example.network()
    slopes = mse_grad(network.predict(example.X4), example.y4)[:, 0]  # (4,)
    meeting = (70, 120)
    for i, amount in enumerate(slopes):
        at = (300, 210 - 60 * i)
        arrow(axes, along(meeting, at, 1.1), meeting, "gradient", gap=26)  # begins beside the words
        plate(axes, along(at, meeting, 0.4), number(amount), "gradient", width=44)
        words(axes, (at[0] + 4, at[1]), f"bottle {i + 1}", "ink", ha="left")
    node(axes, meeting, number(slopes.sum()), "gradient", radius=26, size=18)
    words(axes, (meeting[0], 168), "gradient of", "b")
    words(axes, (meeting[0], 154), "the bias", "b")
    amounts = ", ".join(map(number, slopes))
    return figure, (
        "Four arrows, one from each bottle, meet at the last bias. They bring the gradients "
        f"{amounts}; together that is {number(slopes.sum())}."
    )

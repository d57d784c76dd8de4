"""The pictures of the chapter on the forward pass: the pass with its shapes, misses, chances.

Each function returns the figure and the words that say what it shows. Every number comes from
`reference_impl`.
"""

from collections.abc import Sequence

import numpy as np
from matplotlib.patches import Rectangle

from course.figures.diagrams import arrow, number, plate, words
from course.figures.style import WIDTH, Picture, canvas, colour, subplots
from reference_impl import example
from reference_impl.layers import softmax

STEPS = ("@ W1 + b1", "ReLU", "@ W2 + b2", "compare with y")
NAMES = {"a0": "x", "z1": "z", "a1": "a", "z2": "y_hat"}
SYMBOLS = {"a0": "$x$", "z1": "$z_1$", "a1": "$a_1$", "z2": r"$\hat y$"}


def forward_pass(X: np.ndarray, y: np.ndarray) -> Picture:
    """The pass from the top down: what each step gives for the bottles in X, and its shape."""
    network = example.network()
    cache = network.forward(X)
    figure, axes = canvas(height=74 * len(NAMES) + 58)
    places = [(150, 74 * (len(NAMES) - row) + 24) for row in range(len(NAMES) + 1)]
    for at, step, following in zip(places, STEPS, places[1:], strict=False):
        arrow(axes, at, following, "ink", gap=20)
        words(axes, (162, (at[1] + following[1]) / 2), step, "ink", ha="left")
    for at, (name, family) in zip(places, NAMES.items(), strict=False):
        plate(axes, at, _values(cache[name]), family, width=180, height=34)
        words(axes, (36, at[1]), SYMBOLS[name], family, 20)
        words(axes, (330, at[1]), _shape(cache[name]), family)
    loss = network.loss(X, y)
    plate(axes, places[-1], number(loss), "loss", width=60, height=34)
    words(axes, (36, places[-1][1]), "loss", "loss", 14)
    words(axes, (330, places[-1][1]), "one number", "loss")
    return figure, _pass_aloud(cache, loss)


def _values(array):
    """What is in an array, if it is one row; else how many rows there are."""
    if len(array) == 1:
        return ", ".join(map(number, array[0]))
    return f"{len(array)} rows of {array.shape[1]}"


def _shape(array):
    return f"({array.shape[0]}, {array.shape[1]})"


def _pass_aloud(cache, loss):
    said = {name: f"{_values(cache[name])}, shape {_shape(cache[name])}" for name in NAMES}
    return (
        f"The forward pass from top to bottom. x: {said['a0']}. Times W1 plus b1 gives z1: "
        f"{said['z1']}. ReLU gives a1: {said['a1']}. Times W2 plus b2 gives the prediction: "
        f"{said['z2']}. Compared with y it gives the loss, one number: {number(loss)}."
    )


def squares(misses: Sequence[float]) -> Picture:
    """Misses as squares drawn on a line: twice the miss, four times the area."""
    figure, axes = canvas(height=176)
    unit = 120 / max(abs(m) for m in misses)
    x: float = 20
    for miss in misses:
        side = abs(miss) * unit
        axes.add_patch(
            Rectangle((x, 40), side, side, fc="none", ec=colour("loss"), lw=2, hatch="//")
        )
        words(axes, (x + side / 2, 26), f"off by {number(miss)}", "ink")
        words(axes, (x + side / 2, 40 + side / 2), number(miss**2), "loss", 17, on_paper=True)
        x += max(side, 70) + 26
    areas = ", ".join(number(m**2) for m in misses)
    said = (
        f"{len(misses)} squares side by side, for predictions that are off by "
        f"{', '.join(map(number, misses))}. Their areas are {areas}: a square grows faster than "
        "its side, and the sign of the miss is gone."
    )
    return figure, said


def minus_log(chances: Sequence[float]) -> Picture:
    """The curve of -log(p): the loss of a row that gives the right class the chance p."""
    figure, axes = subplots(height=280)
    p = np.linspace(0.03, 1, 200)  # (200,)
    axes.plot(p, -np.log(p), color=colour("loss"), ls="-")
    for mark, chance in zip("osD^", chances, strict=False):
        axes.plot(chance, -np.log(chance), mark, color=colour("y_hat"), ms=9)
        axes.annotate(
            f"{_fraction(chance)}: {-np.log(chance):.2f}", (chance, -np.log(chance)),
            xytext=(9, 5), textcoords="offset points", fontsize=14,
        )  # fmt: skip
    axes.set(xlabel="probability given to the right answer", ylabel="loss of the row")
    axes.set(xlim=(0, 1.05), ylim=(0, 3.2))
    axes.grid(True)
    points = "; ".join(f"at {_fraction(c)} it is {-np.log(c):.2f}" for c in chances)
    said = (
        "A curve that falls from the upper left to zero at the right. Along the bottom runs the "
        f"probability given to the right answer, up the side the loss of the row: {points}. At a "
        "probability of 1 it is 0, and near 0 it climbs without end."
    )
    return figure, said


def _fraction(chance):
    known = {1 / 3: "⅓", 2 / 3: "⅔"}
    return next(
        (text for value, text in known.items() if np.isclose(chance, value)), number(chance)
    )


def rows_of_chances(logits: np.ndarray, y: np.ndarray) -> Picture:
    """Each row's probabilities as one bar, the share of the right answer hatched."""
    chances = softmax(logits)  # (n, k)
    figure, axes = canvas(height=64 * len(logits) + 30)
    width = WIDTH - 90
    for i, row in enumerate(chances):
        left, low = 70, 64 * (len(logits) - 1 - i) + 30
        words(axes, (34, low + 18), f"row {i}", "ink")
        for j, chance in enumerate(row):
            right = j == y[i, 0]
            axes.add_patch(
                Rectangle(
                    (left, low), chance * width, 36, ec=colour("y_hat"), lw=3 if right else 1,
                    fc="none", hatch="//" if right else None,
                )
            )  # fmt: skip
            at = (left + chance * width / 2, low + 18)
            words(axes, at, _fraction(chance), "y_hat", 16, on_paper=right)
            left += chance * width
    words(axes, (70 + width / 2, 12), "hatched: the right answer", "muted")
    said = "; ".join(
        f"row {i} gives {', '.join(map(_fraction, row))}, and the right answer is number {y[i, 0]}"
        for i, row in enumerate(chances)
    )
    return figure, f"Bars split by probability, the right answer's share hatched: {said}."

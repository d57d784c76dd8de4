"""The pictures of the chapter on activations: a bend, the curves, shares at three temperatures.

Each function returns the figure and the words that say what it shows. Every value comes from
`reference_impl.layers`.
"""

from collections.abc import Sequence

import numpy as np

from course.figures.diagrams import number
from course.figures.style import Picture, colour, subplots
from reference_impl.layers import affine, relu, sigmoid, softmax, tanh

CURVES = {"ReLU": relu, "sigmoid": sigmoid, "tanh": tanh}
HATCHES = ("//", "..", "xx", "\\\\")


def with_and_without(W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray) -> Picture:
    """What two layers make of one number: a straight line without ReLU, a bent one with it."""
    figure, axes = subplots(height=280)
    x = np.linspace(-3, 3, 121)[:, None]  # (121, 1)
    plain = affine(affine(x, W1, b1), W2, b2)  # (121, 1)
    bent = affine(relu(affine(x, W1, b1)), W2, b2)  # (121, 1)
    axes.plot(x, plain, color=colour("z"), ls="--", label="two layers, nothing between")
    axes.plot(x, bent, color=colour("a"), ls="-", label="two layers, ReLU between")
    axes.set(xlabel="what goes in", ylabel="what comes out")
    axes.legend(loc="upper left")
    axes.grid(True)
    ends = [number(round(line[i, 0], 2)) for line in (plain, bent) for i in (0, 60, 120)]
    return figure, (
        "Two lines against what goes in, from minus 3 to 3. Dashed, two layers with nothing "
        f"between them: one straight line, {ends[0]} at the left, {ends[1]} in the middle, "
        f"{ends[2]} at the right. Solid, the same layers with ReLU between them: a line with "
        f"bends in it, {ends[3]} at the left, {ends[4]} in the middle, {ends[5]} at the right."
    )


def curves() -> Picture:
    """ReLU, sigmoid and tanh, one below the other, each with its value at -2, 0 and 2."""
    figure, panels = subplots(3, 1, height=480, sharex=True)
    z = np.linspace(-4, 4, 161)
    points = np.array([-2.0, 0.0, 2.0])
    said = []
    for axes, (name, f) in zip(panels, CURVES.items(), strict=True):
        axes.plot(z, f(z), color=colour("a"), ls="-", lw=2.6)
        axes.plot(points, f(points), "o", color=colour("z"), ms=7)
        axes.set_title(name, loc="left")
        axes.grid(True)
        values = [number(round(value, 2)) for value in f(points)]
        said.append(f"{name} is {values[0]} at minus 2, {values[1]} at 0 and {values[2]} at 2")
    panels[-1].set_xlabel("the sum that goes in")
    return figure, (
        f"Three curves, one below the other. {'; '.join(said)}. ReLU is flat and then climbs in a "
        "straight line for ever. The other two are S-shaped and level out: sigmoid between 0 and "
        "1, tanh between minus 1 and 1."
    )


def temperatures(scores: Sequence[float], values: Sequence[float]) -> Picture:
    """The shares that softmax makes of the same scores at each temperature, as bars."""
    figure, panels = subplots(len(values), 1, height=150 * len(values), sharey=True)
    said = []
    for axes, temperature in zip(panels, values, strict=True):
        shares = softmax(np.array([scores]) / temperature)[0]  # (k,)
        bars = axes.bar(range(len(scores)), shares, fc="none", ec=colour("y_hat"), lw=2)
        for bar, share, hatch in zip(bars, shares, HATCHES, strict=False):
            bar.set_hatch(hatch)
            middle = bar.get_x() + bar.get_width() / 2
            axes.text(middle, share + 0.04, f"{100 * share:.0f} %", ha="center")
        axes.set(ylim=(0, 1.25), yticks=[0, 1], xticks=range(len(scores)))
        axes.set_xticklabels([f"score {number(score)}" for score in scores])
        axes.set_title(f"temperature {number(temperature)}", loc="left")
        percent = ", ".join(f"{100 * share:.0f}" for share in shares)
        said.append(f"at temperature {number(temperature)} they are {percent} in a hundred")
    return figure, (
        f"Bars of the shares that softmax gives the scores {', '.join(map(number, scores))}: "
        f"{'; '.join(said)}. The hotter, the more alike."
    )

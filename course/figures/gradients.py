"""The pictures of the chapter on gradients: the loss as a landscape, paths down it, bad places.

Each function returns the figure and the words that say what it shows. The landscape is the loss
of the running example over two of its weights; the rest are small functions, named where drawn.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from course.figures.diagrams import number
from course.figures.style import Picture, colour, subplots
from reference_impl import example
from reference_impl.network import Network

if TYPE_CHECKING:  # at run time matplotlib is imported where something is drawn
    from matplotlib.axes import Axes

WEIGHTS = (("W1", (0, 0)), ("W2", (0, 0)))
# Where the lines of the landscape bear their numbers: on each side of the valley, from high to low,
# at places that are apart from each other and from the arrows.
NUMBERED = (
    *((2.2, 1.56), (2.2, 1.25), (2.3, 1.06), (2.0, 1.0), (1.55, 0.98), (1.1, 1.07)),
    *((1.75, 0.64), (2.0, 0.5), (2.8, 0.26), (2.8, 0.13), (2.75, 0.0)),
)
EDGE = 6.2  # how far the three bowls are drawn, to either side


def loss_at(first: float, second: float) -> float:
    """The running example's loss with its two weights, W1[0, 0] and W2[0, 0], set to these."""
    params = {name: value.copy() for name, value in example.network().params.items()}
    for (name, index), value in zip(WEIGHTS, (first, second), strict=True):
        params[name][index] = value
    return Network.from_params(params).loss(example.x, example.y)


def landscape() -> Picture:
    """Contours of the loss over two weights, with an arrow that points the steepest way up."""
    figure, axes = subplots(height=310)
    draw_contours(axes, np.linspace(0, 3, 61), np.linspace(-0.2, 2, 45), NUMBERED)
    arrows = []
    for start in ((1.0, 0.5), (2.0, 1.4), (2.5, 0.4)):
        slope = slopes(*start)
        arrows.append((start, slope))
        tip = np.array(start) + 0.45 * slope / np.hypot(*slope)
        axes.annotate("", tip, start, arrowprops=_arrow("gradient"))
        axes.plot(*start, "o", color=colour("gradient"), ms=6)
    axes.annotate("here", (1.0, 0.5), (-9, -2), textcoords="offset points", ha="right", fontsize=14)
    return figure, _landscape_aloud(arrows)


def draw_contours(
    axes: "Axes",
    first: np.ndarray,
    second: np.ndarray,
    numbered: Sequence[tuple[float, float]] | None = None,
) -> None:
    """The landscape from above: lines of equal loss over these values of the two weights.

    A line bears its number where it is next to one of the places, if any are given.
    """
    heights = np.array([[loss_at(u, v) for u in first] for v in second])  # a row for each v
    lines = axes.contour(
        first, second, heights, levels=[0.25, 1, 4, 9, 16, 36], colors=colour("loss"),
        linewidths=1.4, linestyles="-",
    )  # fmt: skip
    axes.clabel(lines, fmt=number, fontsize=13, manual=numbered or False)
    axes.set(xlabel="a weight of the first layer", ylabel="a weight of the second layer")
    axes.set_aspect("equal")  # else the arrows would not cross the lines at right angles


def _arrow(name):
    return {"arrowstyle": "-|>", "color": colour(name), "lw": 2.4, "mutation_scale": 16}


def slopes(first: float, second: float, h: float = 1e-5) -> np.ndarray:
    """How fast the loss moves with each of the two weights, by nudging both ways: (2,)."""
    return np.array([
        (loss_at(first + h, second) - loss_at(first - h, second)) / (2 * h),
        (loss_at(first, second + h) - loss_at(first, second - h)) / (2 * h),
    ])  # fmt: skip


def _landscape_aloud(arrows):
    here, slope = arrows[0]
    return (
        "A map of the loss. To the right goes a weight of the first layer, upwards a weight of the "
        "second. Lines join places of equal loss, from a quarter near the bottom of a curved "
        f"valley to 36 far away. At our place, {number(here[0])} and {number(here[1])}, the loss "
        f"is {number(loss_at(*here))} and the slopes are {number(round(slope[0]))} and "
        f"{number(round(slope[1]))}. From there and two other places an arrow shows the steepest "
        "way up: each crosses the lines at a right angle."
    )


def _decimals(value, digits):
    return f"{value:.{digits}f}".replace("-", "−")


def descend(
    grad: Callable[[np.ndarray], np.ndarray], start: Sequence[float], rate: float, steps: int
) -> np.ndarray:
    """The places of a walk downhill, (steps + 1, d): each step is `rate` times the gradient."""
    path = [np.array(start, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - rate * grad(path[-1]))
    return np.array(path)


def three_rates(rates: dict[str, float], start: float = 4.0, steps: int = 8) -> Picture:
    """Three walks down the parabola u^2, from the same place, with three learning rates."""
    figure, panels = subplots(3, 1, height=560, sharex=True)
    ends = []
    for axes, (name, rate) in zip(panels, rates.items(), strict=True):
        path = descend(lambda u: 2 * u, [start], rate, steps)[:, 0]
        ends.append(path[-1])
        u = np.linspace(-6, 6, 121)
        axes.plot(u, u**2, color=colour("loss"), ls="-", lw=1.6)
        axes.plot(path, path**2, color=colour("W"), ls="--", marker="o", ms=6, lw=1.2)
        axes.plot(path[0], path[0] ** 2, "s", color=colour("W"), ms=11)
        axes.set(xlim=(-EDGE, EDGE), ylim=(-2, 36), ylabel="loss")
        axes.set_title(f"{name}: rate {rate:g}", loc="left")
    panels[-1].set_xlabel("one parameter")
    said = "; ".join(
        f"{name}, with the rate {rate:g}, it ends at {_decimals(end, 2)}"
        + (", outside the picture" if abs(end) > EDGE else "")
        for (name, rate), end in zip(rates.items(), ends, strict=True)
    )
    return figure, (
        f"Three copies of a bowl, the curve u squared, each with a walk of {steps} steps that "
        f"starts at the square mark, at {number(start)}. {said[0].upper()}{said[1:]}. The bottom "
        "of the bowl is at 0."
    )


def valley(rate: float, steps: int = 24) -> Picture:
    """A narrow valley, u^2 + 12 v^2: the walk goes from wall to wall, mostly across."""
    figure, axes = subplots(height=250)
    path = descend(lambda p: np.array([2, 24]) * p, [-4, 1.1], rate, steps)
    u, v = np.meshgrid(np.linspace(-5, 2, 71), np.linspace(-1.7, 1.7, 61))
    lines = axes.contour(
        u, v, u**2 + 12 * v**2, levels=[1, 4, 9, 16, 25], colors=colour("loss"), linewidths=1.2
    )
    axes.clabel(lines, fmt=number, fontsize=13)
    axes.plot(*path.T, color=colour("W"), ls="--", marker="o", ms=5, lw=1.2)
    axes.plot(*path[0], "s", color=colour("W"), ms=11)
    axes.plot(0, 0, "*", color=colour("y_hat"), ms=16)
    axes.set(xlabel="one parameter", ylabel="another parameter")
    crossings = int((np.diff(np.sign(path[:, 1])) != 0).sum())
    return figure, (
        f"A long narrow valley seen from above. A walk of {steps} steps starts at the square, on "
        f"the left, and crosses the valley floor {crossings} times, from wall to wall. It moves "
        f"along the floor from {number(path[0, 0])} to {_decimals(path[-1, 0], 1)}; the lowest "
        "place, a star, is at 0."
    )


def bad_places() -> Picture:
    """A curve with two valleys, and a saddle from above, each with walks that end differently."""
    figure, (curve, saddle) = subplots(2, 1, height=560)
    ends = [_walk_on_curve(curve, start) for start in (-0.2, 0.7)]
    u, v = np.meshgrid(np.linspace(-2, 2, 61), np.linspace(-2, 2, 61))
    levels = [-3, -2, -1, -0.25, 0, 0.25, 1, 2, 3]
    lines = saddle.contour(
        u, v, u**2 - v**2, levels=levels, colors=colour("loss"), linewidths=1.2, linestyles="-"
    )
    saddle.clabel(lines, levels=[-2, -1, 0, 1, 2], fmt=number, fontsize=13)
    for start, style in (((-1.8, 0.0), "-"), ((-1.8, 0.01), "--")):
        path = descend(lambda p: np.array([2, -2]) * p, start, 0.1, 26)
        inside = path[np.abs(path[:, 1]) < 2]
        saddle.plot(*inside.T, color=colour("W"), ls=style, marker="o", ms=4, lw=1.2)
    saddle.plot(0, 0, "X", color=colour("y_hat"), ms=13)
    saddle.set(xlabel="one parameter", ylabel="another parameter")
    saddle.set_title("a saddle, from above", loc="left")
    return figure, (
        "Two pictures. Above, a curve with two valleys, the left one deeper. A walk that starts "
        f"left of the top ends at {_decimals(ends[0], 1)}, in the deep valley; one that starts "
        f"right of it ends at {_decimals(ends[1], 1)}, in the shallow one. Below, a saddle: it "
        "rises to the left and right and falls upwards and downwards. A walk exactly along the "
        "middle stops at the cross; a walk that starts a hair beside it slows down there, turns, "
        "and leaves down the side."
    )


def two_valleys(u: Any) -> Any:  # a number or an array
    """A curve with a deep valley on the left and a shallow one on the right."""
    return u**4 / 4 - 2 * u**2 + u


def _walk_on_curve(axes, start):
    u = np.linspace(-2.8, 2.8, 141)
    axes.plot(u, two_valleys(u), color=colour("loss"), ls="-", lw=1.6)
    path = descend(lambda u: u**3 - 4 * u + 1, [start], 0.05, 40)[:, 0]
    axes.plot(path, two_valleys(path), color=colour("W"), ls="", marker="o", ms=5)
    axes.plot(start, two_valleys(start), "s", color=colour("W"), ms=11)
    axes.set(xlabel="one parameter", ylabel="loss")
    axes.set_title("two valleys", loc="left")
    return path[-1]

"""The pictures of the chapter on derivatives: slopes by nudging, from one side and from both.

Each function returns the figure and the words that say what it shows.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from course.figures.diagrams import number
from course.figures.style import Picture, colour, subplots
from reference_impl.layers import relu


def square(x: Any) -> Any:  # a number or an array
    return x**2


def shrinking_runs(at: float, runs: Sequence[float]) -> Picture:
    """The curve x^2 with a step of each run to the right of `at`: the rise for one of run."""
    figure, panels = subplots(len(runs), 1, height=190 * len(runs))
    slopes = [(square(at + run) - square(at)) / run for run in runs]
    for axes, run, slope in zip(panels, runs, slopes, strict=True):
        x = np.linspace(at - 1.2 * run, at + 1.5 * run, 60)
        axes.plot(x, square(x), color=colour("loss"), ls="-")
        corner = [at, at + run, at + run]
        axes.plot(corner, [square(at)] * 2 + [square(at + run)], color=colour("muted"), ls="--")
        line = square(at) + slope * (x - at)
        axes.plot(x, line, color=colour("gradient"), ls="-.", lw=1.6)
        axes.plot([at, at + run], square(np.array([at, at + run])), "o", color=colour("gradient"))
        axes.set_title(f"a run of {number(run)}: slope {number(round(slope, 4))}", loc="left")
        axes.set(xticks=[at, at + run])
        axes.set_xticklabels([number(at), number(at + run)])
    said = "; ".join(
        f"over a run of {number(run)} the slope is {number(round(slope, 4))}"
        for run, slope in zip(runs, slopes, strict=True)
    )
    return figure, (
        f"The curve x squared near {number(at)}, drawn {len(runs)} times, each time from closer "
        f"by, with a straight line through two of its points: {said}. From close by the curve "
        "and the line can hardly be told apart."
    )


def two_sides(at: float, run: float) -> Picture:
    """The curve x^3 with a line through the right neighbour, and one through both neighbours."""
    figure, axes = subplots(height=300)
    x = np.linspace(at - 1.25 * run, at + 1.25 * run, 80)
    axes.plot(x, x**3, color=colour("loss"), ls="-", lw=2.4)
    truth = 3 * at**2
    one = ((at + run) ** 3 - at**3) / run
    both = ((at + run) ** 3 - (at - run) ** 3) / (2 * run)
    for slope, through, name, dashes in (
        (one, at, "W", "--"), (both, at - run, "gradient", "-."),
    ):  # fmt: skip
        axes.plot(x, through**3 + slope * (x - through), color=colour(name), ls=dashes, lw=1.8)
    axes.plot([at - run, at, at + run], np.array([at - run, at, at + run]) ** 3, "o",
              color=colour("ink"))  # fmt: skip
    low, label = (at - run) ** 3, {"textcoords": "offset points", "fontsize": 14}
    beside, above = at - run / 2, at - run / 3
    axes.annotate(f"one side: {number(one)}", (beside, at**3 + one * (beside - at)), (10, -10),
                  color=colour("W"), **label)  # fmt: skip
    axes.annotate(f"both sides: {number(both)}", (above, low + both * (above - at + run)), (-8, 10),
                  ha="right", color=colour("gradient"), **label)  # fmt: skip
    axes.set(xticks=[at - run, at, at + run], xlabel="x")
    axes.set_xticklabels([number(v) for v in (at - run, at, at + run)])
    return figure, (
        f"The curve x cubed around {number(at)}, where its slope is {number(truth)}. A dashed line "
        f"through the point and its right neighbour has the slope {number(one)}. A dash-dotted "
        f"line through the left and the right neighbour has {number(both)}, which is nearer."
    )


def relu_slopes() -> Picture:
    """ReLU, flat on the left and climbing one for one on the right, with a corner at zero."""
    figure, axes = subplots(height=250)
    z = np.linspace(-3, 3, 61)
    axes.plot(z, relu(z), color=colour("a"), ls="-", lw=2.6)
    axes.plot(0, 0, "s", color=colour("gradient"), ms=9)
    label = {"textcoords": "offset points", "color": colour("gradient"), "fontsize": 14}
    axes.annotate("slope 0", (-2, 0), (0, 8), ha="center", **label)
    axes.annotate("slope 1", (2, 2), (-8, 6), ha="right", **label)
    axes.annotate("a corner", (0, 0), (8, -16), **label)
    axes.set(xlabel="z", ylabel="relu(z)", ylim=(-0.8, 3.1))
    axes.grid(True)
    return figure, (
        "ReLU drawn from minus 3 to 3: flat, with the slope 0, to the left of zero; a straight "
        "climb with the slope 1 to the right; and at zero a corner, which has no slope of its own."
    )

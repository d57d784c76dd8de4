"""The pictures of the chapter on debugging: learning by heart, the nudge's size, who catches what.

Each function takes what the chapter measured, and returns the figure and the words for it.
"""

from collections.abc import Sequence

import numpy as np

from course.figures.diagrams import words
from course.figures.style import SMALLEST_TEXT, WIDTH, Picture, canvas, colour, subplots

ROW, HEAD = 24, 90  # units: the height of a row of the grid, and of what stands above and below
FIRST, STEP = 247, 28  # units: where the grid's first column stands, and how far to the next


def by_heart(curves: dict[str, list[float]]) -> Picture:
    """The loss on one small batch, step by step; `curves` maps a program's name to its losses."""
    figure, axes = subplots(height=290)
    marks = (("loss", "--", "s"), ("W", "-", "o"))
    said = []
    for (name, losses), (line, dashes, mark) in zip(curves.items(), marks, strict=True):
        axes.semilogy(
            np.arange(1, len(losses) + 1), losses, color=colour(line), ls=dashes, marker=mark,
            ms=6, markevery=max(1, len(losses) // 6), label=name,
        )  # fmt: skip
        said.append(f"{name}: from {losses[0]:.1f} to {_size(losses[-1])}")
    axes.set(xlabel="steps on the same bottles", ylabel="loss on those bottles")
    _powers(axes.set_yticks, *np.log10(axes.get_ylim()), every=2)
    axes.legend(loc="lower left")
    return figure, (
        "The loss on one small batch, against steps, on a scale of powers of ten. "
        f"{'; '.join(said)}. The first runs flat, the second keeps falling."
    )


def nudge_sizes(
    sizes: Sequence[float], errors: Sequence[float], faults: dict[str, float]
) -> Picture:
    """The error of the nudged slopes for each size of the nudge, and how large two bugs are.

    `faults` maps the name of a bug to the error that it makes in the gradient.
    """
    figure, axes = subplots(height=330)
    axes.loglog(sizes, errors, color=colour("gradient"), ls="-", marker="o", ms=6)
    best, middle = int(np.argmin(errors)), np.sqrt(min(sizes) * max(sizes))
    axes.plot(sizes[best], errors[best], "s", color=colour("gradient"), ms=11)
    for name, error in faults.items():
        axes.axhline(error, color=colour("muted"), ls="--", lw=1.6)
        axes.text(middle, error * 1.5, name, va="bottom", ha="center")  # between the arms
    axes.annotate("best", (sizes[best], errors[best]), (0, -22), textcoords="offset points",
                  ha="center", fontsize=14)  # fmt: skip
    axes.text(0.03, 0.3, "over\ncorners", transform=axes.transAxes, ha="left", va="center")
    axes.text(0.93, 0.3, "rounding", transform=axes.transAxes, ha="right", va="center")
    axes.invert_xaxis()  # the nudge shrinks to the right
    axes.set(xlabel="size of the nudge", ylabel="worst error", ylim=(min(errors) / 300, 30))
    _powers(axes.set_xticks, np.log10(min(sizes)), np.log10(max(sizes)), every=2)
    _powers(axes.set_yticks, *np.log10(axes.get_ylim()), every=3)
    axes.minorticks_off()
    return figure, _nudges_aloud(sizes, errors, faults, best)


def _powers(set_ticks, lowest, highest, *, every):
    """Ticks at powers of ten, written with a real minus sign."""
    powers = [
        p for p in range(int(np.ceil(lowest - 1e-9)), int(highest + 1e-9) + 1) if p % every == 0
    ]
    set_ticks([10.0**p for p in powers], [_power(p) for p in powers])


def _power(power):
    return {0: "1", 1: "10"}.get(power, f"1e{power}".replace("-", "−"))


def _size(value):
    """A number with two digits, as the pages write it."""
    return f"{value:.2f}" if value >= 0.01 else f"{value:.0e}".replace("-", "−")


def _nudges_aloud(sizes, errors, faults, best):
    known = " and ".join(f"{name}, {_size(error)}" for name, error in faults.items())
    return (
        "The worst error of the nudged slopes against the size of the nudge, both on scales of "
        f"powers of ten, in the shape of a U. With the longest nudge, {_size(sizes[0])}, it is "
        f"{_size(errors[0])}, because nudges walk over corners. It is least, "
        f"{_size(errors[best])}, at {_size(sizes[best])}. With the shortest, "
        f"{_size(sizes[-1])}, it is back at {_size(errors[-1])}, because of rounding. "
        f"Dashed lines show how large two bugs are: {known}."
    )


def grid(caught: dict[str, set[str]], methods: Sequence[str]) -> Picture:
    """Which method catches which bug: a disc where it does, a dash where it does not.

    `caught` maps each bug to the methods that catch it; the last row counts them.
    """
    figure, axes = canvas(height=ROW * len(caught) + HEAD + 38)
    top = ROW * len(caught) + 22
    places = {method: FIRST + STEP * i for i, method in enumerate(methods)}
    for method, x in places.items():
        words(axes, (x, top + 16), method, rotation=90, va="bottom", weight="bold")
    for i, (bug, by) in enumerate(caught.items()):
        y = top - ROW * i
        words(axes, (3, y), bug, ha="left")
        axes.plot([3, WIDTH - 3], [y - ROW / 2] * 2, color=colour("grid"), lw=1, ls="-")
        for method, x in places.items():
            _mark(axes, (x, y), method in by)
    _counts(axes, caught, places)
    return figure, _grid_aloud(caught, methods)


def _mark(axes, at, caught):
    if caught:
        axes.plot(*at, "o", color=colour("W"), ms=12)
    else:
        axes.plot([at[0] - 4, at[0] + 4], [at[1]] * 2, color=colour("muted"), lw=1.4, ls="-")


def _counts(axes, caught, places):
    words(axes, (3, 14), f"caught, of {len(caught)}", ha="left", weight="bold")
    for method, x in places.items():
        count = sum(method in by for by in caught.values())
        words(axes, (x, 14), str(count), weight="bold", size=SMALLEST_TEXT)


def _grid_aloud(caught, methods):
    rows = "; ".join(f"{bug}: {', '.join(m for m in methods if m in by) or 'none'}"
                     for bug, by in caught.items())  # fmt: skip
    counts = ", ".join(f"{m} {sum(m in by for by in caught.values())}" for m in methods)
    return (
        f"A grid of {len(caught)} bugs and {len(methods)} methods. How many each method catches: "
        f"{counts}. Bug by bug, which methods catch it: {rows}."
    )

"""The pictures of the appendix on maths: a line, growth, exp and log in a mirror, deviations.

Each function returns the figure and the words that say what it shows.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from course.figures.diagrams import number
from course.figures.style import Picture, colour, subplots

E = float(np.exp(1))


def line(slope: float, intercept: float, step_from: float) -> Picture:
    """A straight line, where it starts on the left, and one step of it to the right."""
    figure, axes = subplots(height=290)
    x = np.array([0, 5])
    a, b = step_from, step_from + 1
    low, high = slope * a + intercept, slope * b + intercept
    axes.plot(x, slope * x + intercept, color=colour("W"), ls="-")
    axes.plot([a, b, b], [low, low, high], color=colour("gradient"), ls="--")
    axes.plot([a, b], [low, high], "s", color=colour("gradient"), ms=8)
    axes.plot(0, intercept, "o", color=colour("b"), ms=11, clip_on=False, zorder=5)
    axes.text(0.25, intercept - 0.4, f"starts at {intercept}", color=colour("b"), va="top")
    axes.text((a + b) / 2, low - 0.4, "1 across", color=colour("gradient"), ha="center", va="top")
    axes.text(b + 0.12, (low + high) / 2, f"{slope} up", color=colour("gradient"), va="center")
    axes.set(xlabel="bottles", ylabel="the bill", xlim=(0, 5.1), ylim=(0, 14))
    axes.grid(True)
    return figure, (
        f"A straight line. Across run the bottles, from 0 to 5, and up runs the bill. At 0 bottles "
        f"a round mark shows where the line starts: {intercept}. A dashed step from {a} to {b} "
        f"bottles goes 1 across and {slope} up, from {low} to {high}."
    )


def growth(times: Sequence[int]) -> Picture:
    """What one euro at a hundred in a hundred grows to, paid out so many times a year."""
    figure, axes = subplots(height=290)
    ends = [(1 + 1 / n) ** n for n in times]
    places = np.arange(len(times))
    axes.bar(places, ends, width=0.62, color="none", ec=colour("a"), hatch="//", lw=1.6)
    axes.axhline(E, color=colour("loss"), ls="--")
    axes.text(-0.45, E + 0.08, "e", color=colour("loss"), fontsize=17, weight="bold")
    for place, end in zip(places, ends, strict=True):
        axes.text(
            place, 1, f"{end:.2f}", ha="center", va="center", fontsize=14,
            bbox={"fc": colour("paper"), "ec": "none", "pad": 2},
        )  # fmt: skip
    axes.set_xticks(places, [str(n) for n in times])
    axes.set(xlabel="how often in the year interest is paid", ylabel="euros at the end")
    axes.set_ylim(0, 3.2)
    said = "; ".join(f"{n} times, {end:.2f}" for n, end in zip(times, ends, strict=True))
    return figure, (
        f"Bars that grow, but less and less: what one euro becomes when interest is paid {said}. "
        f"A dashed line called e runs along the top at {E:.2f}; the last bar falls a hair short."
    )


def mirror() -> Picture:
    """exp and log on one square, with the diagonal that turns each into the other."""
    figure, axes = subplots(height=400)
    x = np.linspace(-4, 5, 181)
    axes.plot(x, x, color=colour("muted"), ls=":", lw=1.6)
    inside = x[np.exp(x) <= 5]
    axes.plot(inside, np.exp(inside), color=colour("a"), ls="-")
    above = np.linspace(np.exp(-4), 5, 400)
    axes.plot(above, np.log(above), color=colour("z"), ls="--")
    for mark, at in (("o", 0), ("s", 1)):
        axes.plot(at, np.exp(at), mark, color=colour("a"), ms=9)
        axes.plot(np.exp(at), at, mark, color=colour("z"), ms=9)
    axes.text(0.8, 3.6, "exp", color=colour("a"), fontsize=17, ha="right")
    axes.text(3.6, 0.6, "log", color=colour("z"), fontsize=17)
    axes.text(2.9, 2.3, "the mirror", color=colour("muted"), fontsize=14)
    axes.set(aspect="equal", xlim=(-4, 5), ylim=(-4, 5), xlabel="what goes in")
    axes.set_ylabel("what comes out")
    axes.set_xticks(range(-4, 6, 2), [number(v) for v in range(-4, 6, 2)])
    axes.set_yticks(range(-4, 6, 2), [number(v) for v in range(-4, 6, 2)])
    axes.grid(True)
    return figure, (
        "Two curves and a dotted diagonal between them. The solid one, exp, lies close above zero "
        f"on the left, passes 1 at 0 and {E:.2f} at 1, and shoots up. The dashed one, log, is its "
        f"mirror image: it comes up from far below, passes 0 at 1 and 1 at {E:.2f}, and climbs "
        "ever more slowly. Marks of one kind sit on both curves, across the diagonal from each "
        "other."
    )


def deviations(values: Sequence[float] | np.ndarray) -> Picture:
    """The numbers as dots on a number line, piled up where they repeat, with mean and deviation."""
    figure, axes = subplots(height=250)
    values = np.array(values)
    mean, spread = values.mean(), values.std()
    for value, count in Counter(values.tolist()).items():
        heights = np.arange(1, count + 1)
        axes.plot(np.full(count, value), heights, "o", color=colour("x"), ms=12)
    axes.plot([mean, mean], [0, 4.35], color=colour("loss"), ls="-", lw=2, zorder=1)
    axes.text(mean, 4.5, f"mean {number(mean)}", color=colour("loss"), ha="center", va="bottom")
    for end in (mean - spread, mean + spread):
        arrow = {"arrowstyle": "<|-|>", "color": colour("gradient"), "lw": 1.8}
        arrow |= {"shrinkA": 0, "shrinkB": 0}
        axes.annotate("", (end, 3.75), (mean, 3.75), arrowprops=arrow)
        middle = (end + mean) / 2
        axes.text(middle, 3.85, number(spread), color=colour("gradient"), ha="center", va="bottom")
    axes.set(xlim=(1, 10), ylim=(0, 5.2), yticks=[], xticks=range(1, 11), xlabel="the number")
    axes.spines["left"].set_visible(False)
    dots = ", ".join(map(number, np.sort(values)))
    return figure, (
        f"{len(values)} dots on a number line, piled up where a number repeats: {dots}. A line "
        f"stands at their mean, {number(mean)}. An arrow to each side of it is as long as the "
        f"standard deviation, {number(spread)}, and ends at {number(mean - spread)} and "
        f"{number(mean + spread)}."
    )

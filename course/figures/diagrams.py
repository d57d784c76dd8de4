"""The parts that the course's drawings are made of: words, nodes, arrows, roads, counters.

Every function draws on the axes of `course.figures.canvas`, where a point is (x, y) in
units. A colour is a name of the table in `style`. Where things lie on top of each other,
roads come first, then arrows, then nodes, then words.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

from course.figures.style import SMALLEST_TEXT, TINT, Point, colour

if TYPE_CHECKING:  # slow to load, and here it is handed in
    from matplotlib.axes import Axes
    from matplotlib.text import Text

ROAD, ARROW, NODE, WORDS = 1, 2, 3, 4  # what lies above what
FRACTIONS = {0.25: "¼", 0.5: "½", 0.75: "¾"}


def number(value: float) -> str:
    """A number as the drawings write it: 0.5 is ½, -4 has a real minus sign."""
    size = abs(float(value))
    sign = "−" if value < 0 else ""
    return sign + FRACTIONS.get(size, f"{size:g}")


def words(
    axes: "Axes",
    at: Point,
    text: str,
    name: str = "ink",
    size: float = SMALLEST_TEXT,
    on_paper: bool = False,
    **options: Any,
) -> "Text":
    """A word, a number, or a formula between dollar signs, centred on a point.

    With `on_paper`, a patch of the page's colour keeps lines behind it from touching it.
    """
    box = {"boxstyle": "circle,pad=0.12", "fc": colour("paper"), "ec": "none"} if on_paper else None
    usual: dict[str, Any] = {"ha": "center", "va": "center", "zorder": WORDS, "bbox": box}
    return axes.text(*at, text, color=colour(name), fontsize=size, **usual | options)


def node(
    axes: "Axes",
    at: Point,
    text: str,
    name: str,
    radius: float = 19,
    size: float = 16,
    quiet: bool = False,
) -> None:
    """A circle with a value in it, in the colour of its symbol; a quiet one is dashed and empty."""
    axes.add_patch(Circle(at, radius, fc=colour("paper"), ec="none", zorder=NODE))
    style = {"fc": "none", "ls": (0, (3, 2.5))} if quiet else {"fc": (*to_rgb(colour(name)), TINT)}
    axes.add_patch(Circle(at, radius, ec=colour(name), lw=2, zorder=NODE, **style))
    words(axes, at, text, name, size, weight="normal" if quiet else "bold")


def arrow(
    axes: "Axes", start: Point, end: Point, name: str = "muted", width: float = 1.6, gap: float = 19
) -> None:
    """An arrow from one node to the next, its ends `gap` units short of their centres."""
    axes.add_patch(
        FancyArrowPatch(
            start, end, arrowstyle="-|>", mutation_scale=7 + 3 * width, lw=width,
            color=colour(name), shrinkA=gap, shrinkB=gap + 2, zorder=ARROW,
        )
    )  # fmt: skip


def road(axes: "Axes", points: Sequence[Point], name: str = "highlight", width: float = 15) -> None:
    """A broad pen drawn through the points, under everything else."""
    x, y = np.transpose(points)
    axes.plot(
        x, y, color=colour(name), lw=width, ls="-", zorder=ROAD,
        solid_capstyle="round", solid_joinstyle="round",
    )  # fmt: skip


def plate(
    axes: "Axes",
    at: Point,
    text: str,
    name: str = "gradient",
    width: float = 54,
    height: float = 27,
) -> None:
    """A plate with a number on it, standing on the page or on a road."""
    corner = (at[0] - width / 2 + 5, at[1] - height / 2 + 5)
    for fill, edge in ((colour("paper"), "none"), ((*to_rgb(colour(name)), TINT), colour(name))):
        axes.add_patch(
            FancyBboxPatch(
                corner, width - 10, height - 10, boxstyle="round,pad=5,rounding_size=5",
                fc=fill, ec=edge, lw=1.6, zorder=NODE,
            )
        )  # fmt: skip
    words(axes, at, text, name, 15, weight="bold")


def counter(axes: "Axes", at: Point, text: str, name: str = "gradient") -> None:
    """An exchange counter: a plate with the rate that it applies, and a notch that points down."""
    x, foot = at[0], at[1] - 27 / 2
    axes.fill([x - 6, x + 6, x], [foot, foot, foot - 8], color=colour(name), zorder=NODE)
    plate(axes, at, text, name)


def along(start: Point, end: Point, part: float) -> Point:
    """The point that lies `part` of the way from start to end: 0 at the start, 1 at the end."""
    return tuple(np.array(start) + part * (np.array(end) - np.array(start)))

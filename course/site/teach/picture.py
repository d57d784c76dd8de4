"""The book's own pictures: for a link that is shared, and for a phone's first screen."""

import textwrap
from pathlib import Path

from course.figures.style import colour, use_style

SHARED = "_static/share.png"
TOUCH = "_static/touch-icon.png"
ALT = "The title of the book, beside a tiny network: two circles joined to a third by lines."
# A line of the title has so many letters, if its words do; the title at its largest so many lines,
# none of them wider than the room beside the network.
LETTERS, LINES, ROOM = 20, 5, 740
UNDER = "A course to read, run and be graded on"
# The network of the favicon, in its units: x to the right, y down.
INPUTS, OUTPUT = ((8, 9), (8, 23)), (24, 16)


def draw(site: Path, title: str) -> None:
    """Write both pictures into the site of a book with that title."""
    _shared(site / SHARED, title)
    _touch(site / TOUCH)


def _shared(file, title):
    """1200 by 630 px, as the services that show links ask for."""
    figure, axes = _sheet(12, 6.3)
    axes.set(xlim=(0, 1200), ylim=(630, 0))
    bottom = _title(axes, wrapped(title))
    axes.text(70, bottom + 90, UNDER, fontsize=24, color=colour("muted"))
    _network(axes, (840, 140), 11)
    figure.savefig(file, dpi=100)


def _title(axes, lines):
    """A title's lines, smaller where there is not the room; returns how far down they go."""
    look = {"fontsize": 44, "weight": "bold", "color": colour("ink"), "parse_math": False}
    drawn = [axes.text(70, 0, line, **look) for line in lines]
    boxes = [line.get_window_extent().transformed(axes.transData.inverted()) for line in drawn]
    size = min(ROOM / max(ROOM, *(box.width for box in boxes)), LINES / max(LINES, len(lines)))
    for i, line in enumerate(drawn):
        line.set(y=290 + 80 * size * (i - (len(lines) - 1) / 2), fontsize=44 * size)
    return drawn[-1].get_position()[1]


def wrapped(title: str) -> list[str]:
    """The lines of a title, filled from the last word on, so that a short line comes first."""
    backwards = " ".join(reversed(title.split()))
    lines = textwrap.wrap(backwards, LETTERS, break_long_words=False, break_on_hyphens=False)
    return [" ".join(reversed(line.split())) for line in reversed(lines)] or [""]


def _touch(file):
    """180 by 180 px."""
    figure, axes = _sheet(1.8, 1.8)
    axes.set(xlim=(0, 32), ylim=(32, 0))
    _network(axes, (0, 0), 1)
    figure.savefig(file, dpi=100)


def _sheet(width, height):
    """A white sheet of so many inches, without axes."""
    from matplotlib.figure import Figure

    use_style()
    figure = Figure(figsize=(width, height), facecolor=colour("paper"))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    return figure, axes


def _network(axes, corner, scale):
    """The favicon's network, its corner at a place, so many times as large."""
    from matplotlib.patches import Circle

    place = lambda at: (corner[0] + scale * at[0], corner[1] + scale * at[1])  # noqa: E731
    for at in INPUTS:
        axes.plot(
            *zip(place(at), place(OUTPUT), strict=True), color=colour("W"), lw=3, ls="-", zorder=1
        )
        axes.add_patch(Circle(place(at), 4 * scale, color=colour("W"), zorder=2))
    axes.add_patch(Circle(place(OUTPUT), 5 * scale, color=colour("y_hat"), zorder=2))

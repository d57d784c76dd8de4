"""The appendix on Python: a loop turn by turn, two names for a list, a plan, and a traceback.

Each figure's function returns the figure and the words that say what it shows; `numbered` and
`complaint` return what a cell prints.
"""

import linecache
import traceback
from collections.abc import Sequence
from typing import Any

from matplotlib.patches import FancyBboxPatch

from course.figures.appendix_numpy import CELL, grid
from course.figures.diagrams import NODE, arrow, number, plate, words
from course.figures.style import Picture, canvas, colour


def numbered(source: str) -> str:
    """A program with the number of each line in front of it."""
    lines = source.strip().splitlines()
    return "\n".join(f"{i:2}  {line}".rstrip() for i, line in enumerate(lines, start=1))


def complaint(source: str, name: str = "bill.py") -> str:
    """What Python prints when it runs the program `source` and gives up: the traceback.

    The program is never written to a file, so the text has no path of any machine in it.
    """
    source = source.strip() + "\n"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    try:
        exec(compile(source, name, "exec"), {"__name__": "__main__"})
    except Exception as error:
        trace = error.__traceback__
        own = trace and trace.tb_next  # without the line above, which no reader wrote
        return "".join(traceback.format_exception(type(error), error, own)).rstrip()
    finally:
        del linecache.cache[name]
    raise ValueError(f"{name} ran to its end, so there is no traceback to show.")


def unrolled(quantities: Sequence[float], prices: Sequence[float]) -> Picture:
    """The loop that makes out a bill, one line for each turn, and the total after it."""
    figure, axes = canvas(height=62 * (len(prices) + 1) + 42)
    top = 62 * len(prices) + 30
    words(axes, (64, top + 48), "turn", "muted", 14)
    words(axes, (190, top + 48), "quantity × price", "muted", 14)
    words(axes, (346, top + 48), "total", "muted", 14)
    words(axes, (64, top), "before", "ink", 15)
    plate(axes, (346, top), "0", "z")
    total: float = 0
    said = []
    for turn, (quantity, price) in enumerate(zip(quantities, prices, strict=True), start=1):
        y = top - 62 * turn
        total += quantity * price
        arrow(axes, (346, y + 62), (346, y), "muted", gap=14)
        words(axes, (64, y), number(turn), "ink", 15)
        words(axes, (190, y), f"{quantity} × {price} = {quantity * price}", "x", 16)
        arrow(axes, (262, y), (320, y), "x", gap=2)
        plate(axes, (346, y), number(total), "z")
        said.append(f"turn {turn}, {quantity} times {price} is {quantity * price}, total {total}")
    return figure, (
        "A loop written out, one line for each turn. Before the first turn the total is 0. Then: "
        f"{'; '.join(said)}. Arrows carry each total down to the next turn."
    )


def two_names(prices: Sequence[float], value: float) -> Picture:
    """What a change through the second name does: to one list with two names, and to a copy."""
    prices = list(prices)
    shared = list(prices)
    mine = shared  # this is the slip: no new list
    mine[0] = value
    copied = list(prices)
    copied[0] = value
    figure, axes = canvas(height=290)
    words(axes, (20, 272), "mine = yours", "ink", 15, ha="left", weight="bold")
    words(axes, (20, 122), "mine = list(yours)", "ink", 15, ha="left", weight="bold")
    for at, end, text in (
        ((62, 236), (210, 212), "yours"), ((62, 182), (210, 206), "mine"),
        ((62, 86), (210, 86), "yours"), ((62, 32), (210, 32), "mine"),
    ):  # fmt: skip
        arrow(axes, at, end, "W", width=2, gap=0)
        plate(axes, at, text, "W", width=74)
    for middle, held in ((209, shared), (86, prices), (32, copied)):
        grid(axes, (214, middle + CELL[1] / 2), held)
    before, after = (", ".join(map(number, held)) for held in (prices, shared))
    return figure, (
        "Two pictures. Above, mine = yours: two names, and the arrows of both lead to one and the "
        f"same list, which reads {after}. Below, mine = list(yours): each name has a list of its "
        f"own. Yours still reads {before}, and mine reads {after}."
    )


def plan(objects: dict[str, dict[str, Any]]) -> Picture:
    """A class as a plan, and the objects built from it: {name: {what it holds: value}}."""
    figure, axes = canvas(height=118 * len(objects) + 14)
    middle = 59 * len(objects) + 4
    held = list(next(iter(objects.values())))
    _sheet(axes, (80, middle), "Bottle", [*held, "pour"], "muted", dashed=True)
    for place, (name, values) in enumerate(objects.items()):
        at = (306, 118 * (len(objects) - place) - 55)
        arrow(axes, (150, middle), (at[0] - 70, at[1]), "muted", gap=0)
        _sheet(axes, at, name, [f"{key}: {value}" for key, value in values.items()], "W")
    said = "; ".join(
        f"{name}, with {' and '.join(f'{key} {value}' for key, value in values.items())}"
        for name, values in objects.items()
    )
    return figure, (
        f"On the left, dashed, a plan called Bottle. It says that a bottle has {', '.join(held)}, "
        f"and can pour; it holds no values. Arrows lead to what was built from it: {said}."
    )


def _sheet(axes, at, title, lines, name, dashed=False):
    """A sheet of paper with a title and some lines on it."""
    wide, tall = 140, 22 * len(lines) + 34
    style = {"ls": (0, (4, 3))} if dashed else {"ls": "-"}
    corner = (at[0] - wide / 2, at[1] - tall / 2)
    axes.add_patch(
        FancyBboxPatch(
            corner, wide, tall, boxstyle="round,pad=0,rounding_size=6", fc=colour("paper"),
            ec=colour(name), lw=1.8, zorder=NODE, **style,
        )
    )  # fmt: skip
    words(axes, (at[0], at[1] + tall / 2 - 17), title, "ink", 16, weight="bold")
    for i, line in enumerate(lines):
        words(axes, (at[0], at[1] + tall / 2 - 42 - 22 * i), line, "ink", 14)

"""The pictures of the chapter on Jacobians: a table on its side, a square that leans, two trips.

Each function returns the figure and the words that say what it shows. The tables are those of
the running example, in the order of its steps; a table has a row for each number that comes out
and a column for each that goes in.
"""

from collections.abc import Sequence

import numpy as np
from matplotlib.patches import Rectangle

from course.figures.diagrams import arrow, number, words
from course.figures.style import Picture, canvas, colour, subplots
from reference_impl import example
from reference_impl.layers import affine
from reference_impl.losses import mse_grad

CELL = (58, 38)  # units across and down a cell of a drawn table
PLACES = ("1st", "2nd", "3rd", "4th")


def on_its_side(W: np.ndarray) -> Picture:
    """The weights of a layer and its Jacobian beside them; one entry is marked in both."""
    d_in, d_out = W.shape
    top = CELL[1] * max(d_in, d_out) + 14
    figure, axes = canvas(height=top + 56)
    right = 400 - 8 - CELL[0] * d_in
    for left, table, mark, symbol, name, sides in (
        (52, W, (0, 1), "$W$", "W", ("in", "out")),
        (right, W.T, (1, 0), "$J$", "gradient", ("out", "in")),
    ):
        _table(axes, (left, top), table, name, mark)
        for i in range(table.shape[0]):
            at = (left - 8, top - (i + 1 / 2) * CELL[1])
            words(axes, at, f"{PLACES[i]} {sides[0]}", "muted", ha="right")
        for j in range(table.shape[1]):
            at = (left + (j + 1 / 2) * CELL[0], top + 10)
            words(axes, at, f"{PLACES[j]} {sides[1]}", "muted")
        words(axes, (left + table.shape[1] * CELL[0] / 2, top + 38), symbol, name, 20)
    middle = (52 + d_out * CELL[0] + right - 58) / 2
    arrow(axes, (middle - 22, top - CELL[1]), (middle + 22, top - CELL[1]), "ink", 3, gap=2)
    return figure, _on_its_side_aloud(W)


def _table(axes, corner, table, name, mark=None):
    """A table's numbers in cells, its upper left corner at `corner`; the marked cell is thick."""
    for i, j in np.ndindex(table.shape):
        at = (corner[0] + j * CELL[0], corner[1] - (i + 1) * CELL[1])
        marked = (i, j) == mark
        axes.add_patch(
            Rectangle(
                at, *CELL, ec=colour("ink" if marked else name), lw=3.4 if marked else 1.2,
                fc=colour("highlight") if marked else "none", zorder=2 if marked else 1,
            )
        )  # fmt: skip
        middle = (at[0] + CELL[0] / 2, at[1] + CELL[1] / 2)
        words(axes, middle, number(table[i, j]), "ink" if marked else name, 17)


def _on_its_side_aloud(W):
    rows = "; ".join(" and ".join(map(number, row)) for row in W)
    sides = "; ".join(" and ".join(map(number, row)) for row in W.T)
    return (
        f"Two tables side by side. On the left W, with a row for each number in and a column for "
        f"each number out: {rows}. On the right J, with a row for each number out and a column "
        f"for each number in: {sides}. The entry {number(W[0, 1])}, from the first number in to "
        "the second out, has a thick edge in both: upper right in W, lower left in J."
    )


def leaning_square(W: np.ndarray, b: np.ndarray, x: np.ndarray) -> Picture:
    """A unit square of inputs with its corner at x, and the box of sums that it becomes."""
    figure, panels = subplots(2, 1, height=590)
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) + x  # (4, 2)
    moved = affine(corners, W, b)  # (4, 2)
    for axes, square, name, title in zip(
        panels, (corners, moved), "xz", ("the measurements", "the sums"), strict=True
    ):
        axes.fill(*square.T, fc="none", ec=colour(name), hatch="//", lw=0)
        axes.plot(*square[[1, 2, 3]].T, color=colour(name), lw=1.4, ls="-")
        for corner, side, style in ((1, 1, "-"), (3, -1, "--")):
            _edge(axes, square[0], square[corner], side, style)
        axes.plot(*square[0], "*", color=colour("y_hat"), ms=17, zorder=5)
        axes.set(aspect="equal", xlim=(0.4, 8), ylim=(-2.4, 2.9), xticks=range(1, 9))
        axes.set_title(title, loc="left")
        axes.grid(True)
    return figure, _leaning_aloud(corners, moved)


def _edge(axes, start, end, side, style):
    """An edge as an arrow, and beside it how far it goes to the right and up."""
    axes.annotate(
        "", end, start, zorder=4,
        arrowprops={"arrowstyle": "-|>", "color": colour("gradient"), "lw": 2.6, "ls": style,
                    "mutation_scale": 18, "shrinkA": 0, "shrinkB": 0},
    )  # fmt: skip
    along = end - start
    across = np.array([along[1], -along[0]]) * side / np.hypot(*along)
    offset = across * (20 if abs(across[1]) > abs(across[0]) else 34)
    axes.annotate(
        _pair(along), (start + end) / 2, offset, textcoords="offset points",
        ha="center", va="center", color=colour("gradient"), fontsize=15, weight="bold",
    )  # fmt: skip


def _pair(values):
    return f"({', '.join(_short(value) for value in values)})"


def _short(value):
    """A number; a whole one with a half is written 1½."""
    whole = np.trunc(value)
    if value == whole or abs(value) < 1:
        return number(value)
    return number(whole) + number(abs(value - whole))


def _leaning_aloud(corners, moved):
    before, after = (", ".join(map(_pair, square)) for square in (corners, moved))
    edges = [_pair(moved[i] - moved[0]) for i in (1, 3)]
    return (
        "Two pictures, one above the other. Above, the measurements: a square with the corners "
        f"{before}; a star marks the first. One arrow runs along its lower edge, (1, 0), a dashed "
        f"one up its left edge, (0, 1). Below, the sums: the square has become a slanted box with "
        f"the corners {after}. The first arrow has become {edges[0]}, the dashed one {edges[1]}."
    )


def tables() -> list[np.ndarray]:
    """The Jacobian of each step of the running example, first step first."""
    cache = example.network().forward(example.x)
    active = np.diag((cache["z1"][0] > 0).astype(float))  # (2, 2)
    return [example.W1.T, active, example.W2.T, mse_grad(cache["y_hat"], example.y)]


STATIONS = (("$x$", "x"), ("$z$", "z"), ("$a$", "a"), (r"$\hat y$", "y_hat"), ("loss", "loss"))
STEPS = ("affine", "ReLU", "affine", "square")
LANES = (62, 200, 336)  # across: nudges that go down, stations and tables, gradients that come up


def two_trips(nudge: Sequence[float]) -> Picture:
    """The steps from x down to the loss: a nudge goes down, and on the right a gradient up."""
    steps = tables()
    nudges, gradients = trips(steps, nudge)
    figure, axes = canvas(height=570)
    lanes = zip(STATIONS, nudges, gradients, strict=True)
    for k, ((symbol, name), column, row) in enumerate(lanes):
        y = 500 - 116 * k
        words(axes, (LANES[1], y), symbol, name, 21 if symbol != "loss" else 17)
        _column(axes, (LANES[0], y), column)
        _row(axes, (LANES[2], y), row)
        if k < len(steps):
            _step(axes, y, steps[k], STEPS[k])
    words(axes, (LANES[0], 552), "a nudge, down", "ink", 14)
    words(axes, (LANES[2], 552), "gradient, up", "gradient", 14)
    return figure, _trips_aloud(steps, nudges, gradients)


def trips(
    steps: Sequence[np.ndarray], nudge: Sequence[float]
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """What a nudge becomes after each step, and what the gradient 1 at the end is before each."""
    nudges, gradients = [np.asarray(nudge, dtype=float)], [np.ones(1)]
    for table in steps:
        nudges.append(table @ nudges[-1])  # (numbers out,)
    for table in reversed(steps):
        gradients.insert(0, gradients[0] @ table)  # (numbers in,)
    return nudges, gradients


def _step(axes, y, table, name):
    """The table of a step below its station, and the arrows of both lanes beside it."""
    middle, width = y - 58, 34 * table.shape[1]
    height = 27 * table.shape[0]
    for i, j in np.ndindex(table.shape):
        at = (LANES[1] - width / 2 + 34 * j, middle + height / 2 - 27 * (i + 1))
        axes.add_patch(Rectangle(at, 34, 27, fc="none", ec=colour("muted"), lw=1))
        words(axes, (at[0] + 17, at[1] + 13.5), number(table[i, j]), "ink", 15)
    words(axes, (LANES[1] - width / 2 - 7, middle), name, "muted", 13, ha="right")
    arrow(axes, (LANES[0], y - 32), (LANES[0], y - 84), "ink", 2.4, gap=0)
    arrow(axes, (LANES[2], y - 96), (LANES[2], y - 18), "gradient", 2.4, gap=0)


def _column(axes, at, values):
    """A standing list of numbers, between two brackets."""
    half = 12 * len(values)
    for i, value in enumerate(values):
        words(axes, (at[0], at[1] + half - 12 - 24 * i), number(value), "ink", 17, weight="bold")
    _brackets(axes, at, 24, half, "ink")


def _row(axes, at, values):
    """A lying list of numbers, between two brackets."""
    half = 22 * len(values)
    for i, value in enumerate(values):
        x = at[0] - half + 22 + 44 * i
        words(axes, (x, at[1]), number(value), "gradient", 17, weight="bold")
    _brackets(axes, at, half + 5, 13, "gradient")


def _brackets(axes, at, across, up, name):
    for side in (-1, 1):
        x = at[0] + side * across
        heights = at[1] + up * np.array([1, 1, -1, -1])
        inner = x - 5 * side
        axes.plot([inner, x, x, inner], heights, color=colour(name), ls="-", lw=1.4)


def _trips_aloud(steps, nudges, gradients):
    columns = ", then ".join(" and ".join(map(number, column)) for column in nudges)
    rows = ", then ".join(" and ".join(map(number, row)) for row in reversed(gradients))
    said = "; ".join(
        f"{name} {', '.join('(' + ' '.join(map(number, row)) + ')' for row in table)}"
        for name, table in zip(STEPS, steps, strict=True)
    )
    return (
        "The steps from x at the top to the loss at the bottom, with the table of each, row by "
        f"row: {said}. On the left a nudge goes down, a standing list at each station: {columns}. "
        f"On the right a gradient comes up, a lying list at each station: {rows}."
    )


def multiplications(counts: dict[str, int]) -> Picture:
    """Bars with the number of multiplications for each way; `counts` maps a way to its number."""
    figure, axes = subplots(height=62 * len(counts) + 50)
    ways, values = list(counts), list(counts.values())
    axes.barh(ways, values, color="none", edgecolor=colour("W"), hatch="///", height=0.55, lw=1.6)
    for i, value in enumerate(values):
        axes.annotate(f"{value:,}", (value, i), (7, 0), textcoords="offset points",
                      va="center", fontsize=15)  # fmt: skip
    axes.set(xlim=(0, 1.27 * max(values)), xticks=[], xlabel="multiplications")
    axes.invert_yaxis()
    said = "; ".join(f"{way}: {value:,}" for way, value in counts.items()).replace("\n", " ")
    return figure, f"Bars with how many multiplications each way takes. {said}."

"""The pictures of the appendix on NumPy: two directions, a stretched sum, a window on an array.

Each function returns the figure and the words that say what it shows.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patches import Rectangle

from course.figures.diagrams import NODE, arrow, number, plate, words
from course.figures.style import Picture, Point, canvas, colour

if TYPE_CHECKING:  # slow to load, and here it is handed in
    from matplotlib.axes import Axes

CELL = (46, 30)  # units across and down one cell of a drawn array


def grid(
    axes: "Axes",
    corner: Point,
    array: np.ndarray | Sequence[float],
    name: str = "x",
    real: np.ndarray | None = None,
    size: float = 16,
) -> None:
    """An array as cells with its numbers in them, from its upper left corner.

    Cells where `real` is False are copies that exist in the mind only: dashed and grey.
    """
    array = np.atleast_2d(array)
    real = np.ones(array.shape, bool) if real is None else real
    for (i, j), value in np.ndenumerate(array):
        at = (corner[0] + j * CELL[0], corner[1] - (i + 1) * CELL[1])
        style: dict[str, Any] = (
            {"lw": 1.6, "ls": "-"} if real[i, j] else {"lw": 1.2, "ls": (0, (3, 2.5))}
        )
        drawn = name if real[i, j] else "muted"
        axes.add_patch(Rectangle(at, *CELL, fc="none", ec=colour(drawn), zorder=NODE, **style))
        words(axes, (at[0] + CELL[0] / 2, at[1] + CELL[1] / 2), number(value), drawn, size)


def rows_aloud(array: np.ndarray) -> str:
    """The rows of an array as a sentence says them: 2 and 1; 1 and 3."""
    return "; ".join(" and ".join(map(number, row)) for row in np.atleast_2d(array))


def two_directions(table: np.ndarray) -> Picture:
    """A table between its two axes, with the sums along each of them."""
    rows, columns = table.shape
    left, top = 116, rows * CELL[1] + 96
    wide, tall = columns * CELL[0], rows * CELL[1]
    figure, axes = canvas(height=top + 62)
    grid(axes, (left, top), table)
    arrow(axes, (left, top + 18), (left + wide, top + 18), "W", width=2.4, gap=0)
    words(axes, (left, top + 42), "axis 1: along the columns", "W", 14, ha="left")
    arrow(axes, (left - 18, top), (left - 18, top - tall), "gradient", width=2.4, gap=0)
    words(axes, (left - 64, top - tall / 2), "axis 0:\ndown\nthe rows", "gradient", 14)
    along, down = table.sum(axis=1), table.sum(axis=0)  # (rows,), (columns,)
    grid(axes, (left + wide + 50, top), along[:, None], "W")
    words(axes, (left + wide + 25, top - tall / 2), "=", "W", 17)
    words(axes, (left + wide + 104, top - tall / 2), "sum along\naxis 1", "W", 14, ha="left")
    grid(axes, (left, top - tall - 36), down, "gradient")
    words(axes, (left + wide / 2, top - tall - 19), "=", "gradient", 17, rotation=90)
    at = (left + wide + 14, top - tall - 36 - CELL[1] / 2)
    words(axes, at, "sum down axis 0", "gradient", 14, ha="left")
    return figure, (
        f"A table with {rows} rows and {columns} columns: {rows_aloud(table)}. An arrow at its "
        "side points down the rows and is called axis 0; the sums in that direction stand below, "
        f"one for each column: {rows_aloud(down)}. An arrow above it points along the columns and "
        "is called axis 1; the sums in that direction stand at the right, one for each row: "
        f"{', '.join(map(number, along))}."
    )


def stretched(column: np.ndarray, row: np.ndarray) -> Picture:
    """A column plus a flat array: what NumPy pretends that each of them is, and the sum."""
    result = column + row  # (n, m)
    (n, m), zeros = result.shape, np.zeros_like(result)
    figure, axes = canvas(height=n * CELL[1] + 72)
    top, wide = n * CELL[1] + 36, m * CELL[0]
    x, gap = 16, (400 - 32 - 3 * wide) / 2
    copies = {
        "a column": (zeros + column, np.arange(m)[None] == zeros, column.shape, "x", "+"),
        "flat": (zeros + row, np.arange(n)[:, None] == zeros, row.shape, "b", "="),
        "the sum": (result, None, result.shape, "z", ""),
    }
    for title, (array, real, shape, name, sign) in copies.items():
        grid(axes, (x, top), array, name, real)
        words(axes, (x + wide / 2, top + 18), title, name, 14)
        words(axes, (x + wide / 2, top - n * CELL[1] - 18), str(shape), name, 14)
        words(axes, (x + wide + gap / 2, top - n * CELL[1] / 2), sign, "ink", 18)
        x += wide + gap
    return figure, (
        f"A sum of three blocks of cells. First a column of the shape {column.shape}, "
        f"{', '.join(map(number, column[:, 0]))}, with a dashed copy of itself beside it until it "
        f"is {m} wide. Then a flat array of the shape {row.shape}, {rows_aloud(row)}, with dashed "
        f"copies below it until it is {n} tall. Their sum has the shape {result.shape}, and its "
        f"rows are {rows_aloud(result)}."
    )


def view_and_copy(table: np.ndarray, row: int, value: float) -> Picture:
    """What a change to a row does to the table: through a view, and to a copy."""
    seen, kept = table.copy(), table.copy()
    seen[row][0] = value
    copied = kept[row].copy()
    copied[0] = value
    tall, wide = len(table) * CELL[1], table.shape[1] * CELL[0]
    figure, axes = canvas(height=2 * tall + 130)
    for top, title, held in ((2 * tall + 90, "a view", seen), (tall + 20, "a copy", kept)):
        middle = top - (row + 1 / 2) * CELL[1]
        grid(axes, (60, top), held)
        words(axes, (60, top + 18), f"{title}:", "ink", 15, ha="left", weight="bold")
        words(axes, (30, top - tall / 2), "sold", "x", 14)
        plate(axes, (352, middle), "today", "W", width=72)
        if title == "a view":
            corner = (57, middle - CELL[1] / 2 - 3)
            frame = Rectangle(corner, wide + 6, CELL[1] + 6, fc="none", ec=colour("W"), lw=4)
            axes.add_patch(frame)
            arrow(axes, (352, middle), (63 + wide, middle), "W", width=2.4, gap=0)
        else:
            grid(axes, (206, middle + CELL[1] / 2), copied, "W")
            arrow(axes, (352, middle), (206 + wide, middle), "W", width=2.4, gap=0)
    return figure, (
        f"Two pictures. Above, a view: the name today points at a thick frame around row {row} of "
        f"the table sold. The first number in the frame has become {number(value)}, so the table "
        f"reads {rows_aloud(seen)}. Below, a copy: today points at a row of its own, "
        f"{rows_aloud(copied)}, and the table still reads {rows_aloud(kept)}."
    )

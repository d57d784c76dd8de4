"""The pictures of the chapter on affine transforms: shapes, a grid on the move, a silent table.

Each function returns the figure and the words that say what it shows.
"""

import numpy as np
from matplotlib.patches import Rectangle

from course.figures.diagrams import number, words
from course.figures.style import WIDTH, Picture, canvas, colour, subplots
from reference_impl.layers import affine

CELL = 22  # units across one cell of a drawn array
MARKS = ("o", "^", "s", "D")


def fitting(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> Picture:
    """X @ W + b as blocks of cells: the sides that have to agree are drawn with a broad line."""
    Z = affine(X, W, b)
    figure, axes = canvas(height=CELL * len(X) + 92)
    top = CELL * len(X) + 52
    x = 30
    for array, name, symbol, sign in (
        (X, "x", "$X$", "@"), (W, "W", "$W$", "+"), (b[None], "b", "$b$", "="),
        (Z, "z", "$Z$", ""),
    ):  # fmt: skip
        wide = _block(axes, (x, top), array, name)
        words(axes, (x + wide / 2, top + 20), symbol, name, 19)
        words(axes, (x + wide / 2, top - CELL * len(array) - 16), _shape(array, name), name)
        if sign:
            words(axes, (x + wide + 16, top - CELL), sign, "ink", 17)
        x += wide + 32
    return figure, _fitting_aloud(X, W, b, Z)


def _block(axes, corner, array, name):
    """An array as a grid of cells with its numbers in them; returns how wide it is."""
    rows, columns = array.shape
    cell = CELL * 1.5
    for i, j in np.ndindex(rows, columns):
        at = (corner[0] + j * cell, corner[1] - (i + 1) * CELL)
        axes.add_patch(Rectangle(at, cell, CELL, fc="none", ec=colour(name), lw=1.2))
        words(axes, (at[0] + cell / 2, at[1] + CELL / 2), _short(array[i, j]), name)
    return columns * cell


def _short(value):
    """A number in a cell; a whole one with a half is written 1½."""
    whole = np.trunc(value)
    if value == whole or abs(value) < 1:
        return number(value)
    return number(whole) + number(abs(value - whole))


def _shape(array, name):
    return f"({array.shape[1]},)" if name == "b" else f"({array.shape[0]}, {array.shape[1]})"


def _rows(array):
    return "; ".join(" and ".join(_short(v) for v in row) for row in array)


def _fitting_aloud(X, W, b, Z):
    (n, d_in), d_out = X.shape, W.shape[1]
    return (
        f"Four blocks of cells. X has {n} rows and {d_in} columns, its rows are {_rows(X)}. "
        f"W has {d_in} rows and {d_out} columns: {_rows(W)}. b is one row: {_rows(b[None])}. "
        f"The result Z has {n} rows and {d_out} columns: {_rows(Z)}. The {d_in} columns of X meet "
        f"the {d_in} rows of W; the {n} rows of X and the {d_out} columns of W are left over, and "
        "they are the shape of Z."
    )


def moved_grid(W: np.ndarray, b: np.ndarray, point: np.ndarray) -> Picture:
    """A square grid of points, and where an affine step takes it; `point` (1, 2) is marked."""
    figure, panels = subplots(2, 1, height=560)
    line = np.arange(-2, 3)
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], dtype=float)  # (4, 2)
    stages = (("before", lambda X: X, "x"), ("after", lambda X: affine(X, W, b), "z"))
    for axes, (title, step, name) in zip(panels, stages, strict=True):
        for value in line:
            for ends in ([[value, -2], [value, 2]], [[-2, value], [2, value]]):
                axes.plot(*step(np.array(ends, dtype=float)).T, color=colour("muted"), lw=1, ls="-")
        square = step(corners)
        axes.fill(*square.T, fc="none", ec=colour(name), hatch="//")
        for mark, corner in zip(MARKS, square, strict=True):
            axes.plot(*corner, mark, color=colour(name), ms=8)
        axes.plot(*step(point)[0], "*", color=colour("y_hat"), ms=17)
        axes.set(aspect="equal", title=title, xlim=(-7, 7), ylim=(-4.2, 4.9))
        axes.grid(True)
    return figure, _grid_aloud(affine(corners, W, b), point, affine(point, W, b))


def _grid_aloud(square, point, moved):
    corners = ", ".join(f"({_short(x)}, {_short(y)})" for x, y in square)
    return (
        "Two pictures, one above the other. Before: a square grid, and in it a small hatched "
        "square with the corners (0, 0), (1, 0), (1, 1), (0, 1). After: the lines of the grid are "
        f"still straight and still evenly apart, but they lean, and the square has become a "
        f"slanted box with the corners {corners}. The star at ({_short(point[0, 0])}, "
        f"{_short(point[0, 1])}) has moved to ({_short(moved[0, 0])}, {_short(moved[0, 1])})."
    )


def silent_table(y_hat: np.ndarray, y: np.ndarray) -> Picture:
    """A column minus a row, cell by cell: a square table, with the differences meant drawn bold."""
    table = y_hat - y  # (n, n): this is the slip
    n = len(table)
    side = 52
    figure, axes = canvas(height=side * n + 96)
    left, top = (WIDTH - side * n) / 2 + 30, side * n + 20
    for i, j in np.ndindex(n, n):
        at = (left + j * side, top - (i + 1) * side)
        meant = i == j
        axes.add_patch(
            Rectangle(
                at, side, side, ec=colour("ink" if meant else "grid"), lw=3 if meant else 1,
                fc=colour("highlight") if meant else "none", zorder=2 if meant else 1,
            )
        )  # fmt: skip
        middle = (at[0] + side / 2, at[1] + side / 2)
        words(axes, middle, number(table[i, j]), "ink" if meant else "muted", 17)
    for i in range(n):
        words(axes, (left - 30, top - (i + 1 / 2) * side), number(y_hat[i, 0]), "y_hat", 17)
        words(axes, (left + (i + 1 / 2) * side, top + 22), number(y[i]), "y", 17)
    words(axes, (left - 30, top + 22), "−", "ink", 17)
    words(axes, (left + n * side / 2, top + 54), "the tasters said", "y")
    words(axes, (left - 56, top - n * side / 2), "the network said", "y_hat", rotation=90)
    return figure, _table_aloud(table, y_hat, y)


def _table_aloud(table, y_hat, y):
    rows = "; ".join(", ".join(number(v) for v in row) for row in table)
    return (
        f"A table of {len(table)} by {len(table)} cells. Down the side the network's scores "
        f"{', '.join(number(v) for v in y_hat[:, 0])}, along the top the tasters' "
        f"{', '.join(number(v) for v in y)}. Each cell holds the difference of its row and its "
        f"column: {rows}. Only the {len(table)} cells on the diagonal, drawn with a thick edge, "
        "compare a bottle with itself."
    )

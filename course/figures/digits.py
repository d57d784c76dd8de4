"""The pictures of the chapter on handwriting: images, weights as images, mistakes.

An image is drawn in squares, one for each pixel: the more ink, the larger the square. So no grey
has to be told from another. Each function returns the figure and the words that say what it shows.

Shapes: an image (64,), eight lines of eight pixels; many of them (n, 64); W1 (64, hidden); a
confusion matrix (10, 10), a row for each true digit and a column for each digit said.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from course.figures.diagrams import words
from course.figures.style import TINT, WIDTH, Picture, Point, canvas, colour
from reference_impl.digits import BLOCK, SIDE, blocks

if TYPE_CHECKING:  # slow to load, and here it is handed in
    from matplotlib.axes import Axes

LINES = 8  # lines of an image, and pixels in each
DARK = 16  # the most ink that a pixel has


def counting(drawing: np.ndarray) -> Picture:
    """A drawing of 32 by 32 in its blocks, and beside it the 8 by 8 counts that come of it."""
    figure, axes = canvas(height=214)
    side, low = 176, 10
    _squares(axes, (8, low), side, drawing)
    for i in range(LINES + 1):
        edge = i * side / LINES
        for line in (((8 + edge,) * 2, (low, low + side)), ((8, 8 + side), (low + edge,) * 2)):
            axes.plot(*line, color=colour("muted"), lw=0.7, ls="-")
    counts = blocks(drawing).reshape(LINES, LINES)
    step, left = side / LINES, WIDTH - 8 - side
    axes.add_patch(Rectangle((left, low), side, side, fc="none", ec=colour("muted"), lw=0.7))
    for (i, j), count in np.ndenumerate(counts):
        at = (left + (j + 0.5) * step, low + side - (i + 0.5) * step)
        words(axes, at, str(count), "ink" if count else "muted")
    words(axes, (8 + side / 2, low + side + 13), f"{SIDE} by {SIDE} dots", "ink", 14)
    words(axes, (left + side / 2, low + side + 13), f"dots in each {BLOCK} by {BLOCK}", "ink", 14)
    lines = "; ".join(" ".join(map(str, line)) for line in counts)
    return figure, (
        f"On the left a drawing of {drawing.sum()} dark dots on a bitmap of {SIDE} by {SIDE}, cut "
        f"into blocks of {BLOCK} by {BLOCK}. On the right the number of dark dots in each block, "
        f"line by line: {lines}."
    )


def gallery(images: np.ndarray, above: Sequence[str], across: int = 5) -> Picture:
    """Images in rows, each with words above it."""
    gap, room = 10, 18 * (1 + max(line.count("\n") for line in above)) + 6
    side = (WIDTH - gap * (across + 1)) / across
    deep = -(-len(images) // across)
    figure, axes = canvas(height=round(deep * (side + room + 6)))
    for i, (image, text) in enumerate(zip(images, above, strict=True)):
        down, right = divmod(i, across)
        corner = (gap + right * (side + gap), (deep - down - 1) * (side + room + 6) + 4)
        _squares(axes, corner, side, _square(image) / DARK)
        axes.add_patch(Rectangle(corner, side, side, fc="none", ec=colour("muted"), lw=0.8))
        words(axes, (corner[0] + side / 2, corner[1] + side + room / 2), text)
    said = "; ".join(" ".join(text.split()) for text in above)
    return figure, f"{len(images)} images of 8 by 8 pixels, each with words over it: {said}."


def hidden(W1: np.ndarray, which: Sequence[int], across: int = 4) -> Picture:
    """The weights of some hidden neurons, each as an image: plus is full, minus is hollow."""
    gap, room = 12, 22
    side = (WIDTH - gap * (across + 1)) / across
    deep = -(-len(which) // across)
    figure, axes = canvas(height=round(deep * (side + room + 6)) + 26)
    largest = np.abs(W1[:, which]).max()
    for i, neuron in enumerate(which):
        down, right = divmod(i, across)
        corner = (gap + right * (side + gap), (deep - down - 1) * (side + room + 6) + 30)
        weights = _square(W1[:, neuron]) / largest
        _squares(axes, corner, side, np.maximum(weights, 0), "a")
        _squares(axes, corner, side, np.maximum(-weights, 0), "gradient", hollow=True)
        axes.add_patch(Rectangle(corner, side, side, fc="none", ec=colour("muted"), lw=0.8))
        words(axes, (corner[0] + side / 2, corner[1] + side + room / 2), f"neuron {neuron}")
    words(axes, (12, 14), "full: ink speaks for it", "a", ha="left")
    words(axes, (WIDTH - 12, 14), "hollow: ink speaks against it", "gradient", ha="right")
    said = "; ".join(f"neuron {n}, {_where(W1[:, n])}" for n in which)
    return figure, (
        f"The weights of {len(which)} hidden neurons, each as 8 by 8 squares, large where the "
        f"weight is large; full squares are above zero, hollow ones below: {said}."
    )


def _where(weights):
    """In which third of the lines, and of the columns, the weights above and below zero lie."""
    grid = _square(weights)
    return f"for ink {_place(np.maximum(grid, 0))}, against ink {_place(np.maximum(-grid, 0))}"


def _place(grid):
    """The part of an image where most of something lies."""
    parts = [[grid[r, c].sum() for c in THIRDS] for r in THIRDS]
    down, right = np.unravel_index(np.argmax(parts), (3, 3))
    name = f"{('top', 'middle', 'bottom')[down]} {('left', 'middle', 'right')[right]}"
    return "in the middle" if name == "middle middle" else f"at the {name}"


THIRDS = (slice(0, 3), slice(3, 5), slice(5, 8))


def confusion(matrix: np.ndarray) -> Picture:
    """The confusion matrix of ten digits: right ones on the diagonal, wrong ones hatched."""
    figure, axes = canvas(height=372)
    wide, high, left, top = 33, 31, 62, 322
    for (i, j), count in np.ndenumerate(matrix):
        corner = (left + j * wide, top - (i + 1) * high)
        name = "a" if i == j else "loss" if count else "muted"
        axes.add_patch(Rectangle(corner, wide, high, fc="none", ec=colour("grid"), lw=0.7))
        if count:
            tint = (*to_rgb(colour(name)), TINT)
            axes.add_patch(Rectangle(corner, wide, high, fc=tint, ec="none"))
            hatch = None if i == j else "//"
            axes.add_patch(
                Rectangle(corner, wide, high, fc="none", ec=colour(name), lw=1.5, hatch=hatch)
            )
        at = (corner[0] + wide / 2, corner[1] + high / 2)
        weight = "bold" if count else "normal"
        words(axes, at, str(count), name, on_paper=name == "loss", weight=weight)
    for digit in range(10):
        words(axes, (left - 14, top - (digit + 0.5) * high), str(digit), "y", 15, weight="bold")
        at = (left + (digit + 0.5) * wide, top + 13)
        words(axes, at, str(digit), "y_hat", 15, weight="bold")
    words(axes, (left + 5 * wide, top + 36), "the network said", "y_hat", 15)
    words(axes, (24, top + 13), "it was", "y", 14)
    return figure, _confusion_aloud(matrix)


def _confusion_aloud(matrix):
    wrong = [
        f"{count} of {i} called {j}" for (i, j), count in np.ndenumerate(matrix) if i != j and count
    ]
    return (
        "A grid of ten rows, for what each image was, and ten columns, for what the network said. "
        f"On the diagonal stand the {np.trace(matrix)} right ones: "
        f"{', '.join(map(str, np.diag(matrix)))} for 0 to 9. Beside it, hatched, stand the wrong "
        f"ones: {'; '.join(wrong)}."
    )


def _square(image):
    return np.reshape(image, (LINES, LINES))


def _squares(
    axes: "Axes",
    corner: Point,
    side: float,
    sizes: np.ndarray,
    name: str = "ink",
    hollow: bool = False,
) -> None:
    """A square in the middle of each cell, its area being the share of the cell that `sizes` says.

    All of them are one path, which is light on a page.
    """
    step = side / len(sizes)
    points, codes = [], []
    for (i, j), share in np.ndenumerate(sizes):
        half = step / 2 * min(share, 1) ** 0.5 - (0.5 if hollow else 0)
        if half < 0.3:
            continue
        x, y = corner[0] + (j + 0.5) * step, corner[1] + side - (i + 0.5) * step
        points += [(round(x + a * half, 1), round(y + b * half, 1)) for a, b in CORNERS]
        codes += [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    if points:
        style: dict[str, Any] = {"fc": "none", "ec": colour(name), "lw": 1.2} if hollow else {
            "fc": colour(name), "ec": "none"}  # fmt: skip
        axes.add_patch(PathPatch(Path(points, codes), **style))


CORNERS = ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))

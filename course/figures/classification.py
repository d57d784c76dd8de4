"""The pictures of the chapter on classification: cultivars, a gradient, folds, learning, mistakes.

Each function returns the figure and the words that say what it shows. Probabilities come from
`reference_impl`; tables, histories and mistakes are handed in.

Shapes: logits (k,); y (n, 1); probabilities P (n, k); a confusion matrix (k, k), a row for each
true class and a column for each class said.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from course.figures.diagrams import number, plate, words
from course.figures.style import TINT, WIDTH, Picture, canvas, colour, subplots
from reference_impl.losses import cross_entropy_grad, one_hot
from reference_impl.network import softmax

if TYPE_CHECKING:  # whoever has a table has imported pandas
    from pandas import DataFrame

CULTIVARS = ("Barolo", "Grignolino", "Barbera")
MARKS = (("x", "o"), ("y_hat", "^"), ("z", "s"))  # each cultivar's colour and marker
HATCHES = (None, "//", "..")


def two_measurements(table: "DataFrame", across: str, up: str) -> Picture:
    """Every bottle by two of its measurements, a marker for each cultivar, its name beside it."""
    figure, axes = subplots(height=310)
    said = []
    for i, (cultivar, (name, mark)) in enumerate(zip(CULTIVARS, MARKS, strict=True)):
        ours = table[table["cultivar"] == i]
        axes.scatter(ours[across], ours[up], s=22, marker=mark, color=colour(name), label=cultivar)
        said.append(
            f"{len(ours)} of {cultivar}, around {ours[across].mean():.1f} across and "
            f"{ours[up].mean():.1f} up"
        )
    axes.set(xlabel=across, ylabel=up)
    axes.legend(loc="upper center", bbox_to_anchor=(0.45, 1.15), ncols=3, columnspacing=1,
                handletextpad=0.1)  # fmt: skip
    return figure, (
        f"A cloud of {len(table)} bottles, {across} across and {up} up, with a marker for each "
        f"cultivar: {'; '.join(said)}. The three clouds touch at their edges."
    )


def gradient(logits: Sequence[float], right: int) -> Picture:
    """One bottle: for each cultivar the probability, the target, and what is left between them."""
    z, y = np.array([logits], float), np.array([[right]])  # (1, k), (1, 1)
    rows = (softmax(z)[0], one_hot(y, len(logits))[0], cross_entropy_grad(z, y)[0])
    figure, axes = canvas(height=252)
    tall, floor = 130, 76
    axes.plot([64, WIDTH - 8], [floor, floor], color=colour("muted"), lw=1.4, ls="-")
    for cultivar, x, p, target, d in zip(CULTIVARS, (120, 228, 336), *rows, strict=True):
        _bar(axes, x - 40, floor, p * tall, "y_hat", number(p))
        _bar(axes, x + 2, floor, target * tall, "y", number(target), hatch="//")
        words(axes, (x, floor - 16), cultivar, "ink", 14)
        plate(axes, (x, 26), number(d), width=58)
    for x, text, name, hatch in (
        (166, "predicted: $p$", "y_hat", None),
        (306, "true: $y$", "y", "//"),
    ):
        _box(axes, (x, 214), 20, 20, name, hatch)
        words(axes, (x + 28, 223), text, name, 16, ha="left")
    words(axes, (32, 26), "$p - y$", "gradient", 19)
    said = "; ".join(
        f"{cultivar}: probability {number(p)}, target {number(target)}, difference {number(d)}"
        for cultivar, p, target, d in zip(CULTIVARS, *rows, strict=True)
    )
    return figure, f"Two bars for each cultivar, and below them what is left. {said}."


def _bar(axes, left, floor, height, name, text, hatch=None):
    _box(axes, (left, floor), 38, height, name, hatch)
    words(axes, (left + 19, floor + height + 12), text, name, 15, weight="bold")


def _box(axes, corner, width, height, name, hatch=None):
    """A pale box; its hatch is drawn apart, or it would be as pale as the box."""
    tint, edge = (*to_rgb(colour(name)), TINT), colour(name)
    axes.add_patch(Rectangle(corner, width, height, fc=tint, ec="none"))
    axes.add_patch(Rectangle(corner, width, height, fc="none", ec=edge, lw=2, hatch=hatch))


def folds(k: int, size: int) -> Picture:
    """Cross-validation: a row for each of k rounds, its fold that is held back hatched."""
    figure, axes = canvas(height=44 * k + 48)
    wide, left = 62, 82
    for i in range(k):
        low = 44 * (k - i) - 30
        words(axes, (left - 8, low + 16), f"round {i + 1}", "ink", 14, ha="right")
        for j in range(k):
            name, hatch = ("y_hat", "//") if i == j else ("W", None)
            _box(axes, (left + j * wide, low), wide - 4, 32, name, hatch)
    for x, name, hatch, text in (
        (left, "W", None, "learnt from"),
        (240, "y_hat", "//", "held back"),
    ):
        _box(axes, (x, 44 * k + 20), 20, 20, name, hatch)
        words(axes, (x + 28, 44 * k + 30), text, name, 14, ha="left")
    return figure, (
        f"A row of {k} boxes of {size} bottles for each of {k} rounds. In every round another box "
        f"is held back: the first in round 1, the second in round 2, and so on to the last. The "
        f"network learns from the other {k - 1}."
    )


def learning(history: dict[str, list[float]], knows_nothing: float) -> Picture:
    """The training loss, epoch by epoch, and the loss of a network that knows nothing."""
    figure, axes = subplots(height=250)
    loss = history["training_loss"]
    axes.plot(history["epoch"], loss, color=colour("W"), label="training set")
    axes.axhline(knows_nothing, color=colour("muted"), ls=":", label="knows nothing")
    axes.set(xlabel="epochs", ylabel="cross-entropy", ylim=(0, None))
    axes.grid(True)
    axes.legend(loc="upper right", bbox_to_anchor=(1, 0.85))
    return figure, (
        f"The cross-entropy on the training set over {len(loss)} epochs, from {loss[0]:.2f} to "
        f"{loss[-1]:.2f}. A dotted line at {knows_nothing:.2f} marks a network that knows nothing."
    )


def confusion(matrix: np.ndarray) -> Picture:
    """The confusion matrix as a grid: the right ones on the diagonal, the wrong ones hatched."""
    figure, axes = canvas(height=290)
    wide, high, left, top = 92, 62, 116, 236
    for (i, j), count in np.ndenumerate(matrix):
        corner = (left + j * wide, top - (i + 1) * high)
        name = "a" if i == j else "loss" if count else "muted"
        if name == "muted":
            axes.add_patch(Rectangle(corner, wide, high, fc="none", ec=colour(name), lw=1))
        else:
            _box(axes, corner, wide, high, name, None if i == j else "//")
        at = (corner[0] + wide / 2, corner[1] + high / 2)
        words(axes, at, str(count), name, 21, on_paper=name == "loss", weight="bold")
    for i, cultivar in enumerate(CULTIVARS):
        words(axes, (left - 8, top - (i + 0.5) * high), cultivar, "y", ha="right")
        words(axes, (left + (i + 0.5) * wide, top + 13), cultivar, "y_hat")
    words(axes, (left + 1.5 * wide, top + 38), "the network said", "y_hat", 15)
    words(axes, (left - 8, top + 13), "it was", "y", 15, ha="right")
    words(axes, (left + 1.5 * wide, 24), "hatched: taken for another cultivar", "muted")
    return figure, _confusion_aloud(matrix)


def _confusion_aloud(matrix):
    rows = "; ".join(
        f"of {row.sum()} bottles of {cultivar} it called "
        + ", ".join(f"{count} {said}" for count, said in zip(row, CULTIVARS, strict=True))
        for cultivar, row in zip(CULTIVARS, matrix, strict=True)
    )
    right = np.trace(matrix)
    return (
        f"A grid with a row for what each bottle was and a column for what the network said: "
        f"{rows}. On the diagonal stand the {right} right ones; {matrix.sum() - right} are wrong."
    )


def sureness(P: np.ndarray, y: np.ndarray) -> Picture:
    """One bar for each bottle, split by the probability that each cultivar was given."""
    step, wide = 80, WIDTH - 20
    top = step * len(P) + 8
    figure, axes = canvas(height=top + 34)
    for x, cultivar, (name, _), hatch in zip(
        (10, 126, 280), CULTIVARS, MARKS, HATCHES, strict=True
    ):
        _box(axes, (x, top + 6), 20, 20, name, hatch)
        words(axes, (x + 28, top + 16), cultivar, name, 14, ha="left")
    for i, (row, true) in enumerate(zip(P, y[:, 0], strict=True)):
        low, left = top - step * (i + 1) + 4, 10
        words(axes, (10, low + 50), f"It was {CULTIVARS[true]}.", "ink", 14, ha="left")
        said = f"Said {CULTIVARS[row.argmax()]}: {chance(row.max())}"
        words(axes, (WIDTH - 10, low + 50), said, MARKS[row.argmax()][0], 14, ha="right")
        for p, (name, _), hatch in zip(row, MARKS, HATCHES, strict=True):
            _box(axes, (left, low), p * wide, 36, name, hatch)
            left += p * wide
    said = "; ".join(
        f"a {CULTIVARS[true]} got "
        + ", ".join(f"{chance(p)} for {g}" for p, g in zip(row, CULTIVARS, strict=True))
        for row, true in zip(P, y[:, 0], strict=True)
    )
    return figure, f"A bar for each bottle, split by the probabilities it was given: {said}."


def chance(p: float) -> str:
    """A probability as a sentence writes it; never 0 or 1, because softmax never gives them."""
    if p > 0.995:
        return "over 0.99"
    return "under 0.01" if p < 0.005 else f"{p:.2f}"

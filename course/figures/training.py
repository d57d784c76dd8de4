"""The pictures of the chapter on training: rates side by side, starts through ten layers, overfit.

Each function takes what the chapter measured, and returns the figure and the words for it.
"""

from collections.abc import Sequence

import numpy as np

from course.figures.diagrams import arrow, number, plate, words
from course.figures.style import LINES, Picture, canvas, colour, subplots

MARKERS = "osD^v"


def two_loops(rows: int, size: int, epochs: int) -> Picture:
    """Two loops as rows of plates: in each epoch the shuffled rows are split into mini-batches."""
    batches = [size] * (rows // size) + ([rows % size] if rows % size else [])
    figure, axes = canvas(height=66 * epochs + 40)
    for epoch in range(epochs):
        y = 66 * (epochs - epoch) - 10
        words(axes, (44, y), f"epoch {epoch + 1}", "ink")
        x = 110
        for batch in batches:
            width = 20 * batch
            plate(axes, (x + width / 2, y), str(batch), "x", width=width, height=36)
            x += width + 16
    words(axes, (200, 14), "on a plate: rows in a batch; after it, one step", "ink")
    return figure, (
        f"{epochs} epochs, one row each. In each of them {rows} rows are split into "
        f"{len(batches)} batches of {', '.join(map(str, batches))}; after each of them every "
        "parameter takes one step."
    )


def rates(losses: dict[float, list[float]]) -> Picture:
    """The loss after each epoch, one line for each learning rate; `losses` maps rate to losses."""
    figure, axes = subplots(height=300)
    said = []
    for (rate, curve), (name, dashes), mark in zip(losses.items(), LINES, MARKERS, strict=False):
        epochs = np.arange(1, len(curve) + 1)
        axes.semilogy(epochs, curve, color=colour(name), ls=dashes, marker=mark, ms=5,
                      label=f"rate {rate:g}")  # fmt: skip
        said.append(f"rate {rate:g} goes from {curve[0]:.1f} to {curve[-1]:.2f}")
    axes.set(xlabel="epochs", ylabel="loss on the training rows")
    axes.set_yticks([1, 10], ["1", "10"])
    axes.legend()
    return figure, f"Loss against epochs, one line for each learning rate: {'; '.join(said)}."


def starts(spreads: dict[str, list[float]]) -> Picture:
    """The spread of the activations, layer by layer, for each way to start the weights."""
    figure, axes = subplots(height=330)
    said = []
    for (start, values), (name, dashes), mark in zip(spreads.items(), LINES, MARKERS, strict=False):
        layers = np.arange(1, len(values) + 1)
        axes.semilogy(layers, values, color=colour(name), ls=dashes, marker=mark, ms=6, label=start)
        said.append(f"{start} ends at {values[-1]:.1g}".replace("e-", "e−"))
    axes.set(xlabel="layer", ylabel="spread of the activations", xticks=range(1, 11))
    axes.set_yticks([1e-12, 1e-6, 1, 1e6], ["1e−12", "1e−6", "1", "1e6"])
    axes.legend(loc="lower left")
    return figure, (
        f"The spread of what each of ten layers passes on, on a scale of powers of ten: "
        f"{'; '.join(said)}. Only one line stays level, near 1."
    )


def learnt_by_heart(training: np.ndarray, validation: np.ndarray) -> Picture:
    """Training and validation error against epochs, with the lowest validation error marked."""
    figure, axes = subplots(height=290)
    epochs = np.arange(1, len(training) + 1)
    best = int(np.argmin(validation))
    axes.plot(epochs, training, color=colour("W"), ls="-", label="training set")
    axes.plot(epochs, validation, color=colour("y_hat"), ls="--", label="validation set")
    axes.plot(epochs[best], validation[best], "s", color=colour("y_hat"), ms=9)
    axes.annotate("stop here", (epochs[best], validation[best]), (10, -20),
                  textcoords="offset points", fontsize=14)  # fmt: skip
    axes.set(xlabel="epochs", ylabel="typical miss, points of the score", ylim=(0, None))
    axes.legend(loc="center right")
    return figure, (
        f"Two curves against epochs. The error on the training set keeps falling, with small "
        f"wobbles, to {training[-1]:.2f}. The error on the validation set falls to "
        f"{validation[best]:.2f} at epoch {epochs[best]}, marked with a square, and then climbs to "
        f"{validation[-1]:.2f}."
    )


def workers(shares: Sequence[float], weights: Sequence[int], whole: float) -> Picture:
    """A batch split over workers: each one's gradient, weighted by its rows, and their sum."""
    figure, axes = canvas(height=90 * len(shares) + 30)
    meeting = (330, 45 * len(shares) + 15)
    for i, (share, rows) in enumerate(zip(shares, weights, strict=True)):
        at = (150, 90 * (len(shares) - i) - 30)
        arrow(axes, at, meeting, "gradient", gap=50)
        plate(axes, at, number(round(share, 4)), "gradient", width=80)
        bottles = f"{rows} bottle{'s' * (rows > 1)}"
        words(axes, (50, at[1]), bottles, "x")
    plate(axes, meeting, number(round(whole, 4)), "gradient", width=80)
    words(axes, (meeting[0], meeting[1] + 30), "together", "ink")
    said = " and ".join(
        f"the worker with {rows} finds {number(round(share, 4))}"
        for share, rows in zip(shares, weights, strict=True)
    )
    return figure, (
        f"A batch split over {len(shares)} workers: {said}. Weighted by how many bottles each one "
        f"had, that is {number(round(whole, 4))} together."
    )

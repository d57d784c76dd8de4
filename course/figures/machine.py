"""The pictures of the chapter on the whole machine: its parts, a loss for yes or no, half-moons.

Each function returns the figure and the words that say what it shows. X (n, 2), y (n, 1) of
0 and 1; a border lies where the chance of a yes is a half, which is where the last sum is 0.
"""

from collections.abc import Mapping

import numpy as np

from course.figures.diagrams import arrow, plate, words
from course.figures.style import Picture, canvas, colour, subplots
from reference_impl import Arrays, network

FRAME = {"xlim": (-1.8, 2.8), "ylim": (-1.35, 1.85)}


def parts() -> Picture:
    """The class as a box: the arrays that it keeps, and its methods in the order of one round."""
    figure, axes = canvas(height=350)
    axes.plot([8, 392, 392, 8, 8], [8, 8, 318, 318, 8], color=colour("muted"), lw=1.6, ls="-")
    words(axes, (200, 334), "class Network", "ink")
    words(axes, (62, 290), "it keeps", "ink")
    for i, (name, family) in enumerate({"W1": "W", "b1": "b", "W2": "W", "b2": "b"}.items()):
        plate(axes, (146 + 66 * i, 290), name, family, width=56)
    words(axes, (62, 238), "it begins", "ink")
    plate(axes, (200, 238), "__init__", "ink", width=164)
    words(axes, (62, 178), "fit goes", "ink")
    words(axes, (62, 160), "round", "ink")
    methods = {"forward": "a", "backward": "gradient", "update_params": "W"}
    places = [(200, 178), (200, 112), (200, 46)]
    for (name, family), at in zip(methods.items(), places, strict=True):
        plate(axes, at, name, family, width=164)
    for start, end, handed in zip(
        places, places[1:], ("the cache", "four gradients"), strict=False
    ):
        arrow(axes, start, end, "muted", gap=17)
        words(axes, (264, (start[1] + end[1]) / 2), handed, "ink")
    axes.plot([282, 350, 350], [46, 46, 178], color=colour("muted"), lw=1.6, ls="-")
    arrow(axes, (350, 178), (283, 178), "muted", gap=0)
    words(axes, (350, 196), "next batch", "ink")
    return figure, (
        "A box with the name class Network. It keeps four arrays, W1, b1, W2 and b2. It begins "
        "with the method __init__. Then fit goes round, once for each batch: forward hands the "
        "cache to backward, backward hands four gradients to update_params, and an arrow leads "
        "from there back to forward."
    )


def sure_and_wrong() -> Picture:
    """Squared error and log loss against the last sum, where yes is right; below, their slopes."""
    z = np.linspace(-7, 5, 241)  # (241,)
    p = 1 / (1 + np.exp(-z))
    figure, (above, below) = subplots(2, 1, height=430, sharex=True)
    curves = {
        "squared error": ((p - 1) ** 2, 2 * (p - 1) * p * (1 - p), "y_hat", "--"),
        "log loss": (np.logaddexp(0, -z), p - 1, "loss", "-"),
    }
    for name, (loss, slope, family, dashes) in curves.items():
        above.plot(z, loss, color=colour(family), ls=dashes, label=name)
        below.plot(z, slope, color=colour(family), ls=dashes, label=name)
    above.set(ylabel="loss", ylim=(-0.2, 7.2))
    above.legend()
    below.set(xlabel="the last sum, z", ylabel="its slope", ylim=(-1.1, 0.1))
    below.set_yticks([-1, -0.5, 0], ["−1", "−½", "0"])
    for axes in (above, below):
        axes.grid(True)
    at_left = curves["squared error"][1][0]
    return figure, (
        "Two plots against the last sum, where yes is right. Above, the squared error levels off "
        "at 1 on the far left, and the log loss goes on rising like a straight line. Below, the "
        "slope of the squared error is steepest near 0 and fades on the left, to "
        f"{-at_left:.3f} below zero. The slope of the log loss settles at −1 there."
    )


def half_moons(X: np.ndarray, y: np.ndarray, w: np.ndarray, b: np.ndarray) -> Picture:
    """The bottles of both kinds, and the straight border z = X @ w + b = 0."""
    figure, axes = subplots(height=310)
    _bottles(axes, X, y, size=6)
    across = np.array(FRAME["xlim"])
    border = -(w[0, 0] * across + b[0]) / w[1, 0]
    axes.plot(across, border, color=colour("W"), ls="-", lw=2.6, label="straight border")
    axes.set(xlabel="first measurement", ylabel="second measurement", **FRAME)
    axes.legend(ncols=3, loc="upper center", handletextpad=0.2, columnspacing=0.9)
    wrong = int(((X @ w + b > 0) != (y == 1)).sum())
    return figure, (
        f"{len(X)} bottles as points in two half-moons that reach into each other: rings for "
        "sound, an arch on the upper left; crosses for corked, a bowl on the lower right. A "
        f"straight border runs between them, and {wrong} points are on the wrong side of it, most "
        "of them at the tips of the moons."
    )


def _bottles(axes, X, y, size):
    """Rings for 0 and crosses for 1, so that the kinds differ without their colours."""
    sound, corked = X[y[:, 0] == 0], X[y[:, 0] == 1]
    style = {"ls": "none", "ms": size, "mew": size / 4}
    axes.plot(*sound.T, "o", color=colour("x"), mfc=colour("paper"), label="sound", **style)
    axes.plot(*corked.T, "x", color=colour("gradient"), label="corked", **style)


def bending(X: np.ndarray, y: np.ndarray, snapshots: Mapping[int, Arrays]) -> Picture:
    """The border after each of some epochs, a panel each; `snapshots` maps epoch to params."""
    rows = (len(snapshots) + 1) // 2
    figure, panels = subplots(rows, 2, height=185 * rows, sharex=True, sharey=True)
    shares = []
    for axes, (epoch, params) in zip(panels.flat, snapshots.items(), strict=True):
        _bottles(axes, X[::3], y[::3], size=4)  # all of them six times are too heavy for a page
        _border(axes, params)
        right = ((_last_sum(params, X) > 0) == (y == 1)).mean()
        shares.append(f"{100 * right:.0f} after {epoch}")
        axes.set_title(f"epoch {epoch}: {100 * right:.0f} in 100", loc="left", fontsize=14)
        axes.set(xticks=[-1, 0, 1, 2], yticks=[-1, 0, 1], **FRAME)
    return figure, (
        "A third of the half-moons' bottles in several panels, each with the network's border "
        "after so many epochs. The border begins as an odd line, lies nearly straight between "
        "the moons for a while, and then bends into an S that follows both. Right on the "
        f"training set, of a hundred: {', '.join(shares)}."
    )


def _last_sum(params, X):
    return network.forward(params, X)["z2"]  # (n, 1)


def _border(axes, params):
    """The line on which the last sum is 0."""
    across, up = np.linspace(*FRAME["xlim"], 160), np.linspace(*FRAME["ylim"], 120)
    grid = np.stack(np.meshgrid(across, up), axis=-1)  # (120, 160, 2)
    z = _last_sum(params, grid.reshape(-1, 2)).reshape(grid.shape[:2])  # (120, 160)
    axes.contour(across, up, z, levels=[0], colors=[colour("W")], linewidths=2.6)


def trade(thresholds: np.ndarray, precision: np.ndarray, recall: np.ndarray) -> Picture:
    """Precision and recall against the threshold."""
    figure, axes = subplots(height=280)
    axes.plot(thresholds, precision, color=colour("W"), ls="-", label="precision")
    axes.plot(thresholds, recall, color=colour("y_hat"), ls="--", label="recall")
    axes.set(xlabel="threshold", ylabel="share", xlim=(0, 1))
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "¼", "½", "¾", "1"])
    axes.grid(True)
    axes.legend(loc="lower center")
    crossing = thresholds[np.argmin(np.abs(precision - recall))]
    return figure, (
        f"Two curves against the threshold. Precision climbs from {precision[0]:.2f} at "
        f"{thresholds[0]:.2f} to {precision[-1]:.2f} at {thresholds[-1]:.2f}. Recall falls from "
        f"{recall[0]:.2f} to {recall[-1]:.2f}. They cross near {crossing:.2f}."
    )

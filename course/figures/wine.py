"""The pictures of the chapter on wine: scores, curves of learning, guesses, and ten deals.

Each function takes what the chapter measured, and returns the figure and the words for it.

Shapes: guesses and scores (n, 1), one row for each bottle of the exam; a history is the one that
`Network.fit` returns, with the exam as its validation rows.
"""

from typing import TYPE_CHECKING

import numpy as np

from course.figures.style import LINES, Picture, colour, subplots

if TYPE_CHECKING:  # whoever has a table has imported pandas
    from pandas import DataFrame, Series

MARKERS = "os^D"
CURVES = (("training_loss", "W", "-"), ("validation_loss", "y_hat", "--"))


def scores(counts: "Series") -> Picture:
    """A bar for each score, with the number of bottles that got it; `counts` maps score to it."""
    figure, axes = subplots(height=220)
    axes.bar(counts.index, counts, color=colour("y"), width=0.7)
    for score, count in counts.items():
        axes.text(score, count + 12, count, ha="center")
    axes.set(xlabel="score that the tasters gave", ylabel="bottles", ylim=(0, 1.12 * counts.max()))
    said = ", ".join(f"{count} bottles got {score}" for score, count in counts.items())
    return figure, f"Bars of how many bottles got each score: {said}."


def learning(history: dict[str, list[float]], line: float) -> Picture:
    """RMSE of both piles, epoch by epoch; a dotted line marks the straight line's on the exam."""
    figure, axes = subplots(height=270)
    axes.set_yscale("log")
    ends = _curves(axes, history, line, ("training bottles", "exam bottles", "straight line, exam"))
    axes.set(xlabel="epochs", ylabel="RMSE, points of the score")
    axes.set_yticks([0.5, 1, 2, 4], ["½", "1", "2", "4"])
    axes.minorticks_off()
    axes.legend()
    first, fiftieth = (np.sqrt(history["validation_loss"][i]) for i in (0, 49))
    return figure, (
        f"RMSE against {len(history['epoch'])} epochs. The exam's curve falls from {first:.1f} to "
        f"{fiftieth:.2f} in fifty epochs, then runs flat and ends at {ends[1]:.2f}, on top of the "
        f"dotted line that marks the straight line at {line:.2f}. The training curve ends at "
        f"{ends[0]:.2f}."
    )


def _curves(axes, history, line, labels):
    """Draw the three lines, and return where the first two end."""
    ends = []
    for (key, name, dashes), label in zip(CURVES, labels, strict=False):
        curve = np.sqrt(history[key])  # (epochs,)
        axes.plot(history["epoch"], curve, color=colour(name), ls=dashes, label=label)
        ends.append(float(curve[-1]))
    axes.axhline(line, color=colour("muted"), ls=":", label=labels[-1])
    return ends


def same_guesses(by_line: np.ndarray, by_network: np.ndarray) -> Picture:
    """The network's guess against the straight line's, a dot for each bottle of the exam."""
    figure, axes = subplots(height=290)
    ends = [by_line.min(), by_line.max()]
    axes.plot(ends, ends, color=colour("muted"), ls="--", label="the same guess")
    _dots(axes, by_line, by_network)
    axes.set(xlabel="guess of the straight line", ylabel="guess of the network")
    axes.legend()
    apart = np.sqrt(np.mean((by_network - by_line) ** 2))
    return figure, (
        f"A dot for each of {len(by_line)} bottles, the network's guess against the straight "
        "line's. The dots hug the dashed diagonal: the two guesses typically differ by "
        f"{apart:.2f} points."
    )


def _dots(axes, across, up):
    axes.scatter(across, up, s=14, color=colour("y_hat"), label="a bottle of the exam")


def leash(free: dict[str, list[float]], held: dict[str, list[float]], line: float) -> Picture:
    """The curves of two networks side by side: without a leash, and with one."""
    figure, panels = subplots(1, 2, height=270, sharey=True)
    said = []
    for axes, history, title in zip(panels, (free, held), ("no leash", "leash"), strict=True):
        ends = _curves(axes, history, line, ("training", "exam", "line, exam"))
        axes.set(title=title, xlabel="epochs", ylim=(0.5, 1))
        said.append(f"With {title} training ends at {ends[0]:.2f} and the exam at {ends[1]:.2f}.")
    panels[0].set_ylabel("RMSE, points")
    panels[1].legend()
    said[1] = said[1].replace("With leash", "With a leash")
    return figure, (
        f"Two panels of RMSE against epochs; a dotted line at {line:.2f} marks the straight line. "
        f"{' '.join(said)}"
    )


def heaps(gradients: dict[int, np.ndarray]) -> Picture:
    """The gradient's entries as histograms, one below the other; `gradients` maps epoch to it."""
    figure, panels = subplots(len(gradients), 1, height=330, sharex=True, sharey=True)
    said = []
    for axes, (epoch, gradient) in zip(panels, gradients.items(), strict=True):
        axes.hist(gradient.ravel(), bins=np.linspace(-0.1, 0.1, 61), color=colour("gradient"))
        after = f"after {epoch} epoch{'s' * (epoch > 1)}"
        axes.text(0.98, 0.75, after, transform=axes.transAxes, ha="right")
        said.append(f"{gradient.std():.3f} {after}")
    panels[-1].set_xlabel("slope of the loss for one weight of the first layer")
    panels[len(panels) // 2].set_ylabel("weights")
    widest = max(gradients, key=lambda epoch: gradients[epoch].std())
    return figure, (
        f"Histograms of the {gradient.size} slopes of the first layer's weights, one below the "
        f"other, each heaped up around zero. Their spread is {', '.join(said)}. The widest heap "
        f"is the one after {widest} epoch{'s' * (widest > 1)}."
    )


def one_dial(path: np.ndarray) -> Picture:
    """The value of one weight after each epoch; the first entry is its start."""
    figure, axes = subplots(height=230)
    axes.plot(np.arange(len(path)), path, color=colour("W"))
    axes.plot(0, path[0], "o", color=colour("W"))
    axes.annotate("start", (0, path[0]), (-8, 0), textcoords="offset points", ha="right",
                  va="center")  # fmt: skip
    last = len(path) - 1
    axes.set(xlabel="epochs", ylabel="weight", xlim=(-0.17 * last, None))
    axes.set_xticks(range(0, last + 1, 20))
    start, middle, end = (_signed(path[i], 2) for i in (0, last // 2, last))
    return figure, (
        f"The path of one weight over {last} epochs: {start} at the start, {middle} half-way and "
        f"{end} at the end."
    )


def guesses(y: np.ndarray, y_hat: np.ndarray) -> Picture:
    """The network's guess against the tasters' score, a dot for each bottle of the exam."""
    figure, axes = subplots(height=300)
    beside = np.random.default_rng(1).uniform(-0.22, 0.22, y.shape)  # or dots would hide dots
    axes.plot([3, 8], [3, 8], color=colour("muted"), ls="--", label="a perfect guess")
    _dots(axes, y + beside, y_hat)
    axes.set(xlabel="score that the tasters gave", ylabel="guess of the network", xlim=(2.5, 8.5))
    axes.legend()
    low, high = np.quantile(y_hat, [0.05, 0.95])
    return figure, (
        f"The network's guess against the tasters' score for {len(y)} bottles. The cloud rises "
        "from left to right, more gently than the dashed diagonal of perfect guesses: nine "
        f"guesses in ten lie between {low:.1f} and {high:.1f}, while scores run from {y.min():.0f} "
        f"to {y.max():.0f}."
    )


def leads(ahead: "DataFrame") -> Picture:
    """By how much each opponent beats the straight line: a row each, a mark for each deal."""
    figure, axes = subplots(height=80 * len(ahead.columns) + 55)
    axes.axvline(0, color=colour("muted"), ls=":")
    said = []
    for row, (who, (name, _), mark) in enumerate(zip(ahead, LINES, MARKERS, strict=False)):
        lead, y = ahead[who], len(ahead.columns) - row
        spread = np.linspace(-0.16, 0.16, len(lead))  # the first deal lowest
        axes.plot(lead, y + spread, mark, color=colour(name), ms=6, mfc=colour("paper"), ls="")
        axes.plot([lead.mean()] * 2, [y - 0.24, y + 0.24], color=colour(name), ls="-", lw=3)
        axes.text(0.01, y + 0.36, who, color=colour(name), transform=axes.get_yaxis_transform())
        said.append(_lead_aloud(who, lead))
    axes.set(xlabel="better than the straight line by", yticks=[], ylim=(0.6, row + 1.75))
    return figure, (
        "A row of marks for each network, one mark a deal: by how many points it beat the straight "
        f"line. To the left of the dotted line at 0 it lost. {' '.join(said)}"
    )


def _lead_aloud(who, lead):
    least, most, mean = (_signed(value, 3) for value in (lead.min(), lead.max(), lead.mean()))
    return f"{who[0].upper()}{who[1:]}: from {least} to {most}, {mean} on average."


def _signed(value, digits):
    return f"{value:.{digits}f}".replace("-", "−")

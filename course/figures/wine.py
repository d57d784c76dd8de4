"""The pictures of the chapter on wine: scores, three sets, errors, predictions, and ten splits.

Each function takes what the chapter measured, and returns the figure and the words for it.

Shapes: predictions and scores (n, 1), one row for each bottle of the validation set or the test
set; a history is the one that `Network.fit` returns.
"""

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from course.figures.diagrams import words
from course.figures.page import Shown, box
from course.figures.style import LINES, TINT, WIDTH, Picture, canvas, colour, subplots

if TYPE_CHECKING:  # whoever has a table has imported pandas
    from pandas import DataFrame, Series

MARKERS = "os^D"
CURVES = (("training_loss", "W", "-"), ("validation_loss", "y_hat", "--"))
SETS = (
    ("training set", "for the weights", "W", None),
    ("validation set", "for the settings", "y_hat", "//"),
    ("test set", "for the result", "loss", ".."),
)


def which_table(source: str) -> Shown:
    """A box for the top of the page: is this the real table, or the one that is made up?"""
    if "stand-in" not in source:
        return box("note", "The table on this page", f"This page was built with {source}.")
    return box(
        "warning",
        "The bottles on this page are made up",
        "The real table could not be had when this page was run. A program drew these rows, so "
        "that they resemble the real ones in outline. What you read here about networks, splits "
        "and test sets holds for both tables. The figures hold for the made-up rows alone, and "
        "they are no evidence about wine or about the people who taste it.",
    )


def scores(counts: "Series") -> Picture:
    """A bar for each score, with the number of bottles that got it; `counts` maps score to it."""
    figure, axes = subplots(height=220)
    axes.bar(counts.index, counts, color=colour("y"), width=0.7)
    for score, count in counts.items():
        axes.text(score, count + 12, count, ha="center")
    axes.set(xlabel="score that the tasters gave", ylabel="bottles", ylim=(0, 1.12 * counts.max()))
    said = ", ".join(f"{count} bottles got {score}" for score, count in counts.items())
    return figure, f"Bars of how many bottles got each score: {said}."


def three_sets(counts: dict[str, int]) -> Picture:
    """The table as one bar, cut into its three sets; `counts` maps each set to its rows."""
    figure, axes = canvas(height=112)
    left, scale = 6, (WIDTH - 12) / sum(counts.values())
    for name, use, tone, hatch in SETS:
        wide = counts[name] * scale
        tint = (*to_rgb(colour(tone)), TINT)
        axes.add_patch(Rectangle((left, 34), wide, 46, fc=tint, ec="none"))
        axes.add_patch(
            Rectangle((left, 34), wide, 46, fc="none", ec=colour(tone), lw=2, hatch=hatch)
        )
        words(
            axes, (left + wide / 2, 57), str(counts[name]), "ink", 17, on_paper=True, weight="bold"
        )
        words(axes, (left + wide / 2, 96), name.replace("ion set", "ion"), tone, 14)
        words(axes, (left + wide / 2, 16), use.replace("for the ", ""), tone, 14)
        left += wide
    said = "; ".join(f"{counts[name]} bottles in the {name}, {use}" for name, use, *_ in SETS)
    return figure, f"The table as one bar, cut into three pieces from left to right: {said}."


def learning(history: dict[str, list[float]], line: float) -> Picture:
    """RMSE of both sets, epoch by epoch; a dotted line marks the straight line's on validation."""
    figure, axes = subplots(height=270)
    axes.set_yscale("log")
    labels = ("training set", "validation set", "straight line, validation")
    ends = []
    for (key, name, dashes), label in zip(CURVES, labels, strict=False):
        curve = np.sqrt(history[key])  # (epochs,)
        axes.plot(history["epoch"], curve, color=colour(name), ls=dashes, label=label)
        ends.append(float(curve[-1]))
    axes.axhline(line, color=colour("muted"), ls=":", label=labels[-1])
    axes.set(xlabel="epochs", ylabel="RMSE, points of the score")
    axes.set_yticks([0.5, 1, 2, 4], ["½", "1", "2", "4"])
    axes.minorticks_off()
    axes.legend()
    first, fiftieth = (np.sqrt(history["validation_loss"][i]) for i in (0, 49))
    return figure, (
        f"RMSE against {len(history['epoch'])} epochs. The validation curve falls from "
        f"{first:.1f} to {fiftieth:.2f} in fifty epochs, then runs flat and ends at "
        f"{ends[1]:.2f}, close to the dotted line that marks the straight line at {line:.2f}. The "
        f"training curve ends at {ends[0]:.2f}."
    )


def same_predictions(by_line: np.ndarray, by_network: np.ndarray) -> Picture:
    """The network's prediction against the straight line's, a dot for each bottle."""
    figure, axes = subplots(height=290)
    ends = [by_line.min(), by_line.max()]
    axes.plot(ends, ends, color=colour("muted"), ls="--", label="the same prediction")
    axes.scatter(by_line, by_network, s=14, color=colour("y_hat"), label="a validation bottle")
    axes.set(xlabel="prediction of the straight line", ylabel="prediction of the network")
    axes.legend()
    apart = np.sqrt(np.mean((by_network - by_line) ** 2))
    return figure, (
        f"A dot for each of {len(by_line)} bottles, the network's prediction against the straight "
        "line's. The dots hug the dashed diagonal: the two predictions typically differ by "
        f"{apart:.2f} points."
    )


def errors(table: "DataFrame", line: float) -> Picture:
    """RMSE on both sets against a setting, one place on the axis for each value that was tried.

    The index of `table` holds the values and has the setting's name; its columns are "training"
    and "validation". A circle marks the lowest error on validation.
    """
    figure, axes = subplots(height=270)
    across, best = np.arange(len(table)), int(table["validation"].argmin())
    ring = {"ms": 16, "mfc": colour("paper"), "mew": 2, "color": colour("loss"), "zorder": 1}
    for i, (key, (name, dashes)) in enumerate(zip(table, LINES, strict=False)):
        axes.plot(across, table[key], color=colour(name), ls=dashes, marker=MARKERS[i],
                  label=f"{key} set")  # fmt: skip
    axes.plot(best, table["validation"].iloc[best], "o", ls="", label="lowest", **ring)
    axes.axhline(line, color=colour("muted"), ls=":", label="straight line")
    axes.set_xticks(across, [f"{value:g}" for value in table.index])
    axes.set(xlabel=table.index.name, ylabel="RMSE, points of the score")
    axes.legend()
    said = "; ".join(
        f"at {value:g} {training:.3f} and {validation:.3f}"
        for value, training, validation in table[["training", "validation"]].itertuples()
    )
    return figure, (
        f"RMSE on the training set and on the validation set against the {table.index.name}: "
        f"{said}. The lowest on the validation set, in a circle, is the one at "
        f"{table.index[best]:g}. A dotted line at {line:.3f} marks the straight line."
    )


def histograms(gradients: dict[int, np.ndarray]) -> Picture:
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
        f"other, each around zero. Their standard deviation is {', '.join(said)}. The widest "
        f"histogram is the one after {widest} epoch{'s' * (widest > 1)}."
    )


def one_weight(path: np.ndarray) -> Picture:
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


def predictions(y: np.ndarray, y_hat: np.ndarray) -> Picture:
    """The network's prediction against the score, a dot for each bottle of the test set."""
    figure, axes = subplots(height=300)
    beside = np.random.default_rng(1).uniform(-0.22, 0.22, y.shape)  # or dots would hide dots
    axes.plot([3, 8], [3, 8], color=colour("muted"), ls="--", label="a perfect prediction")
    axes.scatter(y + beside, y_hat, s=14, color=colour("y_hat"), label="a bottle of the test set")
    axes.set(xlabel="score in the table", ylabel="prediction of the network", xlim=(2.5, 8.5))
    axes.legend()
    low, high = np.quantile(y_hat, [0.05, 0.95])
    return figure, (
        f"The network's prediction against the score in the table for {len(y)} bottles. The cloud "
        "rises from left to right, more gently than the dashed diagonal of perfect predictions: "
        f"nine predictions in ten lie between {low:.1f} and {high:.1f}, while scores run from "
        f"{y.min():.0f} to {y.max():.0f}."
    )


def leads(ahead: "DataFrame") -> Picture:
    """By how much each network beats the straight line: a row each, a mark for each split."""
    figure, axes = subplots(height=80 * len(ahead.columns) + 55)
    axes.axvline(0, color=colour("muted"), ls=":")
    said = []
    for row, (who, (name, _), mark) in enumerate(zip(ahead, LINES, MARKERS, strict=False)):
        lead, y = ahead[who], len(ahead.columns) - row
        spread = np.linspace(-0.16, 0.16, len(lead))  # the first split lowest
        axes.plot(lead, y + spread, mark, color=colour(name), ms=6, mfc=colour("paper"), ls="")
        axes.plot([lead.mean()] * 2, [y - 0.24, y + 0.24], color=colour(name), ls="-", lw=3)
        axes.text(0.01, y + 0.36, who, color=colour(name), transform=axes.get_yaxis_transform())
        said.append(_lead_aloud(who, lead))
    axes.set(xlabel="better than the straight line by", yticks=[], ylim=(0.6, row + 1.75))
    return figure, (
        "A row of marks for each network, one mark a split: by how many points it beat the "
        f"straight line. To the left of the dotted line at 0 it lost. {' '.join(said)}"
    )


def _lead_aloud(who, lead):
    least, most, mean = (_signed(value, 3) for value in (lead.min(), lead.max(), lead.mean()))
    return f"{who[0].upper()}{who[1:]}: from {least} to {most}, {mean} on average."


def _signed(value, digits):
    return f"{value:.{digits}f}".replace("-", "−")

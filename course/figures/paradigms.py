"""The pictures of the chapter on ways of learning: what is told, k-means at work, regret.

Each function returns the figure and the words that say what it shows. Groups and centres come
from `reference_impl.kmeans`, play from `reference_impl.bandit`. X (n, d), centers (k, d).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from course.figures.diagrams import arrow, number, plate, words
from course.figures.style import WIDTH, Picture, canvas, colour, subplots
from reference_impl.bandit import Bandit, play
from reference_impl.kmeans import assign, inertia, update

if TYPE_CHECKING:  # slow to load, and here it is handed in
    from matplotlib.axes import Axes

# A group's colour and the mark of its points: never the colour alone.
GROUPS = (("W", "o"), ("y_hat", "s"), ("a", "^"))
# What goes to each learner, what the learner gives, and what it is told then.
LEARNERS = (
    ("supervised", "a bottle", "a guess", "the right answer", "-"),
    ("unsupervised", "all bottles", "groups", "nothing", (0, (3, 2.5))),
    ("reinforcement", "a choice", "an act", "how well it paid", "-"),
)


def told() -> Picture:
    """The three ways of learning: what goes in, what comes out, what the learner hears back."""
    figure, axes = canvas(height=118 * len(LEARNERS))
    for row, (name, given, done, heard, dashes) in enumerate(LEARNERS):
        y = 118 * (len(LEARNERS) - 1 - row) + 68
        words(axes, (12, y + 34), name, "ink", 15, ha="left", weight="bold")
        plate(axes, (70, y), given, "x", width=112, height=34)
        plate(axes, (WIDTH - 70, y), done, "y_hat", width=112, height=34)
        arrow(axes, (70, y), (WIDTH - 70, y), "ink", gap=62)
        words(axes, (WIDTH / 2, y + 14), "learner", "muted")
        _heard(axes, y, heard, dashes)
    said = "; ".join(
        f"{name}, which gets {given}, gives {done}, and is told {heard}"
        for name, given, done, heard, _ in LEARNERS
    )
    return figure, f"Three kinds of learner, one below the other: {said}."


def _heard(axes, y, heard, dashes):
    """The way back, from what the learner did to the learner; dashed where nothing comes."""
    ends, low = (WIDTH - 70, WIDTH / 2), y - 38
    style = {"color": colour("loss"), "lw": 1.8, "ls": dashes}
    axes.plot([ends[0], ends[0], ends[1], ends[1]], [y - 20, low, low, y - 18], **style)
    if heard != "nothing":
        axes.plot(ends[1], y - 14, "^", color=colour("loss"), ms=8)
    words(axes, (WIDTH / 2 - 12, low + 8), heard, "loss", 14, ha="right")


def rounds(X: np.ndarray, start: np.ndarray, moves: int = 4) -> Picture:
    """k-means move by move, two panels a row: rows are assigned, centres move, and so on.

    `start` (k, d) holds the first centres. Points of up to 26 rows get letters.
    """
    figure, panels = subplots(moves // 2, 2, height=110 * moves, sharex=True, sharey=True)
    labels: np.ndarray  # made in the first step, which assigns
    centers, said = np.array(start, dtype=float), []
    for step, axes in enumerate(panels.flat):
        before = centers
        if step % 2:
            centers = update(X, labels, centers)  # noqa: F821
        else:
            labels = assign(X, centers)  # (n,)
        title = f"{step + 1}. {'move' if step % 2 else 'assign'}"
        groups_panel(axes, X, labels, centers, title, before)
        _letters(axes, X)
        said.append(f"{title}: {_groups_aloud(labels, centers)}")
    return figure, f"Points on a plane, in panels. {'. '.join(said)}."


def groups_panel(
    axes: "Axes",
    X: np.ndarray,
    labels: np.ndarray,
    centers: np.ndarray,
    title: str,
    before: np.ndarray | None = None,
) -> None:
    """Points marked by group, the centres as large crosses, an arrow where one has moved."""
    for j, (center, (name, mark)) in enumerate(zip(centers, GROUPS, strict=False)):
        hollow: dict[str, Any] = {
            "ls": "none",
            "mfc": colour("paper"),
            "mew": 1.4,
            "ms": 8 if len(X) < 20 else 5,
        }
        axes.plot(*X[labels == j].T, mark, color=colour(name), **hollow)
        if before is not None and not np.array_equal(before[j], center):
            style = {"arrowstyle": "->", "color": colour(name), "lw": 1.6, "shrinkB": 7}
            axes.annotate("", center, before[j], arrowprops=style)
        axes.plot(*center, "X", color=colour(name), ms=15, mec=colour("ink"), mew=1.4)
    axes.set_title(title, loc="left", fontsize=14)
    axes.margins(0.16)
    axes.grid(True)


def _letters(axes, X):
    for letter, point in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", X, strict=False):
        axes.annotate(letter, point, (9, 5), textcoords="offset points", fontsize=14)


def _groups_aloud(labels, centers):
    letters = np.array(list("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    return " and ".join(
        f"{', '.join(letters[: len(labels)][labels == j]) or 'no point'} with the centre at "
        f"({number(center[0])}, {number(center[1])})"
        for j, center in enumerate(centers)
    )


def settle(X: np.ndarray, start: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
    """Move and assign until no row changes its group: labels (n,), centers (k, d), rounds."""
    centers, labels, count = np.array(start, dtype=float), None, 0
    while labels is None or not np.array_equal(labels, assign(X, centers)):
        labels, count = assign(X, centers), count + 1
        centers = update(X, labels, centers)
    return labels, centers, count


def two_starts(X: np.ndarray, starts: dict[str, np.ndarray]) -> Picture:
    """The same points from two starts: above, where the centres begin; below, where they end.

    `starts` maps a name to the first centres, (k, d).
    """
    figure, panels = subplots(2, len(starts), height=430, sharex=True, sharey=True)
    said = []
    for column, (name, start) in zip(panels.T, starts.items(), strict=True):
        labels, centers, count = settle(X, start)
        total = inertia(X, labels, centers)
        groups_panel(column[0], X, assign(X, start), start, name)
        groups_panel(column[1], X, labels, centers, f"end: {total:.0f}")
        sizes = ", ".join(str(size) for size in np.bincount(labels, minlength=len(start)))
        said.append(f"From {name} it ends after {count} rounds with groups of {sizes} points, and "
                    f"squared distances that add up to {total:.0f}")  # fmt: skip
    return figure, f"Four panels with the same {len(X)} points. {'. '.join(said)}."


def regrets(epsilons: Sequence[float], runs: int, steps: int, arms: int) -> dict[float, np.ndarray]:
    """The regret of each run, (runs, steps), for each epsilon: the same machines for all.

    Run r has its own machine, whose `arms` means are drawn from normal(0, 1) by seed r.
    """
    played = {}
    for epsilon in epsilons:
        rows = []
        for run in range(runs):
            luck, choices = (np.random.default_rng([run, who]) for who in range(2))
            machine = Bandit(luck.normal(0, 1, arms), luck)
            rows.append(play(machine, epsilon, steps, choices).regret)
        played[epsilon] = np.array(rows)  # (runs, steps)
    return played


def regret_curves(played: dict[float, np.ndarray]) -> Picture:
    """Regret against pulls, averaged over the runs, one line for each epsilon, its name beside."""
    figure, axes = subplots(height=330)
    said = []
    for (epsilon, rows), (name, dashes) in zip(
        played.items(), (("W", "--"), ("a", "-"), ("loss", "-.")), strict=True
    ):
        curve = rows.mean(axis=0)  # (steps,)
        pulls = np.arange(1, len(curve) + 1)
        axes.plot(pulls, curve, color=colour(name), ls=dashes)
        label = f"{_player(epsilon)}: {curve[-1]:.0f}"
        offset = (0, -30 if 0 < epsilon < 1 else 8)  # below the line, or above it
        beside = {"textcoords": "offset points", "color": colour(name), "fontsize": 14}
        axes.annotate(label, (pulls[-1], curve[-1]), offset, ha="right", **beside)
        said.append(f"{label} after {len(curve)} pulls")
    axes.set(xlabel="pulls", ylabel="regret so far, on average")
    axes.margins(y=0.16)
    axes.grid(True)
    runs = len(next(iter(played.values())))
    return figure, (
        f"Three curves of regret, averaged over {runs} machines, against the number of pulls. "
        f"{'; '.join(said)}. The random player's is a straight line up; the other two bend."
    )


def _player(epsilon):
    known = {0: "always greedy", 1: "always random"}
    return known.get(epsilon, f"epsilon {epsilon:g}")

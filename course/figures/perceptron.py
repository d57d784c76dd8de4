"""The pictures of the chapter on the perceptron: a line that learns, borders, and the stair lamp.

Each function returns the figure and the words that say what it shows. Lines and corrections come
from `reference_impl.perceptron`. X (n, 2), y (n, 1) of -1 and +1, w (2, 1), b (1,).
"""

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.patches import Circle

from course.figures.diagrams import along, arrow, node, number, words
from course.figures.style import TINT, Picture, canvas, colour, subplots
from reference_impl import perceptron

# Round and row from 1, z before, and the new w and b.
Correction = tuple[int, int, float, np.ndarray, np.ndarray]
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LABEL = {"textcoords": "offset points", "ha": "center"}
BOTTLES = {"xlim": (-1.9, 4.9), "ylim": (-1.5, 5.1)}
LAMP = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])  # (4, 2): down is 0, up is 1
LIT = np.array([[-1], [1], [1], [-1]])  # (4, 1): -1 is off
SQUARE = {"xlim": (-0.75, 1.75), "ylim": (-0.75, 1.75)}
# The two layers that are wired by hand: "at least one", "not both", and then "both say yes".
W1, b1 = np.array([[2, -2], [2, -2]]), np.array([-1, 3])  # (2, 2), (2,)
W2, b2 = np.array([[1], [1]]), np.array([-1])  # (2, 1), (1,)


def layer(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    """What each yes-or-no neuron of a layer says: one call of `perceptron.predict` a column."""
    says = [perceptron.predict(X, W[:, [j]], b[[j]]) for j in range(W.shape[1])]
    return np.hstack(says)  # (n, d_out)


def corrections(X: np.ndarray, y: np.ndarray, epochs: int) -> list[Correction]:
    """Each correction that `perceptron.fit` makes: round and row from 1, z before, new w and b."""
    w, b = np.zeros((X.shape[1], 1)), np.zeros(1)
    made: list[Correction] = []
    for epoch in range(1, epochs + 1):
        before = len(made)
        for row in range(len(X)):
            x_row, y_row = X[row : row + 1], y[row : row + 1]
            z = float((x_row @ w + b)[0, 0])
            if y_row[0, 0] * z <= 0:
                w, b = w + x_row.T @ y_row, b + y_row[0]
                made.append((epoch, row + 1, z, w, b))
        if len(made) == before:
            break
    return made


def question(X: np.ndarray, y: np.ndarray) -> Picture:
    """The bottles as points, with a letter each: a ring was poured, a cross was sent back."""
    figure, axes = subplots(height=300)
    _points(axes, X, y)
    axes.set(xlim=(-0.6, 4.6), ylim=(-0.6, 4.8), xticks=range(5), yticks=range(5))
    axes.set(xlabel="fruit", ylabel="vinegar", aspect="equal")
    axes.grid(True)
    rings, crosses = (
        " and ".join(f"{LETTERS[i]} at ({X[i, 0]}, {X[i, 1]})" for i in np.flatnonzero(y == label))
        for label in (1, -1)
    )
    return figure, (
        "Bottles as points: fruit to the right, vinegar upwards. Poured, drawn as rings: "
        f"{rings}. Sent back, drawn as crosses: {crosses}."
    )


def _points(axes, X, y, letters=True):
    for i, (point, label) in enumerate(zip(X, y[:, 0], strict=True)):
        style = {"ms": 9, "mew": 2.4, "mfc": colour("paper")} if label > 0 else {"ms": 9, "mew": 3}
        axes.plot(*point, "o" if label > 0 else "x", color=colour("x"), ls="none", **style)
        if letters:
            # Above its point; B a little to the right, off a line of the chapter.
            shift = (9 if LETTERS[i] == "B" else 0, 15)
            axes.annotate(LETTERS[i], point, shift, **LABEL, fontsize=15)


def _border(axes, w, b, points, length):
    """The line z = 0, the arrow of w across it, and a tint over the side where z is above zero."""
    w, b = w[:, 0], float(b[0])
    size = np.hypot(*w)
    if size == 0:
        return
    across, ahead = np.array([-w[1], w[0]]) / size, w / size
    middle = points.mean(axis=0)
    foot = middle - (w @ middle + b) / size * ahead  # on the line
    ends = np.array([foot - 20 * across, foot + 20 * across])
    axes.plot(*ends.T, color=colour("W"), ls="-", lw=2.4)
    side = np.array([*ends, ends[1] + 40 * ahead, ends[0] + 40 * ahead])
    axes.fill(*side.T, fc=(*to_rgb(colour("W")), TINT), ec="none", zorder=0)
    foot = _free_place(axes, points, foot, across, length * ahead)
    style = {"arrowstyle": "-|>", "color": colour("W"), "lw": 2.4, "mutation_scale": 15}
    axes.annotate("", foot + length * ahead, foot, arrowprops=style | {"shrinkA": 0, "shrinkB": 0})


def _free_place(axes, points, foot, across, way):
    """The nearest place on the line where an arrow is in the frame and off every point."""
    low, high = np.transpose([axes.get_xlim(), axes.get_ylim()])
    room = {}
    for step in np.linspace(-2, 2, 41):
        shaft = foot + step * across + np.linspace(0, 1, 5)[:, None] * way  # (5, 2)
        if (shaft > low).all() and (shaft < high).all():
            gap = np.linalg.norm(shaft[:, None] - points, axis=2).min()
            room[min(gap, 0.7 * np.linalg.norm(way)) - 0.01 * abs(step)] = shaft[0]
    return room[max(room)]


def _ring(axes, point, radius):
    axes.add_patch(Circle(point, radius, fc="none", ec=colour("loss"), lw=2.2, ls=(0, (3, 1.5))))


def updates(X: np.ndarray, y: np.ndarray, epochs: int = 10) -> Picture:
    """The line after each correction, a panel each; the row that asked for it is ringed."""
    made = corrections(X, y, epochs)
    rows = (len(made) + 2) // 2
    figure, panels = subplots(rows, 2, height=205 * rows)
    for axes in panels.flat:
        _points(axes, X, y)
        axes.set(aspect="equal", xticks=[0, 2, 4], yticks=[0, 2, 4], **BOTTLES)
    panels.flat[0].set_title("start: no line", loc="left", fontsize=14)
    for step, (axes, (_, row, _, w, b)) in enumerate(zip(panels.flat[1:], made, strict=False), 1):
        _border(axes, w, b, X, 1.4)
        _ring(axes, X[row - 1], 0.42)
        title = f"{step}. {LETTERS[row - 1]}: {number(w[0, 0])}, {number(w[1, 0])}; {number(b[0])}"
        axes.set_title(title, loc="left", fontsize=14)
    for axes in panels.flat[len(made) + 1 :]:
        axes.axis("off")
    said = "; ".join(
        f"correction {step}, by bottle {LETTERS[row - 1]}, gives the weights {number(w[0, 0])} and "
        f"{number(w[1, 0])} and the bias {number(b[0])}"
        for step, (_, row, _, w, b) in enumerate(made, 1)
    )
    return figure, (
        f"The bottles again, in {len(made) + 1} panels. At the start there is no line. Then "
        f"{said}. Each panel shows the line, an arrow at a right angle to it that points to the "
        "tinted side, where the neuron says pour, and a dashed ring around the bottle that was "
        "wrong. In the last panel the poured bottles are on the tinted side, the others off it."
    )


# Where one unit of each measurement goes in the drawing of three measurements.
SLANT = np.array([[-15, -15], [27, 0], [0, 27]])  # (3, 2)


def hyperplanes() -> Picture:
    """Where z = 0 with one, two and three measurements, all weights 1 and the bias -2."""
    figure, axes = canvas(height=180)
    names = ("a point", "a line", "a plane")
    for d, (x, name) in enumerate(zip((66, 194, 326), names, strict=True), 1):
        words(axes, (x, 30), f"{d} measurement{'s' if d > 1 else ''}", "muted")
        words(axes, (x, 11), name, "W", 15, weight="bold")
    _border_drawn(axes, np.array([12, 102]), SLANT[1:2])
    _border_drawn(axes, np.array([154, 68]), SLANT[1:])
    _border_drawn(axes, np.array([312, 88]), SLANT)
    return figure, (
        "Three drawings of the place where z is zero, with every weight 1 and the bias −2. With "
        "one measurement it is a point, at 2 on a number line. With two it is a line, from 2 on "
        "one axis to 2 on the other. With three it is a plane, a slanted sheet through 2 on each "
        "of three axes. In each an arrow leads straight off the border, to the side with a plus."
    )


def _border_drawn(axes, origin, units):
    """Axes from `origin`, the border through 2 on each of them, and the arrow of the weights."""
    for unit in units:
        arrow(axes, origin, origin + (4 if len(units) == 1 else 3.1) * unit, "muted", 1.2, gap=0)
    corners = origin + 2 * units  # (d, 2): where the border meets the axes
    if len(units) == 1:
        axes.plot(*corners[0], "o", color=colour("W"), ms=11)
    elif len(units) == 2:
        axes.plot(*(origin + [[2.7, -0.7], [-0.7, 2.7]] @ units).T, color=colour("W"), ls="-")
    else:
        axes.fill(*corners.T, fc=(*to_rgb(colour("W")), TINT), ec=colour("W"), lw=2.2)
    beside = {1: [(0, 17)], 2: [(-8, -10), (-10, -8)], 3: [(-14, 6), (2, -12), (-10, 5)]}
    for corner, shift in zip(corners, beside[len(units)], strict=True):
        words(axes, corner + shift, "2", "ink")
    ahead = units.sum(axis=0) / np.hypot(*units.sum(axis=0))
    foot = corners.mean(axis=0)
    arrow(axes, foot, foot + 34 * ahead, "W", 2.4, gap=0)
    words(axes, foot + 34 * ahead + (0, 12), "+", "W", 17, weight="bold")


# Four neurons that come close: what they listen for, their weights and their bias.
CLOSE = (
    ("at least one", (2, 2), -1), ("not both", (-2, -2), 3),
    ("only the first", (2, -2), -1), ("only the second", (-2, 2), -1),
)  # fmt: skip


def lamp_tries() -> Picture:
    """Four lines on the square of two switches; each gets three of the four rows right."""
    figure, panels = subplots(2, 2, height=440)
    said = []
    for axes, (name, weights, bias) in zip(panels.flat, CLOSE, strict=True):
        w, b = np.array([weights]).T, np.array([bias])
        wrong = np.flatnonzero(perceptron.predict(LAMP, w, b)[:, 0] != LIT[:, 0])
        _lamp_panel(axes, name, (w, b))
        for i in wrong:
            _ring(axes, LAMP[i], 0.24)
        at = ", ".join(f"({LAMP[i, 0]}, {LAMP[i, 1]})" for i in wrong)
        said.append(f"{name} is wrong at {at}")
    return figure, (
        "The four settings of two switches at the corners of a square, in four panels. The lamp is "
        "on, a ring, at (0, 1) and (1, 0), and off, a cross, at (0, 0) and (1, 1). Each panel has "
        f"another line, and one corner on the wrong side, circled: {'; '.join(said)}."
    )


def _lamp_panel(axes, title, *lines):
    """The corners of the square of switches, and lines given by their w and b."""
    axes.set(aspect="equal", xticks=[0, 1], yticks=[0, 1], **SQUARE)
    _points(axes, LAMP, LIT, letters=False)
    for w, b in lines:
        _border(axes, w, b, LAMP, 0.3)
    axes.set_title(title, loc="left", fontsize=14)


def lamp_network() -> Picture:
    """The two layers that do what one neuron can't, with every weight and bias."""
    figure, axes = canvas(height=250)
    inputs, hidden, output = ((44, 176), (44, 66)), ((205, 176), (205, 66)), (346, 121)
    for i, j in np.ndindex(2, 2):
        _weighed(axes, inputs[i], hidden[j], W1[i, j], 0.5 if i == j else 0.3)
    for j, name in enumerate(("at least one", "not both")):
        _weighed(axes, hidden[j], output, W2[j, 0], 0.47)
        node(axes, inputs[j], ("1st", "2nd")[j], "x", size=13)
        node(axes, hidden[j], number(b1[j]), "b")
        words(axes, (205, (206, 36)[j]), name, "ink", 14)
    node(axes, output, number(b2[0]), "b")
    words(axes, (346, 151), "both say yes", "ink", 14)
    for x, name in zip((48, 205, 346), ("switches", "first layer", "second layer"), strict=True):
        words(axes, (x, 12), name, "muted")
    words(axes, (110, 236), "arrow: a weight", "W")
    words(axes, (270, 236), "circle: a bias", "b")
    upper, lower = (" and ".join(map(number, W1[:, j])) for j in range(2))
    return figure, (
        "A network of two layers for the stair lamp. On the left switches 1 and 2. Both feed two "
        f"neurons in the middle. The upper one, at least one, has the weights {upper} and the bias "
        f"{number(b1[0])}. The lower one, not both, has the weights {lower} and the bias "
        f"{number(b1[1])}. Both feed the neuron on the right, both say yes, with the weights "
        f"{number(W2[0, 0])} and {number(W2[1, 0])} and the bias {number(b2[0])}."
    )


def _weighed(axes, start, end, weight, part):
    arrow(axes, start, end, "W")
    words(axes, along(start, end, part), number(weight), "W", 14, on_paper=True, weight="bold")


def lamp_moved() -> Picture:
    """The four settings before and after the first layer: then one line is enough."""
    figure, (before, after) = subplots(1, 2, height=250)
    _lamp_panel(before, "two lines", *((W1[:, [j]], b1[[j]]) for j in range(2)))
    before.set(xlabel="switch 1", ylabel="switch 2")
    says = layer(LAMP, W1, b1)  # (4, 2)
    after.set(aspect="equal", xticks=[-1, 1], yticks=[-1, 1], xlim=(-2.3, 2.7), ylim=(-2.3, 2.7))
    _points(after, says, LIT, letters=False)
    _border(after, W2, b2, says, 0.6)
    for at, setting in (((-1, 1), "0, 0"), ((1, 1), "0, 1\n1, 0"), ((1, -1), "1, 1")):
        after.annotate(setting, at, (26, -10) if at == (1, 1) else (0, -24), **LABEL)
    after.set(xticklabels=["−1", "+1"], yticklabels=["−1", "+1"])
    after.set(xlabel="at least one", ylabel="not both")
    after.set_title("then one", loc="left", fontsize=14)
    moves = "; ".join(
        f"({row[0]}, {row[1]}) goes to ({h[0]:+g}, {h[1]:+g})".replace("-", "−")
        for row, h in zip(LAMP, says, strict=True)
    )
    return figure, (
        "Two panels. Left, the square of the switches with two parallel lines: both rings lie "
        "between them, a cross lies on each far side. Right, the answers of the two neurons as "
        f"places: {moves}. Both rings are now in one place, and one line parts them from the "
        "crosses."
    )


def right_answers(bias: float) -> int:
    """How many of the four settings are right when the "at least one" neuron has this bias."""
    says = layer(layer(LAMP, W1, np.array([bias, b1[1]])), W2, b2)  # (4, 1)
    return int((says == LIT).sum())


def stairs() -> Picture:
    """Right answers while one bias of the first layer turns: flat, with jumps between."""
    figure, axes = subplots(height=220)
    bias = np.linspace(-4, 2, 241)
    right = np.array([right_answers(value) for value in bias])
    parts = np.flatnonzero(np.diff(right)) + 1
    for piece in np.split(np.arange(len(bias)), parts):
        axes.plot(bias[piece], right[piece], color=colour("b"), ls="-", lw=3)
    axes.plot(b1[0], right_answers(b1[0]), "o", color=colour("b"), ms=10)
    axes.set(xlabel="the bias of “at least one”", ylabel="right answers", ylim=(0, 4.6))
    axes.set(yticks=range(5), xticks=[-4, -2, 0, 2])
    axes.set_xticklabels(["−4", "−2", "0", "2"])
    axes.grid(True)
    levels = " then ".join(str(right[i]) for i in (0, *parts))
    jumps = " and ".join(number(round(float(bias[i - 1]), 2)) for i in parts)
    return figure, (
        "How many of four answers are right while one bias goes from −4 to 2. The curve is "
        f"a stair: {levels}, flat everywhere, with jumps at {jumps}. A dot marks the bias "
        f"{number(b1[0])}, where all {right_answers(b1[0])} are right."
    )

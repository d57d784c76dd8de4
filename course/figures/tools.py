"""The pictures of the chapter on the big tools: a graph, walks with memory, gradients that fade.

Each function returns the figure and the words that say what it shows. The landscape is the one of
the chapter on gradients; the numbers of the graph are those of a tape of the running example.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from course.figures import gradients
from course.figures.diagrams import arrow, node, number, plate, words
from course.figures.style import LINES, Picture, Point, canvas, colour, subplots
from reference_impl import example, optimisers, tape
from reference_impl.initialise import he, xavier
from reference_impl.layers import relu, relu_backward, sigmoid

RECORDED = Path(__file__).with_name("tools_pytorch.txt")


def recorded() -> str:
    """What the chapter's PyTorch code printed where PyTorch was installed; a test compares."""
    return RECORDED.read_text(encoding="utf-8").rstrip("\n")


# --- The graph of one path through the running example ---


class Step(NamedTuple):
    """A number on the path: its name, its colour, what made it, and its place on the page."""

    name: str
    colour: str
    done: str
    at: Point


# There and back: the upper row is read to the right, the lower one to the left.
STEPS = (
    Step("w", "W", "", (42, 226)),
    Step("", "z", f"× {number(example.x[0, 0])}", (146, 226)),
    Step("z", "z", "+ 2", (250, 226)),
    Step("a", "a", "relu", (354, 226)),
    Step("", "a", f"× {number(example.W2[0, 0])}", (354, 82)),
    Step("ŷ", "y_hat", f"+ {number(example.b2[0])}", (250, 82)),
    Step("miss", "loss", f"− {number(example.y[0, 0])}", (146, 82)),
    Step("loss", "loss", "× itself", (42, 82)),
)


def path_on_tape() -> tuple[list[tape.Record], list[int]]:
    """The tape of the path from w to the loss, and the places of the numbers of `STEPS` on it."""
    made: list[tape.Record] = []

    def put(record):
        made.append(record)
        return len(made) - 1

    rest = example.x[0, 1] * example.W1[1, 0] + example.b1[0]
    w, x, others, half, bias, tasters = (
        put(tape.given(float(value)))
        for value in (example.W1[0, 0], example.x[0, 0], rest, example.W2[0, 0], example.b2[0],
                      -example.y[0, 0])
    )  # fmt: skip
    product = put(tape.multiply(made, w, x))
    z = put(tape.add(made, product, others))
    a = put(tape.relu(made, z))
    halved = put(tape.multiply(made, a, half))
    y_hat = put(tape.add(made, halved, bias))
    miss = put(tape.add(made, y_hat, tasters))
    loss = put(tape.multiply(made, miss, miss))
    return made, [w, product, z, a, halved, y_hat, miss, loss]


def graph(with_gradients: bool = False) -> Picture:
    """The path from w to the loss: each number, what made it, the slope on each arrow."""
    figure, axes = canvas(height=318)
    made, places = path_on_tape()
    slopes = [[slope for _, slope in made[place]["parents"]] for place in places[1:]]
    for before, step, known in zip(STEPS, STEPS[1:], slopes, strict=False):
        _join(axes, before.at, step, known)
    backwards = tape.backward(made)
    for step, place in zip(STEPS, places, strict=True):
        node(axes, step.at, number(made[place]["value"]), step.colour)
        words(axes, (step.at[0], step.at[1] + 31), step.name, step.colour, 14)
        if with_gradients:
            upper = step.at[1] > 150
            beside = (step.at[0], step.at[1] + (58 if upper else -38))
            plate(axes, beside, number(backwards[place]), width=46, height=25)
    return figure, _graph_aloud(made, places, backwards if with_gradients else None)


def _join(axes, start, step, slopes):
    """An arrow for each use of the number before, what is done over it, its slope under it."""
    (x, y), end = start, step.at
    middle = ((x + end[0]) / 2, (y + end[1]) / 2)
    twice = slopes[0] == slopes[-1] and step.done == "× itself"
    for shift in (7, -7) if twice else (0,):
        arrow(axes, (x, y + shift), (end[0], end[1] + shift), "ink", gap=20)
    slope = number(slopes[0])
    if x == end[0]:  # straight down, at the end of the row
        words(axes, (x - 34, middle[1]), step.done, "ink", 14)
        words(axes, (x + 20, middle[1]), slope, "gradient", 14, weight="bold")
        return
    words(axes, (middle[0], middle[1] + 18), step.done, "ink", 14)
    below = f"{slope}, {slope}" if twice else slope
    words(axes, (middle[0], middle[1] - 20), below, "gradient", 14, weight="bold")


def _graph_aloud(made, places, backwards):
    parts = [f"{STEPS[0].name} is {number(made[places[0]]['value'])}"]
    for step, place in zip(STEPS[1:], places[1:], strict=True):
        slope = made[place]["parents"][0][1]
        twice = step.done == "× itself"
        slope = f"{number(slope)} on each of two arrows" if twice else number(slope)
        name = f", {step.name}" if step.name else ""
        parts.append(f"{step.done} gives {number(made[place]['value'])}{name}, slope {slope}")
    said = "A chain of eight numbers, each made from the one before: " + "; ".join(parts) + "."
    if backwards is None:
        return said
    back = ", ".join(number(backwards[place]) for place in reversed(places))
    return f"{said} Beside the numbers stand the gradients, from the loss back to w: {back}."


# --- Three walks on the marble's landscape ---


class Walker(NamedTuple):
    """Somebody who walks downhill: a name, and one step from (params, gradients, memory)."""

    name: str
    rate: float
    step: Callable


def _plain(params, slopes, memory, rate):
    return {"p": params["p"] - rate * slopes["dp"]}, memory


def _momentum(params, slopes, memory, rate):
    velocity = memory or optimisers.zeros(params)
    return optimisers.momentum_step(params, slopes, velocity, rate)


def _adam(params, slopes, memory, rate):
    mean, square, count = memory or (optimisers.zeros(params), optimisers.zeros(params), 0)
    params, mean, square = optimisers.adam_step(params, slopes, mean, square, count + 1, rate)
    return params, (mean, square, count + 1)


WALKERS = (
    Walker("plain", 0.01, _plain),
    Walker("momentum", 0.01, _momentum),
    Walker("Adam", 0.1, _adam),
)


def walk(
    walker: Walker, slopes: Callable[[np.ndarray], np.ndarray], start: Point, steps: int
) -> np.ndarray:
    """The places of a walk, (steps + 1, 2), where `slopes(place)` is the gradient."""
    params, memory = {"p": np.array(start, dtype=float)}, None
    path = [params["p"]]
    for _ in range(steps):
        params, memory = walker.step(params, {"dp": slopes(params["p"])}, memory, walker.rate)
        path.append(params["p"])
    return np.array(path)


def on_the_marbles_map(walker: Walker, steps: int) -> np.ndarray:
    """A walk on the loss of the running example over two weights, from where the marble lay."""
    return walk(walker, lambda place: gradients.slopes(*place), (1.0, 0.5), steps)


def walks(steps: int = 40) -> Picture:
    """The same start, the same map, three ways to step."""
    figure, axes = subplots(height=330)
    gradients.draw_contours(axes, np.linspace(0, 2, 41), np.linspace(0, 1.8, 37))
    said = []
    for walker, (name, dashes) in zip(WALKERS, LINES, strict=False):
        path = on_the_marbles_map(walker, steps)
        # The first one on top: it is the shortest, and the next one begins along it.
        axes.plot(*path.T, color=colour(name), ls=dashes, marker="o", ms=3.5, lw=1.5,
                  label=walker.name, zorder=3 - len(said) / 10)  # fmt: skip
        crossed = int((np.diff(np.sign(_over_the_floor(path))) != 0).sum())
        said.append(f"{walker.name} crosses the valley floor {_times(crossed)} and ends at "
                    f"{path[-1, 0]:.1f} and {path[-1, 1]:.1f}")  # fmt: skip
    axes.plot(1.0, 0.5, "s", color=colour("ink"), ms=10)
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3)
    return figure, (
        f"The map of the loss over two weights, with a curved valley, and three walks of {steps} "
        f"steps that start at the square, at 1 and ½. {'; '.join(said)}."
    )


def steps_needed(walker: Walker, steep: float, limit: int = 1000) -> int:
    """How many steps until the loss stays below a hundredth, in the valley u^2 + steep v^2."""
    path = walk(walker, lambda place: np.array([2, 2 * steep]) * place, (-4.0, 1.0), limit)
    return _last_high(path[:, 0] ** 2 + steep * path[:, 1] ** 2)


def steps_needed_on_the_map(walker: Walker, limit: int = 300) -> int:
    """The same on the marble's map."""
    return _last_high(_over_the_floor(on_the_marbles_map(walker, limit)) ** 2)


def _last_high(losses):
    return int(np.flatnonzero(losses >= 0.01)[-1]) + 1


def _over_the_floor(path):
    """How far the prediction is above 5, at each place: zero on the valley floor."""
    rest = example.x[0, 1] * example.W1[1, 0] + example.b1[0]
    a = np.maximum(0, example.x[0, 0] * path[:, 0] + rest)
    return a * path[:, 1] + example.b2[0] - example.y[0, 0]


def _times(count):
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


# --- Gradients on their way through many layers ---


def sigmoid_slope(z: np.ndarray) -> np.ndarray:
    """How fast a sigmoid moves: a quarter at most."""
    return sigmoid(z) * (1 - sigmoid(z))


def gradient_sizes(kind: str, layers: int = 10, width: int = 50) -> np.ndarray:
    """The typical size of each layer's weight gradient, first layer first: (layers,).

    `kind` is "sigmoid", started by Xavier's rule, or "ReLU", started by He's.
    """
    rng = np.random.default_rng(0)
    start, bend = (he, relu) if kind == "ReLU" else (xavier, sigmoid)
    activations, sums, weights = [rng.normal(size=(200, width))], [], []
    for _ in range(layers):
        weights.append(start(width, width, rng))
        sums.append(activations[-1] @ weights[-1])  # (200, width)
        activations.append(bend(sums[-1]))
    gradient, sizes = rng.normal(size=(200, width)) / 200, []
    for W, z, a in zip(weights[::-1], sums[::-1], activations[-2::-1], strict=True):
        ReLU = kind == "ReLU"
        gradient = relu_backward(gradient, z) if ReLU else gradient * sigmoid_slope(z)
        sizes.append(np.sqrt(np.mean((a.T @ gradient) ** 2)))
        gradient = gradient @ W.T
    return np.array(sizes[::-1])


def vanishing(sizes: Mapping[str, Iterable[float]]) -> Picture:
    """The size of the gradient in each layer, for several kinds of network, on a scale of tens."""
    figure, axes = subplots(height=270)
    said = []
    for (kind, listed), (name, dashes) in zip(sizes.items(), LINES, strict=False):
        values = np.array(list(listed))
        axes.plot(np.arange(1, len(values) + 1), values, color=colour(name), ls=dashes, marker="o",
                  ms=6, label=kind)  # fmt: skip
        ratio = values[-1] / values[0]
        said.append(f"{kind}, the last layer's is {ratio:,.0f} times as large as the first's"
                    if ratio >= 2 else f"{kind}, all layers have nearly the same")  # fmt: skip
    axes.set(yscale="log", xlabel="layer", ylabel="size of the gradient")
    axes.set_xticks(range(1, len(values) + 1))
    axes.legend(loc="lower right")
    return figure, (
        "The typical size of the weights' gradient in each of "
        f"{len(values)} layers, on a scale where each step is ten times the one below. With "
        f"{'; with '.join(said)}."
    )

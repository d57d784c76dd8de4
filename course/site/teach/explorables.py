"""Pictures that answer: `{explorable} NAME` puts one on a page, with its still and its words.

The page's script (`web/scripts/explorables/kinds/NAME.js`) takes the place of the still, which is
what print, and a browser without JavaScript, show. The numbers that it begins with come from here,
out of `reference_impl`. `make stills` draws the stills anew in a real Chromium, and a test holds
them to what the scripts draw.
"""

import functools
import html
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from reference_impl import example
from reference_impl.data import load_digits, train_test_split
from reference_impl.moons import two_moons
from reference_impl.network import Network, depth

WEB = Path(__file__).parents[1] / "web"
STILLS = WEB / "stills"
SCRIPTS = WEB / "scripts/explorables/kinds"
MINIMUM_WORDS = 8
FRAME = """\
<div class="nn-explorable" data-explorable="{name}" data-sheet="{sheet}" data-given="{given}">
<div class="nn-stage" role="img" aria-label="{alt}" style="aspect-ratio: {ratio}">{still}</div>
<p class="nn-told" role="status"></p>
<div class="nn-controls"></div>
</div>"""
WIDTH = 400  # units across a still
MOONS, STARTS = (0, 1), 21  # seeds: of the points to learn from and the new ones; of fresh weights
MOST_HIDDEN = 8
POINTS = 100

Given = dict[str, Any]  # numbers by name, as JSON has them


@dataclass(frozen=True)
class Kind:
    """An explorable: a function for the numbers that it begins with, and its still's height.

    Its sheet is a "board", whose places can be moved and which loads a large library, or "plain".
    """

    given: Callable[[], Given]
    height: int
    sheet: str = "board"


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("explorable", Explorable)


class Explorable(SphinxDirective):
    """A picture that answers; the text in it says what to do, and what to look for."""

    required_arguments = 1
    option_spec = {"alt": directives.unchanged_required}
    has_content = True

    def run(self) -> list[nodes.Node]:
        name, alt = self.arguments[0], self.options.get("alt", "")
        if name not in KINDS:
            raise self.error(f"There is no explorable {name!r}. There are: {', '.join(KINDS)}.")
        if problem := next(lacking(name), None):
            raise self.error(problem)
        if len(alt.split()) < MINIMUM_WORDS:
            raise self.error(f"Say in :alt: what {name} shows, in {MINIMUM_WORDS} words or more.")
        box = nodes.container(classes=["nn-explore"])
        still = (STILLS / f"{name}.svg").read_text(encoding="utf-8").strip()
        self.state.nested_parse(self.content, self.content_offset, box)
        box += nodes.raw("", frame(name, alt, still), format="html")
        return [box]


def lacking(name: str) -> Iterator[str]:
    """What an explorable still needs besides its line in KINDS, and where, in words."""
    script, still = SCRIPTS / f"{name}.js", STILLS / f"{name}.svg"
    if not script.is_file():
        yield f"The explorable {name!r} has no script: write {_place(script)}."
    if not still.is_file():
        yield f"The explorable {name!r} has no still: `make stills` draws {_place(still)}."


def _place(file):
    return file.relative_to(WEB.parents[2]).as_posix()


def frame(name: str, alt: str, still: str) -> str:
    """The HTML of an explorable as it stands on a page before its script begins."""
    kind = KINDS[name]
    given = json.dumps(kind.given(), separators=(",", ":"))
    return FRAME.format(
        name=name, sheet=kind.sheet, given=html.escape(given), alt=html.escape(alt),
        ratio=f"{WIDTH} / {kind.height}", still=still,
    )  # fmt: skip


def _lists(**arrays):
    return {name: np.asarray(array).tolist() for name, array in arrays.items()}


def kmeans() -> Given:
    """The chapter's four points, and its two centres on the first two of them."""
    points = [[0, 0], [0, 2], [4, 2], [5, 5]]
    return {"points": points, "centres": points[:2]}


def running_example() -> Given:
    """The tiny network, its bottle, and what the tasters said."""
    return _lists(
        x=example.x, y=example.y, W1=example.W1, b1=example.b1, W2=example.W2, b2=example.b2
    )


def neuron() -> Given:
    """A neuron with one input, as it comes: weight 1, no bias, and our bottle's first number."""
    return {"w": 1, "b": 0, "x": example.x[0, 0]}


def scores() -> Given:
    """The chapter's three scores, at the temperature that changes nothing."""
    return {"scores": [2, 1, 0], "temperature": 1}


def waiter() -> Given:
    """The chapter's four bottles, a line laid across by hand, and the bottles crosswise."""
    return {
        "X": [[2, 1], [1, 4], [0, 2], [3, 2]], "y": [1, -1, -1, 1],
        "line": {"w": [1, 1], "b": -4}, "crossed": [[1, 1], [1, 3], [3, 1], [3, 3]],
    }  # fmt: skip


def slot_machine() -> Given:
    """Three arms with the means that the chapter counts with, and one pull in ten by lot."""
    return {"means": [1, 2, 4], "epsilon": 0.1}


def cube() -> Given:
    """The cube at 2 with a nudge of 1, as the chapter nudges it."""
    return {"x": 2, "h": 1}


def suspects() -> Given:
    """The rates from the first weight to the loss, along the active neuron."""
    rates = [
        example.x[0, 0],
        float(np.asarray(example.by_hand["z1"])[0, 0] > 0),
        example.W2[0, 0],
        np.asarray(example.by_hand["d_y_hat"])[0, 0],
    ]
    return {"names": ["w", "z", "a", "ŷ", "loss"], "rates": rates}


def landscape() -> Given:
    """The running example, whose first and last weight move, and the chapter's small rate."""
    return running_example() | {"rate": 0.01}


def bent_layer() -> Given:
    """The running example's first layer, a bottle where tanh bends, and the side of a square."""
    return running_example() | {"at": [0, 0], "side": 0.5}


def learner() -> Given:
    """A network of 8 hidden neurons with fresh weights, and a dip to learn."""
    network = Network([1, 8, 1], np.random.default_rng(5))
    X = np.linspace(-2, 2, 9)[:, None]  # (9, 1)
    y = np.abs(X) - 1  # (9, 1)
    return _lists(X=X, y=y) | {"layers": _layers(network), "rate": 0.05}


def half_moons() -> Given:
    """Points to learn from and new ones, and a fresh network for each number of hidden neurons."""
    return {
        "sets": [_moons(seed) for seed in MOONS],
        "starts": [_fresh_network(hidden) for hidden in range(MOST_HIDDEN + 1)],
        "plane": {"left": -1.8, "right": 2.9, "bottom": -1.05, "top": 1.95},
        "rate": 0.3, "noise": 0.2, "most_noise": 0.3, "hidden": 3, "size": 10,
    }  # fmt: skip


def _moons(seed):
    """Points without noise, and for each what a noise of 1 adds, to four decimals."""
    clean, y = two_moons(POINTS, 0, np.random.default_rng(seed))  # (n, 2), (n, 1)
    noisy, _ = two_moons(POINTS, 1, np.random.default_rng(seed))  # (n, 2)
    return _lists(clean=clean.round(4), spread=(noisy - clean).round(4), y=y.astype(int))


def _fresh_network(hidden):
    """Its parameters, and the state of the generator that goes on to shuffle the points."""
    rng = np.random.default_rng(STARTS)
    network = Network([2, hidden, 1] if hidden else [2, 1], rng, head="binary")
    state = rng.bit_generator.state["state"]
    return {
        "layers": _layers(network),
        "random": {name: str(value) for name, value in state.items()},  # too long for JavaScript
    }


def _layers(network):
    params = network.params
    return [_lists(W=params[f"W{i}"], b=params[f"b{i}"]) for i in range(1, depth(params) + 1)]


@functools.cache  # it trains
def trained() -> tuple[Network, np.ndarray, np.ndarray]:
    """The network that the chapter trains on digits, and the test set that it has not seen."""
    table, rng = load_digits(), np.random.default_rng(2)
    X, X_test, y, y_test = train_test_split(table.X / 16, table.y, 0.2, rng)
    X, _, y, _ = train_test_split(X, y, 0.25, rng)
    rng = np.random.default_rng(2)
    network = Network([64, 64, 10], rng, head="classification")
    settings = {"epochs": 40, "batch_size": 32, "learning_rate": 0.2, "progress": False}
    network.fit(X, y.astype(int), rng, **settings)
    return network, X_test, y_test.astype(int)


def digits() -> Given:
    """The chapter's network in hundredths, to be light, and five images of its test set.

    Three that it reads, the surest, an ordinary one and the least sure; and its two worst mistakes.
    """
    network, X_test, y_test = trained()
    P = network.predict(X_test)  # (n, 10)
    sure = P.max(axis=1)  # (n,)
    wrong = P.argmax(axis=1) != y_test[:, 0]  # (n,)
    right = np.flatnonzero(~wrong)[np.argsort(-sure[~wrong])]
    worst = np.flatnonzero(wrong)[np.argsort(-sure[wrong])]
    places = [right[0], right[len(right) // 2], right[-1], *worst[:2]]
    layers = [
        {name: np.round(100 * network.params[f"{name}{i}"]).astype(int).tolist() for name in "Wb"}
        for i in (1, 2)
    ]
    counts = (16 * X_test).astype(int)  # (n, 64)
    samples = [
        {"place": int(i), "digit": int(y_test[i, 0]), "counts": counts[i].tolist()} for i in places
    ]
    return {"hundredths": layers, "samples": samples}


KINDS = {
    "activations": Kind(neuron, 290),
    "affine": Kind(running_example, 300),
    "backprop": Kind(running_example, 300),
    "bandit": Kind(slot_machine, 300),
    "digits": Kind(digits, 420),
    "gears": Kind(suspects, 230),
    "jacobian": Kind(bent_layer, 231),
    "kmeans": Kind(kmeans, 370),
    "learning": Kind(learner, 380),
    "marble": Kind(landscape, 300),
    "moons": Kind(half_moons, 376, "plain"),
    "perceptron": Kind(waiter, 380),
    "softmax": Kind(scores, 260),
    "tangent": Kind(cube, 320),
}

"""The pictures of the chapter on the big tools: their numbers are the tape's and the walkers'."""

import itertools
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from drawn import published_texts as texts

from course.figures import gradients, tools
from course.figures.diagrams import number
from course.figures.svg import draw_svg
from reference_impl import example, tape

PICTURES = {
    "graph": tools.graph,
    "graph with gradients": lambda: tools.graph(with_gradients=True),
    "walks": tools.walks,
    "vanishing": lambda: tools.vanishing({k: tools.gradient_sizes(k) for k in ("sigmoid", "ReLU")}),
}


def test_the_path_is_the_running_example():
    """Its numbers are those of the pencil, and its first gradient is dW1[0, 0]."""
    made, places = tools.path_on_tape()
    hand = example.by_hand
    values = [made[place]["value"] for place in places]
    assert values == [1, 2, hand["z1"][0, 0], hand["a1"][0, 0], 2, hand["y_hat"].item(), -2, 4]
    back = tape.backward(made)
    assert back[places[0]] == hand["dW1"][0, 0] and back[places[5]] == hand["d_y_hat"].item()
    assert back[places[2]] == hand["dz1"][0, 0]


def test_the_graph_shows_values_slopes_and_gradients():
    """Every one of them stands in the picture and in its words."""
    made, places = tools.path_on_tape()
    figure, aloud = tools.graph(with_gradients=True)
    shown = texts((figure, aloud))
    back = [number(tape.backward(made)[place]) for place in places]
    values = [number(made[place]["value"]) for place in places]
    for listed in (back, values):
        assert set(listed) <= set(shown)
    assert f"from the loss back to w: {', '.join(reversed(back))}." in aloud
    assert "−2, −2" in shown and "slope −2 on each of two arrows" in aloud


def test_without_gradients_there_are_no_plates():
    """The first picture gives nothing away."""
    assert len(texts(tools.graph())) == len(texts(tools.graph(True))) - len(tools.STEPS)
    assert "gradients" not in tools.graph()[1]


def test_a_changed_network_changes_the_graph(monkeypatch):
    """Planted fault: a weight changed in the example shows in the picture and its words."""
    before = draw_svg(*tools.graph(True))
    monkeypatch.setattr(example, "W2", example.W2 * 2)
    assert draw_svg(*tools.graph(True)) != before


@pytest.mark.parametrize("walker", tools.WALKERS, ids=lambda walker: walker.name)
def test_each_walker_starts_where_the_marble_lay_and_gets_down(walker):
    """The loss is 4 at the start, and small after the steps that are said to be needed."""
    path = tools.on_the_marbles_map(walker, 100)
    losses = [gradients.loss_at(*place) for place in path]
    needed = tools.steps_needed_on_the_map(walker)
    assert losses[0] == 4 and max(losses[needed:]) < 0.01 <= losses[needed - 1]


def test_the_plain_walker_is_gradient_descent():
    """Place for place that of the chapter on gradients."""
    ours = tools.on_the_marbles_map(tools.WALKERS[0], 12)
    theirs = gradients.descend(lambda place: gradients.slopes(*place), (1.0, 0.5), 0.01, 12)
    np.testing.assert_array_equal(ours, theirs)


def test_adam_takes_steps_of_one_size_at_first():
    """Its first step moves both weights by its rate, though one slope is four times the other."""
    first = np.diff(tools.on_the_marbles_map(tools.WALKERS[2], 1), axis=0)[0]
    np.testing.assert_allclose(first, [0.1, 0.1], rtol=1e-6)


def test_gradients_vanish_in_sigmoids_and_not_in_relus():
    """A hundred thousand times from last to first, against less than twice."""
    faded, level = tools.gradient_sizes("sigmoid"), tools.gradient_sizes("ReLU")
    assert len(faded) == len(level) == 10
    assert (np.diff(faded) > 0).all() and faded[-1] / faded[0] > 1e5
    assert level.max() < 2 * level.min()


def test_a_gradient_size_is_that_of_a_nudge():
    """The first layer's gradient of a small network of either kind, by nudging one weight."""
    for kind in ("sigmoid", "ReLU"):
        size = tools.gradient_sizes(kind, layers=2, width=3)[0]
        assert size == pytest.approx(_by_nudging(kind), rel=1e-5)


def _by_nudging(kind, h=1e-6):
    """The same, by central differences of what the random gradient at the end weighs."""
    rng = np.random.default_rng(0)
    start, bend = (tools.he, tools.relu) if kind == "ReLU" else (tools.xavier, tools.sigmoid)
    X = rng.normal(size=(200, 3))
    first, second = start(3, 3, rng), start(3, 3, rng)
    weigh = rng.normal(size=(200, 3)) / 200

    def loss(W):
        return (bend(bend(X @ W) @ second) * weigh).sum()

    slopes = []
    for place in np.ndindex(3, 3):
        nudge = np.zeros((3, 3))
        nudge[place] = h
        slopes.append((loss(first + nudge) - loss(first - nudge)) / (2 * h))
    return np.sqrt(np.mean(np.square(slopes)))


def collisions(figure):
    """Pairs of words in a drawing that touch, and words that leave it."""
    figure.draw_without_rendering()
    found = [t for t in figure.findobj(plt.Text) if t.get_text() and t.get_visible()]
    boxes = [(t.get_text(), t.get_window_extent()) for t in found if t.get_window_extent().width]
    pairs = [(s, t) for (s, b), (t, c) in itertools.combinations(boxes, 2) if b.overlaps(c)]
    width, height = figure.bbox.size
    return pairs + [s for s, b in boxes if b.x0 < 0 or b.y0 < 0 or b.x1 > width or b.y1 > height]


@pytest.mark.parametrize("name", ["graph", "graph with gradients"])
def test_no_words_touch_and_none_are_cut(name):
    """No two texts of the drawing overlap, and none sticks out of it."""
    assert collisions(PICTURES[name]()[0]) == []


def test_words_that_touch_would_be_noticed():
    """Planted fault: a word written over another."""
    figure, _ = tools.graph()
    figure.axes[0].text(42, 226, "over the weight")
    assert collisions(figure)


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_is_told_in_words(name):
    """At length, with numbers, and without a stray decimal."""
    _, aloud = PICTURES[name]()
    assert len(aloud.split()) > 25 and re.search(r"\d", aloud)

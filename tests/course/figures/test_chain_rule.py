"""The chain rule chapter's pictures: their numbers are the network's, and nothing overlaps."""

import itertools
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from drawn import published_texts as texts

from course.figures import chain_rule
from course.figures.diagrams import number
from course.figures.svg import draw_svg
from reference_impl import example

PICTURES = {
    "tiny network": chain_rule.tiny_network,
    "counters": lambda: chain_rule.exchange_counters((2, 100)),
    "tangents": lambda: chain_rule.two_tangents(taken_at=7, not_at=2),
    "two paths": lambda: chain_rule.two_paths(np.array([0.0, 2.0])),
}


@pytest.fixture(autouse=True)
def no_figure_left_open():
    yield
    plt.close("all")


def test_the_tiny_network_shows_the_numbers_done_by_hand():
    """Each weight, bias and forward value of the pencil's list stands in the picture."""
    hand, shown = example.by_hand, texts(chain_rule.tiny_network())
    weights = [*example.W1.ravel(), *example.W2.ravel()]
    values = [*example.x[0], *hand["z1"][0], *hand["a1"][0], hand["y_hat"][0, 0], hand["loss"], 5]
    wanted = [number(v) for v in [*weights, *values]]
    wanted += [f"bias {number(b)}" for b in [*example.b1, *example.b2]]
    assert sorted(shown) == sorted([*wanted, "loss", "experts", "inactive"])


def test_the_counters_multiply_to_the_slope_done_by_hand():
    """The four rates are those of the pencil, and what comes out is dLoss/dw."""
    shown = texts(chain_rule.exchange_counters((2, 100)))
    assert [t for t in shown if t.startswith("×")] == ["×2", "×1", "×½", "×(−4)", "×2", "×100"]
    assert number(example.by_hand["dW1"][0, 0]) in shown and "200" in shown


def test_the_tangents_are_slopes_of_u_squared():
    """At 7 the slope is 14, at 2 it is 4, as a nudge finds them."""
    _, aloud = made = chain_rule.two_tangents(taken_at=7, not_at=2)
    slopes = [((u + 1e-6) ** 2 - (u - 1e-6) ** 2) / 2e-6 for u in (7, 2)]
    assert slopes == pytest.approx([14, 4], abs=1e-6)
    assert {"14", "4"} <= set(texts(made)) and "climbs 14" in aloud and "only 4" in aloud


def test_the_paths_add_up_to_what_a_nudge_finds():
    """The slopes along the two paths add up to that of the whole network (complex step)."""
    b1 = np.array([0.0, 2.0])
    x = example.x + np.array([[1e-30j, 0]])  # (1, 2)
    z = x @ example.W1 + b1  # (1, 2)
    y_hat = np.where(z.real > 0, z, 0) @ example.W2 + example.b2  # (1, 1)
    slope = ((y_hat - example.y) ** 2).imag[0, 0] / 1e-30
    paths = chain_rule.slopes_of_paths(b1)
    assert list(paths) == [1, -6] and slope == pytest.approx(sum(paths), rel=1e-12)
    assert "1 + (−6) = −5" in texts(PICTURES["two paths"]())


def test_a_changed_network_changes_picture_and_words(monkeypatch):
    """Planted fault: a weight changed in the example shows in the picture and its words."""
    before = [draw_svg(*draw()) for draw in PICTURES.values()]
    monkeypatch.setattr(example, "W2", example.W2 * 2)
    after = [draw_svg(*draw()) for draw in PICTURES.values()]
    changed = [a != b for a, b in zip(after, before, strict=True)]
    assert changed == [True, True, False, True]  # the tangents are not the network's
    assert "the prediction is 5" in chain_rule.tiny_network()[1]


def collisions(figure):
    """Pairs of words in a figure that touch, and words that leave it."""
    figure.draw_without_rendering()
    found = [t for t in figure.findobj(plt.Text) if t.get_text() and t.get_visible()]
    boxes = [(t.get_text(), t.get_window_extent()) for t in found if t.get_window_extent().width]
    pairs = [(s, t) for (s, b), (t, c) in itertools.combinations(boxes, 2) if b.overlaps(c)]
    width, height = figure.bbox.size
    cut = [s for s, b in boxes if b.x0 < 0 or b.y0 < 0 or b.x1 > width or b.y1 > height]
    return pairs + cut


@pytest.mark.parametrize("picture", PICTURES)
def test_no_words_touch_and_none_are_cut(picture):
    """No two texts of a picture overlap, and none sticks out of it."""
    assert collisions(PICTURES[picture]()[0]) == []


def test_words_that_touch_would_be_noticed():
    """Planted fault: a word written over another, and one over the edge, are found."""
    figure, _ = chain_rule.two_paths([0, 2])
    axes = figure.axes[0]
    axes.text(250, 115, "over the sum")
    axes.text(390, 200, "over the edge")
    assert [("1 + (−6) = −5", "over the sum"), "over the edge"] == collisions(figure)


@pytest.mark.parametrize("picture", PICTURES)
def test_every_picture_has_words_with_its_numbers(picture):
    """The words said in a picture's place hold every number that the picture shows."""
    made = PICTURES[picture]()
    numbers = set(re.findall(r"−?[\d½]+", " ".join(texts(made))))
    if picture == "tangents":
        numbers -= {"49"}  # a tick of the axis
    assert numbers <= set(re.findall(r"−?[\d½]+", made[1]))


def test_numbers_are_written_as_people_write_them():
    """Halves are fractions and minus signs are real ones."""
    assert [number(v) for v in (0.5, -0.5, -4, 3, 0.25)] == ["½", "−½", "−4", "3", "¼"]

"""The classification chapter's pictures: their numbers are the network's, their words say them."""

import itertools
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from drawn import published_texts as texts

from course.figures import classification
from course.figures.svg import draw_svg
from reference_impl.data import load_wine_cultivars

MATRIX = np.array([[17, 0, 1], [4, 20, 0], [0, 2, 12]])
PROBABILITIES = np.array([[0.74, 0.26, 1e-6], [0.999, 0.0005, 0.0005], [0.2, 0.35, 0.45]])
TRUTH = np.array([[1], [1], [0]])
HISTORY = {"epoch": [1, 2, 3], "training_loss": [1.25, 0.5, 0.125]}
PICTURES = {
    "two measurements": lambda: classification.two_measurements(
        load_wine_cultivars().table, "flavanoids", "colour intensity"
    ),
    "gradient": lambda: classification.gradient([0, np.log(2), 0], right=0),
    "learning": lambda: classification.learning(HISTORY, knows_nothing=np.log(3)),
    "folds": lambda: classification.folds(5, 25),
    "confusion": lambda: classification.confusion(MATRIX),
    "sureness": lambda: classification.sureness(PROBABILITIES, TRUTH),
}


@pytest.fixture(autouse=True)
def no_figure_left_open():
    yield
    plt.close("all")


@pytest.mark.parametrize("right, left", [(0, ["−¾", "½", "¼"]), (1, ["¼", "−½", "¼"])])
def test_the_gradient_is_what_was_predicted_minus_what_is_true(right, left):
    """The plates hold ¼, ½, ¼ less a one at the right class; the words say the same."""
    made = classification.gradient([0, np.log(2), 0], right)
    said = re.findall(r"difference (−?[½¼¾])", made[1])
    assert said == left and all(value in texts(made) for value in left)


def test_every_bottle_is_a_marker():
    """178 markers, 59 and 71 and 48, each at its own two measurements."""
    table = load_wine_cultivars().table
    figure, aloud = classification.two_measurements(table, "flavanoids", "colour intensity")
    drawn = [points.get_offsets() for points in figure.axes[0].collections]
    assert [len(points) for points in drawn] == [59, 71, 48]
    wanted = table.sort_values("cultivar", kind="stable")[["flavanoids", "colour intensity"]]
    np.testing.assert_array_equal(np.vstack(drawn), wanted)
    across, up = drawn[2].mean(axis=0)
    assert f"48 of Barbera, around {across:.1f} across and {up:.1f} up" in aloud


def test_the_curve_is_the_history_and_the_line_is_a_shrug():
    """The curve goes through the history's losses; the words give first and last."""
    figure, aloud = PICTURES["learning"]()
    curve, shrug = figure.axes[0].lines
    assert list(curve.get_ydata()) == HISTORY["training_loss"]
    assert shrug.get_ydata()[0] == np.log(3)
    assert curve.get_linestyle() != shrug.get_linestyle()
    assert "from 1.25 to 0.12" in aloud and "1.10" in aloud


def test_every_fold_is_held_back_once():
    """One hatched box in each round, each time in another column."""
    figure, aloud = PICTURES["folds"]()
    outlines = [box for box in figure.axes[0].patches if box.get_width() == 58][1::2]
    assert len(outlines) == 25
    hatched = [i for i, box in enumerate(outlines) if box.get_hatch()]
    assert [divmod(i, 5) for i in hatched] == [(i, i) for i in range(5)]
    assert "each of 5 rounds" in aloud and "5 boxes of 25 bottles" in aloud


def test_the_grid_holds_the_matrix_row_by_row():
    """Nine numbers in their places, and in the words: a row for each truth."""
    made = classification.confusion(MATRIX)
    assert [int(t) for t in texts(made) if t.isdigit()] == MATRIX.ravel().tolist()
    assert "of 24 bottles of Grignolino it called 4 Barolo, 20 Grignolino, 0 Barbera" in made[1]
    assert "the 49 right ones; 7 are wrong" in made[1]


def test_what_is_wrong_is_hatched_and_nothing_else():
    """Three kinds of mistake in the matrix: three hatched cells, so colour is not the only sign."""
    figure, _ = classification.confusion(MATRIX)
    assert sum(bool(patch.get_hatch()) for patch in figure.axes[0].patches) == 3


def test_bars_are_as_long_as_the_chances():
    """Each bottle's three lengths are its chances, of the whole bar."""
    figure, aloud = classification.sureness(PROBABILITIES, TRUTH)
    bars = [p.get_width() for p in figure.axes[0].patches if p.get_height() == 36][::2]  # fills
    np.testing.assert_allclose(np.reshape(bars, (3, 3)) / 380, PROBABILITIES)
    assert "a Grignolino got 0.74 for Barolo, 0.26 for Grignolino, under 0.01" in aloud
    assert "a Barolo got 0.20 for Barolo, 0.35 for Grignolino, 0.45 for Barbera" in aloud
    assert "Said Barolo: over 0.99" in texts((figure, aloud))


def test_no_chance_is_written_as_none_or_all():
    """Softmax never gives 0 or 1, and rounding must not say that it did."""
    said = [classification.chance(p) for p in (0.9999, 0.996, 0.99, 0.5, 0.01, 0.0001)]
    assert said == ["over 0.99", "over 0.99", "0.99", "0.50", "0.01", "under 0.01"]


def collisions(figure):
    """Pairs of words in a figure that touch, and words that leave it."""
    figure.draw_without_rendering()
    found = [t for t in figure.findobj(plt.Text) if t.get_text() and t.get_visible()]
    boxes = [(t.get_text(), t.get_window_extent()) for t in found if t.get_window_extent().width]
    pairs = [(s, t) for (s, b), (t, c) in itertools.combinations(boxes, 2) if b.overlaps(c)]
    width, height = figure.bbox.size
    cut = [s for s, b in boxes if b.x0 < 0 or b.y0 < 0 or b.x1 > width or b.y1 > height]
    return pairs + cut


@pytest.mark.parametrize(
    "picture", ["gradient", "folds", "confusion", "sureness"]
)  # the rest are plots
def test_no_words_touch_and_none_are_cut(picture):
    """No two texts of a picture overlap, and none sticks out of it."""
    assert collisions(PICTURES[picture]()[0]) == []


@pytest.mark.parametrize("picture", PICTURES)
def test_every_picture_can_be_drawn_for_both_themes(picture):
    """Colours of the table only, text large enough for a phone."""
    assert draw_svg(*PICTURES[picture]()).startswith("<svg")

"""The wine chapter's pictures: they show the measurements that they are given, and say them."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from course.figures import wine
from course.figures.style import colour
from course.figures.svg import draw_svg

COUNTS = pd.Series({4: 2, 5: 30, 8: 3})
EPOCHS = 60
FALLING = {
    "epoch": list(range(1, EPOCHS + 1)),
    "training_loss": np.linspace(16, 0.25, EPOCHS).tolist(),
    "validation_loss": np.linspace(25, 0.36, EPOCHS).tolist(),
}
BY_LINE = np.array([[5.0], [6.0], [5.5], [6.5]])
BY_NETWORK = BY_LINE + [[0.3], [-0.3], [0.3], [-0.3]]
SCORES = np.array([[3.0], [5.0], [6.0], [8.0]])
GRADIENTS = {1: np.array([[-0.08, 0.08]]), 10: np.array([[-0.02, 0.02]])}
AHEAD = pd.DataFrame({"free": [-0.01, 0.02, 0.005], "decayed": [0.03, 0.01, 0.035]})
SETS = {"training set": 60, "validation set": 20, "test set": 20}
ERRORS = pd.DataFrame(
    {"training": [0.6, 0.61, 0.7], "validation": [0.68, 0.63, 0.69]},
    index=pd.Index([0, 0.1, 1], name="weight decay"),
)
PICTURES = {
    "scores": lambda: wine.scores(COUNTS),
    "learning": lambda: wine.learning(FALLING, 0.7),
    "three sets": lambda: wine.three_sets(SETS),
    "same predictions": lambda: wine.same_predictions(BY_LINE, BY_NETWORK),
    "errors": lambda: wine.errors(ERRORS, 0.65),
    "histograms": lambda: wine.histograms(GRADIENTS),
    "one weight": lambda: wine.one_weight([0.5, 0.25, -0.125]),
    "predictions": lambda: wine.predictions(SCORES, BY_LINE),
    "leads": lambda: wine.leads(AHEAD),
}


def test_bars_are_the_counts():
    """A bar for each score, as high as its count, the count above it and in the words."""
    figure, aloud = wine.scores(COUNTS)
    bars = figure.axes[0].patches
    assert [(bar.get_x() + bar.get_width() / 2, bar.get_height()) for bar in bars] == [
        (4, 2), (5, 30), (8, 3),
    ]  # fmt: skip
    assert [text.get_text() for text in figure.axes[0].texts] == ["2", "30", "3"]
    assert "2 bottles got 4, 30 bottles got 5, 3 bottles got 8" in aloud


def test_learning_draws_the_roots_of_the_losses():
    """Losses of 25 and 16 are 5 and 4 points; the straight line is where it was said to be."""
    figure, aloud = wine.learning(FALLING, 0.7)
    training, validation, line = figure.axes[0].lines
    assert (training.get_ydata()[0], validation.get_ydata()[0]) == (4, 5)
    assert list(training.get_xdata()) == FALLING["epoch"]
    assert list(line.get_ydata()) == [0.7, 0.7]
    assert len({mark.get_linestyle() for mark in (training, validation, line)}) == 3
    assert "falls from 5.0" in aloud and "ends at 0.60" in aloud and "line at 0.70" in aloud
    assert aloud.endswith("The training curve ends at 0.50.")


def test_the_sets_are_as_wide_as_they_have_rows():
    """Side by side without a gap, each with its number, and told apart by more than colour."""
    figure, aloud = wine.three_sets(SETS)
    outlines = figure.axes[0].patches[1::2]
    widths = [box.get_width() for box in outlines]
    np.testing.assert_allclose(widths, np.array([3, 1, 1]) * widths[1])
    ends = [box.get_x() + box.get_width() for box in outlines]
    np.testing.assert_allclose([box.get_x() for box in outlines[1:]], ends[:2])
    assert len({box.get_hatch() for box in outlines}) == 3
    assert "60 bottles in the training set, for the weights" in aloud


def test_errors_mark_the_lowest_on_validation():
    """A curve for each set over the values that were tried; the ring is where validation is low."""
    figure, aloud = wine.errors(ERRORS, 0.65)
    training, validation, ring, line = figure.axes[0].lines
    assert list(training.get_ydata()) == [0.6, 0.61, 0.7]
    assert list(validation.get_ydata()) == [0.68, 0.63, 0.69]
    assert (ring.get_xdata()[0], ring.get_ydata()[0]) == (1, 0.63)
    assert list(line.get_ydata()) == [0.65, 0.65]
    assert [mark.get_text() for mark in figure.axes[0].get_xticklabels()] == ["0", "0.1", "1"]
    assert "at 0.1 0.610 and 0.630" in aloud and "is the one at 0.1." in aloud


def test_a_page_with_the_stand_in_says_so_in_a_warning():
    """Whoever sees the stand-in is told that its bottles are made up; the real table is named."""
    made_up = wine.which_table("the synthetic stand-in that ships with this course")
    assert 'class="admonition warning"' in made_up.html and "are made up" in made_up.text
    real = wine.which_table("the UCI red wine table (1,599 bottles)")
    assert 'class="admonition note"' in real.html and "UCI red wine table" in real.text


def test_the_two_predictions_of_a_bottle_make_its_dot():
    """The line's prediction across, the network's up; the words say how far they are apart."""
    figure, aloud = wine.same_predictions(BY_LINE, BY_NETWORK)
    dots = figure.axes[0].collections[0].get_offsets()
    np.testing.assert_array_equal(dots, np.hstack([BY_LINE, BY_NETWORK]))
    assert "each of 4 bottles" in aloud and "differ by 0.30 points" in aloud


def test_histograms_hold_every_slope():
    """Each histogram counts the gradient's entries; the words name the widest."""
    figure, aloud = wine.histograms(GRADIENTS)
    for axes, gradient in zip(figure.axes, GRADIENTS.values(), strict=True):
        filled = [bar for bar in axes.patches if bar.get_height()]
        assert sum(bar.get_height() for bar in filled) == gradient.size
        ends = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in filled]
        assert all(a - 1e-9 <= v <= b + 1e-9
                   for v, (a, b) in zip(gradient[0], ends, strict=True))  # fmt: skip
    assert "0.080 after 1 epoch, 0.020 after 10 epochs" in aloud
    assert aloud.endswith("the one after 1 epoch.")


def test_the_widest_histogram_is_found_and_not_assumed():
    """Turned round, the widest is the last."""
    _, aloud = wine.histograms({1: GRADIENTS[10], 10: GRADIENTS[1]})
    assert aloud.endswith("the one after 10 epochs.")


def test_one_weight_goes_from_start_to_end():
    """The line is the path, a mark stands at its start."""
    figure, aloud = wine.one_weight([0.5, 0.25, -0.125])
    path, start = figure.axes[0].lines
    assert list(path.get_ydata()) == [0.5, 0.25, -0.125] and list(path.get_xdata()) == [0, 1, 2]
    assert (start.get_xdata()[0], start.get_ydata()[0]) == (0, 0.5)
    assert "over 2 epochs: 0.50 at the start, 0.25 half-way and −0.12 at the end" in aloud


def test_predictions_stand_beside_their_score():
    """A dot strays less than half a point from its score, and not at all in its prediction."""
    figure, aloud = wine.predictions(SCORES, BY_LINE)
    dots = figure.axes[0].collections[0].get_offsets()
    assert (np.abs(dots[:, 0] - SCORES[:, 0]) < 0.5).all()
    np.testing.assert_array_equal(dots[:, 1], BY_LINE[:, 0])
    assert "scores run from 3 to 8" in aloud and "between 5.1 and 6.4" in aloud


def test_leads_has_a_mark_for_each_split():
    """Each row's marks are its leads, its bar their mean; rows differ in marker and have a name."""
    figure, aloud = wine.leads(AHEAD)
    zero, *lines = figure.axes[0].lines
    assert list(zero.get_xdata()) == [0, 0]
    for marks, bar, who in zip(lines[::2], lines[1::2], AHEAD, strict=True):
        assert list(marks.get_xdata()) == list(AHEAD[who])
        np.testing.assert_allclose(bar.get_xdata(), AHEAD[who].mean())
    assert lines[0].get_marker() != lines[2].get_marker()
    assert [text.get_text() for text in figure.axes[0].texts] == list(AHEAD)
    assert "Free: from −0.010 to 0.020, 0.005 on average." in aloud
    assert "Decayed: from 0.010 to 0.035, 0.025 on average." in aloud


def test_rows_of_leads_do_not_reach_each_other():
    """Between the marks of a row and the name of the row below it there is room."""
    figure, _ = wine.leads(AHEAD)
    figure.draw_without_rendering()
    names = [text.get_window_extent() for text in figure.axes[0].texts]
    lines = [line.get_window_extent() for line in figure.axes[0].lines[1:]]
    assert not any(name.overlaps(line) for name in names for line in lines)
    assert names[0].y0 > lines[0].y1 and lines[0].y0 > names[1].y1 > names[1].y0 > lines[2].y1


@pytest.mark.parametrize("picture", ["same predictions", "predictions"])
def test_predictions_have_the_colour_of_a_prediction(picture):
    figure, _ = PICTURES[picture]()
    assert to_hex(figure.axes[0].collections[0].get_facecolor()[0]) == colour("y_hat")


@pytest.mark.parametrize("picture", PICTURES)
def test_every_picture_can_be_drawn_for_both_themes(picture):
    """Colours of the table only, text large enough for a phone."""
    assert draw_svg(*PICTURES[picture]()).startswith("<svg")

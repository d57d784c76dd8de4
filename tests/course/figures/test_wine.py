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
CURVED = FALLING | {"training_loss": [0.49] * EPOCHS, "validation_loss": [0.81] * EPOCHS}
BY_LINE = np.array([[5.0], [6.0], [5.5], [6.5]])
BY_NETWORK = BY_LINE + [[0.3], [-0.3], [0.3], [-0.3]]
SCORES = np.array([[3.0], [5.0], [6.0], [8.0]])
GRADIENTS = {1: np.array([[-0.08, 0.08]]), 10: np.array([[-0.02, 0.02]])}
AHEAD = pd.DataFrame({"timid": [-0.01, 0.02, 0.005], "leashed": [0.03, 0.01, 0.035]})
PICTURES = {
    "scores": lambda: wine.scores(COUNTS),
    "learning": lambda: wine.learning(FALLING, 0.7),
    "same guesses": lambda: wine.same_guesses(BY_LINE, BY_NETWORK),
    "leash": lambda: wine.leash(FALLING, CURVED, 0.7),
    "heaps": lambda: wine.heaps(GRADIENTS),
    "one dial": lambda: wine.one_dial([0.5, 0.25, -0.125]),
    "guesses": lambda: wine.guesses(SCORES, BY_LINE),
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
    training, exam, line = figure.axes[0].lines
    assert (training.get_ydata()[0], exam.get_ydata()[0]) == (4, 5)
    assert list(training.get_xdata()) == FALLING["epoch"]
    assert list(line.get_ydata()) == [0.7, 0.7]
    assert len({mark.get_linestyle() for mark in (training, exam, line)}) == 3
    assert "falls from 5.0" in aloud and "ends at 0.60" in aloud and "line at 0.70" in aloud
    assert aloud.endswith("The training curve ends at 0.50.")


def test_the_leash_has_a_panel_for_each_network():
    """The first network on the left, the second on the right, each with its own curves."""
    figure, aloud = wine.leash(FALLING, CURVED, 0.7)
    left, right = figure.axes
    assert (left.get_title(), right.get_title()) == ("no leash", "leash")
    np.testing.assert_allclose(left.lines[1].get_ydata()[-1], 0.6)
    np.testing.assert_allclose(right.lines[0].get_ydata(), 0.7)
    np.testing.assert_allclose(right.lines[1].get_ydata(), 0.9)
    assert "With no leash training ends at 0.50 and the exam at 0.60." in aloud
    assert "With a leash training ends at 0.70 and the exam at 0.90." in aloud


def test_the_two_guesses_of_a_bottle_make_its_dot():
    """The line's guess across, the network's up; the words say how far they are apart."""
    figure, aloud = wine.same_guesses(BY_LINE, BY_NETWORK)
    dots = figure.axes[0].collections[0].get_offsets()
    np.testing.assert_array_equal(dots, np.hstack([BY_LINE, BY_NETWORK]))
    assert "each of 4 bottles" in aloud and "differ by 0.30 points" in aloud


def test_heaps_hold_every_slope():
    """Each histogram counts the gradient's entries; the words name the widest heap."""
    figure, aloud = wine.heaps(GRADIENTS)
    for axes, gradient in zip(figure.axes, GRADIENTS.values(), strict=True):
        filled = [bar for bar in axes.patches if bar.get_height()]
        assert sum(bar.get_height() for bar in filled) == gradient.size
        ends = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in filled]
        assert all(a - 1e-9 <= v <= b + 1e-9
                   for v, (a, b) in zip(gradient[0], ends, strict=True))  # fmt: skip
    assert "0.080 after 1 epoch, 0.020 after 10 epochs" in aloud
    assert aloud.endswith("the one after 1 epoch.")


def test_the_widest_heap_is_found_and_not_assumed():
    """Turned round, the widest is the last."""
    _, aloud = wine.heaps({1: GRADIENTS[10], 10: GRADIENTS[1]})
    assert aloud.endswith("the one after 10 epochs.")


def test_one_dial_goes_from_start_to_end():
    """The line is the path, a mark stands at its start."""
    figure, aloud = wine.one_dial([0.5, 0.25, -0.125])
    path, start = figure.axes[0].lines
    assert list(path.get_ydata()) == [0.5, 0.25, -0.125] and list(path.get_xdata()) == [0, 1, 2]
    assert (start.get_xdata()[0], start.get_ydata()[0]) == (0, 0.5)
    assert "over 2 epochs: 0.50 at the start, 0.25 half-way and −0.12 at the end" in aloud


def test_guesses_stand_beside_their_score():
    """A dot strays less than half a point from its score, and not at all in its guess."""
    figure, aloud = wine.guesses(SCORES, BY_LINE)
    dots = figure.axes[0].collections[0].get_offsets()
    assert (np.abs(dots[:, 0] - SCORES[:, 0]) < 0.5).all()
    np.testing.assert_array_equal(dots[:, 1], BY_LINE[:, 0])
    assert "scores run from 3 to 8" in aloud and "between 5.1 and 6.4" in aloud


def test_leads_has_a_mark_for_each_deal():
    """Each row's marks are its leads, its bar their mean; rows differ in marker and have a name."""
    figure, aloud = wine.leads(AHEAD)
    zero, *lines = figure.axes[0].lines
    assert list(zero.get_xdata()) == [0, 0]
    for marks, bar, who in zip(lines[::2], lines[1::2], AHEAD, strict=True):
        assert list(marks.get_xdata()) == list(AHEAD[who])
        np.testing.assert_allclose(bar.get_xdata(), AHEAD[who].mean())
    assert lines[0].get_marker() != lines[2].get_marker()
    assert [text.get_text() for text in figure.axes[0].texts] == list(AHEAD)
    assert "Timid: from −0.010 to 0.020, 0.005 on average." in aloud
    assert "Leashed: from 0.010 to 0.035, 0.025 on average." in aloud


def test_rows_of_leads_do_not_reach_each_other():
    """Between the marks of a row and the name of the row below it there is room."""
    figure, _ = wine.leads(AHEAD)
    figure.draw_without_rendering()
    names = [text.get_window_extent() for text in figure.axes[0].texts]
    lines = [line.get_window_extent() for line in figure.axes[0].lines[1:]]
    assert not any(name.overlaps(line) for name in names for line in lines)
    assert names[0].y0 > lines[0].y1 and lines[0].y0 > names[1].y1 > names[1].y0 > lines[2].y1


@pytest.mark.parametrize("picture", ["same guesses", "guesses"])
def test_guesses_have_the_colour_of_a_prediction(picture):
    figure, _ = PICTURES[picture]()
    assert to_hex(figure.axes[0].collections[0].get_facecolor()[0]) == colour("y_hat")


@pytest.mark.parametrize("picture", PICTURES)
def test_every_picture_can_be_drawn_for_both_themes(picture):
    """Colours of the table only, text large enough for a phone."""
    assert draw_svg(*PICTURES[picture]()).startswith("<svg")

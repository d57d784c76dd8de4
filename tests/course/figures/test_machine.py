"""The pictures of the chapter on the whole machine show what they are given."""

import numpy as np
import pytest

from course.figures import machine
from course.figures.svg import draw_svg
from reference_impl.moons import two_moons
from reference_impl.network import Network


@pytest.fixture
def bottles():
    return two_moons(60, 0.1, np.random.default_rng(2))


def words_in(figure):
    return [text.get_text() for axes in figure.axes for text in axes.texts]


def test_the_box_names_what_the_class_has():
    """The arrays, and the methods in the order in which fit calls them."""
    figure, said = machine.parts()
    drawn = words_in(figure)
    for name in ("W1", "b1", "W2", "b2", "__init__"):
        assert name in drawn and name in said
    places = [drawn.index(name) for name in ("forward", "backward", "update_params")]
    assert places == sorted(places)
    draw_svg(figure, said)


def test_the_losses_and_their_slopes():
    """Each lower curve is the slope of the one above it, found by differences."""
    figure, said = machine.sure_and_wrong()
    above, below = figure.axes
    for loss, slope in zip(above.lines, below.lines, strict=True):
        assert loss.get_label() == slope.get_label()
        z, heights = loss.get_data()
        np.testing.assert_allclose(
            np.gradient(heights, z)[1:-1], slope.get_ydata()[1:-1], atol=1e-3
        )
    squared = below.lines[0].get_ydata()
    assert f"to {-squared[0]:.3f} below zero" in said


def test_the_kinds_differ_without_their_colours(bottles):
    """Rings and crosses, all bottles of each; the words count those beyond the border."""
    X, y = bottles
    w, b = np.array([[1.0], [-2.0]]), np.array([0.3])
    figure, said = machine.half_moons(X, y, w, b)
    sound, corked, border = figure.axes[0].lines
    assert (sound.get_marker(), corked.get_marker()) == ("o", "x")
    np.testing.assert_array_equal(np.transpose(sound.get_data()), X[y[:, 0] == 0])
    np.testing.assert_array_equal(np.transpose(corked.get_data()), X[y[:, 0] == 1])
    np.testing.assert_allclose(np.transpose(border.get_data()) @ w + b, 0, atol=1e-12)
    wrong = sum(
        (x @ w + b > 0).item() != (answer == 1) for x, answer in zip(X, y[:, 0], strict=True)
    )
    assert f"and {wrong} points are on the wrong side" in said
    draw_svg(figure, said)


def test_a_bent_border_lies_where_the_chance_is_a_half(bottles):
    """In each panel; and the title counts what is right."""
    X, y = bottles
    networks = {n: Network([2, 6, 1], np.random.default_rng(n), head="binary") for n in (4, 6)}
    figure, said = machine.bending(X, y, {n: one.params for n, one in networks.items()})
    for axes, (epoch, one) in zip(figure.axes, networks.items(), strict=True):
        (border,) = axes.collections
        points = np.vstack([path.vertices for path in border.get_paths() if len(path.vertices)])
        np.testing.assert_allclose(one.predict(points), 0.5, atol=0.01)
        right = 100 * one.evaluate(X, y)["accuracy"]
        assert axes.get_title(loc="left") == f"epoch {epoch}: {right:.0f} in 100"
        assert f"{right:.0f} after {epoch}" in said
    draw_svg(figure, said)


def test_the_two_shares():
    """The curves are those that were given, and the crossing is where they are nearest."""
    thresholds = np.array([0.1, 0.4, 0.9])
    figure, said = machine.trade(thresholds, np.array([0.5, 0.8, 1]), np.array([1, 0.81, 0.2]))
    precision, recall = figure.axes[0].lines
    assert precision.get_linestyle() != recall.get_linestyle()
    assert "climbs from 0.50 at 0.10 to 1.00 at 0.90" in said and "cross near 0.40" in said
    assert "falls from 1.00 to 0.20" in said

"""The pictures of the chapter on gradients show the running example's loss, and honest walks."""

from itertools import combinations

import numpy as np

from course.figures import gradients
from reference_impl import example


def test_the_landscape_is_the_running_examples():
    """At its own place the loss is 4, with the slopes worked out by hand."""
    assert gradients.loss_at(1, 0.5) == example.by_hand["loss"]
    by_hand = [example.by_hand["dW1"][0, 0], example.by_hand["dW2"][0, 0]]
    np.testing.assert_allclose(gradients.slopes(1, 0.5), by_hand, rtol=1e-8)
    _, said = gradients.landscape()
    assert "the loss is 4 and the slopes are −4 and −16" in said


def test_the_numbers_of_the_landscape_lie_apart():
    """Each line bears its own, and no two of them overlap; eleven lines cross the map."""
    figure, _ = gradients.landscape()
    figure.canvas.draw()
    numbers = [text for text in figure.axes[0].texts if text.get_text() != "here"]
    numbers = [text for text in numbers if text.get_text()]
    assert sorted(text.get_text() for text in numbers) == sorted([*"1144¼¼99", "16", "16", "36"])
    boxes = [text.get_window_extent() for text in numbers]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def test_an_arrow_points_uphill():
    """A small step along it climbs more than one in each of 72 other directions."""
    slope = gradients.slopes(1, 0.5)
    here = np.array([1, 0.5])
    climb = gradients.loss_at(*(here + 1e-4 * slope / np.hypot(*slope)))
    for angle in np.linspace(0, 2 * np.pi, 72, endpoint=False):
        other = gradients.loss_at(*(here + 1e-4 * np.array([np.cos(angle), np.sin(angle)])))
        assert other <= climb + 1e-9


def test_three_rates():
    """Too small hardly moves, good arrives, too large runs away; the formula says where."""
    rates = {"too small": 0.01, "good": 0.3, "too large": 1.05}
    figure, said = gradients.three_rates(rates, start=4.0, steps=8)
    for axes, rate in zip(figure.axes, rates.values(), strict=True):
        walk = axes.lines[1].get_xdata()
        np.testing.assert_allclose(walk, 4 * (1 - 2 * rate) ** np.arange(9))
    assert "Too small, with the rate 0.01, it ends at 3.40" in said
    assert f"ends at {4 * (1 - 2.1) ** 8:.2f}, outside the picture." in said
    assert said.count("outside the picture") == 1


def test_the_valley_is_crossed_at_each_step():
    """From wall to wall, as the words say."""
    figure, said = gradients.valley(0.079, steps=24)
    walk = figure.axes[0].lines[0].get_xydata()
    assert (np.sign(walk[1:, 1]) == -np.sign(walk[:-1, 1])).all()
    assert "crosses the valley floor 24 times" in said


def test_bad_places():
    """The two walks on the curve end where its slope is zero, in two different valleys."""
    figure, said = gradients.bad_places()
    ends = [line.get_xdata()[-1] for line in figure.axes[0].lines if len(line.get_xdata()) == 41]
    for end in ends:
        assert abs(end**3 - 4 * end + 1) < 0.01
    assert ends[0] < -2 < 1 < ends[1]
    assert gradients.two_valleys(ends[0]) < gradients.two_valleys(ends[1])
    assert f"ends at −{-ends[0]:.1f}, in the deep valley" in said

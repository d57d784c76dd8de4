"""The pictures of the chapter on ways of learning: groups, sums and regret are the true ones."""

import itertools
import re

import numpy as np
import pytest

from course.figures import paradigms
from course.figures.svg import draw_svg
from reference_impl.bandit import Bandit, play

POINTS = np.array([[0, 0], [0, 2], [4, 2], [5, 5]])  # (4, 2)
CROWD = np.vstack([
    middle + np.random.default_rng(7).normal(0, 0.4, (12, 2)) for middle in ((0, 3), (9, 6), (9, 0))
])  # fmt: skip
STARTS = {"good": CROWD[[0, 12, 24]], "bad": CROWD[[0, 1, 12]]}


@pytest.fixture(scope="module")
def played():
    return paradigms.regrets((0, 0.2, 1), runs=5, steps=30, arms=3)


def nearest(X, centers):
    """Each row's nearest centre, by the plainest loop."""
    return [min(range(len(centers)), key=lambda j: np.hypot(*(row - centers[j]))) for row in X]


def test_rounds_are_those_worked_out_by_hand():
    """B starts with the second centre, and changes sides once that has moved to (3, 3)."""
    _, said = paradigms.rounds(POINTS, POINTS[:2])
    assert "1. assign: A with the centre at (0, 0) and B, C, D with the centre at (0, 2)" in said
    assert "2. move: A with the centre at (0, 0) and B, C, D with the centre at (3, 3)" in said
    assert "3. assign: A, B with the centre at (0, 0) and C, D with the centre at (3, 3)" in said
    assert "4. move: A, B with the centre at (0, 1) and C, D with the centre at (4.5, 3.5)" in said


def test_rounds_draw_the_centres_where_they_are():
    """Planted change: other points, other pictures; the last panel's crosses are the means."""
    figure, _ = paradigms.rounds(POINTS + 1, POINTS[:2] + 1)
    crosses = [line.get_xydata()[0] for line in figure.axes[3].lines if line.get_marker() == "X"]
    np.testing.assert_allclose(crosses, [[1, 2], [5.5, 4.5]])


@pytest.mark.parametrize("name", STARTS)
def test_settled_means_that_nothing_moves(name):
    """Each row is with its nearest centre, and each centre is the mean of its rows."""
    labels, centers, count = paradigms.settle(CROWD, STARTS[name])
    assert labels.tolist() == nearest(CROWD, centers) and count >= 1
    for j, center in enumerate(centers):
        np.testing.assert_allclose(center, np.mean(CROWD[labels == j], axis=0))


def test_two_starts_say_their_sums():
    """The sums of squared distances in titles and words are those of the groups drawn."""
    figure, said = paradigms.two_starts(CROWD, STARTS)
    for start, axes in zip(STARTS.values(), figure.axes[2:], strict=True):
        labels, centers, _ = paradigms.settle(CROWD, start)
        total = sum(
            np.hypot(*(row - centers[j])) ** 2 for row, j in zip(CROWD, labels, strict=True)
        )
        assert axes.get_title(loc="left") == f"end: {total:.0f}"
        assert f"add up to {total:.0f}" in said
    assert "groups of 12, 12, 12 points" in said


def test_regret_is_what_the_best_arm_would_have_paid_more(played):
    """A run's regret, added up again from the machine's means and the arms that were pulled."""
    luck, choices = np.random.default_rng([2, 0]), np.random.default_rng([2, 1])
    machine = Bandit(luck.normal(0, 1, 3), luck)
    arms = play(machine, 0.2, 30, choices).arms
    lost = [max(machine.means) - machine.means[arm] for arm in arms]
    assert played[0.2].shape == (5, 30)
    np.testing.assert_allclose(played[0.2][2, -1], sum(lost))


def test_regret_curves_show_and_say_the_means(played):
    """Each line is the mean over the runs, and its last value stands beside it."""
    figure, said = paradigms.regret_curves(played)
    for line, rows, name in zip(
        figure.axes[0].lines,
        played.values(),
        ("always greedy", "epsilon 0.2", "always random"),
        strict=True,
    ):
        np.testing.assert_allclose(line.get_ydata(), np.mean(rows, axis=0))
        assert f"{name}: {np.mean(rows[:, -1]):.0f}" in said
    assert "averaged over 5 machines" in said


def pictures(played):
    return (
        paradigms.told(), paradigms.rounds(POINTS, POINTS[:2]),
        paradigms.two_starts(CROWD, STARTS), paradigms.regret_curves(played),
    )  # fmt: skip


def test_no_words_touch_and_none_are_cut(played):
    """No two words of a picture overlap, and every picture is fit for the page."""
    for figure, said in pictures(played):
        figure.draw_without_rendering()
        words = [t for axes in figure.axes for t in axes.texts if t.get_text()]
        boxes = [text.get_window_extent() for text in words]
        assert not any(a.overlaps(b) for a, b in itertools.combinations(boxes, 2))
        assert all(box.x0 >= 0 and box.x1 <= figure.bbox.width for box in boxes)
        assert draw_svg(figure, said)


def test_words_say_what_is_drawn():
    """The three learners' words hold everything that stands in their picture."""
    made = paradigms.told()
    drawn = re.findall(r"<text [^>]*>([^<]*)</text>", draw_svg(*made))
    assert {"the right answer", "nothing", "how well it paid"} <= set(drawn)
    assert all(text in made[1] for text in drawn)

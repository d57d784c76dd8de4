"""The pictures of the chapter on debugging show the measurements that they are given."""

import numpy as np

from course.figures import debugging

METHODS = ["exam", "nudge", "twin"]
CAUGHT = {"the 2 forgotten": {"nudge", "twin"}, "nothing seeded": set(), "mean for sum": {"twin"}}


def test_by_heart_draws_both_curves():
    """Each line is the list that it was given, and the words give its ends."""
    curves = {"sick": [3.0, 2.0, 1.5], "mended": [3.0, 0.1, 2e-5]}
    figure, said = debugging.by_heart(curves)
    for line, losses in zip(figure.axes[0].lines, curves.values(), strict=True):
        np.testing.assert_array_equal(line.get_ydata(), losses)
    dashes = {line.get_linestyle() for line in figure.axes[0].lines}
    assert len(dashes) == 2  # not told apart by colour alone
    assert "sick: from 3.0 to 1.50; mended: from 3.0 to 2e−05" in said


def test_the_best_nudge_is_marked():
    """The square stands at the least error; the words give it, the ends, and the known bugs."""
    sizes, errors = [0.1, 1e-3, 1e-5, 1e-7], [0.3, 1e-3, 2e-10, 4e-8]
    figure, said = debugging.nudge_sizes(sizes, errors, {"a factor 2": 0.5})
    curve, square, bug = figure.axes[0].lines
    np.testing.assert_array_equal(curve.get_xydata(), np.transpose([sizes, errors]))
    assert square.get_xydata().tolist() == [[1e-5, 2e-10]]
    assert set(bug.get_ydata()) == {0.5}
    assert "It is least, 2e−10, at 1e−05" in said and "a factor 2, 0.50" in said


def test_the_longest_nudge_stands_on_the_left():
    """As the text says: corners on the left, rounding on the right."""
    figure, _ = debugging.nudge_sizes([0.1, 1e-5, 1e-9], [0.3, 1e-10, 1e-6], {})
    left, right = figure.axes[0].get_xlim()
    assert left > right
    notes = {t.get_text().split("\n")[0]: t.get_position()[0] for t in figure.axes[0].texts}
    assert notes["over"] < 1 / 2 < notes["rounding"]


def test_the_grid_marks_what_is_caught():
    """A disc where a method catches a bug, a dash elsewhere, in the right row and column."""
    figure, _ = debugging.grid(CAUGHT, METHODS)
    axes = figure.axes[0]
    discs = [line.get_xydata()[0] for line in axes.lines if line.get_marker() == "o"]
    places = {t.get_text(): t.get_position() for t in axes.texts}
    found = {
        (bug, method)
        for bug in CAUGHT
        for method in METHODS
        for x, y in discs
        if abs(places[method][0] - x) < 1 and abs(places[bug][1] - y) < 1
    }
    assert found == {(bug, method) for bug, by in CAUGHT.items() for method in by}
    assert len(discs) == 3


def test_the_grid_counts():
    """The last row and the words count what each method catches, and name what none does."""
    figure, said = debugging.grid(CAUGHT, METHODS)
    last = [t.get_text() for t in figure.axes[0].texts[-len(METHODS) :]]
    assert last == ["0", "1", "2"]
    assert "exam 0, nudge 1, twin 2" in said and "nothing seeded: none" in said

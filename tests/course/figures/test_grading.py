"""The picture of what grading takes shows what was measured, and what it reckons is sums."""

import numpy as np
import pytest

from course.figures import grading
from course.figures.grading import HOUR, MINUTE, OURS, STOCK, Graded
from course.figures.svg import draw_svg

SLOW = Graded(STOCK, 20, 30.0, 28.0, 2.0)
# Each more takes 0.4 s of the processors, 0.1 s of them in the process that writes.
CLASSES = [Graded(OURS, 30, 4.0, 14.0, 4.0), Graded(OURS, 3030, 240.0, 1214.0, 304.0)]


def test_what_was_measured_is_read_back(tmp_path):
    """In any order of the lines, with nbgrader's own kept apart."""
    file = tmp_path / "cost.csv"
    grading.write([CLASSES[1], SLOW, CLASSES[0]], file)
    assert grading.measured(file) == (SLOW, CLASSES)


@pytest.mark.parametrize(
    "processors, seconds", [(2, 10 * 0.3), (4, 10 * 0.1), (16, 10 * 0.1), (3, 10 * 0.15)]
)
def test_the_slower_side_sets_the_pace(processors, seconds):
    """With few processors those that run notebooks, with many the one that writes."""
    assert grading.reckoned(CLASSES, 10, processors) == pytest.approx(seconds, rel=1e-12)


@pytest.mark.parametrize(
    "seconds, words",
    [
        (4.4, "4 seconds"),
        (119.0, "119 seconds"),
        (2 * MINUTE, "2 minutes"),
        (119.4 * MINUTE, "119 minutes"),
        (2.14 * HOUR, "2.1 hours"),
    ],
)
def test_a_time_in_words(seconds, words):
    """In the unit in which it is said."""
    assert grading.in_words(seconds) == words


def test_both_lines_are_drawn_and_said():
    """This course as measured, nbgrader by its pace, and both in the words."""
    figure, said = grading.cost(SLOW, CLASSES)
    pace, measured = (line.get_ydata() for line in figure.axes[0].lines)
    np.testing.assert_allclose(pace, [45.0, 4545.0], rtol=1e-12)
    np.testing.assert_array_equal(measured, [4.0, 240.0])
    assert "30 take 4 seconds, and nbgrader 45 seconds" in said
    assert "3,030 take 4 minutes, and nbgrader 76 minutes" in said


def test_the_page_has_classes_of_all_sizes():
    """The committed file, as the page draws it: up to 3,000, and more takes longer."""
    stock, classes = grading.measured()
    assert [one.submissions for one in classes] == [30, 100, 300, 1000, 3000]
    assert all(0 < one.writing < one.processors for one in classes)
    assert sorted(one.seconds for one in classes) == [one.seconds for one in classes]
    figure, said = grading.cost(stock, classes)
    assert draw_svg(figure, said)

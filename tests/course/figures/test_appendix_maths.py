"""The pictures of the appendix on maths: a line, growth, a mirror, and typical distances."""

import math

import numpy as np
import pytest
from drawn import texts

from course.figures import appendix_maths as pictures
from course.figures.svg import draw_svg

EIGHT = [2, 4, 4, 4, 5, 5, 7, 9]


def test_a_line_starts_at_its_intercept_and_climbs_by_its_slope():
    """Two a bottle and 3 for delivery: 3 at none, 7 at two, 9 at three."""
    figure, said = pictures.line(2, 3, step_from=2)
    x, y = figure.axes[0].lines[0].get_data()
    assert (y[0], y[-1]) == (3, 13) and (x[0], x[-1]) == (0, 5)
    assert figure.axes[0].lines[1].get_xydata().tolist() == [[2, 7], [3, 7], [3, 9]]
    assert "goes 1 across and 2 up, from 7 to 9" in said and "starts: 3" in said


def test_growth_creeps_up_on_e():
    """Once 2, twice 2¼, and every bar below e and above the one before."""
    figure, said = pictures.growth([1, 2, 4, 12, 365])
    heights = [bar.get_height() for bar in figure.axes[0].patches]
    assert heights[:2] == [2, 9 / 4]
    assert heights == sorted(heights) and 0 < math.e - heights[-1] < 0.01
    assert texts(figure)[1:] == ["2.00", "2.25", "2.44", "2.61", "2.71"]
    assert "365 times, 2.71" in said and "the top at 2.72" in said


def test_exp_and_log_mirror_each_other():
    """Swap across and up in a point of one curve, and it lies on the other."""
    figure, said = pictures.mirror()
    curves = figure.axes[0].lines
    for across, up in curves[1].get_xydata():
        assert math.isclose(up, math.e**across)
    for across, up in curves[2].get_xydata():
        assert math.isclose(across, math.e**up)
    marks = [line.get_xydata()[0] for line in curves[3:]]
    for on_exp, on_log in zip(marks[::2], marks[1::2], strict=True):
        np.testing.assert_array_equal(on_exp, on_log[::-1])
    assert figure.axes[0].get_aspect() == 1 and "passes 1 at 0 and 2.72 at 1" in said


def test_deviations_are_those_worked_out_on_the_page():
    """A mean of 5, and 2 to each side; each number has its dot."""
    figure, said = pictures.deviations(EIGHT)
    dots = [line.get_xydata() for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert sorted(np.concatenate(dots)[:, 0]) == EIGHT
    assert [t for t in texts(figure) if t] == ["mean 5", "2", "2"]
    assert "ends at 3 and 7" in said and "as long as the standard deviation, 2" in said


def test_deviations_of_other_numbers():
    """1, 1, 5 and 5 have the mean 3; the arrows end on the dots."""
    assert "their mean, 3." in (said := pictures.deviations([1, 1, 5, 5])[1])
    assert "ends at 1 and 5" in said


@pytest.mark.parametrize(
    "drawing",
    [
        lambda: pictures.line(2, 3, 2),
        lambda: pictures.growth([1, 2, 4, 12, 365]),
        pictures.mirror,
        lambda: pictures.deviations(EIGHT),
    ],
)
def test_both_themes_can_be_drawn(drawing):
    """Colours of the table only, text large enough for a phone."""
    assert draw_svg(*drawing()).startswith("<svg")

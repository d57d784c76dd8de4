"""The pictures of the chapter on derivatives say slopes that are worked out here again."""

from course.figures import derivatives


def test_shrinking_runs():
    """The slope of the square over a run is twice the place plus the run."""
    figure, said = derivatives.shrinking_runs(3, [2, 1, 0.5])
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert titles == ["a run of 2: slope 8", "a run of 1: slope 7", "a run of ½: slope 6.5"]
    assert "over a run of 1 the slope is 7" in said


def test_two_sides():
    """For the cube at 2: 19 with a run of 1 to the right, 13 from both sides, 12 in truth."""
    figure, said = derivatives.two_sides(2, 1)
    assert [text.get_text() for text in figure.axes[0].texts] == ["one side: 19", "both sides: 13"]
    assert "its slope is 12" in said and "has 13, which is nearer" in said


def test_relu():
    """The drawn line is ReLU: its left half is flat, its right half climbs one for one."""
    figure, said = derivatives.relu_slopes()
    z, a = figure.axes[0].lines[0].get_data()
    assert (a[z < 0] == 0).all() and (a[z > 0] == z[z > 0]).all()
    assert "slope 0" in said and "slope 1" in said

"""The pictures of the chapter on affine transforms show what `reference_impl` computes."""

import numpy as np
from drawn import texts

from course.figures import affine
from reference_impl import example

Z4 = np.array([[4, -0.5], [3, 0.5], [0, 0.5], [5, 1.5]])  # by hand


def test_blocks_hold_the_four_bottles():
    """Every number of X, W, b and of the result is in a cell, with the four shapes below."""
    figure, said = affine.fitting(example.X4, example.W1, example.b1)
    drawn = texts(figure)
    assert [text for text in drawn if text.startswith("(")] == [
        "(4, 2)",
        "(2, 2)",
        "(2,)",
        "(4, 2)",
    ]
    cells = [text for text in drawn if text[-1] in "0123456789½"]
    assert len(cells) == 8 + 4 + 2 + 8
    assert cells[-8:] == ["4", "−½", "3", "½", "0", "½", "5", "1½"]
    assert "4 and −½; 3 and ½; 0 and ½; 5 and 1½" in said


def test_the_grid_goes_where_the_layer_sends_it():
    """The marked point and the corners of the small square land where they do by hand."""
    figure, said = affine.moved_grid(example.W1, example.b1, example.x)
    after = figure.axes[1]
    ends = {
        tuple(np.ravel(line.get_xydata())) for line in after.lines if len(line.get_xydata()) == 1
    }
    assert ends == {(0, 0.5), (1, -0.5), (3, 0.5), (2, 1.5), (4, -0.5)}
    assert "(0, ½), (1, −½), (3, ½), (2, 1½)" in said and "moved to (4, −½)" in said


def test_another_layer_sends_it_elsewhere():
    """With weights that change nothing and no bias, the star stays where it is."""
    _, said = affine.moved_grid(np.eye(2), np.zeros(2), example.x)
    assert "The star at (2, 1) has moved to (2, 1)" in said


def test_the_silent_table():
    """Nine differences where three were meant."""
    y_hat, y = np.array([[3.0], [4.0], [8.0]]), np.array([5.0, 2.0, 6.0])
    figure, said = affine.silent_table(y_hat, y)
    drawn = texts(figure)
    assert drawn[:9] == ["−2", "1", "−3", "−1", "2", "−2", "3", "6", "2"]
    assert "−2, 1, −3; −1, 2, −2; 3, 6, 2" in said

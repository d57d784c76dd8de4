"""The pictures of the chapter on the forward pass show what `reference_impl` computes."""

import numpy as np
from drawn import texts

from course.figures import forward
from reference_impl import example

LOGITS = np.array([[0, 0, 0], [np.log(2), 0, 0], [0, np.log(2), 0]])
LABELS = np.array([[2], [0], [0]])


def test_pass_of_one_bottle():
    """Every value and every shape on the way, as worked out by hand."""
    figure, said = forward.forward_pass(example.x, example.y)
    drawn = texts(figure)
    for value in ("2, 1", "4, −½", "4, 0", "3", "4"):
        assert value in drawn
    assert [text for text in drawn if text.startswith("(")] == ["(1, 2)"] * 3 + ["(1, 1)"]
    assert "z1: 4, −½, shape (1, 2)" in said and said.endswith("one number: 4.")


def test_pass_of_four_bottles():
    """With four rows the shapes grow, and the loss stays one number."""
    figure, said = forward.forward_pass(example.X4, example.y4)
    assert texts(figure).count("(4, 2)") == 3
    assert "4 rows of 1, shape (4, 1)" in said and said.endswith("one number: 4.")


def test_squares():
    """Areas are the misses times themselves, and their drawn sides keep the proportion."""
    figure, said = forward.squares([1, -2, 4])
    sides = [patch.get_width() for patch in figure.axes[0].patches]
    np.testing.assert_allclose(np.array(sides) / sides[0], [1, 2, 4])
    assert "Their areas are 1, 4, 16" in said


def test_minus_log():
    """The marked points lie at minus the logarithm, to two digits in the words."""
    _, said = forward.minus_log([1 / 4, 1 / 2])
    assert "at ¼ it is 1.39; at ½ it is 0.69" in said


def test_rows_of_chances():
    """The bars' widths are the probabilities; the hatched one is the right answer's."""
    figure, said = forward.rows_of_chances(LOGITS, LABELS)
    bars = figure.axes[0].patches
    widths = np.array([bar.get_width() for bar in bars]).reshape(3, 3)
    by_hand = [[1 / 3, 1 / 3, 1 / 3], [1 / 2, 1 / 4, 1 / 4], [1 / 4, 1 / 2, 1 / 4]]
    np.testing.assert_allclose(widths / widths.sum(axis=1, keepdims=True), by_hand)
    assert [i for i, bar in enumerate(bars) if bar.get_hatch()] == [2, 3, 6]
    assert "row 1 gives ½, ¼, ¼, and the right answer is number 0" in said

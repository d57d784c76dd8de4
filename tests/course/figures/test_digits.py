"""The pictures of handwriting: what is drawn are the counts, the weights and the mistakes."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from drawn import published_texts as texts

from course.figures import digits
from course.figures.svg import draw_svg
from reference_impl.data import load_digits

IMAGES = load_digits().X[:6]
WEIGHTS = np.random.default_rng(0).normal(size=(64, 5))
MATRIX = np.eye(10, dtype=int) * 30
MATRIX[8, 1], MATRIX[4, 8] = 2, 1
DRAWING = np.zeros((32, 32), int)
DRAWING[0:2, 0:4], DRAWING[28:32, 28:32] = 1, 1
PICTURES = {
    "counting": lambda: digits.counting(DRAWING),
    "gallery": lambda: digits.gallery(IMAGES, [f"a {i}\nsaid {i}" for i in range(6)], across=3),
    "hidden": lambda: digits.hidden(WEIGHTS, [0, 3, 4]),
    "confusion": lambda: digits.confusion(MATRIX),
}


def test_blocks_are_counted():
    """8 dots in the first block, 16 in the last, and no ink elsewhere; the words say all 64."""
    made = digits.counting(DRAWING)
    counts = [int(text) for text in texts(made) if text.isdigit()]
    assert counts == [8, *[0] * 62, 16]
    assert "a drawing of 24 dark dots" in made[1]
    assert "line by line: 8 0 0 0 0 0 0 0; 0" in made[1] and "0 16." in made[1]


def areas(patch):
    """The areas of the squares of a picture's path, in order."""
    corners = patch.get_path().vertices.reshape(-1, 5, 2)
    return (corners[:, 1, 0] - corners[:, 0, 0]) ** 2


def test_squares_are_as_large_as_the_ink():
    """A pixel with 16 fills its cell, and others in proportion, as near as a tenth of a unit."""
    figure, _ = digits.gallery(IMAGES[:1], ["a 0"], across=1)
    (path,) = [patch for patch in figure.axes[0].patches if hasattr(patch, "set_path")]
    inked = IMAGES[0][IMAGES[0] > 0]
    np.testing.assert_allclose(areas(path) / (380 / 8) ** 2, inked / 16, atol=0.01)


def test_weights_above_zero_are_full_and_those_below_are_hollow():
    """As many squares of each kind as there are weights to be seen; not by colour alone."""
    figure, aloud = digits.hidden(WEIGHTS, [3])
    full, hollow = [patch for patch in figure.axes[0].patches if hasattr(patch, "set_path")]
    assert full.get_fill() and not hollow.get_facecolor()[3]
    assert 0 < len(areas(full)) <= (WEIGHTS[:, 3] > 0).sum()
    assert 0 < len(areas(hollow)) <= (WEIGHTS[:, 3] < 0).sum()
    assert aloud.count("for ink") == aloud.count("against ink") == 1


def test_the_grid_holds_the_matrix_and_hatches_the_mistakes():
    """A hundred counts in their places, two hatched cells, and the words name them."""
    figure, aloud = PICTURES["confusion"]()
    counts = [int(text) for text in texts((figure, aloud)) if text.isdigit()]
    assert counts[:100] == MATRIX.ravel().tolist()
    assert sum(bool(patch.get_hatch()) for patch in figure.axes[0].patches) == 2
    assert "the 300 right ones" in aloud and "1 of 4 called 8; 2 of 8 called 1." in aloud


@pytest.mark.parametrize("picture", PICTURES)
def test_every_picture_can_be_drawn_for_both_themes(picture):
    """Colours of the table only, text large enough for a phone."""
    assert draw_svg(*PICTURES[picture]()).startswith("<svg")
    plt.close("all")

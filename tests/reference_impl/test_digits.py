"""The digits are scikit-learn's, pixel by pixel."""

import numpy as np
import pytest
from sklearn.datasets import load_digits

from reference_impl import data, digits


def test_digits_are_scikit_learns():
    """The same 1,797 rows in the same order, 64 pixels and the digit."""
    ours, theirs = data.load_digits(), load_digits()
    np.testing.assert_array_equal(ours.X, theirs.data)
    np.testing.assert_array_equal(ours.y[:, 0], theirs.target)
    assert ours.y.shape == (1797, 1) and ours.X.dtype == float and ours.y.dtype.kind == "i"


def test_a_changed_pixel_is_seen(tmp_path, monkeypatch):
    """Planted: one pixel of one image is a shade darker."""
    changed = tmp_path / "digits.txt"
    changed.write_text(data.DIGITS.read_text("ascii").replace("5", "6", 1), "ascii")
    monkeypatch.setattr(data, "DIGITS", changed)
    with pytest.raises(AssertionError, match="Mismatched elements: 1 /"):
        test_digits_are_scikit_learns()


def test_source_says_which_digits():
    """A sentence for the page."""
    said = "the digits that ship with this course (1,797 of them)"
    assert data.load_digits().source == said


def edges(images):
    """The first column of blocks that has ink, in the first line of each image and in the last."""
    grid = images.reshape(-1, 8, 8)
    return [(grid[:, line] > 0).argmax(axis=1) for line in (0, -1)]


def test_drawings_come_out_as_the_tables_digits_are():
    """As tall as the bitmap, in its middle, twenty dots wide, with the usual ink."""
    table = data.load_digits()
    X = table.X
    assert (X.reshape(-1, 8, 8)[:, [0, 7]].sum(axis=2) > 0).all()  # the table's own
    zeros = X[table.y[:, 0] == 0].reshape(-1, 8, 8).any(axis=1)
    assert (zeros.sum(axis=1) == 6).mean() > 0.99  # 20 dots begin at the sixth, in block 1
    ink = np.quantile(X.sum(axis=1), [0.05, 0.5, 0.95])
    assert digits.INK == ink[1]
    trace = np.zeros((32, 32), int)
    trace[3, 5:12] = trace[3:15, 11] = trace[3:15, 5] = 1  # a small gate, high up on the left
    drawing = digits.centred(trace)
    rows, columns = np.flatnonzero(drawing.any(axis=1)), np.flatnonzero(drawing.any(axis=0))
    assert (rows[0], rows[-1]) == (0, 31)
    assert (columns[0], columns[-1]) == (pytest.approx(6, abs=1), pytest.approx(25, abs=1))
    assert ink[0] <= drawing.sum() <= 1.2 * ink[2]


@pytest.mark.parametrize("lean", [-0.4, 0, 0.3, 0.5])
def test_drawings_stand_upright_as_the_tables_digits_do(lean):
    """The left edge of the first line is above that of the last, within a block; here by dots."""
    table = data.load_digits()
    top, foot = edges(table.X)
    assert (abs(top - foot) <= 1).mean() > 0.95  # the table's own, 1s and 7s and all
    trace = np.zeros((32, 32), int)
    for row in range(4, 28):
        trace[row, 16 + round(lean * (16 - row))] = 1
    drawing = digits.centred(trace)
    first = drawing.argmax(axis=1)
    assert np.ptp(first) <= digits.BLOCK and drawing.any(axis=1).all()


def test_a_drawing_is_read_wherever_it_lies():
    """The same trace in another corner comes out the same; without ink there is nothing."""
    trace = np.zeros((32, 32), int)
    trace[2:20, 4] = trace[10, 4:14] = 1
    moved = np.roll(trace, (9, 15), axis=(0, 1))
    np.testing.assert_array_equal(digits.centred(trace), digits.centred(moved))
    assert not digits.centred(np.zeros((32, 32), int)).any()


def test_blocks_count_what_they_hold():
    """Against a loop over the blocks."""
    drawing = (np.random.default_rng(0).random((32, 32)) < 0.4).astype(int)
    starts = range(0, 32, 4)
    by_loop = [drawing[r : r + 4, c : c + 4].sum() for r in starts for c in starts]
    assert digits.blocks(drawing).tolist() == [by_loop]

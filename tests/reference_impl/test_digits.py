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


def test_drawings_come_out_as_the_tables_digits_are():
    """As tall as the bitmap, in its middle, no wider than six blocks, with the usual ink."""
    X = data.load_digits().X
    assert (X.reshape(-1, 8, 8)[:, [0, 7]].sum(axis=2) > 0).all()  # the table's own
    ink = np.quantile(X.sum(axis=1), [0.05, 0.5, 0.95])
    assert digits.INK == ink[1]
    trace = np.zeros((32, 32), int)
    trace[3, 5:12] = trace[3:15, 11] = 1  # a small 7, high up on the left
    drawing = digits.centred(trace)
    rows, columns = np.flatnonzero(drawing.any(axis=1)), np.flatnonzero(drawing.any(axis=0))
    assert (rows[0], rows[-1]) == (0, 31) and columns[0] == pytest.approx(31 - columns[-1], abs=1)
    assert np.ptp(columns) < 24 and ink[0] <= drawing.sum() <= ink[2]


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

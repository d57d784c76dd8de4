"""The digits are scikit-learn's, pixel by pixel."""

import numpy as np
import pytest
from sklearn.datasets import load_digits

from reference_impl import data


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

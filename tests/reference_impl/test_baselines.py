"""Baselines, the split, and the score in points, against scikit-learn."""

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression
from sklearn.metrics import root_mean_squared_error

from reference_impl.baselines import always_the_mean, least_squares
from reference_impl.data import split_and_standardize, standardize, train_test_split
from reference_impl.losses import rmse

RNG = np.random.default_rng(0)
X, y = RNG.normal(3, [1, 10, 100], size=(20, 3)), RNG.normal(5, 1, size=(20, 1))
NEW = RNG.normal(size=(7, 3))


def test_least_squares_agrees_with_scikit_learn():
    """The same straight-line formula, bias included, on rows that it has not seen."""
    expected = LinearRegression().fit(X, y).predict(NEW)
    np.testing.assert_allclose(least_squares(X, y, NEW), expected)


def test_least_squares_by_hand():
    """Points on the line 2 x + 1 give that line."""
    guesses = least_squares(np.array([[0.0], [1], [2]]), np.array([[1.0], [3], [5]]), [[10.0]])
    np.testing.assert_allclose(guesses, [[21]])


def test_always_the_mean():
    """One row for each row asked about, all of them the mean of the training scores."""
    assert always_the_mean(np.array([[4.0], [5], [9]]), NEW).tolist() == [[6]] * 7


@pytest.mark.parametrize("guess", [always_the_mean(y, NEW), least_squares(X, y, NEW)])
def test_guesses_are_a_column(guess):
    assert guess.shape == (7, 1)


def test_rmse():
    """It agrees with scikit-learn, and refuses a flat y as `mse` does."""
    y_hat = y + RNG.normal(size=y.shape)
    np.testing.assert_allclose(rmse(y_hat, y), root_mean_squared_error(y, y_hat))
    assert rmse(np.array([[6], [5], [5]]), np.array([[5], [6], [7]])) == np.sqrt(2)
    with pytest.raises(ValueError, match=r"\(20, 1\) and y has shape \(20,\)"):
        rmse(y_hat, y[:, 0])


def test_what_is_standardised_has_been_split_before():
    """The split is that of `train_test_split`; mean and deviation are the training rows'."""
    A, B, y_A, y_B = split_and_standardize(X, y, 0.3, np.random.default_rng(1))
    raw_A, raw_B, *scores = train_test_split(X, y, 0.3, np.random.default_rng(1))
    np.testing.assert_array_equal(A, standardize(raw_A)[0])
    np.testing.assert_allclose(A.mean(axis=0), 0, atol=1e-14)
    np.testing.assert_allclose(B, (raw_B - raw_A.mean(axis=0)) / raw_A.std(axis=0))
    for ours, theirs in zip((y_A, y_B), scores, strict=True):
        np.testing.assert_array_equal(ours, theirs)

"""Losses against their definitions, nudges and scikit-learn."""

import math

import numpy as np
import pytest
from sklearn.metrics import log_loss, mean_squared_error

from reference_impl import losses
from reference_impl.layers import sigmoid, softmax


def test_mse_agrees_with_scikit_learn():
    """The mean is over all entries, not over rows."""
    rng = np.random.default_rng(0)
    y_hat, y = rng.normal(size=(2, 5, 3))
    np.testing.assert_allclose(losses.mse(y_hat, y), mean_squared_error(y, y_hat), rtol=1e-15)


def test_cross_entropy_agrees_with_scikit_learn():
    """Cross-entropy from logits is the log loss of their softmax."""
    rng = np.random.default_rng(0)
    logits, y = rng.normal(size=(6, 4)), np.array([[0], [1], [2], [3], [1], [0]])
    expected = log_loss(y[:, 0], softmax(logits), labels=range(4))
    np.testing.assert_allclose(losses.cross_entropy(logits, y), expected, rtol=1e-14)


def test_cross_entropy_by_hand():
    """Equal logits over k classes cost log(k), whatever the answer."""
    assert losses.cross_entropy(np.zeros((3, 4)), np.array([[0], [1], [3]])) == math.log(4)


def test_cross_entropy_meets_no_log_of_zero():
    """Logits of plus and minus 1000 cost 2000 when the answer is the unlikely one, 0 when not."""
    logits = np.array([[1000.0, -1000.0]])
    assert losses.cross_entropy(logits, np.array([[1]])) == 2000
    assert losses.cross_entropy(logits, np.array([[0]])) == 0


def test_log_loss_agrees_with_scikit_learn():
    """Log loss from logits is that of their sigmoid, and cross-entropy with a second logit of 0."""
    rng = np.random.default_rng(0)
    logits, y = rng.normal(size=(6, 1)), np.array([[0], [1], [1], [0], [1], [0]])
    found = losses.log_loss(logits, y.astype(float))
    np.testing.assert_allclose(found, log_loss(y[:, 0], sigmoid(logits)[:, 0]), rtol=1e-14)
    two = np.hstack([np.zeros((6, 1)), logits])
    np.testing.assert_allclose(found, losses.cross_entropy(two, y), rtol=1e-14)


def test_log_loss_meets_no_log_of_zero():
    """A logit of 1000 costs 1000 where the answer is no, and 0 where it is yes."""
    sure, no, yes = np.array([[1000.0]]), np.array([[0.0]]), np.array([[1.0]])
    assert losses.log_loss(sure, no) == losses.log_loss(-sure, yes) == 1000
    assert losses.log_loss(sure, yes) == losses.log_loss(-sure, no) == 0


TARGETS = {
    "mse": lambda rng: rng.normal(size=(5, 3)),
    "cross_entropy": lambda rng: rng.integers(0, 3, (5, 1)),
    "log_loss": lambda rng: rng.integers(0, 2, (5, 1)).astype(float),
}


@pytest.mark.parametrize("name", TARGETS)
def test_gradient_agrees_with_complex_step(name):
    """Each gradient is the slope of its loss for every entry."""
    rng = np.random.default_rng(1)
    given = rng.normal(size=(5, 1 if name == "log_loss" else 3))
    y = TARGETS[name](rng)
    slopes = np.empty(given.shape)
    for index in np.ndindex(given.shape):
        nudged = given.astype(complex)
        nudged[index] += 1e-30j
        slopes[index] = getattr(losses, name)(nudged, y).imag / 1e-30
    found = getattr(losses, f"{name}_grad")(given, y)
    np.testing.assert_allclose(found, slopes, rtol=1e-12, atol=1e-15)


def test_mse_grad_divides_by_all_entries():
    """With one error of 1 among 2 by 3 entries the gradient there is 2 / 6."""
    y = np.zeros((2, 3))
    y_hat = y + np.eye(2, 3)
    np.testing.assert_array_equal(losses.mse_grad(y_hat, y), np.eye(2, 3) / 3)


def test_labels_that_do_not_fit_are_refused():
    """Labels come as a column, one for each row of logits."""
    for y in (np.array([0, 1, 2]), np.array([[0], [1]])):
        with pytest.raises(ValueError, match=r"expected \(3, 1\)"):
            losses.cross_entropy(np.zeros((3, 4)), y)

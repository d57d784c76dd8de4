"""Each layer's way back against a nudge, and each layer at the places where it could break."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from reference_impl import layers

H = 1e-30


def nudge_each(f, array):
    """The slopes of the scalar f for every entry of array, by complex step."""
    slopes = np.empty(array.shape)
    for index in np.ndindex(array.shape):
        nudged = array.astype(complex)
        nudged[index] += 1j * H
        slopes[index] = f(nudged).imag / H
    return slopes


@pytest.fixture
def numbers():
    """n, d_in and d_out all different and none of them 1 or 2; blame for the output."""
    rng = np.random.default_rng(0)
    return {
        "X": rng.normal(size=(5, 4)),
        "W": rng.normal(size=(4, 3)),
        "b": rng.normal(size=3),
        "blame": rng.normal(size=(5, 3)),
        "z": rng.normal(size=(5, 3)),
    }


def test_affine_backward_agrees_with_complex_step(numbers):
    """dX, dW and db are the slopes of (blame * Z).sum() for X, W and b."""
    X, W, b, blame = (numbers[k] for k in ("X", "W", "b", "blame"))
    found = layers.affine_backward(blame, X, W)
    expected = (
        nudge_each(lambda X: (layers.affine(X, W, b) * blame).sum(), X),
        nudge_each(lambda W: (layers.affine(X, W, b) * blame).sum(), W),
        nudge_each(lambda b: (layers.affine(X, W, b) * blame).sum(), b),
    )
    for array, slopes in zip(found, expected, strict=True):
        np.testing.assert_allclose(array, slopes, rtol=1e-13, atol=1e-15)


def test_affine_is_the_matrix_product(numbers):
    """Z = X @ W + b, checked by loops."""
    X, W, b = (numbers[k] for k in ("X", "W", "b"))
    by_loops = np.empty((5, 3))
    for i, j in np.ndindex(5, 3):
        by_loops[i, j] = sum(X[i, k] * W[k, j] for k in range(4)) + b[j]
    np.testing.assert_allclose(layers.affine(X, W, b), by_loops, rtol=1e-14)


@pytest.mark.parametrize("name", ["relu", "sigmoid", "tanh", "softmax"])
def test_activation_backward_agrees_with_complex_step(name, numbers):
    """Each activation's backward gives the slopes of (blame * a).sum() for z."""
    forward, backward = getattr(layers, name), getattr(layers, f"{name}_backward")
    z, blame = numbers["z"], numbers["blame"]
    saved = z if name == "relu" else forward(z)
    expected = nudge_each(lambda z: (forward(z) * blame).sum(), z)
    np.testing.assert_allclose(backward(blame, saved), expected, rtol=1e-12, atol=1e-15)


def test_relu_sleeps_at_zero():
    """At exactly zero, ReLU gives 0 and passes no blame."""
    z = np.array([[-1.0, 0.0, -0.0, 2.0]])
    np.testing.assert_array_equal(layers.relu(z), [[0, 0, 0, 2]])
    np.testing.assert_array_equal(layers.relu_backward(np.full((1, 4), 7.0), z), [[0, 0, 0, 7]])


def test_nan_is_not_swallowed_by_relu():
    """A NaN stays a NaN, so that a run that went wrong is noticed."""
    assert np.isnan(layers.relu(np.array([[np.nan]]))).all()


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "softmax"])
def test_extreme_inputs_do_not_overflow(name):
    """Plus and minus 1000 give the limits, without a warning (warnings are errors here)."""
    low, high = {"sigmoid": (0, 1), "tanh": (-1, 1), "softmax": (0, 1)}[name]
    found = getattr(layers, name)(np.array([[-1000.0, 1000.0]]))
    np.testing.assert_array_equal(found, [[low, high]])


def test_sigmoid_is_the_textbook_curve():
    """sigmoid(z) = 1 / (1 + exp(-z)) to rounding error."""
    z = np.linspace(-30, 30, 301).reshape(-1, 1)
    np.testing.assert_allclose(layers.sigmoid(z), 1 / (1 + np.exp(-z)), rtol=0, atol=3e-16)


@given(arrays(float, (3, 4), elements=st.floats(-1e3, 1e3)), st.floats(-100, 100))
def test_softmax_rows_add_up_to_one_and_ignore_a_shift(z, shift):
    """Softmax rows add up to one, and adding a number to a whole row changes nothing."""
    a = layers.softmax(z)
    np.testing.assert_allclose(a.sum(axis=1), 1, rtol=1e-14)
    np.testing.assert_allclose(layers.softmax(z + shift), a, rtol=1e-9, atol=1e-300)

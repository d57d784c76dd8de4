"""The two half-moons: where their points lie, and what separates them."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from reference_impl.moons import two_moons
from reference_impl.network import Network


def test_without_noise_each_point_lies_on_its_half_circle():
    """The first around (0, 0), above it; the second around (1, 1/2), below it; both of radius 1."""
    X, y = two_moons(101, 0.0, np.random.default_rng(0))
    assert X.shape == (101, 2) and y.shape == (101, 1) and y.sum() == 50
    first, second = X[y[:, 0] == 0], X[y[:, 0] == 1] - [1, 0.5]
    np.testing.assert_allclose(np.linalg.norm(np.vstack([first, second]), axis=1), 1, rtol=1e-14)
    assert first[:, 1].min() >= 0 >= second[:, 1].max()


def test_noise_is_a_standard_deviation():
    """What is added to each coordinate has that spread, and the same seed gives the same."""
    plain, _ = two_moons(4000, 0.0, np.random.default_rng(3))
    noisy, _ = two_moons(4000, 0.2, np.random.default_rng(3))
    assert (noisy - plain).std(axis=0) == pytest.approx(0.2, rel=0.05)
    again, _ = two_moons(4000, 0.2, np.random.default_rng(3))
    np.testing.assert_array_equal(again, noisy)


def test_no_line_does_it_and_sixteen_hidden_neurons_do():
    """About 88 in 100 by scikit-learn's straight border, 95 or more by the reference network."""
    rng = np.random.default_rng(0)
    X, y = two_moons(400, 0.2, rng)
    X_test, y_test = two_moons(2000, 0.2, rng)
    line = LogisticRegression().fit(X, y[:, 0])
    assert 0.84 < line.score(X_test, y_test[:, 0]) < 0.91
    network = Network([2, 16, 1], rng, head="binary")
    network.fit(X, y, rng, epochs=150, batch_size=16, learning_rate=0.1, progress=False)
    assert network.evaluate(X_test, y_test)["accuracy"] > 0.94

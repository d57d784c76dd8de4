"""Where weights start: their spread, and what it does ten layers later."""

import numpy as np
import pytest

from reference_impl.initialise import he, small, xavier
from reference_impl.layers import relu
from reference_impl.network import Network

# The spread of m normal draws is known to about 1 / sqrt(2 m); five of those is far out.
DRAWS = 300 * 200
MARGIN = 5 / np.sqrt(2 * DRAWS)


@pytest.mark.parametrize(
    ("rule", "spread"),
    [(he, np.sqrt(2 / 300)), (xavier, np.sqrt(2 / 500)), (small, 0.005)],
)
def test_spread_is_the_rules(rule, spread):
    """He: sqrt(2 / d_in). Xavier: sqrt(2 / (d_in + d_out)). The article's: 0.005."""
    W = rule(300, 200, np.random.default_rng(0))
    assert W.shape == (300, 200)
    assert abs(W.std() / spread - 1) < MARGIN
    assert abs(W.mean()) < 5 * spread / np.sqrt(DRAWS)


def test_linear_output_layer_gets_he_too():
    """The last layer's input has been through a ReLU, so it starts by He's rule like the others."""
    net = Network([11, 300, 200], np.random.default_rng(0))
    assert abs(net.params["W2"].std() / np.sqrt(2 / 300) - 1) < MARGIN
    assert all((net.params[name] == 0).all() for name in ("b1", "b2"))


def test_he_keeps_the_size_of_numbers_through_ten_relu_layers():
    """With He's rule numbers neither fade nor blow up; with Xavier they fade as 2^(-10/2)."""
    sizes = {}
    for rule in (he, xavier, small):
        rng = np.random.default_rng(0)
        a = rng.normal(size=(200, 256))
        for _ in range(10):
            a = relu(a @ rule(256, 256, rng))
        sizes[rule] = np.sqrt((a**2).mean())
    assert 0.5 < sizes[he] < 2
    assert 0.5 < sizes[xavier] / sizes[he] * 2**5 < 2
    assert sizes[small] < 1e-10


def test_same_seed_same_weights():
    """The generator that is passed in decides everything."""
    first, second = (Network([4, 3, 2], np.random.default_rng(5)).params for _ in range(2))
    for name, value in first.items():
        np.testing.assert_array_equal(value, second[name])

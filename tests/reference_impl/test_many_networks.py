"""Random networks against the two oracles: a few in `make test`, 300 in `make proof`."""

import functools

import numpy as np
import pytest
from network_checks import HEADS, independent_training, make_case
from samples import seeds

from reference_impl.gradcheck import gradcheck


def random_case(seed):
    """Any number of layers, any sizes from 1 to 9, any head, from 1 to 12 rows."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(1, 10, rng.integers(2, 6)).tolist()
    head = HEADS[seed % 3]
    return *make_case(sizes, head, seed, int(rng.integers(1, 13))), head


@pytest.mark.parametrize("seed", seeds(sample=4, everything=300))
def test_gradients_of_a_random_network(seed):
    """Whatever the network, every gradient agrees with the complex step to 1e-10."""
    net, X, y, _ = random_case(seed)
    gradients = net.backward(net.forward(X), y)
    worst = gradcheck(functools.partial(net.loss_at, X=X, y=y), net.params, gradients)
    assert worst.error < 1e-10, (net.sizes, worst)


@pytest.mark.parametrize("seed", seeds(sample=4, everything=300))
def test_training_of_a_random_network(seed):
    """Whatever the network, three epochs end where the independent implementation ends."""
    net, X, y, head = random_case(seed)
    expected, _ = independent_training(net.params, X, y, head, decay=0.01, batch=5, rate=0.05)
    net.fit(
        X, y, np.random.default_rng(8), epochs=3, batch_size=5, learning_rate=0.05,
        weight_decay=0.01, progress=False,
    )  # fmt: skip
    for name, value in expected.items():
        np.testing.assert_allclose(net.params[name], value, rtol=1e-11, atol=1e-12)

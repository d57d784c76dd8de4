"""The page's network is the reference's, to 1e-9: forward, loss, gradients, one step."""

import numpy as np
import pytest

from reference_impl import example
from reference_impl.network import Network

MODULE = "network.js"
ALL = """(() => {
  const cache = maths.forward(given.layers, given.X);
  const grads = maths.backward(given.layers, cache, given.y);
  const after = maths.step(given.layers, grads, 0.05);
  const loss = maths.mse(cache.at(-1).a, given.y);
  return { cache, grads, after, loss };
})()"""


def layers(network):
    """The network's parameters as the page has them."""
    count = len(network.params) // 2
    return [
        {"W": network.params[f"W{i}"].tolist(), "b": network.params[f"b{i}"].tolist()}
        for i in range(1, count + 1)
    ]


def agree(told, network, X, y):
    """Hold what the page says to the reference network."""
    cache = network.forward(X)
    grads = network.backward(cache, y)
    close = lambda a, b: np.testing.assert_allclose(a, b, rtol=0, atol=1e-9)  # noqa: E731
    close(told["loss"], network.loss(X, y))
    close(told["cache"][-1]["a"], cache["y_hat"])
    for i, (mine, after) in enumerate(zip(told["grads"], told["after"], strict=True), start=1):
        close(told["cache"][i]["z"], cache[f"z{i}"])
        close(mine["dW"], grads[f"dW{i}"])
        close(mine["db"], grads[f"db{i}"])
        close(after["W"], network.params[f"W{i}"] - 0.05 * grads[f"dW{i}"])
        close(after["b"], network.params[f"b{i}"] - 0.05 * grads[f"db{i}"])


@pytest.mark.parametrize("sizes", [(3, 4, 2), (2, 5, 4, 3), (1, 6, 1)])
def test_random_networks(in_node, sizes):
    """Of two and three layers, with several outputs."""
    rng = np.random.default_rng(7)
    network = Network(sizes, rng)
    X, y = rng.normal(size=(5, sizes[0])), rng.normal(size=(5, sizes[-1]))
    given = {"layers": layers(network), "X": X.tolist(), "y": y.tolist()}
    agree(in_node(MODULE, ALL, given), network, X, y)


def test_running_example(in_node):
    """One bottle and four, with the sum of exactly zero in them."""
    network = example.network()
    for X, y in ((example.x, example.y), (example.X4, example.y4)):
        given = {"layers": layers(network), "X": X.tolist(), "y": y.tolist()}
        agree(in_node(MODULE, ALL, given), network, X, y)

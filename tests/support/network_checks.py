"""What must hold of the reference network: each check runs it and asserts one claim.

The tests call every check on the network as it is. test_planted_bugs.py calls them on the
network with a bug planted, and expects a refusal. So the checks look up every function at
the time of the call, and take nothing from reference_impl by value.
"""

import functools

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from reference_impl import data, example, losses, network, training
from reference_impl.gradcheck import gradcheck

# n, d_in and d_out all different, none of them 1 or 2; then the wine network's own shape.
SHAPES = [[5, 4, 3], [6, 7, 5, 4], [4, 6, 5, 7, 3], [11, 8, 1], [3, 3, 3], [5, 3]]


HEADS = ("regression", "classification", "binary")


def make_case(sizes, head, seed=0, n=9):
    """A seeded network with biases that are not zero, and a batch that fits it.

    A yes or no is one number: a binary network's last size is 1 whatever was asked for.
    """
    rng = np.random.default_rng(seed)
    sizes = [*sizes[:-1], 1] if head == "binary" else sizes
    net = network.Network(sizes, rng, head=head)
    for name, value in net.params.items():
        if name.startswith("b"):
            net.params[name] = rng.normal(size=value.shape)
    X = rng.normal(size=(n, sizes[0]))
    if head == "classification":
        return net, X, rng.integers(0, sizes[-1], (n, 1))
    if head == "binary":
        return net, X, rng.integers(0, 2, (n, 1)).astype(float)
    return net, X, rng.normal(size=(n, sizes[-1]))


def check_example_by_hand():
    """The running example gives the numbers that the pencil gave, for one bottle and for four."""
    for X, y, by_hand in (
        (example.x, example.y, example.by_hand),
        (example.X4, example.y4, example.by_hand_4),
    ):
        net = example.network()
        cache = net.forward(X)
        found = {
            **cache,
            **net.backward(cache, y),
            "loss": net.loss(X, y),
            "d_y_hat": losses.mse_grad(cache["y_hat"], y),
        }
        found["dz1"] = network.relu_backward(found["d_y_hat"] @ example.W2.T, cache["z1"])
        for name, expected in by_hand.items():
            np.testing.assert_array_equal(found[name], expected, err_msg=name)


def check_gradients():
    """Every entry of every gradient agrees with the complex step to 1e-10, for every head."""
    for head in HEADS:
        for seed, sizes in enumerate(SHAPES):
            net, X, y = make_case(sizes, head, seed)
            gradients = net.backward(net.forward(X), y)
            loss = functools.partial(net.loss_at, X=X, y=y)
            worst = gradcheck(loss, net.params, gradients)
            assert worst.error < 1e-10, (head, sizes, worst)


def check_asleep_at_exactly_zero():
    """A neuron at exactly z = 0 takes no blame: its incoming weights and bias stay as they are."""
    net = network.Network.from_params(
        {"W1": np.ones((3, 4)), "b1": np.zeros(4), "W2": np.ones((4, 1)), "b2": np.ones(1)}
    )
    X = np.array([[1.0, -1.0, 0.0], [2.0, 0.5, -2.5], [0.0, 0.0, 0.0]])
    gradients = net.backward(net.forward(X), np.zeros((3, 1)))
    np.testing.assert_array_equal(gradients["dW1"], np.zeros((3, 4)))
    np.testing.assert_array_equal(gradients["db1"], np.zeros(4))
    np.testing.assert_allclose(gradients["db2"], [2.0], rtol=1e-15)


def check_trajectory():
    """Three epochs with a short last batch end where an independent implementation ends."""
    for head, last in zip(HEADS, (1, 3, 1), strict=True):
        sizes = [5, 7, 4, last]
        for decay in (0.0, 0.03):
            net, X, y = make_case(sizes, head, seed=3, n=70)
            expected, losses_ = independent_training(net.params, X, y, head, decay)
            history = net.fit(
                X, y, np.random.default_rng(8), epochs=3, batch_size=32, learning_rate=0.1,
                weight_decay=decay, progress=False,
            )  # fmt: skip
            np.testing.assert_allclose(history["training_loss"], losses_, rtol=1e-12)
            for name, value in expected.items():
                np.testing.assert_allclose(net.params[name], value, rtol=1e-12, atol=1e-12)


def independent_training(params, X, y, head, decay, epochs=3, batch=32, rate=0.1, seed=8):
    """The same training by HIPS autograd: its derivatives, its own forward pass and loop."""
    rng = np.random.default_rng(seed)
    slope = autograd.grad(independent_loss)
    params, curve = dict(params), []
    for _ in range(epochs):
        order, total = rng.permutation(len(X)), 0.0
        for rows in np.split(order, range(batch, len(X), batch)):
            total += float(independent_loss(params, X[rows], y[rows], head)) * len(rows)
            gradient = slope(params, X[rows], y[rows], head)
            params = {
                k: v - rate * (gradient[k] + (decay * v if k[0] == "W" else 0.0))
                for k, v in params.items()
            }
        curve.append(total / len(X))
    return params, curve


def independent_loss(params, X, y, head):
    """The network's loss, written without a look at reference_impl."""
    signal = X
    count = len(params) // 2
    for layer in range(count):
        signal = anp.einsum("ij,jk->ik", signal, params[f"W{layer + 1}"]) + params[f"b{layer + 1}"]
        if layer + 1 < count:
            signal = anp.where(signal > 0, signal, 0.0)
    if head == "regression":
        return anp.sum((signal - y) ** 2) / (signal.shape[0] * signal.shape[1])
    if head == "binary":
        yes = 1 / (1 + anp.exp(-signal))
        return -anp.mean(y * anp.log(yes) + (1 - y) * anp.log(1 - yes))
    top = anp.max(signal, axis=1, keepdims=True)
    log_sum = top + anp.log(anp.sum(anp.exp(signal - top), axis=1, keepdims=True))
    return anp.mean(log_sum[:, 0] - signal[anp.arange(len(y)), y[:, 0]])


def check_caller_keeps_everything():
    """Training changes nothing that the caller passed in: parameters, X, y, validation rows."""
    made, X, y = make_case([5, 4, 1], "regression", n=10)
    given = {name: value.copy() for name, value in made.params.items()}
    net = network.Network.from_params(given)
    held = {"X": X, "y": y, **given}
    before = {name: value.copy() for name, value in held.items()}
    net.fit(
        X, y, np.random.default_rng(0), epochs=2, batch_size=4, learning_rate=0.1,
        validation=(X, y), progress=False,
    )  # fmt: skip
    train, other = np.array(X), np.array(X[:4])
    data.standardize(train, other)
    np.testing.assert_array_equal(train, X)
    np.testing.assert_array_equal(other, X[:4])
    for name, value in held.items():
        np.testing.assert_array_equal(value, before[name], err_msg=name)


def check_every_row_each_epoch_in_a_new_order():
    """An epoch shows each row once, next to its own answer, in an order that the rng decides."""
    X = np.arange(10.0).reshape(-1, 1)
    rng = np.random.default_rng(0)
    orders = []
    for _ in range(2):
        batches = list(training.minibatches(X, 10 * X, 4, rng))
        assert [len(rows) for rows, _ in batches] == [4, 4, 2]
        for rows, answers in batches:
            np.testing.assert_array_equal(answers, 10 * rows)
        orders.append(np.concatenate([rows for rows, _ in batches])[:, 0].tolist())
    again = np.random.default_rng(0)
    assert orders == [again.permutation(10).tolist(), again.permutation(10).tolist()]


def check_flat_y_is_refused():
    """A y of shape (n,) is refused wherever it could broadcast to (n, n) in silence."""
    net, X, y = make_case([5, 4, 1], "regression")
    flat = y[:, 0]
    settings = {"epochs": 1, "batch_size": 4, "learning_rate": 0.1, "progress": False}
    for call in (
        lambda: net.loss(X, flat),
        lambda: net.backward(net.forward(X), flat),
        lambda: net.evaluate(X, flat),
        lambda: net.fit(X, flat, np.random.default_rng(0), **settings),
        lambda: losses.mse(y, flat),
        lambda: losses.mse_grad(y, flat),
    ):
        with pytest.raises(ValueError, match=r"reshape\(-1, 1\)"):
            call()


def check_no_global_random_state():
    """Nothing draws from NumPy's global generator."""
    before = np.random.get_state()[1].copy()
    net, X, y = make_case([5, 4, 1], "regression")
    rng = np.random.default_rng(0)
    net.fit(X, y, rng, epochs=2, batch_size=4, learning_rate=0.1, progress=False)
    np.testing.assert_array_equal(np.random.get_state()[1], before)


ALL = [value for name, value in list(globals().items()) if name.startswith("check_")]

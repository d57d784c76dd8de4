"""Tests of the tests: eighteen kinds of bug, each planted, and the checks that must refuse it."""

import network_checks
import numpy as np
import pytest

from reference_impl import data, losses, network, training

real_backward, real_step = network.backward, training.step
real_batch = network.Network.loss_and_gradients


def planted_mse_grad(patch, wrong):
    patch(losses, "mse_grad", wrong)
    head = network.HEADS["regression"]._replace(loss_grad=wrong)
    patch(network, "HEADS", {**network.HEADS, "regression": head})


def planted_gradient(patch, change):
    """Let the whole network compute gradients as it does, then change them."""

    def wrong(params, cache, y, loss_grad):
        gradients = real_backward(params, cache, y, loss_grad)
        change(gradients, params, cache)
        return gradients

    patch(network, "backward", wrong)


def leaky_relu_forward_only(patch):
    patch(network, "relu", lambda z: np.maximum(z, 0.01 * z))


def flat_y_accepted(patch):
    patch(losses, "_same_shape", lambda y_hat, y: None)
    patch(network, "check_columns", lambda name, array, expected: None)
    patch(network, "check_matrix", lambda name, values: np.asarray(values, dtype=float))


def sum_for_mean(patch):
    planted_mse_grad(patch, lambda y_hat, y: 2 * (y_hat - y))


def missing_factor_two(patch):
    planted_mse_grad(patch, lambda y_hat, y: (y_hat - y) / y.size)


def full_batch_as_divisor(patch):
    def wrong(self, X, y):
        loss, gradients = real_batch(self, X, y)
        return loss, {name: value * len(X) / 32 for name, value in gradients.items()}

    patch(network.Network, "loss_and_gradients", wrong)


def no_relu_mask(patch):
    patch(network, "relu_backward", lambda dA, z: dA)


def mask_open_at_zero(patch):
    patch(network, "relu_backward", lambda dA, z: dA * (z >= 0))


def mean_for_sum_in_db1(patch):
    def change(gradients, params, cache):
        gradients["db1"] = gradients["db1"] / len(cache["a0"])

    planted_gradient(patch, change)


def db2_left_at_zero(patch):
    def change(gradients, params, cache):
        if "db2" in gradients:
            gradients["db2"] = np.zeros_like(gradients["db2"])

    planted_gradient(patch, change)


def dW1_off_by_a_thousandth(patch):
    def change(gradients, params, cache):
        gradients["dW1"] = gradients["dW1"] * 1.001

    planted_gradient(patch, change)


def training_overwrites_callers_parameters(patch):
    def in_place(params, gradients, learning_rate, weight_decay=0.0):
        for name, value in real_step(params, gradients, learning_rate, weight_decay).items():
            params[name][...] = value
        return params

    patch(training, "step", in_place)
    patch(network, "_checked_params", dict)


def standardising_in_place(patch):
    def wrong(train, *others):
        mean, std = train.mean(axis=0), train.std(axis=0)
        for array in (train, *others):
            array -= mean
            array /= std
        return (train, *others)

    patch(data, "standardize", wrong)


def batches(order_of):
    """Mini-batches in whatever order the planted function gives: (X's order, y's order)."""

    def wrong(X, y, batch_size, rng):
        for_X, for_y = order_of(len(X), rng)
        for start in range(0, len(for_X), batch_size):
            stop = start + batch_size
            yield X[for_X[start:stop]], y[for_y[start:stop]]

    return wrong


def same_order_every_epoch(patch):
    orders = {}

    def order_of(n, rng):
        order = orders.setdefault(n, rng.permutation(n))
        return order, order

    patch(training, "minibatches", batches(order_of))


def no_shuffling(patch):
    patch(training, "minibatches", batches(lambda n, rng: (np.arange(n), np.arange(n))))


def global_random_for_the_order(patch):
    def order_of(n, rng):
        order = np.random.permutation(n)
        return order, order

    patch(training, "minibatches", batches(order_of))


def short_last_batch_dropped(patch):
    def wrong(X, y, batch_size, rng):
        order = rng.permutation(len(X))
        for start in range(0, len(X) - batch_size + 1, batch_size):
            rows = order[start : start + batch_size]
            yield X[rows], y[rows]

    patch(training, "minibatches", wrong)


def X_shuffled_without_y(patch):
    def order_of(n, rng):
        return rng.permutation(n), np.arange(n)

    patch(training, "minibatches", batches(order_of))


def last_layer_updated_before_dW1(patch):
    def wrong(self, X, y):
        loss, gradients = real_batch(self, X, y)
        last = network.depth(self.params)
        moved = {**self.params, f"W{last}": real_step(self.params, gradients, 0.1)[f"W{last}"]}
        cache = network.forward(self.params, X)
        return loss, real_backward(moved, cache, y, self.head.loss_grad)

    patch(network.Network, "loss_and_gradients", wrong)


BUGS = [
    leaky_relu_forward_only,
    flat_y_accepted,
    sum_for_mean,
    missing_factor_two,
    full_batch_as_divisor,
    no_relu_mask,
    mask_open_at_zero,
    mean_for_sum_in_db1,
    db2_left_at_zero,
    dW1_off_by_a_thousandth,
    training_overwrites_callers_parameters,
    standardising_in_place,
    same_order_every_epoch,
    no_shuffling,
    global_random_for_the_order,
    short_last_batch_dropped,
    X_shuffled_without_y,
    last_layer_updated_before_dW1,
]

# Only these see it; take one away and the bug lives.
ONLY = {
    flat_y_accepted: {"check_flat_y_is_refused"},
    full_batch_as_divisor: {"check_trajectory"},
    mask_open_at_zero: {"check_asleep_at_exactly_zero", "check_example_by_hand"},
    standardising_in_place: {"check_caller_keeps_everything"},
    last_layer_updated_before_dW1: {"check_trajectory"},
}


def refusing_checks():
    """The names of the checks that refuse the network as it is now."""
    refused = set()
    for check in network_checks.ALL:
        try:
            check()
        except (AssertionError, ValueError, pytest.fail.Exception):
            refused.add(check.__name__)
    return refused


@pytest.mark.parametrize("plant", BUGS, ids=lambda plant: plant.__name__)
def test_planted_bug_is_refused(plant, monkeypatch):
    """With this bug planted, at least one check refuses the network."""
    plant(monkeypatch.setattr)
    refused = refusing_checks()
    assert refused
    assert refused == ONLY.get(plant, refused)


def test_nothing_planted_nothing_refused():
    """The network as it is passes every check, so a refusal above is the bug's doing."""
    assert len(BUGS) == 18
    assert refusing_checks() == set()

"""The answer `fit`: a network trained for some epochs, the shuffled row numbers of each given.

Shapes: X (n, d_in), y (n, 1); `orders` is a list of arrays (n,), one for each epoch.
"""

from collections.abc import Callable

import numpy as np

from course.checks.answers import Answer, Case, Draw, Misconception, Part
from course.checks.inputs import halves
from course.checks.machine import yes_or_no
from course.checks.machine.yes_or_no import backward
from reference_impl import Arrays
from reference_impl.training import step


def fit(
    params: Arrays,
    X: np.ndarray,
    y: np.ndarray,
    orders: list[np.ndarray],
    batch_size: int,
    learning_rate: float,
) -> Arrays:
    """The params after one step for each batch of each epoch."""
    for order in orders:
        for rows in pieces(order, batch_size):
            gradients = backward(params, X[rows], y[rows])
            params = step(params, gradients, learning_rate)
    return params


def pieces(order: np.ndarray, size: int) -> list[np.ndarray]:
    """The order cut into batches; the last may be short."""
    return [order[start : start + size] for start in range(0, len(order), size)]


def fit_case(name: str, draw: Draw, epochs: int, size: int, rate: float = 0.5) -> Case:
    def inputs(rng):
        params, X, y = draw(rng)
        orders = [rng.permutation(len(X)) for _ in range(epochs)]
        return params, X, y, orders, size, rate

    return Case(name, inputs)


PARAMS = ("W1", "b1", "W2", "b2")
four = yes_or_no.four_bottles
EVEN = (
    fit_case("the four bottles, one epoch, batches of 2", four, 1, 2),
    fit_case("6 rows, one epoch, batches of 3", yes_or_no.batch(6, 3, 3, halves), 1, 3),
    fit_case("20 rows, one epoch, batches of 5", yes_or_no.batch(20, 4, 6), 1, 5),
)
SHORT = (
    fit_case("the four bottles, one epoch, batches of 3", four, 1, 3),
    fit_case("8 rows, one epoch, batches of 3", yes_or_no.batch(8, 3, 3), 1, 3),
    fit_case("23 rows, one epoch, batches of 7", yes_or_no.batch(23, 5, 4), 1, 7),
)
SEVERAL = (
    fit_case("the four bottles, two epochs, batches of 2", four, 2, 2, 0.25),
    fit_case("9 rows, three epochs, batches of 3", yes_or_no.batch(9, 3, 3), 3, 3, 0.2),
    fit_case("20 rows, five epochs, batches of 6", yes_or_no.batch(20, 4, 6), 5, 6, 0.1),
)


def _trained(batches: Callable, move: Callable = step) -> Callable:
    """A `fit` with its batches from `batches(X, y, orders, size)`, its step from `move`."""

    def fit(params, X, y, orders, size, rate):
        for X_batch, y_batch in batches(X, y, orders, size):
            params = move(params, backward(params, X_batch, y_batch), rate)
        return params

    return fit


def _dealt(X, y, orders, size):
    return [(X[rows], y[rows]) for order in orders for rows in pieces(order, size)]


def _last_dropped(X, y, orders, size):
    return [(X[r], y[r]) for order in orders for r in pieces(order, size) if len(r) == size]


def _order_upon_order(X, y, orders, size):
    """X and y are put in order and stay so, and the next order is applied to that."""
    found = []
    for order in orders:
        X, y = X[order], y[order]
        found += _dealt(X, y, [np.arange(len(X))], size)
    return found


def _short_batch_weighs_less(params, X, y, orders, size, rate):
    for X_batch, y_batch in _dealt(X, y, orders, size):
        params = step(params, backward(params, X_batch, y_batch), rate * len(X_batch) / size)
    return params


def _divided_again(params, X, y, orders, size, rate):
    for X_batch, y_batch in _dealt(X, y, orders, size):
        params = step(params, backward(params, X_batch, y_batch), rate / len(X_batch))
    return params


def _divided_by_the_batch_size(params, X, y, orders, size, rate):
    return fit(params, X, y, orders, size, rate / size)


def _gradient_of_the_epoch_before(params, X, y, orders, size, rate):
    for order in orders:
        start = params
        for rows in pieces(order, size):
            params = step(params, backward(start, X[rows], y[rows]), rate)
    return params


def _gradient_at_the_start(params, X, y, orders, size, rate):
    new = params
    for X_batch, y_batch in _dealt(X, y, orders, size):
        new = step(new, backward(params, X_batch, y_batch), rate)
    return new


def _array_by_array(params, X, y, orders, size, rate):
    """Each array steps by a gradient that was found after the one before it had moved."""
    for X_batch, y_batch in _dealt(X, y, orders, size):
        for name in PARAMS:
            gradient = backward(params, X_batch, y_batch)["d" + name]
            params = params | {name: params[name] - rate * gradient}
    return params


def _always_from_the_start(params, X, y, orders, size, rate):
    for X_batch, y_batch in _dealt(X, y, orders, size):
        new = step(params, backward(params, X_batch, y_batch), rate)
    return new


def _last_layer_first(params, X, y, orders, size, rate):
    """The last layer takes its step before the gradient has gone back through it."""
    for X_batch, y_batch in _dealt(X, y, orders, size):
        gradients = backward(params, X_batch, y_batch)
        half_way = params | {n: params[n] - rate * gradients["d" + n] for n in ("W2", "b2")}
        late = _hidden_gradients(params, half_way, X_batch, y_batch)
        params = half_way | {n: params[n] - rate * late["d" + n] for n in ("W1", "b1")}
    return params


def _hidden_gradients(before, after, X, y):
    """What comes back to the hidden layer if W2 is already the new one."""
    dz2 = (yes_or_no.predict(before, X) - y) / len(y)  # (n, 1)
    dz1 = dz2 @ after["W2"].T * (X @ before["W1"] + before["b1"] > 0)  # (n, hidden)
    return {"dW1": X.T @ dz1, "db1": dz1.sum(axis=0)}


def _overwritten(params, X, y, orders, size, rate):
    new = fit(params, X, y, orders, size, rate)
    for name in params:
        params[name][...] = new[name]
    return params


def _weights_alone(params, gradients, rate):
    new = step(params, gradients, rate)
    return params | {name: new[name] for name in ("W1", "W2")}


MISCONCEPTIONS = (
    Misconception(
        "uphill",
        _trained(_dealt, lambda params, gradients, rate: step(params, gradients, -rate)),
        "It went uphill: the gradient was added. A step is taken against it.",
    ),
    Misconception(
        "learning rate forgotten",
        _trained(_dealt, lambda params, gradients, rate: step(params, gradients, 1.0)),
        "Each step took the whole gradient, and the learning rate was not used.",
    ),
    Misconception(
        "biases left out",
        _trained(_dealt, _weights_alone),
        "The weights have learnt and the biases have not moved. They take a step like all the "
        "others.",
    ),
    Misconception(
        "last batch dropped",
        _trained(_last_dropped),
        "The rows that did not fill a batch were left out. A short batch gets its step too.",
    ),
    Misconception(
        "short batch weighs less",
        _short_batch_weighs_less,
        "The step of the short batch is too small: its gradient was divided by `batch_size`. "
        "Divide by how many rows it has.",
    ),
    Misconception(
        "divided by n twice",
        _divided_again,
        "Every step is too short by the number of rows in its batch: the gradient was divided by "
        "it twice. `backward` has done it once, and a mean needs it once.",
    ),
    Misconception(
        "divided by the batch size as well",
        _divided_by_the_batch_size,
        "Every step is too short by `batch_size`. What `backward` returns is divided already, by "
        "how many rows it was given; `fit` takes it as it is.",
    ),
    Misconception(
        "orders not used",
        _trained(lambda X, y, orders, size: _dealt(X, y, [np.arange(len(X))] * len(orders), size)),
        "The rows come in the order of the table. `orders` says which row is first, which second, "
        "and holds a new order for each epoch.",
    ),
    Misconception(
        "answers left in their order",
        _trained(
            lambda X, y, orders, size: [
                (X[rows], y[place])
                for order in orders
                for rows, place in zip(
                    pieces(order, size), pieces(np.arange(len(X)), size), strict=True
                )
            ]
        ),
        "X was shuffled and y was not, so every row has another row's answer. The same row "
        "numbers must pick from both.",
    ),
    Misconception(
        "first order every time",
        _trained(lambda X, y, orders, size: _dealt(X, y, orders[:1] * len(orders), size)),
        "Every epoch used the first order. There is one for each epoch, so go through the list.",
    ),
    Misconception(
        "order upon order",
        _trained(_order_upon_order),
        "The second epoch shuffled what the first one had shuffled. Is it `X = X[order]` in the "
        "loop? Then the next order is used on a table whose rows have moved. Use other names.",
    ),
    Misconception(
        "one epoch only",
        _trained(lambda X, y, orders, size: _dealt(X, y, orders[:1], size)),
        "It stopped after the first epoch. Is the `return` inside the loop? It belongs below it.",
    ),
    Misconception(
        "one batch of each epoch",
        _trained(
            lambda X, y, orders, size: [(X[order[:size]], y[order[:size]]) for order in orders]
        ),
        "One batch was used in each epoch, and the other rows were never used.",
    ),
    Misconception(
        "one step for the whole table",
        _trained(lambda X, y, orders, size: [(X, y)] * len(orders)),
        "All rows went into one step, and `batch_size` was not used. An epoch has a step for each "
        "batch.",
    ),
    Misconception(
        "the whole table each time",
        _trained(
            lambda X, y, orders, size: [(X, y) for order in orders for _ in pieces(order, size)]
        ),
        "There is a step for each batch, and each looks at the whole table. In the loop, use the "
        "rows of the batch.",
    ),
    Misconception(
        "gradients from before the epoch",
        _gradient_of_the_epoch_before,
        "All gradients of an epoch were found with the weights from before it. After the first "
        "step the weights are others, and so is the gradient.",
    ),
    Misconception(
        "gradients of the first weights",
        _gradient_at_the_start,
        "All the steps were taken, and every gradient was found with the weights that you were "
        "given. A gradient says which way is down at one place, and after a step you stand at "
        "another.",
    ),
    Misconception(
        "every epoch from the start",
        _trained(lambda X, y, orders, size: _dealt(X, y, orders[-1:], size)),
        "Each epoch started from the weights that you were given, so what the epochs before had "
        "learnt is lost. Where should the second epoch begin?",
    ),
    Misconception(
        "a new gradient for each array",
        _array_by_array,
        "After each array had moved, you asked for a new gradient, at a place where some arrays "
        "have made the step and others have not. All the gradients of a step belong to the same "
        "weights: find them first, and then move.",
    ),
    Misconception(
        "always from the start",
        _always_from_the_start,
        "Each step started from the first weights, so only the last step is left. The next one "
        "begins where the one before it ended.",
    ),
    Misconception(
        "last layer first",
        _last_layer_first,
        "The last layer took its step before the gradient had gone back through it, so the hidden "
        "layer's gradient came through weights that had made no prediction. Find all gradients "
        "first, then step.",
    ),
    Misconception(
        "old weights overwritten",
        _overwritten,
        "The numbers are right, and the params that you were given have been written over. A copy "
        "of the dictionary does not help if `-=` then writes into the same arrays.",
    ),
)

FIT = Answer(
    name="fit",
    inputs=("params", "X", "y", "orders", "batch_size", "learning_rate"),
    outputs=PARAMS,
    reference=fit,
    parts=(
        Part("even batches", points=1, outputs=PARAMS, cases=EVEN),
        Part("a short batch at the end", points=1, outputs=PARAMS, cases=SHORT),
        Part("several epochs", points=1, outputs=PARAMS, cases=SEVERAL),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="For each order and each batch of it: gradients, then a step. Return new params.",
    keyed=True,
    builds_on=("backward",),
)

"""What the checks of the wine assignment put in, and the pipeline that composes the reference.

Shapes: rows (n, d + 1), the score last; order (n,); W1 (d, hidden), b1 (hidden,), W2 (hidden, 1).
"""

import functools

import numpy as np

from course.checks.answers import Case
from course.checks.inputs import halves, normal
from reference_impl import data, example, initialise, losses
from reference_impl.baselines import always_the_mean, least_squares
from reference_impl.network import Network

CORNERS = np.array([[0.0, 1, 4], [2, 1, 5], [0, 3, 5], [2, 3, 6]])  # (4, 3)


def prepare(rows, order, n_test):
    """Drop repeats, deal, measure by the lessons."""
    _, first = np.unique(rows, axis=0, return_index=True)
    dealt = rows[np.sort(first)][order]  # (n, d + 1)
    (X, y), (X_test, y_test) = ((side[:, :-1], side[:, -1:]) for side in np.split(dealt, [-n_test]))
    return *data.standardize(X, X_test), y, y_test, X.mean(axis=0), X.std(axis=0)


class InTurn:
    """Deals out the given orders, one at a time, to who asks for a permutation."""

    def __init__(self, orders):
        self.orders = iter(orders)

    def permutation(self, n):
        """The next order, whatever n is."""
        return next(self.orders)


def predict_quality(rows, order, n_test, params, epochs, batch_size, learning_rate, weight_decay):
    """The whole pipeline, by the network that comes with the book."""
    X_train, X_test, y_train, y_test, mean, std = prepare(rows, order, n_test)
    network = Network.from_params(params)
    settings = {"learning_rate": learning_rate, "weight_decay": weight_decay, "progress": False}
    history = network.fit(
        *(X_train, y_train, InTurn(epochs)), epochs=len(epochs), batch_size=batch_size, **settings
    )
    guesses = network.predict(X_test)  # (m, 1)
    opponents = always_the_mean(y_train, X_test), least_squares(X_train, y_train, X_test)
    return {
        "mean": mean,
        "std": std,
        "losses": history["training_loss"],
        "guesses": guesses,
        "rmse": [losses.rmse(guess, y_test) for guess in (*opponents, guesses)],
    }


def bottles(rng, n, d, nearly=False):
    """n different bottles, their columns of different size; the second nearly repeats the first."""
    X, y = halves(rng, n, d) * np.arange(1, d + 1), rng.integers(3, 9, (n, 1))
    left = np.hstack([X, y])  # (n, d + 1)
    if nearly:
        left[1] = left[0] + np.eye(d + 1)[-1]  # another score
    return left


def repeated(left):
    """The same bottles with repeats: the first three times, the third twice."""
    return np.vstack([left[:2], left[:1], left[2:4], left[2:3], left[4:], left[:1]])


def pipeline_case(name, n, d, hidden, n_test, batch_size, repeats=False, exam=None):
    """A small table, a network for it, and the orders of two epochs.

    `exam` changes the exam and nothing else: "another" has other bottles, and in "tempting" the
    scores are what the network guesses after its first epoch.
    """

    def inputs(rng):
        left, order = bottles(rng, n, d, nearly=repeats), rng.permutation(n)
        params = {
            "W1": normal(rng, d, hidden), "b1": normal(rng, hidden),
            "W2": normal(rng, hidden, 1), "b2": normal(rng, 1),
        }  # fmt: skip
        epochs = [rng.permutation(n - n_test) for _ in range(2)]
        settings = (batch_size, 0.03, 0.5)
        table, seats = repeated if repeats else np.copy, order[-n_test:]
        if exam == "another":
            left[seats] = bottles(rng, n_test, d) + 0.25
        if exam == "tempting":
            early = predict_quality(table(left), order, n_test, params, epochs[:1], *settings)
            left[seats, -1:] = early["guesses"]
        return table(left), order, n_test, params, epochs, *settings

    return Case(name, inputs)


@functools.cache
def stand_in():
    """The table that ships with the course, as rows of numbers."""
    return np.loadtxt(data.STAND_IN, delimiter=";", skiprows=1)  # (1599, 12)


def whole_table(rows, rng):
    """The pipeline's inputs for a wine table: four hidden neurons, 15 epochs."""
    n, d = len(np.unique(rows, axis=0)), rows.shape[1] - 1
    order, n_test = rng.permutation(n), round(0.2 * n)
    params = {"W1": initialise.he(d, 4, rng), "b1": np.zeros(4)}
    params |= {"W2": initialise.he(4, 1, rng), "b2": np.zeros(1)}
    epochs = [rng.permutation(n - n_test) for _ in range(15)]
    return rows, order, n_test, params, epochs, 64, 0.05, 0.03


def pencil(rng):
    """Six bottles, one of them twice, and the running example's network."""
    rows = np.vstack([CORNERS[[0, 1, 0, 2, 3]], [[3.0, 2, 7], [1, 0, 3]]])  # (7, 3)
    epochs = [np.array([0, 1, 2, 3]), np.array([3, 1, 0, 2])]
    return rows, np.array([1, 3, 0, 2, 5, 4]), 2, example.network().params, epochs, 4, 0.01, 0.5

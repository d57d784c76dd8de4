"""Slips in mending a broken program, continued: forward and back in one trip, and the epoch.

Each function is the right one with some of its steps exchanged. Shapes: X (n, d_in), y and y_hat
(n, d_out), z1, a1 and da1 (n, hidden).
"""

import numpy as np

from course.checks.answers import Misconception

# --- loss_and_gradients ---


def _trip(
    activate=lambda z1: np.maximum(0, z1),
    output=lambda z2: z2,
    factor=2,
    entries=lambda X, y: y.size,
    gate=lambda da1, z1, a1: da1 * (z1 > 0),
    key="dW1",
):
    """A `loss_and_gradients` with one of its steps exchanged."""

    def loss_and_gradients(params, X, y):
        z1 = X @ params["W1"] + params["b1"]
        a1 = activate(z1)
        y_hat = output(a1 @ params["W2"] + params["b2"])
        dz2 = factor * (y_hat - y) / entries(X, y)
        dz1 = gate(dz2 @ params["W2"].T, z1, a1)
        gradients = {key: X.T @ dz1, "db1": dz1.sum(axis=0)}
        gradients |= {"dW2": a1.T @ dz2, "db2": dz2.sum(axis=0)}
        return np.mean((y_hat - y) ** 2), gradients

    return loss_and_gradients


def _columns(X, y):
    return X.shape[1] * y.shape[1]


LOSS_AND_GRADIENTS = (
    Misconception(
        "ReLU on the output",
        _trip(output=lambda z2: np.maximum(0, z2)),
        "It never predicts anything below 0. Teach it a few bottles by heart, some of them below "
        "the average, and look at what it says to those.",
    ),
    Misconception(
        "divided by columns",
        _trip(entries=_columns),
        "All the slopes are wrong by one and the same factor. Divide yours by the nudged ones, "
        "with a batch whose sizes are all different: which two sizes make up that factor?",
    ),
    Misconception(
        "value for slope",
        _trip(gate=lambda da1, z1, a1: da1 * a1),
        "The output layer is right, the hidden one is not, and there is no common factor. The "
        "blame of an awake neuron is multiplied by what it said. Its ReLU has a slope, and that "
        "is the same for a whisper and a shout.",
    ),
    Misconception(
        "a key that nobody asks for",
        _trip(key="dw1"),
        "Python tells small letters from capitals, in the keys of a dictionary too. Compare "
        "yours, letter by letter, with what the epoch asks for.",
    ),
    Misconception(
        "the 2 blamed for the columns",
        _trip(factor=1, entries=_columns),
        "On the four bottles your slopes are right, and on other sizes they are not. Four bottles "
        "with two measurements had them twice too large, and you took the 2 away that stood in "
        "plain sight. It was innocent.",
    ),
    Misconception(
        "the 2 taken away",
        _trip(factor=1),
        "Every slope is half of what nudging says, and it was not so before. The 2 comes from the "
        "square, and belongs there.",
    ),
    Misconception(
        "scores not counted",
        _trip(entries=lambda X, y: len(X)),
        "With one score a bottle this is right. The loss is the mean over every entry of y, and "
        "with several scores there are more entries than bottles.",
    ),
    Misconception(
        "every entry of X counted",
        _trip(entries=lambda X, y: X.size),
        "You divide by the number of entries of X. The loss is a mean over misses, so count those.",
    ),
    Misconception(
        "both ReLUs taken away",
        _trip(activate=lambda z1: z1),
        "There were two ReLUs on the way forward, and one of them was right. Without it two "
        "layers are no better than one.",
    ),
    Misconception(
        "the gate taken away",
        _trip(gate=lambda da1, z1, a1: da1),
        "All the blame comes through. What stood there was wrong, but something has to stand "
        "there: a neuron that was asleep takes no blame.",
    ),
    Misconception(
        "gate by the blame",
        _trip(gate=lambda da1, z1, a1: da1 * (da1 > 0)),
        "You let positive blame through and stop negative blame. Whether a neuron was awake is "
        "for its z1 to say.",
    ),
    Misconception(
        "open at zero",
        _trip(gate=lambda da1, z1, a1: da1 * (z1 >= 0)),
        "Look for a z1 that is exactly 0. The ReLU has a corner there, and this course takes the "
        "slope on its flat side.",
    ),
)

# --- epoch ---


def _right_order(X, y, rng):
    order = rng.permutation(len(X))
    return X[order], y[order]


def _apart(X, y, rng):
    return X[rng.permutation(len(X))], y[rng.permutation(len(y))]


def _taken(params, gradients, rate):
    return {name: value - rate * gradients["d" + name] for name, value in params.items()}


def _uphill(params, gradients, rate):
    return {name: value + rate * gradients["d" + name] for name, value in params.items()}


def _in_place(params, gradients, rate):
    for name in params:
        params[name] -= rate * gradients["d" + name]
    return params


def _epoch(deal=_right_order, step=_taken, report=lambda sums, sizes: sum(sums) / sum(sizes)):
    """An `epoch` with one of its steps exchanged."""
    trip = _trip()

    def epoch(params, X, y, size, rate, rng):
        X, y = deal(X, y, rng)
        sums, sizes = [], []
        for start in range(0, len(X), size):
            X_b, y_b = X[start : start + size], y[start : start + size]
            loss, gradients = trip(params, X_b, y_b)
            sums.append(loss * len(X_b))
            sizes.append(len(X_b))
            params = step(params, gradients, rate)
        return params, report(sums, sizes)

    return epoch


EPOCH = (
    Misconception(
        "shuffled apart",
        _epoch(deal=_apart),
        "Bottles and scores are dealt in two different orders, so hardly any bottle keeps its own "
        "score. Deal bottles that carry a number, with the same numbers for scores, and look.",
    ),
    Misconception(
        "uphill",
        _epoch(step=_uphill),
        "Each step makes the loss larger. A gradient points to where the loss grows, and you "
        "want to go the other way.",
    ),
    Misconception(
        "the last batch's loss",
        _epoch(report=lambda sums, sizes: sums[-1] / sizes[-1]),
        "What you return is the loss of the last batch alone. With a rate of 0 nothing moves, and "
        "then the loss of the epoch has to be that of all the bottles together.",
    ),
    Misconception(
        "a short batch counts as a long one",
        _epoch(report=lambda sums, sizes: np.mean(np.divide(sums, sizes))),
        "You took the mean over the batches. The last one may be short, and its few bottles then "
        "count for more than the others.",
    ),
    Misconception(
        "not divided",
        _epoch(report=lambda sums, sizes: sum(sums)),
        "That is the sum over all the bottles. The loss of the epoch is their mean.",
    ),
    Misconception(
        "divided by the number of batches",
        _epoch(report=lambda sums, sizes: sum(sums) / len(sums)),
        "What you added up are bottles, and you divide by the number of batches. Each entry of "
        "`sums` stands for a whole batch of them.",
    ),
    Misconception(
        "divided by the last batch",
        _epoch(report=lambda sums, sizes: sum(sums) / sizes[-1]),
        "The sum is over every batch now, and the division still is by the length of the last.",
    ),
    Misconception(
        "never shuffled",
        _epoch(deal=lambda X, y, rng: (X, y)),
        "The pairs are right again, but now nothing is shuffled: the batches are the same in "
        "every epoch. Two tables can follow one order.",
    ),
    Misconception(
        "the caller's dials changed",
        _epoch(step=_in_place),
        "The numbers are right, and the dials that the caller handed in are gone. The broken "
        "program made a new dictionary at each step, and had that right.",
    ),
)

"""One pass over all the bottles, with a step for each batch.

Shapes: X (n, d_in), y (n, d_out), W1 (d_in, hidden), b1 (hidden,), W2 (hidden, d_out),
b2 (d_out,).
"""

from typing import Any

import numpy as np

from course.checks.answers import Answer, Misconception, Part
from course.checks.debugging.isolation import TINY, epoch_case, equal, four, too_high
from course.checks.debugging.loss_and_gradients import loss_and_gradients
from course.checks.debugging.todo import COPY
from course.checks.inputs import normal
from reference_impl import Arrays, example, training


def epoch(
    params: Arrays, X: np.ndarray, y: np.ndarray, size: int, rate: float, rng: np.random.Generator
) -> tuple[Arrays, float]:
    """One step for each batch: the new parameters, and the mean loss, before each step."""
    total = 0.0
    for X_b, y_b in training.minibatches(X, y, size, rng):
        loss, gradients = loss_and_gradients(params, X_b, y_b)
        params, total = training.step(params, gradients, rate), total + loss * len(X_b)
    return params, total / len(X)


def params_and_loss(returned: Any) -> dict[str, Any]:
    params, loss = returned
    return {name: params[name] for name in TINY} | {"loss": loss}


ALL_5 = np.full((4, 1), 5.0)


def _right_order(X, y, rng):
    order = rng.permutation(len(X))
    return X[order], y[order]


def _apart(X, y, rng):
    return X[rng.permutation(len(X))], y[rng.permutation(len(y))]


def _taken(params, gradients, rate):
    return {name: value - rate * gradients["d" + name] for name, value in params.items()}


def _uphill(params, gradients, rate):
    return {name: value + rate * gradients["d" + name] for name, value in params.items()}


def _taken_in_place(params, gradients, rate):
    for name in params:
        params[name] -= rate * gradients["d" + name]
    return params


def _epoch(deal=_right_order, step=_taken, report=lambda sums, sizes: sum(sums) / sum(sizes)):
    """An `epoch` with one of its steps exchanged."""

    def epoch(params, X, y, size, rate, rng):
        X, y = deal(X, y, rng)
        sums, sizes = [], []
        for start in range(0, len(X), size):
            X_b, y_b = X[start : start + size], y[start : start + size]
            loss, gradients = loss_and_gradients(params, X_b, y_b)
            sums.append(loss * len(X_b))
            sizes.append(len(X_b))
            params = step(params, gradients, rate)
        return params, report(sums, sizes)

    return epoch


MISCONCEPTIONS = (
    Misconception(
        "shuffled apart",
        _epoch(deal=_apart),
        "Bottles and scores are taken in two different orders, so hardly any bottle keeps its own "
        "score. Try bottles with a number on each and the same numbers for scores, and look.",
    ),
    Misconception(
        "uphill",
        _epoch(step=_uphill),
        "Each step makes the loss larger. A gradient points to where the loss grows, and you need "
        "to go the other way.",
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
        "You took the mean over the batches. The last one may be short, and then its few bottles "
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
        "The sum is over every batch now, but you still divide by the length of the last.",
    ),
    Misconception(
        "never shuffled",
        _epoch(deal=lambda X, y, rng: (X, y)),
        "The pairs are right again, but now nothing is shuffled: the batches are the same in "
        "every epoch. Two tables can follow one order.",
    ),
    Misconception(
        "the caller's parameters changed",
        _epoch(step=_taken_in_place),
        "The numbers are right, and the parameters that the caller passed in are gone. The broken "
        "program was right there: it made a new dictionary at each step.",
    ),
)

EPOCH = Answer(
    name="epoch",
    inputs=("params", "X", "y", "size", "rate", "rng"),
    outputs=("W1", "b1", "W2", "b2", "loss"),
    reference=epoch,
    parts=(
        Part(  # nothing moves, and with the right score each batch has the same loss
            "each its own score",
            points=1,
            outputs=("loss",),
            cases=(
                four("the four bottles", example.y4, 0.0),
                epoch_case(too_high, 7, 5, 4, 3, size=3, rate=0.0),
                epoch_case(too_high, 9, 3, 3, 3, size=4, rate=0.0),
                epoch_case(too_high, 8, 4, 5, 3, size=5, rate=0.0, draw=normal),
            ),
        ),
        Part(
            "the parameters",
            points=1,
            outputs=("W1", "b1", "W2", "b2"),
            cases=(
                four("the four bottles, all with a score of 5", ALL_5, 0.01),
                epoch_case(equal, 3, 3, 3, 3, size=3, rate=0.5),
                epoch_case(equal, 7, 5, 4, 3, size=3, rate=0.01),
                epoch_case(equal, 9, 4, 5, 3, size=4, rate=0.03, draw=normal),
            ),
        ),
        Part(
            "the mean loss",
            points=1,
            outputs=("loss",),
            cases=(
                four("the four bottles, all with a score of 5", ALL_5, 0.0),
                epoch_case(equal, 3, 3, 3, 3, size=5, rate=0.01),
                epoch_case(equal, 7, 5, 4, 3, size=3, rate=0.0),
                epoch_case(equal, 9, 4, 5, 3, size=4, rate=0.0, draw=normal),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo=COPY.format("epoch"),
    unpack=params_and_loss,
    returns="the dictionary of parameters and the loss, in that order",
    builds_on=("loss_and_gradients",),
)

"""The loss of a batch and the slopes of all parameters: forward and back in one trip.

Shapes: X (n, d_in), y and y_hat (n, d_out), z1, a1 and da1 (n, hidden), W1 (d_in, hidden),
b1 (hidden,), W2 (hidden, d_out), b2 (d_out,).
"""

from typing import Any

import numpy as np

from course.checks.answers import Answer, Misconception, Part
from course.checks.debugging.isolation import bottles, trip_case
from course.checks.debugging.todo import COPY
from course.checks.inputs import normal
from reference_impl import Arrays, example
from reference_impl.network import Network


def loss_and_gradients(params: Arrays, X: np.ndarray, y: np.ndarray) -> tuple[float, Arrays]:
    """The mean squared error, and how fast it moves with each parameter."""
    return Network.from_params(params).loss_and_gradients(X, y)


def loss_and_keys(returned: Any) -> dict[str, Any]:
    loss, gradients = returned
    return {"loss": loss} | gradients


def _trip(
    activate=lambda z1: np.maximum(0, z1),
    output=lambda z2: z2,
    factor=2,
    entries=lambda X, y: y.size,
    mask=lambda da1, z1, a1: da1 * (z1 > 0),
    key="dW1",
):
    """A `loss_and_gradients` with one of its steps exchanged."""

    def loss_and_gradients(params, X, y):
        z1 = X @ params["W1"] + params["b1"]
        a1 = activate(z1)
        y_hat = output(a1 @ params["W2"] + params["b2"])
        dz2 = factor * (y_hat - y) / entries(X, y)
        dz1 = mask(dz2 @ params["W2"].T, z1, a1)
        gradients = {key: X.T @ dz1, "db1": dz1.sum(axis=0)}
        gradients |= {"dW2": a1.T @ dz2, "db2": dz2.sum(axis=0)}
        return np.mean((y_hat - y) ** 2), gradients

    return loss_and_gradients


def _columns(X, y):
    return X.shape[1] * y.shape[1]


MISCONCEPTIONS = (
    Misconception(
        "ReLU on the output",
        _trip(output=lambda z2: np.maximum(0, z2)),
        "It never predicts anything below 0. Let it learn a few bottles by heart, some of them "
        "below the average, and look at what it says to those.",
    ),
    Misconception(
        "divided by columns",
        _trip(entries=_columns),
        "All the slopes are wrong by the same factor. Divide yours by the nudged ones, with a "
        "batch whose sizes are all different: which two sizes make up that factor?",
    ),
    Misconception(
        "value for slope",
        _trip(mask=lambda da1, z1, a1: da1 * a1),
        "The output layer is right, the hidden one is not, and there is no common factor. The "
        "gradient at an active neuron is multiplied by what it said. Multiply by the slope of its "
        "ReLU instead, which is the same however large the sum is.",
    ),
    Misconception(
        "the 2 taken off for the columns",
        _trip(factor=1, entries=_columns),
        "On the four bottles your slopes are right, and on other sizes they are not. Four bottles "
        "with two measurements made them twice too large, and you took away the 2 that you could "
        "see. That 2 was right.",
    ),
    Misconception(
        "the 2 taken away",
        _trip(factor=1),
        "Every slope is half of what nudging says, and it was not so before. The 2 comes from the "
        "square, and it belongs there.",
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
        "You divide by the number of entries of X. The loss is a mean over the misses, so count "
        "those.",
    ),
    Misconception(
        "both ReLUs taken away",
        _trip(activate=lambda z1: z1),
        "There were two ReLUs on the way forward, and one of them was right. Without it two "
        "layers are no better than one.",
    ),
    Misconception(
        "the mask taken away",
        _trip(mask=lambda da1, z1, a1: da1),
        "The whole gradient comes through. What was there was wrong, but something is needed "
        "there: an inactive neuron passes no gradient on.",
    ),
    Misconception(
        "mask by the gradient",
        _trip(mask=lambda da1, z1, a1: da1 * (da1 > 0)),
        "You let a positive gradient through and stop a negative one. Its z1 says whether a "
        "neuron was active.",
    ),
    Misconception(
        "open at zero",
        _trip(mask=lambda da1, z1, a1: da1 * (z1 >= 0)),
        "Look for a z1 that is exactly 0. The ReLU has a corner there, and this course takes the "
        "slope on its flat side.",
    ),
)

LOSS_AND_GRADIENTS = Answer(
    name="loss_and_gradients",
    inputs=("params", "X", "y"),
    outputs=("loss", "dW2", "db2", "dW1", "db1"),
    reference=loss_and_gradients,
    parts=(
        Part(  # some predictions below 0, and nothing but the loss
            "the loss",
            points=1,
            outputs=("loss",),
            cases=(
                bottles("the four bottles, b2 = [-4]", np.array([-4.0])),
                trip_case(3, 3, 3, 3, lowest=-1),
                trip_case(6, 5, 4, 3, lowest=-2),
                trip_case(1, 5, 4, 3, lowest=-2),
                trip_case(7, 4, 6, 5, lowest=-1, draw=normal),
            ),
        ),
        Part(  # no prediction below 0
            "output layer",
            points=1,
            outputs=("dW2", "db2"),
            cases=(
                bottles("the four bottles", example.b2),
                trip_case(3, 3, 3, 3, lowest=1),
                trip_case(6, 5, 4, 3, lowest=1),
                trip_case(7, 4, 6, 5, lowest=1, draw=normal),
            ),
        ),
        Part(  # nor here, and as many rows as columns
            "hidden layer",
            points=1,
            outputs=("dW1", "db1"),
            cases=(
                bottles("the second and third bottle", example.b2, slice(1, 3)),
                trip_case(3, 3, 3, 3, lowest=1, zero=True),
                trip_case(5, 5, 4, 3, lowest=1, zero=True),
                trip_case(7, 7, 5, 3, lowest=1, draw=normal),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo=COPY.format("loss_and_gradients"),
    unpack=loss_and_keys,
    returns="the loss and a dictionary of gradients, in that order",
)

"""The answer `backward`: the gradient of the log loss for the weights and biases of both layers.

Shapes: dW1 (d_in, hidden), db1 (hidden,), dW2 (hidden, 1), db2 (1,).
"""

from collections.abc import Callable

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import halves
from course.checks.machine import yes_or_no
from reference_impl import Arrays, network
from reference_impl.layers import sigmoid
from reference_impl.losses import log_loss_grad

OUTPUT, HIDDEN = ("dW2", "db2"), ("dW1", "db1")
CASES = (
    Case("3 rows, sizes 3-3-1", yes_or_no.batch(3, 3, 3, halves)),
    Case("5 rows, sizes 4-3-1", yes_or_no.batch(5, 4, 3)),
    Case("8 rows, sizes 3-6-1", yes_or_no.batch(8, 3, 6)),
)
ZERO = (
    Case("the four bottles", yes_or_no.four_bottles),
    Case("3 rows, sizes 3-3-1, a hidden sum of zero", yes_or_no.with_zeros(3, 3)),
    Case("5 rows, sizes 4-4-1, a hidden sum of zero", yes_or_no.with_zeros(5, 4)),
)


def backward_with(
    slope_of_loss: Callable = log_loss_grad,
    through_relu: Callable = lambda da1, cache: da1 * (cache["z1"] > 0),
    went_in: Callable = lambda cache: cache["a1"],
    dW: Callable = lambda went_in, dz: went_in.T @ dz,
    db: Callable = lambda dz: dz.sum(axis=0),
) -> Callable[[Arrays, np.ndarray, np.ndarray], Arrays]:
    """A `backward` with one of its steps exchanged."""

    def backward(params, X, y):
        cache = network.forward(params, X)
        dz2 = slope_of_loss(cache["z2"], y)  # (n, 1)
        dz1 = through_relu(dz2 @ params["W2"].T, cache)  # (n, hidden)
        return {
            "dW1": dW(X, dz1), "db1": db(dz1),
            "dW2": dW(went_in(cache), dz2), "db2": db(dz2),
        }  # fmt: skip

    return backward


def _slope_left_over(z, y):
    p = sigmoid(z)
    return log_loss_grad(z, y) * p * (1 - p)


def _hidden_divided_again(params, X, y):
    gradients = yes_or_no.backward(params, X, y)
    return gradients | {name: gradients[name] / len(X) for name in HIDDEN}


def _steps_too_soon(params, X, y):
    gradients = yes_or_no.backward(params, X, y)
    for name in params:
        params[name] -= 0.1 * gradients["d" + name]
    return gradients


MISCONCEPTIONS = (
    Misconception(
        "squared error",
        backward_with(lambda z, y: 2 * _slope_left_over(z, y)),
        "That is the gradient of the squared error of the chances: there is a 2 in it, and the "
        "slope of the sigmoid. For the log loss it starts with p - y.",
    ),
    Misconception(
        "slope of the sigmoid left over",
        backward_with(_slope_left_over),
        "There is a factor p * (1 - p) too many at the start. With the log loss it cancels, which "
        "is what the log loss is for.",
    ),
    Misconception(
        "logit for chance",
        backward_with(lambda z, y: (z - y) / len(y)),
        "It starts with the logit minus the target. What the network says is a chance: the "
        "sigmoid of the logit.",
    ),
    Misconception(
        "a two from the square",
        backward_with(lambda z, y: 2 * log_loss_grad(z, y)),
        "Every gradient is twice what it should be. The 2 came with the squared error, and there "
        "is no square here.",
    ),
    Misconception(
        "undivided",
        backward_with(lambda z, y: len(y) * log_loss_grad(z, y)),
        "Every gradient is n times too large. The loss is a mean over the rows, so the start is "
        "divided by how many there are.",
    ),
    Misconception(
        "reversed",
        backward_with(lambda z, y: -log_loss_grad(z, y)),
        "Every sign is turned round. It should be what the network said, minus what is true.",
    ),
    Misconception(
        "divided again",
        backward_with(
            dW=lambda went_in, dz: went_in.T @ dz / len(dz), db=lambda dz: dz.mean(axis=0)
        ),
        "Every gradient is n times too small. The division came in at the start; a layer does not "
        "divide again.",
    ),
    Misconception(
        "hidden layer divided again",
        _hidden_divided_again,
        "The last layer is right, and the hidden layer's gradients are n times too small. What "
        "comes back to it has been divided by the number of rows once. Where did that happen?",
    ),
    Misconception(
        "answers for chances",
        backward_with(lambda z, y: ((z > 0) - y) / len(y)),
        "The chances were rounded to yes or no before y was taken off. Then a chance of 0.51 and "
        "one of 0.99 give the same gradient, and a right answer gives none. The loss looks at the "
        "chance itself.",
    ),
    Misconception(
        "db averaged",
        backward_with(db=lambda dz: dz.mean(axis=0)),
        "The weights' gradients are right and the biases' are too small. One bias served every "
        "row, so its gradients are added up.",
    ),
    Misconception(
        "no mask",
        backward_with(through_relu=lambda da1, cache: da1),
        "The hidden neurons are treated as if all of them were active. On the way back the "
        "gradient has to get through the ReLU.",
    ),
    Misconception(
        "active at zero",
        backward_with(through_relu=lambda da1, cache: da1 * (cache["z1"] >= 0)),
        "Somewhere a hidden sum is exactly 0, and you let the gradient through there. This book "
        "takes the slope of the ReLU at its corner to be 0.",
    ),
    Misconception(
        "value for slope",
        backward_with(through_relu=lambda da1, cache: da1 * cache["a1"]),
        "At the ReLU you multiplied by what it passed on. On the way back you need its slope, "
        "which is 1 for every active neuron.",
    ),
    Misconception(
        "mask by the gradient",
        backward_with(through_relu=lambda da1, cache: np.maximum(da1, 0)),
        "You put the gradient itself through a ReLU, so all that is below zero is lost. The mask "
        "asks whether the hidden *sum* was above zero.",
    ),
    Misconception(
        "slope of a sigmoid",
        backward_with(
            through_relu=lambda da1, cache: da1 * sigmoid(cache["z1"]) * (1 - sigmoid(cache["z1"]))
        ),
        "The hidden layer is taken for one of sigmoids. Its neurons have ReLUs, with a slope of 1 "
        "or 0.",
    ),
    Misconception(
        "z for a",
        backward_with(went_in=lambda cache: cache["z1"]),
        "For dW2 you used the hidden sums before the ReLU. The last layer never saw those; what "
        "went into it was a1.",
    ),
    Misconception(
        "step taken too soon",
        _steps_too_soon,
        "The gradients are right, and then you took a step with them. Whoever calls this function "
        "may want to look first; the step belongs in `fit`.",
    ),
)

BACKWARD = Answer(
    name="backward",
    inputs=("params", "X", "y"),
    outputs=OUTPUT + HIDDEN,
    reference=yes_or_no.backward,
    parts=(
        Part("output layer", points=1, outputs=OUTPUT, cases=CASES),
        Part("hidden layer", points=2, outputs=HIDDEN, cases=CASES),
        Part("at zero", points=1, outputs=HIDDEN, cases=ZERO),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Go forward, begin with the chances minus y, and go back layer by layer.",
    keyed=True,
    builds_on=("predict",),
)

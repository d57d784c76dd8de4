"""The back-propagation assignment: what is right, which mistakes are known, what they are worth.

Shapes: X (n, d_in), W (d_in, d_out), b (d_out,), dZ, z, dA, y_hat and y (n, d_out).
"""

import numpy as np

from course.checks.answers import Answer, Assignment, Case, Part, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.inputs import bent_function, drawn_params, halves, normal, whole, with_zeros
from course.checks.slips.gradients import NUMERICAL_GRADIENT
from course.checks.slips.layers import AFFINE_BACKWARD, MSE_GRAD, RELU_BACKWARD
from course.checks.slips.networks import BACKWARD
from reference_impl import example, gradcheck, layers, losses, network

BLAME_4 = example.by_hand_4["d_y_hat"]  # (4, 1)
Z1_4 = example.X4 @ example.W1 + example.b1  # (4, 2), one entry exactly zero
A1_4 = layers.relu(Z1_4)  # (4, 2)


RELU = Answer(
    name="relu_backward",
    inputs=("dA", "z"),
    outputs=("dZ",),
    reference=layers.relu_backward,
    parts=(
        Part(
            "awake and asleep",
            points=1,
            outputs=("dZ",),
            cases=(
                Case(
                    "the first bottle",
                    lambda rng: (example.by_hand["d_y_hat"] @ example.W2.T, example.by_hand["z1"]),
                ),
                Case("3 rows of 3", lambda rng: (halves(rng, 3, 3), halves(rng, 3, 3))),
                Case("5 rows of 4", lambda rng: (halves(rng, 5, 4), halves(rng, 5, 4))),
                Case("9 rows of 7", lambda rng: (normal(rng, 9, 7), normal(rng, 9, 7))),
            ),
        ),
        Part(
            "at zero",
            points=1,
            outputs=("dZ",),
            cases=(
                Case("the four bottles", lambda rng: (BLAME_4 @ example.W2.T, Z1_4)),
                Case("3 rows of 3", lambda rng: (halves(rng, 3, 3), with_zeros(halves(rng, 3, 3)))),
                Case("6 rows of 4", lambda rng: (halves(rng, 6, 4), with_zeros(halves(rng, 6, 4)))),
            ),
        ),
    ),
    misconceptions=RELU_BACKWARD,
    todo="Pass on the blame dA where z is above zero, and nothing elsewhere.",
)

MSE = Answer(
    name="mse_grad",
    inputs=("y_hat", "y"),
    outputs=("d_y_hat",),
    reference=losses.mse_grad,
    parts=(
        Part(
            "one column",
            points=1,
            outputs=("d_y_hat",),
            cases=(
                Case("the four bottles", lambda rng: (example.by_hand_4["y_hat"], example.y4)),
                Case("7 rows", lambda rng: (halves(rng, 7, 1), halves(rng, 7, 1))),
                Case("9 rows", lambda rng: (normal(rng, 9, 1), normal(rng, 9, 1))),
            ),
        ),
        Part(
            "several columns",
            points=1,
            outputs=("d_y_hat",),
            cases=(
                Case("3 rows of 3", lambda rng: (halves(rng, 3, 3), halves(rng, 3, 3))),
                Case("5 rows of 4", lambda rng: (halves(rng, 5, 4), halves(rng, 5, 4))),
                Case("5 rows of 7", lambda rng: (normal(rng, 5, 7), normal(rng, 5, 7))),
            ),
        ),
    ),
    misconceptions=MSE_GRAD,
    todo="Say how fast the loss moves with each prediction: 2 (y_hat - y) over how many there are.",
)


def affine_case(name, n, d_in, d_out, draw=halves):
    def inputs(rng):
        return draw(rng, n, d_out), draw(rng, n, d_in), draw(rng, d_in, d_out)

    return Case(name, inputs)


AFFINE_CASES = (
    Case("the four bottles, output layer", lambda rng: (BLAME_4, A1_4, example.W2)),
    Case(
        "the four bottles, hidden layer",
        lambda rng: (layers.relu_backward(BLAME_4 @ example.W2.T, Z1_4), example.X4, example.W1),
    ),
    affine_case("3 rows, 3 in, 3 out", 3, 3, 3),
    affine_case("5 rows, 4 in, 3 out", 5, 4, 3),
    affine_case("5 rows, 3 in, 1 out", 5, 3, 1),
    affine_case("7 rows, 5 in, 9 out", 7, 5, 9, normal),
)
AFFINE = Answer(
    name="affine_backward",
    inputs=("dZ", "X", "W"),
    outputs=("dX", "dW", "db"),
    reference=layers.affine_backward,
    parts=tuple(Part(name, 1, (name,), AFFINE_CASES) for name in ("dW", "db", "dX")),
    misconceptions=AFFINE_BACKWARD,
    todo="Share the blame dZ out among what went in: return dX, dW and db.",
)


def numerical_gradient(f, x):
    """The gradient of f at x by central differences with h = 1e-5."""
    return gradcheck.central_difference(lambda params: f(params["x"]), {"x": x})["x"]


def loss_of_output_weights(shape):
    """A function of W2's two numbers, in the given shape."""

    def f(W2):
        """the loss of the four bottles, as the two numbers of W2 move"""
        return losses.mse(A1_4 @ whole(W2, shape).reshape(2, 1) + example.b2, example.y4)

    return f


def gradient_case(name, *shape, draw=halves):
    return Case(name, lambda rng: (bent_function(rng, *shape), draw(rng, *shape)))


NUMERICAL = Answer(
    name="numerical_gradient",
    inputs=("f", "x"),
    outputs=("gradient",),
    reference=numerical_gradient,
    parts=(
        Part(
            "a list of numbers",
            points=2,
            outputs=("gradient",),
            cases=(
                Case(
                    "the two weights of the output layer",
                    lambda rng: (loss_of_output_weights((2,)), example.W2.ravel()),
                ),
                gradient_case("3 numbers", 3),
                gradient_case("7 numbers", 7, draw=normal),
            ),
        ),
        Part(
            "any shape",
            points=1,
            outputs=("gradient",),
            cases=(
                Case(
                    "W2 as it is, 2 rows and 1 column",
                    lambda rng: (loss_of_output_weights((2, 1)), example.W2),
                ),
                gradient_case("3 rows of 3", 3, 3),
                gradient_case("3 rows of 4", 3, 4),
                gradient_case("2 blocks of 3 rows of 4", 2, 3, 4, draw=normal),
            ),
        ),
    ),
    misconceptions=NUMERICAL_GRADIENT,
    todo="Nudge one entry of x up and down by h, see how far f moves, and do so for each entry.",
)


def deeper(X, y, lift):
    """The running example with a middle layer that adds `lift`, which the output takes off."""
    params = {
        "W1": example.W1, "b1": example.b1,
        "W2": np.eye(2), "b2": np.full(2, lift),
        "W3": example.W2, "b3": example.b2 - lift * example.W2.sum(),
    }  # fmt: skip
    return params, network.forward(params, X), y


def network_case(name, n, *sizes):
    """A network of three layers with ordinary weights, and a batch of n rows for it."""

    def draw(rng):
        params = drawn_params(rng, sizes, normal)
        return params, network.forward(params, normal(rng, n, sizes[0])), normal(rng, n, sizes[3])

    return Case(name, draw)


def square_with_zeros(rng):
    """A network in which one neuron of each hidden layer is at exactly zero for the first row."""
    X, y = halves(rng, 3, 3), halves(rng, 3, 3)
    params = drawn_params(rng, (3, 3, 3, 3), halves)
    for i in (1, 2):
        params[f"b{i}"][0] -= network.forward(params, X)[f"z{i}"][0, 0]  # exact, on eighths
    return params, network.forward(params, X), y


OUTPUT, HIDDEN = ("dW3", "db3"), ("dW2", "db2", "dW1", "db1")
NETWORK_CASES = (
    Case(
        "the first bottle, one layer deeper",
        lambda rng: deeper(example.x, example.y, lift=1.0),
    ),
    network_case("3 rows, sizes 3-3-3-3", 3, 3, 3, 3, 3),
    network_case("6 rows, sizes 5-4-3-1", 6, 5, 4, 3, 1),
    network_case("7 rows, sizes 4-6-5-3", 7, 4, 6, 5, 3),
)
ZERO_CASES = (
    Case(
        "the four bottles, one layer deeper",
        lambda rng: deeper(example.X4, example.y4, lift=0.0),
    ),
    Case("3 rows, sizes 3-3-3-3, some z at zero", square_with_zeros),
)
NETWORK = Answer(
    name="backward",
    inputs=("params", "cache", "y"),
    outputs=OUTPUT + HIDDEN,
    reference=lambda params, cache, y: network.backward(params, cache, y, losses.mse_grad),
    parts=(
        Part("output layer", 2, OUTPUT, NETWORK_CASES),
        Part("hidden layers", 2, HIDDEN, NETWORK_CASES),
        Part("at zero", 1, HIDDEN, ZERO_CASES),
    ),
    misconceptions=BACKWARD,
    todo="Start with mse_grad and go back layer by layer, with the functions you have written.",
    keyed=True,
    builds_on=("mse_grad", "affine_backward", "relu_backward"),
)

ASSIGNMENT = Assignment(
    "backprop",
    (
        Prediction("predict_db2", 1, "Put your guess after `return`."),
        RELU,
        MSE,
        AFFINE,
        NUMERICAL,
        NETWORK,
        SelfMarked("asleep_layer", 4),
    ),
)
check = Check(ASSIGNMENT)

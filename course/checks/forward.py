"""The assignment on the forward pass: what is right, which mistakes are known, what they are worth.

Shapes: X (n, d_in), W1 (d_in, hidden), b1 (hidden,), W2 (hidden, d_out), b2 (d_out,);
y_hat and y (n, d_out). For classes: logits (n, k), y (n, 1) with numbers from 0 to k - 1.
"""

import numpy as np

from course.checks.answers import Answer, Assignment, Case, Part, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.inputs import halves, normal
from course.checks.slips.forward import FORWARD, MSE
from course.checks.slips.forward_2 import CROSS_ENTROPY
from reference_impl import example, losses, network

NOTES = ("a0", "z1", "a1", "z2")
WEIGHTS = ("W1", "b1", "W2", "b2")


class Returned(dict):
    """The notes that came back; beside them, and not among their keys, the prediction."""

    def __init__(self, y_hat, notes):
        super().__init__(notes)
        self.y_hat = y_hat

    def __contains__(self, name):
        return name == "y_hat" or super().__contains__(name)

    def __getitem__(self, name):
        return self.y_hat if name == "y_hat" else super().__getitem__(name)


def unpack(returned):
    """Two things: the prediction, and a dictionary of notes."""
    y_hat, notes = returned
    return Returned(y_hat, notes)


def forward(X, W1, b1, W2, b2):
    """The reference's forward pass, in the form that the exercise asks for."""
    cache = network.forward({"W1": W1, "b1": b1, "W2": W2, "b2": b2}, X)
    return cache["z2"], cache


def tiny(X):
    """The running example's network, and bottles for it."""
    return X, example.W1, example.b1, example.W2, example.b2


def network_case(name, n, d_in, hidden, d_out, draw=halves):
    """For the first row one hidden neuron is asleep, and the first prediction is below zero."""

    def inputs(rng):
        X, W1, b1 = draw(rng, n, d_in), draw(rng, d_in, hidden), draw(rng, hidden)
        W2, b2 = draw(rng, hidden, d_out), draw(rng, d_out)
        b1[0] -= (X @ W1 + b1)[0, 0] + 0.5
        b2[0] -= forward(X, W1, b1, W2, b2)[0][0, 0] + 0.5
        return X, W1, b1, W2, b2

    return Case(name, inputs)


NETWORK_CASES = (
    Case("the first bottle", lambda rng: tiny(example.x)),
    Case("the four bottles", lambda rng: tiny(example.X4)),
    network_case("3 rows, 3 in, 3 hidden, 3 out", 3, 3, 3, 3),
    network_case("5 rows, 4 in, 3 hidden, 1 out", 5, 4, 3, 1),
    network_case("7 rows, 4 in, 6 hidden, 3 out", 7, 4, 6, 3, normal),
)
FORWARD_ANSWER = Answer(
    name="forward",
    inputs=("X", *WEIGHTS),
    outputs=("y_hat", *NOTES),
    reference=forward,
    parts=(
        Part("prediction", 3, ("y_hat",), NETWORK_CASES),
        Part("notes", 2, NOTES, NETWORK_CASES),
    ),
    misconceptions=FORWARD,
    todo="Weigh and add, ReLU, weigh and add; return the prediction and the notes.",
    unpack=unpack,
    returns="two things: the prediction, then a dictionary with a0, z1, a1 and z2",
)


def scores(name, n, d_out, draw=halves):
    return Case(name, lambda rng: (draw(rng, n, d_out), draw(rng, n, d_out)))


def clash(name, one, other):
    """A prediction and scores whose shapes differ, and which NumPy stretches until they meet."""
    return Case(name, lambda rng: (halves(rng, *one), halves(rng, *other)), refused=True)


MSE_ANSWER = Answer(
    name="mse",
    inputs=("y_hat", "y"),
    outputs=("loss",),
    reference=losses.mse,
    parts=(
        Part(
            "one column",
            points=1,
            outputs=("loss",),
            cases=(
                Case("the four bottles", lambda rng: (example.by_hand_4["y_hat"], example.y4)),
                scores("7 rows", 7, 1),
                scores("9 rows", 9, 1, normal),
            ),
        ),
        Part(
            "several columns",
            points=2,
            outputs=("loss",),
            cases=(
                scores("3 rows of 3", 3, 3),
                scores("5 rows of 4", 5, 4),
                scores("5 rows of 7", 5, 7, normal),
            ),
        ),
        Part(
            "two shapes",
            points=2,
            outputs=(),  # whether it refuses; the numbers have parts of their own
            cases=(
                scores("two columns of 4, which fit", 4, 1),
                Case(
                    "the four bottles, y flat",
                    lambda rng: (example.by_hand_4["y_hat"], example.y4[:, 0]),
                    refused=True,
                ),
                clash("a column and a row", (5, 1), (1, 5)),
                clash("3 columns and one", (4, 3), (4, 1)),
                clash("3 rows of 4, and 4 flat", (3, 4), (4,)),
            ),
        ),
    ),
    misconceptions=MSE,
    todo="Refuse two different shapes, then square each miss and take the mean.",
)


def labels(rng, n, k):
    """A class for each row, in a random order, every class about as often as the others."""
    return rng.permutation(np.arange(n) % k).reshape(n, 1)


def grapes(name, n, k, draw=halves):
    return Case(name, lambda rng: (draw(rng, n, k), labels(rng, n, k)))


def chances(logits, y):
    """Logits and labels written by hand."""
    return np.array(logits, dtype=float), np.array(y)


def far_apart(rng):
    """Rows around 1000, 0 and -1000; in the one around 0 the right class has no chance at all."""
    logits, y = normal(rng, 5, 4), labels(rng, 5, 4)
    logits += np.array([[1000], [0], [-1000], [1000], [-1000]])
    logits[1, y[1, 0]] -= 1000
    return logits, y


CROSS_ENTROPY_ANSWER = Answer(
    name="cross_entropy",
    inputs=("logits", "y"),
    outputs=("loss",),
    reference=losses.cross_entropy,
    parts=(
        Part(
            "one row",
            points=1,
            outputs=("loss",),
            cases=(
                Case("three zeros", lambda rng: chances([[0, 0, 0]], [[2]])),
                Case(
                    "chances of a half and two quarters",
                    lambda rng: chances(np.log([[2, 1, 1]]), [[1]]),
                ),
                Case("4 classes", lambda rng: (halves(rng, 1, 4), rng.integers(4, size=(1, 1)))),
                Case("6 classes", lambda rng: (normal(rng, 1, 6), rng.integers(6, size=(1, 1)))),
            ),
        ),
        Part(
            "a batch",
            points=2,
            outputs=("loss",),
            cases=(
                Case(
                    "the three bottles of the chapter",
                    lambda rng: chances(np.log([[1, 1, 1], [2, 1, 1], [1, 2, 1]]), [[2], [0], [0]]),
                ),
                grapes("3 rows of 3", 3, 3),
                grapes("5 rows of 4", 5, 4),
                grapes("7 rows of 5", 7, 5, normal),
            ),
        ),
        Part(
            "very sure",
            points=2,
            outputs=("loss",),
            cases=(
                Case("1000 and 0", lambda rng: chances([[1000, 0]], [[1]])),
                Case(
                    "three rows far apart",
                    lambda rng: chances(
                        [[1000, 0, 999.5], [-1000, -999, -1000], [0.5, 0, 1]], [[1], [2], [0]]
                    ),
                ),
                Case("5 rows of 4, far apart", far_apart),
            ),
        ),
    ),
    misconceptions=CROSS_ENTROPY,
    todo="Find the chance of each row's right class, take its surprise, and the mean of those.",
)

ASSIGNMENT = Assignment(
    "forward",
    (
        Prediction("predict_mirror", 1, "Put your guess after `return`."),
        FORWARD_ANSWER,
        MSE_ANSWER,
        CROSS_ENTROPY_ANSWER,
        SelfMarked("friendly_grid", 4),
    ),
)
check = Check(ASSIGNMENT)

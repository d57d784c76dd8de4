"""The forward pass of a network with one hidden layer, and the notes it takes for the way back.

Shapes: X and a0 (n, d_in), W1 (d_in, hidden), b1 (hidden,), W2 (hidden, d_out), b2 (d_out,);
z1 and a1 (n, hidden); z2 and y_hat (n, d_out).
"""

from typing import Any

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import ArrayDraw, halves, normal
from reference_impl import Arrays, example, network

NOTES = ("a0", "z1", "a1", "z2")
WEIGHTS = ("W1", "b1", "W2", "b2")


class Returned(dict):
    """The notes that came back; beside them, and not among their keys, the prediction."""

    def __init__(self, y_hat: Any, notes: Any) -> None:
        super().__init__(notes)
        self.y_hat = y_hat

    def __contains__(self, name: object) -> bool:
        return name == "y_hat" or super().__contains__(name)

    def __getitem__(self, name: str) -> Any:
        return self.y_hat if name == "y_hat" else super().__getitem__(name)


def unpack(returned: Any) -> Returned:
    """Two things: the prediction, and a dictionary of notes."""
    y_hat, notes = returned
    return Returned(y_hat, notes)


def forward(
    X: np.ndarray, W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray
) -> tuple[np.ndarray, Arrays]:
    """The reference's forward pass, in the form that the exercise asks for."""
    cache = network.forward({"W1": W1, "b1": b1, "W2": W2, "b2": b2}, X)
    return cache["z2"], cache


def tiny(X: np.ndarray) -> tuple[np.ndarray, ...]:
    """The running example's network, and bottles for it."""
    return X, example.W1, example.b1, example.W2, example.b2


def network_case(
    name: str, n: int, d_in: int, hidden: int, d_out: int, draw: ArrayDraw = halves
) -> Case:
    """For the first row one hidden neuron is inactive, and the first prediction is below zero."""

    def inputs(rng):
        X, W1, b1 = draw(rng, n, d_in), draw(rng, d_in, hidden), draw(rng, hidden)
        W2, b2 = draw(rng, hidden, d_out), draw(rng, d_out)
        b1[0] -= (X @ W1 + b1)[0, 0] + 0.5
        b2[0] -= forward(X, W1, b1, W2, b2)[0][0, 0] + 0.5
        return X, W1, b1, W2, b2

    return Case(name, inputs)


CASES = (
    Case("the first bottle", lambda rng: tiny(example.x)),
    Case("the four bottles", lambda rng: tiny(example.X4)),
    network_case("3 rows, 3 in, 3 hidden, 3 out", 3, 3, 3, 3),
    network_case("5 rows, 4 in, 3 hidden, 1 out", 5, 4, 3, 1),
    network_case("7 rows, 4 in, 6 hidden, 3 out", 7, 4, 6, 3, normal),
)


def _affine(X, W, b):
    return X @ W + b


def _no_bias(X, W, b):
    return X @ W


def _star(X, W, b):
    return X * W + b


def _relu(z):
    return np.maximum(z, 0)


def _notes(a0, z1, a1, z2):
    return {"a0": a0, "z1": z1, "a1": a1, "z2": z2}


def _forward(
    first=_affine,
    relu=_relu,
    handed_on=lambda z1, a1: a1,
    second=_affine,
    last=lambda z2: z2,
    notes=_notes,
    returned=lambda y_hat, notes: (y_hat, notes),
):
    """A `forward` with one of its steps exchanged."""

    def forward(X, W1, b1, W2, b2):
        z1 = first(X, W1, b1)  # (n, hidden)
        a1 = relu(z1)  # (n, hidden)
        z2 = second(handed_on(z1, a1), W2, b2)  # (n, d_out)
        return returned(last(z2), notes(X, z1, a1, z2))

    return forward


MISCONCEPTIONS = (
    Misconception(
        "ReLU at the end too",
        _forward(last=_relu),
        "A ReLU after the last layer cuts off every prediction below zero. A score may be any "
        "number, and a network that cannot predict it cannot learn it.",
    ),
    Misconception(
        "no ReLU",
        _forward(relu=lambda z: z),
        "No neuron is ever inactive. Between the two layers a sum below zero becomes zero; without "
        "that, two layers can do no more than one.",
    ),
    Misconception(
        "z1 handed on",
        _forward(handed_on=lambda z1, a1: z1),
        "Your ReLU is there, and its result is not used: the second layer was given the sums from "
        "before it. What does a neuron pass on whose sum is below zero?",
    ),
    Misconception(
        "leaky ReLU",
        _forward(relu=lambda z: np.where(z > 0, z, 0.01 * z)),
        "Your inactive neurons pass something on: a little of each sum below zero gets through. "
        "That is the leaky ReLU, which people use too. Ours lets nothing through.",
    ),
    Misconception(
        "max for maximum",
        _forward(relu=lambda z: np.max(z, 0)),
        "Two names, two functions. `np.max(z, 0)` looks for the largest number along axis 0, so "
        "your rows are gone. You need to compare each entry with zero, one by one.",
    ),
    Misconception(
        "first bias forgotten",
        _forward(first=_no_bias),
        "The first layer weighs and does not add. b1 went in and was never used. To what is said "
        "of the first bottle it makes no difference, which hides the mistake.",
    ),
    Misconception(
        "second bias forgotten",
        _forward(second=_no_bias),
        "The second layer weighs and does not add: b2 went in and was never used.",
    ),
    Misconception(
        "both biases forgotten",
        _forward(first=_no_bias, second=_no_bias),
        "Both layers weigh and neither adds. Each sum has a bias, whatever is in the bottle.",
    ),
    Misconception(
        "first weights turned",
        _forward(first=lambda X, W, b: X @ W.T + b),
        "You turned W1 on its side. Where W1 is square, as for our bottle, it runs without an "
        "error and follows the wrong arrows. Bottles are rows and neurons are columns, so X and "
        "W1 fit as they are.",
    ),
    Misconception(
        "star for at",
        _forward(first=_star, second=_star),
        "`*` multiplies entry by entry and adds nothing up. A layer weighs each number and adds "
        "up along the arrows, and that is the matrix product, `@`.",
    ),
    Misconception(
        "notes after the ReLU",
        _forward(notes=lambda a0, z1, a1, z2: _notes(a0, a1, a1, z2)),
        "z1 in your notes is what came out of the ReLU. Either it was noted too late, or the ReLU "
        "wrote its zeros into the very array that is called z1. The way back needs the sums as "
        "they were.",
    ),
    Misconception(
        "flat prediction",
        _forward(last=np.ravel),
        "The numbers are right, in a flat array. A flat prediction minus a column of scores makes "
        "a grid. Leave the prediction as the layer made it.",
    ),
)

FORWARD = Answer(
    name="forward",
    inputs=("X", *WEIGHTS),
    outputs=("y_hat", *NOTES),
    reference=forward,
    parts=(
        Part("prediction", points=3, outputs=("y_hat",), cases=CASES),
        Part("notes", points=2, outputs=NOTES, cases=CASES),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Weigh and add, ReLU, weigh and add; return the prediction and the notes.",
    unpack=unpack,
    returns="two things: the prediction, then a dictionary with a0, z1, a1 and z2",
)

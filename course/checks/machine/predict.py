"""The answer `predict`: the chance of a yes for each row.

Shapes: X (n, d_in), p (n, 1).
"""

import numpy as np

from course.checks.answers import Answer, Case, Draw, Misconception, Part
from course.checks.inputs import halves
from course.checks.machine import yes_or_no
from course.checks.machine.yes_or_no import logits
from reference_impl.layers import sigmoid


def predict_case(name: str, draw: Draw) -> Case:
    """A network and its rows, without the answers."""
    return Case(name, lambda rng: draw(rng)[:2])


CASES = (
    predict_case("the four bottles", yes_or_no.four_bottles),
    predict_case("3 rows, sizes 3-3-1", yes_or_no.batch(3, 3, 3, halves)),
    predict_case("5 rows, sizes 4-3-1", yes_or_no.batch(5, 4, 3)),
    predict_case("8 rows, sizes 3-6-1", yes_or_no.batch(8, 3, 6)),
)
FAR = (
    predict_case("6 rows, logits beyond 1000", yes_or_no.far_out(6)),
    predict_case("9 rows, logits beyond 1000", yes_or_no.far_out(9)),
)


def _hidden(params, X, bend):
    """The last sums, with another bend in the hidden layer."""
    return bend(X @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]


def _relu(z):
    return np.maximum(z, 0)


def _overflowing(params, X):
    powers = np.exp(logits(params, X))  # (n, 1)
    return powers / (1 + powers)


def _shares_down_the_column(params, X):
    z = logits(params, X)
    powers = np.exp(z - z.max())  # (n, 1)
    return powers / powers.sum()


MISCONCEPTIONS = (
    Misconception(
        "no sigmoid",
        logits,
        "Those are the logits, the sums of the last layer. A chance lies between 0 and 1, and a "
        "sigmoid makes one out of any sum.",
    ),
    Misconception(
        "ReLU before the sigmoid",
        lambda params, X: sigmoid(_relu(logits(params, X))),
        "A ReLU stands before the sigmoid, so no chance is below a half and the network can never "
        "say no. The last layer has the sigmoid alone.",
    ),
    Misconception(
        "ReLU at the end",
        lambda params, X: _relu(logits(params, X)),
        "The last layer ends in a ReLU, as the hidden one does. For yes or no it ends in a "
        "sigmoid.",
    ),
    Misconception(
        "no ReLU",
        lambda params, X: sigmoid(_hidden(params, X, lambda z: z)),
        "There is nothing between the layers, so the two do no more than one and the border is "
        "straight again. The hidden sums go through a ReLU.",
    ),
    Misconception(
        "sigmoid in the hidden layer",
        lambda params, X: sigmoid(_hidden(params, X, sigmoid)),
        "Both layers end in a sigmoid. The hidden layer of this network has a ReLU.",
    ),
    Misconception(
        "sigmoid twice",
        lambda params, X: sigmoid(sigmoid(logits(params, X))),
        "The sigmoid was applied twice. The second one gets numbers between 0 and 1, so all your "
        "chances are between a half and nearly three quarters.",
    ),
    Misconception(
        "chance of a no",
        lambda params, X: sigmoid(-logits(params, X)),
        "That is the chance of a no. Look at the sign in the exponent: one plus e to the *minus* "
        "z.",
    ),
    Misconception(
        "never below a half",
        lambda params, X: sigmoid(np.abs(logits(params, X))),
        "No chance of yours is below a half: a sum below zero got the chance of the same sum above "
        "zero. Work out both chances for a sum of 2 and of -2. What do the two come to together?",
    ),
    Misconception(
        "answer for chance",
        lambda params, X: (logits(params, X) > 0).astype(float),
        "You return the answers, 0 and 1. The caller may need another threshold; return the "
        "chances.",
    ),
    Misconception(
        "too large to divide",
        _overflowing,
        "e to a thousand is too large for a computer's number, and infinity divided by infinity "
        "is nan. Write the sigmoid with e to the minus z.",
    ),
    Misconception(
        "shares down the column",
        _shares_down_the_column,
        "The chances of all rows add up to 1: that is a softmax down the column. Each row is a "
        "bottle of its own, with a chance of its own.",
    ),
    Misconception(
        "flat chances",
        lambda params, X: yes_or_no.predict(params, X)[:, 0],
        "The numbers are right, in a flat array. A column of targets minus a flat array is a "
        "grid, without an error. Keep the chances a column.",
    ),
    Misconception(
        "hidden bias forgotten",
        lambda params, X: sigmoid(_relu(X @ params["W1"]) @ params["W2"] + params["b2"]),
        "`b1` was never used. Each hidden neuron adds its own bias before the ReLU.",
    ),
    Misconception(
        "last bias forgotten",
        lambda params, X: sigmoid(logits(params, X) - params["b2"]),
        "`b2` was never used. The output neuron adds its bias before the sigmoid.",
    ),
)

PREDICT = Answer(
    name="predict",
    inputs=("params", "X"),
    outputs=("p",),
    reference=yes_or_no.predict,
    parts=(
        Part("ordinary sums", points=1, outputs=("p",), cases=CASES),
        Part("sums far out", points=1, outputs=("p",), cases=FAR),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Weigh and add, ReLU, weigh and add, sigmoid.",
)

"""The activations assignment: what is right, which mistakes are known, what they are worth.

Shapes: W1 (d_in, hidden), W2 (hidden, d_out), W (d_in, d_out), b (d_out,); z and a of any shape;
Z and P (n, k).
"""

import numpy as np

from course.checks.answers import Answer, Assignment, Case, Part, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.inputs import halves, normal, with_zeros
from course.checks.slips.activations import COLLAPSE, RELU, RELU_SLOPE, SIGMOID
from course.checks.slips.activations_2 import SOFTMAX, SOFTMAX_AT
from reference_impl import example, layers

Z1_4 = example.X4 @ example.W1 + example.b1  # (4, 2), one entry exactly zero
THOUSANDS = np.array([[1000.0], [0.0], [-1000.0]])  # (3, 1)


def collapse(W1, b1, W2, b2):
    """The one layer that does what two layers with nothing between them do."""
    return W1 @ W2, b1 @ W2 + b2  # (d_in, d_out), (d_out,)


def layers_case(d_in, hidden, d_out, draw=halves):
    def inputs(rng):
        return (
            draw(rng, d_in, hidden),
            draw(rng, hidden),
            draw(rng, hidden, d_out),
            draw(rng, d_out),
        )

    return Case(f"{d_in} in, {hidden} hidden, {d_out} out", inputs)


COLLAPSE_CASES = (
    Case("the tiny network", lambda rng: (example.W1, example.b1, example.W2, example.b2)),
    layers_case(3, 3, 3),
    layers_case(4, 4, 4, normal),
    layers_case(4, 5, 3),
    layers_case(5, 3, 7, normal),
)
TWO_INTO_ONE = Answer(
    name="collapse",
    inputs=("W1", "b1", "W2", "b2"),
    outputs=("W", "b"),
    reference=collapse,
    parts=(
        Part("the weights", 1, ("W",), COLLAPSE_CASES),
        Part("the bias", 1, ("b",), COLLAPSE_CASES),
    ),
    misconceptions=COLLAPSE,
    todo="Return the weights and the bias of the one layer that does what these two do.",
)

BEND = Answer(
    name="relu",
    inputs=("z",),
    outputs=("a",),
    reference=layers.relu,
    parts=(
        Part(
            "a batch",
            points=1,
            outputs=("a",),
            cases=(
                Case("the first bottle", lambda rng: (example.by_hand["z1"],)),
                Case("the four bottles", lambda rng: (Z1_4,)),
                Case("3 rows of 3", lambda rng: (halves(rng, 3, 3),)),
                Case("5 rows of 4", lambda rng: (halves(rng, 5, 4),)),
                Case("9 rows of 7", lambda rng: (normal(rng, 9, 7),)),
            ),
        ),
        Part(
            "any shape",
            points=1,
            outputs=("a",),
            cases=(
                Case("a flat array of 7", lambda rng: (halves(rng, 7),)),
                Case("2 blocks of 3 rows of 4", lambda rng: (halves(rng, 2, 3, 4),)),
            ),
        ),
    ),
    misconceptions=RELU,
    todo="Pass on what is above zero, and 0 in place of the rest.",
)

STEEPNESS = Answer(
    name="relu_slope",
    inputs=("z",),
    outputs=("slope",),
    reference=lambda z: (z > 0).astype(float),
    parts=(
        Part(
            "awake and asleep",
            points=1,
            outputs=("slope",),
            cases=(
                Case("the first bottle", lambda rng: (example.by_hand["z1"],)),
                Case("3 rows of 3", lambda rng: (halves(rng, 3, 3),)),
                Case("5 rows of 4", lambda rng: (halves(rng, 5, 4),)),
                Case("9 rows of 7", lambda rng: (normal(rng, 9, 7),)),
            ),
        ),
        Part(
            "at zero",
            points=1,
            outputs=("slope",),
            cases=(
                Case("the four bottles", lambda rng: (Z1_4,)),
                Case("3 rows of 3", lambda rng: (with_zeros(halves(rng, 3, 3)),)),
                Case("6 rows of 4", lambda rng: (with_zeros(halves(rng, 6, 4)),)),
            ),
        ),
    ),
    misconceptions=RELU_SLOPE,
    todo="Say how steep ReLU is at each z: 1 where it climbs, 0 where it is flat.",
)

S_CURVE = Answer(
    name="sigmoid",
    inputs=("z",),
    outputs=("a",),
    reference=layers.sigmoid,
    parts=(
        Part(
            "ordinary sums",
            points=1,
            outputs=("a",),
            cases=(
                Case("a half, and a quarter each way", lambda rng: (np.log([[1, 3, 1 / 3]]),)),
                Case("3 rows of 3", lambda rng: (with_zeros(halves(rng, 3, 3)),)),
                Case("5 rows of 4", lambda rng: (halves(rng, 5, 4),)),
                Case("a flat array of 7", lambda rng: (normal(rng, 7),)),
            ),
        ),
        Part(
            "sums of a thousand",
            points=1,
            outputs=("a",),
            cases=(
                Case("both ends and the middle", lambda rng: (1000.0 * np.array([[-1, 0, 1]]),)),
                Case("3 rows of 3", lambda rng: (halves(rng, 3, 3) + THOUSANDS,)),
                Case("3 rows of 5", lambda rng: (normal(rng, 3, 5) - THOUSANDS,)),
            ),
        ),
    ),
    misconceptions=SIGMOID,
    todo="One, divided by one plus e to the minus z.",
)


SOFTMAX_ANSWER = Answer(
    name="softmax",
    inputs=("Z",),
    outputs=("P",),
    reference=layers.softmax,
    parts=(
        Part(
            "row by row",
            points=1,
            outputs=("P",),
            cases=(
                Case("votes of 1, 2 and 1", lambda rng: (np.log([[1, 2, 1]]),)),
                Case("3 rows of 3", lambda rng: (halves(rng, 3, 3),)),
                Case("5 rows of 4", lambda rng: (halves(rng, 5, 4),)),
                Case("4 rows of 7", lambda rng: (normal(rng, 4, 7),)),
            ),
        ),
        Part(
            "scores of a thousand",
            points=1,
            outputs=("P",),
            cases=(
                Case("two scores of 1000", lambda rng: (np.full((1, 2), 1000.0),)),
                Case("two scores of -1000", lambda rng: (np.full((1, 2), -1000.0),)),
                Case("far apart", lambda rng: (1000.0 * np.array([[1, -1, 0], [0, 1, -1]]),)),
                Case("3 rows of 3", lambda rng: (halves(rng, 3, 3) + 1000,)),
                Case("5 rows of 4", lambda rng: (normal(rng, 5, 4) - 1000,)),
            ),
        ),
        Part(
            "high and low rows together",
            points=1,
            outputs=("P",),
            cases=(
                Case("1000 above -1000", lambda rng: (1000.0 * np.array([[1, 1], [-1, -1]]),)),
                Case("3 rows of 3", lambda rng: (halves(rng, 3, 3) + THOUSANDS,)),
                Case("3 rows of 5", lambda rng: (normal(rng, 3, 5) - THOUSANDS,)),
            ),
        ),
    ),
    misconceptions=SOFTMAX,
    todo="Turn each row of scores into votes above zero, and the votes into shares.",
)


def softmax_at(Z, temperature):
    """Softmax of the scores divided by a temperature; one of zero or less is refused."""
    if temperature <= 0:
        raise ValueError(f"The temperature has to be above zero, and it is {temperature}.")
    return layers.softmax(Z / temperature)  # (n, k)


def oven(name, temperature, scores, refused=False):
    """A case: scores at a temperature."""
    return Case(f"{name} at {temperature:g}", lambda rng: (scores(rng), temperature), refused)


WARM = Answer(
    name="softmax_at",
    inputs=("Z", "temperature"),
    outputs=("P",),
    reference=softmax_at,
    parts=(
        Part(
            "warm and cold",
            points=2,
            outputs=("P",),
            cases=(
                oven("votes of 1 and 9", 1.0, lambda rng: np.log([[1, 9]])),
                oven("votes of 1 and 9", 2.0, lambda rng: np.log([[1, 9]])),
                oven("3 rows of 3", 0.5, lambda rng: halves(rng, 3, 3)),
                oven("5 rows of 4", 4.0, lambda rng: halves(rng, 5, 4)),
                oven("4 rows of 7", 0.7, lambda rng: normal(rng, 4, 7)),
            ),
        ),
        Part(
            "scores of a thousand",
            points=1,
            outputs=("P",),
            cases=(
                oven("1000 above -1000", 0.5, lambda rng: 1000.0 * np.array([[1, 1], [-1, -1]])),
                oven("3 rows of 3", 4.0, lambda rng: halves(rng, 3, 3) + THOUSANDS),
                oven("3 rows of 5", 0.5, lambda rng: normal(rng, 3, 5) - THOUSANDS),
            ),
        ),
        Part(
            "refuse",
            points=1,
            outputs=(),
            cases=(
                oven("votes of 1 and 9", 0.0, lambda rng: np.log([[1, 9]]), refused=True),
                oven("votes of 1 and 9", -2.0, lambda rng: np.log([[1, 9]]), refused=True),
                oven("votes of 1 and 9, allowed,", 2.0, lambda rng: np.log([[1, 9]])),
            ),
        ),
    ),
    misconceptions=SOFTMAX_AT,
    todo="Refuse a temperature of zero or less; divide the scores by any other, then softmax.",
    builds_on=("softmax",),
)

ASSIGNMENT = Assignment(
    "activations",
    (
        Prediction("predict_dials", 1, "Put your guess after `return`."),
        TWO_INTO_ONE,
        BEND,
        STEEPNESS,
        S_CURVE,
        SOFTMAX_ANSWER,
        WARM,
        SelfMarked("three_grapes", 4),
    ),
)
check = Check(ASSIGNMENT)

"""ReLU, the bend between two layers.

Shapes: z and a, any shape.
"""

from dataclasses import replace

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.four_bottles import Z1_4
from course.checks.inputs import halves, normal
from course.checks.leaky_relu import LEAK, leaky_relu
from reference_impl import example, layers


def _zeros_written_in(z):
    z[z < 0] = 0
    return z


MISCONCEPTIONS = (
    Misconception(
        "upside down",
        lambda z: np.minimum(z, 0),
        "You keep what is below zero and drop the rest. ReLU takes the larger of the two numbers, "
        "z and 0.",
    ),
    Misconception(
        "absolute value",
        np.abs,
        "The negative numbers came back as positive ones. A neuron whose sum is -3 is inactive: it "
        "passes on 0, not 3.",
    ),
    Misconception(
        "sign turned",
        lambda z: np.maximum(-z, 0),
        "You have turned the sides round: the negative numbers come through without their sign, "
        "and the positive ones are zero. There is one minus too many.",
    ),
    Misconception(
        "zeros written into z",
        _zeros_written_in,
        "The numbers are right. But you wrote the zeros into z itself, and on the way back the "
        "sums themselves will be needed.",
    ),
    Misconception(
        "leaky",
        lambda z: np.where(z > 0, z, 0.01 * z),
        "A hundredth of each negative number leaks through. That is a real activation, the leaky "
        "ReLU. The plain one passes on nothing at all.",
    ),
    Misconception(
        "a switch",
        lambda z: (z > 0).astype(float),
        "You say whether a neuron is active, 1 or 0, and lose by how much. An active neuron "
        "passes on its sum. (Keep your line for the next task.)",
    ),
    Misconception(
        "dropped",
        lambda z: z[z > 0],
        "You kept the positive numbers and dropped the places of the others. An inactive neuron "
        "passes on a zero, in its own place.",
    ),
    Misconception(
        "np.max for np.maximum",
        lambda z: np.max(z, 0),
        "`np.max(z, 0)` reads the 0 as an axis and gives the largest number along it. The one "
        "with the longer name, `np.maximum`, compares entry by entry.",
    ),
    Misconception(
        "one maximum for all",
        lambda z: max(z.max(), 0.0),
        "You found the largest number of the whole array. ReLU looks at each entry by itself: "
        "that entry or zero, whichever is larger.",
    ),
    Misconception(
        "cut off at one",
        lambda z: np.clip(z, 0, 1),
        "Nothing gets beyond 1. A ReLU has a floor and no ceiling; an activation is not a "
        "probability.",
    ),
)

RELU = Answer(
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
                Case("an inactive one first", lambda rng: (np.array([-1.0, 0.5, 2.5]),)),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Pass on what is above zero, and 0 in place of the rest.",
)


def _written_in(z):
    z[z <= 0] *= LEAK
    return z


LEAKY = replace(
    RELU,
    reference=leaky_relu,
    todo="Pass on what is above zero, and a tenth of the rest.",
    misconceptions=(
        Misconception(
            "no leak",
            layers.relu,
            "Nothing gets through below zero. That is the ReLU of the chapter. The one of this "
            "task leaks: a sum of -3 passes on a tenth of itself.",
        ),
        Misconception(
            "leak everywhere",
            lambda z: LEAK * z,
            "Every sum became a tenth, those above zero too. An active neuron passes on all of its "
            "sum.",
        ),
        Misconception(
            "leak of a hundredth",
            lambda z: np.where(z > 0, z, 0.01 * z),
            "A hundredth gets through. Many people choose that. This task asks for a tenth.",
        ),
        Misconception(
            "leak without its sign",
            lambda z: np.where(z > 0, z, -LEAK * z),
            "What leaks has lost its sign. A tenth of -3 is below zero too.",
        ),
        Misconception(
            "a tenth for all that are inactive",
            lambda z: np.where(z > 0, z, LEAK),
            "An inactive neuron passes on the number 0.1, whatever its sum was. It should pass on "
            "a tenth of its own sum, and that differs from neuron to neuron.",
        ),
        Misconception(
            "upside down",
            lambda z: np.minimum(z, LEAK * z),
            "The sums below zero come through whole, and those above became a tenth. The two sides "
            "have changed places.",
        ),
        Misconception(
            "leak written into z",
            _written_in,
            "The numbers are right. But you wrote them into z itself, and on the way back the "
            "sums themselves will be needed.",
        ),
    ),
)

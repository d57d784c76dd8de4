"""The table of a ReLU, for one bottle.

Shapes: z (d,), J (d, d).
"""

from collections.abc import Sequence

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import ArrayDraw, halves, normal
from reference_impl import layers


def relu_jacobian(z: np.ndarray) -> np.ndarray:
    """A 1 on the diagonal for each neuron that is active, and nothing else."""
    return np.diag(layers.relu_backward(np.ones(len(z)), z))


def sums(signs: Sequence[int], draw: ArrayDraw = halves) -> Case:
    """Sums above zero, below it or at it, as `signs` has it."""
    return Case(
        f"{len(signs)} neurons", lambda rng: (np.array(signs) * np.abs(draw(rng, len(signs))),)
    )


def _whole_rows(z):
    table = np.zeros((len(z), len(z)))
    table[z > 0] = 1
    return table


MISCONCEPTIONS = (
    Misconception(
        "active at zero",
        lambda z: np.diag((z >= 0) * 1.0),
        "A neuron whose sum is exactly 0 counts as inactive here, and yours is active. Look at "
        "your comparison, and at what it gives for a zero.",
    ),
    Misconception(
        "half active at zero",
        lambda z: np.diag(np.heaviside(z, 0.5)),
        "At exactly 0 you let half of a nudge through. There is a corner, and any slope between "
        "0 and 1 could be argued for; this course has settled on 0.",
    ),
    Misconception(
        "a list for a table",
        lambda z: (z > 0) * 1.0,
        "These are the right ones and zeros, in a list. A Jacobian has a place for every output "
        "with every input. In which places do the numbers of your list belong?",
    ),
    Misconception(
        "values for slopes",
        lambda z: np.diag(np.maximum(z, 0)),
        "On the diagonal you have what ReLU gives out. The table asks how fast that moves when "
        "the sum is nudged, and a neuron at 4 moves no faster than one at 1.",
    ),
    Misconception(
        "the list in every row",
        lambda z: np.tile((z > 0) * 1.0, (len(z), 1)),
        "Every row is the same list. That would be a layer in which each output depends on all "
        "the sums. An output here moves with its own sum and with no other.",
    ),
    Misconception(
        "the list in every column",
        _whole_rows,
        "An active neuron has a whole row of ones, as if it depended on every sum. Setting "
        "`table[z > 0]` sets whole rows; you want one place in each.",
    ),
    Misconception(
        "all active ones together",
        lambda z: np.outer(z > 0, z > 0) * 1.0,
        "You paired every active neuron with every other. Two neurons that are both active still "
        "do not move each other: off the diagonal there are zeros.",
    ),
    Misconception(
        "upside down",
        lambda z: np.diag((z < 0) * 1.0),
        "You have a 1 for each inactive neuron and a 0 for each active one. It is the inactive "
        "ones that a nudge does not get past.",
    ),
    Misconception(
        "slope of the absolute value",
        lambda z: np.diag(np.sign(z)),
        "The inactive neurons have -1. That is the table of the absolute value, |z|. ReLU is flat "
        "there.",
    ),
    Misconception(
        "every neuron active",
        lambda z: np.eye(len(z)),
        "That is the table of a step that passes everything on, whatever z is. Where z is below "
        "zero this one passes on nothing.",
    ),
    Misconception(
        "leaky",
        lambda z: np.diag(np.where(z > 0, 1, 0.01)),
        "A hundredth of each nudge gets past your inactive neurons. That is the leaky ReLU's "
        "table. The plain one has a 0 there.",
    ),
)

RELU_JACOBIAN = Answer(
    name="relu_jacobian",
    inputs=("z",),
    outputs=("J",),
    reference=relu_jacobian,
    parts=(
        Part(
            "active and inactive",
            points=1,
            outputs=("J",),
            cases=(
                Case("the chapter's two sums", lambda rng: (np.array([4.0, -0.5]),)),
                Case("hardly active", lambda rng: (np.array([0.001, -0.001, 0.01]),)),
                Case("a small sum", lambda rng: (np.array([-1.0, 0.5, 3.0]),)),
                sums((1, -1, 1, -1)),
                sums((-1, 1, -1, 1, 1, -1, 1), normal),
            ),
        ),
        Part(
            "at zero",
            points=1,
            outputs=("J",),
            cases=(
                Case("a sum of exactly 0", lambda rng: (np.array([4.0, -0.5, 0.0]),)),
                sums((0, 1, -1)),
                sums((1, 0, -1, 0, 1)),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Put a 1 for each neuron that is active on the diagonal of a table of zeros.",
)

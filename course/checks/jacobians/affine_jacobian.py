"""The table of an affine layer, for one bottle.

Shapes: W (d_in, d_out), J (d_out, d_in).
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import ArrayDraw, halves, normal
from reference_impl import example


def affine_jacobian(W: np.ndarray) -> np.ndarray:
    """A row for each output, a column for each input."""
    return W.T


def weights(d_in: int, d_out: int, draw: ArrayDraw = halves) -> Case:
    return Case(f"{d_in} in, {d_out} out", lambda rng: (draw(rng, d_in, d_out),))


MISCONCEPTIONS = (
    Misconception(
        "not turned",
        lambda W: W.copy(),
        "These are the weights as they are. In W every column belongs to an output; in a "
        "Jacobian every row does. Nothing has to be worked out, but the table has to be "
        "transposed.",
    ),
    Misconception(
        "reshaped",
        lambda W: W.reshape(W.shape[::-1]),
        "The shape is right and the numbers sit in the wrong places: `reshape` lays them out "
        "again, row by row. A transpose keeps each pair together.",
    ),
    Misconception(
        "a quarter turn",
        np.rot90,
        "You rotated the table like a picture, and one direction came out backwards. A transpose "
        "turns each row into a column, and the first stays the first.",
    ),
    Misconception(
        "outputs added up",
        lambda W: W.sum(axis=1),
        "You have one slope for each input, as if all outputs were one. They were not added up "
        "anywhere: each output needs a row of its own.",
    ),
    Misconception(
        "inputs added up",
        lambda W: W.sum(axis=0),
        "You have one number for each output: how far it moves when all inputs are nudged "
        "together. A table keeps the inputs apart, one column for each.",
    ),
    Misconception(
        "a column for the bias",
        lambda W: np.column_stack([W.T, np.ones(W.shape[1])]),
        "The weights are in their places, and beside them is a column of ones. It is for the "
        "bias, and the bias is not among the inputs. It is not nudged here.",
    ),
)

AFFINE_JACOBIAN = Answer(
    name="affine_jacobian",
    inputs=("W",),
    outputs=("J",),
    reference=affine_jacobian,
    parts=(
        Part(
            "square layers",
            points=1,
            outputs=("J",),
            cases=(
                Case("W1 of the tiny network", lambda rng: (example.W1,)),
                weights(3, 3),
                weights(5, 5, normal),
            ),
        ),
        Part(
            "other layers",
            points=1,
            outputs=("J",),
            cases=(weights(3, 4), weights(5, 3), weights(7, 4, normal)),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Turn the weights into a table with a row for each output.",
)

"""Softmax: each row of scores as shares of 1.

Shapes: Z (n, k), the scores; P (n, k), the probabilities, each row adding up to 1.
"""

import numpy as np

from course.checks.activations.softmax_by_steps import row_max, row_sum, softmax_by_steps
from course.checks.activations.sums import THOUSANDS
from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import halves, normal
from reference_impl import layers


def _in_place(Z):
    Z -= row_max(Z)
    votes = np.exp(Z)
    return votes / row_sum(votes)


def _log_softmax(Z):
    shifted = Z - row_max(Z)
    return shifted - np.log(row_sum(np.exp(shifted)))


MISCONCEPTIONS = (
    Misconception(
        "nothing taken away",
        lambda Z: softmax_by_steps(Z, largest=lambda Z: 0),
        "e to the thousand is too big for a computer, e to minus a thousand is 0, and dividing by "
        "either goes wrong. Only differences count. So move each row before you take exponentials.",
    ),
    Misconception(
        "one maximum for the whole table",
        lambda Z: softmax_by_steps(Z, largest=np.max),
        "You take the largest number of the whole table away from every row. A row of very low "
        "scores then turns into zeros, and 0 is divided by 0. Each row has a largest of its own.",
    ),
    Misconception(
        "down the columns",
        lambda Z: softmax_by_steps(
            Z, lambda Z: Z.max(axis=0, keepdims=True), lambda e: e.sum(axis=0, keepdims=True)
        ),
        "Your columns add up to 1. A row is one bottle and its scores, so the rows should. Look at "
        "the axis.",
    ),
    Misconception(
        "shares of the whole table",
        lambda Z: softmax_by_steps(Z, np.max, np.sum),
        "All the numbers of your table together add up to 1. Every bottle should have a whole 1 "
        "of its own: share out row by row.",
    ),
    Misconception(
        "one sum for the whole table",
        lambda Z: softmax_by_steps(Z, total=np.sum),
        "You took each row's own largest away, and then shared out by one sum for the whole "
        "table. A row has to add up to 1 by itself, so its sum has to be its own, too.",
    ),
    Misconception(
        "shares of the whole table, nothing taken away",
        lambda Z: softmax_by_steps(Z, lambda Z: 0, np.sum),
        "All the numbers of your table together add up to 1, and every row should by itself. Fix "
        "that with an axis, and then think of scores of a thousand.",
    ),
    Misconception(
        "sum without keepdims",
        lambda Z: softmax_by_steps(Z, total=lambda e: e.sum(axis=1)),
        "The sums of the rows became a flat array, and NumPy lays it along the columns. With as "
        "many rows as columns it runs without an error, and divides by the sums of the wrong "
        "rows.",
    ),
    Misconception(
        "maximum without keepdims",
        lambda Z: softmax_by_steps(Z, largest=lambda Z: Z.max(axis=1)),
        "The largest scores of the rows became a flat array, and NumPy lays it along the columns. "
        "So the first row's largest is taken away from the first column. Keep the maximum a "
        "column.",
    ),
    Misconception(
        "no keepdims at all",
        lambda Z: softmax_by_steps(Z, lambda Z: Z.max(axis=1), lambda e: e.sum(axis=1)),
        "A maximum and a sum along a row leave a flat array behind, and NumPy lays it along the "
        "columns. Both need keepdims, so that each stays with its own row.",
    ),
    Misconception(
        "no keepdims and nothing taken away",
        lambda Z: softmax_by_steps(Z, lambda Z: 0, lambda e: e.sum(axis=1)),
        "The sums of the rows lie along the columns, so most entries are divided by the sum of "
        "another row. Fix that with keepdims, and then think of scores of a thousand.",
    ),
    Misconception(
        "shares without the exponential",
        lambda Z: Z / row_sum(Z),
        "You took shares of the scores themselves. A score may be negative, and there are no "
        "votes below zero. Something has to make them positive first.",
    ),
    Misconception(
        "largest taken away, and no exponential",
        lambda Z: (Z - row_max(Z)) / row_sum(Z - row_max(Z)),
        "You moved the scores and shared them out as they were. After the move the largest is 0, "
        "so the best class gets nothing. The exponential belongs between the two; it makes votes.",
    ),
    Misconception(
        "votes not shares",
        lambda Z: np.exp(Z - row_max(Z)),
        "The votes are right: the largest in each row is 1. Now turn them into shares, so that "
        "each row adds up to 1.",
    ),
    Misconception(
        "winner takes all",
        lambda Z: (Z == row_max(Z)).astype(float),
        "The largest score gets everything. That is the hard choice. Softmax is soft: it leaves "
        "something for the others.",
    ),
    Misconception(
        "taken away the wrong way round",
        lambda Z: np.exp(row_max(Z) - Z) / row_sum(np.exp(row_max(Z) - Z)),
        "The lowest score gets the largest share, so a sign is turned. Which is taken away from "
        "which? Afterwards the largest score should be 0 and the others below.",
    ),
    Misconception(
        "the mean for the maximum",
        lambda Z: softmax_by_steps(Z, largest=lambda Z: Z.mean(axis=1, keepdims=True)),
        "You took the row's mean away. On paper that changes nothing, and it does not protect "
        "you: a score far above the mean still overflows. No score is above the largest.",
    ),
    Misconception(
        "divided by the largest",
        lambda Z: np.exp(Z / row_max(Z)) / row_sum(np.exp(Z / row_max(Z))),
        "You divided by the largest score to keep the numbers small. That changes the differences, "
        "and they are all that softmax looks at. Move the scores, don't shrink them.",
    ),
    Misconception(
        "each score by itself",
        lambda Z: (1 + np.tanh(Z / 2)) / 2,
        "That is a sigmoid of each score. In softmax the classes compete: what one gains, the "
        "others lose, and a row adds up to 1.",
    ),
    Misconception(
        "its logarithm",
        _log_softmax,
        "You return the logarithms of the shares. They are useful, and a later chapter uses them. "
        "Here the shares themselves are asked for.",
    ),
    Misconception(
        "scores overwritten",
        _in_place,
        "The shares are right, and Z is not what it was: `-=` took the largest away inside it. "
        "Give the moved scores a name of their own.",
    ),
)

SOFTMAX = Answer(
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
                Case("900, and far below", lambda rng: (np.array([[900.0, -1000, 0]]),)),
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
    misconceptions=MISCONCEPTIONS,
    todo="Turn each row of scores into votes above zero, and the votes into shares.",
)

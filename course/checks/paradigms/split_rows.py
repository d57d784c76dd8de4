"""`split_rows` cuts a table in two: the measurements, and the labels in its last column.

Shapes: rows (n, d + 1), X (n, d), y (n, 1).
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import halves, normal
from course.checks.paradigms.pencil import fixed_case
from reference_impl import example


def split_rows(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Measurements (n, d) and labels (n, 1)."""
    return rows[:, :-1], rows[:, -1:]


ROWS_4 = np.hstack([example.X4, example.y4])  # (4, 3)

TABLES = (
    fixed_case("the four bottles", ROWS_4),
    Case("3 rows of 4", lambda rng: (halves(rng, 3, 4),)),
    Case("1 row of 4", lambda rng: (halves(rng, 1, 4),)),
    Case("5 rows of 6", lambda rng: (halves(rng, 5, 6),)),
    Case("9 rows of 12", lambda rng: (normal(rng, 9, 12),)),
    fixed_case("measurements equal to the label", np.array([[5.0, 1, 5], [2, 6, 6]])),
)

MISCONCEPTIONS = (
    Misconception(
        "flat y",
        lambda rows: (rows[:, :-1], rows[:, -1]),
        "The numbers are right, and y has lost its column: it has shape (n,). One index gives one "
        "column, as a flat array. A slice, with a colon in it, gives a table that is one column "
        "wide.",
    ),
    Misconception(
        "label left among the measurements",
        lambda rows: (rows, rows[:, -1:]),
        "X is still the whole table, so the answers are among the questions. A network that gets "
        "this X has only to copy the last column.",
    ),
    Misconception(
        "first column for the label",
        lambda rows: (rows[:, 1:], rows[:, :1]),
        "You cut on the wrong side. The label is in the last column, and you took the first.",
    ),
    Misconception(
        "rows for columns",
        lambda rows: (rows[:-1], rows[-1:]),
        "You cut off the last bottle. The first place between the square brackets counts rows, "
        "the second counts columns, and a colon alone there means all of them.",
    ),
    Misconception(
        "the last bottle for y",
        lambda rows: (rows[:-1], rows[-1]),
        "Your y is the last bottle, score and all, and X is the bottles before it. Square "
        "brackets without a comma count rows. Say after a comma which columns to take.",
    ),
    Misconception(
        "two measurements for ever",
        lambda rows: (rows[:, :2], rows[:, 2:]),
        "That is right for the four bottles, which have two measurements. The next table has "
        "more. Count from the end: the label is the last column, however many there are.",
    ),
    Misconception(
        "one column lost",
        lambda rows: (rows[:, :-2], rows[:, -1:]),
        "A measurement is missing, the one beside the label. Python stops before the place that "
        "you name after the colon, so you don't have to take 1 off.",
    ),
    Misconception(
        "changed places",
        lambda rows: (rows[:, -1:], rows[:, :-1]),
        "X and y have changed places in the return line. The measurements come first.",
    ),
    Misconception(
        "y as a row",
        lambda rows: (rows[:, :-1], rows[:, -1:].T),
        "Your y is on its side: one row with all the labels in it. Each bottle has a row of its "
        "own, in X and in y alike.",
    ),
)

SPLIT_ROWS = Answer(
    name="split_rows",
    inputs=("rows",),
    outputs=("X", "y"),
    reference=split_rows,
    parts=(
        Part("X", points=1, outputs=("X",), cases=TABLES),
        Part("y", points=1, outputs=("y",), cases=TABLES),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Cut the table in two: every column but the last, and the last. Return X and y.",
)

"""Which rows of one table stand in another one, number for number.

Shapes: train (n, d) and test (m, d), whole rows; twin (m,).
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import ArrayDraw, halves, normal
from course.checks.wine.tables import ROWS_4


def twins(train: np.ndarray, test: np.ndarray) -> list[bool]:
    """For each row of test: does it stand in train?"""
    seen = {tuple(row) for row in train.tolist()}
    return [tuple(row) in seen for row in test.tolist()]


def twins_case(name: str, n: int, d: int, draw: ArrayDraw = halves) -> Case:
    """n rows to look in; of the other four, the first and the last have a twin there."""

    def inputs(rng):
        table = draw(rng, n + 2, d)
        train, others = table[2:], table[:2]
        return train, np.vstack([train[-1:], others, train[:1]])

    return Case(name, inputs)


def nearly_case(name: str, n: int, d: int, draw: ArrayDraw = halves) -> Case:
    """A twin, and rows that come close: another score, the numbers shuffled, a patchwork.

    One comes as close as a thousandth, and one stands in the test rows twice.
    """

    def inputs(rng):
        train = draw(rng, n, d)
        close = np.array([train[0], train[1], train[2][::-1], np.diag(train[:d])])  # (4, d)
        close[1, -1] += 0.25
        hardly = train[3] + np.eye(d)[-1] / 1000  # (d,)
        return train, np.vstack([close, train[0], hardly, close[1]])

    return Case(name, inputs)


def _row_by_row(rows, train):
    """For each of `rows`: does the very same row stand in `train`?"""
    return np.array([(train == row).all(axis=1).any() for row in rows])


MISCONCEPTIONS = (
    Misconception(
        "one number is enough",
        lambda train, test: np.array([row in train for row in test]),
        "Rows count as twins here as soon as one number agrees with the number in the same "
        "column. `row in train` tests no more than that. Twins agree in all their numbers.",
    ),
    Misconception(
        "numbers pooled",
        lambda train, test: np.isin(test, train).all(axis=1),
        "You looked for each number by itself, anywhere in `train`. A row is a bottle: its "
        "numbers have to be in the same row, in the same places.",
    ),
    Misconception(
        "numbers from different rows",
        lambda train, test: (test[:, None] == train).any(axis=1).all(axis=1),
        "Each number was found in its own column, one in this row and the next in that one. You "
        "took `any` before `all`, so no single bottle has to agree in everything.",
    ),
    Misconception(
        "neighbours only",
        lambda train, test: [(a == b).all() for a, b in zip(train, test, strict=False)],
        "You compared the first row with the first, the second with the second, and so on. A twin "
        "may be anywhere in `train`.",
    ),
    Misconception(
        "wrong way round",
        lambda train, test: _row_by_row(train, test),
        "You went through `train` and looked things up in `test`. The question is asked once for "
        "each row of `test`.",
    ),
    Misconception(
        "one answer for all",
        lambda train, test: _row_by_row(test, train).any(),
        "One True or False came out, for the whole table. That tells you that there are twins "
        "somewhere, and not which rows they are.",
    ),
    Misconception(
        "new rows marked",
        lambda train, test: ~_row_by_row(test, train),
        "True and False have changed places: these are the rows that are not in `train`.",
    ),
    Misconception(
        "last column left out",
        lambda train, test: _row_by_row(test[:, :-1], train[:, :-1]),
        "You compared all but the last column. Two bottles with the same measurements and "
        "different scores are not twins: in the very same row the score is the same, too.",
    ),
)

TWINS = Answer(
    name="twins",
    inputs=("train", "test"),
    outputs=("twin",),
    reference=twins,
    parts=(
        Part(
            "twins",
            points=1,
            outputs=("twin",),
            cases=(
                Case("of the four bottles", lambda rng: (ROWS_4[:3], ROWS_4[[3, 0]])),
                Case("3 rows of 3", lambda rng: (ROWS_4[:3], ROWS_4[[1, 0, 3]])),
                Case("nobody to compare with", lambda rng: (ROWS_4[:0], ROWS_4[:3])),
                twins_case("7 rows of 3", 7, 3),
                twins_case("9 rows of 5", 9, 5, normal),
            ),
        ),
        Part(
            "nearly twins",
            points=1,
            outputs=("twin",),
            cases=(
                Case(
                    "two rows of the chapter",
                    lambda rng: (np.array([[1.0, 2], [3, 4]]), np.array([[3.0, 4], [4, 3]])),
                ),
                nearly_case("6 rows of 3", 6, 3),
                nearly_case("8 rows of 4", 8, 4),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Say for each row of `test` whether the very same row is in `train`.",
)

"""A sum that remembers its parents, and how fast it moves with each.

`tape` is a list of records; i and j are places on it; the result is the record of the sum.
"""

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import normal
from course.checks.tools.records import (
    RECORD,
    drawn_case,
    numbers_case,
    on_the_tape,
    parents_by_value,
    with_slopes,
    with_value,
)
from reference_impl import tape


def cases() -> tuple[Case, ...]:
    """Two numbers, a number and itself, places in any order, a longer tape."""
    return (
        numbers_case("2 and 3", [2, 3], 0, 1),
        numbers_case("3 and itself", [4, 3], 1, 1),
        numbers_case("the later place first", [5, -0.5, 2], 2, 0),
        drawn_case("a number and itself on a tape of 6", 6, 4, 4),
        drawn_case("a tape of 5", 5, 4, 1),
        drawn_case("a tape of 7", 7, 2, 5, draw=normal),
    )


def _of_places(made, i, j):
    return {**tape.add(made, i, j), "value": float(i + j)}


def _one_pair(made, i, j):
    record = tape.add(made, i, j)
    return record if i != j else {**record, "parents": [(i, 2.0)]}


MISCONCEPTIONS = (
    on_the_tape(tape.add),
    parents_by_value(tape.add),
    Misconception(
        "places added",
        _of_places,
        "You added the two places. `i` and `j` say where the numbers are on the tape; the numbers "
        "themselves are under `value`.",
    ),
    Misconception(
        "slopes of a product",
        with_slopes(tape.add, lambda left, right: [right, left]),
        "Those are the slopes of a product. When one of two numbers moves by a little, how far "
        "does their sum move? Does it matter how large the other one is?",
    ),
    Misconception(
        "values as slopes",
        with_slopes(tape.add, lambda left, right: [left, right]),
        "For slopes you wrote the numbers themselves. A slope says how far the sum moves when a "
        "number moves by 1. Try it: raise 2 to 3, and see what 2 + 3 does.",
    ),
    Misconception(
        "slopes shared",
        with_slopes(tape.add, lambda left, right: [0.5, 0.5]),
        "You gave each number half of the slope. Nothing has to be shared out: if one of them "
        "moves by 1 and the other does not move, the sum moves by 1 too.",
    ),
    Misconception(
        "one pair for a number and itself",
        _one_pair,
        "A number and itself became one pair with the slope 2. It is true that the sum moves by 2 "
        "in all. But a sum has two parents, here the same one twice, and each has a pair of its "
        "own. Who adds up what the pairs bring?",
    ),
    Misconception(
        "sum as slope",
        with_slopes(tape.add, lambda left, right: [left + right] * 2),
        "For a slope you wrote the sum. That is the value. A slope says how fast the value moves.",
    ),
    Misconception(
        "multiplied",
        with_value(tape.add, lambda left, right: left * right),
        "The value is the product of the two numbers, and a sum was asked for.",
    ),
)

ADD = Answer(
    name="add",
    inputs=("tape", "i", "j"),
    outputs=RECORD,
    reference=tape.add,
    parts=(
        Part("the value", points=1, outputs=("value",), cases=cases()),
        Part("what it remembers", points=1, outputs=("parents",), cases=cases()),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Return the record of the sum: its value, and its parents with their slopes.",
    keyed=True,
)

"""A product that remembers its parents, and how fast it moves with each.

`tape` is a list of records; i and j are places on it; the result is the record of the product.
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
    """Two numbers, places in any order, a longer tape."""
    return (
        numbers_case("2 and 3", [2, 3], 0, 1),
        numbers_case("the later place first", [5, -0.5, 2], 2, 0),
        numbers_case("a zero", [0, 3], 0, 1),
        drawn_case("a tape of 5", 5, 4, 1),
        drawn_case("a tape of 7", 7, 2, 5, draw=normal),
    )


def squares() -> tuple[Case, ...]:
    """A number times itself."""
    return (
        numbers_case("3 times itself", [4, 3], 1, 1),
        numbers_case("−2 times itself", [-2], 0, 0),
        drawn_case("a square on a tape of 6", 6, 4, 4, draw=normal),
    )


def _of_places(made, i, j):
    return {**tape.multiply(made, i, j), "value": float(i * j)}


def _square_with_one_parent(made, i, j):
    record = tape.multiply(made, i, j)
    return record if i != j else {**record, "parents": record["parents"][:1]}


def _square_in_one_pair(made, i, j):
    record = tape.multiply(made, i, j)
    return record if i != j else {**record, "parents": [(i, 2 * made[i]["value"])]}


def _square_twice_in_full(made, i, j):
    record = tape.multiply(made, i, j)
    return record if i != j else {**record, "parents": [(i, 2 * made[i]["value"])] * 2}


MISCONCEPTIONS = (
    on_the_tape(tape.multiply),
    parents_by_value(tape.multiply),
    Misconception(
        "each its own value",
        with_slopes(tape.multiply, lambda left, right: [left, right]),
        "Each number got its own value as its slope. Raise the 2 in 2 times 3 by one, and the "
        "product goes from 6 to 9. Which number decided how far it went?",
    ),
    Misconception(
        "slopes of a sum",
        with_slopes(tape.multiply, lambda left, right: [1.0, 1.0]),
        "Those are the slopes of a sum. A product moves further the larger the other number is.",
    ),
    Misconception(
        "product as slope",
        with_slopes(tape.multiply, lambda left, right: [left * right] * 2),
        "For a slope you wrote the product. That is the value. A slope says how fast the value "
        "moves with one of the two while the other does not move.",
    ),
    Misconception(
        "one parent of a square",
        _square_with_one_parent,
        "A number times itself has two parents, and they happen to be the same one. Both are "
        "written down, with a slope each: the number moves the product in two ways.",
    ),
    Misconception(
        "a square in one pair",
        _square_in_one_pair,
        "A square became one pair with the whole slope, twice the number. In all that is how fast "
        "it moves. But a product has two parents, here the same one twice, and each has a pair of "
        "its own. Who adds up what the pairs bring?",
    ),
    Misconception(
        "a square's whole slope twice",
        _square_twice_in_full,
        "In a square each of the two pairs has the whole slope, twice the number. `backward` adds "
        "up what the pairs bring. What would it get for 3 times 3, and how fast does that move?",
    ),
    Misconception(
        "square's slope doubled",
        with_slopes(tape.multiply, lambda left, right: [left + right] * 2),
        "Each slope is the sum of both numbers. It is true that a square moves by twice the "
        "number in all. But that is written in two parts, one for each parent, and `backward` "
        "adds them up.",
    ),
    Misconception(
        "places multiplied",
        _of_places,
        "You multiplied the two places. `i` and `j` say where the numbers are on the tape; the "
        "numbers themselves are under `value`.",
    ),
    Misconception(
        "added",
        with_value(tape.multiply, lambda left, right: left + right),
        "The value is the sum of the two numbers, and a product was asked for.",
    ),
)

MULTIPLY = Answer(
    name="multiply",
    inputs=("tape", "i", "j"),
    outputs=RECORD,
    reference=tape.multiply,
    parts=(
        Part("the value", points=1, outputs=("value",), cases=cases()),
        Part("what it remembers", points=1, outputs=("parents",), cases=cases()),
        Part("a square", points=1, outputs=RECORD, cases=squares()),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Return the record of the product: its value, and its parents with their slopes.",
    keyed=True,
)

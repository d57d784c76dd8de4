"""Tapes for the checks: numbers that nothing made, and what was made of them.

A tape is a list of records, and a record a dictionary: the number's "value" and its "parents", for
each a pair of a place on the tape and of a slope.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course.checks.answers import Case, Misconception
from course.checks.inputs import ArrayDraw, halves
from reference_impl import tape

Step = tuple[str, tuple[int, ...]]  # such as ("add", (0, 2))

RECORD = ("value", "parents")


def written(values: Sequence[float], steps: Sequence[Step] = ()) -> list[tape.Record]:
    """The tape that begins with these numbers and goes on with these steps."""
    made = [tape.given(float(value)) for value in values]
    for kind, places in steps:
        made.append(getattr(tape, kind)(made, *places))
    return made


def numbers_case(name: str, values: Sequence[float], *places: int) -> Case:
    """Places on a tape of these numbers."""
    return Case(name, lambda rng: (written(values), *places))


def drawn_case(name: str, n: int, *places: int, draw: ArrayDraw = halves) -> Case:
    """Places on a tape of n drawn numbers, the last of them a sum of the first two."""

    def inputs(rng):
        return written(draw(rng, n - 1).tolist(), [("add", (0, 1))]), *places

    return Case(name, inputs)


def appending(make: Callable[..., tape.Record]) -> Callable[..., tape.Record]:
    """The same, and the record is put onto the tape that was given."""

    def wrong(made, *places):
        made.append(make(made, *places))
        return made[-1]

    return wrong


def values_for_places(make: Callable[..., tape.Record]) -> Callable[..., tape.Record]:
    """The same, with the parents' values where their places belong."""

    def wrong(made, *places):
        record = make(made, *places)
        parents = [(made[place]["value"], slope) for place, slope in record["parents"]]
        return {**record, "parents": parents}

    return wrong


def with_slopes(make: Callable[..., tape.Record], slopes: Callable) -> Callable[..., Any]:
    """The same, with the slopes that `slopes` makes of the values of the parents."""

    def wrong(made, *places):
        slope = slopes(*(made[place]["value"] for place in places))
        return {**make(made, *places), "parents": list(zip(places, slope, strict=True))}

    return wrong


def with_value(make: Callable[..., tape.Record], value: Callable) -> Callable[..., Any]:
    """The same, with the value that `value` makes of the parents'."""

    def wrong(made, *places):
        return {**make(made, *places), "value": value(*(made[p]["value"] for p in places))}

    return wrong


def on_the_tape(make: Callable[..., tape.Record]) -> Misconception:
    """The record is appended where it should only be returned."""
    return Misconception(
        "written onto the tape",
        appending(make),
        "The record is right, and your function also put it on the tape. The caller does that: "
        "return the record, and leave the tape as it came.",
    )


def parents_by_value(make: Callable[..., tape.Record]) -> Misconception:
    """Values where places belong."""
    return Misconception(
        "values for places",
        values_for_places(make),
        "Under `parents` you put the parents' values, and their places belong there. A value does "
        "not say whose it is: two numbers may have the same. Which of the things that the "
        "function was given says where?",
    )


def random_tape(rng: np.random.Generator, inputs: int, steps: int) -> list[tape.Record]:
    """A tape on which some numbers are used several times, and each step leads to the last one."""
    values = rng.choice([-2.0, -1.5, -1.0, -0.5, 0.5, 1.0, 1.5, 2.0], inputs, replace=False)
    program: list[Step] = []
    for step in range(steps):
        last = inputs + step - 1
        other = int(rng.integers(0, last))
        kind = ("add", "multiply", "multiply")[step % 3]
        program.append((kind, (last, other)))
    return written(values.tolist(), program)

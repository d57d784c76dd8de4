"""A ReLU that remembers its parent, and whether it let it through.

`tape` is a list of records; i is a place on it; the result is the record of the ReLU.
"""

import numpy as np

from course.checks.answers import Answer, Misconception, Part
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

MISCONCEPTIONS = (
    on_the_tape(tape.relu),
    parents_by_value(tape.relu),
    Misconception(
        "active at zero",
        with_slopes(tape.relu, lambda value: [1.0 if value >= 0 else 0.0]),
        "At exactly zero your slope is 1. There the ReLU has a corner, and this course always "
        "takes the same side of it: a neuron is active only above zero.",
    ),
    Misconception(
        "slope always one",
        with_slopes(tape.relu, lambda value: [1.0]),
        "Your slope is 1 whatever the number was. Below zero the ReLU gives 0, and it goes on "
        "giving 0 when the number moves a little. How fast is that?",
    ),
    Misconception(
        "value as slope",
        with_slopes(tape.relu, lambda value: [max(value, 0.0)]),
        "For a slope you wrote the value. When a number above zero moves by one, how far does "
        "the ReLU move? It does not depend on how large the number is.",
    ),
    Misconception(
        "sides exchanged",
        with_slopes(tape.relu, lambda value: [0.0 if value > 0 else 1.0]),
        "The two sides have changed places: your slope is 0 above zero and 1 elsewhere.",
    ),
    Misconception(
        "sign as slope",
        with_slopes(tape.relu, lambda value: [float(np.sign(value))]),
        "Below zero your slope is -1, the sign of the number. Raise -3 to -2: what does the ReLU "
        "give before and after, and how far did it move?",
    ),
    Misconception(
        "nothing cut off",
        with_value(tape.relu, lambda value: value),
        "Numbers below zero come out as they went in. A ReLU turns them into zero.",
    ),
    Misconception(
        "sign taken away",
        with_value(tape.relu, abs),
        "Numbers below zero come out without their sign. A ReLU turns them into zero.",
    ),
)

RELU = Answer(
    name="relu",
    inputs=("tape", "i"),
    outputs=RECORD,
    reference=tape.relu,
    parts=(
        Part(
            "above and below zero",
            points=2,
            outputs=RECORD,
            cases=(
                numbers_case("above zero", [2, 4], 1),
                numbers_case("below zero", [2, -0.5, 3], 1),
                drawn_case("a tape of 5", 5, 2),
                drawn_case("another place of a tape of 5", 5, 3),
                drawn_case("a tape of 8", 8, 5, draw=normal),
                drawn_case("another place of a tape of 8", 8, 6, draw=normal),
                numbers_case("small, below zero", [-0.25, 7], 0),
                numbers_case("small, above zero", [0.25, -7], 0),
            ),
        ),
        Part(
            "at zero",
            points=1,
            outputs=RECORD,
            cases=(
                numbers_case("a zero", [3, 0], 1),
                numbers_case("a zero in front", [0, 3], 0),
                numbers_case("a zero far back", [1, 2, -3, 4, 5, 0], 5),
                numbers_case("the last of many", [1, 2, -3, 4, 5, 6, 7, 0, 2], 7),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Return the record of the ReLU: its value, and its parent with its slope.",
    keyed=True,
)

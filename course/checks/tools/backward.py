"""How fast the last number of a tape moves with each number on it.

`tape` is a list of records, parents before children; the result has a number for each of them.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.tools.records import Step, random_tape, written
from reference_impl import tape


def tape_case(name: str, values: Sequence[float], *steps: Step) -> Case:
    """A tape of these numbers and these steps."""
    return Case(name, lambda rng: (written(values, steps),))


def random_case(name: str, inputs: int, steps: int) -> Case:
    """A tape on which numbers are used again and again."""
    return Case(name, lambda rng: (random_tape(rng, inputs, steps),))


def late_input(rng: np.random.Generator) -> tuple[list[tape.Record]]:
    """A number that nothing made, put down after a step."""
    made = [*written([3], [("multiply", (0, 0))]), tape.given(2.0)]
    return ([*made, tape.add(made, 1, 2)],)


def tiny_path() -> Case:
    """The path from w to the loss of the running example: the chapter's picture."""
    return tape_case(
        "the path from w to the loss",
        [1, 2, 2, 0.5, 1, -5],
        ("multiply", (0, 1)),
        ("add", (6, 2)),
        ("relu", (7,)),
        ("multiply", (8, 3)),
        ("add", (9, 4)),
        ("add", (10, 5)),
        ("multiply", (11, 11)),
    )


def walked(
    hand_on: Callable[[list, int, float, dict, int], None],
    order: Callable[[int], Any] = lambda n: range(n - 1, -1, -1),
    first: Callable[[list], float] = lambda made: 1.0,
    start: float = 0.0,
) -> Callable[[list], list]:
    """A `backward` that hands on in its own way, walks in its own order, or begins otherwise.

    `hand_on(gradients, parent, slope, record, place)` changes the list of gradients.
    """

    def wrong(made):
        gradients = [start] * len(made)
        gradients[-1] = first(made)
        for place in order(len(made)):
            record = made[place]
            for parent, slope in record["parents"]:
                hand_on(gradients, parent, slope, record, place)
        return gradients

    return wrong


def _adds(gradients, parent, slope, record, place):
    gradients[parent] += slope * gradients[place]


def _overwrites(gradients, parent, slope, record, place):
    gradients[parent] = slope * gradients[place]


def _slope_alone(gradients, parent, slope, record, place):
    gradients[parent] += slope


def _slope_added(gradients, parent, slope, record, place):
    gradients[parent] += slope + gradients[place]


def _times_value(gradients, parent, slope, record, place):
    gradients[parent] += slope * record["value"]


def _multiplies(gradients, parent, slope, record, place):
    gradients[parent] *= slope * gradients[place]


def _own_slope_dropped(gradients, parent, slope, record, place):
    gradients[parent] += gradients[place]


def _at_once(made):
    """Whoever hears something passes it on at once, with all that came before."""
    gradients = [0.0] * len(made)

    def hand_on(place):
        for parent, slope in made[place]["parents"]:
            gradients[parent] += slope * gradients[place]
            hand_on(parent)

    gradients[-1] = 1.0
    hand_on(len(made) - 1)
    return gradients


def _each_parent_once(made):
    gradients = [0.0] * len(made)
    gradients[-1] = 1.0
    for place in range(len(made) - 1, -1, -1):
        pairs = dict(made[place]["parents"])
        for parent, slope in pairs.items():
            gradients[parent] += slope * gradients[place]
    return gradients


def _first_parent_only(made):
    gradients = [0.0] * len(made)
    gradients[-1] = 1.0
    for place in range(len(made) - 1, -1, -1):
        for parent, slope in made[place]["parents"][:1]:
            gradients[parent] += slope * gradients[place]
    return gradients


def _reached_alone(made):
    gradients, reached = tape.backward(made), {len(made) - 1}
    for place in range(len(made) - 1, -1, -1):
        if place in reached:
            reached |= {parent for parent, _ in made[place]["parents"]}
    return [gradients[place] for place in sorted(reached)]


def _taken_off(made):
    gradients = tape.backward(made)
    made.clear()
    return gradients


def _written_into_records(made):
    for record, gradient in zip(made, tape.backward(made), strict=True):
        record["gradient"] = gradient
    return [record["gradient"] for record in made]


MISCONCEPTIONS = (
    Misconception(
        "overwritten",
        walked(_overwrites),
        "A number that was used twice has two children, and what the second sent back wrote over "
        "the first. Where paths meet, what do they do?",
    ),
    Misconception(
        "from the front",
        walked(_adds, order=range),
        "Only the last number handed on its gradient. That happens when the walk begins at the "
        "front, where no gradient is known yet, or when `return` ends the loop in its first round. "
        "Which number knows its gradient first, and who has to hand on after it?",
    ),
    Misconception(
        "passed on too early",
        _at_once,
        "Some gradients were passed on before they were complete, and then once more with the "
        "rest. A number has to wait until all its children have been dealt with. Where on the "
        "tape are those?",
    ),
    Misconception(
        "each parent once",
        _each_parent_once,
        "A number times itself has the same parent twice, and one of the two was dropped. A "
        "dictionary or a set keeps each name once; a list of pairs keeps both.",
    ),
    Misconception(
        "first parent only",
        _first_parent_only,
        "Only the first parent of each number got its share. Go through all of its parents, each "
        "with its own slope.",
    ),
    Misconception(
        "slope alone",
        walked(_slope_alone),
        "You pass on the slope of one step alone. The child's own gradient has to come in: along "
        "a path, slopes multiply.",
    ),
    Misconception(
        "slope forgotten",
        walked(_own_slope_dropped),
        "Each number passes on its gradient as it got it. The step that made it has a slope of "
        "its own, which has to come in on the way back.",
    ),
    Misconception(
        "slopes added along the path",
        walked(_slope_added),
        "You add the slope to the gradient. Along a path slopes multiply; you add where paths "
        "meet.",
    ),
    Misconception(
        "value for gradient",
        walked(_times_value),
        "You multiply the slope by the child's value. What travels back is its gradient: how fast "
        "the end moves with it.",
    ),
    Misconception(
        "begins with the value",
        walked(_adds, first=lambda made: made[-1]["value"]),
        "Your walk begins with the last number's value. How fast does a number move with itself?",
    ),
    Misconception(
        "all begin at one",
        walked(_adds, start=1.0),
        "Every gradient began at 1. Only the last number's may: it moves with itself. The others "
        "begin at 0.",
    ),
    Misconception(
        "where paths meet, multiplied",
        walked(_multiplies, start=1.0),
        "Where one number has several children, you multiply what they send back. Along a path "
        "slopes multiply. Where paths meet?",
    ),
    Misconception(
        "the unused left out",
        _reached_alone,
        "The list leaves out the numbers that nothing came back to, so those after them have moved "
        "up. Each place on the tape has a gradient. How fast does the end move with a number that "
        "it does not depend on?",
    ),
    Misconception(
        "last number first",
        lambda made: tape.backward(made)[::-1],
        "The numbers are right and the list is the wrong way round. It is in the order of the "
        "tape, so the gradient of the last number, 1, comes last.",
    ),
    Misconception(
        "written onto the tape",
        _written_into_records,
        "The list is right, but you wrote the gradients into the records as well. Leave the tape "
        "as it came, and keep the gradients in a list of your own.",
    ),
    Misconception(
        "tape used up",
        _taken_off,
        "The list is right, and the tape is empty now: `pop` takes out what it reads. Whoever "
        "asks you a second time gets nothing. How can you look at the last record first and "
        "leave it where it is?",
    ),
)

BACKWARD = Answer(
    name="backward",
    inputs=("tape",),
    outputs=("gradients",),
    reference=tape.backward,
    parts=(
        Part(
            "each number used once",
            points=2,
            outputs=("gradients",),
            cases=(
                tape_case("2 times 3", [2, 3], ("multiply", (0, 1))),
                tape_case("a sum, then a product", [2, 3, 4], ("add", (0, 1)),
                          ("multiply", (3, 2))),
                tape_case("an inactive ReLU", [2, -3, 4], ("multiply", (0, 1)), ("relu", (3,)),
                          ("add", (4, 2))),
                tape_case("an active ReLU", [2, 3, -4], ("multiply", (0, 1)), ("relu", (3,)),
                          ("multiply", (4, 2))),
                tape_case("five products", [2, 3, 0.5, -1, 4, 1.5], ("multiply", (0, 1)),
                          ("multiply", (6, 2)), ("multiply", (7, 3)), ("multiply", (8, 4)),
                          ("multiply", (9, 5))),
            ),
        ),
        Part(
            "used more than once",
            points=3,
            outputs=("gradients",),
            cases=(
                tape_case("3 times itself", [3], ("multiply", (0, 0))),
                tape_case("x times x, plus x", [3], ("multiply", (0, 0)), ("add", (1, 0))),
                tape_case("x plus x, times x", [3], ("add", (0, 0)), ("multiply", (1, 0))),
                tape_case("a square of a square", [2, 1], ("add", (0, 1)), ("multiply", (2, 2)),
                          ("multiply", (3, 3))),
                tiny_path(),
                random_case("6 steps, numbers used again", 3, 6),
                random_case("9 steps, numbers used again", 4, 9),
            ),
        ),
        Part(
            "off the path",
            points=2,
            outputs=("gradients",),
            cases=(
                tape_case("a number that nobody used", [2, 3, 7], ("multiply", (0, 1))),
                tape_case("a sum that nobody used", [2, 3, 5], ("add", (0, 1)),
                          ("multiply", (1, 2))),
                tape_case("a single number", [4]),
                tape_case("the last is an input", [4, 5], ("add", (0, 1)), ("relu", (0,))),
                tape_case("the same sum twice, and one of them unused", [2, 3], ("add", (0, 1)),
                          ("multiply", (0, 1)), ("add", (0, 1)), ("multiply", (4, 3))),
                tape_case("a sum that nobody used, in between", [2, 3], ("multiply", (0, 1)),
                          ("add", (0, 1)), ("multiply", (2, 0))),
                Case("an input that came late", late_input),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Begin with 1 at the last number, and pass gradients back to the parents.",
)  # fmt: skip

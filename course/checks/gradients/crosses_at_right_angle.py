"""Whether a step along a direction leaves the height as it is, as along a line of the map.

Shapes: gradient and direction (d,).
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import ArrayDraw, Numbers, halves, normal


def crosses_at_right_angle(gradient: np.ndarray, direction: np.ndarray) -> bool:
    """Has the gradient no part along the direction, but for a millionth?"""
    rise = gradient @ direction
    return abs(rise) <= 1e-6 * np.linalg.norm(gradient) * np.linalg.norm(direction)


def arrows_case(name: str, gradient: Numbers, direction: Numbers) -> Case:
    return Case(name, lambda rng: (np.array(gradient, float), np.array(direction, float)))


def level(gradient: np.ndarray) -> np.ndarray:
    """A direction in which the parameters make up for each other, two by two: (d,), d even.

    Each has its partner in the other half, so that no parameter's neighbour makes up for it.
    """
    first, second = np.split(gradient, 2)
    return np.concatenate([second, -first])


def tilted_case(
    name: str, d: int, tilt: float, draw: ArrayDraw = normal, steep: float = 1.0, far: float = 1.0
) -> Case:
    """A direction along the contour line, but for a share `tilt` of the gradient."""

    def inputs(rng):
        gradient = draw(rng, d)
        return steep * gradient, far * (level(gradient) + tilt * gradient)

    return Case(name, inputs)


ARROW = [-4.0, -16.0]  # the gradient on the map


def _rise(gradient, direction):
    return (gradient * direction).sum()


def _lengths(gradient, direction):
    return np.linalg.norm(gradient) * np.linalg.norm(direction)


MISCONCEPTIONS = (
    Misconception(
        "the same room for all",
        lambda gradient, direction: abs(_rise(gradient, direction)) <= 1e-6,
        "A millionth by itself is neither large nor small. A very short step rises by very little "
        "whichever way it goes. Compare the sum with the lengths of the two arrows.",
    ),
    Misconception(
        "length of the step left out",
        lambda g, d: abs(_rise(g, d)) <= 1e-6 * np.linalg.norm(g),
        "You compare the rise with the gradient's length alone. A very short step rises by very "
        "little whichever way it goes, so its own length has to come in.",
    ),
    Misconception(
        "length of the gradient left out",
        lambda g, d: abs(_rise(g, d)) <= 1e-6 * np.linalg.norm(d),
        "You compare the rise with the length of the step alone. Where the ground is nearly flat "
        "every step rises by little, so the gradient's length has to come in.",
    ),
    Misconception(
        "turned round",
        lambda g, d: not crosses_at_right_angle(g, d),
        "True and False have changed places. It should give True if nothing of the gradient "
        "points along the direction.",
    ),
    Misconception(
        "rise returned",
        _rise,
        "That is how much the ground rises along the step, a number. The question was whether it "
        "is zero but for rounding, and the answer is True or False.",
    ),
    Misconception(
        "products not added up",
        lambda g, d: g * d == 0,
        "You ask about each parameter by itself, and get an answer for each. One may go up as "
        "much as another goes down, so first add up what they bring, and then compare once.",
    ),
    Misconception(
        "one product is enough",
        lambda g, d: bool((g * d == 0).any()),
        "One product that is zero says that one parameter brings nothing. The others may bring a "
        "lot. What counts is the sum of them all.",
    ),
    Misconception(
        "two parameters only",
        lambda g, d: abs(g[0] * d[0] + g[1] * d[1]) <= 1e-6 * _lengths(g, d),
        "You wrote it for two parameters, and there are more. Each brings its slope times how far "
        "it moves.",
    ),
    Misconception(
        "crosswise",
        lambda g, d: abs(g[0] * d[1] + g[1] * d[0]) <= 1e-6 * _lengths(g, d),
        "You multiplied the slope of one parameter by the move of the other. A parameter's slope "
        "says what its own move brings.",
    ),
    Misconception(
        "parallel for across",
        lambda g, d: abs(_rise(g, d)) >= (1 - 1e-6) * _lengths(g, d),
        "You test whether the two arrows lie along the same line. That is straight up or "
        "straight down the hill, and the contour runs across.",
    ),
    Misconception(
        "school rule",
        lambda g, d: bool(np.isclose(g[1] / g[0] * (d[1] / d[0]), -1)),
        "At school two lines in the plane crossed at a right angle if their slopes, multiplied, "
        "gave -1. That divides by a move that may be zero, and works for two parameters only. "
        "Work out how much the ground rises along the step.",
    ),
)

CROSSES_AT_RIGHT_ANGLE = Answer(
    name="crosses_at_right_angle",
    inputs=("gradient", "direction"),
    outputs=("crosses",),
    reference=crosses_at_right_angle,
    parts=(
        Part(
            "on a map",
            points=2,
            outputs=("crosses",),
            cases=(
                arrows_case("along the line", ARROW, [-4, 1]),
                arrows_case("across it", ARROW, [1, 1]),
                arrows_case("along the line, the other way", ARROW, [4, -1]),
                arrows_case("up the arrow", ARROW, ARROW),
                arrows_case("down the arrow", ARROW, [4, 16]),
                arrows_case("across it, the parameters exchanged", ARROW, [1, -4]),
                arrows_case("one slope zero, the other still", [0, 5], [3, 0]),
                arrows_case("one slope zero", [0, 5], [3, -2]),
                arrows_case("3 parameters", [1, 2, 3], [1, 1, -1]),
                arrows_case("3 parameters, uphill", [1, 2, 3], [2, -1, 1]),
                tilted_case("4 parameters", 4, 0, halves),
                tilted_case("4 parameters, downhill", 4, -0.5, halves),
            ),
        ),
        Part(
            "steps of any size",
            points=2,
            outputs=("crosses",),
            cases=(
                arrows_case("a short step across", ARROW, [1e-8, 1e-8]),
                arrows_case("a short step along the line", ARROW, [-4e-8, 1e-8]),
                arrows_case("across where the ground is gentle", [-4e-8, -16e-8], [1, 1]),
                tilted_case("6 parameters, along the line", 6, 0, far=1e3),
                tilted_case("6 parameters, a hair uphill", 6, 7e-7, steep=1e3),
                tilted_case("6 parameters, a hair uphill, a long step", 6, 7e-7, far=1e3),
                tilted_case("6 parameters, uphill, a short step", 6, 0.5, far=1e-9),
                tilted_case("4 parameters, downhill, a short step", 4, -0.3, far=1e-8),
                tilted_case("8 parameters, uphill, a very short step", 8, 0.9, far=1e-12),
                tilted_case("6 parameters, uphill on gentle ground", 6, 0.5, steep=1e-9),
                tilted_case("4 parameters, downhill on gentle ground", 4, -0.3, steep=1e-8),
                tilted_case("8 parameters, uphill on very gentle ground", 8, 0.9, steep=1e-12),
                tilted_case("6 parameters, a hair uphill on gentle ground", 6, 9.9e-7, steep=1e-3),
                tilted_case("6 parameters, two hairs uphill, a long step", 6, 1.01e-6, far=1e3),
                tilted_case("6 parameters, two hairs uphill", 6, 1.5e-6),
                tilted_case("6 parameters, two hairs downhill", 6, -1.5e-6, steep=1e-4),
            ),
        ),
        Part(
            "flat ground",
            points=1,
            outputs=("crosses",),
            cases=(
                arrows_case("all slopes zero", [0, 0], [1, 1]),
                arrows_case("nearly flat", [1e-9, 1e-9], [1, 1]),
                Case("3 parameters", lambda rng: (np.zeros(3), halves(rng, 3))),
                tilted_case("4 parameters, not flat", 4, 1.0, halves),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Find how much the ground rises along the direction, and say whether that is zero.",
)

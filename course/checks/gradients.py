"""The gradients assignment: what is right, which mistakes are known, what they are worth.

Shapes: x (d,), and for numerical_gradient any; what `gradient(x)` returns is like x; a walk is
(places, d).
"""

import numpy as np

from course.checks import landscapes as land
from course.checks.answers import Answer, Assignment, Case, Part, Prediction, SelfMarked
from course.checks.backprop import gradient_case, numerical_gradient
from course.checks.checker import Check
from course.checks.inputs import bent_function, halves, normal
from course.checks.slips.gradients_answers import CROSSES, NUMERICAL_GRADIENT
from course.checks.slips.gradients_answers_2 import DESCEND
from course.checks.slips.gradients_answers_3 import LARGEST_RATE


def whole_numbers(rng, n):
    """Different whole numbers, in an array that holds nothing else."""
    return rng.permutation(np.arange(1, n + 1))


def part(name, points, outputs, *cases):
    return Part(name, points, outputs, cases)


NUMERICAL = Answer(
    name="numerical_gradient",
    inputs=("f", "x"),
    outputs=("gradient",),
    reference=numerical_gradient,
    parts=(
        part(
            "any shape", 1, ("gradient",),
            Case("the square of 3 and of -1", lambda rng: (land.squares, np.array([3.0, -1.0]))),
            Case("the two dials of the map", lambda rng: (land.map_loss, land.HERE)),
            gradient_case("3 numbers", 3),
            gradient_case("3 rows of 3", 3, 3),
            gradient_case("3 rows of 4", 3, 4),
            gradient_case("2 blocks of 3 rows of 4", 2, 3, 4, draw=normal),
        ),
        part(
            "whole numbers", 1, ("gradient",),
            Case("3 and -1", lambda rng: (land.quarter_squares, np.array([3, -1]))),
            Case("1 to 4", lambda rng: (bent_function(rng, 4), whole_numbers(rng, 4))),
        ),
    ),
    misconceptions=NUMERICAL_GRADIENT,
    todo="Nudge one entry of x up and down by h, see how far f moves, and do so for each entry.",
)  # fmt: skip


def descend(gradient, x, rate, steps, small):
    """Every place of a walk downhill, until no slope is larger than `small` in size."""
    walk = [x]
    for _ in range(steps):
        slopes = gradient(walk[-1])
        if np.abs(slopes).max() <= small:
            break
        walk.append(walk[-1] - rate * slopes)
    return np.array(walk)  # (places, d)


def square_case(name, x, rate, steps, small):
    return Case(name, lambda rng: (land.squares_slopes, np.array(x), rate, steps, small))


def linked_case(name, d, rate, steps, small, draw=halves):
    """A walk where turning one dial changes the slopes of the others."""

    def inputs(rng):
        A = draw(rng, d, d)
        return land.linked_slopes(A + A.T), draw(rng, d), rate, steps, small

    return Case(name, inputs)


def halving(rng):
    """Each step halves the distance; at the third place the largest slope is `small` exactly."""
    bottom, away = halves(rng, 3), halves(rng, 3)  # (3,) each
    _, gradient = land.bowl(np.ones(3), bottom)
    return gradient, bottom + away, 0.25, 9, float(np.abs(away).max()) / 2


def uneven_bowl(rng):
    """Five dials that come to rest at different times."""
    bottom, away = normal(rng, 5), 1 + np.abs(normal(rng, 5))  # (5,) each
    _, gradient = land.bowl(rng.permutation([0.3, 0.4, 0.5, 0.6, 0.7]), bottom)
    return gradient, bottom + away * rng.choice([-1, 1], 5), 0.3, 60, 0.1


DOWNHILL = Answer(
    name="descend",
    inputs=("gradient", "x", "rate", "steps", "small"),
    outputs=("walk",),
    reference=descend,
    parts=(
        part(
            "every place", 1, ("walk",),
            square_case("from 8", [8.0], 0.25, 3, 0.0),
            Case("from here on the map", lambda rng: (land.map_slopes, land.HERE, 0.01, 3, 0.0)),
            linked_case("3 dials", 3, 0.125, 4, 0.0),
            linked_case("5 dials", 5, 0.05, 4, 0.0, normal),
            square_case("from whole numbers", [8, -4], 0.25, 6, 0.0),
        ),
        part(
            "where to stop", 2, ("walk",),
            square_case("from 8 until 4", [8.0], 0.25, 10, 4.0),
            square_case("one dial is flat", [8.0, 1.0], 0.25, 10, 4.0),
            square_case("slopes below zero", [-8.0, 1.0], 0.25, 10, 4.0),
            square_case("slopes that cancel", [8.0, -8.0], 0.25, 10, 4.0),
            square_case("exactly flat", [8.0], 0.5, 6, 0.0),
            Case("3 dials", halving),
            Case("5 dials", uneven_bowl),
            linked_case("5 dials, and steps run out", 5, 0.05, 4, 0.001, normal),
        ),
        part(
            "no step at all", 1, ("walk",),
            square_case("0 steps", [8.0], 0.25, 0, 0.0),
            Case("a saddle", lambda rng: (land.saddle_slopes, np.zeros(2), 0.25, 5, 0.0)),
            square_case("flat enough", [0.5, -0.25], 0.25, 5, 1.0),
            linked_case("and one step", 3, 0.125, 1, 0.0),
        ),
    ),
    misconceptions=DESCEND,
    todo="Start at x, stop where the ground is flat enough, and return every place as a row.",
)  # fmt: skip


def largest_rate(f, gradient, x, rates):
    """The largest rate whose first step makes f smaller; None if none does."""
    return max((rate for rate in rates if f(x - rate * gradient(x)) < f(x)), default=None)


NONE = "is it None? (1 yes, 0 no)"


def rate_or_none(returned):
    """None as a number that can be compared, and the rate."""
    return {NONE: returned is None, "rate": 0 if returned is None else returned}


def rates_case(name, x, *rates):
    return Case(name, lambda rng: (land.squares, land.squares_slopes, np.array(x), list(rates)))


def bowl_case(name, c, rates, draw=halves):
    """A bowl that is steeper along one dial than along another; rates in any order."""

    def inputs(rng):
        bottom = draw(rng, len(c))  # (d,)
        landscape = land.bowl(rng.permutation(c), bottom)
        return *landscape, bottom + draw(rng, len(c)), rng.permutation(rates).tolist()

    return Case(name, inputs)


def valleys_case(name, start, *rates):
    """Two valleys, and rates that fit them."""

    def inputs(rng):
        c = float(rng.choice([0.5, 1.0, 2.0]))
        return *land.two_valleys(c), np.array([start * c]), [rate / c**2 for rate in rates]

    return Case(name, inputs)


LONGEST = Answer(
    name="largest_rate",
    inputs=("f", "gradient", "x", "rates"),
    outputs=(NONE, "rate"),
    reference=largest_rate,
    parts=(
        part(
            "the largest", 2, (NONE, "rate"),
            rates_case("the square at 8", [8.0], 0.01, 0.3, 0.9, 1.05),
            Case(
                "from here on the map",
                lambda rng: (land.map_loss, land.map_slopes, land.HERE, [0.0625, 0.05, 0.01, 0.03]),
            ),
            valleys_case("a hill between", 1.25, 0.1, 0.4, 0.75, 1.5),
            valleys_case("up on the hill", 1.25, 0.1, 0.2, 0.4),
            valleys_case("beside the hilltop", 0.25, 0.4, 1.5, 0.2),
            bowl_case("3 dials", [0.5, 1.0, 1.5], [0.1, 0.3, 0.5, 0.6, 3.0]),
            bowl_case("5 dials", np.linspace(0.5, 1.5, 5), [0.1, 0.2, 0.4, 0.7, 3.0], normal),
        ),
        part(
            "equally high", 1, (NONE, "rate"),
            rates_case("over to the other side", [8.0], 0.25, 1.0, 0.5),
            bowl_case("3 dials", np.ones(3), [0.25, 0.5, 1.0, 2.0]),
        ),
        part(
            "none of them", 1, (NONE, "rate"),
            rates_case("all too long", [8.0], 1.5, 1.05),
            rates_case("at the bottom", [0.0], 0.1, 0.3),
            rates_case("no rates to try", [8.0]),
            rates_case("one of three", [8.0], 1.5, 0.25, 2.0),
        ),
    ),
    misconceptions=LARGEST_RATE,
    todo="Try one step from x with each rate, and return the largest that makes f smaller.",
    unpack=rate_or_none,
    returns="one of the rates, or None",
)  # fmt: skip


def crosses_at_right_angle(gradient, direction):
    """Has the gradient no part along the direction, but for a millionth?"""
    rise = gradient @ direction
    return abs(rise) <= 1e-6 * np.linalg.norm(gradient) * np.linalg.norm(direction)


def arrows_case(name, gradient, direction):
    return Case(name, lambda rng: (np.array(gradient, float), np.array(direction, float)))


def level(gradient):
    """A direction in which the dials make up for each other, two by two: (d,), d even."""
    return np.stack([gradient[1::2], -gradient[::2]], axis=1).ravel()


def tilted_case(name, d, tilt, draw=normal, steep=1.0, far=1.0):
    """A direction along the contour line, but for a share `tilt` of the gradient."""

    def inputs(rng):
        gradient = draw(rng, d)
        return steep * gradient, far * (level(gradient) + tilt * gradient)

    return Case(name, inputs)


ARROW = [-4.0, -16.0]  # the gradient on the map
RIGHT_ANGLE = Answer(
    name="crosses_at_right_angle",
    inputs=("gradient", "direction"),
    outputs=("crosses",),
    reference=crosses_at_right_angle,
    parts=(
        part(
            "on a map", 2, ("crosses",),
            arrows_case("along the line", ARROW, [-4, 1]),
            arrows_case("across it", ARROW, [1, 1]),
            arrows_case("along the line, the other way", ARROW, [4, -1]),
            arrows_case("up the arrow", ARROW, ARROW),
            arrows_case("down the arrow", ARROW, [4, 16]),
            arrows_case("one dial flat, the other still", [0, 5], [3, 0]),
            arrows_case("one dial flat", [0, 5], [3, -2]),
            arrows_case("3 dials", [1, 2, 3], [1, 1, -1]),
            arrows_case("3 dials, uphill", [1, 2, 3], [2, -1, 1]),
            tilted_case("4 dials", 4, 0, halves),
            tilted_case("4 dials, downhill", 4, -0.5, halves),
        ),
        part(
            "steps of any size", 2, ("crosses",),
            arrows_case("a short step across", ARROW, [1e-8, 1e-8]),
            arrows_case("a short step along the line", ARROW, [-4e-8, 1e-8]),
            arrows_case("across where the ground is gentle", [-4e-8, -16e-8], [1, 1]),
            tilted_case("6 dials, along the line", 6, 0, far=1e3),
            tilted_case("6 dials, a hair uphill", 6, 7e-7, steep=1e3),
            tilted_case("6 dials, two hairs uphill", 6, 1.5e-6),
            tilted_case("6 dials, two hairs downhill", 6, -1.5e-6, steep=1e-4),
        ),
        part(
            "flat ground", 1, ("crosses",),
            arrows_case("all slopes zero", [0, 0], [1, 1]),
            arrows_case("nearly flat", [1e-9, 1e-9], [1, 1]),
            Case("3 dials", lambda rng: (np.zeros(3), halves(rng, 3))),
            tilted_case("4 dials, not flat", 4, 1.0, halves),
        ),
    ),
    misconceptions=CROSSES,
    todo="Find how much the ground rises along the direction, and say whether that is nothing.",
)  # fmt: skip

ASSIGNMENT = Assignment(
    "gradients",
    (
        Prediction("predict_y_hat", 1, "Put your guess after `return`."),
        NUMERICAL,
        DOWNHILL,
        LONGEST,
        RIGHT_ANGLE,
        SelfMarked("flat_places", 4),
    ),
)
check = Check(ASSIGNMENT)

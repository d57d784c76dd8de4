"""The slope of a polynomial, by the rules.

`coefficients` is a list of n numbers, the one for power 0 first; x and the slope are numbers.
"""

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.derivatives.curves import spot
from course.checks.inputs import ArrayDraw, halves, normal


def polynomial_slope(coefficients: list[float], x: float) -> float:
    """The slope at x of the sum of coefficients[k] * x**k."""
    return sum(k * coefficients[k] * x ** (k - 1) for k in range(1, len(coefficients)))


HUGE = 1e18  # next to it, numbers below a hundred are rounded away


def powers_case(name: str, n: int, draw: ArrayDraw = halves) -> Case:
    return Case(name, lambda rng: (draw(rng, n).tolist(), spot(rng)))


def _value(coefficients, x):
    return sum(c * x**k for k, c in enumerate(coefficients))


def _from_power_zero(coefficients, x):
    """At x = 0 this asks for zero to the power of -1, and Python stops."""
    return sum(k * c * x ** (k - 1) for k, c in enumerate(coefficients))


def _after_the_cut(coefficients, x):
    return _from_power_zero(coefficients[1:], x)


def _only_the_last(coefficients, x):
    total = 0.0
    for k in range(1, len(coefficients)):
        total = k * coefficients[k] * x ** (k - 1)
    return total


def _returned_too_soon(coefficients, x):
    for k in range(1, len(coefficients)):
        return k * coefficients[k] * x ** (k - 1)


def _taken_apart(coefficients, x):
    coefficients.pop(0)
    return sum((k + 1) * c * x**k for k, c in enumerate(coefficients))


MISCONCEPTIONS = (
    Misconception(
        "value for slope",
        _value,
        "That is how high the curve is at x. First apply the rule for powers to each piece, then "
        "add.",
    ),
    Misconception(
        "power not brought down",
        lambda coefficients, x: sum(c * x ** (k - 1) for k, c in enumerate(coefficients) if k > 0),
        "Each power is lowered by one, and what it was is lost. It comes down in front, to "
        "multiply: the square of x becomes 2 times x.",
    ),
    Misconception(
        "power not lowered",
        lambda coefficients, x: sum(k * c * x**k for k, c in enumerate(coefficients)),
        "The power came down in front, and the power itself is still as it was. Lower it by one.",
    ),
    Misconception(
        "constant kept",
        lambda coefficients, x: coefficients[0] + polynomial_slope(coefficients, x),
        "The number for power 0 is still in the sum. It lifts the whole curve and makes nothing "
        "steeper.",
    ),
    Misconception(
        "read from the other end",
        lambda coefficients, x: polynomial_slope(coefficients[::-1], x),
        "You read the list from its end. In school the highest power is often written first; this "
        "list starts with power 0.",
    ),
    Misconception(
        "starts with power 1",
        lambda coefficients, x: sum((k + 1) * c * x**k for k, c in enumerate(coefficients)),
        "Every number was taken for one power too high. The first in the list belongs to power 0, "
        "which is Python's own way of counting.",
    ),
    Misconception(
        "counted after the cut",
        _after_the_cut,
        "Every number was taken for one power too low. Once you cut the first one off, counting "
        "from 0 no longer gives the power.",
    ),
    Misconception(
        "only the last piece",
        _only_the_last,
        "Only the last piece is left. Each round of the loop writes over what the one before had "
        "found. The slopes of a sum add up, so add them up.",
    ),
    Misconception(
        "returned too soon",
        _returned_too_soon,
        "Only the first piece is there: `return` stands inside the loop and ends it in the first "
        "round. Move it to the left.",
    ),
    Misconception(
        "last power missed",
        lambda coefficients, x: polynomial_slope(coefficients[:-1], x),
        "The highest power is missing. `range` stops before the number you give it, so there is no "
        "need to take one off.",
    ),
    Misconception(
        "the list and not its value",
        lambda coefficients, x: [k * c for k, c in enumerate(coefficients)][1:],
        "Those are the numbers in front of the powers of the slope, and they are right. Now "
        "put x in, and add up: the slope at x is one number.",
    ),
    Misconception(
        "pieces not added up",
        lambda coefficients, x: [k * c * x ** (k - 1) for k, c in enumerate(coefficients) if k > 0],
        "The slope of every piece is right, and you return them one by one. The slopes of a sum "
        "add up, and what comes out is one number.",
    ),
    Misconception(
        "list taken apart",
        _taken_apart,
        "`pop` takes the number out of the list itself, which belongs to the caller. You can "
        "leave it there and begin at the second.",
    ),
)

POLYNOMIAL_SLOPE = Answer(
    name="polynomial_slope",
    inputs=("coefficients", "x"),
    outputs=("slope",),
    reference=polynomial_slope,
    parts=(
        Part(
            "powers",
            points=2,
            outputs=("slope",),
            cases=(
                Case("5 x**2 + 7", lambda rng: ([7, 0, 5], 2.0)),
                Case("a cube and more", lambda rng: ([1, 3, 0, 2], 2.0)),
                powers_case("3 numbers", 3),
                powers_case("4 numbers", 4),
                powers_case("6 numbers", 6, normal),
                Case("the same numbers twice", lambda rng: ([2, 5, 2, 5], 2.0)),
            ),
        ),
        Part(
            "flat and at zero",
            points=1,
            outputs=("slope",),
            cases=(
                Case("a constant alone", lambda rng: ([7], 2.0)),
                Case("5 x**2 + 3 x + 7 at zero", lambda rng: ([7, 3, 5], 0.0)),
                Case("5 numbers at zero", lambda rng: (halves(rng, 5).tolist(), 0.0)),
            ),
        ),
        Part(
            "a huge constant",
            points=1,
            outputs=("slope",),
            cases=(
                Case("eighteen zeros", lambda rng: ([HUGE, 3, 2], 2.0)),
                Case("and 3 more", lambda rng: ([HUGE, *halves(rng, 3).tolist()], spot(rng))),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Apply the rule for powers to each piece, and add up what comes out.",
)

"""Slips in the line that touches a curve, and in the slope of a polynomial by the rules."""

from course.checks.answers import Misconception

TANGENT = (
    Misconception(
        "height where it touches",
        lambda f, slope, x: (slope(x), f(x)),
        "The second number is how high the line is at x, where it touches. What was asked for is "
        "its height at zero. Walk back along the line from x to 0.",
    ),
    Misconception(
        "height of the curve",
        lambda f, slope, x: (slope(x), f(0.0)),
        "The second number is how high the curve is at zero. The line left the curve at x and went "
        "straight on, so at zero it is somewhere else.",
    ),
    Misconception(
        "slope at zero",
        lambda f, slope, x: (slope(0.0), f(x) - slope(0.0) * x),
        "You took the slope at zero. The line touches the curve at x, so that is where the two "
        "are equally steep.",
    ),
    Misconception(
        "walked the wrong way",
        lambda f, slope, x: (slope(x), f(x) + slope(x) * x),
        "Your height belongs to the place twice as far out. From x to zero you walk back, so what "
        "the line would gain going forward, it loses.",
    ),
    Misconception(
        "curve forgotten",
        lambda f, slope, x: (slope(x), -slope(x) * x),
        "The way back from x to zero is right, but it starts at height 0. It starts on the curve.",
    ),
    Misconception(
        "slope times x",
        lambda f, slope, x: (slope(x), slope(x) * x),
        "Slope times x is how far the line rises between 0 and x. That is a difference in height "
        "and not yet a height: start from the one you know, and go down from there.",
    ),
    Misconception(
        "subtracted the wrong way round",
        lambda f, slope, x: (slope(x), slope(x) * x - f(x)),
        "The height has the right size and the wrong sign. Start from the height at x, and take "
        "away what the line gains on its way there.",
    ),
    Misconception(
        "swapped",
        lambda f, slope, x: (f(x) - slope(x) * x, slope(x)),
        "Both numbers are right, and they have changed places. The slope comes first.",
    ),
    Misconception(
        "height for slope",
        lambda f, slope, x: (f(x), f(x) - f(x) * x),
        "f tells how high the curve is, not how steep. There is a second function, and it was "
        "given to you for this.",
    ),
    Misconception(
        "the function itself",
        lambda f, slope, x: (slope, f(x) - slope(x) * x),
        "`slope` is a function: the slope at every place. The line needs one number of it. Ask it "
        "about x, with brackets.",
    ),
    Misconception(
        "where it crosses",
        lambda f, slope, x: (slope(x), x - f(x) / slope(x)),
        "The second number is the x at which the line comes down to height zero. The question is "
        "the other one: how high is it when x is zero?",
    ),
)


def _value(coefficients, x):
    return sum(c * x**k for k, c in enumerate(coefficients))


def _by_rules(coefficients, x):
    return sum(k * c * x ** (k - 1) for k, c in enumerate(coefficients) if k > 0)


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


def _nudged(coefficients, x, h=1e-5):
    return (_value(coefficients, x + h) - _value(coefficients, x - h)) / (2 * h)


POLYNOMIAL_SLOPE = (
    Misconception(
        "value for slope",
        _value,
        "That is how high the curve is at x. Each piece still has to go through the rule for "
        "powers before you add it.",
    ),
    Misconception(
        "power not brought down",
        lambda coefficients, x: sum(c * x ** (k - 1) for k, c in enumerate(coefficients) if k > 0),
        "Each power is lowered by one, and what it was has got lost. It comes down in front, to "
        "multiply: the square of x becomes 2 times x.",
    ),
    Misconception(
        "power not lowered",
        lambda coefficients, x: sum(k * c * x**k for k, c in enumerate(coefficients)),
        "The power came down in front, and it still stands up there as it was. Lower it by one.",
    ),
    Misconception(
        "constant kept",
        lambda coefficients, x: coefficients[0] + _by_rules(coefficients, x),
        "The number for power 0 is still in the sum. It lifts the whole curve and makes nothing "
        "steeper.",
    ),
    Misconception(
        "read from the other end",
        lambda coefficients, x: _by_rules(coefficients[::-1], x),
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
        "Only the last piece is left. Each turn of the loop writes over what the one before had "
        "found. Slopes of a sum add up, so add them up.",
    ),
    Misconception(
        "returned too soon",
        _returned_too_soon,
        "Only the first piece is there: `return` stands inside the loop and ends it in the first "
        "round. Move it to the left.",
    ),
    Misconception(
        "last power missed",
        lambda coefficients, x: _by_rules(coefficients[:-1], x),
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
        "The slope of every piece is right, and each still stands alone. The slopes of a sum add "
        "up, and what comes out is one number.",
    ),
    Misconception(
        "zero below zero",
        _from_power_zero,
        "Only x = 0 goes wrong. For power 0 you lower the power to -1, and zero to the power of -1 "
        "is one divided by zero. The constant adds nothing to the slope: begin after it.",
    ),
    Misconception(
        "list taken apart",
        _taken_apart,
        "`pop` takes the number out of the list itself, and whoever gave you that list has lost "
        "it. You can leave it there and begin at the second.",
    ),
    Misconception(
        "nudged",
        _nudged,
        "You found it by nudging. Mostly that is close, but a huge constant swallows the nudge: a "
        "computer keeps about sixteen digits. The rules lose nothing.",
    ),
)

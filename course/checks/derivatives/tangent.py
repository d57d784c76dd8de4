"""The straight line that touches a curve: its slope, and its height at zero.

`f` and `slope` take a number and return one.
"""

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.derivatives.curves import curve, drawn_curve, loss_of_b2, spot
from course.checks.inputs import Curve, normal, told


def tangent(f: Curve, slope: Curve, x: float) -> tuple[float, float]:
    """The slope of the line that touches f at x, and its height at zero."""
    return slope(x), f(x) - slope(x) * x


@told("x**2")
def square(x: float) -> float:
    return x**2


@told("2 * x")
def slope_of_square(x: float) -> float:
    return 2 * x


@told("2 * (x - 3)")
def slope_of_loss(x: float) -> float:
    return 2 * (x - 3)


CASES = (
    Case("the square at 3", lambda rng: (square, slope_of_square, 3.0)),
    Case("the loss and the last bias", lambda rng: (loss_of_b2, slope_of_loss, 1.0)),
    Case("a curve", lambda rng: (*drawn_curve(rng), spot(rng))),
    Case("a curve at zero", lambda rng: (*drawn_curve(rng), 0.0)),
    Case("where a curve is flat", lambda rng: (*curve(1.0, -3.0, 4.0), 1.0)),
    Case("another curve", lambda rng: (*drawn_curve(rng, normal), spot(rng))),
)

MISCONCEPTIONS = (
    Misconception(
        "height where it touches",
        lambda f, slope, x: (slope(x), f(x)),
        "The second number is how high the line is at x, where it touches. What was asked for is "
        "its height at zero. Go back along the line from x to 0.",
    ),
    Misconception(
        "height of the curve",
        lambda f, slope, x: (slope(x), f(0.0)),
        "The second number is how high the curve is at zero. The line touches the curve at x and "
        "goes straight on, so at zero it is somewhere else.",
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
        "Your height is the one at twice x. From x to zero you go back, so the line loses what it "
        "would gain going forward.",
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
        "f tells how high the curve is, not how steep. There is a second function, and it is "
        "there for this.",
    ),
    Misconception(
        "where it crosses",
        lambda f, slope, x: (slope(x), x - f(x) / slope(x)),
        "The second number is the x at which the line comes down to height zero. The question is "
        "the other one: how high is it when x is zero?",
    ),
)

TANGENT = Answer(
    name="tangent",
    inputs=("f", "slope", "x"),
    outputs=("line_slope", "height_at_zero"),
    reference=tangent,
    parts=(
        Part("slope", points=2, outputs=("line_slope",), cases=CASES),
        Part("height at zero", points=2, outputs=("height_at_zero",), cases=CASES),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Find how steep and how high the curve is at x, and go back to zero along the line.",
)

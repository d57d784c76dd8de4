"""The assignment on slopes: what is right, which mistakes are known, what they are worth.

`f` takes a number and returns one, or takes an array of dials of shape (n,) and returns a number.
"""

import numpy as np

from course.checks.answers import Answer, Assignment, Case, Part, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.inputs import bent_function, halves, normal, told, whole
from course.checks.show import number
from course.checks.slips.derivatives import CENTRAL_DIFFERENCE, PARTIAL
from course.checks.slips.derivatives_2 import POLYNOMIAL_SLOPE, TANGENT
from reference_impl import example


@told("x**3")
def cube(x):
    return x**3


@told("x**2")
def square(x):
    return x**2


@told("2 * x")
def slope_of_square(x):
    return 2 * x


@told("exp(x)")
def exponential(x):
    return np.exp(x)


@told("maximum(x, 0)")
def relu(x):
    return np.maximum(x, 0.0)


@told("(x - 3)**2, the first bottle's loss as b2 moves")
def loss_of_b2(x):
    rest = float((example.by_hand["a1"] @ example.W2 - example.y).item())  # -3
    return (x + rest) ** 2


@told("2 * (x - 3)")
def slope_of_loss(x):
    return 2 * (x - 3)


def signed(value):
    """A number to be added, as it stands in a formula."""
    return f"{'-' if value < 0 else '+'} {number(abs(value))}"


def curve(a, b, c):
    """A cubic, steeper and steeper, and the function that is its slope."""

    @told(f"{number(a)} * x**3 {signed(b)} * x {signed(c)}")
    def f(x):
        return a * x**3 + b * x + c

    @told(f"{number(3 * a)} * x**2 {signed(b)}")
    def slope(x):
        return 3 * a * x**2 + b

    return f, slope


def drawn_curve(rng, draw=halves):
    """A curve that has no flat place, so that no rounding grows next to a slope of zero."""
    a, b, c = draw(rng, 3)
    return curve(float(a), float(np.copysign(b, a)), float(c))


def spot(rng):
    """A number between -2.5 and 2.5, a multiple of a half and not zero."""
    return float(rng.choice([-2.5, -2.0, -1.5, -1.0, 1.0, 1.5, 2.0, 2.5]))


def central_difference(f, x, h):
    """The slope of f at x, by a step of h to each side."""
    return (f(x + h) - f(x - h)) / (2 * h)


CENTRAL = Answer(
    name="central_difference",
    inputs=("f", "x", "h"),
    outputs=("slope",),
    reference=central_difference,
    parts=(
        Part(
            "a large step",
            points=2,
            outputs=("slope",),
            cases=(
                Case("the cube at 2", lambda rng: (cube, 2.0, 1.0)),
                Case("the loss and the last bias", lambda rng: (loss_of_b2, 1.0, 0.5)),
                Case("ReLU at its corner", lambda rng: (relu, 0.0, 0.5)),
                Case("a curve", lambda rng: (drawn_curve(rng)[0], spot(rng), 0.25)),
            ),
        ),
        Part(
            "a small step",
            points=1,
            outputs=("slope",),
            cases=(
                Case("the cube at 2", lambda rng: (cube, 2.0, 1e-5)),
                Case("exp", lambda rng: (exponential, spot(rng), 1e-5)),
                Case("a curve", lambda rng: (drawn_curve(rng)[0], spot(rng), 1e-5)),
            ),
        ),
    ),
    misconceptions=CENTRAL_DIFFERENCE,
    todo="Step h up and h down, and divide how far f rose by how far you walked.",
)


def partial(f, x, place, h):
    """The slope of f along the dial at `place`, by a step of h to each side."""
    nudge = np.zeros(x.shape)
    nudge[place] = h
    return (f(x + nudge) - f(x - nudge)) / (2 * h)


@told("x[0]**2 * x[1]")
def square_times(x):
    x = whole(x, (2,))
    return float(x[0] ** 2 * x[1])


@told("(4 * x[0] + 0 * x[1] + 1 - 5)**2, the first bottle's loss as W2 moves")
def loss_of_W2(x):
    x = whole(x, (2,))
    return float((4 * x[0] + 0 * x[1] + 1 - 5) ** 2)


def dials_case(name, n, at, h, draw=halves):
    return Case(name, lambda rng: (bent_function(rng, n), draw(rng, n), at, h))


def whole_numbers(rng, n):
    """Different whole numbers, in an array that holds nothing else."""
    return rng.permutation(np.arange(1, n + 1))


W2 = example.W2.ravel()  # (2,)
PARTLY = Answer(
    name="partial",
    inputs=("f", "x", "place", "h"),
    outputs=("slope",),
    reference=partial,
    parts=(
        Part(
            "two dials",
            points=2,
            outputs=("slope",),
            cases=(
                Case("the first", lambda rng: (square_times, np.array([3.0, 4.0]), 0, 0.5)),
                Case("the second", lambda rng: (square_times, np.array([3.0, 4.0]), 1, 0.25)),
                Case("the weight of the awake neuron", lambda rng: (loss_of_W2, W2, 0, 0.5)),
                Case("the weight of the sleeping one", lambda rng: (loss_of_W2, W2, 1, 0.5)),
            ),
        ),
        Part(
            "many dials",
            points=1,
            outputs=("slope",),
            cases=(
                dials_case("the third of 3", 3, 2, 0.5),
                dials_case("the second of 4", 4, 1, 0.25),
                dials_case("the first of 5", 5, 0, 1.0),
                dials_case("the sixth of 7", 7, 5, 0.001, normal),
            ),
        ),
        Part(
            "whole numbers",
            points=1,
            outputs=("slope",),
            cases=(
                Case("the first of 2", lambda rng: (square_times, np.array([3, 4]), 0, 0.5)),
                Case("the second of 2", lambda rng: (square_times, np.array([3, 4]), 1, 0.5)),
                dials_case("the third of 4", 4, 2, 0.25, whole_numbers),
            ),
        ),
    ),
    misconceptions=PARTIAL,
    todo="Step up and down as before, with the one dial at `place`, in copies of x.",
    builds_on=("central_difference",),
)


def tangent(f, slope, x):
    """The slope of the line that touches f at x, and its height at zero."""
    return slope(x), f(x) - slope(x) * x


TANGENT_CASES = (
    Case("the square at 3", lambda rng: (square, slope_of_square, 3.0)),
    Case("the loss and the last bias", lambda rng: (loss_of_b2, slope_of_loss, 1.0)),
    Case("a curve", lambda rng: (*drawn_curve(rng), spot(rng))),
    Case("a curve at zero", lambda rng: (*drawn_curve(rng), 0.0)),
    Case("another curve", lambda rng: (*drawn_curve(rng, normal), spot(rng))),
)
LINE = Answer(
    name="tangent",
    inputs=("f", "slope", "x"),
    outputs=("line_slope", "height_at_zero"),
    reference=tangent,
    parts=(
        Part("slope", 2, ("line_slope",), TANGENT_CASES),
        Part("height at zero", 2, ("height_at_zero",), TANGENT_CASES),
    ),
    misconceptions=TANGENT,
    todo="Ask how steep and how high the curve is at x, and walk back to zero along the line.",
)


def polynomial_slope(coefficients, x):
    """The slope at x of the sum of coefficients[k] * x**k."""
    return sum(k * coefficients[k] * x ** (k - 1) for k in range(1, len(coefficients)))


def powers_case(name, n, draw=halves):
    return Case(name, lambda rng: (draw(rng, n).tolist(), spot(rng)))


HUGE = 1e18  # next to it, numbers below a hundred are rounded away
POLYNOMIAL = Answer(
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
    misconceptions=POLYNOMIAL_SLOPE,
    todo="Send each piece through the rule for powers, and add up what comes out.",
)

ASSIGNMENT = Assignment(
    "derivatives",
    (
        Prediction("predict_loss", 1, "Put your guess after `return`."),
        CENTRAL,
        PARTLY,
        LINE,
        POLYNOMIAL,
        SelfMarked("nudges_in_words", 4),
    ),
)
check = Check(ASSIGNMENT)

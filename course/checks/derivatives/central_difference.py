"""The slope of a function at a number, by a step to each side.

`f` takes a number and returns one.
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.derivatives.curves import drawn_curve, loss_of_b2, spot
from course.checks.inputs import Curve, told


def central_difference(f: Curve, x: float, h: float) -> float:
    """The slope of f at x, by a step of h to each side."""
    return (f(x + h) - f(x - h)) / (2 * h)


@told("x**3")
def cube(x: float) -> float:
    return x**3


@told("exp(x)")
def exponential(x: float) -> float:
    return np.exp(x)


@told("maximum(x, 0)")
def relu(x: float) -> float:
    return np.maximum(x, 0.0)


H = 1e-5  # what a learner writes who takes no notice of the h that is given

MISCONCEPTIONS = (
    Misconception(
        "half the way",
        lambda f, x, h: (f(x + h) - f(x - h)) / h,
        "Your slope is twice too large. From x - h up to x + h is further than h.",
    ),
    Misconception(
        "one side only",
        lambda f, x, h: (f(x + h) - f(x)) / h,
        "You compare a step up with x itself. The curve bends away on that side, so the slope is "
        "a little off. Step down by the same amount, too, and compare the two ends.",
    ),
    Misconception(
        "the other side only",
        lambda f, x, h: (f(x) - f(x - h)) / h,
        "You compare x itself with a step down, and there is no step up. Wherever the curve "
        "bends, that slope is a little off. Compare the two ends, one step up and one step down.",
    ),
    Misconception(
        "one step for two",
        lambda f, x, h: (f(x + h) - f(x)) / (2 * h),
        "You divide by the length of two steps and take only one. What you subtract is f at x "
        "itself; it should be f one step below.",
    ),
    Misconception(
        "divided by 2 times h",
        lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h,
        "Python reads `/ 2 * h` from the left: divided by 2, and then multiplied by h. What you "
        "divide by needs brackets of its own.",
    ),
    Misconception(
        "brackets missing on top",
        lambda f, x, h: f(x + h) - f(x - h) / (2 * h),
        "Python divides before it subtracts, so only the second f was divided. The rise needs "
        "brackets round it.",
    ),
    Misconception(
        "no brackets at all",
        lambda f, x, h: f(x + h) - f(x - h) / 2 * h,
        "You wrote the fraction as one says it, and Python reads it in its own order: it divides "
        "and multiplies first, and subtracts last. What is above the line needs brackets, and "
        "what is below it needs brackets, too.",
    ),
    Misconception(
        "turned round",
        lambda f, x, h: (f(x - h) - f(x + h)) / (2 * h),
        "The sign is turned round. If f is higher after the step up, the slope is positive.",
    ),
    Misconception(
        "a step of its own",
        lambda f, x, h: (f(x + H) - f(x - H)) / (2 * H),
        "You take a step of a hundred-thousandth, whatever step is asked for. It is a good "
        "choice, but the caller makes it: h is given to your function.",
    ),
    Misconception(
        "h squared",
        lambda f, x, h: (f(x + h) - f(x - h)) / h**2,
        "You divide by h times h. The distance from one end to the other is h plus h.",
    ),
    Misconception(
        "rise without run",
        lambda f, x, h: f(x + h) - f(x - h),
        "That is how far f rises from one end to the other. A slope is how far it rises for each "
        "1 that x moves, so divide by the distance.",
    ),
    Misconception(
        "height nudged",
        lambda f, x, h: ((f(x) + h) - (f(x) - h)) / (2 * h),
        "Your slope is 1, whatever f does. You add h to what comes out of f. Nudge what goes in, "
        "and let f answer.",
    ),
    Misconception(
        "the bend",
        lambda f, x, h: (f(x + h) - 2 * f(x) + f(x - h)) / h**2,
        "That formula has a similar name and another purpose: it tells how fast the slope itself "
        "changes. For the slope, f at the place in the middle is not needed at all.",
    ),
)

CENTRAL_DIFFERENCE = Answer(
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
                Case("another curve", lambda rng: (drawn_curve(rng)[0], spot(rng), 0.5)),
                Case("the cube at 1.5", lambda rng: (cube, 1.5, 0.5)),
                Case("exp and a long step", lambda rng: (exponential, spot(rng), 0.5)),
                Case("the loss where it is lowest", lambda rng: (loss_of_b2, 3.0, 0.5)),
                Case("the cube at a whole number", lambda rng: (cube, 2, 0.5)),
                Case("a curve and a long step", lambda rng: (drawn_curve(rng)[0], spot(rng), 2.0)),
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
    misconceptions=MISCONCEPTIONS,
    todo="Step h up and h down, and divide how far f rose by the distance.",
)

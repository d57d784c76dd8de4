"""The gradient of any function by nudging one entry of x at a time, of whole numbers too.

Shapes: x any, the gradient the same.
"""

from dataclasses import replace

import numpy as np

from course.checks import nudging
from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.gradients import landscapes as land
from course.checks.inputs import bent_function, normal
from course.checks.nudging import TODO, H, central_slope, gradient_case, numerical_gradient


def whole_numbers(rng: np.random.Generator, n: int) -> np.ndarray:
    """Different whole numbers, in an array that holds nothing else."""
    return rng.permutation(np.arange(1, n + 1))


def _on_floats(misconception):
    """The same misconception in someone who has thought of whole numbers."""

    def wrong(f, x):
        return misconception.wrong(f, x if x.dtype == float else x.astype(float))

    return replace(misconception, wrong=wrong)


def _into(found, f, x):
    for index in np.ndindex(x.shape):
        found[index] = central_slope(f, x, index)
    return found


def _cut_nudge(f, x):
    x = x.copy()
    found = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] = up[index] + H
        down[index] = down[index] - H
        found[index] = (f(up) - f(down)) / (2 * H)
    return found


def _first_slope_only(f, x):
    x, found = x.astype(float), np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        found[index] = central_slope(f, x, index)
        return found


def _always_the_first(f, x):
    x = x.astype(float)
    return np.full(x.shape, central_slope(f, x, (0,) * x.ndim))


def _set_to_h(f, x):
    x, found = x.astype(float), np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index], down[index] = H, -H
        found[index] = (f(up) - f(down)) / (2 * H)
    return found


MISCONCEPTIONS = (
    *map(_on_floats, nudging.MISCONCEPTIONS),
    Misconception(
        "nudge cut off",
        _cut_nudge,
        "An array of whole numbers has no room for a hundred-thousandth: it keeps what is before "
        "the point and drops the rest. Make your copies arrays of floats.",
    ),
    Misconception(
        "slopes cut off",
        lambda f, x: _into(np.zeros_like(x), f, x.astype(float)),
        "Your nudges are right, and the slopes lose what comes after the point. `zeros_like` "
        "makes an array of the same kind as x, and this x holds only whole numbers.",
    ),
    Misconception(
        "return inside the loop",
        _first_slope_only,
        "The first slope is right and the others are still 0. A `return` inside the loop ends the "
        "function in the first round; look at how far yours is indented.",
    ),
    Misconception(
        "always the first entry",
        _always_the_first,
        "Every place holds the same slope, that of the first entry. Inside the loop the place "
        "changes from round to round, and it also says which entry to nudge.",
    ),
    Misconception(
        "set to h",
        _set_to_h,
        "The entry was set to h, and then to minus h. A nudge starts from the entry's own value, "
        "and moves it by h.",
    ),
)

NUMERICAL_GRADIENT = Answer(
    name="numerical_gradient",
    inputs=("f", "x"),
    outputs=("gradient",),
    reference=numerical_gradient,
    parts=(
        Part(
            "any shape",
            points=1,
            outputs=("gradient",),
            cases=(
                Case(
                    "the square of 3 and of -1", lambda rng: (land.squares, np.array([3.0, -1.0]))
                ),
                Case("the two weights of the map", lambda rng: (land.map_loss, land.HERE)),
                gradient_case("3 numbers", 3),
                gradient_case("3 rows of 3", 3, 3),
                gradient_case("3 rows of 4", 3, 4),
                gradient_case("2 blocks of 3 rows of 4", 2, 3, 4, draw=normal),
            ),
            twins=False,
        ),
        Part(
            "whole numbers",
            points=1,
            outputs=("gradient",),
            cases=(
                Case("3 and -1", lambda rng: (land.quarter_squares, np.array([3, -1]))),
                Case("1 to 4", lambda rng: (bent_function(rng, 4), whole_numbers(rng, 4))),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo=TODO,
)

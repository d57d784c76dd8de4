"""Slips in finding every slope, in arrays of whole numbers too, and in reading a map.

Shapes: in NUMERICAL_GRADIENT x any and the gradient the same; in CROSSES both arrays (d,).
"""

from dataclasses import replace

import numpy as np

from course.checks.answers import Misconception
from course.checks.slips import gradients

H = gradients.H


def _on_floats(slip):
    """The same slip made by someone who has thought of whole numbers."""

    def wrong(f, x):
        return slip.wrong(f, x if x.dtype == float else x.astype(float))

    return replace(slip, wrong=wrong)


def _nudged(x, index, h):
    """In an array of whole numbers what is behind the point is cut off."""
    x = x.copy()
    x[index] += h
    return x


def _central(f, x, index):
    return (f(_nudged(x, index, H)) - f(_nudged(x, index, -H))) / (2 * H)


def _into(found, f, x):
    for index in np.ndindex(x.shape):
        found[index] = _central(f, x, index)
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
        found[index] = _central(f, x, index)
        return found


def _set_to_h(f, x):
    x, found = x.astype(float), np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index], down[index] = H, -H
        found[index] = (f(up) - f(down)) / (2 * H)
    return found


NUMERICAL_GRADIENT = (
    *map(_on_floats, gradients.NUMERICAL_GRADIENT),
    Misconception(
        "nudge cut off",
        _cut_nudge,
        "An array of whole numbers has no room for a hundred-thousandth: it keeps what stands "
        "before the point and drops the rest. Make your copies arrays of floats.",
    ),
    Misconception(
        "slopes cut off",
        lambda f, x: _into(np.zeros_like(x), f, x.astype(float)),
        "Your nudges are right, and the slopes lose what stands behind the point. `zeros_like` "
        "makes an array of the same kind as x, and this x holds whole numbers alone.",
    ),
    Misconception(
        "return inside the loop",
        _first_slope_only,
        "The first slope is right and the others are still 0. A `return` inside the loop ends "
        "the function on the first trip round; look at how far yours is indented.",
    ),
    Misconception(
        "set to h",
        _set_to_h,
        "The entry was set to h, and then to minus h. A nudge starts from where the entry "
        "stands, and moves it by h.",
    ),
)


def _rise(gradient, direction):
    return (gradient * direction).sum()


def _lengths(gradient, direction):
    return np.linalg.norm(gradient) * np.linalg.norm(direction)


def _right(gradient, direction):
    return abs(_rise(gradient, direction)) <= 1e-6 * _lengths(gradient, direction)


CROSSES = (
    Misconception(
        "no room for rounding",
        lambda gradient, direction: _rise(gradient, direction) == 0,
        "You ask for a sum of exactly 0. Slopes found by nudging are never that exact. A sum "
        "that is at most a millionth of the one length times the other counts as none.",
    ),
    Misconception(
        "the same room for all",
        lambda gradient, direction: abs(_rise(gradient, direction)) <= 1e-6,
        "A millionth by itself is neither much nor little. A very short step rises by very "
        "little whichever way it goes. Measure the sum by the lengths of the two arrows.",
    ),
    Misconception(
        "length of the step left out",
        lambda g, d: abs(_rise(g, d)) <= 1e-6 * np.linalg.norm(g),
        "You measure the rise by the gradient's length alone. A very short step rises by very "
        "little whichever way it goes, so its own length has to come in.",
    ),
    Misconception(
        "length of the gradient left out",
        lambda g, d: abs(_rise(g, d)) <= 1e-6 * np.linalg.norm(d),
        "You measure the rise by the length of the step alone. Where the ground is gentle every "
        "step rises by little, so the gradient's length has to come in.",
    ),
    Misconception(
        "falling counts as level",
        lambda g, d: _rise(g, d) <= 1e-6 * _lengths(g, d),
        "A step that goes down passes for level with you: its sum is below zero, and so below "
        "any limit. Compare the size, without the sign.",
    ),
    Misconception(
        "flat ground left out",
        lambda g, d: abs(_rise(g, d)) < 1e-6 * _lengths(g, d),
        "On flat ground every slope is zero, and then so is the sum and so is the limit. You "
        "divide one zero by the other, or ask which is smaller, and get False. A gradient of "
        "zeros has no part along anything.",
    ),
    Misconception(
        "turned round",
        lambda g, d: not _right(g, d),
        "True and False have changed places. No part along the direction is the case that "
        "should give True.",
    ),
    Misconception(
        "rise returned",
        _rise,
        "That is how much the ground rises along the step, a number. The question was whether "
        "it is as good as none, and takes True or False for an answer.",
    ),
    Misconception(
        "products not added up",
        lambda g, d: g * d == 0,
        "You ask about each dial by itself, and get an answer for each. One dial may take up "
        "what another takes down, so add up what they bring first, and ask once.",
    ),
    Misconception(
        "every product zero",
        lambda g, d: bool((g * d == 0).all()),
        "You want each product to be zero by itself. Along a contour line the dials make up for "
        "each other all the time. What counts is the sum.",
    ),
    Misconception(
        "one product is enough",
        lambda g, d: bool((g * d == 0).any()),
        "One product that is zero says that one dial brings nothing. The others may bring a "
        "lot. What counts is the sum of them all.",
    ),
    Misconception(
        "two dials only",
        lambda g, d: abs(g[0] * d[0] + g[1] * d[1]) <= 1e-6 * _lengths(g, d),
        "You wrote it for two dials, and there are more. Every dial brings its slope times how "
        "far it moves.",
    ),
    Misconception(
        "crosswise",
        lambda g, d: abs(g[0] * d[1] + g[1] * d[0]) <= 1e-6 * _lengths(g, d),
        "You multiplied crosswise, the slope of one dial with the move of the other. A dial's "
        "slope says what its own move brings.",
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
        "gave -1. That divides by a dial that may not move at all, and knows two dials only. "
        "Ask how much the ground rises along the step.",
    ),
)

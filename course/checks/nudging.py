"""The gradient of any function by nudging: what is right, what to try it on, the known mistakes.

The assignment on gradients asks for `numerical_gradient`.
Shapes: x any, the gradient the same. `f` takes an array of x's shape and returns a number.
"""

import numpy as np

from course.checks.answers import Case, Misconception
from course.checks.bent import ToNumber
from course.checks.inputs import ArrayDraw, bent_function, halves
from reference_impl import gradcheck

H = 1e-5
TODO = "Nudge one entry of x up and down by h, see how far f moves, and do so for each entry."


def numerical_gradient(f: ToNumber, x: np.ndarray) -> np.ndarray:
    """The gradient of f at x by central differences with h = 1e-5."""
    return gradcheck.central_difference(lambda params: f(params["x"]), {"x": x})["x"]


def gradient_case(name: str, *shape: int, draw: ArrayDraw = halves) -> Case:
    return Case(name, lambda rng: (bent_function(rng, *shape), draw(rng, *shape)))


def _nudged(x, index, h):
    """In an array of whole numbers what is behind the point is cut off."""
    x = x.copy()
    x[index] += h
    return x


def central_slope(f: ToNumber, x: np.ndarray, index: tuple[int, ...]) -> float:
    """The slope of f along the entry of x at `index`."""
    return (f(_nudged(x, index, H)) - f(_nudged(x, index, -H))) / (2 * H)


def _entry_by_entry(slope):
    """A `numerical_gradient` that works out each entry by `slope(f, x, index)`, x a copy."""

    def gradient(f, x):
        x = x.copy()
        found = np.zeros(x.shape)
        for index in np.ndindex(x.shape):
            found[index] = slope(f, x, index)
        return found

    return gradient


def _not_restored(f, x):
    found = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += H
        up = f(x)
        x[index] -= 2 * H
        found[index] = (up - f(x)) / (2 * H)
    return found


def _piling_up(f, x):
    return _not_restored(f, x.copy())


def _row_at_once(f, x):
    found = np.zeros(x.shape)
    for i in range(len(x)):
        found[i] = (f(_nudged(x, i, H)) - f(_nudged(x, i, -H))) / (2 * H)
    return found


MISCONCEPTIONS = (
    Misconception(
        "half the way",
        _entry_by_entry(lambda f, x, i: (f(_nudged(x, i, H)) - f(_nudged(x, i, -H))) / H),
        "Every slope is twice too large. From x - h up to x + h is further than h.",
    ),
    Misconception(
        "one side only",
        _entry_by_entry(lambda f, x, i: (f(_nudged(x, i, H)) - f(x)) / H),
        "You compare a nudge up with x itself. Wherever the function bends, that is a little off; "
        "with a nudge up and a nudge down the two errors cancel.",
    ),
    Misconception(
        "turned round",
        _entry_by_entry(lambda f, x, i: (f(_nudged(x, i, -H)) - f(_nudged(x, i, H))) / (2 * H)),
        "Every sign is turned round. If f is larger after the nudge up, the slope is positive.",
    ),
    Misconception(
        "divided by 2, times h",
        _entry_by_entry(lambda f, x, i: (f(_nudged(x, i, H)) - f(_nudged(x, i, -H))) / 2 * H),
        "Python reads `/ 2 * h` from the left: divided by 2 and then multiplied by h. What you "
        "divide by needs brackets of its own.",
    ),
    Misconception(
        "brackets missing on top",
        _entry_by_entry(lambda f, x, i: f(_nudged(x, i, H)) - f(_nudged(x, i, -H)) / (2 * H)),
        "Python divides before it subtracts, so only the second f was divided. The difference "
        "needs brackets round it.",
    ),
    Misconception(
        "everything at once",
        _entry_by_entry(lambda f, x, i: (f(x + H) - f(x - H)) / (2 * H)),
        "`x + h` nudges every entry at the same time, so each place holds the sum of all the "
        "slopes. Nudge one entry, and leave the others where they are.",
    ),
    Misconception(
        "a row at once",
        _row_at_once,
        "A whole row was nudged at once, so each of its entries holds the row's sum. In a matrix "
        "one entry has two indices, and `x[i]` is a row.",
    ),
    Misconception(
        "not put back",
        _not_restored,
        "Each nudge stays where it was made: afterwards x is not what you were given, and every "
        "later slope is taken in the wrong place. Put the entry back before the next one.",
    ),
    Misconception(
        "nudges pile up",
        _piling_up,
        "The first slope is right and the later ones drift. Your copy keeps every nudge you made, "
        "so each slope is taken a little further away. Put the entry back before the next one.",
    ),
    Misconception(
        "flat",
        lambda f, x: _entry_by_entry(central_slope)(f, x).ravel(),
        "The slopes are right, in one long row. The gradient has a place for each entry of x, so "
        "it has x's own shape.",
    ),
)

"""Curves to find a slope of, and places on them: drawn ones, and the loss of the first bottle.

Each curve takes a number and returns one.
"""

import numpy as np

from course.checks.inputs import ArrayDraw, Curve, halves, told
from course.checks.show import number
from reference_impl import example


@told("(x - 3)**2, the first bottle's loss as b2 moves")
def loss_of_b2(x: float) -> float:
    rest = float((example.by_hand["a1"] @ example.W2 - example.y).item())  # -3
    return (x + rest) ** 2


def signed(value: float) -> str:
    """A number to be added, as it stands in a formula."""
    return f"{'-' if value < 0 else '+'} {number(abs(value))}"


def curve(a: float, b: float, c: float) -> tuple[Curve, Curve]:
    """A cubic, steeper and steeper, and the function that is its slope."""

    @told(f"{number(a)} * x**3 {signed(b)} * x {signed(c)}")
    def f(x):
        return a * x**3 + b * x + c

    @told(f"{number(3 * a)} * x**2 {signed(b)}")
    def slope(x):
        return 3 * a * x**2 + b

    return f, slope


def drawn_curve(rng: np.random.Generator, draw: ArrayDraw = halves) -> tuple[Curve, Curve]:
    """A curve that has no flat place, so that no rounding grows next to a slope of zero."""
    a, b, c = draw(rng, 3)
    return curve(float(a), float(np.copysign(b, a)), float(c))


def spot(rng: np.random.Generator) -> float:
    """A number between -2.5 and 2.5, a multiple of a half and not zero."""
    return float(rng.choice([-2.5, -2.0, -1.5, -1.0, 1.0, 1.5, 2.0, 2.5]))

"""The answer `gradient_check`: how far a gradient is from the one that nudging finds.

Shapes: x any, the gradient the same; the error is one number.
"""

from collections.abc import Callable

import numpy as np

from course.checks.answers import Answer, Case, Draw, Misconception, Part
from course.checks.bent import ToNumber, squares, whole
from course.checks.four_bottles import A1_4
from course.checks.inputs import ArrayDraw, bent_function, halves, normal
from course.checks.nudging import numerical_gradient
from reference_impl import example, losses

STEEP = np.array([1.0, -8.0, 2.0])  # the largest of its slopes is below zero


def loss_of_output_weights(shape: tuple[int, ...]) -> ToNumber:
    """A function of W2's two numbers, in the given shape."""

    def f(W2):
        """the loss of the four bottles, as the two numbers of W2 move"""
        return losses.mse(A1_4 @ whole(W2, shape).reshape(2, 1) + example.b2, example.y4)

    return f


def relative_error(ours: np.ndarray, nudged: np.ndarray) -> float:
    """The largest gap over the largest nudged slope, both without their signs."""
    return _gap(ours, nudged).max() / _size(nudged)


def _nudged_first(compared: Callable) -> Callable:
    """A `gradient_check` that compares the given gradient with the nudged one in this way."""
    return lambda f, x, gradient: compared(np.asarray(gradient), numerical_gradient(f, x))


def _gap(ours, nudged):
    return np.abs(ours - nudged)


def _size(a):
    return np.abs(a).max()


def bent_case(name: str, *shape: int, sign: int = 1, draw: ArrayDraw = halves) -> Case:
    """A bent function, and a gradient whose largest gap is below zero, or all signs turned.

    The gaps are wide, so that the rounding of a nudge is small beside them.
    """

    def inputs(rng):
        f, x, gap = bent_function(rng, *shape), draw(rng, *shape), 16 * draw(rng, *shape)
        gap *= -np.sign(gap.flat[np.abs(gap).argmax()])
        return f, x, sign * numerical_gradient(f, x) + gap

    return Case(name, inputs)


def two_weights(*shape: int) -> Draw:
    """W2 of the four bottles, and its gradient with 2 in place of 2.5."""
    short = np.array([4.0, 2.0]).reshape(shape)
    return lambda rng: (loss_of_output_weights(shape), example.W2.reshape(shape), short)


def squares_case(name: str, *gradient: float, x: np.ndarray = STEEP) -> Case:
    return Case(name, lambda rng: (squares(), x, np.array(gradient)))


MISCONCEPTIONS = (
    Misconception(
        "gap without size",
        _nudged_first(lambda ours, nudged: _gap(ours, nudged).max()),
        "That is the largest gap, and it has not been compared with anything. A gap of 0.01 is "
        "small beside slopes of 1,000, and very large beside slopes of 0.01.",
    ),
    Misconception(
        "sign kept",
        _nudged_first(lambda ours, nudged: (ours - nudged).max() / _size(nudged)),
        "A gap below zero was not seen: `max` takes the largest number, and a slope that is far "
        "too small gives a difference far below zero. Take the sign off each gap first.",
    ),
    Misconception(
        "largest with its sign",
        _nudged_first(lambda ours, nudged: _gap(ours, nudged).max() / nudged.max()),
        "You divided by the largest number among the nudged slopes. A slope of -16 is steeper than "
        "one of 2, so take the signs off before you look for the largest.",
    ),
    Misconception(
        "mean gap",
        _nudged_first(lambda ours, nudged: _gap(ours, nudged).mean() / _size(nudged)),
        "You took the mean of the gaps. One wrong entry among a thousand would hardly show in it, "
        "and one wrong entry is enough.",
    ),
    Misconception(
        "gaps added up",
        _nudged_first(lambda ours, nudged: _gap(ours, nudged).sum() / _size(nudged)),
        "You added the gaps up. A large parameter would then look worse than a small one, for the "
        "same rounding. The largest single gap is what was asked for.",
    ),
    Misconception(
        "each by its own size",
        _nudged_first(lambda ours, nudged: (_gap(ours, nudged) / np.abs(nudged)).max()),
        "Each gap was divided by its own slope. Beside a slope near zero even rounding looks "
        "large. Divide the largest gap by the largest slope, wherever the two stand.",
    ),
    Misconception(
        "divided by the given one",
        _nudged_first(lambda ours, nudged: _gap(ours, nudged).max() / _size(ours)),
        "You divided by the largest entry of the gradient that was given. That is the gradient in "
        "doubt, so divide by the nudged one.",
    ),
    Misconception(
        "largest slopes compared",
        _nudged_first(lambda ours, nudged: abs(_size(ours) - _size(nudged)) / _size(nudged)),
        "You compared the largest slope of one with the largest slope of the other, and nothing "
        "else. All the others may be wrong. Compare place by place, and then take the largest.",
    ),
    Misconception(
        "signs taken off too soon",
        _nudged_first(
            lambda ours, nudged: np.abs(np.abs(ours) - np.abs(nudged)).max() / _size(nudged)
        ),
        "You took the signs off before you subtracted. A gradient that points exactly the wrong "
        "way then looks right. Subtract first.",
    ),
    Misconception(
        "a number for each place",
        _nudged_first(lambda ours, nudged: _gap(ours, nudged) / _size(nudged)),
        "You have a number for each place, and each is right. One number was asked for: the "
        "largest of them.",
    ),
    Misconception(
        "upside down",
        _nudged_first(lambda ours, nudged: _size(nudged) / _gap(ours, nudged).max()),
        "The fraction is upside down: yours grows as the two come closer.",
    ),
    Misconception(
        "mean size",
        _nudged_first(lambda ours, nudged: _gap(ours, nudged).max() / np.abs(nudged).mean()),
        "You divided by the mean of the slopes, without their signs. The largest one was asked "
        "for.",
    ),
)

GRADIENT_CHECK = Answer(
    name="gradient_check",
    inputs=("f", "x", "gradient"),
    outputs=("error",),
    reference=_nudged_first(relative_error),
    parts=(
        Part(
            "a list of numbers",
            points=2,
            outputs=("error",),
            cases=(
                Case("the two weights of the output layer", two_weights(2)),
                squares_case("the last slope turned round", 2.0, -16.0, -4.0),
                squares_case("a sign turned round", 2.0, 16.0, 3.0),
                squares_case("all doubled", 4.0, -32.0, 8.0),
                squares_case("small slopes", 0.0625, -0.5, 0.09375, x=STEEP / 32),
                bent_case("3 numbers", 3),
                bent_case("3 numbers, signs turned round", 3, sign=-1),
                bent_case("7 numbers", 7, draw=normal),
            ),
        ),
        Part(
            "any shape",
            points=1,
            outputs=("error",),
            cases=(
                Case("W2 as it is, 2 rows and 1 column", two_weights(2, 1)),
                bent_case("3 rows of 3", 3, 3),
                bent_case("3 rows of 4", 3, 4),
                bent_case("3 rows of 4, signs turned round", 3, 4, sign=-1),
                bent_case("2 blocks of 3 rows of 4", 2, 3, 4, draw=normal),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Nudge, and divide the largest gap by the largest nudged slope, both without their signs.",
)

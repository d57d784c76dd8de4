"""Softmax at a temperature, which has to be above zero.

Shapes: Z (n, k), the scores; P (n, k), the probabilities, each row adding up to 1.
"""

from collections.abc import Callable

import numpy as np

from course.checks.activations.softmax_by_steps import row_max, softmax_by_steps
from course.checks.activations.sums import THOUSANDS
from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import halves, normal
from reference_impl import layers


def refuse(temperature: float) -> None:
    """Raise an error for a temperature of zero or less."""
    if temperature <= 0:
        raise ValueError(f"The temperature has to be above zero, and it is {temperature}.")


def softmax_at(Z: np.ndarray, temperature: float) -> np.ndarray:
    """Softmax of the scores divided by a temperature; one of zero or less is refused."""
    refuse(temperature)
    return layers.softmax(Z / temperature)  # (n, k)


def oven(
    name: str,
    temperature: float,
    scores: Callable[[np.random.Generator], np.ndarray],
    refused: bool = False,
) -> Case:
    """A case: scores at a temperature."""
    return Case(f"{name} at {temperature:g}", lambda rng: (scores(rng), temperature), refused)


def _refusing(softmax_at):
    """The same mistake by somebody who does refuse a temperature of zero or less."""

    def wrong(Z, temperature):
        refuse(temperature)
        return softmax_at(Z, temperature)

    return wrong


def _right(Z, temperature):
    return softmax_by_steps(Z / temperature)


def _divided_in_place(Z, temperature):
    Z /= temperature
    return softmax_by_steps(Z)


def _refuses_zero_alone(Z, temperature):
    if temperature == 0:
        raise ValueError("The temperature is zero.")
    return _right(Z, temperature)


def _asserts(Z, temperature):
    if not temperature > 0:
        raise AssertionError("The temperature has to be above zero.")
    return _right(Z, temperature)


MISCONCEPTIONS = (
    Misconception(
        "temperature inverted",
        _refusing(lambda Z, temperature: softmax_by_steps(Z * temperature)),
        "A high temperature makes your answers surer, and a low one less sure. It should be the "
        "other way round: a large temperature brings the scores closer together.",
    ),
    Misconception(
        "temperature after softmax",
        _refusing(lambda Z, temperature: softmax_by_steps(Z) / temperature),
        "You divided the probabilities by the temperature, so a row no longer adds up to 1. "
        "Divide the scores by the temperature, before anything else.",
    ),
    Misconception(
        "temperature without effect",
        _refusing(lambda Z, temperature: softmax_by_steps(Z)),
        "The temperature changes nothing. Perhaps you never used it. Or you added it to every "
        "score, or divided every vote by it: neither changes the result of a softmax.",
    ),
    Misconception(
        "power without new shares",
        _refusing(lambda Z, temperature: softmax_by_steps(Z) ** (1 / temperature)),
        "You raised the finished probabilities to a power. The idea is good, and afterwards a row "
        "no longer adds up to 1. Changing the scores first is shorter.",
    ),
    Misconception(
        "nothing taken away",
        _refusing(lambda Z, temperature: softmax_by_steps(Z / temperature, largest=lambda Z: 0)),
        "Scores of a thousand overflow again. You have a softmax that doesn't; hand the divided "
        "scores to that.",
    ),
    Misconception(
        "largest taken away too early",
        _refusing(
            lambda Z, temperature: softmax_by_steps(Z / temperature, largest=lambda _: row_max(Z))
        ),
        "You divided the scores and then took away the largest of the undivided ones. After the "
        "step the largest has to be 0, or large numbers overflow again.",
    ),
    Misconception(
        "scores overwritten",
        _refusing(_divided_in_place),
        "The numbers are right. But `/=` wrote the divided scores into Z itself, so the next "
        "temperature would start from these.",
    ),
    Misconception(
        "nothing refused",
        _right,
        "You take any temperature. You can't divide by zero, and a temperature below zero would "
        "make the worst class the best. Raise the error; to print or return a message is not "
        "enough.",
    ),
    Misconception(
        "zero alone refused",
        _refuses_zero_alone,
        "You refuse 0, and let a temperature below 0 through. It runs without an error and turns "
        "the order of the classes round.",
    ),
    Misconception(
        "assert for raise",
        _asserts,
        "You refuse, with an AssertionError. That is for your own mistakes, and Python can be told "
        "to skip it. For somebody else's wrong value raise a ValueError.",
    ),
)

SOFTMAX_AT = Answer(
    name="softmax_at",
    inputs=("Z", "temperature"),
    outputs=("P",),
    reference=softmax_at,
    parts=(
        Part(
            "warm and cold",
            points=2,
            outputs=("P",),
            cases=(
                oven("votes of 1 and 9", 1.0, lambda rng: np.log([[1, 9]])),
                oven("votes of 1 and 9", 2.0, lambda rng: np.log([[1, 9]])),
                oven("3 rows of 3", 0.5, lambda rng: halves(rng, 3, 3)),
                oven("5 rows of 4", 4.0, lambda rng: halves(rng, 5, 4)),
                oven("4 rows of 7", 0.7, lambda rng: normal(rng, 4, 7)),
                oven("2 rows of 3", 3, lambda rng: halves(rng, 2, 3)),
            ),
        ),
        Part(
            "scores of a thousand",
            points=1,
            outputs=("P",),
            cases=(
                oven("1000 above -1000", 0.5, lambda rng: 1000.0 * np.array([[1, 1], [-1, -1]])),
                oven("3 rows of 3", 4.0, lambda rng: halves(rng, 3, 3) + THOUSANDS),
                oven("3 rows of 5", 0.5, lambda rng: normal(rng, 3, 5) - THOUSANDS),
            ),
        ),
        Part(
            "refuse",
            points=1,
            outputs=(),
            cases=(
                oven("votes of 1 and 9", 0.0, lambda rng: np.log([[1, 9]]), refused=True),
                oven("votes of 1 and 9", -2.0, lambda rng: np.log([[1, 9]]), refused=True),
                oven("3 rows of 4", -0.5, lambda rng: halves(rng, 3, 4), refused=True),
                oven("2 rows of 3", 0, lambda rng: halves(rng, 2, 3), refused=True),
                oven("scores below zero, allowed,", 4.0, lambda rng: np.array([[-1.0, -3.0]])),
                oven("votes of 1 and 9, allowed,", 2.0, lambda rng: np.log([[1, 9]])),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Refuse a temperature of zero or less; divide the scores by any other, then softmax.",
    builds_on=("softmax",),
)

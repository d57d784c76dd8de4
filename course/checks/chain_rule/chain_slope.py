"""The rate of a whole path, from the rates of its steps.

`rates` is a list of numbers, one a step; the slope is a number.
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import ArrayDraw, halves, normal


def chain_slope(rates: list[float]) -> float:
    """How fast the end moves with the beginning: the product, 1 without a step."""
    return float(np.prod(rates))


def chain_case(name: str, n: int, draw: ArrayDraw = halves) -> Case:
    return Case(name, lambda rng: (draw(rng, n).tolist(),))


def turned_case(name: str, n: int, draw: ArrayDraw = halves) -> Case:
    """A chain that turns the nudge round: an odd number of its rates are below zero."""

    def inputs(rng):
        rates = draw(rng, n)
        rates[-1] *= -np.sign(np.prod(rates))
        return (rates.tolist(),)

    return Case(name, inputs)


def _emptied(rates):
    total = 1
    while rates:
        total *= rates.pop()
    return total


def _return_in_the_loop(rates):
    for rate in rates:
        return rate


MISCONCEPTIONS = (
    Misconception(
        "rates added",
        lambda rates: sum(rates),
        "You added the rates. A rate works on what the one before it gave out: the euro became "
        "2 dollars, and then each of those became 100 yen.",
    ),
    Misconception(
        "mean of the rates",
        lambda rates: np.mean(rates),
        "You took the mean of the rates. A nudge does not go through one average step; it goes "
        "through every step, one after the other, and each changes its size.",
    ),
    Misconception(
        "first and last only",
        lambda rates: rates[0] * rates[-1],
        "You used the rates at both ends and left out those between. Every rate on the way "
        "counts, whether there are four of them or only one.",
    ),
    Misconception(
        "last over first",
        lambda rates: rates[-1] / rates[0],
        "You divided the last rate by the first. Each rate has its division in it already: it is "
        "how far one thing moves for each one of the thing before.",
    ),
    Misconception(
        "signs dropped",
        lambda rates: chain_slope(np.abs(rates)),
        "The size is right and the sign is lost. A rate below zero turns the nudge round: one "
        "thing goes up and the next goes down. To go downhill you have to know which.",
    ),
    Misconception(
        "return inside the loop",
        _return_in_the_loop,
        "Only the first rate came through. A `return` inside the loop ends the function in the "
        "first round; look at how far yours is indented.",
    ),
    Misconception(
        "last rate only",
        lambda rates: rates[-1] if rates else 1,
        "Only the last rate is left. Each round of the loop wrote over what was there. Each has "
        "to multiply what you had so far.",
    ),
    Misconception(
        "list emptied",
        _emptied,
        "The number is right, and the list that you were given is empty now: `pop` takes out what "
        "it reads. Go along the list and leave it as it was.",
    ),
)

CHAIN_SLOPE = Answer(
    name="chain_slope",
    inputs=("rates",),
    outputs=("slope",),
    reference=chain_slope,
    parts=(
        Part(
            "a chain",
            points=1,
            outputs=("slope",),
            cases=(
                Case("from a euro to yen", lambda rng: ([2.0, 100.0],)),
                Case("from w to the loss", lambda rng: ([2.0, 1.0, 0.5, -4.0],)),
                Case("the same rate twice", lambda rng: ([3.0, 3.0, 0.5],)),
                Case("an inactive neuron", lambda rng: ([2.0, 0.0, 0.5, -4.0],)),
                chain_case("3 steps", 3),
                chain_case("7 steps", 7, normal),
                turned_case("4 steps that turn it round", 4),
                turned_case("5 steps that turn it round", 5, normal),
            ),
        ),
        Part(
            "short chains",
            points=1,
            outputs=("slope",),
            cases=(
                Case("no steps", lambda rng: ([],)),
                Case("one step", lambda rng: ([-4.0],)),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Turn a list of rates into the one rate of the whole path.",
)

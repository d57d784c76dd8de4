"""How fast the end moves with the beginning, where several paths lead from one to the other.

`roads` is a list of lists of numbers, a list a path and a number a step; the slope is a number.
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.chain_rule.chain_slope import chain_slope
from course.checks.inputs import ArrayDraw, halves, normal


def road_slope(roads: list[list[float]]) -> float:
    """What the paths bring, added up; each brings the product of its rates."""
    return sum(map(chain_slope, roads))


def road_case(name: str, *steps: int, draw: ArrayDraw = halves) -> Case:
    """Paths with these numbers of steps."""

    def inputs(rng):
        rates = iter(draw(rng, sum(steps)).tolist())
        return ([[next(rates) for _ in range(n)] for n in steps],)

    return Case(name, inputs)


def alike_case(name: str, *steps: int, draw: ArrayDraw = halves) -> Case:
    """Paths with these numbers of steps, and the first of them once more at the end."""
    roads = road_case(name, *steps, draw=draw)

    def inputs(rng):
        (different,) = roads.draw(rng)
        return ([*different, list(different[0])],)

    return Case(name, inputs)


def _products(roads):
    return [chain_slope(road) for road in roads]


def _never_reset(roads):
    total, rate = 0.0, 1.0
    for road in roads:
        rate *= chain_slope(road)
        total += rate
    return total


def _first_road(roads):
    for road in roads:
        return chain_slope(road)


MISCONCEPTIONS = (
    Misconception(
        "paths multiplied together",
        lambda roads: chain_slope(_products(roads)),
        "You multiplied the paths with each other. Multiplying is for steps that follow one "
        "another. A nudge takes all the paths at once, and the end moves by all of them together.",
    ),
    Misconception(
        "paths averaged",
        lambda roads: np.mean(_products(roads)),
        "You took the mean of the paths. The nudge is not shared out among them: each path gets "
        "all of it. Two paths move the end further than their mean.",
    ),
    Misconception(
        "last path only",
        lambda roads: ([0.0, *_products(roads)])[-1],
        "Only the last path is left: each one wrote over the one before it. Where paths meet, "
        "every path counts.",
    ),
    Misconception(
        "return inside the loop",
        _first_road,
        "Only the first path came through. A `return` inside the loop ends the function before it "
        "has seen the others; look at how far yours is indented.",
    ),
    Misconception(
        "everything added",
        lambda roads: sum(sum(road) for road in roads),
        "You added all the rates, on every path. Where paths meet you add, yes. But along a path "
        "one step works on what the step before it gave out.",
    ),
    Misconception(
        "sums multiplied",
        lambda roads: chain_slope([sum(road) for road in roads]),
        "You added along each path and multiplied where they meet. It is the other way round.",
    ),
    Misconception(
        "largest path",
        lambda roads: max(_products(roads)),
        "You kept the path that brings the most. The others count too, and one below zero takes "
        "some away.",
    ),
    Misconception(
        "equal paths counted once",
        lambda roads: sum(set(_products(roads))),
        "Two paths that bring the same were counted once. They are still two paths, and both "
        "count. A set holds equal things only once; a list holds them all.",
    ),
    Misconception(
        "signs dropped",
        lambda roads: sum(map(abs, _products(roads))),
        "You added the sizes and lost the signs. Two paths can pull in opposite directions, and "
        "then they cancel, in part or altogether.",
    ),
    Misconception(
        "path without steps counted as zero",
        lambda roads: sum(chain_slope(road) for road in roads if road),
        "A path without steps gave 0. On it the end is the beginning, so the nudge arrives as it "
        "was. Exercise 1 asked what that chain should give.",
    ),
    Misconception(
        "never reset",
        _never_reset,
        "The first path is right. Each later one still carries the rates of those before it. "
        "Every path starts again, with the number that changes nothing.",
    ),
    Misconception(
        "sum starts at one",
        lambda roads: 1 + sum(_products(roads)),
        "Your answer is 1 too much, whatever goes in. A product starts with the number that "
        "changes nothing when you multiply. A sum has another such number.",
    ),
    Misconception(
        "paths not added",
        _products,
        "You return what each path brings, and each is right. The end moves by one amount, so "
        "they have to be brought together.",
    ),
    Misconception(
        "across the paths",
        lambda roads: np.prod(roads, axis=0).sum(),
        "You multiplied the first steps of all the paths with each other, then the second steps. "
        "The steps that follow one another are in one inner list.",
    ),
)

ROAD_SLOPE = Answer(
    name="road_slope",
    inputs=("roads",),
    outputs=("slope",),
    reference=road_slope,
    parts=(
        Part(
            "paths that meet",
            points=2,
            outputs=("slope",),
            cases=(
                Case(
                    "the two paths of the chapter",
                    lambda rng: ([[2.0, 0.5, 1.0, 1.0], [2.0, 3.0, 1.0, -1.0]],),
                ),
                Case("one path closed", lambda rng: ([[2.0, 3.0, 0.0, -1.0], [2.0, 0.5]],)),
                road_case("3 paths of 3 steps", 3, 3, 3),
                road_case("paths of 2, 3 and 4 steps", 2, 3, 4),
                road_case("4 paths of 3 to 7 steps", 5, 3, 7, 4, draw=normal),
                Case("two paths that bring as much", lambda rng: ([[2.0, 3.0], [6.0, 1.0]],)),
                alike_case("3 paths, two of them alike", 3, 2),
                alike_case("4 paths, two of them alike", 2, 4, 3, draw=normal),
            ),
        ),
        Part(
            "a path without steps",
            points=1,
            outputs=("slope",),
            cases=(
                Case("nothing between", lambda rng: ([[]],)),
                Case("a short cut first", lambda rng: ([[], [2.0, 3.0]],)),
                Case("a short cut last", lambda rng: ([[2.0, 3.0], []],)),
                road_case("a short cut between", 3, 0, 4),
            ),
        ),
        Part(
            "one path or none",
            points=1,
            outputs=("slope",),
            cases=(
                Case("one path", lambda rng: ([[2.0, 1.0, 0.5, -4.0]],)),
                Case("no path", lambda rng: ([],)),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Multiply along each path, and bring together what the paths bring.",
    builds_on=("chain_slope",),
)

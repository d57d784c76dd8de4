"""A walk downhill that stops where the ground is flat.

Shapes: x and what `gradient(x)` returns (d,), the walk (places, d).
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.gradients import landscapes as land
from course.checks.inputs import ArrayDraw, halves, normal


def descend(
    gradient: land.Slopes, x: np.ndarray, rate: float, steps: int, small: float
) -> np.ndarray:
    """Every place of a walk downhill, until no slope is larger than `small` in size."""
    walk = [x]
    for _ in range(steps):
        slopes = gradient(walk[-1])
        if np.abs(slopes).max() <= small:
            break
        walk.append(walk[-1] - rate * slopes)
    return np.array(walk)  # (places, d)


def square_case(name: str, x: list[float], rate: float, steps: int, small: float) -> Case:
    return Case(name, lambda rng: (land.squares_slopes, np.array(x), rate, steps, small))


def linked_case(
    name: str, d: int, rate: float, steps: int, small: float, draw: ArrayDraw = halves
) -> Case:
    """A walk where changing one parameter changes the slopes of the others."""

    def inputs(rng):
        A = draw(rng, d, d)
        return land.linked_slopes(A + A.T), draw(rng, d), rate, steps, small

    return Case(name, inputs)


def halving(rng: np.random.Generator) -> tuple:
    """Each step halves the distance; at the third place the largest slope is `small` exactly."""
    bottom, away = halves(rng, 3), halves(rng, 3)  # (3,) each
    _, gradient = land.bowl(np.ones(3), bottom)
    return gradient, bottom + away, 0.25, 9, float(np.abs(away).max()) / 2


def uneven_bowl(rng: np.random.Generator) -> tuple:
    """Five parameters that come to rest at different times."""
    bottom, away = normal(rng, 5), 1 + np.abs(normal(rng, 5))  # (5,) each
    _, gradient = land.bowl(rng.permutation([0.3, 0.4, 0.5, 0.6, 0.7]), bottom)
    return gradient, bottom + away * rng.choice([-1, 1], 5), 0.3, 60, 0.1


def _none_larger(slopes, small, rate):
    return np.abs(slopes).max() <= small


def _walker(stop=_none_larger, step=lambda x, slopes, rate: x - rate * slopes, more=0):
    """A `descend` that stops by `stop`, moves by `step` and goes round `more` times too often."""

    def walk(gradient, x, rate, steps, small):
        places = [np.array(x, dtype=float)]
        for _ in range(steps + more):
            slopes = gradient(places[-1])
            if stop(slopes, small, rate):
                break
            places.append(step(places[-1], slopes, rate))
        return np.array(places)

    return walk


def _slopes_of_the_start(gradient, x, rate, steps, small):
    slopes = gradient(x)
    return _walker(step=lambda place, _, rate: place - rate * slopes)(
        gradient, x, rate, steps, small
    )


def _half_new(gradient, x, rate, steps, small):
    def one_by_one(place, _, rate):
        place = place.copy()
        for i in range(len(place)):
            place[i] -= rate * gradient(place)[i]
        return place

    return _walker(step=one_by_one)(gradient, x, rate, steps, small)


def _in_place(gradient, x, rate, steps, small, *, keep=lambda place: place):
    places = [keep(x)]
    for _ in range(steps):
        slopes = gradient(x)
        if _none_larger(slopes, small, rate):
            break
        x -= rate * slopes
        places.append(keep(x))
    return np.array(places)


def _looks_after_the_step(gradient, x, rate, steps, small):
    places = [x]
    for _ in range(steps):
        slopes = gradient(places[-1])
        places.append(places[-1] - rate * slopes)
        if _none_larger(slopes, small, rate):
            break
    return np.array(places)


def _start_not_asked(gradient, x, rate, steps, small):
    places = [x]
    for _ in range(steps):
        places.append(places[-1] - rate * gradient(places[-1]))
        if _none_larger(gradient(places[-1]), small, rate):
            break
    return np.array(places)


def _flat_place_left_out(gradient, x, rate, steps, small):
    places = [x]
    for _ in range(steps):
        new = places[-1] - rate * gradient(places[-1])
        if _none_larger(gradient(new), small, rate):
            break
        places.append(new)
    return np.array(places)


def _rows_left_over(gradient, x, rate, steps, small):
    walk, found = np.zeros((steps + 1, len(x))), descend(gradient, x, rate, steps, small)
    walk[: len(found)] = found
    return walk


MISCONCEPTIONS = (
    Misconception(
        "uphill",
        _walker(step=lambda x, slopes, rate: x + rate * slopes),
        "You added the slopes. The gradient points uphill, so this walk goes up.",
    ),
    Misconception(
        "rate forgotten",
        _walker(step=lambda x, slopes, rate: x - slopes),
        "You took away the whole slope. A step is a share of it, and `rate` says how large a "
        "share.",
    ),
    Misconception(
        "slopes of the start",
        _slopes_of_the_start,
        "Every step is the same as the first. You worked out the slopes once, at the start; each "
        "place has slopes of its own, so work them out again after each step.",
    ),
    Misconception(
        "half-new parameters",
        _half_new,
        "You changed one parameter and then took the slope of the next, and by then you were "
        "somewhere else. Work out all the slopes at one place, and then change all the "
        "parameters.",
    ),
    Misconception(
        "start left out",
        lambda *given: np.array(list(descend(*given)[1:])),
        "The walk lacks its first row. The start is a place, too, even if no step follows.",
    ),
    Misconception(
        "last place only",
        lambda *given: descend(*given)[-1],
        "That is where the walk ends. What was asked for is every place on the way, a row for "
        "each, from the start to the end.",
    ),
    Misconception(
        "one array in every row",
        _in_place,
        "`x -= ...` moves the numbers inside the array you were given, and your list holds that "
        "one array many times. So every row shows the end, and the caller's start is gone. Make a "
        "new array at each step.",
    ),
    Misconception(
        "one copy in every row",
        lambda gradient, x, *given: _in_place(gradient, x.astype(float), *given),
        "Every row shows the end of the walk. You copied the start once and then moved the "
        "numbers inside that copy, which your list holds again and again. Each place needs an "
        "array of its own.",
    ),
    Misconception(
        "start moved",
        lambda *given: _in_place(*given, keep=lambda place: place.copy()),
        "The walk is right, and the array that you were given holds its end now: `-=` moved the "
        "numbers inside it. Whoever called your function may want to start there again.",
    ),
    Misconception(
        "one step too few",
        _walker(more=-1),
        "A walk that does not stop early lacks its last row. `steps` counts the steps, and with "
        "the start that makes one place more than steps.",
    ),
    Misconception(
        "one step too many",
        _walker(more=1),
        "A walk that does not stop early has one row too many. There is one place more than "
        "steps, but the start is there before the loop begins.",
    ),
    Misconception(
        "never stops",
        _walker(stop=lambda slopes, small, rate: False),
        "Every place is right, and the walk never stops early: `small` is not used.",
    ),
    Misconception(
        "one flat parameter is enough",
        _walker(stop=lambda slopes, small, rate: (np.abs(slopes) <= small).any()),
        "Your walk stops as soon as one slope is small. The ground is flat when no slope is "
        "large: the other parameters may still have far to go.",
    ),
    Misconception(
        "sign taken for size",
        _walker(stop=lambda slopes, small, rate: slopes.max() <= small),
        "A slope of -16 is less than 4, and it is steep all the same. Compare sizes, without "
        "the sign.",
    ),
    Misconception(
        "slopes cancel",
        _walker(stop=lambda slopes, small, rate: abs(slopes.sum()) <= small),
        "You added the slopes up and then looked at the size. 16 and -16 add up to 0, and that "
        "ground is not flat. Take the size of each first, and look at the largest.",
    ),
    Misconception(
        "length of the arrow",
        _walker(stop=lambda slopes, small, rate: np.linalg.norm(slopes) <= small),
        "You compared the length of the whole arrow. That is a good rule too, but another one: "
        "many small slopes together make a long arrow. Here each slope is looked at by itself.",
    ),
    Misconception(
        "equal goes on",
        _walker(stop=lambda slopes, small, rate: np.abs(slopes).max() < small),
        "Where the largest slope is exactly `small`, your walk goes on. It goes on only if some "
        "slope is larger. On ground that is completely flat, with a `small` of 0, it matters.",
    ),
    Misconception(
        "step for slope",
        _walker(stop=lambda slopes, small, rate: np.abs(rate * slopes).max() <= small),
        "You compared the step with `small`. A step is short where the ground is flat, and also "
        "where the rate is tiny. So look at the slope.",
    ),
    Misconception(
        "stops where it is steep",
        _walker(stop=lambda slopes, small, rate: np.abs(slopes).max() > small),
        "Your walk stops on steep ground and goes on where it is flat. The comparison is the "
        "wrong way round.",
    ),
    Misconception(
        "looks after the step",
        _looks_after_the_step,
        "On flat ground you take a step, and then stop. Look at the slopes before you move.",
    ),
    Misconception(
        "start not asked",
        _start_not_asked,
        "You look for flat ground after each step, and not at the start. If it is flat there, no "
        "step should be taken at all.",
    ),
    Misconception(
        "flat place left out",
        _flat_place_left_out,
        "Your walk stops one place early. The place where the slopes are small was reached, so "
        "it is part of the walk.",
    ),
    Misconception(
        "rows left over",
        _rows_left_over,
        "Below the last place there are rows of zeros, and the walk was never there. A walk that "
        "stops early has fewer rows.",
    ),
    Misconception(
        "places cut off",
        lambda gradient, x, *given: descend(gradient, x, *given).astype(x.dtype),
        "A start in whole numbers made an array for whole numbers, and the places lose what comes "
        "after the point. Collect them in a list, or in an array of floats.",
    ),
)

DESCEND = Answer(
    name="descend",
    inputs=("gradient", "x", "rate", "steps", "small"),
    outputs=("walk",),
    reference=descend,
    parts=(
        Part(
            "every place",
            points=1,
            outputs=("walk",),
            cases=(
                square_case("from 8", [8.0], 0.25, 3, 0.0),
                Case(
                    "from here on the map", lambda rng: (land.map_slopes, land.HERE, 0.01, 3, 0.0)
                ),
                linked_case("3 parameters", 3, 0.125, 4, 0.0),
                linked_case("5 parameters", 5, 0.05, 4, 0.0, normal),
                square_case("from whole numbers", [8, -4], 0.25, 6, 0.0),
            ),
        ),
        Part(
            "where to stop",
            points=2,
            outputs=("walk",),
            cases=(
                square_case("from 8 until 4", [8.0], 0.25, 10, 4.0),
                square_case("one parameter is flat", [8.0, 1.0], 0.25, 10, 4.0),
                square_case("slopes below zero", [-8.0, 1.0], 0.25, 10, 4.0),
                square_case("slopes that cancel", [8.0, -8.0], 0.25, 10, 4.0),
                square_case("exactly flat", [8.0], 0.5, 6, 0.0),
                Case("3 parameters", halving),
                Case("5 parameters", uneven_bowl),
                linked_case("5 parameters, and steps run out", 5, 0.05, 4, 0.001, normal),
            ),
        ),
        Part(
            "no step at all",
            points=1,
            outputs=("walk",),
            cases=(
                square_case("0 steps", [8.0], 0.25, 0, 0.0),
                Case("a saddle", lambda rng: (land.saddle_slopes, np.zeros(2), 0.25, 5, 0.0)),
                square_case("flat enough", [0.5, -0.25], 0.25, 5, 1.0),
                linked_case("and one step", 3, 0.125, 1, 0.0),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Start at x, stop where the ground is flat enough, and return every place as a row.",
)

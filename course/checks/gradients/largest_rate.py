"""How long a step may be: the largest of some rates that still leads down.

Shapes: x and what `gradient(x)` returns (d,). `f(x)` is a number and `rates` a list.
"""

from typing import Any

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.bent import ToNumber
from course.checks.gradients import landscapes as land
from course.checks.inputs import ArrayDraw, Numbers, halves, normal


def largest_rate(
    f: ToNumber, gradient: land.Slopes, x: np.ndarray, rates: list[float]
) -> float | None:
    """The largest rate whose first step makes f smaller; None if none does."""
    return max((rate for rate in rates if f(x - rate * gradient(x)) < f(x)), default=None)


WIDE = land.bowl(np.array([0.25]), np.zeros(1))  # rates up to 4 are safe
ASIDE = land.bowl(np.ones(1), np.array([0.25]))  # beside the whole numbers
NONE = "is it None? (1 yes, 0 no)"


def rate_or_none(returned: Any) -> dict[str, Any]:
    """None as a number that can be compared, and the rate."""
    return {NONE: returned is None, "rate": 0 if returned is None else returned}


def rates_case(name: str, x: list[float], *rates: float) -> Case:
    return Case(name, lambda rng: (land.squares, land.squares_slopes, np.array(x), list(rates)))


def bowl_case(name: str, c: Numbers, rates: list[float], draw: ArrayDraw = halves) -> Case:
    """A bowl that is steeper along one parameter than along another; rates in any order."""

    def inputs(rng):
        bottom = draw(rng, len(c))  # (d,)
        landscape = land.bowl(rng.permutation(c), bottom)
        return *landscape, bottom + draw(rng, len(c)), rng.permutation(rates).tolist()

    return Case(name, inputs)


def valleys_case(name: str, start: float, *rates: float) -> Case:
    """Two valleys, and rates that fit them."""

    def inputs(rng):
        c = float(rng.choice([0.5, 1.0, 2.0]))
        return *land.two_valleys(c), np.array([start * c]), [rate / c**2 for rate in rates]

    return Case(name, inputs)


def _chooser(choose, better=lambda new, old: new < old, sign=-1):
    """A `largest_rate` that takes `choose(safe, heights)` of the rates that are `better`."""

    def largest(f, gradient, x, rates):
        slopes, heights = gradient(x), []
        for rate in rates:
            heights.append(f(x + sign * rate * slopes))
        tried = zip(rates, heights, strict=True)
        safe = [(rate, height) for rate, height in tried if better(height, f(x))]
        return choose(safe) if safe else None

    return largest


def _largest(safe):
    return max(rate for rate, _ in safe)


def _up_to_the_first_failure(f, gradient, x, rates):
    best = None
    for rate in rates:
        if f(x - rate * gradient(x)) >= f(x):
            break
        best = rate if best is None else max(best, rate)
    return best


def _walks_on(f, gradient, x, rates):
    best = None
    for rate in rates:
        new = x - rate * gradient(x)
        if f(new) < f(x):
            best = rate if best is None else max(best, rate)
        x = new
    return best


def _against_the_try_before(f, gradient, x, rates):
    best, lowest = None, f(x)
    for rate in rates:
        height = f(x - rate * gradient(x))
        if height < lowest:
            best = rate if best is None else max(best, rate)
        lowest = height
    return best


def _x_moved(f, gradient, x, rates):
    before, slopes, safe = f(x), gradient(x), []
    for rate in rates:
        x -= rate * slopes
        if f(x) < before:
            safe.append(rate)
        x += rate * slopes
    x -= max(rates, default=0) * slopes
    return max(safe, default=None)


def _place_in_the_list(f, gradient, x, rates):
    best = largest_rate(f, gradient, x, rates)
    return None if best is None else rates.index(best)


def _flatter(f, gradient, x, rates):
    def steepness(place):
        return np.linalg.norm(gradient(place))

    return largest_rate(steepness, gradient, x, rates)


MISCONCEPTIONS = (
    Misconception(
        "smallest safe rate",
        _chooser(lambda safe: min(rate for rate, _ in safe)),
        "That is the smallest of the rates that go down. The largest was asked for.",
    ),
    Misconception(
        "lowest place",
        _chooser(lambda safe: min(safe, key=lambda pair: pair[1])[0]),
        "You chose the rate that ends lowest. It may be the better choice, but it is not the "
        "question: the largest rate that still ends lower than it started.",
    ),
    Misconception(
        "largest of all",
        lambda f, gradient, x, rates: max(rates, default=None),
        "That is the largest rate of the list, wherever it leads. Take the step, and see "
        "whether f is smaller there.",
    ),
    Misconception(
        "first safe rate",
        _chooser(lambda safe: safe[0][0]),
        "You took the first rate that goes down. The list is in no particular order, so a larger "
        "one may come later.",
    ),
    Misconception(
        "last safe rate",
        _chooser(lambda safe: safe[-1][0]),
        "You took the last rate that goes down. Each one that you found took the place of the "
        "one before, even of a larger one; the list is in no particular order.",
    ),
    Misconception(
        "uphill",
        _chooser(_largest, sign=1),
        "Your step goes up the arrow. Downhill is the other way, so something has to be taken "
        "away from x.",
    ),
    Misconception(
        "equally high counts",
        _chooser(_largest, better=lambda new, old: new <= old),
        "You let through a step that ends exactly as high as it began. It goes over the bottom "
        "and gains nothing. f has to be smaller.",
    ),
    Misconception(
        "worse for better",
        _chooser(_largest, better=lambda new, old: new > old),
        "You collect the rates that make f larger. The comparison is the wrong way round.",
    ),
    Misconception(
        "gives up at the first failure",
        _up_to_the_first_failure,
        "You stop trying at the first rate that fails. A larger one may come later in the list, "
        "and even a larger step may be safe where a smaller one is not: there may be another "
        "valley behind the hill.",
    ),
    Misconception(
        "walks on",
        _walks_on,
        "Each try starts where the last one ended. All the tries are first steps: every one "
        "starts from x.",
    ),
    Misconception(
        "against the try before",
        _against_the_try_before,
        "Each try is compared with the try before. A rate is safe if it ends lower than x, "
        "whatever the others did.",
    ),
    Misconception(
        "x moved",
        _x_moved,
        "The rate is right, and x is no longer where it was: `-=` moves the numbers inside the "
        "array that you were given. You only wanted to know what would happen.",
    ),
    Misconception(
        "nothing found",
        lambda f, gradient, x, rates: None,
        "It returns None, whatever the rates. Is there a `return` at the end, and is your "
        "comparison ever true?",
    ),
    Misconception(
        "place in the list",
        _place_in_the_list,
        "That is the place of the rate in the list, counted from 0. The rate itself was asked for.",
    ),
    Misconception(
        "height for rate",
        _chooser(lambda safe: max(safe)[1]),
        "You found the right step, and return how high it ends. The question was how long the "
        "step is: its rate.",
    ),
    Misconception(
        "all the safe rates",
        _chooser(lambda safe: [rate for rate, _ in safe]),
        "Those are all the rates that go down. One of them was asked for, the largest.",
    ),
    Misconception(
        "flatter for lower",
        _flatter,
        "You compare how steep it is before and after. A small slope is not a small loss: the top "
        "of a hill is flat, too. Compare f itself.",
    ),
)

LARGEST_RATE = Answer(
    name="largest_rate",
    inputs=("f", "gradient", "x", "rates"),
    outputs=(NONE, "rate"),
    reference=largest_rate,
    parts=(
        Part(
            "the largest",
            points=2,
            outputs=(NONE, "rate"),
            cases=(
                rates_case("the square at 8", [8.0], 0.01, 0.3, 0.9, 1.05),
                Case(
                    "from here on the map",
                    lambda rng: (
                        land.map_loss,
                        land.map_slopes,
                        land.HERE,
                        [0.0625, 0.05, 0.01, 0.03],
                    ),
                ),
                valleys_case("a hill between", 1.25, 0.1, 0.4, 0.75, 1.5),
                valleys_case("a wide hill between", 1.25, 0.1, 0.4, 0.5, 0.6, 0.75),
                valleys_case("up on the hill", 1.25, 0.1, 0.2, 0.4),
                valleys_case("beside the hilltop", 0.25, 0.4, 1.5, 0.2),
                bowl_case("3 parameters", [0.5, 1.0, 1.5], [0.1, 0.3, 0.5, 0.6, 3.0]),
                bowl_case(
                    "5 parameters", np.linspace(0.5, 1.5, 5), [0.1, 0.2, 0.4, 0.7, 3.0], normal
                ),
                valleys_case("a hill between, short steps first", 1.25, 0.05, 0.1, 0.75),
                valleys_case("a hill between, a long step in the middle", 1.25, 0.4, 1.3, 0.7),
                Case("from a whole number", lambda rng: (*ASIDE, np.array([2]), [0.5, 1.1])),
                Case("a wide bowl", lambda rng: (*WIDE, np.array([8.0]), [0.5, 3.0, 1.5, 4.5])),
            ),
        ),
        Part(
            "equally high",
            points=1,
            outputs=(NONE, "rate"),
            cases=(
                rates_case("over to the other side", [8.0], 0.25, 1.0, 0.5),
                rates_case("two that end equally high, and lower", [8.0], 0.75, 0.25),
                bowl_case("3 parameters", np.ones(3), [0.25, 0.5, 1.0, 2.0]),
            ),
        ),
        Part(
            "none of them",
            points=1,
            outputs=(NONE, "rate"),
            cases=(
                rates_case("all too long", [8.0], 1.5, 1.05),
                rates_case("at the bottom", [0.0], 0.1, 0.3),
                rates_case("no rates to try", [8.0]),
                rates_case("one of three", [8.0], 1.5, 0.25, 2.0),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Try one step from x with each rate, and return the largest that makes f smaller.",
    unpack=rate_or_none,
    returns="one of the rates, or None",
)

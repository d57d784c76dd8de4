"""The slope of f(g(x)) at x, from the two slopes.

`g` and both slopes take a number and return one.
"""

from course.checks.answers import Answer, Case, Draw, Misconception, Part
from course.checks.inputs import ArrayDraw, Curve, halves, normal, told
from course.checks.show import number


def nested_slope(f_slope: Curve, g: Curve, g_slope: Curve, x: float) -> float:
    """Each slope at what its own step was given, multiplied."""
    return f_slope(g(x)) * g_slope(x)


def squared_after(a: float, b: float, power: int, x: float) -> tuple[Curve, Curve, Curve, float]:
    """The arguments for f(u) = u**2 and g(x) = a * x**power + b."""
    term, rate = "x**2" if power == 2 else "x", number(a * power)
    bent = term if a == 1 else f"{number(a)} * {term}"
    g = told(f"g(x) = {bent} + {number(b)}")(lambda x: a * x**power + b)
    steep = f" at x: {rate} * x" if power == 2 else f", everywhere: {rate}"
    g_slope = told(f"the slope of g{steep}")(lambda x: a * power * x ** (power - 1))
    return told("the slope of u**2 at u: 2 * u")(lambda u: 2 * u), g, g_slope, x


def drawn_functions(power: int, draw: ArrayDraw = halves) -> Draw:
    """A function that draws slopes for a bent outer function and g(x) = a * x**power + b."""

    def inputs(rng):
        a, b, c, d, x = draw(rng, 5).tolist()
        f_slope = told(f"the slope of f at u: {number(c)} * u**2 + {number(d)}")(
            lambda u: c * u**2 + d
        )
        _, g, g_slope, _ = squared_after(a, b, power, x)
        return f_slope, g, g_slope, x

    return inputs


MISCONCEPTIONS = (
    Misconception(
        "outer slope at x",
        lambda f_slope, g, g_slope, x: f_slope(x) * g_slope(x),
        "The outer slope was taken at x. The outer function never saw x: it was given what g made "
        "of it. Take its slope there.",
    ),
    Misconception(
        "inner slope forgotten",
        lambda f_slope, g, g_slope, x: f_slope(g(x)),
        "The outer slope is right, and it is all there is. From x to the end there are two "
        "steps, and the first one has a rate as well.",
    ),
    Misconception(
        "outer slope forgotten",
        lambda f_slope, g, g_slope, x: g_slope(x),
        "That is the slope of g alone. What g gives out still has to go through f, and f changes "
        "the size of the nudge once more.",
    ),
    Misconception(
        "slopes added",
        lambda f_slope, g, g_slope, x: f_slope(g(x)) + g_slope(x),
        "Both slopes are right, each in its place, and then you added them. These two steps follow "
        "each other on one path.",
    ),
    Misconception(
        "side by side",
        lambda f_slope, g, g_slope, x: f_slope(x) + g_slope(x),
        "You took both slopes at x and added them. That is right for f(x) + g(x), two functions "
        "side by side. Here one sits inside the other.",
    ),
    Misconception(
        "slope of a slope",
        lambda f_slope, g, g_slope, x: f_slope(g_slope(x)),
        "You put one slope into the other. f_slope needs a place, and how fast g moves is not a "
        "place. What does g give at x?",
    ),
    Misconception(
        "outer slope at the inner slope",
        lambda f_slope, g, g_slope, x: f_slope(g_slope(x)) * g_slope(x),
        "Two slopes, multiplied: good. But the outer one was taken at the slope of g. f is given "
        "what g makes, so take it there.",
    ),
    Misconception(
        "inner slope at g(x)",
        lambda f_slope, g, g_slope, x: f_slope(g(x)) * g_slope(g(x)),
        "Both slopes were taken at g(x). While g was a straight line that made no difference. "
        "Take each slope at what its own step was given. What was g given?",
    ),
    Misconception(
        "value for slope",
        lambda f_slope, g, g_slope, x: f_slope(g(x)) * g(x),
        "You multiplied by what g gives. That is the place for the outer slope; the rate that is "
        "still missing is how fast g moves at x.",
    ),
    Misconception(
        "outer and inner swapped",
        lambda f_slope, g, g_slope, x: f_slope(x) * g_slope(f_slope(x)),
        "You let f go first and gave its slope to g_slope. It is the other way round: x goes into "
        "g, and what comes out of g goes into f.",
    ),
    Misconception(
        "g of the outer slope",
        lambda f_slope, g, g_slope, x: g(f_slope(x)),
        "You took the outer slope at x and sent it through g. g works on places, not on slopes; "
        "what it gives is the place where the outer slope is taken.",
    ),
)

NESTED_SLOPE = Answer(
    name="nested_slope",
    inputs=("f_slope", "g", "g_slope", "x"),
    outputs=("slope",),
    reference=nested_slope,
    parts=(
        Part(
            "straight inside",
            points=2,
            outputs=("slope",),
            cases=(
                Case("the chapter's two functions", lambda rng: squared_after(3, 1, 1, 2.0)),
                Case("a straight g", drawn_functions(1)),
                Case("another straight g", drawn_functions(1, normal)),
            ),
        ),
        Part(
            "bent inside",
            points=2,
            outputs=("slope",),
            cases=(
                Case("a square in a square", lambda rng: squared_after(1, 1, 2, 3.0)),
                Case("where g is flat", lambda rng: squared_after(1, 1, 2, 0.0)),
                Case("a bent g", drawn_functions(2)),
                Case("another bent g", drawn_functions(2, normal)),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Call f_slope and g_slope, each at its right place, and put the results together.",
)

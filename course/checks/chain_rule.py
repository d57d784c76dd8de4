"""The chain-rule assignment: what is right, which mistakes are known, what they are worth.

Shapes: x (1, d_in), y (1, 1), W1 (d_in, hidden), b1 (hidden,), W2 (hidden, 1), b2 (1,).
"""

import numpy as np

from course.checks.answers import Answer, Assignment, Case, Part, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.inputs import halves, normal, told
from course.checks.show import number
from course.checks.slips.chain_rule import CHAIN_SLOPE, NESTED_SLOPE, ROAD_SLOPE
from course.checks.slips.chain_rule_2 import INPUT_SLOPE
from reference_impl import example, layers, losses

BOTH_AWAKE, AT_ZERO = np.array([0.0, 2.0]), np.array([0.0, 1.0])  # for example.b1


def chain_slope(rates):
    """How fast the end moves with the beginning: the product, 1 without a step."""
    return float(np.prod(rates))


def chain_case(name, n, draw=halves):
    return Case(name, lambda rng: (draw(rng, n).tolist(),))


CHAIN = Answer(
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
                Case("a neuron asleep", lambda rng: ([2.0, 0.0, 0.5, -4.0],)),
                chain_case("3 steps", 3),
                chain_case("7 steps", 7, normal),
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
    misconceptions=CHAIN_SLOPE,
    todo="Turn a list of rates into the one rate of the whole road.",
)


def squared_after(a, b, power, x):
    """The arguments for f(u) = u**2 and g(x) = a * x**power + b."""
    term, rate = "x**2" if power == 2 else "x", number(a * power)
    bent = term if a == 1 else f"{number(a)} * {term}"
    g = told(f"g(x) = {bent} + {number(b)}")(lambda x: a * x**power + b)
    steep = f" at x: {rate} * x" if power == 2 else f", everywhere: {rate}"
    g_slope = told(f"the slope of g{steep}")(lambda x: a * power * x ** (power - 1))
    return told("the slope of u**2 at u: 2 * u")(lambda u: 2 * u), g, g_slope, x


def drawn_functions(power, draw=halves):
    """A function that draws slopes for a bent outer function and g(x) = a * x**power + b."""

    def inputs(rng):
        a, b, c, d, x = draw(rng, 5).tolist()
        f_slope = told(f"the slope of f at u: {number(c)} * u**2 + {number(d)}")(
            lambda u: c * u**2 + d
        )
        _, g, g_slope, _ = squared_after(a, b, power, x)
        return f_slope, g, g_slope, x

    return inputs


NESTED = Answer(
    name="nested_slope",
    inputs=("f_slope", "g", "g_slope", "x"),
    outputs=("slope",),
    reference=lambda f_slope, g, g_slope, x: f_slope(g(x)) * g_slope(x),
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
    misconceptions=NESTED_SLOPE,
    todo="Ask f_slope and g_slope, each in its right place, and put the answers together.",
)


def road_case(name, *steps, draw=halves):
    """Roads with these numbers of steps."""

    def inputs(rng):
        rates = iter(draw(rng, sum(steps)).tolist())
        return ([[next(rates) for _ in range(n)] for n in steps],)

    return Case(name, inputs)


ROADS = Answer(
    name="road_slope",
    inputs=("roads",),
    outputs=("slope",),
    reference=lambda roads: sum(map(chain_slope, roads)),
    parts=(
        Part(
            "roads that meet",
            points=2,
            outputs=("slope",),
            cases=(
                Case(
                    "the two roads of the chapter",
                    lambda rng: ([[2.0, 0.5, 1.0, 1.0], [2.0, 3.0, 1.0, -1.0]],),
                ),
                Case("one road closed", lambda rng: ([[2.0, 3.0, 0.0, -1.0], [2.0, 0.5]],)),
                road_case("3 roads of 3 steps", 3, 3, 3),
                road_case("roads of 2, 3 and 4 steps", 2, 3, 4),
                road_case("4 roads of 3 to 7 steps", 5, 3, 7, 4, draw=normal),
            ),
        ),
        Part(
            "a road without steps",
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
            "one road or none",
            points=1,
            outputs=("slope",),
            cases=(
                Case("one road", lambda rng: ([[2.0, 1.0, 0.5, -4.0]],)),
                Case("no road", lambda rng: ([],)),
            ),
        ),
    ),
    misconceptions=ROAD_SLOPE,
    todo="Multiply along each road, and bring together what the roads bring.",
    builds_on=("chain_slope",),
)


def input_slope(x, y, W1, b1, W2, b2):
    """How fast the squared error of one bottle moves with each measurement."""
    z1 = layers.affine(x, W1, b1)  # (1, hidden)
    y_hat = layers.affine(layers.relu(z1), W2, b2)  # (1, 1)
    d_a1 = layers.affine_backward_input(losses.mse_grad(y_hat, y), W2)  # (1, hidden)
    return layers.affine_backward_input(layers.relu_backward(d_a1, z1), W1)  # (1, d_in)


def first_bottle(b1):
    """The running example with this b1."""
    return Case(
        f"the first bottle, b1 = [{', '.join(map(number, b1))}]",
        lambda rng: (example.x, example.y, example.W1, b1, example.W2, example.b2),
    )


def bottle(d_in, signs, draw=halves):
    """One bottle, and a network whose neurons are awake, asleep or at zero as `signs` has it."""
    hidden = len(signs)

    def inputs(rng):
        x, W1 = draw(rng, 1, d_in), draw(rng, d_in, hidden)
        z1 = np.array(signs) * np.abs(draw(rng, hidden))  # (hidden,)
        W2, b2 = draw(rng, hidden, 1), draw(rng, 1)
        y_hat = layers.affine(layers.relu(z1[None]), W2, b2)  # (1, 1)
        return x, y_hat - draw(rng, 4)[:1], W1, z1 - (x @ W1)[0], W2, b2

    return Case(f"{d_in} measurements, {hidden} neurons", inputs)


def input_part(name, points, *cases):
    return Part(name, points, ("slopes",), cases)


INPUT = Answer(
    name="input_slope",
    inputs=("x", "y", "W1", "b1", "W2", "b2"),
    outputs=("slopes",),
    reference=input_slope,
    parts=(
        input_part(
            "all awake", 2,
            first_bottle(BOTH_AWAKE),
            bottle(3, (1, 1, 1)),
            bottle(3, (1, 1, 1, 1)),
            bottle(5, (1, 1, 1), normal),
        ),
        input_part(
            "some asleep", 2,
            first_bottle(example.b1),
            bottle(3, (1, -1, 1)),
            bottle(3, (1, -1, -1, 1)),
            bottle(7, (-1, 1, 1, -1, 1), normal),
        ),
        input_part(
            "at zero", 1,
            first_bottle(AT_ZERO),
            bottle(3, (1, 0, 1)),
            bottle(3, (1, 0, -1, 1)),
        ),
    ),
    misconceptions=INPUT_SLOPE,
    todo="Go forward to find y_hat, then take every road back from the loss to each measurement.",
    builds_on=("chain_slope", "road_slope"),
)  # fmt: skip

ASSIGNMENT = Assignment(
    "chain_rule",
    (
        Prediction("predict_second", 1, "Put your guess after `return`."),
        CHAIN,
        NESTED,
        ROADS,
        INPUT,
        SelfMarked("multiply_or_add", 4),
    ),
)  # fmt: skip
check = Check(ASSIGNMENT)

"""The answer `he`: the random weights that a layer starts with, by He's rule.

Shapes: W (d_in, d_out).
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from reference_impl import initialise


def start_case(d_in: int, d_out: int) -> Case:
    return Case(f"{d_in} in, {d_out} out", lambda rng: (d_in, d_out, rng.spawn(1)[0]))


AS_MANY = (start_case(3, 3), start_case(8, 8))
MORE_OR_FEWER = (start_case(8, 3), start_case(3, 5))


def _spread(d_in):
    """The spread of He's rule."""
    return np.sqrt(2 / d_in)


MISCONCEPTIONS = (
    Misconception(
        "spread from the outputs",
        lambda d_in, d_out, rng: rng.normal(0, _spread(d_out), (d_in, d_out)),
        "You divided by the number of neurons, d_out. The sum in one neuron has as many terms as "
        "numbers come in. How many neurons there are beside it makes no difference to it.",
    ),
    Misconception(
        "no square root",
        lambda d_in, d_out, rng: rng.normal(0, 2 / d_in, (d_in, d_out)),
        "2 / d_in is the square of the spread, the variance. Other books write the rule that way. "
        "`rng.normal` takes the spread itself.",
    ),
    Misconception(
        "root of the two alone",
        lambda d_in, d_out, rng: rng.normal(0, np.sqrt(2) / d_in, (d_in, d_out)),
        "The root has been taken of the 2 alone. In the formula it covers the whole fraction; "
        "look at where your bracket closes.",
    ),
    Misconception(
        "2 forgotten",
        lambda d_in, d_out, rng: rng.normal(0, np.sqrt(1 / d_in), (d_in, d_out)),
        "The 2 is missing. A ReLU turns about half of what it gets into zeros, and the 2 makes up "
        "for that half. Without it the numbers shrink from layer to layer.",
    ),
    Misconception(
        "Xavier's rule",
        lambda d_in, d_out, rng: rng.normal(0, np.sqrt(2 / (d_in + d_out)), (d_in, d_out)),
        "That is Xavier's rule, with both sizes below the line. He's rule counts what comes in "
        "and nothing else.",
    ),
    Misconception(
        "spread forgotten",
        lambda d_in, d_out, rng: rng.normal(size=(d_in, d_out)),
        "These have a spread of 1, whatever the layer. That is what `rng.normal` does unless it "
        "is told otherwise. After ten layers the numbers are huge.",
    ),
    Misconception(
        "spread in the place of the mean",
        lambda d_in, d_out, rng: rng.normal(_spread(d_in), size=(d_in, d_out)),
        "The first thing that `rng.normal` takes is the middle of the bell curve, and the second "
        "is its spread. The middle belongs at zero.",
    ),
    Misconception(
        "rows and columns swapped",
        lambda d_in, d_out, rng: rng.normal(0, _spread(d_in), (d_out, d_in)),
        "The right spread in the wrong shape. X has d_in columns and meets W in X @ W, so how "
        "many rows does W need?",
    ),
    Misconception(
        "drawn column by column",
        lambda d_in, d_out, rng: rng.normal(0, _spread(d_in), (d_out, d_in)).T,
        "Good random weights, in another order: each column was drawn by itself, or the table was "
        "transposed afterwards. Draw it in one call, so that anybody can repeat it.",
    ),
    Misconception(
        "flat and not a bell",
        lambda d_in, d_out, rng: rng.uniform(-_spread(d_in), _spread(d_in), (d_in, d_out)),
        "These come from a flat curve that ends at the spread, so most of them are nearer to zero "
        "than that. What was asked for is a bell curve.",
    ),
    Misconception(
        "all above zero",
        lambda d_in, d_out, rng: _spread(d_in) * rng.random((d_in, d_out)),
        "`rng.random` gives numbers between 0 and 1, so every weight is above zero. They should "
        "be on both sides of zero. The bell curve has another name.",
    ),
    Misconception(
        "one number for all",
        lambda d_in, d_out, rng: np.full((d_in, d_out), rng.normal(0, _spread(d_in))),
        "One number was drawn and put in everywhere. Then all neurons give the same output for "
        "ever: 64 neurons do no more than one. `rng.normal` can draw a whole table at once.",
    ),
    Misconception(
        "drawn from np.random",
        lambda d_in, d_out, rng: np.random.normal(0, _spread(d_in), (d_in, d_out)),
        "The rule is right and the numbers come from the wrong place. You were given a generator, "
        "`rng`. Whoever starts it the same way gets the same weights again.",
    ),
    Misconception(
        "a generator made on the spot",
        lambda d_in, d_out, rng: np.random.default_rng(0).normal(0, _spread(d_in), (d_in, d_out)),
        "You made a generator of your own, which starts from the same place at each call. Two "
        "layers of one size would then be the same. Draw from the one that you were given.",
    ),
)

HE = Answer(
    name="he",
    inputs=("d_in", "d_out", "rng"),
    outputs=("W",),
    reference=initialise.he,
    parts=(
        Part("as many in as out", points=1, outputs=("W",), cases=AS_MANY),
        Part("more or fewer out", points=1, outputs=("W",), cases=MORE_OR_FEWER),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Draw the weights of one layer from a bell curve with the spread of He's rule.",
)

"""`neuron` is what one neuron says: each measurement times its weight, added up, and the bias.

Shapes: x and w (d_in,), b one number.
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import ArrayDraw, halves, normal
from reference_impl import example


def neuron(x: np.ndarray, w: np.ndarray, b: float) -> float:
    return x @ w + b


def bill(name: str, d_in: int, draw: ArrayDraw = halves, bias: bool = True) -> Case:
    """A neuron with d_in arrows; its bias is one more number of the same kind, or zero."""

    def inputs(rng):
        x, (*w, b) = draw(rng, d_in), draw(rng, d_in + 1)
        return x, np.array(w), float(b) if bias else 0.0

    return Case(name, inputs)


def hidden(name: str, place: int, b: float) -> Case:
    """A hidden neuron of the running example, and the bottle."""
    return Case(name, lambda rng: (example.x[0], example.W1[:, place], b))


MISCONCEPTIONS = (
    Misconception(
        "bias forgotten",
        lambda x, w, b: (x * w).sum(),
        "That is the bill without the delivery charge. The bias is added once, at the end.",
    ),
    Misconception(
        "a bias for each measurement",
        lambda x, w, b: (x * w + b).sum(),
        "The bias went in before the sum, so it was added once for each measurement. The delivery "
        "charge is paid once, however many things are on the bill.",
    ),
    Misconception(
        "bias counted twice",
        lambda x, w, b: (x * w).sum() + 2 * b,
        "The bias is in there twice. If your total begins at the bias, it does not need it again "
        "at the end.",
    ),
    Misconception(
        "bias taken away",
        lambda x, w, b: (x * w).sum() - b,
        "You took the bias away. It is a head start, and a head start is added. If it is below "
        "zero, adding it does the taking away.",
    ),
    Misconception(
        "bias as a factor",
        lambda x, w, b: (x * w).sum() * b,
        "You multiplied by the bias. It is on no arrow, so there is nothing for it to multiply; "
        "it is added.",
    ),
    Misconception(
        "bias on the measurements",
        lambda x, w, b: ((x + b) * w).sum(),
        "The bias was added to the measurements before the weights came. The measurements stay as "
        "they are: the products are added up first, and then the bias is added.",
    ),
    Misconception(
        "products not added up",
        lambda x, w, b: x * w + b,
        "These are the lines of the bill, one for each measurement. A neuron gives one number, so "
        "add them up.",
    ),
    Misconception(
        "sum times sum",
        lambda x, w, b: x.sum() * w.sum() + b,
        "You added first and multiplied the two sums. Then every measurement is multiplied by "
        "every weight. Multiply each measurement by its own weight, and add afterwards.",
    ),
    Misconception(
        "added in place of multiplied",
        lambda x, w, b: (x + w).sum() + b,
        "You added the weights to the measurements. A weight says how much a measurement counts, "
        "so the two are multiplied.",
    ),
    Misconception(
        "mean",
        lambda x, w, b: (x * w).mean() + b,
        "You took the mean of the products. A bill with more lines is a bigger bill: the products "
        "are added, and nothing is divided.",
    ),
    Misconception(
        "two measurements for ever",
        lambda x, w, b: x[0] * w[0] + x[1] * w[1] + b,
        "Your bill has two lines, however long it is. The bottle of the example has two "
        "measurements, and the next may have eleven. Go through all of x.",
    ),
    Misconception(
        "return inside the loop",
        lambda x, w, b: b + x[0] * w[0],
        "Only the first measurement is on the bill. `return` leaves the function at once, so in a "
        "loop it ends the first round; it belongs under the loop, not in it.",
    ),
)

NEURON = Answer(
    name="neuron",
    inputs=("x", "w", "b"),
    outputs=("total",),
    reference=neuron,
    parts=(
        Part(
            "no bias",
            points=1,
            outputs=("total",),
            cases=(
                hidden("the upper hidden neuron", 0, b=0.0),
                hidden("the lower hidden neuron, its bias turned to 0", 1, b=0.0),
                bill("3 measurements", 3, bias=False),
                bill("5 measurements", 5, normal, bias=False),
            ),
        ),
        Part(
            "with a bias",
            points=2,
            outputs=("total",),
            cases=(
                hidden("the lower hidden neuron", 1, b=0.5),
                hidden("the lower hidden neuron, its bias turned to 3", 1, b=3.0),
                bill("3 measurements", 3),
                bill("4 measurements", 4),
                bill("11 measurements", 11, normal),
                Case(
                    "the same measurement twice",
                    lambda rng: (np.array([3.0, 1, 3]), np.array([2.0, 5, 4]), 0.5),
                ),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Multiply each measurement by its weight, add up the products, and add the bias.",
)

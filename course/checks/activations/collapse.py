"""Two layers with nothing between them, collapsed into one.

Shapes: W1 (d_in, hidden), b1 (hidden,), W2 (hidden, d_out), b2 (d_out,); W (d_in, d_out),
b (d_out,).
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import ArrayDraw, halves, normal
from reference_impl import example


def collapse(
    W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The one layer that does what two layers with nothing between them do."""
    return W1 @ W2, b1 @ W2 + b2  # (d_in, d_out), (d_out,)


def layers_case(d_in: int, hidden: int, d_out: int, draw: ArrayDraw = halves) -> Case:
    def inputs(rng):
        return (
            draw(rng, d_in, hidden),
            draw(rng, hidden),
            draw(rng, hidden, d_out),
            draw(rng, d_out),
        )

    return Case(f"{d_in} in, {hidden} hidden, {d_out} out", inputs)


CASES = (
    Case("the tiny network", lambda rng: (example.W1, example.b1, example.W2, example.b2)),
    layers_case(3, 3, 3),
    layers_case(4, 4, 4, normal),
    layers_case(4, 5, 3),
    layers_case(5, 3, 7, normal),
)

MISCONCEPTIONS = (
    Misconception(
        "the wrong order",
        lambda W1, b1, W2, b2: (W2 @ W1, b1 @ W2 + b2),
        "You multiply the second weights by the first. A bottle meets W1 first: `X @ W1 @ W2`, "
        "read from the left. Where both are square the wrong order runs without an error, and its "
        "result means nothing.",
    ),
    Misconception(
        "examples as columns",
        lambda W1, b1, W2, b2: (W2 @ W1, W2 @ b1 + b2),
        "These are the formulas for a course where each example is a column. Here each bottle is "
        "a row, so both products go the other way round.",
    ),
    Misconception(
        "first bias not sent on",
        lambda W1, b1, W2, b2: (W1 @ W2, b1 + b2),
        "You added the two biases as they are. The first one is added before the second layer, so "
        "it has to go through that layer's weights like everything else.",
    ),
    Misconception(
        "first bias forgotten",
        lambda W1, b1, W2, b2: (W1 @ W2, b2),
        "Only the second bias is left. Try a bottle of zeros: the first layer makes b1 out of it, "
        "and that goes on to the second.",
    ),
    Misconception(
        "second bias forgotten",
        lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W2),
        "The first bias went through the second layer, and that is right. But that layer has a "
        "bias of its own, and it is missing.",
    ),
    Misconception(
        "both biases sent on",
        lambda W1, b1, W2, b2: (W1 @ W2, (b1 + b2) @ W2),
        "Both biases went through W2. The second one is added at the very end, after W2, and goes "
        "through nothing.",
    ),
    Misconception(
        "star for at",
        lambda W1, b1, W2, b2: (W1 * W2, b1 @ W2 + b2),
        "`*` multiplies entry by entry. To follow each path through both layers and add up the "
        "paths that end together you need the matrix product, `@`.",
    ),
    Misconception(
        "added up",
        lambda W1, b1, W2, b2: (W1 + W2, b1 + b2),
        "You added the layers. They come one after the other, not side by side: what the first "
        "makes is multiplied by the weights of the second.",
    ),
    Misconception(
        "a ReLU in between",
        lambda W1, b1, W2, b2: (np.maximum(W1, 0) @ W2, np.maximum(b1, 0) @ W2 + b2),
        "Negative numbers of the first layer are gone, as if its weights had been through a ReLU. "
        "These two layers have nothing between them. With a ReLU there they would not collapse at "
        "all.",
    ),
    Misconception(
        "another order",
        lambda W1, b1, W2, b2: (b1 @ W2 + b2, W1 @ W2),
        "The weights and the bias have changed places in the return line. The order asked for is "
        "W, b.",
    ),
)

COLLAPSE = Answer(
    name="collapse",
    inputs=("W1", "b1", "W2", "b2"),
    outputs=("W", "b"),
    reference=collapse,
    parts=(
        Part("the weights", points=1, outputs=("W",), cases=CASES),
        Part("the bias", points=1, outputs=("b",), cases=CASES),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Return the weights and the bias of the one layer that does what these two do.",
)

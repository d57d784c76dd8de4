"""How fast the loss of one bottle moves with each of its measurements.

Shapes: x (1, d_in), y (1, 1), W1 (d_in, hidden), b1 (hidden,), W2 (hidden, 1), b2 (1,).
"""

from collections.abc import Sequence

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import ArrayDraw, halves, normal
from course.checks.show import number
from reference_impl import example, layers, losses


def input_slope(
    x: np.ndarray, y: np.ndarray, W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray
) -> np.ndarray:
    """How fast the squared error of one bottle moves with each measurement."""
    z1 = layers.affine(x, W1, b1)  # (1, hidden)
    y_hat = layers.affine(layers.relu(z1), W2, b2)  # (1, 1)
    d_a1 = layers.affine_backward_input(losses.mse_grad(y_hat, y), W2)  # (1, hidden)
    return layers.affine_backward_input(layers.relu_backward(d_a1, z1), W1)  # (1, d_in)


BOTH_ACTIVE, AT_ZERO = np.array([0.0, 2.0]), np.array([0.0, 1.0])  # for example.b1


def first_bottle(b1: np.ndarray) -> Case:
    """The running example with this b1."""
    return Case(
        f"the first bottle, b1 = [{', '.join(map(number, b1))}]",
        lambda rng: (example.x, example.y, example.W1, b1, example.W2, example.b2),
    )


def bottle(d_in: int, signs: Sequence[int], draw: ArrayDraw = halves) -> Case:
    """One bottle, and a network whose neurons are active, inactive or at zero as `signs` has it."""
    hidden = len(signs)

    def inputs(rng):
        x, W1 = draw(rng, 1, d_in), draw(rng, d_in, hidden)
        z1 = np.array(signs) * np.abs(draw(rng, hidden))  # (hidden,)
        W2, b2 = draw(rng, hidden, 1), draw(rng, 1)
        y_hat = layers.affine(layers.relu(z1[None]), W2, b2)  # (1, 1)
        return x, y_hat - draw(rng, 4)[:1], W1, z1 - (x @ W1)[0], W2, b2

    return Case(f"{d_in} measurements, {hidden} neurons", inputs)


def _input_slope(
    loss_slope=lambda e: 2 * e,
    activate=lambda z: np.maximum(z, 0),
    mask=lambda z: z > 0,
    weights=lambda W2: W2.T,
    gather=lambda dz, W1, x: dz @ W1.T,
):
    """An `input_slope` with one of its steps exchanged; e is y_hat - y, dz (1, hidden)."""

    def input_slope(x, y, W1, b1, W2, b2):
        z = x @ W1 + b1  # (1, hidden)
        e = activate(z) @ W2 + b2 - y  # (1, 1)
        dz = loss_slope(e) * weights(W2) * mask(z)  # (1, hidden)
        return gather(dz, W1, x)

    return input_slope


def _two_of_everything(dz, W1, x):
    slopes = np.zeros(x.shape)
    slopes[0, :2] = dz[0, :2] @ W1[:2, :2].T
    return slopes


MISCONCEPTIONS = (
    Misconception(
        "no mask",
        _input_slope(mask=np.ones_like),
        "Inactive neurons take part as if they were active. A path through a neuron whose z is "
        "below zero has a step with the rate 0.",
    ),
    Misconception(
        "active at zero",
        _input_slope(mask=lambda z: z >= 0),
        "Look for a z that is exactly 0. ReLU has a corner there, and this course takes the "
        "slope on its flat side.",
    ),
    Misconception(
        "no ReLU at all",
        _input_slope(activate=lambda z: z, mask=np.ones_like),
        "There is no ReLU in it, in either direction. Forward, a z below zero becomes 0 before it "
        "meets W2; back, the path through that neuron is closed.",
    ),
    Misconception(
        "no ReLU going forward",
        _input_slope(activate=lambda z: z),
        "On the way back you close the paths through inactive neurons. On the way forward you "
        "leave them open: the prediction was made from z, and W2 only ever sees what ReLU gives "
        "out.",
    ),
    Misconception(
        "value for slope",
        _input_slope(mask=lambda z: np.maximum(z, 0)),
        "At the ReLU you multiplied by what it gave out. A path needs its slope, and that is the "
        "same for every active neuron.",
    ),
    Misconception(
        "half",
        _input_slope(lambda e: e),
        "Every slope is half of what it should be. Look at the first step back: the slope of a "
        "square has a factor in front.",
    ),
    Misconception(
        "turned round",
        _input_slope(lambda e: -2 * e),
        "Every sign is turned round, so look at the first step back. If a prediction that is too "
        "high rises further, the loss rises too.",
    ),
    Misconception(
        "loss for slope",
        _input_slope(lambda e: e**2),
        "Every path starts with the loss itself. That says how wrong the prediction is; a path "
        "starts with how fast the loss moves.",
    ),
    Misconception(
        "second weights forgotten",
        _input_slope(weights=lambda W2: np.ones_like(W2.T)),
        "W2 is missing on your paths. How fast the prediction moves with an activation is the "
        "weight that joins the two.",
    ),
    Misconception(
        "W1 untransposed",
        _input_slope(gather=lambda dz, W1, x: dz @ W1),
        "`dz @ W1` fits only where there are as many neurons as measurements, and even then it "
        "follows the wrong arrows. The first measurement's arrows are W1's first row.",
    ),
    Misconception(
        "stops at the neurons",
        _input_slope(gather=lambda dz, W1, x: dz),
        "These are the slopes with the z, one for each neuron. There is one more step back to "
        "the measurements, and W1 has its rates.",
    ),
    Misconception(
        "two of everything",
        _input_slope(gather=_two_of_everything),
        "It goes as far as two measurements and two neurons. That is the size of the tiny "
        "network; others are larger, and W1 knows both of its sizes.",
    ),
    Misconception(
        "first neuron only",
        _input_slope(gather=lambda dz, W1, x: dz[:, :1] @ W1[:, :1].T),
        "Only the path through the first neuron was taken. Every measurement feeds all of the "
        "hidden neurons, and a nudge takes every path.",
    ),
    Misconception(
        "last neuron only",
        _input_slope(gather=lambda dz, W1, x: dz[:, -1:] @ W1[:, -1:].T),
        "Only the path through the last neuron is left: each path wrote over the one before. "
        "Where they meet, their slopes add up.",
    ),
    Misconception(
        "paths averaged",
        _input_slope(gather=lambda dz, W1, x: dz @ W1.T / W1.shape[1]),
        "You took the mean over the neurons. A nudge is not shared out among the paths; each of "
        "them carries all of it.",
    ),
    Misconception(
        "paths not added",
        _input_slope(gather=lambda dz, W1, x: W1 * dz),
        "That is every path by itself, one row a measurement and one column a neuron, and each is "
        "right. The paths of one measurement still have to be added up.",
    ),
    Misconception(
        "paths of a neuron added",
        _input_slope(gather=lambda dz, W1, x: (W1 * dz).sum(axis=0)),
        "You added up the paths that go through one neuron, so there is a number for each neuron. "
        "Those that meet start at one measurement: add in the other direction.",
    ),
    Misconception(
        "flat",
        _input_slope(gather=lambda dz, W1, x: (dz @ W1.T)[0]),
        "The numbers are right. x is a row, shape (1, d_in), and a slope has the shape of the "
        "thing it belongs to.",
    ),
    Misconception(
        "slopes with the weights",
        _input_slope(gather=lambda dz, W1, x: x.T @ dz),
        "These are the slopes with W1, a number for each weight. You were asked about the "
        "measurements. How fast z moves with a measurement is the weight between them.",
    ),
)

INPUT_SLOPE = Answer(
    name="input_slope",
    inputs=("x", "y", "W1", "b1", "W2", "b2"),
    outputs=("slopes",),
    reference=input_slope,
    parts=(
        Part(
            "all active",
            points=2,
            outputs=("slopes",),
            cases=(
                first_bottle(BOTH_ACTIVE),
                bottle(3, (1, 1, 1)),
                bottle(3, (1, 1, 1, 1)),
                bottle(5, (1, 1, 1), normal),
            ),
        ),
        Part(
            "some inactive",
            points=2,
            outputs=("slopes",),
            cases=(
                first_bottle(example.b1),
                bottle(3, (1, -1, 1)),
                bottle(3, (1, -1, -1, 1)),
                bottle(7, (-1, 1, 1, -1, 1), normal),
            ),
        ),
        Part(
            "at zero",
            points=1,
            outputs=("slopes",),
            cases=(
                first_bottle(AT_ZERO),
                bottle(3, (1, 0, 1)),
                bottle(3, (1, 0, -1, 1)),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Go forward to find y_hat, then take every path back from the loss to each measurement.",
    builds_on=("chain_slope", "road_slope"),
)

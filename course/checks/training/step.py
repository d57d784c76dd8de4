"""The answer `step`: all the weights and biases of a network, one step further downhill.

`params` holds W1, b1, W2 and so on, `gradients` dW1, db1, dW2; each gradient has the shape of
what it belongs to, W (d_in, d_out) and b (d_out,).
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import ArrayDraw, drawn_params, halves, normal
from reference_impl import Arrays, example, losses, network, training


def four_bottles_deeper(rng: np.random.Generator) -> tuple[Arrays, Arrays, float]:
    """The running example with a middle layer that changes nothing, and its gradients."""
    params = {
        "W1": example.W1, "b1": example.b1,
        "W2": np.eye(2), "b2": np.zeros(2),
        "W3": example.W2, "b3": example.b2,
    }  # fmt: skip
    cache = network.forward(params, example.X4)
    return params, network.backward(params, cache, example.y4, losses.mse_grad), 0.5


def step_case(name: str, *sizes: int, rate: float, draw: ArrayDraw = halves) -> Case:
    def inputs(rng):
        params = drawn_params(rng, sizes, draw)
        gradients = {f"d{name}": draw(rng, *value.shape) for name, value in params.items()}
        return params, gradients, rate

    return Case(name, inputs)


WEIGHTS, BIASES = ("W1", "W2", "W3"), ("b1", "b2", "b3")
STEP_CASES = (
    Case("the four bottles, one layer deeper", four_bottles_deeper),
    step_case("sizes 3-3-3-3", 3, 3, 3, 3, rate=0.5),
    step_case("sizes 5-4-3-1", 5, 4, 3, 1, rate=2),
    step_case("sizes 4-6-5-3", 4, 6, 5, 3, rate=0.03, draw=normal),
)


def _in_place(params, gradients, rate):
    for name in params:
        params[name] -= rate * gradients[f"d{name}"]
    return params


def _first_name(params, gradients, rate):
    for name, value in params.items():
        return {name: value - rate * gradients[f"d{name}"]}


MISCONCEPTIONS = (
    Misconception(
        "uphill",
        lambda params, gradients, rate: training.step(params, gradients, -rate),
        "You went uphill: the gradient points to where the loss grows. Downhill is the other way.",
    ),
    Misconception(
        "learning rate forgotten",
        lambda params, gradients, rate: training.step(params, gradients, 1),
        "The whole gradient was taken off, and the learning rate was not used. The gradient tells "
        "you how steep it is here, not how far to go.",
    ),
    Misconception(
        "the step alone",
        lambda params, gradients, rate: {n: -rate * gradients[f"d{n}"] for n in params},
        "That is the step itself, without the place that it starts from. The new weights are the "
        "old ones plus that.",
    ),
    Misconception(
        "rate times everything",
        lambda params, gradients, rate: {
            n: rate * (w - gradients[f"d{n}"]) for n, w in params.items()
        },
        "The weights have been multiplied by the learning rate as well, so they shrink at every "
        "step. Only the gradient is scaled by it: look at your brackets.",
    ),
    Misconception(
        "taken from the step",
        lambda params, gradients, rate: {
            n: rate * gradients[f"d{n}"] - w for n, w in params.items()
        },
        "You subtracted the weights from the step, and not the step from the weights. Everything "
        "has the opposite sign.",
    ),
    Misconception(
        "divided by the rate",
        lambda params, gradients, rate: training.step(params, gradients, 1 / rate),
        "The gradient was divided by the learning rate. Then a small rate makes a huge step.",
    ),
    Misconception(
        "biases left out",
        lambda params, gradients, rate: (
            params
            | {n: w for n, w in training.step(params, gradients, rate).items() if n.startswith("W")}
        ),
        "The weights moved and the biases did not. They are parameters like the weights, and each "
        "has a gradient of its own.",
    ),
    Misconception(
        "two layers only",
        lambda params, gradients, rate: {
            n: w for n, w in training.step(params, gradients, rate).items() if n[1:] in "12"
        },
        "You took the names of a network with two layers. Another may have more. Go through all "
        "the names that `params` holds.",
    ),
    Misconception(
        "return inside the loop",
        _first_name,
        "Only the first name came through. A `return` inside the loop ends the function in the "
        "first round; look at how far yours is indented.",
    ),
    Misconception(
        "old weights overwritten",
        _in_place,
        "The numbers are right, and the old weights are gone. Somebody may want to go back to "
        "them: early stopping does. A copy of the dictionary does not help if `-=` then writes "
        "into the same arrays.",
    ),
)

STEP = Answer(
    name="step",
    inputs=("params", "gradients", "learning_rate"),
    outputs=WEIGHTS + BIASES,
    reference=training.step,
    parts=(
        Part("weights", points=1, outputs=WEIGHTS, cases=STEP_CASES),
        Part("biases", points=1, outputs=BIASES, cases=STEP_CASES),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Make a new dictionary in which each array has moved a little downhill.",
    keyed=True,
)

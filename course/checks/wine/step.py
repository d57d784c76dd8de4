"""A step downhill with the weights, and not the biases, on a leash.

Shapes: a parameter and its gradient have the same shape.
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import ArrayDraw, halves, normal, with_zeros
from course.checks.wine.leash import all_pulled, overwritten, pulled, step_by, unleashed
from reference_impl import example, training


def step_case(
    name: str, d: int, hidden: int, rate: float, decay: float, draw: ArrayDraw = halves
) -> Case:
    """A network, gradients for it, and the settings of a step; some weights are zero."""

    def inputs(rng):
        shapes = {"W1": (d, hidden), "b1": (hidden,), "W2": (hidden, 1), "b2": (1,)}
        params = {key: draw(rng, *shape) for key, shape in shapes.items()}
        params["W1"] = with_zeros(params["W1"])
        gradients = {f"d{key}": draw(rng, *shape) for key, shape in shapes.items()}
        return params, gradients, rate, decay

    return Case(name, inputs)


STEP_CASES = (
    Case(
        "the first bottle",
        lambda rng: (
            example.network().params,
            {name: example.by_hand[name] for name in ("dW1", "db1", "dW2", "db2")},
            *(0.5, 1.0),
        ),
    ),
    step_case("3 in, 3 hidden", 3, 3, 0.25, 0.5),
    step_case("5 in, 4 hidden", 5, 4, 0.5, 3.0),
    step_case("4 in, 3 hidden, no leash", 4, 3, 0.25, 0.0),
    step_case("7 in, 5 hidden", 7, 5, 0.02, 0.3, normal),
)

MISCONCEPTIONS = (
    Misconception(
        "biases on the leash",
        all_pulled,
        "The biases were pulled as well. A bias has to lift the guess to where the scores are, and "
        "a leash would only hold it down. It belongs on the weights alone.",
    ),
    Misconception(
        "pushed away",
        step_by(lambda w, dw, rate, decay: w - rate * (dw - decay * w)),
        "The weights are pushed away from zero: a large one grows and goes on growing. That is a "
        "leash with the wrong sign.",
    ),
    Misconception(
        "leash without the rate",
        step_by(lambda w, dw, rate, decay: w - rate * dw - decay * w),
        "The pull was not multiplied by the rate. It joins the gradient, as one more reason to "
        "move, and the rate says how far to go for all the reasons together.",
    ),
    Misconception(
        "uphill",
        step_by(
            lambda w, dw, rate, decay: w + rate * (dw + decay * w),
            lambda b, db, rate, decay: b + rate * db,
        ),
        "You added the step. The gradient points uphill, and you want to go down.",
    ),
    Misconception(
        "no leash",
        unleashed,
        "The step is right for a network without a leash: weight_decay was not used. What should "
        "happen to a weight whose gradient is zero?",
    ),
    Misconception(
        "twice the leash",
        step_by(lambda w, dw, rate, decay: w - rate * (dw + 2 * decay * w)),
        "The pull is twice as strong as asked. The 2 comes from books that add the squares of the "
        "weights to the loss and take the slope. Here the pull is weight_decay times the weight.",
    ),
    Misconception(
        "shrunk after the step",
        step_by(lambda w, dw, rate, decay: (w - rate * dw) * (1 - rate * decay)),
        "You took the step first and pulled at what came of it. The pull is worked out from the "
        "weight as it was, like the gradient.",
    ),
    Misconception(
        "the same pull for all",
        step_by(lambda w, dw, rate, decay: w - rate * (dw + decay * np.sign(w))),
        "Each weight is pulled by the same amount, whatever its size. A leash that stretches pulls "
        "more on who has gone further: weight_decay times the weight.",
    ),
    Misconception(
        "no rate",
        step_by(lambda w, dw, rate, decay: w - (dw + decay * w), lambda b, db, rate, decay: b - db),
        "The learning rate was not used, so these are giant strides.",
    ),
    Misconception(
        "the stride alone",
        step_by(
            lambda w, dw, rate, decay: -rate * (dw + decay * w),
            lambda b, db, rate, decay: -rate * db,
        ),
        "That is how far each parameter moves. What is asked for is where it stands afterwards.",
    ),
    Misconception(
        "biases stand still",
        step_by(pulled, lambda b, db, rate, decay: b.copy()),
        "The biases did not move. They are not pulled, but they go downhill like everybody else.",
    ),
    Misconception(
        "overwritten",
        overwritten,
        "The numbers are right, and the old parameters are gone: `-=` writes into the array that "
        "you were given. Make a new array, and put it into a new dictionary.",
    ),
)

STEP = Answer(
    name="step",
    inputs=("params", "gradients", "learning_rate", "weight_decay"),
    outputs=("W1", "W2", "b1", "b2"),
    reference=training.step,
    parts=(
        Part("weights", points=1, outputs=("W1", "W2"), cases=STEP_CASES),
        Part("biases", points=1, outputs=("b1", "b2"), cases=STEP_CASES),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Move each parameter downhill, and pull the weights, not the biases, towards zero.",
    keyed=True,
)

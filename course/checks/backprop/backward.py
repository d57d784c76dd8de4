"""The way back through a whole network: three affine steps, ReLU between them.

Shapes: Wi (d_in, d_out), bi (d_out,), a0 = X, zi and ai (n, d_out), y (n, 1) or wider.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.columns import flat, parts_on_their_side, turned
from course.checks.half_mse import halved
from course.checks.inputs import drawn_params, halves, normal
from course.checks.leaky_relu import LEAK, leaky_relu, leaky_slope
from course.checks.variants import through
from reference_impl import Arrays, example, losses, network


def backward(params: Arrays, cache: Arrays, y: np.ndarray) -> Arrays:
    """Every gradient of the mean squared error, by the reference network."""
    return network.backward(params, cache, y, losses.mse_grad)


def deeper(X: np.ndarray, y: np.ndarray, lift: float) -> tuple[Arrays, Arrays, np.ndarray]:
    """The running example with a middle layer that adds `lift`, which the output takes off."""
    params = {
        "W1": example.W1, "b1": example.b1,
        "W2": np.eye(2), "b2": np.full(2, lift),
        "W3": example.W2, "b3": example.b2 - lift * example.W2.sum(),
    }  # fmt: skip
    return params, network.forward(params, X), y


def network_case(name: str, n: int, *sizes: int) -> Case:
    """A network of three layers with ordinary weights, and a batch of n rows for it."""

    def draw(rng):
        params = drawn_params(rng, sizes, normal)
        return params, network.forward(params, normal(rng, n, sizes[0])), normal(rng, n, sizes[3])

    return Case(name, draw)


def square_with_zeros(rng: np.random.Generator) -> tuple[Arrays, Arrays, np.ndarray]:
    """A network in which one neuron of each hidden layer is at exactly zero for the first row."""
    X, y = halves(rng, 3, 3), halves(rng, 3, 3)
    params = drawn_params(rng, (3, 3, 3, 3), halves)
    for i in (1, 2):
        params[f"b{i}"][0] -= network.forward(params, X)[f"z{i}"][0, 0]  # exact, on eighths
    return params, network.forward(params, X), y


OUTPUT, HIDDEN = ("dW3", "db3"), ("dW2", "db2", "dW1", "db1")
CASES = (
    Case(
        "the first bottle, one layer deeper",
        lambda rng: deeper(example.x, example.y, lift=1.0),
    ),
    network_case("3 rows, sizes 3-3-3-3", 3, 3, 3, 3, 3),
    network_case("6 rows, sizes 5-4-3-1", 6, 5, 4, 3, 1),
    network_case("7 rows, sizes 4-6-5-3", 7, 4, 6, 5, 3),
)
ZERO_CASES = (
    Case(
        "the four bottles, one layer deeper",
        lambda rng: deeper(example.X4, example.y4, lift=0.0),
    ),
    Case("3 rows, sizes 3-3-3-3, some z at zero", square_with_zeros),
)


def _active(gradient, cache, i):
    return gradient * (cache[f"z{i}"] > 0)


def backward_with(
    slope_of_loss: Callable = losses.mse_grad,
    through_relu: Callable = _active,
    through_weights: Callable = lambda dz, params, i: dz @ params[f"W{i}"].T,
    dW: Callable = lambda cache, dz, i: cache[f"a{i - 1}"].T @ dz,
    db: Callable = lambda dz: dz.sum(axis=0),
) -> Callable:
    """A `backward` with one of its steps exchanged."""

    def backward(params, cache, y):
        gradients = {}
        dz = slope_of_loss(cache["z3"], y)  # (n, d_out)
        for i in (3, 2, 1):
            gradients[f"dW{i}"], gradients[f"db{i}"] = dW(cache, dz, i), db(dz)
            if i > 1:
                dz = through_relu(through_weights(dz, params, i), cache, i - 1)
        return gradients

    return backward


def _input_of(i, cache):
    """What layer i was given, mistaken for its z: the data itself has no z."""
    return cache["a0"] if i == 1 else cache[f"z{i - 1}"]


def _steps_too_soon(params, cache, y):
    gradients = backward_with()(params, cache, y)
    for name in params:
        params[name] -= 0.01 * gradients["d" + name]
    return gradients


MISCONCEPTIONS = (
    Misconception(
        "no mask",
        backward_with(through_relu=lambda gradient, cache, i: gradient),
        "The hidden layers are treated as if they were always active. Between two affine steps "
        "the gradient has to get back through a ReLU.",
    ),
    Misconception(
        "active at zero",
        backward_with(through_relu=lambda gradient, cache, i: gradient * (cache[f"z{i}"] >= 0)),
        "Somewhere a z is exactly 0, and you let the gradient through there. This course takes "
        "ReLU's slope at its corner to be 0.",
    ),
    Misconception(
        "value for slope",
        backward_with(through_relu=lambda gradient, cache, i: gradient * cache[f"a{i}"]),
        "At the ReLU you multiplied by what it gave out. On the way back you need its slope, and "
        "that is the same for every neuron that was active.",
    ),
    Misconception(
        "mask of the next layer",
        backward_with(through_relu=lambda gradient, cache, i: gradient * (cache[f"z{i + 1}"] > 0)),
        "Each layer's gradient meets the mask of the layer after it. The gradient at a2 needs z2, "
        "the gradient at a1 needs z1.",
    ),
    Misconception(
        "ReLU on the output",
        backward_with(lambda y_hat, y: losses.mse_grad(y_hat, y) * (y_hat > 0)),
        "You sent the gradient through a ReLU at the output. The output here is linear, z3 is the "
        "prediction, and a prediction below zero has a gradient like any other.",
    ),
    Misconception(
        "z for a",
        backward_with(dW=lambda cache, dz, i: _input_of(i, cache).T @ dz),
        "For a weight's gradient you used z, the numbers before the ReLU. The next layer never "
        "saw those; it was given the a.",
    ),
    Misconception(
        "own output for input",
        backward_with(dW=lambda cache, dz, i: cache[f"a{min(i, 2)}"].T @ dz),
        "For dW2 and dW1 you used what the layer gave out. A weight's gradient depends on what "
        "came in on its arrow, and that is the a with the smaller number.",
    ),
    Misconception(
        "weights of the layer before",
        backward_with(through_weights=lambda dz, params, i: dz @ params[f"W{i - 1}"].T),
        "The gradient went back through the wrong weights. Between z3 and a2 lies W3, between z2 "
        "and a1 lies W2.",
    ),
    Misconception(
        "weights untransposed",
        backward_with(through_weights=lambda dz, params, i: dz @ params[f"W{i}"]),
        "`dz @ W` fits only where W is square, and even then it follows the wrong arrows. Going "
        "back, W has to be read the other way.",
    ),
    Misconception(
        "half",
        backward_with(lambda y_hat, y: (y_hat - y) / y.size),
        "Every gradient is half of what it should be, so look at the first step, the slope of "
        "the loss: a 2 is missing.",
    ),
    Misconception(
        "undivided",
        backward_with(lambda y_hat, y: 2 * (y_hat - y)),
        "Every gradient is too large by the same factor, the number of predictions. The loss is "
        "a mean: look at the first step.",
    ),
    Misconception(
        "bare error",
        backward_with(lambda y_hat, y: y_hat - y),
        "The gradient starts as y_hat - y. That is the error; the slope of the mean of its square "
        "has a factor in front and a division.",
    ),
    Misconception(
        "reversed",
        backward_with(lambda y_hat, y: 2 * (y - y_hat) / y.size),
        "Every sign is turned round, so look at the first step: it is the prediction minus the "
        "target.",
    ),
    Misconception(
        "divided again",
        backward_with(
            dW=lambda cache, dz, i: cache[f"a{i - 1}"].T @ dz / len(dz),
            db=lambda dz: dz.mean(axis=0),
        ),
        "Every gradient is n times too small. The slope of the loss brought the division with it; "
        "a layer does not divide again.",
    ),
    Misconception(
        "db averaged",
        backward_with(db=lambda dz: dz.mean(axis=0)),
        "The weights' gradients are right and the biases' are too small. One bias served every "
        "bottle, so their gradients are added up and not divided again.",
    ),
    Misconception(
        "step taken too soon",
        _steps_too_soon,
        "The gradients are right, and then you took the step downhill. Finding the gradients is "
        "this function's job; whoever calls it may want to look at them before the step.",
    ),
)

BACKWARD = Answer(
    name="backward",
    inputs=("params", "cache", "y"),
    outputs=OUTPUT + HIDDEN,
    reference=backward,
    parts=(
        Part("output layer", points=2, outputs=OUTPUT, cases=CASES),
        Part("hidden layers", points=2, outputs=HIDDEN, cases=CASES),
        Part("at zero", points=1, outputs=HIDDEN, cases=ZERO_CASES),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Start with mse_grad and go back layer by layer, with the functions you have written.",
    keyed=True,
    builds_on=("mse_grad", "affine_backward", "relu_backward"),
)


def _halved_on_the_way(params, cache, y):
    gradients = BACKWARD.reference(params, cache, y)
    return {name: value / 2 ** (4 - int(name[-1])) for name, value in gradients.items()}


HALVED = through(
    halved,
    BACKWARD,
    without=("half", "bare error"),
    plus=(
        Misconception(
            "half forgotten",
            BACKWARD.reference,
            "Every gradient is twice what it should be, so look at the first step: the loss of "
            "this task has a half in front.",
        ),
        Misconception(
            "halved at every layer",
            _halved_on_the_way,
            "The gradients are halved once more at each layer. The half belongs to the loss, and "
            "the gradient brings it along from there.",
        ),
    ),
)


def leaky_forward(params: Arrays, X: np.ndarray) -> Arrays:
    """The pass of the notebook: two hidden layers of leaky ReLU, a linear output."""
    cache = {"a0": X}
    for i in (1, 2, 3):
        cache[f"z{i}"] = cache[f"a{i - 1}"] @ params[f"W{i}"] + params[f"b{i}"]
        if i < 3:
            cache[f"a{i}"] = leaky_relu(cache[f"z{i}"])
    return cache


def _leaking(case):
    """The same case, with the notes of a pass that leaks."""

    def draw(rng):
        params, cache, y = case.draw(rng)
        return params, leaky_forward(params, cache["a0"]), y

    return replace(case, draw=draw)


def backward_through(slope: Callable[[np.ndarray], np.ndarray]) -> Callable:
    """A `backward` whose ReLU has this slope: slope(z)."""
    return backward_with(through_relu=lambda gradient, cache, i: gradient * slope(cache[f"z{i}"]))


# What has nothing to do with the ReLU goes wrong in the same way, between ReLUs that leak.
_ELSEWHERE = (
    ("own output for input", {"dW": lambda cache, dz, i: cache[f"a{min(i, 2)}"].T @ dz}),
    ("weights untransposed", {"through_weights": lambda dz, params, i: dz @ params[f"W{i}"]}),
    ("half", {"slope_of_loss": lambda y_hat, y: (y_hat - y) / y.size}),
    ("undivided", {"slope_of_loss": lambda y_hat, y: 2 * (y_hat - y)}),
    ("reversed", {"slope_of_loss": lambda y_hat, y: 2 * (y - y_hat) / y.size}),
    ("db averaged", {"db": lambda dz: dz.mean(axis=0)}),
)


def _leaky_mask(gradient, cache, i):
    return gradient * leaky_slope(cache[f"z{i}"])


def _elsewhere(answer):
    hints = {slip.name: slip.hint for slip in answer.misconceptions}
    return [
        Misconception(name, backward_with(through_relu=_leaky_mask, **step), hints[name])
        for name, step in _ELSEWHERE
    ]


LEAKY = replace(
    BACKWARD,
    reference=backward_through(leaky_slope),
    parts=tuple(replace(part, cases=tuple(map(_leaking, part.cases))) for part in BACKWARD.parts),
    misconceptions=(
        Misconception(
            "no leak",
            backward_through(lambda z: z > 0),
            "The inactive neurons pass on nothing. The ReLUs of this network leak a tenth, so a "
            "tenth of the gradient gets back through them.",
        ),
        Misconception(
            "no mask",
            backward_through(np.ones_like),
            "The hidden layers are treated as if they were always active. Between two affine steps "
            "the gradient has to get back through a ReLU.",
        ),
        Misconception(
            "active at zero",
            backward_through(lambda z: np.where(z >= 0, 1.0, LEAK)),
            "Somewhere a z is exactly 0, and you let the whole gradient through there. This "
            "course counts the corner as part of the left side, where a tenth gets through.",
        ),
        Misconception(
            "value for slope",
            backward_through(leaky_relu),
            "At the ReLU you multiplied by what it gave out. On the way back you need its slope, "
            "and that is the same for every neuron that was active.",
        ),
        *_elsewhere(BACKWARD),
    ),
)


_BY_NAME = {slip.name: slip for slip in BACKWARD.misconceptions}


def _turned_round(function):
    """A `backward` for columns out of one for rows."""

    def backward(params, cache, y):
        lying = {name: flat(p) if name[0] == "b" else p.T for name, p in params.items()}
        return turned(function(lying, {name: z.T for name, z in cache.items()}, y.T))

    return backward


# These read alike, whichever way the bottles lie.
_ALIKE = (
    "no mask", "active at zero", "value for slope", "mask of the next layer", "ReLU on the output",
    "z for a", "half", "undivided", "bare error", "reversed", "divided again", "db averaged",
)  # fmt: skip
COLUMNS: Answer = replace(
    BACKWARD,
    reference=_turned_round(BACKWARD.reference),
    parts=parts_on_their_side(BACKWARD),
    misconceptions=(
        Misconception(
            "examples as rows",
            BACKWARD.reference,
            "That is the way back of the chapter, where each example is a row. Here each is a "
            "column: see what exercise 3 returns now.",
        ),
        Misconception(
            "gradients transposed",
            lambda params, cache, y: turned(COLUMNS.reference(params, cache, y)),
            "Your gradients are right, and each is the transpose of what was asked for. Each has "
            "the shape of its own parameter, and W is (d_out, d_in) here.",
        ),
        *(replace(_BY_NAME[name], wrong=_turned_round(_BY_NAME[name].wrong)) for name in _ALIKE),
    ),
)

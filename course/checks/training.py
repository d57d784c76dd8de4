"""The training assignment: what is right, which mistakes are known, what they are worth.

Shapes: W (d_in, d_out); X (n, d_in), y (n, d_out), order (n,).
"""

import numpy as np

from course.checks.answers import Answer, Assignment, Case, Part, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.inputs import drawn_params, halves, normal
from course.checks.slips.training import HE, MINIBATCHES, STEP, dealt
from course.checks.slips.training_2 import EPOCH
from course.checks.slips.training_3 import BEST_EPOCH
from reference_impl import example, initialise, losses, network, training


def start_case(d_in, d_out):
    return Case(f"{d_in} in, {d_out} out", lambda rng: (d_in, d_out, rng.spawn(1)[0]))


HE_START = Answer(
    name="he",
    inputs=("d_in", "d_out", "rng"),
    outputs=("W",),
    reference=initialise.he,
    parts=(
        Part("as many in as out", 1, ("W",), (start_case(3, 3), start_case(8, 8))),
        Part("more or fewer out", 1, ("W",), (start_case(8, 3), start_case(3, 5))),
    ),
    misconceptions=HE,
    todo="Draw the weights of one layer from a bell curve with the spread of He's rule.",
)


def minibatches(X, y, batch_size, order):
    """The rows of X and y in this order, batch_size at a time: [(X_batch, y_batch), ...]."""
    return dealt(X, y, [order[i : i + batch_size] for i in range(0, len(X), batch_size)])


def laid_out(returned):
    """How many batches, how long the first and the last, and all rows under each other."""
    Xs, ys = zip(*((np.asarray(X), np.asarray(y)) for X, y in returned), strict=True)
    return {
        "batches": len(Xs),
        "rows_in_first": len(Xs[0]),
        "rows_in_last": len(Xs[-1]),
        "all_X": np.concatenate(Xs),
        "all_y": np.concatenate(ys),
    }


def deal_case(name, n, d_in, d_out, size, draw=halves):
    def inputs(rng):
        return draw(rng, n, d_in), draw(rng, n, d_out), size, rng.permutation(n)

    return Case(name, inputs)


def four_bottles(size):
    return lambda rng: (example.X4, example.y4, size, np.array([2, 0, 3, 1]))


LAID_OUT = ("batches", "rows_in_first", "rows_in_last", "all_X", "all_y")
DEAL = Answer(
    name="minibatches",
    inputs=("X", "y", "batch_size", "order"),
    outputs=LAID_OUT,
    reference=minibatches,
    parts=(
        Part("even batches", 1, LAID_OUT, (
            Case("the four bottles, two to a batch", four_bottles(2)),
            Case("one to a batch", four_bottles(1)),
            Case("all in one batch", four_bottles(4)),
            deal_case("9 rows, 3 to a batch", 9, 3, 3, 3),
            deal_case("20 rows, 5 to a batch", 20, 4, 3, 5, normal),
        )),
        Part("a short batch at the end", 1, LAID_OUT, (
            Case("the four bottles, three to a batch", four_bottles(3)),
            Case("more to a batch than there are", four_bottles(32)),
            deal_case("8 rows, 3 to a batch", 8, 3, 3, 3),
            deal_case("10 rows, 4 to a batch", 10, 4, 3, 4),
            deal_case("23 rows, 7 to a batch", 23, 5, 3, 7, normal),
        )),
    ),
    misconceptions=MINIBATCHES,
    todo="Cut the order into pieces, and let each piece pick its rows from X and from y.",
    unpack=laid_out,
    returns="a list of pairs, [(X_batch, y_batch), ...]",
)  # fmt: skip


def four_bottles_deeper(rng):
    """The running example with a middle layer that changes nothing, and its gradients."""
    params = {
        "W1": example.W1, "b1": example.b1,
        "W2": np.eye(2), "b2": np.zeros(2),
        "W3": example.W2, "b3": example.b2,
    }  # fmt: skip
    cache = network.forward(params, example.X4)
    return params, network.backward(params, cache, example.y4, losses.mse_grad), 0.5


def step_case(name, *sizes, rate, draw=halves):
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
STEPPING = Answer(
    name="step",
    inputs=("params", "gradients", "learning_rate"),
    outputs=WEIGHTS + BIASES,
    reference=training.step,
    parts=(
        Part("weights", 1, WEIGHTS, STEP_CASES),
        Part("biases", 1, BIASES, STEP_CASES),
    ),
    misconceptions=STEP,
    todo="Make a new dictionary in which each array has moved a little downhill.",
    keyed=True,
)


def loss_and_gradients(params, X, y):
    """a function: (params, X, y) -> loss, {"dW1", "db1", "dW2", "db2"} of one batch"""
    if X.shape[1:] != params["W1"].shape[:1] or y.shape != (len(X), len(params["b2"])):
        raise ValueError(
            f"loss_and_gradients was called with X of shape {X.shape} and y of shape {y.shape}. "
            f"It takes X (n, {len(params['W1'])}) and y (n, {len(params['b2'])})."
        )
    cache = network.forward(params, X)
    gradients = network.backward(params, cache, y, losses.mse_grad)
    return losses.mse(cache["z2"], y), gradients


def epoch(loss_and_gradients, params, X, y, batch_size, learning_rate, rng):
    """The params after one step a batch, and the mean loss of the rows before their steps."""
    total = 0.0
    for X_batch, y_batch in minibatches(X, y, batch_size, rng.permutation(len(X))):
        loss, gradients = loss_and_gradients(params, X_batch, y_batch)
        params = training.step(params, gradients, learning_rate)
        total += loss * len(X_batch)
    return params, total / len(X)


def params_and_loss(returned):
    """The entries of the new params, and the loss beside them."""
    params, loss = returned
    return {**params, "loss": loss}


def one_dial(size):
    """A network that says 3 to each of the four bottles, whatever is in them."""
    params = {
        "W1": np.zeros((2, 2)), "b1": np.zeros(2),
        "W2": np.zeros((2, 1)), "b2": np.array([3.0]),
    }  # fmt: skip
    return lambda rng: (
        loss_and_gradients, params, example.X4, example.y4, size, 0.5, np.random.default_rng(3),
    )  # fmt: skip


def epoch_case(name, n, *sizes, size, rate=0.05):
    def inputs(rng):
        params, X, y = drawn_params(rng, sizes), normal(rng, n, sizes[0]), normal(rng, n, sizes[2])
        return loss_and_gradients, params, X, y, size, rate, rng

    return Case(name, inputs)


EVEN = (
    Case("the four bottles and one dial, batches of 2", one_dial(2)),
    epoch_case("9 rows, batches of 3, sizes 3-3-3", 9, 3, 3, 3, size=3),
    epoch_case("20 rows, batches of 5, sizes 4-6-3", 20, 4, 6, 3, size=5, rate=0.02),
)
SHORT = (
    Case("the four bottles and one dial, batches of 3", one_dial(3)),
    epoch_case("8 rows, batches of 3, sizes 3-3-3", 8, 3, 3, 3, size=3),
    epoch_case("23 rows, batches of 7, sizes 5-4-3", 23, 5, 4, 3, size=7, rate=0.02),
)
PARAMS = ("W1", "b1", "W2", "b2")
EPOCHS = Answer(
    name="epoch",
    inputs=("loss_and_gradients", "params", "X", "y", "batch_size", "learning_rate", "rng"),
    outputs=(*PARAMS, "loss"),
    reference=epoch,
    parts=(
        Part("params", 2, PARAMS, EVEN + SHORT),
        Part("loss of even batches", 1, ("loss",), EVEN),
        Part("loss with a short batch", 1, ("loss",), SHORT),
    ),
    misconceptions=EPOCH,
    todo="Shuffle and deal. For each batch: guess and blame, then step. Keep count of the loss.",
    unpack=params_and_loss,
    returns="the new params and the loss, as in `return params, loss`",
    builds_on=("minibatches", "step"),
)


def best_epoch(losses, patience):
    """The epoch of the lowest loss, counted from 1, as far as patience lets one read."""
    best = 1
    for epoch, loss in enumerate(losses, start=1):
        if loss < losses[best - 1]:
            best = epoch
        if epoch - best == patience:
            break
    return best


def curve(name, losses, patience):
    return Case(name, lambda rng: (list(losses), patience))


def wandering(n, patience):
    """A list of n different losses in any order."""
    return Case(
        f"{n} losses, patience {patience}",
        lambda rng: ((halves(rng, 2 * n)[:n] + n + 1).tolist(), patience),
    )


def best_part(name, points, *cases):
    return Part(name, points, ("epoch",), cases)


STOPPING = Answer(
    name="best_epoch",
    inputs=("losses", "patience"),
    outputs=("epoch",),
    reference=best_epoch,
    parts=(
        best_part(
            "patience to the end", 2,
            curve("the chapter's, with more patience", [3.0, 2, 4, 5, 1], 5),
            curve("best at the start", [2.0, 3, 4], 3),
            curve("best in between", [4.0, 2, 3, 1, 5, 6], 9),
            curve("one epoch", [3.0], 2),
            wandering(7, 7),
        ),
        best_part(
            "patience runs out", 2,
            curve("the chapter's", [3.0, 2, 4, 5, 1], 2),
            curve("one epoch too soon to give up", [3.0, 2, 4, 5, 1], 3),
            curve("no patience to speak of", [3.0, 2, 4, 1], 1),
            curve("two wobbles", [5.0, 6, 4, 7, 3, 8, 2, 9, 10, 1], 2),
            curve("small wobbles", [9.0, 8, 9.5, 7, 10, 6, 11, 5, 12, 13, 14, 1], 3),
            curve("down a little after a leap", [2.0, 5, 4, 3, 1], 3),
            curve("worse from the start", [2.0, 3, 4, 5, 6, 1], 2),
            curve("down for long", [6.0, 5, 4, 3, 7, 8, 2], 3),
            wandering(12, 3),
            wandering(30, 4),
        ),
        best_part(
            "ties", 1,
            curve("equal at the start", [2.0, 2, 3], 3),
            curve("equal to the best", [3.0, 1, 2, 1], 4),
            curve("equal and waiting", [3.0, 2, 2, 2, 1], 2),
            curve("flat", [2.0, 2, 2, 2], 2),
        ),
    ),
    misconceptions=BEST_EPOCH,
    todo="Read the losses one by one, remember where the lowest was, and know when to give up.",
)  # fmt: skip

ASSIGNMENT = Assignment(
    "training",
    (
        Prediction("predict_fade", 1, "Put your guess after `return`."),
        HE_START,
        DEAL,
        STEPPING,
        EPOCHS,
        STOPPING,
        SelfMarked("what_goes_wrong", 4),
    ),
)  # fmt: skip
check = Check(ASSIGNMENT)

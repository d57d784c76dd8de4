"""The answer `epoch`: once through the table, with a step for each batch.

Shapes: X (n, d_in), y (n, d_out). `params` holds W1, b1, W2 and b2 of a network; `f`, in full
`loss_and_gradients`, gives the loss of a batch and its gradients.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from course.checks.answers import Answer, Case, Draw, Misconception, Part
from course.checks.inputs import drawn_params, normal
from course.checks.training.minibatches import minibatches
from reference_impl import Arrays, example, losses, network, training


def epoch(
    loss_and_gradients: Callable,
    params: Arrays,
    X: np.ndarray,
    y: np.ndarray,
    batch_size: int,
    learning_rate: float,
    rng: np.random.Generator,
) -> tuple[Arrays, float]:
    """The params after one step a batch, and the mean loss of the rows before their steps."""
    total = 0.0
    for X_batch, y_batch in minibatches(X, y, batch_size, rng.permutation(len(X))):
        loss, gradients = loss_and_gradients(params, X_batch, y_batch)
        params = training.step(params, gradients, learning_rate)
        total += loss * len(X_batch)
    return params, total / len(X)


def loss_and_gradients(params: Arrays, X: np.ndarray, y: np.ndarray) -> tuple[float, Arrays]:
    """a function: (params, X, y) -> loss, {"dW1", "db1", "dW2", "db2"} of one batch"""
    if X.shape[1:] != params["W1"].shape[:1] or y.shape != (len(X), len(params["b2"])):
        raise ValueError(
            f"loss_and_gradients was called with X of shape {X.shape} and y of shape {y.shape}. "
            f"It takes X (n, {len(params['W1'])}) and y (n, {len(params['b2'])})."
        )
    cache = network.forward(params, X)
    gradients = network.backward(params, cache, y, losses.mse_grad)
    return losses.mse(cache["z2"], y), gradients


def params_and_loss(returned: Any) -> dict[str, Any]:
    """The entries of the new params, and the loss beside them."""
    params, loss = returned
    return {**params, "loss": loss}


def one_dial(size: int) -> Draw:
    """A network that says 3 to each of the four bottles, whatever is in them."""
    params = {
        "W1": np.zeros((2, 2)), "b1": np.zeros(2),
        "W2": np.zeros((2, 1)), "b2": np.array([3.0]),
    }  # fmt: skip
    return lambda rng: (
        loss_and_gradients,
        params,
        example.X4,
        example.y4,
        size,
        0.5,
        np.random.default_rng(3),
    )


def epoch_case(name: str, n: int, *sizes: int, size: int, rate: float = 0.05) -> Case:
    def inputs(rng):
        params, X, y = drawn_params(rng, sizes), normal(rng, n, sizes[0]), normal(rng, n, sizes[2])
        return loss_and_gradients, params, X, y, size, rate, rng

    return Case(name, inputs)


PARAMS = ("W1", "b1", "W2", "b2")
EVEN = (
    Case("the four bottles and one parameter, batches of 2", one_dial(2)),
    epoch_case("9 rows, batches of 3, sizes 3-3-3", 9, 3, 3, 3, size=3),
    epoch_case("20 rows, batches of 5, sizes 4-6-3", 20, 4, 6, 3, size=5, rate=0.02),
)
SHORT = (
    Case("the four bottles and one parameter, batches of 3", one_dial(3)),
    epoch_case("8 rows, batches of 3, sizes 3-3-3", 8, 3, 3, 3, size=3),
    epoch_case("7 rows, batches of 3, one left over, sizes 3-3-3", 7, 3, 3, 3, size=3),
    epoch_case("23 rows, batches of 7, sizes 5-4-3", 23, 5, 4, 3, size=7, rate=0.02),
)


def _walk(f, params, batches, rate):
    """Guess, gradient, step for each batch: the params, and [(loss, rows)] before each step."""
    found = []
    for X, y in batches:
        loss, gradients = f(params, X, y)
        params = training.step(params, gradients, rate)
        found.append((loss, len(X)))
    return params, found


def _weighed(found):
    """Each loss as often as it has rows, over all the rows."""
    return sum(loss * rows for loss, rows in found) / sum(rows for _, rows in found)


def _dealt_so(deal):
    """An epoch that is right but for how the batches are made."""

    def epoch(f, params, X, y, size, rate, rng):
        params, found = _walk(f, params, deal(X, y, size, rng), rate)
        return params, _weighed(found)

    return epoch


def _reported_so(report):
    """An epoch that is right but for what it says of the losses."""

    def epoch(f, params, X, y, size, rate, rng):
        params, found = _walk(f, params, _right_deal(X, y, size, rng), rate)
        return params, report(found)

    return epoch


def _right_deal(X, y, size, rng):
    return minibatches(X, y, size, rng.permutation(len(X)))


def _apart(X, y, size, rng):
    return minibatches(X[rng.permutation(len(X))], y[rng.permutation(len(y))], size, _rows(X))


def _rows(X):
    return np.arange(len(X))


def _new_deal_each_time(X, y, size, rng):
    pairs = []
    for start in range(0, len(X), size):
        rows = rng.permutation(len(X))[start : start + size]
        pairs.append((X[rows], y[rows]))
    return pairs


def _whole_table(f, params, X, y, size, rate, rng):
    batches = _right_deal(X, y, size, rng)
    params, found = _walk(f, params, [(X, y)] * len(batches), rate)
    sizes = [len(rows) for rows, _ in batches]
    return params, _weighed([(loss, n) for (loss, _), n in zip(found, sizes, strict=True)])


def _blame_from_before(f, params, X, y, size, rate, rng):
    start, found = params, []
    for rows, scores in _right_deal(X, y, size, rng):
        loss, gradients = f(start, rows, scores)
        params = training.step(params, gradients, rate)
        found.append((loss, len(rows)))
    return params, _weighed(found)


def _always_from_the_start(f, params, X, y, size, rate, rng):
    found = []
    for rows, scores in _right_deal(X, y, size, rng):
        loss, gradients = f(params, rows, scores)
        new = training.step(params, gradients, rate)
        found.append((loss, len(rows)))
    return new, _weighed(found)


def _loss_after_the_step(f, params, X, y, size, rate, rng):
    found = []
    for rows, scores in _right_deal(X, y, size, rng):
        params = training.step(params, f(params, rows, scores)[1], rate)
        found.append((f(params, rows, scores)[0], len(rows)))
    return params, _weighed(found)


def _loss_at_the_end(f, params, X, y, size, rate, rng):
    params, _ = _walk(f, params, _right_deal(X, y, size, rng), rate)
    return params, f(params, X, y)[0]


def _overwritten(f, params, X, y, size, rate, rng):
    new, found = _walk(f, params, _right_deal(X, y, size, rng), rate)
    for name in params:
        params[name][...] = new[name]
    return params, _weighed(found)


MISCONCEPTIONS = (
    Misconception(
        "no shuffle",
        _dealt_so(lambda X, y, size, rng: minibatches(X, y, size, _rows(X))),
        "The bottles were taken in the order of the table. Then the rows at its end always come "
        "last. Shuffle before you split.",
    ),
    Misconception(
        "shuffled apart",
        _dealt_so(_apart),
        "X and y were shuffled separately, so each bottle has another bottle's score. Ask the "
        "generator for one order, and use it for both.",
    ),
    Misconception(
        "a new shuffle for each batch",
        _dealt_so(_new_deal_each_time),
        "The generator was asked again for each batch. Then some bottles come twice and "
        "others never. Shuffle once, before the loop.",
    ),
    Misconception(
        "shuffled with np.random",
        _dealt_so(lambda X, y, size, rng: minibatches(X, y, size, np.random.permutation(len(X)))),
        "You shuffled with np.random. The generator that you were given is `rng`, and it has "
        "`permutation` too.",
    ),
    Misconception(
        "a generator made on the spot",
        _dealt_so(
            lambda X, y, size, rng: minibatches(
                X, y, size, np.random.default_rng(0).permutation(len(X))
            )
        ),
        "You made a generator of your own. It starts from the same place at each call, so every "
        "epoch would take the bottles in the same order. Ask the `rng` you were given.",
    ),
    Misconception(
        "last batch dropped",
        _dealt_so(lambda X, y, size, rng: _right_deal(X, y, size, rng)[: len(X) // size]),
        "The short batch at the end was left out: no step, and no share in the loss. Its bottles "
        "count as much as the others.",
    ),
    Misconception(
        "first batch only",
        _dealt_so(lambda X, y, size, rng: _right_deal(X, y, size, rng)[:1]),
        "It stopped after one batch. Is the `return` inside the loop? It belongs below it, as far "
        "to the left as the `for`.",
    ),
    Misconception(
        "one step for the whole table",
        _dealt_so(lambda X, y, size, rng: [(X, y)]),
        "All bottles went into a single step. With batches there are many steps in an epoch, one "
        "for each batch.",
    ),
    Misconception(
        "the whole table each time",
        _whole_table,
        "There is a step for each batch, and each looks at the whole table. Inside the loop, use "
        "the batch's rows and scores, not X and y.",
    ),
    Misconception(
        "gradients from before the epoch",
        _blame_from_before,
        "Every gradient was taken at the weights from before the epoch. After the first step you "
        "are somewhere else, and the slope there is another one.",
    ),
    Misconception(
        "always from the start",
        _always_from_the_start,
        "Each step started from the weights of the beginning, so only the last batch's step is "
        "left. The next step starts where the one before it ended.",
    ),
    Misconception(
        "old weights overwritten",
        _overwritten,
        "The numbers are right, but the params that you were given have been written over. Early "
        "stopping needs to go back to them. Return new ones and leave those alone.",
    ),
    Misconception(
        "loss of the last batch",
        _reported_so(lambda found: found[-1][0]),
        "That is the loss of the last batch alone. It jumps about from epoch to epoch. All "
        "batches should count.",
    ),
    Misconception(
        "plain mean of the losses",
        _reported_so(lambda found: np.mean([loss for loss, _ in found])),
        "Every batch counted the same, also the short one. Then a bottle in the short batch "
        "counts for more than the others. Weigh each loss by its number of bottles.",
    ),
    Misconception(
        "short batch counted as full",
        _reported_so(
            lambda found: (
                sum(loss for loss, _ in found) * found[0][1] / sum(rows for _, rows in found)
            )
        ),
        "Every loss was counted `batch_size` times, also that of the short batch, which holds "
        "fewer bottles. Ask the batch itself how many it has.",
    ),
    Misconception(
        "losses added up",
        _reported_so(lambda found: sum(loss for loss, _ in found)),
        "The losses of the batches were added up and not divided. That sum grows with the number "
        "of batches, however good the network is. The mean is asked for.",
    ),
    Misconception(
        "weighed and not divided",
        _reported_so(lambda found: sum(loss * rows for loss, rows in found)),
        "Each loss counts by its number of bottles, as it should, and the sum was not divided. "
        "How many bottles were there in all?",
    ),
    Misconception(
        "divided by the number of batches",
        _reported_so(lambda found: sum(loss * rows for loss, rows in found) / len(found)),
        "You weighed by bottles and divided by batches. If you weigh by bottles, divide by "
        "bottles.",
    ),
    Misconception(
        "loss after the step",
        _loss_after_the_step,
        "Each loss was measured after its batch's step, on bottles that it had learnt from a "
        "moment before. Note the loss first; then take the step.",
    ),
    Misconception(
        "loss at the end",
        _loss_at_the_end,
        "That is the loss of the whole table after the last step. It is a good number, and it "
        "costs another forward pass. What was asked for is the mean of the losses on the way.",
    ),
)

EPOCH = Answer(
    name="epoch",
    inputs=("loss_and_gradients", "params", "X", "y", "batch_size", "learning_rate", "rng"),
    outputs=(*PARAMS, "loss"),
    reference=epoch,
    parts=(
        Part("params", points=2, outputs=PARAMS, cases=EVEN + SHORT),
        Part("loss of even batches", points=1, outputs=("loss",), cases=EVEN),
        Part("loss with a short batch", points=1, outputs=("loss",), cases=SHORT),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Shuffle and split. For each batch: loss, gradients, step. Keep count of the loss.",
    unpack=params_and_loss,
    returns="the new params and the loss, as in `return params, loss`",
    builds_on=("minibatches", "step"),
)

"""Slips in an epoch: how the batches are made, where each step starts, which loss is reported.

`f` gives the loss of a batch and its gradients; X (n, d_in), y (n, d_out).
"""

import numpy as np

from course.checks.answers import Misconception
from course.checks.slips.training import dealt, pieces, stepped


def walk(f, params, batches, rate):
    """Guess, blame, step for each batch: the params, and [(loss, rows)] before each step."""
    found = []
    for X, y in batches:
        loss, gradients = f(params, X, y)
        params = stepped(params, gradients, rate)
        found.append((loss, len(X)))
    return params, found


def weighed(found):
    """Each loss as often as it has rows, over all the rows."""
    return sum(loss * rows for loss, rows in found) / sum(rows for _, rows in found)


def _dealt_so(deal):
    """An epoch that is right but for how the batches are made."""

    def epoch(f, params, X, y, size, rate, rng):
        params, found = walk(f, params, deal(X, y, size, rng), rate)
        return params, weighed(found)

    return epoch


def _reported_so(report):
    """An epoch that is right but for what it says of the losses."""

    def epoch(f, params, X, y, size, rate, rng):
        params, found = walk(f, params, _right_deal(X, y, size, rng), rate)
        return params, report(found)

    return epoch


def _right_deal(X, y, size, rng):
    return dealt(X, y, pieces(rng.permutation(len(X)), size))


def _apart(X, y, size, rng):
    return dealt(X[rng.permutation(len(X))], y[rng.permutation(len(y))], pieces(_rows(X), size))


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
    params, found = walk(f, params, [(X, y)] * len(batches), rate)
    sizes = [len(rows) for rows, _ in batches]
    return params, weighed([(loss, n) for (loss, _), n in zip(found, sizes, strict=True)])


def _blame_from_before(f, params, X, y, size, rate, rng):
    start, found = params, []
    for rows, scores in _right_deal(X, y, size, rng):
        loss, gradients = f(start, rows, scores)
        params = stepped(params, gradients, rate)
        found.append((loss, len(rows)))
    return params, weighed(found)


def _always_from_the_start(f, params, X, y, size, rate, rng):
    found = []
    for rows, scores in _right_deal(X, y, size, rng):
        loss, gradients = f(params, rows, scores)
        new = stepped(params, gradients, rate)
        found.append((loss, len(rows)))
    return new, weighed(found)


def _loss_after_the_step(f, params, X, y, size, rate, rng):
    found = []
    for rows, scores in _right_deal(X, y, size, rng):
        params = stepped(params, f(params, rows, scores)[1], rate)
        found.append((f(params, rows, scores)[0], len(rows)))
    return params, weighed(found)


def _loss_at_the_end(f, params, X, y, size, rate, rng):
    params, _ = walk(f, params, _right_deal(X, y, size, rng), rate)
    return params, f(params, X, y)[0]


def _overwritten(f, params, X, y, size, rate, rng):
    new, found = walk(f, params, _right_deal(X, y, size, rng), rate)
    for name in params:
        params[name][...] = new[name]
    return params, weighed(found)


EPOCH = (
    Misconception(
        "no shuffle",
        _dealt_so(lambda X, y, size, rng: dealt(X, y, pieces(_rows(X), size))),
        "The bottles were dealt in the order of the table. Then whatever stands last in it is "
        "remembered best. Shuffle before you deal.",
    ),
    Misconception(
        "shuffled apart",
        _dealt_so(_apart),
        "X and y were shuffled apart from each other, so each bottle has somebody else's score. "
        "Ask the generator once, and use its answer for both.",
    ),
    Misconception(
        "a new shuffle for each batch",
        _dealt_so(_new_deal_each_time),
        "The generator was asked again for each batch. Then some bottles are dealt twice and "
        "others never. Shuffle once, before the loop.",
    ),
    Misconception(
        "shuffled with np.random",
        _dealt_so(lambda X, y, size, rng: dealt(
            X, y, pieces(np.random.permutation(len(X)), size))),
        "You shuffled with np.random. The generator that you were given is `rng`, and it knows "
        "`permutation` too.",
    ),
    Misconception(
        "a generator made on the spot",
        _dealt_so(lambda X, y, size, rng: dealt(
            X, y, pieces(np.random.default_rng(0).permutation(len(X)), size))),
        "You made a generator of your own. It starts from the same place at each call, so every "
        "epoch would deal the bottles in one and the same order. Ask the `rng` you were given.",
    ),
    Misconception(
        "last batch dropped",
        _dealt_so(lambda X, y, size, rng: _right_deal(X, y, size, rng)[: len(X) // size]),
        "The short batch at the end never got its turn: no step, and no share in the loss. Its "
        "bottles count as much as the others.",
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
        "All bottles went into a single step. That is what batches are there to spare you: one "
        "step for each batch, many in an epoch.",
    ),
    Misconception(
        "the whole table each time",
        _whole_table,
        "There is a step for each batch, and each looks at the whole table. Inside the loop, use "
        "the batch's rows and scores, not X and y.",
    ),
    Misconception(
        "blame from before the epoch",
        _blame_from_before,
        "Every gradient was taken at the weights from before the epoch. After the first step you "
        "are somewhere else, and the slope there is another one.",
    ),
    Misconception(
        "always from the start",
        _always_from_the_start,
        "Each step set out from the weights of the beginning, so only the last batch's step is "
        "left. The next step starts where the one before it ended.",
    ),
    Misconception(
        "old weights overwritten",
        _overwritten,
        "The numbers are right, but the params that you were handed have been written over. "
        "Early stopping wants to go back to them. Give the new ones back and leave those alone.",
    ),
    Misconception(
        "loss of the last batch",
        _reported_so(lambda found: found[-1][0]),
        "That is the loss of the last batch alone. It jumps about, and you will see ghosts in it. "
        "All batches have a say.",
    ),
    Misconception(
        "plain mean of the losses",
        _reported_so(lambda found: np.mean([loss for loss, _ in found])),
        "Every batch counted the same, also the short one. Then a bottle in the short batch "
        "counts for more than the others. Weigh each loss by its number of bottles.",
    ),
    Misconception(
        "short batch counted as full",
        _reported_so(lambda found: sum(loss for loss, _ in found) * found[0][1]
                     / sum(rows for _, rows in found)),
        "Every loss was counted `batch_size` times, also that of the short batch, which holds "
        "fewer bottles. Ask the batch itself how many it has.",
    ),
    Misconception(
        "losses added up",
        _reported_so(lambda found: sum(loss for loss, _ in found)),
        "The losses of the batches were added up and nothing more. With more batches it grows, "
        "however good the network is. You want a mean.",
    ),
    Misconception(
        "weighed and not divided",
        _reported_so(lambda found: sum(loss * rows for loss, rows in found)),
        "Each loss counts by its number of bottles, as it should, and then the sum stays a sum. "
        "How many bottles were there in all?",
    ),
    Misconception(
        "divided by the number of batches",
        _reported_so(lambda found: sum(loss * rows for loss, rows in found) / len(found)),
        "You weighed by bottles and divided by batches. What you divide by has to be what you "
        "counted with.",
    ),
    Misconception(
        "loss after the step",
        _loss_after_the_step,
        "Each loss was measured after its batch's step, on bottles that it had that moment learnt "
        "from. Guess first and note the loss; then step.",
    ),
    Misconception(
        "loss at the end",
        _loss_at_the_end,
        "That is the loss of the whole table after the last step: true, and it costs another "
        "forward pass. What was asked for is the mean of what you met on the way.",
    ),
)  # fmt: skip

"""The answer `best_epoch`: the epoch to go back to, when one stops early.

`losses` is a list, one for each epoch, `patience` a whole number.
"""

import operator

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import halves


def best_epoch(losses: list[float], patience: int) -> int:
    """The epoch of the lowest loss, counted from 1, as far as patience lets one read."""
    best = 1
    for epoch, loss in enumerate(losses, start=1):
        if loss < losses[best - 1]:
            best = epoch
        if epoch - best == patience:
            break
    return best


def curve(name: str, losses: list[float], patience: int) -> Case:
    return Case(name, lambda rng: (list(losses), patience))


def wandering(n: int, patience: int) -> Case:
    """A list of n different losses in any order."""
    return Case(
        f"{n} losses, patience {patience}",
        lambda rng: ((halves(rng, 2 * n)[:n] + n + 1).tolist(), patience),
    )


TO_THE_END = (
    curve("the chapter's, with more patience", [3.0, 2, 4, 5, 1], 5),
    curve("best at the start", [2.0, 3, 4], 3),
    curve("best in between", [4.0, 2, 3, 1, 5, 6], 9),
    curve("one epoch", [3.0], 2),
    wandering(7, 7),
)
RUNS_OUT = (
    curve("the chapter's", [3.0, 2, 4, 5, 1], 2),
    curve("one epoch too soon to give up", [3.0, 2, 4, 5, 1], 3),
    curve("no patience to speak of", [3.0, 2, 4, 1], 1),
    curve("two wobbles", [5.0, 6, 4, 7, 3, 8, 2, 9, 10, 1], 2),
    curve("small wobbles", [9.0, 8, 9.5, 7, 10, 6, 11, 5, 12, 13, 14, 1], 3),
    curve("down a little after a leap", [2.0, 5, 4, 3, 1], 3),
    curve("down slowly after a leap", [5.0, 3, 9, 8, 7, 6, 1], 3),
    curve("down slowly from a leap at the start", [4.0, 8, 7, 6, 5, 3], 2),
    curve("a wobble at every other step", [9.0, 8, 10, 7, 11, 6, 12, 5, 4, 5, 6], 2),
    curve("two wobbles far apart", [9.0, 10, 8, 7, 6, 11, 5, 6, 7], 2),
    curve("worse from the start", [2.0, 3, 4, 5, 6, 1], 2),
    curve("down for long", [6.0, 5, 4, 3, 7, 8, 2], 3),
    curve("in the thousands", [5000.0, 3000, 4000, 2000, 6000, 7000, 1000], 2),
    wandering(12, 3),
    wandering(30, 4),
)
TIES = (
    curve("equal at the start", [2.0, 2, 3], 3),
    curve("equal to the best", [3.0, 1, 2, 1], 4),
    curve("equal and waiting", [3.0, 2, 2, 2, 1], 2),
    curve("flat", [2.0, 2, 2, 2], 2),
)


def _watch(losses, patience, better=operator.lt, lowest=np.inf, best=1, resets=True):
    """Read the losses until patience runs out: the best epoch, the epoch of stopping."""
    waited = 0
    for epoch, loss in enumerate(losses, start=1):
        if better(loss, lowest):
            best, lowest = epoch, loss
            waited = 0 if resets else waited
        else:
            waited += 1
        if waited >= patience:
            break
    return best, epoch


def _rises_in_a_row(losses, patience):
    best, waited = 1, 0
    for epoch in range(2, len(losses) + 1):
        loss, previous = losses[epoch - 1], losses[epoch - 2]
        if loss < losses[best - 1]:
            best = epoch
        waited = 0 if loss < previous else waited + 1
        if waited == patience:
            break
    return best


MISCONCEPTIONS = (
    Misconception(
        "counted from 0",
        lambda losses, patience: _watch(losses, patience)[0] - 1,
        "You found the right place and counted from 0, as Python does. Epochs are counted from 1, "
        "as people count. `enumerate` can be told where to start.",
    ),
    Misconception(
        "the loss itself",
        lambda losses, patience: losses[_watch(losses, patience)[0] - 1],
        "That is the lowest loss. The question was in which epoch it came.",
    ),
    Misconception(
        "where it stopped",
        lambda losses, patience: _watch(losses, patience)[1],
        "That is the epoch in which you stopped waiting. The one to go back to is the lowest, "
        "some way before it. Keep the two apart.",
    ),
    Misconception(
        "patience from the end",
        lambda losses, patience: _watch(losses, patience)[1] - patience,
        "You counted `patience` epochs back from where the reading ended. That is the best one if "
        "patience ran out. If the list ended first, it is not. Keep the best as you go.",
    ),
    Misconception(
        "highest",
        lambda losses, patience: _watch(losses, patience, operator.gt, -np.inf)[0],
        "That is the worst epoch so far: the comparison points the wrong way. A loss is good when "
        "it is low.",
    ),
    Misconception(
        "never stops",
        lambda losses, patience: _watch(losses, len(losses) + 1)[0],
        "You took the lowest of the whole list, and `patience` was not used. While a network "
        "trains, the losses after the stop don't exist yet.",
    ),
    Misconception(
        "stops at the first rise",
        lambda losses, patience: _watch(losses, 1)[0],
        "It stopped at the first epoch that was no better. The loss may go up for a moment; "
        "patience says how many such epochs to wait through.",
    ),
    Misconception(
        "waits one too long",
        lambda losses, patience: _watch(losses, patience + 1)[0],
        "One epoch too many was read. When `patience` epochs without a new lowest have gone by, "
        "stop; the next one is not read. Compare `>` with `>=`.",
    ),
    Misconception(
        "waits one too few",
        lambda losses, patience: _watch(losses, patience - 1)[0],
        "It stopped one epoch early. The epoch with the new lowest loss is not one of those that "
        "you wait through: the count starts at 0 there, and the next epoch is the first.",
    ),
    Misconception(
        "patience never reset",
        lambda losses, patience: _watch(losses, patience, resets=False)[0],
        "All bad epochs were counted, from the beginning. After a new lowest loss the count "
        "starts again.",
    ),
    Misconception(
        "rises in a row",
        _rises_in_a_row,
        "You compared each loss with the one before it. A loss that comes down a little after a "
        "rise need not be a new lowest. Compare with the best so far.",
    ),
    Misconception(
        "equal counts as better",
        lambda losses, patience: _watch(losses, patience, operator.le)[0],
        "A loss that is equal to the lowest was taken for a new one. It is no better than what "
        "you had, so the first of the two stays the best, and the waiting goes on.",
    ),
    Misconception(
        "patience as a number of epochs",
        lambda losses, patience: 1 + int(np.argmin(losses[:patience])),
        "You read the first `patience` epochs and no more. Patience is how long you wait for "
        "something better, counted again from each new lowest.",
    ),
)

BEST_EPOCH = Answer(
    name="best_epoch",
    inputs=("losses", "patience"),
    outputs=("epoch",),
    reference=best_epoch,
    parts=(
        Part("patience to the end", points=2, outputs=("epoch",), cases=TO_THE_END),
        Part("patience runs out", points=2, outputs=("epoch",), cases=RUNS_OUT),
        Part("ties", points=1, outputs=("epoch",), cases=TIES),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Read the losses one by one, remember where the lowest was, and know when to give up.",
)

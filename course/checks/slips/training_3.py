"""Slips in stopping early: `losses` is a list, one for each epoch, `patience` a whole number."""

import operator

import numpy as np

from course.checks.answers import Misconception


def watch(losses, patience, better=operator.lt, lowest=np.inf, best=1, resets=True):
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


def _only_in_the_loop(losses, patience):
    best, stopped = watch(losses, patience)
    return best if stopped - best == patience else None


BEST_EPOCH = (
    Misconception(
        "counted from 0",
        lambda losses, patience: watch(losses, patience)[0] - 1,
        "You found the right place and counted from 0, as Python does. Epochs are counted from "
        "1, as people do. `enumerate` can be told where to start.",
    ),
    Misconception(
        "the loss itself",
        lambda losses, patience: losses[watch(losses, patience)[0] - 1],
        "That is the lowest loss. The question was in which epoch it turned up.",
    ),
    Misconception(
        "where it stopped",
        lambda losses, patience: watch(losses, patience)[1],
        "That is the epoch in which you gave up waiting. The one to go back to is the lowest, "
        "some way before it. Keep the two apart.",
    ),
    Misconception(
        "patience from the end",
        lambda losses, patience: watch(losses, patience)[1] - patience,
        "You counted `patience` epochs back from where the reading ended. That is the best one if "
        "patience ran out. If the list ended first, it is not. Keep the best as you go.",
    ),
    Misconception(
        "highest",
        lambda losses, patience: watch(losses, patience, operator.gt, -np.inf)[0],
        "That is the worst epoch so far: the comparison points the wrong way. A loss is good when "
        "it is low.",
    ),
    Misconception(
        "best starts at zero",
        lambda losses, patience: watch(losses, patience, lowest=0, best=0)[0],
        "Nothing was ever found to be the lowest. If the best so far starts at 0, no loss can be "
        "below it. Start with something that any loss beats, or with the first one.",
    ),
    Misconception(
        "never stops",
        lambda losses, patience: watch(losses, len(losses) + 1)[0],
        "You took the lowest of the whole list, and `patience` had no say. While a network "
        "trains, the losses after the stop don't exist yet.",
    ),
    Misconception(
        "stops at the first rise",
        lambda losses, patience: watch(losses, 1)[0],
        "It gave up at the first epoch that was no better. That may have been a wobble; patience "
        "says how many such epochs to sit through.",
    ),
    Misconception(
        "waits one too long",
        lambda losses, patience: watch(losses, patience + 1)[0],
        "One epoch too many was read. When `patience` epochs without a new lowest have gone by, "
        "it is over; the next one is not looked at. Compare `>` with `>=`.",
    ),
    Misconception(
        "waits one too few",
        lambda losses, patience: watch(losses, patience - 1)[0],
        "It stopped one epoch early. The epoch with the new lowest loss is not one of those that "
        "you wait through: the count starts at 0 there, and the next epoch is the first.",
    ),
    Misconception(
        "first epoch waited through",
        lambda losses, patience: watch(losses, patience, lowest=losses[0])[0],
        "The first epoch was counted as one without a new lowest loss, since it is not below "
        "itself. It is the lowest so far, and the waiting begins with the second.",
    ),
    Misconception(
        "patience never reset",
        lambda losses, patience: watch(losses, patience, resets=False)[0],
        "All bad epochs were counted, from the beginning. A new lowest loss gives you your "
        "patience back: the count starts again.",
    ),
    Misconception(
        "rises in a row",
        _rises_in_a_row,
        "You compared each loss with the one before it. A loss that comes down a little after a "
        "leap up is still no new lowest. Compare with the best so far.",
    ),
    Misconception(
        "equal counts as better",
        lambda losses, patience: watch(losses, patience, operator.le)[0],
        "A loss that is equal to the lowest was taken for a new one. It is no better than what "
        "you had, so the first of the two stays the best, and the waiting goes on.",
    ),
    Misconception(
        "patience as a number of epochs",
        lambda losses, patience: 1 + int(np.argmin(losses[:patience])),
        "You read the first `patience` epochs and no more. Patience is how long you wait for "
        "something better, counted afresh from each new lowest.",
    ),
    Misconception(
        "no return at the end",
        _only_in_the_loop,
        "Where patience ran out it is right. Where the list ends first, nothing comes back: the "
        "only `return` is inside the loop. What should come after it?",
    ),
)

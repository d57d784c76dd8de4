"""The answer `folds`: row numbers cut for cross-validation, every row held back once.

Shapes: order (n,), different row numbers; each pair has those to train on and those held back.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part

Pairs = list[tuple[np.ndarray, np.ndarray]]


def folds(order: np.ndarray, k: int) -> Pairs:
    """A pair for each of k parts: the rows of the other parts, and its own."""
    return paired(np.array_split(order, k))


def paired(parts: Sequence[np.ndarray]) -> Pairs:
    """Each part, after all that is in the others."""
    return [
        (np.concatenate([other for j, other in enumerate(parts) if j != i]), part)
        for i, part in enumerate(parts)
    ]


def laid_out(returned: Any) -> dict[str, Any]:
    """How many pairs, how long they are, and their rows; within a part in any order."""
    pairs = [(np.asarray(rows), np.asarray(held)) for rows, held in returned]
    return {
        "folds": len(pairs),
        "sizes": [len(held) for _, held in pairs],
        "held back": _one_after_another(held for _, held in pairs),
        "to train on": _one_after_another(rows for rows, _ in pairs),
    }


def _one_after_another(parts: Iterable[np.ndarray]) -> np.ndarray:
    return np.concatenate([np.sort(part) for part in parts])


def cut(name: str, n: int, k: int) -> Case:
    """So many row numbers out of a larger table, to be cut into k parts."""
    return Case(name, lambda rng: (rng.permutation(3 * n)[:n], k))


LAID_OUT = ("folds", "sizes", "held back", "to train on")
EVEN = (
    Case("four rows, two folds", lambda rng: (np.array([3, 0, 2, 1]), 2)),
    cut("9 rows, 3 folds", 9, 3),
    cut("20 rows, 5 folds", 20, 5),
    cut("5 rows, each a fold", 5, 5),
)
LEFT_OVER = (
    Case("five rows, two folds", lambda rng: (np.array([4, 1, 3, 0, 2]), 2)),
    cut("11 rows, 3 folds", 11, 3),
    cut("23 rows, 5 folds", 23, 5),
)


def _filled(order, k):
    """Parts of the rounded-down size, and what is left over in the last."""
    size = len(order) // k
    return [order[i * size : (i + 1) * size if i < k - 1 else None] for i in range(k)]


MISCONCEPTIONS = (
    Misconception(
        "held back and learnt from",
        lambda order, k: [(order, part) for part in np.array_split(order, k)],
        "Every pair trains on all the rows, also on those that it holds back. The network would "
        "know them by the time it is tested. Leave the part that is held back out.",
    ),
    Misconception(
        "held back first",
        lambda order, k: [pair[::-1] for pair in folds(order, k)],
        "In each pair the rows that are held back come first. The rows to train on come first.",
    ),
    Misconception(
        "size for number",
        lambda order, k: paired([order[i : i + k] for i in range(0, len(order), k)]),
        "There are k rows in each part. There should be k parts.",
    ),
    Misconception(
        "left over and dropped",
        lambda order, k: paired(np.split(order[: len(order) // k * k], k)),
        "Where the rows can't be shared out evenly, those that are left over are in no part. "
        "Every row has to be held back once.",
    ),
    Misconception(
        "left over in the last",
        lambda order, k: paired(_filled(order, k)),
        "All the rows that are left over went into the last part. Give the first parts one more "
        "each, so that no part is more than one row longer than another.",
    ),
    Misconception(
        "one to each part in turn",
        lambda order, k: paired([order[i::k] for i in range(k)]),
        "You gave one row to each part in turn. That is fair, and it is not what was asked: the "
        "first part gets the first rows of the order, and so on.",
    ),
    Misconception(
        "order sorted",
        lambda order, k: folds(np.sort(order), k),
        "The row numbers were sorted before they were cut. The table may have been sorted by "
        "class, and then each part holds classes that the others lack. Cut the order as it is.",
    ),
    Misconception(
        "places for row numbers",
        lambda order, k: folds(np.arange(len(order)), k),
        "You cut up the places 0, 1, 2 and so on. The entries of `order` at those places are the "
        "row numbers, and those are asked for.",
    ),
    Misconception(
        "the first pair alone",
        lambda order, k: folds(order, k)[:1],
        "One pair came back. A `return` inside a loop ends it in the first round.",
    ),
    Misconception(
        "the first part each time",
        lambda order, k: folds(order, k)[:1] * k,
        "Every pair holds back the first part. In each round another part has to be held back.",
    ),
)

FOLDS = Answer(
    name="folds",
    inputs=("order", "k"),
    outputs=LAID_OUT,
    reference=folds,
    parts=(
        Part("even folds", points=1, outputs=LAID_OUT, cases=EVEN),
        Part("rows left over", points=1, outputs=LAID_OUT, cases=LEFT_OVER),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Cut the order into k parts. For each: the rows of all the others, and its own.",
    unpack=laid_out,
    returns="a list of pairs, [(rows_to_train_on, rows_held_back), ...]",
)

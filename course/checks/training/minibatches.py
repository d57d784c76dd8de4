"""The answer `minibatches`: the rows of a table, dealt out in batches.

Shapes: X (n, d_in) and y (n, d_out), dealt in `order` (n,), the n row numbers.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np

from course.checks.answers import Answer, Case, Draw, Misconception, Part
from course.checks.inputs import ArrayDraw, halves, normal
from reference_impl import example


def minibatches(
    X: np.ndarray, y: np.ndarray, batch_size: int, order: np.ndarray
) -> list[tuple[np.ndarray, np.ndarray]]:
    """The rows of X and y in this order, batch_size at a time: [(X_batch, y_batch), ...]."""
    return dealt(X, y, [order[i : i + batch_size] for i in range(0, len(X), batch_size)])


def dealt(
    X: np.ndarray, y: np.ndarray, pieces: Iterable[np.ndarray]
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Pairs of the rows in each of these pieces."""
    return [(X[rows], y[rows]) for rows in pieces]


def laid_out(returned: Any) -> dict[str, Any]:
    """How many batches, how long the first and the last, and all rows under each other."""
    Xs, ys = zip(*map(_pair, returned), strict=True)
    return {
        "batches": len(Xs),
        "rows_in_first": len(Xs[0]),
        "rows_in_last": len(Xs[-1]),
        "all_X": _under_each_other(Xs),
        "all_y": _under_each_other(ys),
    }


def _pair(batch):
    """The two arrays of a batch. An array of two rows is no pair."""
    if isinstance(batch, np.ndarray):
        raise TypeError(batch)
    X, y = batch
    return np.asarray(X), np.asarray(y)


def _under_each_other(batches):
    """All rows. An empty batch adds none, and an array made of an empty list lacks its columns."""
    return np.concatenate([batch for batch in batches if len(batch)] or batches)


def deal_case(
    name: str, n: int, d_in: int, d_out: int, size: int, draw: ArrayDraw = halves
) -> Case:
    def inputs(rng):
        return draw(rng, n, d_in), draw(rng, n, d_out), size, rng.permutation(n)

    return Case(name, inputs)


def four_bottles(size: int) -> Draw:
    return lambda rng: (example.X4, example.y4, size, np.array([2, 0, 3, 1]))


LAID_OUT = ("batches", "rows_in_first", "rows_in_last", "all_X", "all_y")
EVEN = (
    Case("the four bottles, two to a batch", four_bottles(2)),
    Case("one to a batch", four_bottles(1)),
    Case("all in one batch", four_bottles(4)),
    deal_case("9 rows, 3 to a batch", 9, 3, 3, 3),
    deal_case("20 rows, 5 to a batch", 20, 4, 3, 5, normal),
)
SHORT_AT_THE_END = (
    Case("the four bottles, three to a batch", four_bottles(3)),
    Case("more to a batch than there are", four_bottles(32)),
    deal_case("8 rows, 3 to a batch", 8, 3, 3, 3),
    deal_case("10 rows, 4 to a batch", 10, 4, 3, 4),
    deal_case("23 rows, 7 to a batch", 23, 5, 3, 7, normal),
)


def _pieces(order, size, longer=0):
    """The order in pieces of `size`, each longer by so many."""
    return [order[start : start + size + longer] for start in range(0, len(order), size)]


def _count(order, size):
    """How many batches there are, the short one with them."""
    return -(-len(order) // size)


MISCONCEPTIONS = (
    Misconception(
        "last batch dropped",
        lambda X, y, size, order: dealt(X, y, _pieces(order, size)[: len(X) // size]),
        "The rows that did not fill a batch are gone. `//` rounds down, and the rows that are "
        "left over are bottles too. A short batch is a batch too.",
    ),
    Misconception(
        "an empty batch at the end",
        lambda X, y, size, order: dealt(
            X, y, [order[i * size : (i + 1) * size] for i in range(len(X) // size + 1)]
        ),
        "Where the batches come out even there is one more, with nothing in it. Its mean loss "
        "would be 0 / 0. Add one to the count, and it is one too many exactly then.",
    ),
    Misconception(
        "order not used",
        lambda X, y, size, order: dealt(X, y, _pieces(np.arange(len(X)), size)),
        "The rows come as they are in the table, and `order` was not used. It says which row "
        "comes first, which second, and so on.",
    ),
    Misconception(
        "y left in its old order",
        lambda X, y, size, order: [
            (X[rows], y[place])
            for rows, place in zip(
                _pieces(order, size), _pieces(np.arange(len(X)), size), strict=True
            )
        ],
        "The bottles were shuffled and their scores were not. Every bottle now has another "
        "bottle's score. The same row numbers must pick from both.",
    ),
    Misconception(
        "order used twice",
        lambda X, y, size, order: dealt(X[order], y[order], _pieces(order, size)),
        "The order was applied twice: the tables were put in order, and then the same row numbers "
        "picked from the new tables. Do one or the other.",
    ),
    Misconception(
        "order sorted back",
        lambda X, y, size, order: dealt(X, y, _pieces(np.argsort(order), size)),
        "You went by `np.argsort(order)`, which says in which place each row comes. `order` itself "
        "holds the row numbers, the first one first: there is nothing to sort.",
    ),
    Misconception(
        "start moves by one",
        lambda X, y, size, order: dealt(X, y, [order[i : i + size] for i in range(len(order))]),
        "There is a batch for every row, and they overlap. The next batch begins where the last "
        "one ended, not one row further on. `range` takes a third number.",
    ),
    Misconception(
        "one row short",
        lambda X, y, size, order: dealt(X, y, _pieces(order, size, longer=-1)),
        "A row is missing at the end of each batch. A slice stops before its second number, so "
        "there is no need to take one off.",
    ),
    Misconception(
        "one row too many",
        lambda X, y, size, order: dealt(X, y, _pieces(order, size, longer=1)),
        "Each batch holds the first row of the next one as well, so some bottles count twice. A "
        "slice stops before its second number.",
    ),
    Misconception(
        "number for size",
        lambda X, y, size, order: dealt(X, y, np.array_split(order, size)),
        "That is `batch_size` batches. It should be how many rows are in each, not how many "
        "batches there are.",
    ),
    Misconception(
        "shared out evenly",
        lambda X, y, size, order: dealt(X, y, np.array_split(order, _count(order, size))),
        "The batches were made as equal as can be. Here each one is filled to `batch_size` before "
        "the next begins, and the last takes what is left.",
    ),
    Misconception(
        "one row to each in turn",
        lambda X, y, size, order: dealt(
            X, y, [order[i :: _count(order, size)] for i in range(_count(order, size))]
        ),
        "You gave one row to each batch in turn, as cards are handed out. Here the first batch "
        "gets the first `batch_size` rows of the order, all at once.",
    ),
    Misconception(
        "last batch filled up",
        lambda X, y, size, order: dealt(
            X, y, _pieces(np.resize(order, size * _count(order, size)), size)
        ),
        "The last batch was filled up with rows that had been used already. Those bottles count "
        "twice. Let it be short.",
    ),
    Misconception(
        "scores first",
        lambda X, y, size, order: dealt(y, X, _pieces(order, size)),
        "Each pair has the scores first and the bottles second. The caller expects X, then y.",
    ),
)

MINIBATCHES = Answer(
    name="minibatches",
    inputs=("X", "y", "batch_size", "order"),
    outputs=LAID_OUT,
    reference=minibatches,
    parts=(
        Part("even batches", points=1, outputs=LAID_OUT, cases=EVEN),
        Part("a short batch at the end", points=1, outputs=LAID_OUT, cases=SHORT_AT_THE_END),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Cut the order into pieces, and let each piece pick its rows from X and from y.",
    unpack=laid_out,
    returns="a list of pairs, [(X_batch, y_batch), ...]",
)

"""The table of a softmax: how each share moves with each score.

Shapes: p (k,), J (k, k).
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.jacobians.shares import SHARES, draw_shares
from reference_impl import layers


def softmax_jacobian(p: np.ndarray) -> np.ndarray:
    """What each share gains by its own score, less share times share in every place."""
    return np.diag(p) - np.outer(p, p)


def shares(name: str, *given: float) -> Case:
    return Case(name, lambda rng: (np.array(given),))


def drawn_shares(k: int) -> Case:
    return Case(f"{k} shares", lambda rng: (draw_shares(rng, k),))


def _off_the_diagonal(p, diagonal):
    """Minus share times share, with something else on the diagonal."""
    table = -np.outer(p, p)
    np.fill_diagonal(table, diagonal)
    return table


def _each_with_itself(p):
    table = np.tile((-p * (1 - p))[:, None], (1, len(p)))
    np.fill_diagonal(table, p * (1 - p))
    return table


MISCONCEPTIONS = (
    Misconception(
        "diagonal alone",
        lambda p: np.diag(p * (1 - p)),
        "The diagonal is right, and off it you have zeros, as for a ReLU. Softmax mixes: when one "
        "score goes up, every other share gets smaller.",
    ),
    Misconception(
        "the products alone",
        lambda p: -np.outer(p, p),
        "Every share loses, and none gains. The one whose score was nudged got new votes as well: "
        "its own entry has a second piece.",
    ),
    Misconception(
        "sign turned",
        lambda p: np.outer(p, p) - np.diag(p),
        "All the signs are turned round. Nudge a score up and its own share grows, so the "
        "diagonal can't be below zero.",
    ),
    Misconception(
        "the others gain too",
        lambda p: np.diag(p) + np.outer(p, p),
        "You added the products where they should be taken away. In your table a nudge makes "
        "every share grow, but together the shares are always 1.",
    ),
    Misconception(
        "the others gain",
        lambda p: -_off_the_diagonal(p, -p * (1 - p)),
        "The diagonal is right. Off it your entries are above zero: the others gain when this "
        "one does. Add up a column. It should come to 0.",
    ),
    Misconception(
        "no loss on the diagonal",
        lambda p: _off_the_diagonal(p, p),
        "Off the diagonal all is right. On it you have the gain alone. The total grows for the "
        "nudged one too, so it loses something like all the others.",
    ),
    Misconception(
        "shares on the diagonal",
        np.diag,
        "You have the gain of each share and none of the losses. Add up a column: it should come "
        "to 0, because what one gains the others lose.",
    ),
    Misconception(
        "ones on the diagonal",
        lambda p: np.eye(len(p)) - np.outer(p, p),
        "On the diagonal you start from 1, as if a share gained the whole nudge. It gains in "
        "proportion: out of four votes, one vote more for a share of a quarter grows at a quarter.",
    ),
    Misconception(
        "p (1 - p) everywhere",
        lambda p: np.tile(p * (1 - p), (len(p), 1)),
        "p (1 - p) is in every place of a column. It is the slope of a share with its own score. "
        "With the other scores a share moves the other way, and by another amount.",
    ),
    Misconception(
        "one minus the other",
        lambda p: np.outer(p, 1 - p),
        "Each entry is a share times one minus another. On the diagonal that is right, since the "
        "two are the same there. Elsewhere the 1 does not belong.",
    ),
    Misconception(
        "each pays its own",
        _each_with_itself,
        "The sign off the diagonal is right. But the size there is p (1 - p) of one share alone. "
        "With two shares you can't see it; with three, the other share counts.",
    ),
    Misconception(
        "a list for a table",
        lambda p: p * (1 - p),
        "One number for each share: how it moves with its own score. It moves with all the "
        "others as well, so there is a whole table to fill.",
    ),
    Misconception(
        "shares squared in every row",
        lambda p: np.diag(p) - p * p,
        "`p * p` is a list, each share with itself, and NumPy took it away from every row. You "
        "want each share with each other share, and that is a table.",
    ),
    Misconception(
        "a number for a table",
        lambda p: np.diag(p) - p @ p,
        "You took the same number away everywhere. A row times a column adds up to one number, and "
        "so does `@` between two flat arrays. A column times a row makes a table.",
    ),
    Misconception(
        "softmax again",
        lambda p: softmax_jacobian(layers.softmax(p[None])[0]),
        "The table is right for other shares: you put p through a softmax once more. It has been "
        "through one already; p holds the shares, not the scores.",
    ),
)

SOFTMAX_JACOBIAN = Answer(
    name="softmax_jacobian",
    inputs=("p",),
    outputs=("J",),
    reference=softmax_jacobian,
    parts=(
        Part(
            "two shares",
            points=1,
            outputs=("J",),
            cases=(
                shares("halves", 0.5, 0.5),
                shares("one takes all", 0.0, 1.0),
                shares("not alike", 0.25, 0.75),
                drawn_shares(2),
            ),
        ),
        Part(
            "more shares",
            points=2,
            outputs=("J",),
            cases=(
                shares("the chapter's three", *SHARES),
                shares("a sure thing", 0.0, 1.0, 0.0),  # scores of -1000, 1000, -1000
                shares("one without a share", 0.5, 0.0, 0.5),
                drawn_shares(4),
                drawn_shares(7),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Fill the table that says how each share moves with each score.",
)

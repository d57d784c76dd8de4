"""Slips in the tables of a layer, of a ReLU and of a softmax.

Shapes: W (d_in, d_out), z (d,), p (k,); a Jacobian is (numbers out, numbers in).
"""

import numpy as np

from course.checks.answers import Misconception
from reference_impl import layers

AFFINE_JACOBIAN = (
    Misconception(
        "not turned",
        lambda W: W.copy(),
        "These are the weights as they stand. In W every column belongs to an output; in a "
        "Jacobian every row does. Nothing needs working out, but something has to be turned.",
    ),
    Misconception(
        "dealt out anew",
        lambda W: W.reshape(W.shape[::-1]),
        "The shape is right and the numbers sit in the wrong places: `reshape` deals them out "
        "again, row by row, like cards. Turning a table keeps each pair together.",
    ),
    Misconception(
        "a quarter turn",
        np.rot90,
        "You rotated the table like a picture, and one direction came out backwards. Turned on "
        "its side means: row becomes column, and the first stays the first.",
    ),
    Misconception(
        "outputs added up",
        lambda W: W.sum(axis=1),
        "You have one slope for each input, as if all outputs were one. They were not added up "
        "anywhere: each output wants a row of its own.",
    ),
    Misconception(
        "inputs added up",
        lambda W: W.sum(axis=0),
        "You have one number for each output: how far it moves when all inputs are nudged "
        "together. A table keeps the inputs apart, one column for each.",
    ),
    Misconception(
        "a column for the bias",
        lambda W: np.column_stack([W.T, np.ones(W.shape[1])]),
        "The weights are in their places, and beside them stands a column of ones. It is for the "
        "bias, and the bias is not among the inputs. Nobody nudges it here.",
    ),
)


def _whole_rows(z):
    table = np.zeros((len(z), len(z)))
    table[z > 0] = 1
    return table


RELU_JACOBIAN = (
    Misconception(
        "awake at zero",
        lambda z: np.diag((z >= 0) * 1.0),
        "A neuron whose sum is exactly 0 counts as asleep here, and yours is awake. Look at your "
        "comparison, and at what it says to a zero.",
    ),
    Misconception(
        "half awake at zero",
        lambda z: np.diag(np.heaviside(z, 0.5)),
        "At exactly 0 you let half of a nudge through. There is a corner, and any slope between "
        "0 and 1 could be argued for; this course has settled on the sleeper's.",
    ),
    Misconception(
        "a list for a table",
        lambda z: (z > 0) * 1.0,
        "These are the right ones and zeros, in a list. A Jacobian has a place for every output "
        "with every input. Which places does your list belong in?",
    ),
    Misconception(
        "values for slopes",
        lambda z: np.diag(np.maximum(z, 0)),
        "On the diagonal you have what ReLU gives out. The table asks how fast that moves when "
        "the sum is nudged, and a neuron awake at 4 moves no faster than one awake at 1.",
    ),
    Misconception(
        "the list in every row",
        lambda z: np.tile((z > 0) * 1.0, (len(z), 1)),
        "Every row is the same list. That would be a network in which each neuron listens to all "
        "its neighbours. An output here moves with its own sum and with no other.",
    ),
    Misconception(
        "the list in every column",
        _whole_rows,
        "A neuron that is awake has a whole row of ones, as if it listened to everybody's sum. "
        "Setting `table[z > 0]` sets whole rows; you want one place in each.",
    ),
    Misconception(
        "all who are awake together",
        lambda z: np.outer(z > 0, z > 0) * 1.0,
        "You paired everyone who is awake with everyone else who is. Being awake at the same "
        "time is no conversation: off the diagonal nothing moves.",
    ),
    Misconception(
        "upside down",
        lambda z: np.diag((z < 0) * 1.0),
        "You have a 1 for each sleeper and a 0 for those who are awake. It is the sleepers that "
        "a nudge does not get past.",
    ),
    Misconception(
        "slope of the absolute value",
        lambda z: np.diag(np.sign(z)),
        "The sleepers have -1. That is a function that turns the negative numbers round, |z|. "
        "ReLU is flat there.",
    ),
    Misconception(
        "everybody awake",
        lambda z: np.eye(len(z)),
        "That is the table of a step that hands everything on, whatever z is. Where z is below "
        "zero this one hands on nothing.",
    ),
    Misconception(
        "leaky",
        lambda z: np.diag(np.where(z > 0, 1, 0.01)),
        "A hundredth of each nudge gets past your sleepers. That is the leaky ReLU's table. The "
        "plain one has a plain zero.",
    ),
)


def _off_the_diagonal(p, diagonal):
    """Minus share times share, with something else on the diagonal."""
    table = -np.outer(p, p)
    np.fill_diagonal(table, diagonal)
    return table


def _each_with_itself(p):
    table = np.tile((-p * (1 - p))[:, None], (1, len(p)))
    np.fill_diagonal(table, p * (1 - p))
    return table


def _true_table(p):
    return np.diag(p) - np.outer(p, p)


SOFTMAX_JACOBIAN = (
    Misconception(
        "diagonal alone",
        lambda p: np.diag(p * (1 - p)),
        "The diagonal is right, and off it you have zeros, as for a ReLU. Softmax mixes: when "
        "one score asks for more, every other share pays.",
    ),
    Misconception(
        "the products alone",
        lambda p: -np.outer(p, p),
        "Every share loses, and nobody gains. The one whose score was nudged got new votes as "
        "well: its own entry has a second piece.",
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
        "You added the products where they are a loss. In your table a nudge makes every share "
        "grow, and there is only one cake.",
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
        "Off the diagonal all is well. On it you have the gain alone. The total grows for the "
        "nudged one too, so it loses something like all the others.",
    ),
    Misconception(
        "shares on the diagonal",
        np.diag,
        "You have the gain of each share and none of the losses. Add up a column: it should "
        "come to 0, because what one gains the others pay.",
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
        "p (1 - p) stands in every place of a column. It is the slope of a share with its own "
        "score. With the other scores a share moves the other way, and by another amount.",
    ),
    Misconception(
        "one minus the other",
        lambda p: np.outer(p, 1 - p),
        "Each entry is a share times one minus another. On the diagonal that is right, since "
        "the two are the same there. Elsewhere the one does not belong.",
    ),
    Misconception(
        "each pays its own",
        _each_with_itself,
        "You turned the sign off the diagonal, and that is good. But the size there is p (1 - p) "
        "of one share alone. With two shares nobody can tell; with three, the other share counts.",
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
        "You took one and the same number away everywhere. `@` between two flat lists adds up, "
        "and a flat list has no other side to lie on: `p.T` is p again.",
    ),
    Misconception(
        "softmax again",
        lambda p: _true_table(layers.softmax(p[None])[0]),
        "The table is right for other shares: you put p through a softmax once more. It has been "
        "through one already; p holds the shares, not the scores.",
    ),
)

"""Slips in going through a whole network: blame back, and a nudge forward.

Shapes: v and p (k,), nudge (d_in,), z (hidden,), W1 (d_in, hidden), W2 (hidden, k).
"""

import numpy as np

from course.checks.answers import Misconception
from reference_impl import layers


def _product(values, p):
    """A list times the table of a softmax; from the left and from the right it is the same."""
    return p * (values - values @ p)


def _table(p):
    return np.diag(p) - np.outer(p, p)


def _kept(values, z):
    return values * (z > 0)


def _trips(
    back=lambda b, W: b @ W.T,
    there=lambda u, W: u @ W,
    back_first=None,
    there_first=None,
    bend_back=_kept,
    bend_there=_kept,
    shares_back=_product,
    shares_there=_product,
):
    """Both trips, with a step or two of them exchanged: a function.

    `back_first` and `there_first` are for the first layer alone.
    """
    back_first, there_first = back_first or back, there_first or there

    def two_trips(v, nudge, W1, z, W2, p):
        blame = back_first(bend_back(back(shares_back(v, p), W2), z), W1)
        move = shares_there(there(bend_there(there_first(nudge, W1), z), W2), p)
        return blame, move

    return two_trips


def _bent(bend):
    return _trips(bend_back=bend, bend_there=bend)


def _shared(product):
    return _trips(shares_back=product, shares_there=product)


def _mask_of_what_comes(values, z):
    return np.maximum(values, 0)


def _upside_down(v, nudge, W1, z, W2, p):
    """The blame starts at the first layer: it fits where the network is square."""
    return _kept(_product(v, p) @ W1.T, z) @ W2.T, _trips()(v, nudge, W1, z, W2, p)[1]


def _other_way_round(v, nudge, W1, z, W2, p):
    return _trips()(v, nudge, W1, z, W2, p)[::-1]


TWO_TRIPS = (
    Misconception(
        "weights not turned on the way back",
        _trips(back=lambda b, W: b @ W),
        "The way back went through the weights as they stand. Blame arrives with one number for "
        "each column of W and has to leave with one for each row. Where W is square nothing "
        "complains.",
    ),
    Misconception(
        "weights turned on the way there",
        _trips(there=lambda u, W: u @ W.T),
        "The nudge went through weights that were turned. Going forward is what the network "
        "does with a bottle: a row times W as it stands. Where W is square nothing complains.",
    ),
    Misconception(
        "W1 not turned on the way back",
        _trips(back_first=lambda b, W: b @ W),
        "The blame came through W2 as it should, and then took W1 as it stands. W1 of the tiny "
        "network is square, so nothing complains. What holds for one layer holds for the other.",
    ),
    Misconception(
        "W1 turned on the way there",
        _trips(there_first=lambda u, W: u @ W.T),
        "The nudge went through W1 turned on its side (`W1 @ nudge` comes to the same), and "
        "through W2 as it stands. A bottle takes both layers the same way, and so does a nudge.",
    ),
    Misconception(
        "ways exchanged at the layers",
        _trips(back=lambda b, W: b @ W, there=lambda u, W: u @ W.T),
        "At the layers you have the two ways exchanged: the blame took the nudge's product and "
        "the nudge took the blame's. One of them goes with the weights as they stand.",
    ),
    Misconception(
        "awake at zero",
        _bent(lambda values, z: values * (z >= 0)),
        "One z is exactly 0, and you let things past that neuron. Here it counts as asleep, "
        "on both trips.",
    ),
    Misconception(
        "ReLU left out",
        _bent(lambda values, z: values),
        "Nothing stopped at the sleeping neurons. Between the two layers stands a ReLU, and each "
        "trip has to pass it; z says who is asleep.",
    ),
    Misconception(
        "ReLU left out on the way back",
        _trips(bend_back=lambda values, z: values),
        "The nudge stopped at the sleepers and the blame did not. A neuron that passes nothing "
        "on had no part in the result, so it gets no blame either.",
    ),
    Misconception(
        "ReLU left out on the way there",
        _trips(bend_there=lambda values, z: values),
        "The blame stopped at the sleepers and the nudge did not. A small nudge wakes nobody: a "
        "sleeping neuron gives out 0 before it and 0 after it.",
    ),
    Misconception(
        "bent like a sum",
        _bent(_mask_of_what_comes),
        "You put the blame and the nudge themselves through a ReLU. They may well be below zero. "
        "Who gets past is decided by z, at this bottle, and not by what comes along.",
    ),
    Misconception(
        "sum in place of slope",
        _bent(lambda values, z: values * np.maximum(z, 0)),
        "At the ReLU you multiplied by what it gives out. What counts there is its slope: a "
        "neuron is awake or asleep, and how loudly it speaks makes no difference.",
    ),
    Misconception(
        "softmax left out",
        _shared(lambda values, p: values),
        "Both trips know the layers and the ReLU, and neither passed the softmax. The blame "
        "starts at the shares, and the nudge ends there.",
    ),
    Misconception(
        "softmax entry by entry",
        _shared(lambda values, p: values * p * (1 - p)),
        "At the softmax you used the diagonal alone, on both trips. It mixes: your `softmax_vjp` "
        "knows how.",
    ),
    Misconception(
        "softmax left out on the way back",
        _trips(shares_back=lambda values, p: values),
        "The nudge went through the softmax and the blame did not. v belongs to the shares; "
        "before W2 gets it, it has to be the blame of the scores.",
    ),
    Misconception(
        "softmax left out on the way there",
        _trips(shares_there=lambda values, p: values),
        "You stopped at the scores. How far they move is not yet how far the shares do: one more "
        "step, and you have it from the task before, because the table is the same on its side.",
    ),
    Misconception(
        "softmax of the moves",
        _trips(shares_there=lambda values, p: layers.softmax(values[None])[0]),
        "At the end you put the moves of the scores through a softmax. Moves are no scores. "
        "What they meet is the table of slopes of the softmax at this bottle.",
    ),
    Misconception(
        "layers in the wrong order",
        _upside_down,
        "The blame met W1 before W2. It starts at the end of the network, so the last step is "
        "the first that it meets. Where all is square nothing complains.",
    ),
    Misconception(
        "the results exchanged",
        _other_way_round,
        "The two results have changed places in the return line. The order asked for is blame, "
        "move.",
    ),
    Misconception(
        "the nudge added to the bottle's sums",
        _trips(bend_there=lambda values, z: np.maximum(z + values, 0)),
        "You sent the nudged bottle through the ReLU, not the nudge. At a nudge of nothing "
        "nothing must move, and yours still has the sums in it.",
    ),
    Misconception(
        "a table for the ReLU",
        _bent(lambda values, z: values @ np.diag((z > 0) * 1.0)),
        "The numbers are right, and at the ReLU stood a table with almost nothing in it. Whoever "
        "multiplies by a diagonal multiplies entry by entry.",
    ),
    Misconception(
        "a table for the softmax",
        _shared(lambda values, p: values @ _table(p)),
        "The numbers are right, and at the softmax stood its table. The last task got through "
        "without it, on the way back; on the way there it is the same product.",
    ),
    Misconception(
        "a table at every step",
        _trips(
            bend_back=lambda values, z: values @ np.diag((z > 0) * 1.0),
            bend_there=lambda values, z: np.diag((z > 0) * 1.0) @ values,
            shares_back=lambda values, p: values @ _table(p),
            shares_there=lambda values, p: _table(p) @ values,
        ),
        "The numbers are right, and you built the table of every step. It is how one learns what "
        "the trips mean. Now do it as one that is in a hurry: the ReLU drops entries, and the "
        "softmax takes a mean away.",
    ),
)

"""Two trips through a whole network: gradient back, and a nudge forward.

Everything is flat, for one bottle. Shapes: v and p (k,), nudge (d_in,), z (hidden,),
W1 (d_in, hidden), W2 (hidden, k); gradient (d_in,), move (k,).
"""

from collections.abc import Sequence

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import ArrayDraw, halves, normal
from course.checks.jacobians.shares import GRADIENT, SHARES, draw_shares
from course.checks.jacobians.softmax_jacobian import softmax_jacobian
from course.checks.jacobians.softmax_vjp import softmax_vjp
from course.checks.jacobians.watched import LONG, watched
from reference_impl import example, layers


def two_trips(
    v: np.ndarray, nudge: np.ndarray, W1: np.ndarray, z: np.ndarray, W2: np.ndarray, p: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The gradient back to the measurements, and a nudge on to the shares."""
    at_scores = softmax_vjp(v, p)[None]  # (1, k)
    at_sums = layers.relu_backward(layers.affine_backward_input(at_scores, W2), z[None])
    gradient = layers.affine_backward_input(at_sums, W1)[0]  # (d_in,)
    moved = layers.relu_backward(nudge @ W1, z) @ W2  # (k,)
    return gradient, softmax_vjp(moved, p)  # a table that is its own mirror image


W2 = np.array([[1.0, 0.0, -1.0], [3.0, 1.0, 2.0]])  # (2, 3)


def chapters_bottle(*z: float) -> Case:
    return Case(
        f"2 measurements, sums {z[0]:g} and {z[1]:g}, 3 shares",
        lambda rng: (GRADIENT, np.array([1.0, 0.0]), example.W1, np.array(z), W2, SHARES),
    )


def network(d_in: int, signs: Sequence[int], k: int, draw: ArrayDraw = halves) -> Case:
    """One bottle; its neurons are active, inactive or at zero. A list that is long is watched."""
    hidden = len(signs)

    def inputs(rng):
        v, nudge, p = draw(rng, k), draw(rng, d_in), draw_shares(rng, k)
        first, z = draw(rng, d_in, hidden), np.array(signs) * np.abs(draw(rng, hidden))
        z, p = (watched(values) if len(values) == LONG else values for values in (z, p))
        return v, nudge, first, z, draw(rng, hidden, k), p

    return Case(f"{d_in} measurements, {hidden} neurons, {k} shares", inputs)


MIXED = (network(3, (1, -1, 1), 3), network(3, (1, -1, -1, 1), 5))
ORDINARY = (chapters_bottle(4.0, -0.5), *MIXED, network(7, (-1, 1, 1, -1, 1), 4, normal))


def _kept(values, z):
    return values * (z > 0)


def _trips(
    back=lambda b, W: b @ W.T,
    there=lambda u, W: u @ W,
    back_first=None,
    there_first=None,
    bend_back=_kept,
    bend_there=_kept,
    shares_back=softmax_vjp,
    shares_there=softmax_vjp,
):
    """Both trips, with a step or two of them exchanged: a function.

    `back_first` and `there_first` are for the first layer alone.
    """
    back_first, there_first = back_first or back, there_first or there

    def two_trips(v, nudge, W1, z, W2, p):
        gradient = back_first(bend_back(back(shares_back(v, p), W2), z), W1)
        move = shares_there(there(bend_there(there_first(nudge, W1), z), W2), p)
        return gradient, move

    return two_trips


def _bent(bend):
    return _trips(bend_back=bend, bend_there=bend)


def _shared(product):
    return _trips(shares_back=product, shares_there=product)


def _mask_of_what_comes(values, z):
    return np.maximum(values, 0)


def _upside_down(v, nudge, W1, z, W2, p):
    """The gradient starts at the first layer: it fits where the network is square."""
    return _kept(softmax_vjp(v, p) @ W1.T, z) @ W2.T, _trips()(v, nudge, W1, z, W2, p)[1]


def _other_way_round(v, nudge, W1, z, W2, p):
    return _trips()(v, nudge, W1, z, W2, p)[::-1]


MISCONCEPTIONS = (
    Misconception(
        "weights not turned on the way back",
        _trips(back=lambda b, W: b @ W),
        "On the way back you used the weights as they are. The gradient arrives with one number "
        "for each column of W and has to leave with one for each row. Where W is square there is "
        "no error.",
    ),
    Misconception(
        "weights turned on the way there",
        _trips(there=lambda u, W: u @ W.T),
        "The nudge went through transposed weights. Going forward is what the network does with a "
        "bottle: a row times W as it is. Where W is square there is no error.",
    ),
    Misconception(
        "W1 not turned on the way back",
        _trips(back_first=lambda b, W: b @ W),
        "The gradient came through W2 as it should, and then took W1 as it is. W1 of the tiny "
        "network is square, so there is no error. What holds for one layer holds for the other.",
    ),
    Misconception(
        "W1 turned on the way there",
        _trips(there_first=lambda u, W: u @ W.T),
        "The nudge went through W1 transposed (`W1 @ nudge` gives the same), and through W2 as it "
        "is. A bottle takes both layers the same way, and so does a nudge.",
    ),
    Misconception(
        "ways exchanged at the layers",
        _trips(back=lambda b, W: b @ W, there=lambda u, W: u @ W.T),
        "At the layers you have the two ways exchanged: the gradient took the nudge's product and "
        "the nudge took the gradient's. One of them takes the weights as they are.",
    ),
    Misconception(
        "active at zero",
        _bent(lambda values, z: values * (z >= 0)),
        "One z is exactly 0, and you let both through at that neuron. Here it counts as inactive, "
        "on both trips.",
    ),
    Misconception(
        "ReLU left out",
        _bent(lambda values, z: values),
        "Nothing stopped at the inactive neurons. Between the two layers is a ReLU, and each trip "
        "has to go through it; z says which neurons are inactive.",
    ),
    Misconception(
        "ReLU left out on the way back",
        _trips(bend_back=lambda values, z: values),
        "The nudge stopped at the inactive neurons and the gradient did not. A neuron that passes "
        "nothing on had no part in the result, so its gradient is 0 too.",
    ),
    Misconception(
        "ReLU left out on the way there",
        _trips(bend_there=lambda values, z: values),
        "The gradient stopped at the inactive neurons and the nudge did not. A small nudge "
        "activates nothing: an inactive neuron gives out 0 before it and 0 after it.",
    ),
    Misconception(
        "put through a ReLU",
        _bent(_mask_of_what_comes),
        "You put the gradient and the nudge themselves through a ReLU. They may be below zero. "
        "What gets through is decided by z, at this bottle, and not by the signs of what arrives.",
    ),
    Misconception(
        "sum in place of slope",
        _bent(lambda values, z: values * np.maximum(z, 0)),
        "At the ReLU you multiplied by what it gives out. What counts there is its slope: a "
        "neuron is active or inactive, and how large its sum is makes no difference.",
    ),
    Misconception(
        "softmax left out",
        _shared(lambda values, p: values),
        "Both trips have the layers and the ReLU, and neither has the softmax. The gradient "
        "starts at the shares, and the nudge ends there.",
    ),
    Misconception(
        "softmax entry by entry",
        _shared(lambda values, p: values * p * (1 - p)),
        "At the softmax you used the diagonal alone, on both trips. It mixes: use your "
        "`softmax_vjp`.",
    ),
    Misconception(
        "softmax left out on the way back",
        _trips(shares_back=lambda values, p: values),
        "The nudge went through the softmax and the gradient did not. v belongs to the shares; "
        "before it goes through W2, it has to be the gradient at the scores.",
    ),
    Misconception(
        "softmax left out on the way there",
        _trips(shares_there=lambda values, p: values),
        "You stopped at the scores. How far they move is not yet how far the shares do: one more "
        "step is missing, and the task before has it, because the table is the same when "
        "transposed.",
    ),
    Misconception(
        "softmax of the moves",
        _trips(shares_there=lambda values, p: layers.softmax(values[None])[0]),
        "At the end you put the moves of the scores through a softmax. Moves are not scores. They "
        "are multiplied by the table of slopes of the softmax at this bottle.",
    ),
    Misconception(
        "layers in the wrong order",
        _upside_down,
        "The gradient met W1 before W2. It starts at the end of the network, so the last step is "
        "the first that it meets. Where everything is square there is no error.",
    ),
    Misconception(
        "the results exchanged",
        _other_way_round,
        "The two results have changed places in the return line. The order asked for is gradient, "
        "move.",
    ),
    Misconception(
        "the nudge added to the bottle's sums",
        _trips(bend_there=lambda values, z: np.maximum(z + values, 0)),
        "You sent the nudged bottle through the ReLU, not the nudge. If the nudge is zero, "
        "nothing may move, and yours still has the sums in it.",
    ),
    Misconception(
        "a table for the ReLU",
        _bent(lambda values, z: values @ np.diag((z > 0) * 1.0)),
        "The numbers are right, and at the ReLU you built a table of almost only zeros. To "
        "multiply by a diagonal is to multiply entry by entry.",
    ),
    Misconception(
        "a table for the softmax",
        _shared(lambda values, p: values @ softmax_jacobian(p)),
        "The numbers are right, and at the softmax you built its table. The last task did without "
        "it, on the way back; on the way there it is the same product.",
    ),
    Misconception(
        "a table at every step",
        _trips(
            bend_back=lambda values, z: values @ np.diag((z > 0) * 1.0),
            bend_there=lambda values, z: np.diag((z > 0) * 1.0) @ values,
            shares_back=lambda values, p: values @ softmax_jacobian(p),
            shares_there=lambda values, p: softmax_jacobian(p) @ values,
        ),
        "The numbers are right, and you built the table of every step. That is a good way to see "
        "what the trips mean. Now do it without the tables: the ReLU drops entries, and the "
        "softmax takes a mean away.",
    ),
)

TWO_TRIPS = Answer(
    name="two_trips",
    inputs=("v", "nudge", "W1", "z", "W2", "p"),
    outputs=("gradient", "move"),
    reference=two_trips,
    parts=(
        Part("gradient", points=2, outputs=("gradient",), cases=ORDINARY),
        Part("move", points=1, outputs=("move",), cases=ORDINARY),
        Part(
            "at zero",
            points=1,
            outputs=("gradient", "move"),
            cases=(
                chapters_bottle(4.0, 0.0),
                network(3, (1, 0, 1), 3),
                network(3, (-1, 0, 1, 1), 5),
            ),
        ),
        Part(
            "no tables",
            points=1,
            outputs=("gradient", "move"),
            cases=(*MIXED, network(3, (1, -1) * (LONG // 2), 4), network(3, (1, -1, 1, 1), LONG)),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Take the gradient back to the measurements, and the nudge on to the shares.",
    builds_on=("affine_jacobian", "relu_jacobian", "softmax_jacobian", "softmax_vjp"),
)

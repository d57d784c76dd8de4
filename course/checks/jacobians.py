"""The Jacobians assignment: what is right, which mistakes are known, what they are worth.

Everything is flat, for one bottle. Shapes: W (d_in, d_out), z (hidden,), p and v (k,),
nudge (d_in,), W1 (d_in, hidden), W2 (hidden, k); a Jacobian is (numbers out, numbers in).
"""

import numpy as np

from course.checks.answers import Answer, Assignment, Case, Part, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.inputs import halves, normal
from course.checks.slips.jacobians import AFFINE_JACOBIAN, RELU_JACOBIAN, SOFTMAX_JACOBIAN
from course.checks.slips.jacobians_2 import SOFTMAX_VJP
from course.checks.slips.jacobians_3 import TWO_TRIPS
from course.checks.watched import LONG, watched
from reference_impl import example, layers

SHARES = np.array([0.25, 0.5, 0.25])  # those of the chapter
BLAME = np.array([4.0, 2.0, 0.0])
W2 = np.array([[1.0, 0.0, -1.0], [3.0, 1.0, 2.0]])  # (2, 3)


def weights(d_in, d_out, draw=halves):
    return Case(f"{d_in} in, {d_out} out", lambda rng: (draw(rng, d_in, d_out),))


AFFINE = Answer(
    name="affine_jacobian",
    inputs=("W",),
    outputs=("J",),
    reference=lambda W: W.T,
    parts=(
        Part(
            "square layers",
            points=1,
            outputs=("J",),
            cases=(
                Case("W1 of the tiny network", lambda rng: (example.W1,)),
                weights(3, 3),
                weights(5, 5, normal),
            ),
        ),
        Part(
            "other layers",
            points=1,
            outputs=("J",),
            cases=(weights(3, 4), weights(5, 3), weights(7, 4, normal)),
        ),
    ),
    misconceptions=AFFINE_JACOBIAN,
    todo="Turn the weights into a table with a row for each output.",
)


def sums(signs, draw=halves):
    """Sums above zero, below it or at it, as `signs` has it."""
    return Case(
        f"{len(signs)} neurons", lambda rng: (np.array(signs) * np.abs(draw(rng, len(signs))),)
    )


RELU = Answer(
    name="relu_jacobian",
    inputs=("z",),
    outputs=("J",),
    reference=lambda z: np.diag(layers.relu_backward(np.ones(len(z)), z)),
    parts=(
        Part(
            "awake and asleep",
            points=1,
            outputs=("J",),
            cases=(
                Case("the chapter's two sums", lambda rng: (np.array([4.0, -0.5]),)),
                Case("a small sum", lambda rng: (np.array([-1.0, 0.5, 3.0]),)),
                sums((1, -1, 1, -1)),
                sums((-1, 1, -1, 1, 1, -1, 1), normal),
            ),
        ),
        Part(
            "at zero",
            points=1,
            outputs=("J",),
            cases=(
                Case("a sum of exactly 0", lambda rng: (np.array([4.0, -0.5, 0.0]),)),
                sums((0, 1, -1)),
                sums((1, 0, -1, 0, 1)),
            ),
        ),
    ),
    misconceptions=RELU_JACOBIAN,
    todo="Put a 1 for each neuron that is awake on the diagonal of a table of zeros.",
)


def draw_shares(rng, k):
    """k shares of one cake, none of them nothing."""
    return layers.softmax(rng.normal(size=(1, k)))[0]  # (k,)


def shares(name, *given):
    return Case(name, lambda rng: (np.array(given),))


def drawn_shares(k):
    return Case(f"{k} shares", lambda rng: (draw_shares(rng, k),))


TABLE = Answer(
    name="softmax_jacobian",
    inputs=("p",),
    outputs=("J",),
    reference=lambda p: np.diag(p) - np.outer(p, p),
    parts=(
        Part(
            "two shares",
            points=1,
            outputs=("J",),
            cases=(shares("halves", 0.5, 0.5), shares("not alike", 0.25, 0.75), drawn_shares(2)),
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
    misconceptions=SOFTMAX_JACOBIAN,
    todo="Fill the table that says how each share moves with each score.",
)


def softmax_vjp(v, p):
    """A list times the table of a softmax: from the left or the right, the same."""
    return layers.softmax_backward(v[None], p[None])[0]  # (k,)


def blamed(name, v, p):
    return Case(name, lambda rng: (np.array(v), np.array(p)))


def drawn_blame(k, draw=halves):
    return Case(f"{k} classes", lambda rng: (draw(rng, k), draw_shares(rng, k)))


VJP = Answer(
    name="softmax_vjp",
    inputs=("v", "p"),
    outputs=("blame",),
    reference=softmax_vjp,
    parts=(
        Part(
            "the numbers",
            points=2,
            outputs=("blame",),
            cases=(
                blamed("the chapter's blame", BLAME, SHARES),
                blamed("all blamed alike", [5.0, 5.0, 5.0], SHARES),
                blamed("a sure thing", [1.5, -2.0, 1.0], [0.0, 1.0, 0.0]),
                blamed("one without a share", [1.5, -2.0, 1.0], [0.5, 0.0, 0.5]),
                drawn_blame(4),
                drawn_blame(7, normal),
            ),
        ),
        Part(
            "no table",
            points=1,
            outputs=("blame",),
            cases=(
                blamed("the chapter's blame", BLAME, SHARES),
                drawn_blame(5),
                Case(
                    f"{LONG} classes",
                    lambda rng: (watched(normal(rng, LONG)), watched(draw_shares(rng, LONG))),
                ),
            ),
        ),
    ),
    misconceptions=SOFTMAX_VJP,
    todo="Take the mean blame, weighed by the shares, away from each, and go on from there.",
    builds_on=("softmax_jacobian",),
)


def two_trips(v, nudge, W1, z, W2, p):
    """Blame back to the measurements, and a nudge on to the shares."""
    at_scores = softmax_vjp(v, p)[None]  # (1, k)
    at_sums = layers.relu_backward(layers.affine_backward_input(at_scores, W2), z[None])
    blame = layers.affine_backward_input(at_sums, W1)[0]  # (d_in,)
    moved = layers.relu_backward(nudge @ W1, z) @ W2  # (k,)
    return blame, softmax_vjp(moved, p)  # a table that is its own mirror image


def chapters_bottle(*z):
    return Case(
        f"2 measurements, sums {z[0]:g} and {z[1]:g}, 3 shares",
        lambda rng: (BLAME, np.array([1.0, 0.0]), example.W1, np.array(z), W2, SHARES),
    )


def network(d_in, signs, k, draw=halves):
    """One bottle; its neurons are awake, asleep or at zero. A list that is long is watched."""
    hidden = len(signs)

    def inputs(rng):
        v, nudge, p = draw(rng, k), draw(rng, d_in), draw_shares(rng, k)
        first, z = draw(rng, d_in, hidden), np.array(signs) * np.abs(draw(rng, hidden))
        z, p = (watched(values) if len(values) == LONG else values for values in (z, p))
        return v, nudge, first, z, draw(rng, hidden, k), p

    return Case(f"{d_in} measurements, {hidden} neurons, {k} shares", inputs)


MIXED = (network(3, (1, -1, 1), 3), network(3, (1, -1, -1, 1), 5))
ORDINARY = (chapters_bottle(4.0, -0.5), *MIXED, network(7, (-1, 1, 1, -1, 1), 4, normal))
TRIPS = Answer(
    name="two_trips",
    inputs=("v", "nudge", "W1", "z", "W2", "p"),
    outputs=("blame", "move"),
    reference=two_trips,
    parts=(
        Part("blame", 2, ("blame",), ORDINARY),
        Part("move", 1, ("move",), ORDINARY),
        Part(
            "at zero", 1, ("blame", "move"),
            (chapters_bottle(4.0, 0.0), network(3, (1, 0, 1), 3), network(3, (-1, 0, 1, 1), 5)),
        ),
        Part(
            "no tables", 1, ("blame", "move"),
            (*MIXED, network(3, (1, -1) * (LONG // 2), 4), network(3, (1, -1, 1, 1), LONG)),
        ),
    ),
    misconceptions=TWO_TRIPS,
    todo="Take the blame back to the measurements, and the nudge on to the shares.",
    builds_on=("affine_jacobian", "relu_jacobian", "softmax_jacobian", "softmax_vjp"),
)  # fmt: skip

ASSIGNMENT = Assignment(
    "jacobians",
    (
        Prediction("predict_third", 1, "Put your guess after `return`."),
        AFFINE,
        RELU,
        TABLE,
        VJP,
        TRIPS,
        SelfMarked("both_ways", 4),
    ),
)  # fmt: skip
check = Check(ASSIGNMENT)

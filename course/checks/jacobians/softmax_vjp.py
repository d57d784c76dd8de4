"""The gradient sent back through a softmax, without its table.

Shapes: v, the gradient, and p, the shares, are (k,).
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import ArrayDraw, Numbers, halves, normal
from course.checks.jacobians.shares import GRADIENT, SHARES, draw_shares
from course.checks.jacobians.softmax_jacobian import softmax_jacobian
from course.checks.jacobians.watched import LONG, watched
from reference_impl import layers


def softmax_vjp(v: np.ndarray, p: np.ndarray) -> np.ndarray:
    """A list times the table of a softmax: from the left or the right, the same."""
    return layers.softmax_backward(v[None], p[None])[0]  # (k,)


def vjp_case(name: str, v: Numbers, p: Numbers) -> Case:
    return Case(name, lambda rng: (np.array(v), np.array(p)))


def drawn_blame(k: int, draw: ArrayDraw = halves) -> Case:
    return Case(f"{k} classes", lambda rng: (draw(rng, k), draw_shares(rng, k)))


def _overwritten(v, p):
    v -= v @ p
    return p * v


MISCONCEPTIONS = (
    Misconception(
        "entry by entry",
        lambda v, p: v * p * (1 - p),
        "You went through the softmax entry by entry, with its diagonal alone. It mixes: the "
        "gradient at one score comes from every share that it moves.",
    ),
    Misconception(
        "mean not taken away",
        lambda v, p: p * v,
        "You multiplied each gradient by its share and did no more. If all the gradients are the "
        "same, no score matters, since the shares always add up to 1. Something has to be taken "
        "away first.",
    ),
    Misconception(
        "plain mean",
        lambda v, p: p * (v - v.mean()),
        "You took away the plain mean of the gradients. A share of a half should count for more in "
        "it than a share of a quarter.",
    ),
    Misconception(
        "plain sum",
        lambda v, p: p * (v - v.sum()),
        "You took away the sum of the gradients. Before they are added up, each has to be "
        "multiplied by its share; the shares add up to 1, so that makes it a mean.",
    ),
    Misconception(
        "mean of the products",
        lambda v, p: p * (v - (v * p).mean()),
        "You multiplied each gradient by its share, and then `mean` divided the sum of them by "
        "the number of classes. The shares add up to 1, so the sum is the weighted mean.",
    ),
    Misconception(
        "share forgotten at the end",
        lambda v, p: v - v @ p,
        "The mean is right, and so is taking it away. What is left of each gradient then has to be "
        "multiplied by its share: a tiny share moves hardly at all.",
    ),
    Misconception(
        "sign turned",
        lambda v, p: p * (v @ p - v),
        "Every sign is turned round. The mean is taken away from the gradient, not the gradient "
        "from the mean.",
    ),
    Misconception(
        "mean added",
        lambda v, p: p * (v + v @ p),
        "You added the mean where it should be taken away. Try it with every gradient the same: "
        "nothing should be left.",
    ),
    Misconception(
        "mean taken from the product",
        lambda v, p: v * p - v @ p,
        "You multiplied by the share first and took the mean away afterwards, whole. Use "
        "brackets: first take the mean away, then multiply by the share.",
    ),
    Misconception(
        "centred afterwards",
        lambda v, p: v * p - (v * p).mean(),
        "You multiplied by the shares and then took a plain mean away. The result adds up to 0, "
        "which is right, but its entries are not. Take the mean away first, and make it a "
        "weighted mean.",
    ),
    Misconception(
        "only the mean",
        lambda v, p: v @ p,
        "One number came out: the mean gradient, weighted by the shares. You need it. But each "
        "class has a score, and each score needs a gradient of its own.",
    ),
    Misconception(
        "each gets the mean",
        lambda v, p: p * (v @ p),
        "You handed the mean gradient out by shares. What counts for a score is how far its own "
        "gradient is from the mean, above it or below.",
    ),
    Misconception(
        "shares less gradient",
        lambda v, p: p - v,
        "That is shares minus something, the shortcut for a softmax with a cross-entropy after "
        "it. There is no such loss here: v is any gradient at all.",
    ),
    Misconception(
        "softmax again",
        lambda v, p: softmax_vjp(v, layers.softmax(p[None])[0]),
        "The product is right for other shares: you put p through a softmax once more. p holds "
        "the shares already.",
    ),
    Misconception(
        "gradient overwritten",
        _overwritten,
        "The result is right. But you took the mean away inside v itself, and v belongs to the "
        "caller. Make a new array.",
    ),
    Misconception(
        "table built",
        lambda v, p: v @ softmax_jacobian(p),
        "The product is right, and on the way you built a table. With a thousand classes it has a "
        "million entries, and all you need from it is one mean. Look at what you do with one of "
        "its columns.",
    ),
)

SOFTMAX_VJP = Answer(
    name="softmax_vjp",
    inputs=("v", "p"),
    outputs=("gradient",),
    reference=softmax_vjp,
    parts=(
        Part(
            "the numbers",
            points=2,
            outputs=("gradient",),
            cases=(
                vjp_case("the chapter's gradient", GRADIENT, SHARES),
                vjp_case("all the same", [5.0, 5.0, 5.0], SHARES),
                vjp_case("a sure thing", [1.5, -2.0, 1.0], [0.0, 1.0, 0.0]),
                vjp_case("one without a share", [1.5, -2.0, 1.0], [0.5, 0.0, 0.5]),
                drawn_blame(4),
                drawn_blame(7, normal),
            ),
        ),
        Part(
            "no table",
            points=1,
            outputs=("gradient",),
            cases=(
                vjp_case("the chapter's gradient", GRADIENT, SHARES),
                drawn_blame(5),
                Case(
                    f"{LONG} classes",
                    lambda rng: (watched(normal(rng, LONG)), watched(draw_shares(rng, LONG))),
                ),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Take the mean gradient, weighted by the shares, away from each, and go on from there.",
    builds_on=("softmax_jacobian",),
)

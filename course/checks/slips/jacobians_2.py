"""Slips in sending blame back through a softmax without its table.

Shapes: v, the blame, and p, the shares, are (k,).
"""

import numpy as np

from course.checks.answers import Misconception
from reference_impl import layers


def _table(p):
    return np.diag(p) - np.outer(p, p)


def _product(v, p):
    """A list times the table of a softmax; from the left and from the right it is the same."""
    return p * (v - v @ p)


def _overwritten(v, p):
    v -= v @ p
    return p * v


SOFTMAX_VJP = (
    Misconception(
        "entry by entry",
        lambda v, p: v * p * (1 - p),
        "You went through the softmax entry by entry, with its diagonal alone. It mixes: the "
        "blame of one score comes from every share that it moves.",
    ),
    Misconception(
        "mean not taken away",
        lambda v, p: p * v,
        "Each blame is weighed by its share, and that is all. If every share is blamed alike, no "
        "score is to blame, since the cake stays one cake. Something has to be taken away first.",
    ),
    Misconception(
        "plain mean",
        lambda v, p: p * (v - v.mean()),
        "You took away the plain mean of the blames. A share of a half should count for more in "
        "it than a share of a quarter.",
    ),
    Misconception(
        "plain sum",
        lambda v, p: p * (v - v.sum()),
        "You took away the sum of the blames. Before they are added up, each has to be weighed "
        "by its share; the shares add up to 1, so that makes it a mean.",
    ),
    Misconception(
        "share forgotten at the end",
        lambda v, p: v - v @ p,
        "The mean is right, and so is taking it away. What is left of each blame then has to be "
        "multiplied by its share: a tiny share moves hardly at all.",
    ),
    Misconception(
        "sign turned",
        lambda v, p: p * (v @ p - v),
        "Every sign is turned round. The mean is taken away from the blame, not the blame from "
        "the mean.",
    ),
    Misconception(
        "mean added",
        lambda v, p: p * (v + v @ p),
        "You added the mean where it should go off. Try it with every blame the same: nothing "
        "must be left.",
    ),
    Misconception(
        "mean taken from the product",
        lambda v, p: v * p - v @ p,
        "You multiplied by the share first and took the mean away afterwards, whole. Brackets: "
        "what is left after the mean is gone is what the share multiplies.",
    ),
    Misconception(
        "centred afterwards",
        lambda v, p: v * p - (v * p).mean(),
        "You multiplied by the shares and then took a plain mean away. The result adds up to 0, "
        "which is right, and the pieces are not. The mean goes first, and it is a weighed one.",
    ),
    Misconception(
        "only the mean",
        lambda v, p: v @ p,
        "One number came out: the mean blame, weighed by the shares. You need it. Then there is "
        "a score for each class still waiting for its own.",
    ),
    Misconception(
        "each gets the mean",
        lambda v, p: p * (v @ p),
        "You handed the mean blame out by shares. A score is to blame for how far its own share "
        "stands out from the mean, above it or below.",
    ),
    Misconception(
        "shares less blame",
        lambda v, p: p - v,
        "That is shares minus something, the famous shortcut for a softmax that stands under a "
        "cross-entropy. Here no such loss was mentioned: v is any blame at all.",
    ),
    Misconception(
        "softmax again",
        lambda v, p: _product(v, layers.softmax(p[None])[0]),
        "The product is right for other shares: you put p through a softmax once more. p holds "
        "the shares already.",
    ),
    Misconception(
        "blame overwritten",
        _overwritten,
        "The result is right. But you took the mean away inside v itself, and v belongs to "
        "whoever called you. Make a new list.",
    ),
    Misconception(
        "table built",
        lambda v, p: v @ _table(p),
        "The product is right, and on the way to it stood a table. With a thousand classes it "
        "has a million entries, and all you need from it is one mean. Look at what you do with "
        "one of its columns.",
    ),
)

"""The answer `cross_entropy_grad`: how fast the mean cross-entropy moves with each logit.

Shapes: logits, P, Y and dZ (n, k), each row of P adding up to one; y (n, 1) with class numbers
from 0 to k - 1.
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.classification.labels import by_hand, drawn_labels, fixed
from course.checks.inputs import ArrayDraw, halves, normal
from reference_impl import layers, losses


def bottles(name: str, n: int, k: int, draw: ArrayDraw = halves) -> Case:
    return Case(name, lambda rng: (draw(rng, n, k), drawn_labels(rng, n, k)))


def far_apart(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Rows around 1000, 0 and -1000; in the one around 0 the right class has next to nothing."""
    logits, y = normal(rng, 5, 4), drawn_labels(rng, 5, 4)
    logits += np.array([[1000], [0], [-1000], [1000], [-1000]])
    logits[1, y[1, 0]] -= 1000
    return logits, y


A_BATCH = (
    fixed("three zeros", *by_hand([[0, 0, 0]], 0)),
    fixed("the chapter's bottle", *by_hand(np.log([[1, 2, 1]]), 0)),
    fixed("two rows of zeros", *by_hand([[0, 0, 0], [0, 0, 0]], 0, 2)),
    bottles("3 rows of 3", 3, 3),
    bottles("5 rows of 4", 5, 4),
    bottles("7 rows of 5", 7, 5, normal),
    fixed("sure, and wrong", *by_hand([[1000, 0, -1000]], 1)),
    fixed(
        "three rows far apart",
        *by_hand([[1000, 0, 999.5], [-1000, -999, -1000], [0.5, 0, 1]], 1, 2, 0),
    ),
    Case("5 rows of 4, far apart", far_apart),
)


def _scaled(max_axis=1, max_flat=False, axis=1, flat=False):
    """A softmax that goes astray in the axis or the shape of its maximum or its sum."""

    def softmax(z):
        if max_axis is not False:
            z = z - z.max(axis=max_axis, keepdims=not max_flat)
        return np.exp(z) / np.exp(z).sum(axis=axis, keepdims=not flat)  # (n, k)

    return softmax


def _favourite(z):
    return np.eye(z.shape[1])[z.argmax(axis=1)]  # (n, k)


def _grad(
    probabilities=layers.softmax,
    target=lambda logits, y: losses.one_hot(y, logits.shape[1]),
    gradient=lambda P, Y: P - Y,
    share=len,
):
    """A `cross_entropy_grad` with one of its steps exchanged; `share(P)` is what it divides by."""

    def cross_entropy_grad(logits, y):
        P = probabilities(logits)  # (n, k)
        return gradient(P, target(logits, y)) / share(P)

    return cross_entropy_grad


def _overwritten(logits, y):
    logits -= logits.max(axis=1, keepdims=True)
    return losses.cross_entropy_grad(logits, y)


def _first_stop(P, Y):
    return np.where(Y == 1, -1 / P, 0)  # (n, k)


MISCONCEPTIONS = (
    Misconception(
        "true minus predicted",
        _grad(gradient=lambda P, Y: Y - P),
        "Every sign is turned round. A class that was given too much has to have a slope above "
        "zero, so that a step downhill takes some away. In the difference, which comes first, "
        "what was predicted or what is true?",
    ),
    Misconception(
        "target forgotten",
        _grad(gradient=lambda P, Y: P),
        "Those are the probabilities, divided. The right class is pushed down like all the "
        "others, and no class is pushed up. Add up a row of your slopes: it should be 0.",
    ),
    Misconception(
        "undivided",
        _grad(share=lambda P: 1),
        "Each row is right as if it were alone. The loss is the mean over the rows, so each "
        "row's gradient shrinks with the number of rows. As it is, the steps are too long by the "
        "size of the batch.",
    ),
    Misconception(
        "divided by every entry",
        _grad(share=lambda P: P.size),
        "You divided by the number of entries, as for the squared error. There each entry has a "
        "miss of its own. Here each row has one loss, so count the rows.",
    ),
    Misconception(
        "divided by the classes",
        _grad(share=lambda P: P.shape[1]),
        "You divided by the number of classes. The mean is over the bottles, and bottles are rows.",
    ),
    Misconception(
        "one-hot forgotten",
        _grad(target=lambda logits, y: y),
        "You took the label away from every probability in its row: class 2 costs each of them 2. "
        "NumPy stretched the column without an error. A label is a name, and it has to become a "
        "row first.",
    ),
    Misconception(
        "labels counted from one",
        _grad(target=lambda logits, y: losses.one_hot(y - 1, logits.shape[1])),
        "The 1 is taken off one class too far left. Labels are counted from 0, so the label is "
        "the number of the column as it is.",
    ),
    Misconception(
        "softmax forgotten",
        _grad(probabilities=lambda z: z),
        "You took the target away from the logits themselves. They can be any number, and what is "
        "compared with a 1 or a 0 is a probability. Softmax is between the two.",
    ),
    Misconception(
        "softmax twice",
        _grad(probabilities=lambda z: layers.softmax(layers.softmax(z))),
        "The softmax was done twice, the second time on probabilities. All of them lie between 0 "
        "and 1, so what comes out is nearly equal shares, however sure the network was.",
    ),
    Misconception(
        "softmax down the columns",
        _grad(probabilities=_scaled(max_axis=0, axis=0)),
        "You made each column add up to one. It is the classes of one bottle that share the "
        "probabilities out among themselves, and they are in one row.",
    ),
    Misconception(
        "softmax over the whole table",
        _grad(probabilities=_scaled(max_axis=None, axis=None)),
        "All the bottles share one sum, so each gets only a part of its own probabilities. Every "
        "row has a sum of its own.",
    ),
    Misconception(
        "one sum for all rows",
        _grad(probabilities=_scaled(axis=None)),
        "The maximum is taken for each row, and the sum over the whole table. A row of "
        "probabilities has to add up to 1 by itself, so the sum needs an axis too.",
    ),
    Misconception(
        "sum without keepdims",
        _grad(probabilities=_scaled(max_axis=False, flat=True)),
        "The sums of the rows came back flat, and NumPy lays them along the columns: the first "
        "row's sum meets the first class. `keepdims=True` keeps them a column. On a square table "
        "it runs without an error.",
    ),
    Misconception(
        "keepdims for the maximum alone",
        _grad(probabilities=_scaled(flat=True)),
        "The maximum stays a column and the sum does not. A flat sum lies along the columns, so "
        "the first row's sum meets the first class of every row. It needs `keepdims=True` as "
        "well.",
    ),
    Misconception(
        "keepdims for the sum alone",
        _grad(probabilities=_scaled(max_flat=True)),
        "The sum stays a column and the maximum does not. A flat maximum lies along the columns, "
        "so from each class another bottle's maximum is taken. From a whole row the same number "
        "has to be taken.",
    ),
    Misconception(
        "keepdims forgotten twice",
        _grad(probabilities=_scaled(max_flat=True, flat=True)),
        "Neither the maximum nor the sum was told to stay a column. Flat, they lie along the "
        "columns, and each bottle meets numbers that belong to others. On a square table it runs "
        "without an error.",
    ),
    Misconception(
        "exp overflows",
        _grad(probabilities=_scaled(max_axis=False)),
        "exp(1000) is infinity to a computer, and exp(-1000) is zero. Softmax gives the same "
        "result if one number is taken from a whole row, so move each row before you take exp.",
    ),
    Misconception(
        "one maximum for all rows",
        _grad(probabilities=_scaled(max_axis=None)),
        "You took the largest logit of the whole batch from every row. Where one row has logits "
        "around 1000, that pushes the others so far down that exp gives zero for all of theirs. "
        "Each row has a largest of its own.",
    ),
    Misconception(
        "maximum of each column",
        _grad(probabilities=_scaled(max_axis=0)),
        "You took another number from each class: the largest in its column. Softmax stays the "
        "same if one number is taken from a whole row, and not otherwise. Along which axis is a "
        "row's maximum?",
    ),
    Misconception(
        "as many classes as rows",
        _grad(target=lambda logits, y: losses.one_hot(y, len(logits))),
        "You told one_hot that there are as many classes as bottles. `len` of a table counts its "
        "rows; the classes are its columns.",
    ),
    Misconception(
        "softmax's slope once more",
        _grad(gradient=lambda P, Y: (P - Y) * P * (1 - P)),
        "You multiplied by p(1 - p), as if the slope of softmax were still missing. It is in the "
        "formula already: predicted minus true is the slope for the logits. Once is enough.",
    ),
    Misconception(
        "stopped at the probabilities",
        _grad(gradient=_first_stop),
        "That is how fast the cross-entropy moves with a probability. A logit moves all the "
        "probabilities of its row, and you are asked about the logits. The two steps together "
        "give something much simpler.",
    ),
    Misconception(
        "the favourite for the probabilities",
        _grad(probabilities=_favourite),
        "You gave 1 to the likeliest class and 0 to the rest. Whenever the likeliest class is "
        "right, your slope is zero and nothing is learnt. The probabilities say how sure the "
        "network was: use them.",
    ),
    Misconception(
        "the right class alone",
        _grad(gradient=lambda P, Y: (P - Y) * Y),
        "You only move the right class. The others have slopes too: what one class gains, the "
        "others lose, and each row adds up to 0.",
    ),
    Misconception(
        "the two of the square",
        _grad(gradient=lambda P, Y: 2 * (P - Y)),
        "Every slope is twice what it should be. The 2 belongs to the squared error, where it "
        "comes from the square. There is no square here.",
    ),
    Misconception(
        "logits overwritten",
        _overwritten,
        "The slopes are right, and the logits are not what they were: `-=` took the maximum from "
        "the very array that you were given. Give the difference a name of its own.",
    ),
)

CROSS_ENTROPY_GRAD = Answer(
    name="cross_entropy_grad",
    inputs=("logits", "y"),
    outputs=("dZ",),
    reference=losses.cross_entropy_grad,
    parts=(Part("a batch", points=1, outputs=("dZ",), cases=A_BATCH),),
    misconceptions=MISCONCEPTIONS,
    builds_on=("one_hot",),
    todo="Softmax the logits, take the one-hot rows away, divide by the number of rows.",
)

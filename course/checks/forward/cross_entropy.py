"""Cross-entropy, the mean loss of the rows at their right classes.

Shapes: logits (n, k), y (n, 1) with the number of each row's right class, from 0 to k - 1;
P and log P (n, k).
"""

from collections.abc import Sequence

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import ArrayDraw, Numbers, halves, normal
from reference_impl import losses


def labels(rng: np.random.Generator, n: int, k: int) -> np.ndarray:
    """A class for each row, in a random order, every class about as often as the others."""
    return rng.permutation(np.arange(n) % k).reshape(n, 1)


def grapes(name: str, n: int, k: int, draw: ArrayDraw = halves, classes: int | None = None) -> Case:
    """Rows and labels of so many `classes`, k without them.

    Where every class of a square table is right once, a mix-up of rows and columns cancels.
    """
    return Case(name, lambda rng: (draw(rng, n, k), labels(rng, n, classes or k)))


def chances(
    logits: Sequence[Numbers] | np.ndarray, y: list[list[int]]
) -> tuple[np.ndarray, np.ndarray]:
    """Logits and labels written by hand."""
    return np.array(logits, dtype=float), np.array(y)


def far_apart(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Rows around 1000, 0 and -1000; in the one around 0 the right class has no chance at all."""
    logits, y = normal(rng, 5, 4), labels(rng, 5, 4)
    logits += np.array([[1000], [0], [-1000], [1000], [-1000]])
    logits[1, y[1, 0]] -= 1000
    return logits, y


def nearly_never(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Right classes some 740 below the largest: their chances are floats with hardly a digit."""
    logits, y = normal(rng, 4, 3), labels(rng, 4, 3)
    low = logits.max(axis=1, keepdims=True) - rng.uniform(738, 743, (4, 1))  # (n, 1)
    np.put_along_axis(logits, y, low, axis=1)
    return logits, y


def rows_apart(rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
    """One row around 0, and the others some 740 below it."""
    down = np.where(np.arange(n) > 0, rng.uniform(738, 741, n), 0)[:, None]  # (n, 1)
    return normal(rng, n, 3) - down, labels(rng, n, 3)


def _log_softmax(logits, axis=1, peak=None):
    """log(softmax(logits)) in one formula; `peak` is what is taken off first."""
    shifted = logits - (logits.max(axis=axis, keepdims=True) if peak is None else peak)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))  # (n, k)


def _softmax(logits):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))  # (n, k)
    return e / e.sum(axis=1, keepdims=True)  # (n, k)


def _unshifted(logits):
    return np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)  # (n, k)


def _right(table, y):
    return np.take_along_axis(table, y, axis=1)  # (n, 1)


def _one_hot(logits, y):
    return np.eye(logits.shape[1])[y[:, 0]]  # (n, k)


def _loss(of_row):
    """A right cross-entropy but for what it does with log P."""
    return lambda logits, y: of_row(_log_softmax(logits), y)


def _without_keepdims(logits, y):
    return -np.mean(np.log(_right(np.exp(logits) / np.exp(logits).sum(axis=1), y)))


def _whole_table(logits, y):
    shifted = logits - logits.max()
    return -np.mean(_right(shifted - np.log(np.exp(shifted).sum()), y))


def _one_sum(logits, y):
    shifted = logits - logits.max(axis=1, keepdims=True)
    return -np.mean(_right(shifted - np.log(np.exp(shifted).sum()), y))


def _shifted_without_keepdims(logits, y):
    shifted = logits - logits.max(axis=1, keepdims=True)
    return -np.mean(_right(shifted - np.log(np.exp(shifted).sum(axis=1)), y))


def _sum_without_log(logits, y):
    shifted = logits - logits.max(axis=1, keepdims=True)
    return -np.mean(_right(shifted - np.exp(shifted).sum(axis=1, keepdims=True), y))


def _accuracy(logits, y):
    return np.mean(logits.argmax(axis=1) == y[:, 0])


def _others_too(logits, y):
    P, Y = _softmax(logits), _one_hot(logits, y)
    return -(Y * np.log(P) + (1 - Y) * np.log(1 - P)).sum(axis=1).mean()


def _pinch(eps):
    """A little added inside the logarithm, so that it never meets a zero."""
    return Misconception(
        f"{eps:g} added",
        lambda logits, y: -np.mean(np.log(_right(_softmax(logits), y) + eps)),
        f"You keep the logarithm away from zero by adding {eps:g}, so no row's loss is ever above "
        f"about {-np.log(eps):.1f}. So the network that is surest of a wrong class has too small a "
        "loss. One formula from the logits needs no such number.",
    )


MISCONCEPTIONS = (
    Misconception(
        "exp overflows",
        lambda logits, y: -np.mean(np.log(_right(_unshifted(logits), y))),
        "exp(1000) is infinity to a computer, and exp(-1000) is zero. Softmax gives the same "
        "result if one number is taken from a whole row, so move each row before you take exp. "
        "Then take the logarithm in the same formula.",
    ),
    Misconception(
        "nan behind a zero",
        lambda logits, y: -np.mean((_one_hot(logits, y) * np.log(_unshifted(logits))).sum(axis=1)),
        "exp(1000) is infinity to a computer, and infinity over infinity is nan. Multiplying by "
        "zero does not make it go away: 0 times nan is nan. Take one number from each row before "
        "you take exp.",
    ),
    Misconception(
        "log of a rounded zero",
        lambda logits, y: -np.mean(np.log(_right(_softmax(logits), y))),
        "Your softmax works, but a chance below the smallest float is rounded to 0, and its "
        "logarithm is minus infinity. So don't work out the chance at all: the logarithm of a "
        "fraction is a difference, and the logarithm of exp(z) is z.",
    ),
    Misconception(
        "one maximum for all rows",
        lambda logits, y: -np.mean(_right(_log_softmax(logits, peak=logits.max()), y)),
        "You took the largest logit of the whole batch from every row. Where one row has logits "
        "around 1000, that pushes the others so far down that exp gives zero for all of theirs. "
        "Each row has a largest of its own.",
    ),
    _pinch(1e-12),
    _pinch(1e-15),
    Misconception(
        "sum",
        _loss(lambda log_p, y: -np.sum(_right(log_p, y))),
        "You added up the losses of the rows and did not divide by the rows. A bigger table is not "
        "a bigger mistake.",
    ),
    Misconception(
        "divided by every entry",
        _loss(lambda log_p, y: -np.mean(_one_hot(log_p, y) * log_p)),
        "You took the mean over all the entries, the zeros of the wrong classes too. Each row has "
        "one loss, so divide by the number of rows.",
    ),
    Misconception(
        "one for each row",
        _loss(lambda log_p, y: -_right(log_p, y)),
        "Those are the losses of the rows, one for each. The loss of the batch is their mean, one "
        "number.",
    ),
    Misconception(
        "minus forgotten",
        _loss(lambda log_p, y: np.mean(_right(log_p, y))),
        "Your loss is below zero. The logarithm of a chance is never positive, so the sign has to "
        "be turned round: the smaller the chance, the larger the loss.",
    ),
    Misconception(
        "no logarithm",
        lambda logits, y: -np.mean(_right(_softmax(logits), y)),
        "You took the mean of the chances and turned the sign round. A chance is not yet a loss: "
        "the logarithm is missing, and it makes the loss of a very small chance so large.",
    ),
    Misconception(
        "base 2",
        _loss(lambda log_p, y: -np.mean(_right(log_p, y)) / np.log(2)),
        "You counted in bits, with the logarithm to base 2. That is a good unit too. Ours is the "
        "natural logarithm, `np.log`, because it undoes exp.",
    ),
    Misconception(
        "base 10",
        _loss(lambda log_p, y: -np.mean(_right(log_p, y)) / np.log(10)),
        "You took the logarithm to base 10, the one on the pocket calculator. The one that undoes "
        "exp is the natural one, and NumPy calls it `np.log`.",
    ),
    Misconception(
        "softmax twice",
        lambda logits, y: -np.mean(_right(_log_softmax(_softmax(logits)), y)),
        "The softmax was done twice: chances went into a formula that takes logits. It runs "
        "without an error, and even a network that is right and sure of it seems to be guessing.",
    ),
    Misconception(
        "chances taken for logits",
        lambda logits, y: -np.mean(np.log(_right(logits, y))),
        "You took the logarithm of what went in. Those are logits, any number at all, and half of "
        "them are below zero. They become chances by a softmax.",
    ),
    Misconception(
        "softmax down the columns",
        lambda logits, y: -np.mean(_right(_log_softmax(logits, axis=0), y)),
        "You made each column add up to one. It is the classes of one bottle that share the "
        "chances out among themselves, and they are in one row.",
    ),
    Misconception(
        "softmax over the whole table",
        _whole_table,
        "You added up exp over all the rows, so the chances of the whole batch share one sum. "
        "Each bottle has its own, and a row of chances adds up to one.",
    ),
    Misconception(
        "one sum for the whole table",
        _one_sum,
        "From each row you took its own largest, and then divided all of them by one sum over the "
        "whole table. A row's chances add up to one by themselves, so the sum needs an axis.",
    ),
    Misconception(
        "the sum without its logarithm",
        _sum_without_log,
        "You took the sum itself away from the logit. The logarithm of a fraction is the "
        "logarithm of what is above less the logarithm of what is below, so the sum needs an "
        "`np.log` too.",
    ),
    Misconception(
        "keepdims forgotten in the sum",
        _shifted_without_keepdims,
        "The largest of each row stayed a column, and the sum came back flat. NumPy laid it along "
        "the columns, so the first row's sum meets the first class. With `keepdims=True` it stays "
        "with its own row.",
    ),
    Misconception(
        "keepdims forgotten",
        _without_keepdims,
        "The sum of each row came back flat, and NumPy laid it along the columns: the first row's "
        "sum meets the first class, not the first bottle. With `keepdims=True` it stays a column. "
        "On a square table it runs without an error.",
    ),
    Misconception(
        "always the first class",
        _loss(lambda log_p, y: -np.mean(log_p[:, 0])),
        "You took the loss at class 0, in every row. Which class is right differs from row to "
        "row, and y says which.",
    ),
    Misconception(
        "classes counted from one",
        _loss(lambda log_p, y: -np.mean(_right(log_p, y - 1))),
        "You took the class before the right one. Classes are numbered from 0, as Python counts, "
        "so y is the number of the column as it is.",
    ),
    Misconception(
        "a grid of picks",
        _loss(lambda log_p, y: -np.mean(log_p[:, y[:, 0]])),
        "You took every row's right class from every row: n times n numbers, and the mean of them "
        "all. Row 0 goes with the first label and row 1 with the second. Print the shape of what "
        "you picked.",
    ),
    Misconception(
        "the favourite",
        _loss(lambda log_p, y: -np.mean(log_p.max(axis=1))),
        "You took the chance of the class that the network finds likeliest. The loss is about the "
        "class that was right, likely or not.",
    ),
    Misconception(
        "hits counted",
        _accuracy,
        "That is the share of rows in which the likeliest class was right. It is worth knowing, "
        "but it does not move when a chance does. Cross-entropy asks how large that chance was.",
    ),
    Misconception(
        "log of the mean",
        _loss(lambda log_p, y: -np.log(np.mean(np.exp(_right(log_p, y))))),
        "You took the mean of the chances first, and the logarithm of that. Then one row with a "
        "very small chance is hidden by the others. First the loss of each row, and then their "
        "mean.",
    ),
    Misconception(
        "the other classes too",
        _others_too,
        "You also counted how sure the network was that each wrong class is wrong. That formula "
        "is for yes-or-no questions. With several classes only the right one counts; the chances "
        "share a sum, so the others are in it already.",
    ),
)

CROSS_ENTROPY = Answer(
    name="cross_entropy",
    inputs=("logits", "y"),
    outputs=("loss",),
    reference=losses.cross_entropy,
    parts=(
        Part(
            "one row",
            points=1,
            outputs=("loss",),
            cases=(
                Case("three zeros", lambda rng: chances([[0, 0, 0]], [[2]])),
                Case(
                    "chances of a half and two quarters",
                    lambda rng: chances(np.log([[2, 1, 1]]), [[1]]),
                ),
                Case("4 classes", lambda rng: (halves(rng, 1, 4), rng.integers(4, size=(1, 1)))),
                Case("6 classes", lambda rng: (normal(rng, 1, 6), rng.integers(6, size=(1, 1)))),
            ),
        ),
        Part(
            "a batch",
            points=2,
            outputs=("loss",),
            cases=(
                Case(
                    "the three bottles of the chapter",
                    lambda rng: chances(np.log([[1, 1, 1], [2, 1, 1], [1, 2, 1]]), [[2], [0], [0]]),
                ),
                grapes("3 rows of 3", 3, 3),
                grapes("4 rows of 4, one class missing", 4, 4, classes=3),
                grapes("5 rows of 5, two classes missing", 5, 5, normal, classes=3),
                grapes("5 rows of 4", 5, 4),
                grapes("7 rows of 5", 7, 5, normal),
            ),
        ),
        Part(
            "very sure",
            points=2,
            outputs=("loss",),
            cases=(
                Case("1000 and 0", lambda rng: chances([[1000, 0]], [[1]])),
                Case(
                    "three rows far apart",
                    lambda rng: chances(
                        [[1000, 0, 999.5], [-1000, -999, -1000], [0.5, 0, 1]], [[1], [2], [0]]
                    ),
                ),
                Case("5 rows of 4, far apart", far_apart),
                Case("4 rows of 3, the right class nearly never", nearly_never),
                Case("2 rows of 3, one far above the other", lambda rng: rows_apart(rng, 2)),
                Case("4 rows of 3, one far above the others", lambda rng: rows_apart(rng, 4)),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Find the loss of each row at its right class, and take the mean of those.",
)

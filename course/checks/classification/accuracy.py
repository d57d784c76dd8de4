"""The answer `accuracy`: the share of bottles whose likeliest class is the right one.

Shapes: P (n, k), each row adding up to one; y (n, 1) with class numbers from 0 to k - 1. A flat
y, (n,), is to be refused.
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.classification.labels import by_hand, fixed
from course.checks.inputs import normal
from reference_impl import layers, losses


def accuracy(P: np.ndarray, y: np.ndarray) -> float:
    """The share of rows whose first largest probability stands in the right column."""
    if y.ndim != 2:
        raise ValueError(f"y has shape {y.shape}; expected a column, ({len(P)}, 1).")
    return np.mean(P.argmax(axis=1, keepdims=True) == y)


def judged(name: str, n: int, k: int, hits: int) -> Case:
    """Bottles of which so many are right; the wrong ones are off by any number of classes."""

    def inputs(rng):
        P = layers.softmax(normal(rng, n, k))
        off = rng.integers(1, k, size=n) * (rng.permutation(n) >= hits)  # (n,)
        return P, (P.argmax(axis=1) + off).reshape(n, 1) % k

    return Case(name, inputs)


def tied(name: str, n: int, k: int, first: int, last: int) -> Case:
    """Rows with two largest probabilities; so often the first is right, so often the last."""

    def inputs(rng):
        weights = np.ones((n, k))
        places = np.sort([rng.permutation(k)[:2] for _ in range(n)], axis=1)  # (n, 2)
        np.put_along_axis(weights, places, 3, axis=1)
        other = (weights == 1).argmax(axis=1)  # (n,)
        y = np.where(np.arange(n) < first, places[:, 0], other)
        y = np.where(np.arange(n) >= n - last, places[:, 1], y)
        return weights / weights.sum(axis=1, keepdims=True), y.reshape(n, 1)

    return Case(name, inputs)


def flat(n: int, k: int, hits: int) -> Case:
    """Bottles as before, and their labels laid flat; a message has to give the shape of y."""
    case = judged(f"{n} bottles, {k} classes", n, k, hits)

    def inputs(rng):
        P, y = case.draw(rng)
        return P, y[:, 0]

    return Case(f"{case.name}, y flat", inputs, refused=True, says=(str(n),))


RIGHT_ROWS = (
    fixed("one of two right", *by_hand([[0.5, 0.25, 0.25], [0.5, 0.3, 0.2]], 0, 2)),
    fixed(
        "two of three right",
        *by_hand([[0.4, 0.35, 0.25], [0.1, 0.6, 0.3], [0.3, 0.2, 0.5]], 0, 1, 1),
    ),
    fixed("none right", *by_hand([[0.2, 0.7, 0.1], [0.6, 0.3, 0.1]], 0, 1)),
    judged("3 bottles, 3 classes", 3, 3, 1),
    judged("1 bottle, 4 classes", 1, 4, 1),
    judged("5 bottles, 4 classes", 5, 4, 3),
    judged("9 bottles, 7 classes", 9, 7, 5),
)
TIES = (
    fixed("four equal probabilities", *by_hand([[0.25] * 4] * 4, 0, 3, 0, 1)),
    tied("3 bottles, 3 classes", 3, 3, 2, 1),
    tied("5 bottles, 4 classes", 5, 4, 1, 2),
    tied("7 bottles, 5 classes", 7, 5, 3, 2),
)
FLAT_Y = (
    judged("3 bottles in a column", 3, 4, 2),
    *(flat(4, 3, 2), flat(3, 3, 2), flat(7, 5, 4), flat(9, 4, 5)),
)


def _hits(P, y):
    return P.argmax(axis=1, keepdims=True) == y  # (n, 1); a grid if y is flat


def _right_chance(P, y):
    return np.take_along_axis(P, y, axis=1)  # (n, 1)


def _accuracy(share):
    """An `accuracy` with its counting exchanged."""

    def accuracy(P, y):
        if y.ndim != 2:
            raise ValueError(f"y is flat, {y.shape}.")
        return share(P, y)

    return accuracy


def _last_largest(P, y):
    k = P.shape[1]
    return np.mean(k - 1 - P[:, ::-1].argmax(axis=1, keepdims=True) == y)


def _asserts(P, y):
    assert y.ndim == 2
    return np.mean(_hits(P, y))


def _entries(P, y):
    k = P.shape[1]
    return np.mean(losses.one_hot(P.argmax(axis=1)[:, None], k) == losses.one_hot(y, k))


MISCONCEPTIONS = (
    Misconception(
        "percent",
        _accuracy(lambda P, y: 100 * np.mean(_hits(P, y))),
        "You counted in hundredths. Per cent is for people; a share goes from 0 to 1.",
    ),
    Misconception(
        "how many in place of how often",
        _accuracy(lambda P, y: np.sum(_hits(P, y))),
        "That is the number of bottles that it got right. Is 40 good? Out of 53 perhaps, out of "
        "1,000 hardly. Say what part of all the rows it is.",
    ),
    Misconception(
        "how often wrong",
        _accuracy(lambda P, y: np.mean(~_hits(P, y))),
        "That is how often it is wrong. A network that makes no mistake would get a 0 from you.",
    ),
    Misconception(
        "a grid of all pairs",
        _accuracy(lambda P, y: np.mean(P.argmax(axis=1) == y)),
        "Your answers came out flat, (n,), and y is a column, (n, 1). `==` compared every answer "
        "with every truth and made a grid. Keep the answers in a column, or make both flat: the "
        "same shape on either side.",
    ),
    Misconception(
        "favourite of each column",
        _accuracy(lambda P, y: np.mean(P.argmax(axis=0) == y)),
        "You went down the columns, and found the bottle that looks most like each cultivar. Here "
        "the question is for each bottle: which cultivar does it look like? In which direction "
        "are the classes?",
    ),
    Misconception(
        "mean probability",
        _accuracy(lambda P, y: np.mean(_right_chance(P, y))),
        "That is the mean of the probabilities that the right classes were given. It says how "
        "sure the network was. Here a row counts as right or as wrong, with nothing in between.",
    ),
    Misconception(
        "more than a half",
        _accuracy(lambda P, y: np.mean(_right_chance(P, y) > 1 / 2)),
        "You asked for more than a half. With two classes that is the same as being the largest; "
        "with more, 0.4 can win.",
    ),
    Misconception(
        "labels counted from one",
        _accuracy(lambda P, y: np.mean(P.argmax(axis=1, keepdims=True) + 1 == y)),
        "You counted the columns from one and the labels count from zero, so every answer is "
        "compared with its neighbour. Both begin at 0, as they are.",
    ),
    Misconception(
        "entries compared",
        _accuracy(_entries),
        "You compared tables of ones and zeros, entry by entry. Most entries are zeros, and two "
        "zeros agree even where the answer is wrong. A bottle is right as a whole row, or it is "
        "not.",
    ),
    Misconception(
        "last largest wins",
        _accuracy(_last_largest),
        "Where two probabilities are equal, you let the last one win. One of them has to, and in "
        "this course it is the first, as with NumPy's own `argmax`.",
    ),
    Misconception(
        "every largest wins",
        _accuracy(lambda P, y: np.mean(_right_chance(P, y) == P.max(axis=1, keepdims=True))),
        "You asked whether the right class has the largest probability, and where two are equal "
        "both have. A network that gives every class the same would always be right. It may answer "
        "with one class only, and that is the first of the largest.",
    ),
    Misconception(
        "flat y taken",
        lambda P, y: np.mean(_hits(P, y)),
        "A flat y went in and a number came out. NumPy compared every answer with every truth, "
        "and the mean of that grid looks like any other accuracy. Look at y's shape before you "
        "compare.",
    ),
    Misconception(
        "reshaped without an error",
        lambda P, y: np.mean(_hits(P, y.reshape(-1, 1))),
        "Your number is right even for a flat y, because you reshaped it without an error. That "
        "is kind. But the flat y goes on to the next function, which may not do so. Here whoever "
        "calls should be told.",
    ),
    Misconception(
        "assert for raise",
        _asserts,
        "You noticed, and stopped with an `assert`. That is a note to yourself, and Python can be "
        "told to skip it. For whoever calls your function there is `raise ValueError(...)`.",
    ),
)

ACCURACY = Answer(
    name="accuracy",
    inputs=("P", "y"),
    outputs=("share",),
    reference=accuracy,
    parts=(
        Part("right rows", points=1, outputs=("share",), cases=RIGHT_ROWS),
        Part("ties", points=1, outputs=("share",), cases=TIES),
        # Whether it refuses; the numbers have parts of their own.
        Part("flat y", points=1, outputs=(), cases=FLAT_Y),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Refuse a flat y, then count the rows whose largest probability is in the right column.",
)

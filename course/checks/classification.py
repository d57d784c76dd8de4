"""The classification assignment: what is right, which mistakes are known, what they are worth.

Shapes: X (n, d_in), W (d_in, k), b (k,); logits and P (n, k), each row of P adding up to one;
y and y_hat (n, 1) with class numbers from 0 to k - 1.
"""

import numpy as np

from course.checks.answers import Answer, Assignment, Case, Part, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.inputs import halves, normal, with_zeros
from course.checks.slips.classification import ACCURACY, ONE_HOT
from course.checks.slips.classification_2 import CROSS_ENTROPY_GRAD
from course.checks.slips.classification_3 import CONFUSION_MATRIX, TRAINING_STEP
from reference_impl import example, layers, losses


def column(*labels):
    """Labels written by hand, as a column."""
    return np.array(labels).reshape(-1, 1)


def fixed(name, *arguments):
    return Case(name, lambda rng: arguments)


def labels(rng, n, k):
    """A class for each row in a random order, every class about as often as the others."""
    return rng.permutation(np.arange(n) % k).reshape(n, 1)


def one_thing(output):
    """A function that makes parts which look at this output alone."""
    return lambda name, points, *cases: Part(name, points, (output,), cases)


rows, blame, share, counts = map(one_thing, ("Y", "dZ", "share", "matrix"))

ONE_HOT_ANSWER = Answer(
    name="one_hot", inputs=("y", "k"), outputs=("Y",), reference=losses.one_hot,
    parts=(
        rows(
            "every class", 1,
            fixed("3 bottles, 3 classes", column(2, 0, 1), 3),
            Case("5 bottles, 3 classes", lambda rng: (labels(rng, 5, 3), 3)),
            Case("7 bottles, 5 classes", lambda rng: (labels(rng, 7, 5), 5)),
        ),
        rows(
            "missing classes", 1,
            fixed("no bottle of class 1", column(2, 0), 3),
            fixed("no bottle of the last class", column(0, 1, 0), 3),
            fixed("only the last class", column(3, 3, 3), 4),
            Case("neither the first nor the last", lambda rng: (1 + labels(rng, 5, 3), 5)),
        ),
    ),
    misconceptions=ONE_HOT,
    todo="Give each bottle a row of zeros with a 1 in the place of its class.",
)  # fmt: skip


def by_hand(logits, *classes):
    """Logits and labels written by hand."""
    return np.array(logits, dtype=float), column(*classes)


def bottles(name, n, k, draw=halves):
    return Case(name, lambda rng: (draw(rng, n, k), labels(rng, n, k)))


def far_apart(rng):
    """Rows around 1000, 0 and -1000; in the one around 0 the right class has no chance at all."""
    logits, y = normal(rng, 5, 4), labels(rng, 5, 4)
    logits += np.array([[1000], [0], [-1000], [1000], [-1000]])
    logits[1, y[1, 0]] -= 1000
    return logits, y


GRAD = Answer(
    name="cross_entropy_grad", inputs=("logits", "y"), outputs=("dZ",),
    reference=losses.cross_entropy_grad,
    parts=(
        blame(
            "a batch", 1,
            fixed("three zeros", *by_hand([[0, 0, 0]], 0)),
            fixed("the chapter's bottle", *by_hand(np.log([[1, 2, 1]]), 0)),
            fixed("two rows of zeros", *by_hand([[0, 0, 0], [0, 0, 0]], 0, 2)),
            bottles("3 rows of 3", 3, 3),
            bottles("5 rows of 4", 5, 4),
            bottles("7 rows of 5", 7, 5, normal),
        ),
        blame(
            "very sure", 1,
            fixed("sure, and wrong", *by_hand([[1000, 0, -1000]], 1)),
            fixed(
                "three rows far apart",
                *by_hand([[1000, 0, 999.5], [-1000, -999, -1000], [0.5, 0, 1]], 1, 2, 0),
            ),
            Case("5 rows of 4, far apart", far_apart),
        ),
    ),
    misconceptions=CROSS_ENTROPY_GRAD, builds_on=("one_hot",),
    todo="Softmax the logits, take the one-hot rows away, divide by the number of rows.",
)  # fmt: skip


def accuracy(P, y):
    """The share of rows whose first largest chance stands in the right column."""
    if y.ndim != 2:
        raise ValueError(f"y has shape {y.shape}; expected a column, ({len(P)}, 1).")
    return np.mean(P.argmax(axis=1, keepdims=True) == y)


def judged(name, n, k, hits):
    """Bottles of which so many are right; the wrong ones are off by any number of classes."""

    def inputs(rng):
        P = layers.softmax(normal(rng, n, k))
        off = rng.integers(1, k, size=n) * (rng.permutation(n) >= hits)  # (n,)
        return P, (P.argmax(axis=1) + off).reshape(n, 1) % k

    return Case(name, inputs)


def tied(name, n, k, first, last):
    """Rows with two largest chances; so often the first of them is right, so often the last."""

    def inputs(rng):
        weights = np.ones((n, k))
        places = np.sort([rng.permutation(k)[:2] for _ in range(n)], axis=1)  # (n, 2)
        np.put_along_axis(weights, places, 3, axis=1)
        other = (weights == 1).argmax(axis=1)  # (n,)
        y = np.where(np.arange(n) < first, places[:, 0], other)
        y = np.where(np.arange(n) >= n - last, places[:, 1], y)
        return weights / weights.sum(axis=1, keepdims=True), y.reshape(n, 1)

    return Case(name, inputs)


def flat(case):
    """The same bottles, and their labels laid flat."""

    def inputs(rng):
        P, y = case.draw(rng)
        return P, y[:, 0]

    return Case(f"{case.name}, y flat", inputs, refused=True)


ACCURACY_ANSWER = Answer(
    name="accuracy", inputs=("P", "y"), outputs=("share",), reference=accuracy,
    parts=(
        share(
            "right rows", 1,
            fixed("one of two right", *by_hand([[0.5, 0.25, 0.25], [0.5, 0.3, 0.2]], 0, 2)),
            fixed(
                "two of three right",
                *by_hand([[0.4, 0.35, 0.25], [0.1, 0.6, 0.3], [0.3, 0.2, 0.5]], 0, 1, 1),
            ),
            fixed("none right", *by_hand([[0.2, 0.7, 0.1], [0.6, 0.3, 0.1]], 0, 1)),
            judged("3 bottles, 3 classes", 3, 3, 1),
            judged("5 bottles, 4 classes", 5, 4, 3),
            judged("9 bottles, 7 classes", 9, 7, 5),
        ),
        share(
            "ties", 1,
            fixed("four equal chances", *by_hand([[0.25] * 4] * 4, 0, 3, 0, 1)),
            tied("3 bottles, 3 classes", 3, 3, 2, 1),
            tied("5 bottles, 4 classes", 5, 4, 1, 2),
            tied("7 bottles, 5 classes", 7, 5, 3, 2),
        ),
        Part("flat y", 1, (), (  # whether it refuses; the numbers have parts of their own
            judged("3 bottles in a column", 3, 4, 2),
            flat(judged("4 bottles, 3 classes", 4, 3, 2)),
            flat(judged("3 bottles, 3 classes", 3, 3, 2)),
            flat(judged("7 bottles, 5 classes", 7, 5, 4)),
        )),
    ),
    misconceptions=ACCURACY,
    todo="Refuse a flat y, then count the rows whose largest chance is in the right column.",
)  # fmt: skip


def confusion_matrix(y_hat, y, k):
    """Row i, column j: how many bottles of class i were called j."""
    return losses.one_hot(y, k).T @ losses.one_hot(y_hat, k)


def said(name, y_hat, y, k):
    return fixed(name, column(*y_hat), column(*y), k)


def mixed_up(name, n, k, named=None):
    """Bottles of the first `named` of k classes; at least about half are called what they are."""

    def inputs(rng):
        y, guess = labels(rng, n, named or k), labels(rng, n, named or k)
        return np.where(rng.random((n, 1)) < 0.5, y, guess), y, k

    return Case(name, inputs)


CONFUSION = Answer(
    name="confusion_matrix", inputs=("y_hat", "y", "k"), outputs=("matrix",),
    reference=confusion_matrix,
    parts=(
        counts(
            "every class", 2,
            said("3 bottles, 2 classes", (0, 0, 1), (0, 1, 1), 2),
            said("3 bottles, 3 classes", (1, 1, 2), (0, 1, 2), 3),
            said("5 bottles, one mistake made twice", (2, 2, 0, 1, 2), (1, 1, 0, 1, 2), 3),
            mixed_up("11 bottles, 3 classes", 11, 3),
            mixed_up("21 bottles, 4 classes", 21, 4),
        ),
        counts(
            "missing classes", 1,
            said("one bottle, 3 classes", (0,), (1,), 3),
            said("always class 0", (0, 0, 0, 0), (0, 1, 2, 1), 3),
            said("never the last class", (0, 1, 1, 0), (0, 1, 0, 0), 4),
            mixed_up("17 bottles of 4 in 6 classes", 17, 6, named=4),
        ),
    ),
    misconceptions=CONFUSION_MATRIX, builds_on=("one_hot",),
    todo="For each bottle, count one in the row of its class and the column of what it was called.",
)  # fmt: skip


def training_step(X, y, W, b, learning_rate):
    """W and b after one step downhill on the mean surprise of this batch."""
    dZ = losses.cross_entropy_grad(layers.affine(X, W, b), y)  # (n, k)
    dW, db = layers.affine_backward_params(dZ, X)
    return W - learning_rate * dW, b - learning_rate * db


def from_nothing(name, X, rate, *classes):
    """A layer of zeros that sorts bottles of the running example into three classes."""
    return fixed(name, X, column(*classes), np.zeros((2, 3)), np.zeros(3), rate)


def layer(name, n, d_in, k, rate, draw=halves):
    def inputs(rng):
        X, W, b = with_zeros(draw(rng, n, d_in)), draw(rng, d_in, k), draw(rng, k)
        return X, labels(rng, n, k), W / 2, b / 2, rate

    return Case(name, inputs)


def high_and_low(n, d_in, k):
    """The first measurement lifts or sinks all the logits of its row by 1000."""

    def inputs(rng):
        X, W, b = normal(rng, n, d_in), normal(rng, d_in, k), normal(rng, k)
        X[:, 0], W[0] = rng.permutation(n) % 3 - 1, 1000
        return X, labels(rng, n, k), W, b, 0.2

    return Case(f"{n} bottles, {d_in} in, logits around 1000 and -1000", inputs)


SURE = np.array([[500.0, 0.0, -500.0], [0.0, 0.0, 0.0]])  # (2, 3)
STEP_CASES = (
    from_nothing("one bottle, from zeros", example.x, 0.3, 0),
    from_nothing("two bottles, from zeros", example.X4[::2], 0.6, 0, 2),
    layer("3 bottles, 3 in, 3 classes", 3, 3, 3, 0.5),
    layer("5 bottles, 4 in, 3 classes", 5, 4, 3, 0.1),
    layer("7 bottles, 6 in, 4 classes", 7, 6, 4, 0.4, normal),
)
STEP = Answer(
    name="training_step", inputs=("X", "y", "W", "b", "learning_rate"), outputs=("new W", "new b"),
    reference=training_step,
    parts=(
        Part("weights", 2, ("new W",), STEP_CASES),
        Part("biases", 2, ("new b",), STEP_CASES),
        Part("very sure", 1, ("new W", "new b"), (
            fixed("logits of 1000, 0, -1000", example.x, column(1), SURE, np.zeros(3), 0.5),
            high_and_low(4, 3, 3),
            high_and_low(5, 4, 3),
        )),
    ),
    misconceptions=TRAINING_STEP, builds_on=("one_hot", "cross_entropy_grad"),
    todo="Logits, the blame of the logits, the slopes of W and b; then a step downhill from both.",
)  # fmt: skip

ASSIGNMENT = Assignment(
    "classification",
    (
        Prediction("predict_slope", 1, "Put your guess after `return`."),
        ONE_HOT_ANSWER, GRAD, ACCURACY_ANSWER, CONFUSION, STEP,
        SelfMarked("right_and_sure", 4),
    ),
)  # fmt: skip
check = Check(ASSIGNMENT)

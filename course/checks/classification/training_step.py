"""The answer `training_step`: W and b of a layer that sorts bottles, one step further downhill.

Shapes: X (n, d_in), W (d_in, k), b (k,); logits, P, Y and dZ (n, k); y (n, 1) with class
numbers from 0 to k - 1.
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.classification.labels import column, drawn_labels, fixed
from course.checks.inputs import ArrayDraw, halves, normal, with_zeros
from reference_impl import example, layers, losses


def training_step(
    X: np.ndarray, y: np.ndarray, W: np.ndarray, b: np.ndarray, learning_rate: float
) -> tuple[np.ndarray, np.ndarray]:
    """W and b after one step downhill on the mean cross-entropy of this batch."""
    dZ = losses.cross_entropy_grad(layers.affine(X, W, b), y)  # (n, k)
    dW, db = layers.affine_backward_params(dZ, X)
    return W - learning_rate * dW, b - learning_rate * db


def from_nothing(name: str, X: np.ndarray, rate: float, *classes: int) -> Case:
    """A layer of zeros that sorts bottles of the running example into three classes."""
    return fixed(name, X, column(*classes), np.zeros((2, 3)), np.zeros(3), rate)


def layer(name: str, n: int, d_in: int, k: int, rate: float, draw: ArrayDraw = halves) -> Case:
    def inputs(rng):
        X, W, b = with_zeros(draw(rng, n, d_in)), draw(rng, d_in, k), draw(rng, k)
        return X, drawn_labels(rng, n, k), W / 2, b / 2, rate

    return Case(name, inputs)


def high_and_low(n: int, d_in: int, k: int) -> Case:
    """The first measurement lifts or sinks all the logits of its row by 1000."""

    def inputs(rng):
        X, W, b = normal(rng, n, d_in), normal(rng, d_in, k), normal(rng, k)
        X[:, 0], W[0] = rng.permutation(n) % 3 - 1, 1000
        return X, drawn_labels(rng, n, k), W, b, 0.2

    return Case(f"{n} bottles, {d_in} in, logits around 1000 and -1000", inputs)


STEP_CASES = (
    from_nothing("one bottle, from zeros", example.x, 0.3, 0),
    from_nothing("two bottles, from zeros", example.X4[::2], 0.6, 0, 2),
    layer("3 bottles, 3 in, 3 classes", 3, 3, 3, 0.5),
    layer("5 bottles, 4 in, 3 classes", 5, 4, 3, 0.1),
    layer("7 bottles, 6 in, 4 classes", 7, 6, 4, 0.4, normal),
)
SURE = np.array([[500.0, 0.0, -500.0], [0.0, 0.0, 0.0]])  # (2, 3)
VERY_SURE = (
    fixed("logits of 1000, 0, -1000", example.x, column(1), SURE, np.zeros(3), 0.5),
    high_and_low(4, 3, 3),
    high_and_low(5, 4, 3),
)


def _bare(z):
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)  # (n, k)


def _step(
    forward=lambda X, W, b: X @ W + b,
    probabilities=layers.softmax,
    gradient=lambda P, Y: (P - Y) / len(Y),
    weights=lambda X, dZ: X.T @ dZ,
    bias=lambda dZ: dZ.sum(axis=0),
    move=lambda W, b, dW, db, rate: (W - rate * dW, b - rate * db),
):
    """A `training_step` with one of its steps exchanged."""

    def training_step(X, y, W, b, learning_rate):
        P = probabilities(forward(X, W, b))  # (n, k)
        dZ = gradient(P, np.eye(len(b))[y[:, 0]])  # (n, k)
        return move(W, b, weights(X, dZ), bias(dZ), learning_rate)

    return training_step


def _in_place(W, b, dW, db, rate):
    W -= rate * dW
    b -= rate * db
    return W, b


def _twice_forward(X, y, W, b, learning_rate):
    W_new, _ = training_step(X, y, W, b, learning_rate)
    return W_new, training_step(X, y, W_new, b, learning_rate)[1]


MISCONCEPTIONS = (
    Misconception(
        "uphill",
        _step(move=lambda W, b, dW, db, rate: (W + rate * dW, b + rate * db)),
        "You went uphill. A slope says which way the loss rises, and you need the other way. "
        "Either a sign in the update is wrong, or the gradient is true minus predicted.",
    ),
    Misconception(
        "learning rate forgotten",
        _step(move=lambda W, b, dW, db, rate: (W - dW, b - db)),
        "The direction is right, and you took the whole slope for a step. The learning rate says "
        "how much of it to go.",
    ),
    Misconception(
        "slopes in place of parameters",
        _step(move=lambda W, b, dW, db, rate: (dW, db)),
        "Those are the slopes, and they are right. The step is still to be taken: what are W and "
        "b after it?",
    ),
    Misconception(
        "the step without the start",
        _step(move=lambda W, b, dW, db, rate: (-rate * dW, -rate * db)),
        "That is the step, and in the right direction. Take it, from where W and b are now.",
    ),
    Misconception(
        "written into the old ones",
        _step(move=_in_place),
        "The numbers are right, and the W and b that you were given have changed: `-=` writes "
        "into the array itself. Whoever wanted to compare before with after can't. Make new ones.",
    ),
    Misconception(
        "bias forgotten on the way forward",
        _step(forward=lambda X, W, b: X @ W),
        "The logits were made without b. You move b afterwards, but no logit depended on it.",
    ),
    Misconception(
        "b left where it was",
        _step(bias=lambda dZ: 0),
        "b came back as it went in. Either it was not moved, or you moved it by the sum of all of "
        "dZ. That sum is always 0, because each row of dZ adds up to 0. Each class has a bias of "
        "its own, so each needs a sum of its own.",
    ),
    Misconception(
        "b summed along the rows",
        _step(bias=lambda dZ: dZ.sum(axis=1)),
        "You added up each row of dZ. That gives one number for each bottle, and it is always 0: "
        "what one class gains, the others lose. A bias served every bottle, so go down its "
        "column.",
    ),
    Misconception(
        "b averaged",
        _step(bias=lambda dZ: dZ.mean(axis=0)),
        "You took the mean of each column for b. dZ has been divided by n already, because of the "
        "mean over the bottles. From there on you add.",
    ),
    Misconception(
        "b as a row",
        _step(bias=lambda dZ: dZ.sum(axis=0, keepdims=True)),
        "The numbers are right and b has one dimension too many. It went in flat, (k,), and it "
        "has to come out as it went in: this sum should not keep its dimensions.",
    ),
    Misconception(
        "divided by n twice",
        _step(gradient=lambda P, Y: (P - Y) / len(Y) ** 2),
        "Your steps are too short by the size of the batch: the gradient was divided by n twice. "
        "cross_entropy_grad has done it once, and a mean needs it once.",
    ),
    Misconception(
        "undivided",
        _step(gradient=lambda P, Y: P - Y),
        "Your steps are too long by the size of the batch. The loss is a mean over the bottles, "
        "so somewhere the gradient has to be divided by how many there are.",
    ),
    Misconception(
        "divided by every entry",
        _step(gradient=lambda P, Y: (P - Y) / P.size),
        "Your steps are too short by the number of classes: the gradient was divided by the number "
        "of entries. Each bottle has one loss, and the mean is over the bottles.",
    ),
    Misconception(
        "target forgotten",
        _step(gradient=lambda P, Y: P / len(Y)),
        "The labels were never used. You passed back the probabilities themselves, so every class "
        "is pushed down, the right one with the others.",
    ),
    Misconception(
        "softmax twice",
        _step(probabilities=lambda z: layers.softmax(layers.softmax(z))),
        "The softmax was done twice. You made probabilities and gave them to cross_entropy_grad, "
        "which takes logits and does the softmax itself. The network still learns something, "
        "slowly, and that makes the mistake hard to find.",
    ),
    Misconception(
        "softmax forgotten",
        _step(probabilities=lambda z: z),
        "There is no softmax in it: the target was taken away from the logits. It is a predicted "
        "probability, minus what is true.",
    ),
    Misconception(
        "exp overflows",
        _step(probabilities=_bare),
        "Logits of 1000 are too much for exp, and those of -1000 too little. The remedy is the "
        "same as in cross_entropy_grad, and if you call that, put the remedy there.",
    ),
    Misconception(
        "dW on its side",
        _step(weights=lambda X, dZ: dZ.T @ X),
        "Your dW has a row for each class. W has a row for each thing that goes in, and a slope "
        "has the shape of what it is the slope of. On a square W it runs without an error.",
    ),
    Misconception(
        "b before W",
        _step(move=lambda W, b, dW, db, rate: (b - rate * db, W - rate * dW)),
        "Both are right, and they come back in the wrong order: first W, then b.",
    ),
    Misconception(
        "second look after the first update",
        _twice_forward,
        "W is right, and b was moved by what the new W says. Both slopes have to be taken at one "
        "place, the one that you started from. Find them both, then move.",
    ),
)

TRAINING_STEP = Answer(
    name="training_step",
    inputs=("X", "y", "W", "b", "learning_rate"),
    outputs=("new W", "new b"),
    reference=training_step,
    parts=(
        Part("weights", points=2, outputs=("new W",), cases=(*STEP_CASES, *VERY_SURE)),
        Part("biases", points=2, outputs=("new b",), cases=(*STEP_CASES, *VERY_SURE)),
    ),
    misconceptions=MISCONCEPTIONS,
    builds_on=("one_hot", "cross_entropy_grad"),
    todo="Logits, their gradient, the slopes of W and b; then a step downhill from both.",
)

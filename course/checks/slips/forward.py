"""Slips in the forward pass of a network with one hidden layer, and in the mean squared error.

Shapes: X (n, d_in), W1 (d_in, hidden), b1 (hidden,), W2 (hidden, d_out), b2 (d_out,);
z1 and a1 (n, hidden); z2, y_hat and y (n, d_out).
"""

import numpy as np

from course.checks.answers import Misconception


def _affine(X, W, b):
    return X @ W + b


def _no_bias(X, W, b):
    return X @ W


def _star(X, W, b):
    return X * W + b


def _relu(z):
    return np.maximum(z, 0)


def _notes(a0, z1, a1, z2):
    return {"a0": a0, "z1": z1, "a1": a1, "z2": z2}


def _forward(
    first=_affine,
    relu=_relu,
    handed_on=lambda z1, a1: a1,
    second=_affine,
    last=lambda z2: z2,
    notes=_notes,
    returned=lambda y_hat, notes: (y_hat, notes),
):
    """A `forward` with one of its steps exchanged."""

    def forward(X, W1, b1, W2, b2):
        z1 = first(X, W1, b1)  # (n, hidden)
        a1 = relu(z1)  # (n, hidden)
        z2 = second(handed_on(z1, a1), W2, b2)  # (n, d_out)
        return returned(last(z2), notes(X, z1, a1, z2))

    return forward


FORWARD = (
    Misconception(
        "ReLU at the end too",
        _forward(last=_relu),
        "A ReLU after the last layer cuts off every prediction below zero. A score may be any "
        "number, and what the network cannot say, it cannot learn to say.",
    ),
    Misconception(
        "no ReLU",
        _forward(relu=lambda z: z),
        "Nothing is put to sleep. Between the two layers a sum below zero becomes zero; without "
        "that, two layers can do no more than one.",
    ),
    Misconception(
        "z1 handed on",
        _forward(handed_on=lambda z1, a1: z1),
        "Your ReLU is there, and nobody listens to it: the second layer was given the sums from "
        "before it. What does a sleeping neuron pass on?",
    ),
    Misconception(
        "leaky ReLU",
        _forward(relu=lambda z: np.where(z > 0, z, 0.01 * z)),
        "Your sleeping neurons talk in their sleep: a little of each sum below zero gets through. "
        "There is a ReLU that does so, and people use it. Ours lets nothing through.",
    ),
    Misconception(
        "max for maximum",
        _forward(relu=lambda z: np.max(z, 0)),
        "Two names, two jobs. `np.max(z, 0)` looks for the largest number along axis 0, so your "
        "rows are gone. You want to compare each entry with zero, one by one.",
    ),
    Misconception(
        "first bias forgotten",
        _forward(first=_no_bias),
        "The first layer weighs and does not add. b1 went in and was never used. For the first "
        "bottle it makes no difference, and that is bad luck: it hides the mistake.",
    ),
    Misconception(
        "second bias forgotten",
        _forward(second=_no_bias),
        "The second layer weighs and does not add: b2 went in and was never used.",
    ),
    Misconception(
        "both biases forgotten",
        _forward(first=_no_bias, second=_no_bias),
        "Both layers weigh and neither adds. Each sum has a bias, whatever is in the bottle.",
    ),
    Misconception(
        "first weights turned",
        _forward(first=lambda X, W, b: X @ W.T + b),
        "You turned W1 on its side. It runs where W1 is square, as for our bottle, and follows "
        "the wrong arrows. Bottles are rows and neurons are columns, so X and W1 fit as they are.",
    ),
    Misconception(
        "star for at",
        _forward(first=_star, second=_star),
        "`*` multiplies entry by entry and adds nothing up. A layer weighs each number and adds "
        "up along the arrows, and that is the matrix product, `@`.",
    ),
    Misconception(
        "notes after the ReLU",
        _forward(notes=lambda a0, z1, a1, z2: _notes(a0, a1, a1, z2)),
        "z1 in your notes is what came out of the ReLU. Either it was noted too late, or the ReLU "
        "wrote its zeros into the very array that is called z1. The way back asks for the sums "
        "as they were.",
    ),
    Misconception(
        "a0 missing",
        _forward(notes=lambda a0, z1, a1, z2: {"z1": z1, "a1": a1, "z2": z2}),
        "The notes begin one step too late. What goes in at the front is noted too, under the "
        "name a0, as if a layer before the first had passed it on.",
    ),
    Misconception(
        "prediction alone",
        _forward(returned=lambda y_hat, notes: y_hat),
        "An array came back, and no notes. That is enough until you want to know who was to "
        "blame. Return two things: the prediction, and beside it the dictionary.",
    ),
    Misconception(
        "notes alone",
        _forward(returned=lambda y_hat, notes: notes),
        "The dictionary came back by itself. The chapter's own version does so; here the "
        "prediction comes first and the notes second, so that nobody has to look it up.",
    ),
    Misconception(
        "flat prediction",
        _forward(last=np.ravel),
        "The numbers are right and they have lost their rows. A flat prediction meets a column of "
        "scores, and the two make a grid. Leave it as the layer made it.",
    ),
)


def _mean_square(y_hat, y):
    return np.mean((y_hat - y) ** 2)


def _same_shape(y_hat, y):
    return y_hat.shape == y.shape


def _refuse(*words):
    raise ValueError(*words)


def _mse(loss=_mean_square, fits=_same_shape, otherwise=lambda: _refuse("two shapes")):
    """An `mse` with its loss exchanged, or the question that it asks first, or what follows."""
    return lambda y_hat, y: loss(y_hat, y) if fits(y_hat, y) else otherwise()


def _asserts(y_hat, y):
    assert y_hat.shape == y.shape
    return _mean_square(y_hat, y)


def _overwrites_prediction(y_hat, y):
    y_hat -= y
    return np.mean(y_hat**2)


MSE = (
    Misconception(
        "sum",
        _mse(lambda y_hat, y: np.sum((y_hat - y) ** 2)),
        "You added up the squares and did not divide. So the loss of 32 bottles looks 32 times as "
        "bad as that of one, and the steps of training become 32 times as long.",
    ),
    Misconception(
        "half",
        _mse(lambda y_hat, y: np.mean((y_hat - y) ** 2) / 2),
        "Your loss is half of what it should be. Some books put a half in front, to have it "
        "tidier later on. This one does not.",
    ),
    Misconception(
        "root",
        _mse(lambda y_hat, y: np.sqrt(np.mean((y_hat - y) ** 2))),
        "You took the square root at the end. That is a good number to tell people, because it is "
        "in points of score. The loss is the one before it.",
    ),
    Misconception(
        "absolute misses",
        _mse(lambda y_hat, y: np.mean(np.abs(y_hat - y))),
        "You took the size of each miss. People do, and it has another name. Here each miss is "
        "squared, so that a large one counts for more.",
    ),
    Misconception(
        "misses cancel",
        _mse(lambda y_hat, y: np.mean(y_hat - y)),
        "Nothing is squared, so a miss above and a miss below cancel. A network can be far off "
        "everywhere and get a zero from you.",
    ),
    Misconception(
        "squared too late",
        _mse(lambda y_hat, y: np.mean(y_hat - y) ** 2),
        "You took the mean first and squared it. By then the misses have cancelled. Which has to "
        "lose its sign, the mean or each miss?",
    ),
    Misconception(
        "rows only",
        _mse(lambda y_hat, y: np.sum((y_hat - y) ** 2) / len(y)),
        "You divided by the number of rows. With one column that is right; with several there "
        "are more squares than rows.",
    ),
    Misconception(
        "columns only",
        _mse(lambda y_hat, y: np.sum((y_hat - y) ** 2) / y.shape[1]),
        "You divided by the number of columns. Bottles are rows, and the mean is over every entry.",
    ),
    Misconception(
        "one for each column",
        _mse(lambda y_hat, y: np.mean((y_hat - y) ** 2, axis=0)),
        "With an axis, the mean goes down each column and leaves one number for each. A loss is "
        "one number, however many bottles and columns.",
    ),
    Misconception(
        "one for each row",
        _mse(lambda y_hat, y: np.mean((y_hat - y) ** 2, axis=1)),
        "That is a verdict for each bottle. The loss is their mean, one number for the batch.",
    ),
    Misconception(
        "prediction overwritten",
        _mse(_overwrites_prediction),
        "The loss is right, and y_hat is gone: `-=` wrote the misses into it. Give the difference "
        "a name of its own.",
    ),
    Misconception(
        "flat y taken",
        _mean_square,
        "Two different shapes went in and a number came out. NumPy stretched both until they met: "
        "each prediction minus every score. Compare the shapes before you subtract.",
    ),
    Misconception(
        "only rows compared",
        _mse(fits=lambda y_hat, y: len(y_hat) == len(y)),
        "You compared the numbers of rows, and a flat array of four has four of those. It is the "
        "whole shape that has to agree.",
    ),
    Misconception(
        "only sizes compared",
        _mse(fits=lambda y_hat, y: y_hat.size == y.size),
        "You compared how many numbers there are. Four in a column and four in a flat array are "
        "as many, and they still make a grid.",
    ),
    Misconception(
        "only flat arrays refused",
        _mse(fits=lambda y_hat, y: y_hat.ndim == y.ndim),
        "You refuse a flat array, and that is the usual culprit. But a column meets a row in the "
        "same way, and so does one column with several. Compare the whole shapes.",
    ),
    Misconception(
        "mended in silence",
        lambda y_hat, y: np.mean((y_hat - y.reshape(y_hat.shape)) ** 2),
        "You bent y into shape and said nothing. That is kind, until something fits that was never "
        "meant for this column. Say what is wrong, and leave the mending to the caller.",
    ),
    Misconception(
        "refused without a word",
        _mse(otherwise=_refuse),
        "Put both shapes into the message. Whoever reads it at two in the morning wants to see at "
        "a glance which of the two arrays is the odd one.",
    ),
    Misconception(
        "assert for raise",
        _asserts,
        "You noticed, and stopped with an `assert`. That is a note to yourself, and Python can be "
        "told to skip it. For whoever calls you there is `raise ValueError(...)`.",
    ),
    Misconception(
        "printed for raised",
        _mse(otherwise=lambda: None),
        "You noticed, and went on: the caller got None. A printed line scrolls away; raising "
        "stops whoever would compute with it.",
    ),
    Misconception(
        "returned for raised",
        _mse(otherwise=lambda: ValueError("two shapes")),
        "You made the ValueError and handed it back like any other value, so nobody has to look "
        "at it. `raise` is the word that stops things.",
    ),
)

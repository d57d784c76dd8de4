"""Slips in going back through one step: ReLU, the squared error, the affine step.

Shapes: X (n, d_in), W (d_in, d_out), b (d_out,), dZ, z, dA, y_hat and y (n, d_out).
"""

import numpy as np

from course.checks.answers import Misconception


def _overwrites_blame(dA, z):
    dA[z <= 0] = 0
    return dA


def _overwrites_prediction(y_hat, y):
    y_hat -= y
    return 2 * y_hat / y.size


RELU_BACKWARD = (
    Misconception(
        "awake at zero",
        lambda dA, z: dA * (z >= 0),
        "Look at the entries where z is exactly 0. ReLU has a corner there, and this course takes "
        "the slope on its flat side.",
    ),
    Misconception(
        "half awake at zero",
        lambda dA, z: dA * np.heaviside(z, 0.5),
        "Where z is exactly 0 you pass on half of the blame. The corner has no slope of its own; "
        "this course takes the one on its flat side.",
    ),
    Misconception(
        "no mask",
        lambda dA, z: dA,
        "All the blame comes through, asleep or not. z says which neurons were asleep, and you "
        "have not used it.",
    ),
    Misconception(
        "mask from the blame",
        lambda dA, z: dA * (dA > 0),
        "You let positive blame through and stop negative blame. Whether a neuron was awake is "
        "for its z to say; the sign of the blame has nothing to do with it.",
    ),
    Misconception(
        "value for slope",
        lambda dA, z: dA * np.maximum(z, 0),
        "You multiplied by what ReLU gave out. Going back you need its slope, and that of an "
        "awake neuron is the same whether z is 0.1 or 100.",
    ),
    Misconception(
        "slope without blame",
        lambda dA, z: (z > 0).astype(float),
        "That is ReLU's own slope, and it is right. The chain rule multiplies it by the blame "
        "that arrives from above.",
    ),
    Misconception(
        "asleep for awake",
        lambda dA, z: dA * (z < 0),
        "The neurons have changed places: the awake ones get nothing, the sleeping ones get the "
        "blame. Turn the comparison round.",
    ),
    Misconception(
        "asleep for awake, zero too",
        lambda dA, z: dA * (z <= 0),
        "The neurons have changed places: the awake ones get nothing, the sleeping ones get the "
        "blame. The entries that you set to zero are the ones that should have stayed.",
    ),
    Misconception(
        "blame overwritten",
        _overwrites_blame,
        "The numbers are right. But you wrote the zeros into dA itself, and whoever handed you "
        "dA may still need it.",
    ),
    Misconception(
        "matrix product for mask",
        lambda dA, z: dA @ (z > 0),
        "`@` mixes the numbers of a whole row. Each neuron looks after its own blame here, so "
        "entry meets entry, and that is `*`.",
    ),
)

MSE_GRAD = (
    Misconception(
        "half",
        lambda y_hat, y: (y_hat - y) / y.size,
        "Every entry is half of what it should be. The slope of a square brings a number down in "
        "front; some books hide it by writing a half into the loss, and ours has none.",
    ),
    Misconception(
        "undivided",
        lambda y_hat, y: 2 * (y_hat - y),
        "This is the slope of the sum of the squares. The loss is their mean, so each prediction "
        "moves it less. See by what factor you are too large, and count the entries.",
    ),
    Misconception(
        "bare error",
        lambda y_hat, y: y_hat - y,
        "That is the error itself. Squaring it and taking the mean each leave a number behind "
        "when you take the slope, and both are missing.",
    ),
    Misconception(
        "rows only",
        lambda y_hat, y: 2 * (y_hat - y) / len(y),
        "You divided by the number of rows. The mean was over every entry, and with several "
        "columns there are more entries than rows.",
    ),
    Misconception(
        "columns only",
        lambda y_hat, y: 2 * (y_hat - y) / y.shape[1],
        "You divided by the number of columns. Bottles are rows here, and the mean was over "
        "every entry.",
    ),
    Misconception(
        "four for ever",
        lambda y_hat, y: 2 * (y_hat - y) / 4,
        "You divided by 4, which was right for the four bottles of the example. The next batch "
        "may have another number of entries; the array knows how many.",
    ),
    Misconception(
        "reversed",
        lambda y_hat, y: 2 * (y - y_hat) / y.size,
        "Every sign is turned round. A prediction that is too high makes the loss rise as it "
        "goes up, so its slope is positive.",
    ),
    Misconception(
        "the loss itself",
        lambda y_hat, y: np.mean((y_hat - y) ** 2),
        "That is how wrong the predictions are, one number. The gradient asks each prediction "
        "how fast that number moves with it, so there is one answer for each.",
    ),
    Misconception(
        "averaged away",
        lambda y_hat, y: 2 * np.mean(y_hat - y),
        "You took the mean of the slopes. Each prediction keeps its own; the mean in the loss "
        "shows up as a division and nothing is added up.",
    ),
    Misconception(
        "prediction overwritten",
        _overwrites_prediction,
        "The numbers are right, and y_hat is gone: `-=` wrote the error into it. Give the "
        "difference a name of its own.",
    ),
)


AFFINE_BACKWARD = (
    Misconception(
        "dW flipped",
        lambda dZ, X, W: (dZ @ W.T, dZ.T @ X, dZ.sum(axis=0)),
        "Your dW has its rows and columns the wrong way round. dW has W's own shape, one number "
        "for each weight, in the place of that weight.",
    ),
    Misconception(
        "dW untransposed",
        lambda dZ, X, W: (dZ @ W.T, X @ dZ, dZ.sum(axis=0)),
        "`X @ dZ` asks X for as many columns as there are rows. Write the shapes under each other: "
        "X is (n, d_in), dZ is (n, d_out), and n has to vanish.",
    ),
    Misconception(
        "dX untransposed",
        lambda dZ, X, W: (dZ @ W, X.T @ dZ, dZ.sum(axis=0)),
        "`dZ @ W` fits only if W is square, and even then it follows the wrong arrows. Going "
        "back, each blame travels from an output to an input, so W has to be read the other way.",
    ),
    Misconception(
        "dX in the wrong order",
        lambda dZ, X, W: (W.T @ dZ, X.T @ dZ, dZ.sum(axis=0)),
        "`W.T @ dZ` is the order for a course where each example is a column. Here examples are "
        "rows, so dZ comes first: its rows are the bottles, and dX has a row for each bottle too.",
    ),
    Misconception(
        "dX flipped",
        lambda dZ, X, W: (W @ dZ.T, X.T @ dZ, dZ.sum(axis=0)),
        "Your dX is the transpose of what was asked. It has X's own shape: a row for each bottle.",
    ),
    Misconception(
        "examples as columns",
        lambda dZ, X, W: (W.T @ dZ, dZ @ X.T, dZ.sum(axis=1, keepdims=True)),
        "These are the formulas for a course where each example is a column. Here each example "
        "is a row, so every product and every sum turns round.",
    ),
    Misconception(
        "star for at",
        lambda dZ, X, W: (dZ * W.T, X.T * dZ, dZ.sum(axis=0)),
        "`*` multiplies entry by entry. To share the blame out along the arrows and add it up "
        "you need the matrix product, `@`.",
    ),
    Misconception(
        "dW divided again",
        lambda dZ, X, W: (dZ @ W.T, X.T @ dZ / len(X), dZ.sum(axis=0)),
        "Your dW is n times too small. The loss was a mean, so dZ comes with that division in "
        "it already; dividing once more takes it twice.",
    ),
    Misconception(
        "db averaged",
        lambda dZ, X, W: (dZ @ W.T, X.T @ dZ, dZ.mean(axis=0)),
        "You took the mean of the rows. One bias served every bottle, so it answers for all of "
        "them; the division by n is in dZ already.",
    ),
    Misconception(
        "everything divided again",
        lambda dZ, X, W: (dZ @ W.T, X.T @ dZ / len(X), dZ.mean(axis=0)),
        "dW and db are both n times too small. The loss was a mean, so dZ comes with that division "
        "in it already; dividing once more takes it twice.",
    ),
    Misconception(
        "db along the wrong axis",
        lambda dZ, X, W: (dZ @ W.T, X.T @ dZ, dZ.sum(axis=1)),
        "You added along the rows, which gives one number for each bottle. There is one bias for "
        "each neuron, and neurons are columns.",
    ),
    Misconception(
        "db as a row",
        lambda dZ, X, W: (dZ @ W.T, X.T @ dZ, dZ.sum(axis=0, keepdims=True)),
        "The numbers are right. keepdims left you a matrix with one row, and b is flat.",
    ),
    Misconception(
        "db as one number",
        lambda dZ, X, W: (dZ @ W.T, X.T @ dZ, dZ.sum()),
        "You added up everything. Each neuron has a bias of its own, so each column is added up "
        "by itself.",
    ),
    Misconception(
        "db not added up",
        lambda dZ, X, W: (dZ @ W.T, X.T @ dZ, dZ),
        "This is dZ as it came, with a row for each bottle. One bias served all the bottles, and "
        "where roads meet, blame adds up.",
    ),
    Misconception(
        "another order",
        lambda dZ, X, W: (X.T @ dZ, dZ @ W.T, dZ.sum(axis=0)),
        "dX and dW have changed places in the return line. The order asked for is dX, dW, db.",
    ),
)

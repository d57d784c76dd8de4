"""Slips in a layer's sums, in the shapes of a product, and in differences.

Shapes: X (n, d_in), W (d_in, d_out), b (d_out,), y_hat (n, 1), y (n, 1) or (n,).
"""

import numpy as np

from course.checks.answers import Misconception


def _bias_for_each_input(X, W, b):
    return X @ W + X.shape[1] * b


def _other_bottles_left(X, W, b):
    Z = np.zeros((len(X), W.shape[1]))
    Z[0] = X[0] @ W + b
    return Z


AFFINE = (
    Misconception(
        "no bias",
        lambda X, W, b: X @ W,
        "The weighing is right, and b was never used. Each neuron has a number of its own that "
        "comes on top, whatever was measured.",
    ),
    Misconception(
        "bias twice",
        lambda X, W, b: X @ W + b + b,
        "The bias is in there twice. Did a sum begin at b, and then get b once more at the end?",
    ),
    Misconception(
        "bias for each input",
        _bias_for_each_input,
        "The bias came on top once for every number that went in. It belongs on the whole bill, "
        "once, and not on every item.",
    ),
    Misconception(
        "bias taken away",
        lambda X, W, b: X @ W - b,
        "You took the bias away. A threshold is taken away, and a bias is the same thing with "
        "its sign turned round.",
    ),
    Misconception(
        "grid turned over",
        lambda X, W, b: X @ W.T + b,
        "Each bottle met the rows of W in place of its columns, as `W.T` makes it. That fits only "
        "if W is square, and then each neuron asks prices that belong to others. W has a row for "
        "each number in and a column for each neuron; it can stay as it is.",
    ),
    Misconception(
        "W first",
        lambda X, W, b: W @ X + b,
        "That is school's order, where an example stands upright. Here each example is a row, "
        "so its row has to come first and meet the columns of W.",
    ),
    Misconception(
        "star for at",
        lambda X, W, b: X * W + b,
        "`*` pairs entry with entry and adds nothing up. A bill needs both: multiply pair by "
        "pair, then add. That is the matrix product.",
    ),
    Misconception(
        "bias as a column",
        lambda X, W, b: X @ W + b[:, None],
        "You stood the bias upright, so it runs down the rows, one number for each bottle. It "
        "has one for each neuron, and neurons are columns. Flat, as it came, it is added to "
        "every row.",
    ),
    Misconception(
        "examples as columns",
        lambda X, W, b: W.T @ X.T + b[:, None],
        "Your numbers are right and lie on their side: a column for each bottle. That is how a "
        "course does it where examples are columns. Here bottles go in as rows and come out as "
        "rows.",
    ),
    Misconception(
        "first bottle only",
        lambda X, W, b: X[0] @ W + b,
        "Only the first row of X was served. If there is a loop, see whether its `return` "
        "stands inside and ends it after one round.",
    ),
    Misconception(
        "other bottles left at zero",
        _other_bottles_left,
        "The first row is right and the others are still the zeros that you began with. A "
        "`return` inside a loop ends it in the first round; it has to stand further out.",
    ),
)


def _shape(fits=lambda left, right: left[1] == right[0], result=None, refuse=None):
    """A `product_shape` with one of its steps exchanged."""

    def product_shape(left, right):
        if fits(left, right):
            return result(left, right) if result else (left[0], right[1])
        if refuse:
            return refuse()
        raise ValueError("They do not fit.")

    return product_shape


def _silent():
    raise ValueError


def _assert():
    raise AssertionError("They do not fit.")


PRODUCT_SHAPE = (
    Misconception(
        "takes all",
        _shape(fits=lambda left, right: True),
        "You never look at the inner sizes, so whatever comes gets an answer. A row of three "
        "can't be paired with a column of four; compare the two before you promise a product.",
    ),
    Misconception(
        "refused without a word",
        _shape(refuse=_silent),
        "You know which two sizes disagree, and you keep it to yourself. A sentence in the "
        "brackets after ValueError is all that is missing.",
    ),
    Misconception(
        "inner for outer",
        _shape(result=lambda left, right: (left[1], right[0])),
        "You return the two sizes in the middle. They have to agree, and then they are gone; "
        "what is left stands on the outside.",
    ),
    Misconception(
        "changed places",
        _shape(result=lambda left, right: (right[1], left[0])),
        "The right two sizes, the wrong way round. The rows of the product come from the left "
        "array, its columns from the right one.",
    ),
    Misconception(
        "shape of the left",
        _shape(result=lambda left, right: left),
        "You return the left shape as it was. The product has its rows, and as many columns as "
        "the right array has: one for each neuron.",
    ),
    Misconception(
        "outer sizes compared",
        _shape(fits=lambda left, right: left[0] == right[1]),
        "You compare the first size with the last one. Write the shapes next to each other: the "
        "two that touch are the ones that have to agree.",
    ),
    Misconception(
        "rows compared",
        _shape(fits=lambda left, right: left[0] == right[0]),
        "You compare rows with rows. In a product a row of the left array runs down a column of "
        "the right one. How long is that row, and how tall that column?",
    ),
    Misconception(
        "columns compared",
        _shape(fits=lambda left, right: left[1] == right[1]),
        "You compare columns with columns. In a product a row of the left array runs down a "
        "column of the right one, and the height of a column is a number of rows.",
    ),
    Misconception(
        "equal shapes wanted",
        _shape(fits=lambda left, right: left == right),
        "You ask for two equal shapes. That is the rule of `*`, which pairs entry with entry. "
        "`@` asks less: only two of the four sizes have to agree.",
    ),
    Misconception(
        "nothing returned",
        _shape(refuse=lambda: None),
        "Where they don't fit, your function comes back with None. A `print` is read by people. "
        "The line that called it reads nothing, and goes on with None; it has to be stopped.",
    ),
    Misconception(
        "complaint returned",
        _shape(refuse=lambda: "They do not fit."),
        "You hand the complaint back as the result, and whoever called takes the text for a "
        "shape. An error is raised, not returned.",
    ),
    Misconception(
        "error returned",
        _shape(refuse=lambda: ValueError("They do not fit.")),
        "You made a ValueError and handed it back like any other value, so nothing stops. It "
        "has to be thrown: the word for that is `raise`.",
    ),
    Misconception(
        "assert for raise",
        _shape(refuse=_assert),
        "It stops, with an AssertionError. An `assert` is for what you are sure of yourself, and "
        "Python can be told to skip it. For what others hand you, raise a ValueError.",
    ),
)


def _overwrites_prediction(y_hat, y):
    y_hat -= y.reshape(-1, 1)
    return y_hat


DIFFERENCES = (
    Misconception(
        "grown to a grid",
        lambda y_hat, y: y_hat - y,
        "NumPy reads a flat y as one row, and a column minus a row is a grid: every prediction "
        "minus every score. Stand y up before you subtract. If you did: `reshape` leaves y "
        "itself lying, so keep what comes out of it.",
    ),
    Misconception(
        "scores laid on their side",
        lambda y_hat, y: y_hat - y.T,
        "Your scores lie on their side, and a column minus a row is a grid. (`.T` does that to "
        "a column, and nothing at all to a flat array.) Both have to stand.",
    ),
    Misconception(
        "predictions laid on their side",
        lambda y_hat, y: y_hat.T - y,
        "You laid the predictions on their side to meet a flat y. What comes out lies on its "
        "side too, and a y that stands makes a grid of it. Bring y to y_hat's shape instead.",
    ),
    Misconception(
        "a new axis every time",
        lambda y_hat, y: y_hat - y[:, None],
        "A flat y stands up that way. But a y that stands already gets a third axis, and the "
        "differences become a block. The same step has to work for both.",
    ),
    Misconception(
        "all flat",
        lambda y_hat, y: y_hat.ravel() - y.ravel(),
        "The numbers are right, and they lie flat. A column was asked for, (n, 1): the next "
        "line will subtract something again, and the trap would be set once more.",
    ),
    Misconception(
        "predictions laid flat",
        lambda y_hat, y: y_hat.ravel() - y,
        "You laid the predictions flat. That goes well with a flat y, and with a y that stands "
        "it is the old trap the other way round: a row and a column. Bend y, not y_hat.",
    ),
    Misconception(
        "the diagonal",
        lambda y_hat, y: np.diag(y_hat - y),
        "You built the whole grid and read its diagonal. With a flat y those are the right "
        "numbers, lying flat; a y that stands gives no grid to read. See that it never grows.",
    ),
    Misconception(
        "turned round",
        lambda y_hat, y: y.reshape(-1, 1) - y_hat,
        "Every sign is turned round. The difference is the prediction minus the score, so a "
        "network that said too much gets a positive number.",
    ),
    Misconception(
        "signs lost",
        lambda y_hat, y: np.abs(y_hat - y.reshape(-1, 1)),
        "You kept how far off it was and lost the direction. Too high is positive, too low is "
        "negative; a network needs to know which.",
    ),
    Misconception(
        "squared already",
        lambda y_hat, y: (y_hat - y.reshape(-1, 1)) ** 2,
        "These are the squares. The loss will want them; here the plain difference was asked for.",
    ),
    Misconception(
        "prediction overwritten",
        _overwrites_prediction,
        "The numbers are right, and y_hat is gone: `-=` wrote the differences into it. Give them "
        "a name of their own.",
    ),
)

"""Slips in the confusion matrix, and in one step of training for a layer that sorts.

Shapes: X (n, d_in), W (d_in, k), b (k,); logits, P, Y and dZ (n, k); y and y_hat (n, 1).
"""

import numpy as np

from course.checks.answers import Misconception


def _one_hot(y, k):
    return np.eye(k)[y[:, 0]]  # (n, k)


def _table(y_hat, y, k):
    return _one_hot(y, k).T @ _one_hot(y_hat, k)  # (k, k)


def _once_each(y_hat, y, k):
    table = np.zeros((k, k))
    table[y[:, 0], y_hat[:, 0]] += 1
    return table


def _first_only(y_hat, y, k):
    table = np.zeros((k, k))
    for true, said in zip(y[:, 0], y_hat[:, 0], strict=True):
        table[true, said] += 1
        return table


def _first_k(y_hat, y, k):
    table = np.zeros((k, k))
    for i in range(k):
        table[y[i, 0], y_hat[i, 0]] += 1
    return table


def _all_pairs(y_hat, y, k):
    grid = [[(y == i) & (y_hat[:, 0] == j) for j in range(k)] for i in range(k)]
    return np.sum(grid, axis=(2, 3))


def _by_class(y_hat, y, k):
    table = _table(y_hat, y, k)
    return table / table.sum(axis=1, keepdims=True)


CONFUSION_MATRIX = (
    Misconception(
        "turned on its side",
        lambda y_hat, y, k: _table(y, y_hat, k),
        "Your rows are what was said and your columns are what is true. The diagonal is right, "
        "and everybody is accused of the wrong mistake. In this book the truth is down the side. "
        "(The arguments come in the other order: first what was said.)",
    ),
    Misconception(
        "repeats lost",
        _once_each,
        "No entry of yours is above 1, however often a pair occurs. `+= 1` on a whole list of "
        "places reads them all first and writes afterwards, so a pair that comes three times is "
        "written three times with the same 1. Tables of True and False, multiplied with `@`, lose "
        "their repeats as well. Take the bottles one by one, or multiply numbers.",
    ),
    Misconception(
        "k from the data",
        lambda y_hat, y, k: _table(y_hat, y, max(y.max(), y_hat.max()) + 1),
        "Your table is as large as the largest label that turned up. A class that nobody has and "
        "nobody names keeps its row and its column, full of zeros. How many classes there are, k "
        "tells you.",
    ),
    Misconception(
        "shares of all",
        lambda y_hat, y, k: _table(y_hat, y, k) / len(y),
        "You divided by the number of bottles. Counts are wanted: 4 of 53 is something that you "
        "can go and look at.",
    ),
    Misconception(
        "shares of each class",
        _by_class,
        "You made each row add up to one. People do, and then nobody sees that a class had three "
        "bottles. And a class without any gives 0 / 0. Here the counts themselves are wanted.",
    ),
    Misconception(
        "hits alone",
        lambda y_hat, y, k: np.diag(np.diag(_table(y_hat, y, k))),
        "Only the diagonal is filled. Those are the bottles that it got right, and the table is "
        "there for the others. What is in row i and column j when i and j differ?",
    ),
    Misconception(
        "mistakes alone",
        lambda y_hat, y, k: _table(y_hat, y, k) * (1 - np.eye(k)),
        "The diagonal is empty. The bottles that it got right are counted too: class i that was "
        "called i. All the entries together should be as many as there are bottles.",
    ),
    Misconception(
        "labels counted from one",
        lambda y_hat, y, k: _table(y_hat - 1, y - 1, k),
        "Everything sits one row too high and one column too far left, and class 0 has gone round "
        "to the end. Labels are counted from 0, so they are the places as they are.",
    ),
    Misconception(
        "a grid of all pairs",
        _all_pairs,
        "One of the two arrays was laid flat and the other was a column, so every truth met every "
        "answer, of whatever bottle. Your entries add up to n times n. Only the truth and the "
        "answer for the same bottle make a pair.",
    ),
    Misconception(
        "bottles against bottles",
        lambda y_hat, y, k: _one_hot(y, k) @ _one_hot(y_hat, k).T,
        "The wrong one lies down. You have a row and a column for each bottle, and what met in "
        "the middle were the classes. The bottles should meet there, and be added up.",
    ),
    Misconception(
        "star for at",
        lambda y_hat, y, k: _one_hot(y, k).T * _one_hot(y_hat, k),
        "`*` multiplies entry by entry and adds nothing up. The bottles have to be added up, and "
        "that is the matrix product.",
    ),
    Misconception(
        "as many bottles as classes",
        _first_k,
        "Your loop goes round k times, once for each class, and looks at the first k bottles. It "
        "is the bottles that you walk along. How many are there?",
    ),
    Misconception(
        "return inside the loop",
        _first_only,
        "One bottle was counted and then you were done. A `return` inside the loop ends the "
        "function on the first trip round; look at how far yours is indented.",
    ),
)


def _softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))  # (n, k)
    return e / e.sum(axis=1, keepdims=True)


def _bare(z):
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)  # (n, k)


def _step(
    forward=lambda X, W, b: X @ W + b,
    chances=_softmax,
    blame=lambda P, Y: (P - Y) / len(Y),
    weights=lambda X, dZ: X.T @ dZ,
    bias=lambda dZ: dZ.sum(axis=0),
    move=lambda W, b, dW, db, rate: (W - rate * dW, b - rate * db),
):
    """A `training_step` with one of its steps exchanged."""

    def training_step(X, y, W, b, learning_rate):
        P = chances(forward(X, W, b))  # (n, k)
        dZ = blame(P, np.eye(len(b))[y[:, 0]])  # (n, k)
        return move(W, b, weights(X, dZ), bias(dZ), learning_rate)

    return training_step


_right = _step()


def _in_place(W, b, dW, db, rate):
    W -= rate * dW
    b -= rate * db
    return W, b


def _twice_forward(X, y, W, b, learning_rate):
    W_new, _ = _right(X, y, W, b, learning_rate)
    return W_new, _right(X, y, W_new, b, learning_rate)[1]


TRAINING_STEP = (
    Misconception(
        "uphill",
        _step(move=lambda W, b, dW, db, rate: (W + rate * dW, b + rate * db)),
        "You went uphill. A slope says which way the loss rises, and you would like the other "
        "way. Either a sign in the update is turned, or the blame is true minus said.",
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
        "That is how far to go, and in the right direction. Go there, from where W and b are now.",
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
        "The logits were made without b. You move it afterwards, and it never had a say.",
    ),
    Misconception(
        "b left where it was",
        _step(bias=lambda dZ: 0),
        "b came back as it went in. Either nobody moved it, or you moved it by the sum of all of "
        "dZ. That sum is always 0, because each row of dZ adds up to 0. Each class has a bias of "
        "its own, so each needs a sum of its own.",
    ),
    Misconception(
        "b summed along the rows",
        _step(bias=lambda dZ: dZ.sum(axis=1)),
        "You added up each row of dZ. That gives one number for each bottle, and it is always 0: "
        "what one class gains, the others pay. A bias served every bottle, so go down its column.",
    ),
    Misconception(
        "b averaged",
        _step(bias=lambda dZ: dZ.mean(axis=0)),
        "You took the mean of each column for b. dZ has been divided by n already, where the mean "
        "over the bottles came in. From there on you add.",
    ),
    Misconception(
        "b as a row",
        _step(bias=lambda dZ: dZ.sum(axis=0, keepdims=True)),
        "The numbers are right and b has grown a dimension. It went in flat, (k,), and it has to "
        "come out as it went in: this is one sum that should not keep its dimensions.",
    ),
    Misconception(
        "divided by n twice",
        _step(blame=lambda P, Y: (P - Y) / len(Y) ** 2),
        "Your steps are too short by the size of the batch: the blame was divided by n twice. "
        "cross_entropy_grad has done it once, and once is what a mean asks for.",
    ),
    Misconception(
        "undivided",
        _step(blame=lambda P, Y: P - Y),
        "Your steps are too long by the size of the batch. The loss is a mean over the bottles, "
        "so somewhere the blame has to be divided by how many there are.",
    ),
    Misconception(
        "divided by every entry",
        _step(blame=lambda P, Y: (P - Y) / P.size),
        "Your steps are too short by the number of classes: the blame was divided by the number "
        "of entries. Each bottle has one surprise, and the mean is over the bottles.",
    ),
    Misconception(
        "target forgotten",
        _step(blame=lambda P, Y: P / len(Y)),
        "The labels were never asked. You passed back the chances themselves, so every class is "
        "pushed down, the right one with the others.",
    ),
    Misconception(
        "softmax twice",
        _step(chances=lambda z: _softmax(_softmax(z))),
        "The softmax was done twice. You made chances and handed them to cross_entropy_grad, "
        "which wants logits and does the softmax itself. It will learn something all the same, "
        "slowly, and that is what makes it hard to find.",
    ),
    Misconception(
        "softmax forgotten",
        _step(chances=lambda z: z),
        "There is no softmax in it: the target was taken away from the logits. What was said, "
        "minus what is true, is about chances.",
    ),
    Misconception(
        "exp out of its depth",
        _step(chances=_bare),
        "Logits of 1000 are too much for exp, and those of -1000 too little. The cure is the same "
        "as in cross_entropy_grad, and if you call that, it is where the cure belongs.",
    ),
    Misconception(
        "dW on its side",
        _step(weights=lambda X, dZ: dZ.T @ X),
        "Your dW has a row for each class. W has a row for each thing that goes in, and a slope "
        "has the shape of what it is the slope of. On a square W it runs without a word.",
    ),
    Misconception(
        "b before W",
        _step(move=lambda W, b, dW, db, rate: (b - rate * db, W - rate * dW)),
        "Both are right, and they come back in the wrong order: first W, then b.",
    ),
    Misconception(
        "second look after the first update",
        _twice_forward,
        "W is right, and b was moved by what the new W says. Both slopes belong to one place, "
        "the one that you started from. Find them both, then move.",
    ),
)

"""Slips in writing classes as rows, and in counting how often a network is right.

Shapes: y (n, 1) with class numbers from 0 to k - 1; Y and P (n, k).
"""

import numpy as np

from course.checks.answers import Misconception


def _one_hot(y, k):
    return np.eye(k)[y[:, 0]]  # (n, k)


def _written(fill):
    """A `one_hot` that starts from zeros and fills in ones, by `fill(Y, y)`."""

    def one_hot(y, k):
        Y = np.zeros((len(y), k))  # (n, k)
        fill(Y, y[:, 0])
        return Y

    return one_hot


def _every_label(Y, labels):
    Y[:, labels] = 1


def _label_for_one(Y, labels):
    Y[np.arange(len(Y)), labels] = labels


ONE_HOT = (
    Misconception(
        "columns for rows",
        lambda y, k: _one_hot(y, k).T,
        "Your table lies on its side. A bottle is a row here, as everywhere in this book, and the "
        "classes are the columns.",
    ),
    Misconception(
        "k from the data",
        lambda y, k: _one_hot(y, y.max() + 1),
        "You took the number of classes from the largest label in y. These bottles need not have "
        "every cultivar among them. How many there could be, k tells you.",
    ),
    Misconception(
        "only the classes that occur",
        lambda y, k: (y == np.unique(y)).astype(float),
        "Your table has a column for each class that turned up. A class that nobody has keeps its "
        "place all the same, or the columns after it mean something else in every batch.",
    ),
    Misconception(
        "labels counted from one",
        lambda y, k: np.eye(k)[y[:, 0] - 1],
        "Each 1 stands one place too far left, and class 0 has landed in the last column. Labels "
        "are counted from 0, as Python counts, so there is nothing to take off.",
    ),
    Misconception(
        "nothing picked from the square",
        lambda y, k: np.eye(k),
        "That is the square with ones down its diagonal, and y was never asked. The square holds "
        "one row for each class; the labels say which row each bottle gets.",
    ),
    Misconception(
        "a diagonal down the bottles",
        lambda y, k: np.eye(len(y), k),
        "The shape is right and the ones run down a diagonal: the first bottle got class 0, the "
        "second class 1, whatever y says. It is the label that decides, not the place in the "
        "queue.",
    ),
    Misconception(
        "one dimension too many",
        lambda y, k: np.eye(k)[y],
        "You picked with the whole column. Each label sits in a row of its own, so each pick came "
        "back in a box of its own, and there are three dimensions. Take the labels out of their "
        "column first, then pick.",
    ),
    Misconception(
        "every label in every row",
        _written(_every_label),
        "A colon means all the rows, so every bottle got a 1 for every label in the batch. You "
        "want pairs: the first row with the first label, the second with the second.",
    ),
    Misconception(
        "labels laid flat",
        lambda y, k: (y[:, 0] == np.arange(k)).astype(float),
        "You held flat labels against flat class numbers, so the first label met class 0, the "
        "second class 1, and so on. Every label has to meet every class: the labels down the "
        "side, the classes along the top.",
    ),
    Misconception(
        "the label in place of one",
        _written(_label_for_one),
        "The place is right, and what you wrote there is the label. A 2 is not twice a 1 here: "
        "the place alone says the class, and every hot wire is equally hot.",
    ),
)


def _hits(P, y):
    return P.argmax(axis=1, keepdims=True) == y  # (n, 1); a grid if y is flat


def _right_chance(P, y):
    return np.take_along_axis(P, y, axis=1)  # (n, 1)


def _refuse(*words):
    raise ValueError(*words)


def _accuracy(share, otherwise=lambda: _refuse("y is flat")):
    """An `accuracy` with its counting exchanged, or what it does about a flat y."""
    return lambda P, y: share(P, y) if y.ndim == 2 else otherwise()


def _last_largest(P, y):
    k = P.shape[1]
    return np.mean(k - 1 - P[:, ::-1].argmax(axis=1, keepdims=True) == y)


def _asserts(P, y):
    assert y.ndim == 2
    return np.mean(_hits(P, y))


def _entries(P, y):
    k = P.shape[1]
    return np.mean(_one_hot(P.argmax(axis=1)[:, None], k) == _one_hot(y, k))


ACCURACY = (
    Misconception(
        "percent",
        _accuracy(lambda P, y: 100 * np.mean(_hits(P, y))),
        "You counted in hundredths. Percent are for people; a share goes from 0 to 1.",
    ),
    Misconception(
        "how many in place of how often",
        _accuracy(lambda P, y: np.sum(_hits(P, y))),
        "That is the number of bottles that it got right. Is 40 good? Of 53 perhaps, of 1,000 "
        "hardly. Say what part of all the rows it is.",
    ),
    Misconception(
        "how often wrong",
        _accuracy(lambda P, y: np.mean(~_hits(P, y))),
        "That is how often it is wrong. A network that makes no mistake would get a 0 from you.",
    ),
    Misconception(
        "a grid of all pairs",
        _accuracy(lambda P, y: np.mean(P.argmax(axis=1) == y)),
        "Your answers came out flat, (n,), and y is a column, (n, 1). `==` held every answer "
        "against every truth and made a grid. Keep the answers in a column, or lay both flat: "
        "the same shape on either side.",
    ),
    Misconception(
        "favourite of each column",
        _accuracy(lambda P, y: np.mean(P.argmax(axis=0) == y)),
        "You went down the columns, and found the bottle that looks most like each cultivar. Here "
        "each bottle asks which cultivar it looks like. In which direction do the classes stand?",
    ),
    Misconception(
        "max for argmax",
        _accuracy(lambda P, y: np.mean(P.max(axis=1, keepdims=True) == y)),
        "You compared the largest chance with the label. One is a chance and the other a place. "
        "You want to know where in the row the largest stands, not how large it is.",
    ),
    Misconception(
        "mean chance",
        _accuracy(lambda P, y: np.mean(_right_chance(P, y))),
        "That is the mean of the chances that the right classes were given. It says how sure the "
        "network was. Here a row counts as right or as wrong, with nothing between.",
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
        "You counted the columns from one and the labels count from zero, so every answer is held "
        "against its neighbour. Both begin at 0, as they are.",
    ),
    Misconception(
        "entries compared",
        _accuracy(_entries),
        "You compared tables of ones and zeros, entry by entry. Most entries are zeros, and zeros "
        "agree without knowing anything. A bottle is right as a whole row, or it is not.",
    ),
    Misconception(
        "last largest wins",
        _accuracy(_last_largest),
        "Where two chances are equal, you let the last one win. Somebody has to, and in this "
        "course it is the first, as with NumPy's own `argmax`.",
    ),
    Misconception(
        "every largest wins",
        _accuracy(lambda P, y: np.mean(_right_chance(P, y) == P.max(axis=1, keepdims=True))),
        "You asked whether the right class has the largest chance, and where two are equal both "
        "have. A network that gives every class the same would always be right. It may answer "
        "with one class only, and that is the first of the largest.",
    ),
    Misconception(
        "flat y taken",
        lambda P, y: np.mean(_hits(P, y)),
        "A flat y went in and a number came out. NumPy held every answer against every truth, and "
        "the mean of that grid looks like any other accuracy. Ask y for its shape before you "
        "compare.",
    ),
    Misconception(
        "mended in silence",
        lambda P, y: np.mean(_hits(P, y.reshape(-1, 1))),
        "Your number is right even for a flat y, because you put it right and said nothing. That "
        "is kind. It also lets the flat y travel on to the next function, which may be less so. "
        "Here whoever calls should hear of it.",
    ),
    Misconception(
        "refused without a word",
        _accuracy(lambda P, y: np.mean(_hits(P, y)), otherwise=_refuse),
        "Put y's shape into the message. `(53,)` says more at a glance than a page about columns.",
    ),
    Misconception(
        "assert for raise",
        _asserts,
        "You noticed, and stopped with an `assert`. That is a note to yourself, and Python can be "
        "told to skip it. For whoever calls you there is `raise ValueError(...)`.",
    ),
    Misconception(
        "second size asked of a flat y",
        lambda P, y: np.mean(_hits(P, y)) if y.shape[1] == 1 else _refuse("y is no column"),
        "You asked for `y.shape[1]`, and a flat y has no second size. So it stops all the same, "
        "with an IndexError that explains nothing, before it comes to your message.",
    ),
    Misconception(
        "printed for raised",
        _accuracy(lambda P, y: np.mean(_hits(P, y)), otherwise=lambda: None),
        "You noticed, and went on: the caller got None. A printed line scrolls away; raising "
        "stops whoever would compute with it.",
    ),
    Misconception(
        "returned for raised",
        _accuracy(lambda P, y: np.mean(_hits(P, y)), otherwise=lambda: ValueError("y is flat")),
        "You made the ValueError and handed it back like any other value, so nobody has to look "
        "at it. `raise` is the word that stops things.",
    ),
)

"""The answer `one_hot`: each bottle's class as a row of zeros with a single 1.

Shapes: y (n, 1) with class numbers from 0 to k - 1; Y (n, k).
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.classification.labels import column, drawn_labels, fixed
from reference_impl import losses

EVERY_CLASS = (
    fixed("3 bottles, 3 classes", column(2, 0, 1), 3),
    Case("5 bottles, 3 classes", lambda rng: (drawn_labels(rng, 5, 3), 3)),
    Case("7 bottles, 5 classes", lambda rng: (drawn_labels(rng, 7, 5), 5)),
)
MISSING_CLASSES = (
    fixed("one bottle, 4 classes", column(2), 4),
    fixed("no bottle of class 1", column(2, 0), 3),
    fixed("no bottle of the last class", column(0, 1, 0), 3),
    fixed("only the last class", column(3, 3, 3), 4),
    Case("neither of the last two", lambda rng: (drawn_labels(rng, 5, 3), 5)),
    Case("neither the first nor the last", lambda rng: (1 + drawn_labels(rng, 5, 3), 5)),
)


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


MISCONCEPTIONS = (
    Misconception(
        "columns for rows",
        lambda y, k: losses.one_hot(y, k).T,
        "Your table is on its side. A bottle is a row here, as everywhere in this book, and the "
        "classes are the columns.",
    ),
    Misconception(
        "k from the data",
        lambda y, k: losses.one_hot(y, y.max() + 1),
        "You took the number of classes from the largest label in y. These bottles need not have "
        "every cultivar among them. The number of possible classes is k.",
    ),
    Misconception(
        "only the classes that occur",
        lambda y, k: (y == np.unique(y)).astype(float),
        "Your table has a column for each class that turned up. A class that no bottle has still "
        "keeps its place, or the columns after it mean something else in every batch.",
    ),
    Misconception(
        "three classes for ever",
        lambda y, k: np.eye(3)[y[:, 0]],
        "You wrote three columns, which is right for the three cultivars of the chapter. The next "
        "table may have five classes, and k says how many.",
    ),
    Misconception(
        "labels counted from one",
        lambda y, k: np.eye(k)[y[:, 0] - 1],
        "Each 1 is one place too far left, and class 0 is in the last column. Labels are counted "
        "from 0, as Python counts, so there is nothing to take off.",
    ),
    Misconception(
        "nothing picked from the square",
        lambda y, k: np.eye(k),
        "That is the square with ones down its diagonal, and y was never used. The square holds "
        "one row for each class; the labels say which row each bottle gets.",
    ),
    Misconception(
        "a diagonal down the bottles",
        lambda y, k: np.eye(len(y), k),
        "The shape is right and the ones run down a diagonal: the first bottle got class 0, the "
        "second class 1, whatever y says. It is the label that decides, not the bottle's place in "
        "the batch.",
    ),
    Misconception(
        "one dimension too many",
        lambda y, k: np.eye(k)[y],
        "You picked with the whole column. Each label is in a row of its own, so each pick came "
        "back as a table of its own, and there are three dimensions. Take the labels out of their "
        "column first, then pick.",
    ),
    Misconception(
        "every label in every row",
        _written(_every_label),
        "Every bottle got a 1 for every label in the batch. That is what `Y[:, labels]` does, "
        "since the colon means all the rows, and `Y[i, y]` in a loop, since `y` holds all the "
        "labels. Each row wants its own label: the first row the first one, and so on.",
    ),
    Misconception(
        "labels made flat",
        lambda y, k: (y[:, 0] == np.arange(k)).astype(float),
        "You compared flat labels with flat class numbers, so the first label met class 0, the "
        "second class 1, and so on. Every label has to meet every class: the labels down the "
        "side, the classes along the top.",
    ),
    Misconception(
        "the label in place of one",
        _written(_label_for_one),
        "The place is right, and what you wrote there is the label. A 2 is not twice a 1 here: "
        "the place alone says the class, and the entry there is always 1.",
    ),
)

ONE_HOT = Answer(
    name="one_hot",
    inputs=("y", "k"),
    outputs=("Y",),
    reference=losses.one_hot,
    parts=(
        Part("every class", points=1, outputs=("Y",), cases=EVERY_CLASS),
        Part("missing classes", points=1, outputs=("Y",), cases=MISSING_CLASSES),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Give each bottle a row of zeros with a 1 in the place of its class.",
)

"""Columns with a mean of 0 and a spread of 1, by the mean and spread of the training rows.

Shapes: train (n, d), test (m, d).
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.debugging.isolation import centred, same_rows
from course.checks.debugging.todo import COPY
from course.checks.inputs import normal
from reference_impl import data, example

FOUR_CENTRED = example.X4 - example.X4.mean(axis=0)  # (4, 2)
MORE = np.array([[3.0, 1.0]])  # (1, 2)


def _by(centre_from, spread_from=None):
    """A `standardise` that learns from other rows than it should."""

    def standardise(train, test):
        centre = centre_from(train, test).mean(axis=0)
        spread = (spread_from or centre_from)(train, test).std(axis=0)
        return (train - centre) / spread, (test - centre) / spread

    return standardise


def _all_rows(train, test):
    return np.vstack([train, test])


def _in_place(*, copied=()):
    """A `standardise` that shifts what it was given, but for those that it copied."""

    def standardise(train, test):
        centre, spread = train.mean(axis=0), train.std(axis=0)
        train = train.copy() if "train" in copied else train
        for table in (train, test):
            table -= centre
        return train / spread, test / spread

    return standardise


def _each_by_itself(train, test):
    return tuple((table - table.mean(axis=0)) / table.std(axis=0) for table in (train, test))


MISCONCEPTIONS = (
    Misconception(
        "all rows",
        _by(_all_rows),
        "The training rows come out differently when only the test rows change. So something was "
        "learnt from rows that must not be used yet.",
    ),
    Misconception(
        "changed in place",
        _in_place(),
        "The numbers here are right, and both tables of the caller have been shifted. Standardise "
        "them a second time to see it. `-=` writes into the array itself.",
    ),
    Misconception(
        "half a leak",
        _by(lambda train, test: train, _all_rows),
        "The centre is taken from the training rows now. The spread still comes from all the rows.",
    ),
    Misconception(
        "learnt from the test rows",
        _by(lambda train, test: test),
        "The mean and the spread come from the test rows alone now. Those are the rows that must "
        "not be used.",
    ),
    Misconception(
        "each by its own mean and spread",
        _each_by_itself,
        "The test rows have a mean and a spread of their own, so the same bottle gives different "
        "numbers in the two tables. Both tables take those of the training rows.",
    ),
    Misconception(
        "each by its own centre",
        lambda train, test: tuple(
            (table - table.mean(axis=0)) / train.std(axis=0) for table in (train, test)
        ),
        "Both tables are divided by the spread of the training rows, and from each its own centre "
        "was subtracted. The centre comes from the training rows too.",
    ),
    Misconception(
        "centred and thrown away",
        lambda train, test: (train / train.std(axis=0), test / train.std(axis=0)),
        "Nothing is centred. In a loop, `table = table - centre` gives the name `table` to a new "
        "array, and in the next round it is forgotten; train and test do not change.",
    ),
    Misconception(
        "test not centred",
        lambda train, test: (
            (train - train.mean(axis=0)) / train.std(axis=0),
            test / train.std(axis=0),
        ),
        "The training rows are right. The test rows are divided, and the centre was not "
        "subtracted from them.",
    ),
    Misconception(
        "test still changed",
        _in_place(copied=("train",)),
        "One of the two tables is safe now. The other one is still shifted in place.",
    ),
)

STANDARDISE = Answer(
    name="standardise",
    inputs=("train", "test"),
    outputs=("new_train", "new_test"),
    reference=data.standardize,
    parts=(
        Part(
            "left alone",
            points=1,
            outputs=("new_train", "new_test"),
            cases=(
                Case("the four bottles, twice", lambda rng: (example.X4, example.X4)),
                same_rows(3, 3),
                same_rows(5, 4),
                same_rows(9, 7, normal),
            ),
        ),
        Part(
            "training rows alone",
            points=1,
            outputs=("new_train", "new_test"),
            cases=(
                Case("the four bottles, centred, and one more", lambda rng: (FOUR_CENTRED, MORE)),
                centred(3, 3, 3),
                centred(5, 3, 4),
                centred(9, 7, 5, normal),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo=COPY.format("standardise"),
)

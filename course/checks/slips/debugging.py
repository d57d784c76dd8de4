"""Slips in mending a broken program: bugs left in, and what goes wrong while mending them.

Each function is the right one with some of its steps exchanged. Shapes: X (n, d_in), y (n, d_out),
train (n, d), test (m, d), W1 (d_in, hidden), b1 (hidden,), W2 (hidden, d_out), b2 (d_out,).
"""

import numpy as np

from course.checks.answers import Misconception

# --- standardise ---


def _by(centre_from, spread_from=None):
    """A `standardise` that learns its ruler from other rows than it should."""

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


STANDARDISE = (
    Misconception(
        "all rows",
        _by(_all_rows),
        "The training rows come out differently when only the test rows change. So something "
        "was learnt from rows that nobody may look at yet.",
    ),
    Misconception(
        "changed in place",
        _in_place(),
        "The numbers here are right, and both tables of the caller have been shifted. Standardise "
        "them a second time, and see. `-=` writes into the array itself.",
    ),
    Misconception(
        "half a leak",
        _by(lambda train, test: train, _all_rows),
        "The centre is learnt from the training rows now. The spread still looks at all of them.",
    ),
    Misconception(
        "learnt from the test rows",
        _by(lambda train, test: test),
        "The ruler comes from the test rows alone now. Those are the ones to keep away from.",
    ),
    Misconception(
        "each by its own ruler",
        _each_by_itself,
        "The test rows are measured with a ruler of their own, so the same bottle gives different "
        "numbers in the two tables. There is one ruler, and the training rows make it.",
    ),
    Misconception(
        "centred and thrown away",
        lambda train, test: (train / train.std(axis=0), test / train.std(axis=0)),
        "Nothing is centred. In a loop, `table = table - centre` gives the name `table` to a new "
        "array, and at the next turn it is forgotten; train and test never hear of it.",
    ),
    Misconception(
        "test not centred",
        lambda train, test: (
            (train - train.mean(axis=0)) / train.std(axis=0),
            test / train.std(axis=0),
        ),
        "The training rows are right. The test rows are divided, and nobody has taken the centre "
        "off them.",
    ),
    Misconception(
        "test still changed",
        _in_place(copied=("train",)),
        "One of the two tables is safe now. The other is still shifted under its owner's hands.",
    ),
)

# --- start ---


def _start(spread_1=None, spread_2=None, W2_shape=None, b2_shape=None, pot=False):
    """A `start` with one of its choices exchanged; each gets d_in, hidden, d_out."""
    spread_1 = spread_1 or (lambda d_in, hidden, d_out: np.sqrt(2 / d_in))
    spread_2 = spread_2 or (lambda d_in, hidden, d_out: np.sqrt(2 / hidden))
    W2_shape = W2_shape or (lambda d_in, hidden, d_out: (hidden, d_out))
    b2_shape = b2_shape or (lambda d_in, hidden, d_out: d_out)

    def start(d_in, hidden, d_out, rng):
        sizes = d_in, hidden, d_out
        draw = np.random.normal if pot else rng.normal
        return {
            "W1": draw(0, spread_1(*sizes), (d_in, hidden)),
            "W2": draw(0, spread_2(*sizes), W2_shape(*sizes)),
            "b1": np.zeros(hidden),
            "b2": np.zeros(b2_shape(*sizes)),
        }

    return start


START = (
    Misconception(
        "a spread called seed",
        _start(lambda *sizes: 0.005, lambda *sizes: 0.005),
        "Every weight is close to 0, whatever the sizes. A number called `seed` seeds nothing "
        "here: it is the spread. He's rule works the spread out, for each layer anew.",
    ),
    Misconception(
        "W2 square",
        _start(W2_shape=lambda d_in, hidden, d_out: (hidden, hidden)),
        "W2 gives a number for each hidden neuron. What should come out of the last layer, and "
        "how many of them?",
    ),
    Misconception(
        "b2 with a row for each neuron",
        _start(b2_shape=lambda d_in, hidden, d_out: (hidden, d_out)),
        "b2 has the shape of a weight matrix. A bias vector has one number for each neuron of "
        "its own layer, and is flat.",
    ),
    Misconception(
        "b2 as long as b1",
        _start(b2_shape=lambda d_in, hidden, d_out: hidden),
        "b2 has a number for each hidden neuron. It is added to what the last layer gives out.",
    ),
    Misconception(
        "b2 as a row",
        _start(b2_shape=lambda d_in, hidden, d_out: (1, d_out)),
        "The numbers are right. b2 is a matrix with one row, and a bias is flat in this course.",
    ),
    Misconception(
        "W2 lying down",
        _start(W2_shape=lambda d_in, hidden, d_out: (d_out, hidden)),
        "W2 has its rows and columns the wrong way round. Rows belong to what comes in.",
    ),
    Misconception(
        "one spread for both",
        _start(spread_2=lambda d_in, hidden, d_out: np.sqrt(2 / d_in)),
        "W1 is right. W2 got the same spread, but other numbers come in there, and He's rule "
        "counts those.",
    ),
    Misconception(
        "spread by what goes out",
        _start(
            lambda d_in, hidden, d_out: np.sqrt(2 / hidden),
            lambda d_in, hidden, d_out: np.sqrt(2 / d_out),
        ),
        "You counted what goes out of each layer. He's rule counts what comes in, because that "
        "is what a neuron adds up.",
    ),
    Misconception(
        "no root",
        _start(lambda d_in, *rest: 2 / d_in, lambda d_in, hidden, d_out: 2 / hidden),
        "That is He's number before its square root is taken. rng.normal asks for the spread, "
        "not for its square.",
    ),
    Misconception(
        "1 for the 2",
        _start(
            lambda d_in, *rest: np.sqrt(1 / d_in), lambda d_in, hidden, d_out: np.sqrt(1 / hidden)
        ),
        "Half of the rule is there. A ReLU turns about half of what it sees into zero, and He's "
        "rule makes up for that half.",
    ),
    Misconception(
        "the common pot",
        _start(pot=True),
        "The weights are drawn from np.random, so no two runs agree. The broken program had this "
        "right: it asks the generator that it is given.",
    ),
)

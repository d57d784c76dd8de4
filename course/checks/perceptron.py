"""The perceptron assignment: what is right, which mistakes are known, what they are worth.

Shapes: X (n, d), x (1, d), y (n, 1) or one number, w (d, 1), b (1,); labels are -1 and +1.
"""

import numpy as np

from course.checks.answers import Answer, Assignment, Case, Part, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.inputs import normal
from course.checks.slips.perceptron import PREDICT, STAIR_LAMP, UPDATE
from course.checks.slips.perceptron_2 import TRAIN
from reference_impl import perceptron


def column(*numbers):
    return np.array(numbers, dtype=float)[:, None]


BOTTLES = np.array([[2.0, 1], [1, 4], [0, 2], [3, 2]])  # (4, 2): A, B, C, D
VERDICTS = column(1, -1, -1, 1)  # (4, 1)
SETTINGS = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])  # (4, 2)
ON = column(-1, 1, 1, -1)  # (4, 1)
NOTHING = np.zeros((2, 1)), np.zeros(1)  # the neuron that knows nothing


def marks(rng, *shape):
    """Whole numbers from -4 to 4, none of them zero: their sums are exact."""
    return rng.integers(1, 5, shape) * rng.choice([-1.0, 1.0], shape)


def drawn_until(fits, draw):
    """A function of rng: the first draw(rng) of which fits(*it) is true."""

    def drawn(rng):
        while not fits(*(found := draw(rng))):
            pass
        return found

    return drawn


def bias_matters(X, w, b):
    """Are there a yes and a no, and would another one come without the bias?"""
    yes = X @ w + b > 0
    return yes.any() and not yes.all() and ((X @ w > 0) != yes).any()


def predict_case(name, n, d, draw=marks, border=False):
    """Rows with a yes, a no, and, if so wished, one that lies exactly on the border."""

    def drawn(rng):
        X, w = draw(rng, n, d), draw(rng, d, 1)
        b = -(X[-1] @ w) if border else rng.integers(-4, 4, 1) + 0.5  # no other sum is zero
        return X, w, b

    return Case(name, drawn_until(bias_matters, drawn))


YES_OR_NO = Answer(
    name="predict",
    inputs=("X", "w", "b"),
    outputs=("y_hat",),
    reference=perceptron.predict,
    parts=(
        Part(
            "yes and no",
            points=1,
            outputs=("y_hat",),
            cases=(
                Case("the four bottles", lambda rng: (BOTTLES, column(6, -3), np.ones(1))),
                Case(
                    "the four bottles, a fussy neuron",
                    lambda rng: (BOTTLES, column(2, -1), np.array([-3.5])),
                ),
                predict_case("3 rows of 3", 3, 3),
                predict_case("5 rows of 4", 5, 4),
                predict_case("9 rows of 7", 9, 7, draw=normal),
            ),
        ),
        Part(
            "on the border",
            points=1,
            outputs=("y_hat",),
            cases=(
                Case(
                    "the four bottles, A on the border",
                    lambda rng: (BOTTLES, column(2, -1), np.array([-3.0])),
                ),
                predict_case("3 rows of 3, one on the border", 3, 3, border=True),
                predict_case("6 rows of 4, one on the border", 6, 4, border=True),
            ),
        ),
    ),
    misconceptions=PREDICT,
    todo="Say 1 for each row whose sum is above zero, and -1 for every other.",
)


def update(x, y, w, b):
    """One correction, if it takes one: the new w (d, 1) and b (1,)."""
    wrong = y * (x @ w + b) <= 0  # (1, 1)
    return (w + y * x.T, b + y) if wrong else (w, b)


RIGHT, BORDER, MISTAKE = 1, 0, -1  # the sign of label times sum


def update_case(name, d, label, sign, draw=marks):
    """A row and a neuron with that sign of label times sum, and another one without the bias."""

    def drawn(rng):
        x, w = draw(rng, 1, d), draw(rng, d, 1)
        z = label * sign * rng.integers(1.0, 5.0, 1)  # (1,), what the sum shall be
        if sign:
            w = w * -np.sign(z * (x @ w))  # the measurements alone say the opposite
        return x, label, w, z - (x @ w)[0]

    return Case(name, drawn_until(lambda x, y, w, b: b.any() and w.any(), drawn))


CORRECTION = Answer(
    name="update",
    inputs=("x", "y", "w", "b"),
    outputs=("new_w", "new_b"),
    reference=update,
    parts=(
        Part(
            "after a mistake",
            points=1,
            outputs=("new_w", "new_b"),
            cases=(
                Case("bottle B", lambda rng: (BOTTLES[1:2], -1, column(2, 1), np.ones(1))),
                update_case("3 measurements, label 1", 3, 1, MISTAKE),
                update_case("4 measurements, label -1", 4, -1, MISTAKE),
                update_case("7 measurements, label 1", 7, 1, MISTAKE, normal),
            ),
        ),
        Part(
            "when it was right",
            points=1,
            outputs=("new_w", "new_b"),
            cases=(
                Case("bottle A", lambda rng: (BOTTLES[:1], 1, column(6, -3), np.ones(1))),
                update_case("3 measurements, label -1", 3, -1, RIGHT),
                update_case("4 measurements, label 1", 4, 1, RIGHT),
                update_case("7 measurements, label -1", 7, -1, RIGHT, normal),
            ),
        ),
        Part(
            "on the border",
            points=1,
            outputs=("new_w", "new_b"),
            cases=(
                Case("bottle A, from nothing", lambda rng: (BOTTLES[:1], 1, *NOTHING)),
                Case("bottle C, from nothing", lambda rng: (BOTTLES[2:3], -1, *NOTHING)),
                update_case("3 measurements, label -1", 3, -1, BORDER),
                update_case("4 measurements, label 1", 4, 1, BORDER),
            ),
        ),
    ),
    misconceptions=UPDATE,
    todo="Correct w and b if label times sum is not above zero; else give them back as they were.",
)


def train_case(name, n, d, epochs, draw=marks, fits=lambda mistakes: True):
    """Rows of both kinds; `fits` asks the right list of mistakes.

    The first row has the label -1, so that a sum of zero meets a no at once. Where d + 1 is no
    less than n there is a border, since the weights can be solved for.
    """

    def drawn(rng):
        X, y = draw(rng, n, d), rng.choice([-1.0, 1.0], (n, 1))
        y[0] = -1
        return X, y, epochs

    def suits(X, y, epochs):
        return (y > 0).any() and fits(perceptron.fit(X, y, epochs)[2])

    return Case(name, drawn_until(suits, drawn))


def still_wrong(mistakes):
    return mistakes[-1] > 0


def takes_a_while(mistakes):
    return len(mistakes) > 2 and mistakes[-1] == 0


FITTED = ("w", "b", "mistakes")
TRAINING = Answer(
    name="train",
    inputs=("X", "y", "epochs"),
    outputs=(*FITTED, "rounds"),
    reference=perceptron.fit,
    parts=(
        Part(
            "one round",
            points=2,
            outputs=FITTED,
            cases=(
                Case("the four bottles, once", lambda rng: (BOTTLES, VERDICTS, 1)),
                train_case("3 rows of 3, once", 3, 3, 1),
                train_case("5 rows of 4, once", 5, 4, 1),
                train_case("9 rows of 7, once", 9, 7, 1, normal),
            ),
        ),
        Part(
            "round after round",
            points=2,
            outputs=FITTED,
            cases=(
                Case("the stair lamp, 3 rounds", lambda rng: (SETTINGS, ON, 3)),
                train_case("3 rows of 3, 2 rounds", 3, 3, 2, fits=still_wrong),
                train_case("7 rows of 3, 4 rounds", 7, 3, 4, fits=still_wrong),
                train_case("9 rows of 4, 5 rounds", 9, 4, 5, normal, still_wrong),
            ),
        ),
        Part(
            "when to stop",
            points=1,
            outputs=("rounds", "w", "b"),
            cases=(
                Case("the four bottles, 10 rounds at most", lambda rng: (BOTTLES, VERDICTS, 10)),
                train_case("3 rows of 3, 20 at most", 3, 3, 20, fits=takes_a_while),
                train_case("5 rows of 4, 30 at most", 5, 4, 30, fits=takes_a_while),
                train_case("7 rows of 6, 40 at most", 7, 6, 40, normal, takes_a_while),
            ),
        ),
    ),
    misconceptions=TRAIN,
    todo="Start at zero, go through the rows, correct and count, until a round has no mistake.",
    unpack=lambda returned: (
        dict(zip(FITTED, returned, strict=True)) | {"rounds": np.size(returned[2])}
    ),
    returns="three things: w, b and the list of mistakes",
    builds_on=("predict", "update"),
)


def stair_lamp(X):
    """On when exactly one switch is up: "only the first", "only the second", "at least one"."""
    says = [perceptron.predict(X, column(s, -s), np.array([-0.5])) for s in (1, -1)]
    return perceptron.predict(np.hstack(says), column(1, 1), np.ones(1))  # (n, 1)


def settings(rng, n):
    return rng.integers(0, 2, (n, 2)).astype(float)


LAMP = Answer(
    name="stair_lamp",
    inputs=("X",),
    outputs=("says",),
    reference=stair_lamp,
    parts=(
        Part(
            "four settings",
            points=3,
            outputs=("says",),
            cases=(
                Case("the four settings", lambda rng: (SETTINGS,)),
                Case("the four in another order", lambda rng: (SETTINGS[[1, 0, 3, 2]],)),
            ),
        ),
        Part(
            "any number of rows",
            points=2,
            outputs=("says",),
            cases=(
                Case("7 settings", lambda rng: (np.vstack([SETTINGS, settings(rng, 3)])[::-1],)),
                Case("3 settings", lambda rng: (settings(rng, 3),)),
                Case("1 setting", lambda rng: (settings(rng, 1),)),
            ),
        ),
    ),
    misconceptions=STAIR_LAMP,
    todo="Let two neurons look at the switches, and a third listen to what those two say.",
    builds_on=("predict",),
)

ASSIGNMENT = Assignment(
    "perceptron",
    (
        Prediction("predict_rise", 1, "Put your guess after `return`."),
        YES_OR_NO,
        CORRECTION,
        TRAINING,
        LAMP,
        SelfMarked("twins", 4),
    ),
)
check = Check(ASSIGNMENT)

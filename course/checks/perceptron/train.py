"""`train` goes through the rows, round after round, until a round has no mistake.

Shapes: X (n, d), y (n, 1) of -1 and +1, w (d, 1), b (1,), and a list of mistakes, one a round.
"""

from collections.abc import Callable

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import ArrayDraw, normal
from course.checks.perceptron import rule
from course.checks.perceptron.draws import drawn_until, marks
from course.checks.perceptron.tables import BOTTLES, ON, SETTINGS, VERDICTS
from reference_impl import perceptron

FITTED = ("w", "b", "mistakes")


def train_case(
    name: str,
    n: int,
    d: int,
    epochs: int,
    draw: ArrayDraw = marks,
    fits: Callable[[list[int]], bool] = lambda mistakes: True,
) -> Case:
    """Rows of both kinds; `fits` asks the right list of mistakes.

    The first row has the label -1, so that a sum of zero meets a no at once. Where d + 1 is no
    less than n there is a border, since the weights can be solved for.
    """

    def drawn(rng):
        X, y = draw(rng, n, d), rng.choice([-1, 1], (n, 1))
        y[0] = -1
        return X, y, epochs

    def suits(X, y, epochs):
        return (y > 0).any() and fits(perceptron.fit(X, y, epochs)[2])

    return Case(name, drawn_until(suits, drawn))


def still_wrong(mistakes: list[int]) -> bool:
    return mistakes[-1] > 0


def takes_a_while(mistakes: list[int]) -> bool:
    return len(mistakes) > 2 and mistakes[-1] == 0


def _no(label, z):
    """A mistake as seen by who compares the answer with the label."""
    return rule.says(z) != label


def _round(wrong=rule.wrong, counts=None, corrected=rule.corrected, rows=len):
    """One round, (X, y, w, b) to the new w, b and the count, with one of its steps exchanged."""

    def one_round(X, y, w, b):
        count = 0
        for i in range(rows(X)):
            label, x = y[i, 0], X[i : i + 1]
            z = (x @ w + b)[0, 0]
            count += bool((counts or wrong)(label, z))
            if wrong(label, z):
                w, b = corrected(x, label, w, b)
        return w, b, count

    return one_round


def _training(one_round):
    """A `train` that goes through its rounds until one has no mistake."""

    def train(X, y, epochs):
        w, b, mistakes = np.zeros((X.shape[1], 1)), np.zeros(1), []
        for _ in range(epochs):
            w, b, count = one_round(X, y, w, b)
            mistakes.append(count)
            if count == 0:
                break
        return w, b, mistakes

    return train


_train, _right_round = _training(_round()), _round()


def _changed(change):
    """The right answer, and then w, b and the list of mistakes pass through `change`."""
    return lambda X, y, epochs: change(*_train(X, y, epochs), epochs)


def _from_zero(X, y, w, b):
    return _right_round(X, y, 0 * w, 0 * b)


def _all_from_the_start(X, y, w, b):
    wrong = y * (X @ w + b) <= 0  # (n, 1)
    return w + X.T @ (y * wrong), b + (y * wrong).sum(axis=0), int(wrong.sum())


def _counted_at_the_end(X, y, w, b):
    w, b, _ = _right_round(X, y, w, b)
    return w, b, int((y * (X @ w + b) <= 0).sum())


def _counted_too_late(X, y, w, b):
    count = 0
    for i in range(len(X)):
        w, b, _ = _right_round(X[i : i + 1], y[i : i + 1], w, b)
        count += int(y[i, 0] * (X[i : i + 1] @ w + b)[0, 0] <= 0)
    return w, b, count


def _touching_right_answers(X, y, w, b):
    count = 0
    for i in range(len(X)):
        x, label = X[i : i + 1], y[i, 0]
        count += int(rule.wrong(label, (x @ w + b)[0, 0]))
        w, b = rule.corrected(x, label, w, b)
    return w, b, count


def _until_right(X, y, w, b):
    count = 0
    for i in range(len(X)):
        x, label = X[i : i + 1], y[i, 0]
        count += bool(rule.wrong(label, (x @ w + b)[0, 0]))
        while rule.wrong(label, (x @ w + b)[0, 0]):
            w, b = rule.corrected(x, label, w, b)
    return w, b, count


def _to_the_end(mistakes, epochs):
    return mistakes + [0] * (epochs - len(mistakes))


MISCONCEPTIONS = (
    Misconception(
        "the border is right",
        _training(_round(wrong=lambda label, z: label * z < 0)),
        "No mistakes in the very first round, and nothing learnt. From all zeros every sum is 0. "
        "If a row on the border counts as right, there is never a reason to move.",
    ),
    Misconception(
        "judged by the answer",
        _training(_round(wrong=_no)),
        "A row with the label -1 and a sum of exactly 0 was counted as right, because its answer "
        "is a no. The rule looks at the sum itself: label times sum has to be above zero.",
    ),
    Misconception(
        "counted by the answer",
        _training(_round(counts=_no)),
        "The weights are right, and some counts are too low. You correct a row with the label "
        "-1 and a sum of 0, and then do not count it, because its answer is a no. Count whatever "
        "you correct.",
    ),
    Misconception(
        "right answers corrected",
        _training(_touching_right_answers),
        "Every row moves the weights, right or wrong. The count looks at mistakes alone, and the "
        "correction should too. Does it stand inside the `if`?",
    ),
    Misconception(
        "the wrong way",
        _training(_round(corrected=lambda x, label, w, b: (w - label * x.T, b - label))),
        "Each correction goes the wrong way, so the weights keep growing and the mistakes stay. A "
        "row with the label +1 is added, one with -1 is taken away.",
    ),
    Misconception(
        "always added",
        _training(_round(corrected=lambda x, label, w, b: (w + x.T, b + 1))),
        "A row is added after a mistake whatever its label says, and so is 1 to the bias. With the "
        "label -1 both are taken away. The label is a sign that you can multiply by.",
    ),
    Misconception(
        "corrected until it is right",
        _training(_until_right),
        "You went on correcting one row until its answer was right. The rule takes one step for a "
        "mistake and goes on to the next row: `if`, not `while`.",
    ),
    Misconception(
        "bias left alone",
        _training(_round(corrected=lambda x, label, w, b: (w + label * x.T, b))),
        "The weights learn and the bias stays at 0. It is corrected after every mistake, like "
        "them.",
    ),
    Misconception(
        "all from the start of the round",
        _training(_all_from_the_start),
        "Each row was judged by the weights from the start of the round. Here a correction counts "
        "at once: the next row is judged by the new weights. One row at a time.",
    ),
    Misconception(
        "four rows and no more",
        _training(_round(rows=lambda X: 4)),
        "Your loop goes through four rows, however many there are. Four was the number of bottles "
        "in the chapter. `len(X)` says how many it has.",
    ),
    Misconception(
        "each round starts at zero",
        _training(_from_zero),
        "The weights go back to zero at the start of every round, so each round learns the same "
        "again. Start at zero once, before the first.",
    ),
    Misconception(
        "one round too many",
        lambda X, y, epochs: _train(X, y, epochs + 1),
        "You went round once too often. `epochs` is the number of rounds, and the first one "
        "counts. Where does your counter begin, and where does it end?",
    ),
    Misconception(
        "never stops early",
        _changed(lambda w, b, mistakes, epochs: (w, b, _to_the_end(mistakes, epochs))),
        "The weights are right, and you went on after a round without a mistake. It should have "
        "been the last: once there is no mistake nothing moves, so there will never be another.",
    ),
    Misconception(
        "the last round not written down",
        _changed(lambda w, b, mistakes, epochs: (w, b, [count for count in mistakes if count])),
        "The list is one count too short. The round without a mistake was a round too, and its 0 "
        "belongs in the list. Note the count before you leave the loop.",
    ),
    Misconception(
        "counter not set back",
        _changed(lambda w, b, mistakes, epochs: (w, b, np.cumsum(_to_the_end(mistakes, epochs)))),
        "Your counts only grow: each holds the mistakes of all rounds so far. And since they "
        "never come back to 0, it never stops. Where is the counter set to 0?",
    ),
    Misconception(
        "counted at the end of the round",
        _training(_counted_at_the_end),
        "You count with the weights from the end of the round. A mistake is counted when the row "
        "has its turn, with the weights of that moment.",
    ),
    Misconception(
        "counted after the correction",
        _training(_counted_too_late),
        "You correct first and count afterwards, and by then many rows are right. Look at the row "
        "with the old weights, count, then correct.",
    ),
    Misconception(
        "the total",
        _changed(lambda w, b, mistakes, epochs: (w, b, sum(mistakes))),
        "One number came back for the mistakes. We want to see them fall, so keep a list with a "
        "number for each round.",
    ),
    Misconception(
        "weights as a list",
        _changed(lambda w, b, mistakes, epochs: (w[:, 0], b, mistakes)),
        "The weights are right, in a flat list. `np.zeros(d)` makes a list; a column needs both "
        "its sizes.",
    ),
    Misconception(
        "bias as a bare number",
        _changed(lambda w, b, mistakes, epochs: (w, b[0], mistakes)),
        "The bias is right, and it is a bare number. Here it is an array with one entry, as for "
        "a layer with one neuron: start it at `np.zeros(1)`.",
    ),
)

TRAIN = Answer(
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
                Case("bottle B alone", lambda rng: (BOTTLES[1:2], VERDICTS[1:2], 10)),
                train_case("3 rows of 3, 20 at most", 3, 3, 20, fits=takes_a_while),
                train_case("5 rows of 4, 30 at most", 5, 4, 30, fits=takes_a_while),
                train_case("7 rows of 6, 40 at most", 7, 6, 40, normal, takes_a_while),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Start at zero, go through the rows, correct and count, until a round has no mistake.",
    unpack=lambda returned: (
        dict(zip(FITTED, returned, strict=True)) | {"rounds": np.size(returned[2])}
    ),
    returns="three things: w, b and the list of mistakes",
    builds_on=("predict", "update"),
)

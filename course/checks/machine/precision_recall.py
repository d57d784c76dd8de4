"""The answer `precision_recall`: the share of calls that is right, the share of yeses found.

Shapes: p and y (n, 1), y of 0 and 1.
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part

EIGHT = np.array([[9], [8], [7], [6], [4], [3], [2], [1]]) / 10  # (8, 1)
CORKED = np.array([[1], [1], [0], [1], [1], [0], [1], [0]], dtype=float)  # (8, 1)


def precision_recall(p: np.ndarray, y: np.ndarray, threshold: float) -> tuple[float, float]:
    """Right calls over calls, and right calls over what is true."""
    called, true = p > threshold, y == 1  # (n, 1)
    right = (called & true).sum()
    return float(right / called.sum()), float(right / true.sum())


def eighths(n: int, threshold: float, tie: bool) -> Case:
    """n chances in eighths, some of them at the threshold or none; one sure yes is true."""

    def inputs(rng):
        p = rng.integers(0, 9, (n, 1)) / 8  # (n, 1)
        y = (rng.random((n, 1)) < 0.2 + 0.6 * p).astype(float)  # (n, 1)
        p[0], y[0], p[1], y[1] = 1, 1, 7 / 8, 0  # so that nothing is divided by zero
        p[2], y[2], p[3], y[3] = 0, 1, 0, 0
        p[4], y[4], p[5], y[5] = threshold, 1, threshold, 0
        return p if tie else p + 1 / 128 * (p == threshold), y, threshold

    return Case(f"{n} bottles at {threshold:g}{', some at the threshold' if tie else ''}", inputs)


def the_eight(threshold: float) -> Case:
    return Case(f"the eight bottles at {threshold:g}", lambda rng: (EIGHT, CORKED, threshold))


CASES = (
    the_eight(0.5),
    the_eight(0.75),
    the_eight(0.125),
    eighths(12, 0.5, tie=False),
    eighths(30, 0.25, tie=False),
    eighths(17, 0.75, tie=True),
    eighths(20, 0.375, tie=True),
    eighths(31, 0.5, tie=True),
)


def _counted(said, count):
    """A `precision_recall` with `count(called, true)` of what `said(p, threshold)` calls."""
    return lambda p, y, threshold: count(said(p, threshold), y == 1)


def _above(p, threshold):
    return p > threshold


def _right(called, true):
    right = (called & true).sum()
    return right / called.sum(), right / true.sum()


def _as(precision, recall):
    """A count that gives these two of called and true."""
    return lambda called, true: (precision(called, true), recall(called, true))


def _precision(called, true):
    return _right(called, true)[0]


def _recall(called, true):
    return _right(called, true)[1]


MISCONCEPTIONS = (
    Misconception(
        "at the threshold too",
        _counted(lambda p, threshold: p >= threshold, _right),
        "A chance that is equal to the threshold was called a yes. The task says above.",
    ),
    Misconception(
        "below the threshold",
        _counted(lambda p, threshold: p < threshold, _right),
        "You called those below the threshold. A large chance is a yes.",
    ),
    Misconception(
        "a half in place of the threshold",
        _counted(lambda p, threshold: p > 0.5, _right),
        "It always cuts at a half, and `threshold` was not used.",
    ),
    Misconception(
        "accuracy for precision",
        _counted(_above, _as(lambda called, true: np.mean(called == true), _recall)),
        "The first number is the share of all bottles that are called rightly, the accuracy. "
        "Precision looks at the called ones alone.",
    ),
    Misconception(
        "divided by all",
        _counted(
            _above,
            _as(lambda called, true: np.mean(called & true), lambda c, t: np.mean(c & t)),
        ),
        "Both were divided by the number of all bottles. Precision asks of the called ones, "
        "recall of the true ones.",
    ),
    Misconception(
        "changed places",
        _counted(_above, lambda called, true: _right(called, true)[::-1]),
        "The two have changed places. Precision comes first: right ones among the called.",
    ),
    Misconception(
        "the noes counted",
        _counted(lambda p, threshold: ~(p > threshold), lambda called, true: _right(called, ~true)),
        "Those are precision and recall for the answer no. Count the called ones that are truly a "
        "yes.",
    ),
    Misconception(
        "false alarms for recall",
        _counted(
            _above,
            _as(_precision, lambda called, true: (called & ~true).sum() / (~true).sum()),
        ),
        "The second number is how many of the sound ones were called: false alarms. Recall asks "
        "how many of the true ones were found.",
    ),
    Misconception(
        "false alarms for precision",
        _counted(_above, _as(lambda called, true: 1 - _precision(called, true), _recall)),
        "The first number is the share of the called ones that are wrong. Precision is the share "
        "that is right.",
    ),
    Misconception(
        "called over true",
        _counted(_above, _as(_precision, lambda called, true: called.sum() / true.sum())),
        "For recall you counted all the called ones, the false alarms with them. Only those count "
        "that are called *and* true.",
    ),
    Misconception(
        "rightly left alone, counted",
        _counted(
            _above,
            _as(
                lambda called, true: (called == true).sum() / called.sum(),
                lambda called, true: (called == true).sum() / true.sum(),
            ),
        ),
        "Both of yours count the noes that were rightly left alone, so a share can come out above "
        "1. Of the called ones, which are right? A no that was not called is not among them.",
    ),
    Misconception(
        "recall among the noes",
        _counted(
            _above,
            _as(_precision, lambda called, true: (called & true).sum() / (~true).sum()),
        ),
        "For recall you divided by how many are a no. Recall asks how many of the yeses were "
        "found. How many yeses are there, called and missed together?",
    ),
    Misconception(
        "not divided",
        _counted(_above, _as(lambda c, t: (c & t).sum(), lambda c, t: (c & t).sum())),
        "You counted the right calls and did not divide. Each of the two has a number of its own "
        "to divide by.",
    ),
    Misconception(
        "in per cent",
        _counted(
            _above, _as(lambda c, t: 100 * _precision(c, t), lambda c, t: 100 * _recall(c, t))
        ),
        "You counted in hundredths. Return shares, from 0 to 1.",
    ),
)

PRECISION_RECALL = Answer(
    name="precision_recall",
    inputs=("p", "y", "threshold"),
    outputs=("precision", "recall"),
    reference=precision_recall,
    parts=(
        Part("precision", points=1, outputs=("precision",), cases=CASES),
        Part("recall", points=1, outputs=("recall",), cases=CASES),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Count the called ones, the true ones and those that are both, and divide twice.",
)

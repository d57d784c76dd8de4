"""`share_right` says how good a guesser of kinds is: right answers, shared among all.

Shapes: predictions (n,), labels (n,), both numbers of kinds; the share is one number from 0 to 1.
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.paradigms.pencil import fixed_case


def share_right(predictions: np.ndarray, labels: np.ndarray) -> float:
    """How many of the predictions are the label, out of all."""
    return float(np.mean(predictions == labels))


def kinds_case(n: int, kinds: int, right: int) -> Case:
    """n bottles, of which so many are guessed right."""

    def inputs(rng):
        labels = rng.integers(kinds, size=n)  # (n,)
        hit = rng.permutation(n) < right  # (n,)
        missed = (labels + rng.integers(1, kinds, size=n)) % kinds  # (n,)
        return np.where(hit, labels, missed), labels

    return Case(f"{n} bottles of {kinds} kinds", inputs)


TWO_CASES = (
    fixed_case("four bottles of two kinds", np.array([1, 0, 0, 1]), np.array([1, 1, 0, 1])),
    kinds_case(5, 2, 3),
    kinds_case(9, 2, 7),
)

MORE_CASES = (
    fixed_case("all three of them right", np.array([2, 0, 1]), np.array([2, 0, 1])),
    fixed_case("the first right, the last wrong", np.array([1, 2, 0, 2]), np.array([1, 0, 0, 1])),
    kinds_case(7, 3, 5),
    kinds_case(11, 4, 4),
    kinds_case(13, 3, 8),
)


def _first_alone(predictions, labels):
    return float(predictions[0] == labels[0]) / len(labels)


def _last_alone(predictions, labels):
    return float(predictions[-1] == labels[-1]) / len(labels)


MISCONCEPTIONS = (
    Misconception(
        "how many, not which share",
        lambda predictions, labels: np.sum(predictions == labels),
        "That is how many are right. Three right answers are a lot out of four and few out of a "
        "hundred, so divide by how many there are altogether.",
    ),
    Misconception(
        "the share of wrong ones",
        lambda predictions, labels: np.mean(predictions != labels),
        "You counted those that are wrong. `!=` asks whether two things differ, and `==` asks "
        "whether they are the same.",
    ),
    Misconception(
        "per cent",
        lambda predictions, labels: 100 * np.mean(predictions == labels),
        "The share is right, and you turned it into per cent. Here it stays a number from 0 to 1.",
    ),
    Misconception(
        "return inside the loop",
        _first_alone,
        "Only the first bottle was looked at. `return` ends the function at once, so if it is "
        "inside the loop, there is no second round. Move it to the left, under the `for`.",
    ),
    Misconception(
        "the count begins again each time",
        _last_alone,
        "Only the last bottle counts. See whether the line that sets the count to 0 is inside the "
        "loop: it belongs above it.",
    ),
    Misconception(
        "shared among the kinds",
        lambda predictions, labels: np.sum(predictions == labels) / len(np.unique(labels)),
        "You divided by how many kinds there are. The share is among the bottles, so divide by "
        "how many bottles there are.",
    ),
    Misconception(
        "kind number one alone",
        lambda predictions, labels: np.mean((predictions == 1) & (labels == 1)),
        "You counted the bottles that are of kind 1 and were called that. The other kinds can be "
        "guessed right as well, so compare the prediction with the label, whatever it is.",
    ),
    Misconception(
        "differences added up",
        lambda predictions, labels: np.mean(np.abs(predictions - labels)),
        "You took the differences of the numbers. Kinds have numbers, but kind 2 is no more wrong "
        "than kind 1 where the label is 0. Ask only whether the two are the same.",
    ),
)

SHARE_RIGHT = Answer(
    name="share_right",
    inputs=("predictions", "labels"),
    outputs=("share",),
    reference=share_right,
    parts=(
        Part("two kinds", points=1, outputs=("share",), cases=TWO_CASES),
        Part("more kinds", points=1, outputs=("share",), cases=MORE_CASES),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Count the predictions that are the same as the label, and divide by how many there are.",
)

"""`mean_score` is the first prediction of all: the mean of the scores that are known, by a loop.

Shapes: scores (n,), the mean is one number.
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import ArrayDraw, halves, normal
from course.checks.paradigms.pencil import fixed_case
from reference_impl import example


def mean_score(scores: np.ndarray) -> float:
    """The sum of the scores, shared among as many as there are."""
    return float(np.sum(scores) / len(scores))


def scores_case(n: int, draw: ArrayDraw = halves) -> Case:
    return Case(f"{n} scores", lambda rng: (draw(rng, n),))


FEW_CASES = (
    fixed_case("the four bottles", example.y4[:, 0]),
    fixed_case("three scores, to be done in the head", np.array([5.0, 2.0, 8.0])),
    scores_case(4),
    scores_case(4, normal),
)

MANY_CASES = (
    fixed_case("one score alone", np.array([6.0])),
    *(scores_case(7), scores_case(10), scores_case(31, normal)),
    fixed_case("the same score twice, and a score of 0", np.array([4.0, 4, 0, 1])),
)


def _divided_each_round(scores):
    total = 0.0
    for score in scores:
        total = (total + score) / len(scores)
    return total


MISCONCEPTIONS = (
    Misconception(
        "the sum alone",
        lambda scores: np.sum(scores),
        "You added up, which is the first half. A mean is that sum, divided by how many scores "
        "there are: `len(scores)` counts them.",
    ),
    Misconception(
        "return inside the loop",
        lambda scores: scores[0] / len(scores),
        "Only the first score was added. `return` ends the function at once, so if it is inside "
        "the loop, there is no second round. Move it to the left, under the `for`.",
    ),
    Misconception(
        "the total begins again each time",
        lambda scores: scores[-1] / len(scores),
        "Only the last score is left. Either `total = 0` is inside the loop, or the line in the "
        "loop puts the score in the place of the total. It has to add to what is there.",
    ),
    Misconception(
        "divided in each round",
        _divided_each_round,
        "You divided inside the loop, so the first scores were divided again and again. Add "
        "first, all of them, and divide once when the loop is over.",
    ),
    Misconception(
        "four for ever",
        lambda scores: np.sum(scores) / 4,
        "You divided by 4, which is how many bottles the chapter has. The next list of scores "
        "may be longer or shorter, so count them.",
    ),
    Misconception(
        "one too few",
        lambda scores: np.sum(scores) / max(len(scores) - 1, 1),
        "You divided by one less than there are scores. The sum of four scores is divided by "
        "four, so the count needs no correction.",
    ),
    Misconception(
        "one too many",
        lambda scores: np.sum(scores) / (len(scores) + 1),
        "You divided by one more than there are scores. Perhaps a counter of yours began at 1 "
        "and not at 0.",
    ),
    Misconception(
        "the first score left out",
        lambda scores: np.sum(scores[1:]) / len(scores),
        "The first score is missing from the sum. Python counts from 0, so a loop that begins at "
        "place 1 begins with the second score.",
    ),
    Misconception(
        "the last score left out",
        lambda scores: np.sum(scores[:-1]) / len(scores),
        "The last score is missing from the sum. `range(n)` stops before n, so you don't have to "
        "take 1 away.",
    ),
    Misconception(
        "median",
        lambda scores: np.median(scores),
        "You put the scores in order and took the one in the middle. That is called the median. "
        "The mean adds all of them up and divides.",
    ),
    Misconception(
        "halfway from lowest to highest",
        lambda scores: (np.min(scores) + np.max(scores)) / 2,
        "You took the lowest and the highest score and went halfway. The scores between them "
        "count as well, each as much as any other.",
    ),
)

MEAN_SCORE = Answer(
    name="mean_score",
    inputs=("scores",),
    outputs=("mean",),
    reference=mean_score,
    parts=(
        Part("a few scores", points=1, outputs=("mean",), cases=FEW_CASES),
        Part("any number of them", points=1, outputs=("mean",), cases=MANY_CASES),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Add up the scores, one after the other, and divide by how many there are.",
)

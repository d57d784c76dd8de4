"""`update` moves each centre to the mean of its own rows: the second of the two moves of k-means.

Shapes: X (n, d), labels (n,), centers and moved (k, d).
"""

from collections.abc import Sequence

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import ArrayDraw, halves, normal
from course.checks.paradigms.pencil import POINTS, fixed_case, places
from reference_impl import kmeans

FIRST, SECOND = np.array([0, 1, 1, 1]), np.array([0, 0, 1, 1])  # (4,) each, their groups


def groups_case(
    name: str, n: int, d: int, k: int, empty: tuple[int, ...] = (), draw: ArrayDraw = halves
) -> Case:
    """n rows in k groups: each has rows but for the `empty` ones."""

    def inputs(rng):
        points = draw(rng, n + k, d)
        there = [j for j in range(k) if j not in empty]
        labels = np.concatenate([there, rng.choice(there, n - len(there))])  # (n,)
        return points[k:], rng.permutation(labels), points[:k]

    return Case(name, inputs)


def threes_case(name: str, groups: Sequence[int]) -> Case:
    """Three rows of three for each group of the list, in any order; three centres."""

    def inputs(rng):
        points = halves(rng, 3 * len(groups) + 3, 3)
        return points[3:], rng.permutation(np.repeat(groups, 3)), points[:3]

    return Case(name, inputs)


MEANS_CASES = (
    fixed_case("the four points, first round", POINTS, FIRST, POINTS[:2]),
    fixed_case("the four points, second round", POINTS, SECOND, places((0, 0), (3, 3))),
    fixed_case("the four points, a centre with one of them", POINTS, FIRST, places((1, 1), (3, 4))),
    threes_case("9 rows of 3, 3 centres", (0, 1, 2)),
    groups_case("8 rows of 4, 3 centres", 8, 4, 3),
    groups_case("12 rows of 5, 4 centres", 12, 5, 4, draw=normal),
)

EMPTY_CASES = (
    fixed_case(
        "the four points, a third centre that no point joined",
        *(POINTS, FIRST, places((0, 0), (0, 2), (9, 1))),
    ),
    threes_case("6 rows of 3, 3 centres, one without rows", (0, 2)),
    groups_case("8 rows of 4, 5 centres, two without rows", 8, 4, 5, empty=(1, 3)),
)


def _each_group(move, without=lambda center: center):
    """An `update` with another way to move a centre, or another fate for one without rows."""

    def update(X, labels, centers):
        moved = np.zeros(centers.shape)  # (k, d)
        for j, center in enumerate(centers):
            own = X[labels == j]  # (rows of this group, d)
            moved[j] = move(own, center, X) if len(own) else without(center)
        return moved

    return update


def _mean(own, center, X):
    return own.mean(axis=0)


def _left_out(X, labels, centers):
    return np.array([X[labels == j].mean(axis=0) for j in np.unique(labels)])


def _in_place(X, labels, centers):
    centers[:] = _each_group(_mean)(X, labels, centers)
    return centers


def _first_alone(X, labels, centers):
    moved = centers.copy()
    moved[0] = _each_group(_mean)(X, labels, centers)[0]
    return moved


MISCONCEPTIONS = (
    Misconception(
        "no rows gives nan",
        _each_group(_mean, without=lambda center: np.nan),
        "A centre without rows came out as nan: the sum of no rows is 0, their number is 0, and 0 "
        "/ 0 is not a mean. Check that there are any before you take it.",
    ),
    Misconception(
        "no rows gives zero",
        _each_group(_mean, without=lambda center: 0.0),
        "A centre without rows went to zero. It has to keep its old place, so start from the old "
        "centres and not from zeros.",
    ),
    Misconception(
        "no rows and no centre",
        _left_out,
        "A centre without rows has vanished, and the ones after it have moved up. There are k "
        "centres before and k after. Go through the centres, not through the labels that occur.",
    ),
    Misconception(
        "one mean for all measurements",
        _each_group(lambda own, center, X: own.mean()),
        "Each centre has the same number in every place. A mean without an axis mixes all the "
        "measurements; across and up each have a mean of their own.",
    ),
    Misconception(
        "the mean of all rows",
        _each_group(lambda own, center, X: X.mean(axis=0)),
        "Every centre went to the same place, the mean of all the rows. A centre depends on its "
        "own rows only, and labels says which these are.",
    ),
    Misconception(
        "mean along the rows",
        _each_group(lambda own, center, X: own.mean(axis=1)),
        "You took the mean of each row's own measurements. The mean has to go down the columns, "
        "over the rows. Is it the right axis?",
    ),
    Misconception(
        "median",
        _each_group(lambda own, center, X: np.median(own, axis=0)),
        "You took the one in the middle, the median. There is a kind of clustering that does so. "
        "Here each centre goes to the mean.",
    ),
    Misconception(
        "sum for mean",
        _each_group(lambda own, center, X: own.sum(axis=0)),
        "You added the rows up and stopped there. For a mean, divide by how many you added.",
    ),
    Misconception(
        "shared among all rows",
        _each_group(lambda own, center, X: own.sum(axis=0) / len(X)),
        "You added up the group's rows and divided by all n. Divide by as many as you added.",
    ),
    Misconception(
        "centres changed in place",
        _in_place,
        "The numbers are right. But you wrote them into the array that you were given, so the old "
        "centres are gone. A second name for an array is not a second array: write into a copy.",
    ),
    Misconception(
        "half of the way",
        _each_group(lambda own, center, X: (center + own.mean(axis=0)) / 2),
        "Each centre went half of the way, because its old place was averaged in. k-means takes "
        "the whole step: where a centre was does not count.",
    ),
    Misconception(
        "added to the old centre",
        _each_group(lambda own, center, X: center + own.mean(axis=0)),
        "You added the mean to where the centre was. The mean is a place, not a step. Put it "
        "where the old one stood.",
    ),
    Misconception(
        "rows added onto the old centre",
        _each_group(lambda own, center, X: (center + own.sum(axis=0)) / len(own)),
        "You added the rows up on top of the old centre, and divided by the number of rows. So the "
        "old place is in the sum as if it were a bottle. Begin the sum at zero.",
    ),
    Misconception(
        "only the first centre",
        _first_alone,
        "The first centre moved and the others stayed. `return` ends the function at once, so if "
        "it is inside the loop, there is no second round. Move it to the left.",
    ),
)

UPDATE = Answer(
    name="update",
    inputs=("X", "labels", "centers"),
    outputs=("moved",),
    reference=kmeans.update,
    parts=(
        Part("means", points=1, outputs=("moved",), cases=MEANS_CASES),
        Part("without rows", points=1, outputs=("moved",), cases=EMPTY_CASES),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Move each centre to the mean of its own rows. One without rows stays where it is.",
)

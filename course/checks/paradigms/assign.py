"""`assign` finds the nearest centre for each row: the first of the two moves of k-means.

Shapes: X (n, d), centers (k, d), labels (n,).
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import ArrayDraw, halves, normal
from course.checks.paradigms.pencil import POINTS, fixed_case, places
from reference_impl import kmeans


def centers_case(name: str, n: int, d: int, k: int, draw: ArrayDraw = halves) -> Case:
    def inputs(rng):
        points = draw(rng, n + k, d)
        return points[k:], points[:k]

    return Case(name, inputs)


def on_the_fence(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Rows between centres 1 and 3, as far from the one as from the other; 0 and 2 are far away."""
    middle, step = halves(rng, 3), halves(rng, 3)  # (3,) each
    far = np.array([40.0, 30.0, 20.0])
    centers = np.array([middle + far, middle + step, middle - far, middle - step])  # (4, 3)
    across = np.cross(step, [1.0, 2.0, 3.0])  # (3,), at a right angle to the step
    near = [middle + step / 2, middle, middle - step / 2, middle + across / 2, middle + far]
    return np.array(near), centers  # (5, 3)


NEAREST_CASES = (
    fixed_case("the four points, centres on A and B", POINTS, POINTS[:2]),
    fixed_case("the four points, three centres", POINTS, places((3, 3), (0, 5), (-1, -2))),
    centers_case("3 rows of 3, 3 centres", 3, 3, 3),
    centers_case("1 row of 3, 4 centres", 1, 3, 4),
    centers_case("6 rows of 3, 5 centres", 6, 3, 5),
    centers_case("9 rows of 5, 4 centres", 9, 5, 4, normal),
    fixed_case("the four points, centres far away", POINTS, places((4e4, 0), (0, 3e4), (-2e4, 0))),
    fixed_case("a second centre that is a little nearer", POINTS[:1], places((1, 0), (0, 0.98))),
)

TIE_CASES = (
    fixed_case("the four points, a tie for C and D", POINTS, places((0, 5), (4, 5), (4, -1))),
    Case("5 rows of 3, 4 centres, two rows with a tie", on_the_fence),
)


def _far(X, centers):
    return ((X[:, None, :] - centers) ** 2).sum(axis=2)  # (n, k)


def _smallest_kept(X, centers):
    labels, smallest, label = [], np.inf, 0
    for far in _far(X, centers):
        for j, squared in enumerate(far):
            if squared < smallest:
                smallest, label = squared, j
        labels.append(label)
    return labels


MISCONCEPTIONS = (
    Misconception(
        "signed differences",
        lambda X, centers: (centers - X[:, None, :]).sum(axis=2).argmin(axis=1),
        "You added up the differences as they are, centre minus row, and the smallest of those "
        "sums is the most negative one. Distances have no sign: square each difference first.",
    ),
    Misconception(
        "signed differences the other way",
        lambda X, centers: (X[:, None, :] - centers).sum(axis=2).argmin(axis=1),
        "You added up the differences as they are, row minus centre, and the smallest of those "
        "sums is the most negative one. Distances have no sign: square each difference first.",
    ),
    Misconception(
        "added before squaring",
        lambda X, centers: ((X[:, None, :] - centers).sum(axis=2) ** 2).argmin(axis=1),
        "3 across and 3 down is not 0. You added the differences first, and plus and minus "
        "cancelled. By Pythagoras each one is squared by itself, and then they are added.",
    ),
    Misconception(
        "added down the columns",
        lambda X, centers: ((X[:, None, :] - centers) ** 2).sum(axis=1).argmin(axis=1),
        "The squares are right, and you added them up over the centres, which leaves one number "
        "for each measurement. You want one for each centre: try the other axis.",
    ),
    Misconception(
        "distance along streets",
        lambda X, centers: np.abs(X[:, None, :] - centers).sum(axis=2).argmin(axis=1),
        "You added the differences without their signs, the distance along streets. Here it is "
        "the distance in a straight line: each difference is squared before it is added, so a "
        "long one counts for more.",
    ),
    Misconception(
        "the farthest centre",
        lambda X, centers: _far(X, centers).argmax(axis=1),
        "Every row joined the centre that is farthest away. Look for the smallest distance.",
    ),
    Misconception(
        "nearest row for each centre",
        lambda X, centers: _far(X, centers).argmin(axis=0),
        "You went through the centres and gave each its nearest row. It is the other way round: "
        "for each row find the centre that is nearest, so there is an answer for every row.",
    ),
    Misconception(
        "no axis",
        lambda X, centers: _far(X, centers).argmin(),
        "You asked for the smallest of all the distances together, and got one number. Each row "
        "has a smallest of its own: tell argmin along which axis to look.",
    ),
    Misconception(
        "ties to the last centre",
        lambda X, centers: len(centers) - 1 - _far(X, centers)[:, ::-1].argmin(axis=1),
        "Where two centres are equally near, you took the later one. A tie goes to the lowest "
        "number. If you compare one after the other, look at what your comparison does with two "
        "that are equal.",
    ),
    Misconception(
        "counted from 1",
        lambda X, centers: _far(X, centers).argmin(axis=1) + 1,
        "Every number is one too high. Python counts from 0: the first centre is number 0.",
    ),
    Misconception(
        "two centres for ever",
        lambda X, centers: (_far(X, centers)[:, 1] < _far(X, centers)[:, 0]).astype(int),
        "You compared the first two centres and no others. There are k of them, and k is 2 only "
        "in the pencil example.",
    ),
    Misconception(
        "two columns for ever",
        lambda X, centers: _far(X[:, :2], centers[:, :2]).argmin(axis=1),
        "You used the first two measurements, across and up. There may be three or eleven, and "
        "Pythagoras works for any number: square them all, add them all.",
    ),
    Misconception(
        "distance for number",
        lambda X, centers: _far(X, centers).min(axis=1),
        "These are the smallest distances themselves, squared. The question was which centre "
        "it is, not how far it is. min gives the value, argmin its place.",
    ),
    Misconception(
        "centre for number",
        lambda X, centers: centers[_far(X, centers).argmin(axis=1)],
        "You found the right centres and returned where they are. Return their numbers.",
    ),
    Misconception(
        "smallest kept from row to row",
        _smallest_kept,
        "The first row is right. Then the next row has to beat the smallest distance of the row "
        "before. Each row begins again, so the start belongs inside the loop over the rows.",
    ),
    Misconception(
        "only the first row",
        lambda X, centers: _far(X, centers).argmin(axis=1)[:1],
        "Only the first row got an answer. `return` ends the function at once, so if it is inside "
        "the loop, there is no second round. Move it to the left.",
    ),
)

ASSIGN = Answer(
    name="assign",
    inputs=("X", "centers"),
    outputs=("labels",),
    reference=kmeans.assign,
    parts=(
        Part("nearest", points=2, outputs=("labels",), cases=NEAREST_CASES),
        Part("ties", points=1, outputs=("labels",), cases=TIE_CASES),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Find the nearest centre for each row of X, and return the centres' numbers.",
)

"""The assignment on three ways of learning: what is right, which mistakes are known, the points.

Shapes: rows (n, d + 1), X (n, d), y (n, 1), centers (k, d), labels (n,), values (n_arms,).
"""

from typing import NamedTuple

import numpy as np

from course.checks.answers import Answer, Assignment, Case, Part, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.inputs import halves, normal
from course.checks.slips.paradigms import ASSIGN, SPLIT_ROWS, UPDATE
from course.checks.slips.paradigms_2 import EPSILON_GREEDY, INCREMENTAL_MEAN
from reference_impl import bandit, example, kmeans

ROWS_4 = np.hstack([example.X4, example.y4])  # (4, 3)
POINTS = np.array([[0.0, 0.0], [0.0, 2.0], [4.0, 2.0], [5.0, 5.0]])  # (4, 2), A to D
FIRST, SECOND = np.array([0, 1, 1, 1]), np.array([0, 0, 1, 1])  # (4,) each, their groups


def places(*rows):
    """Centres, as floats."""
    return np.array(rows, dtype=float)


def fixed_case(name, *arguments):
    """The same inputs each time: small ones, to be followed with a pencil."""
    return Case(name, lambda rng: arguments)


def split_rows(rows):
    """Measurements (n, d) and labels (n, 1)."""
    return rows[:, :-1], rows[:, -1:]


TABLES = (
    fixed_case("the four bottles", ROWS_4),
    Case("3 rows of 4", lambda rng: (halves(rng, 3, 4),)),
    Case("5 rows of 6", lambda rng: (halves(rng, 5, 6),)),
    Case("9 rows of 12", lambda rng: (normal(rng, 9, 12),)),
)
SPLIT = Answer(
    name="split_rows",
    inputs=("rows",),
    outputs=("X", "y"),
    reference=split_rows,
    parts=(Part("X", 1, ("X",), TABLES), Part("y", 1, ("y",), TABLES)),
    misconceptions=SPLIT_ROWS,
    todo="Cut the table in two: every column but the last, and the last. Return X and y.",
)


def centers_case(name, n, d, k, draw=halves):
    def inputs(rng):
        points = draw(rng, n + k, d)
        return points[k:], points[:k]

    return Case(name, inputs)


def on_the_fence(rng):
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
    centers_case("6 rows of 3, 5 centres", 6, 3, 5),
    centers_case("9 rows of 5, 4 centres", 9, 5, 4, normal),
)
TIE_CASES = (
    fixed_case("the four points, a tie for C and D", POINTS, places((0, 5), (4, 5), (4, -1))),
    Case("5 rows of 3, 4 centres, two rows on the fence", on_the_fence),
)
NEAREST = Answer(
    name="assign",
    inputs=("X", "centers"),
    outputs=("labels",),
    reference=kmeans.assign,
    parts=(
        Part("nearest", 2, ("labels",), NEAREST_CASES),
        Part("ties", 1, ("labels",), TIE_CASES),
    ),
    misconceptions=ASSIGN,
    todo="Find the nearest centre for each row of X, and return the centres' numbers.",
)


def groups_case(name, n, d, k, empty=(), draw=halves):
    """n rows in k groups: each has rows but for the `empty` ones."""

    def inputs(rng):
        points = draw(rng, n + k, d)
        there = [j for j in range(k) if j not in empty]
        labels = np.concatenate([there, rng.choice(there, n - len(there))])  # (n,)
        return points[k:], rng.permutation(labels), points[:k]

    return Case(name, inputs)


def threes_case(name, groups):
    """Three rows of three for each group of the list, in any order; three centres."""

    def inputs(rng):
        points = halves(rng, 3 * len(groups) + 3, 3)
        return points[3:], rng.permutation(np.repeat(groups, 3)), points[:3]

    return Case(name, inputs)


MEANS_CASES = (
    fixed_case("the four points, first round", POINTS, FIRST, POINTS[:2]),
    fixed_case("the four points, second round", POINTS, SECOND, places((0, 0), (3, 3))),
    threes_case("9 rows of 3, 3 centres", (0, 1, 2)),
    groups_case("8 rows of 4, 3 centres", 8, 4, 3),
    groups_case("12 rows of 5, 4 centres", 12, 5, 4, draw=normal),
)
EMPTY_CASES = (
    fixed_case(
        "the four points, a third centre that nobody joined",
        *(POINTS, FIRST, places((0, 0), (0, 2), (9, 1))),
    ),
    threes_case("6 rows of 3, 3 centres, one without rows", (0, 2)),
    groups_case("8 rows of 4, 5 centres, two without rows", 8, 4, 5, empty=(1, 3)),
)
MOVE = Answer(
    name="update",
    inputs=("X", "labels", "centers"),
    outputs=("moved",),
    reference=kmeans.update,
    parts=(
        Part("means", 3, ("moved",), MEANS_CASES),
        Part("without rows", 1, ("moved",), EMPTY_CASES),
    ),
    misconceptions=UPDATE,
    todo="Move each centre to the mean of its own rows. One without rows stays where it is.",
)


class Draws(NamedTuple):
    """What a generator is about to deal, and what it meets."""

    luck: float  # what rng.random() gives
    arm: int  # what rng.integers gives after that
    early: int  # what rng.integers would give at once
    late: float  # and rng.random after that
    best: int  # the arm that looks best
    last: int  # the last arm

    @property
    def elsewhere(self):
        """An arm drawn by lot, sooner or later, is not the best."""
        return self.best not in (self.arm, self.early)


def pull_case(name, n, epsilon, wanted=lambda draws: draws.elsewhere, **more):
    """A pull whose draws are of a certain kind, so that each mistake shows whatever the seed."""

    def inputs(rng):
        values = beliefs(rng, n, **more)
        return values, epsilon, generator(rng, values, wanted)

    return Case(name, inputs)


def beliefs(rng, n, best=None, tie=False, shift=0.0):
    """What n arms seem to pay; neither the first nor the last is best, or the last ties."""
    values = halves(rng, n) + shift  # (n,)
    top, place = np.argmax(values), best or rng.integers(1, n - 1)
    values[[top, place]] = values[[place, top]]
    if tie:
        values[-1] = values[place]
    return values


def generator(rng, values, wanted):
    """A generator with such draws before it as are `wanted`."""
    n, best = len(values), int(np.argmax(values))
    while True:
        seed = int(rng.integers(2**32))
        dealt = np.random.default_rng(seed)
        luck, arm = dealt.random(), int(dealt.integers(n))
        dealt = np.random.default_rng(seed)
        early, late = int(dealt.integers(n)), dealt.random()
        if wanted(Draws(luck, arm, early, late, best, n - 1)):
            return np.random.default_rng(seed)


def greedy_case(name, *values):
    """A pull by a player who is never curious, whatever the draw."""
    return Case(name, lambda rng: (np.array(values), 0.0, np.random.default_rng(rng.integers(99))))


NEVER_CASES = (
    greedy_case("the two arms of the chapter", 1.0, 0.0),
    pull_case("4 arms", 4, 0.0),
    pull_case("5 arms, a small draw", 5, 0.0, lambda draws: draws.luck < 0.1 and draws.elsewhere),
    pull_case("4 arms, all of them below zero", 4, 0.0, shift=-10.0),
)
BEST_CASES = (
    greedy_case("4 arms, two of them best", 0.0, 2.0, 2.0, 1.0),
    pull_case("3 arms, two of them best", 3, 0.0, lambda d: d.arm == d.early == d.last, tie=True),
    pull_case("6 arms, two of them best", 6, 0.0, lambda d: d.arm == 0, tie=True),
)
ALWAYS_CASES = (
    pull_case("3 arms", 3, 1.0, lambda d: d.luck > 0.1 and d.arm not in (d.best, d.early)),
    pull_case(
        "4 arms, and the lot falls on the best",
        *(4, 1.0, lambda d: d.arm == d.best != d.early),
        best=1,
    ),
    pull_case(
        "4 arms, and the lot falls on the last",
        *(4, 1.0, lambda d: d.arm == d.last != d.early),
        best=2,
    ),
    pull_case("7 arms", 7, 1.0),
)
BETWEEN_CASES = (
    pull_case("4 arms, draw above epsilon", 4, 0.25, lambda d: d.luck > 0.75 and d.elsewhere),
    pull_case(
        "4 arms, draw below epsilon",
        *(4, 0.5, lambda d: 0.1 < d.luck < 0.5 and d.late < 0.5 and d.elsewhere),
    ),
    pull_case("5 arms, draw below epsilon", 5, 0.75, lambda d: d.luck < 0.75 and d.elsewhere),
)
CHOOSE = Answer(
    name="epsilon_greedy",
    inputs=("values", "epsilon", "rng"),
    outputs=("arm",),
    reference=bandit.epsilon_greedy,
    parts=(
        Part("epsilon 0", 1, ("arm",), NEVER_CASES),
        Part("ties", 1, ("arm",), BEST_CASES),
        Part("epsilon 1", 1, ("arm",), ALWAYS_CASES),
        Part("in between", 1, ("arm",), BETWEEN_CASES),
    ),
    misconceptions=EPSILON_GREEDY,
    todo="Draw rng.random(). Below epsilon: any arm, by rng.integers. If not: the best by values.",
)


def reward_case(count):
    """An old mean, and a reward that misses it by some number and an eighth."""

    def inputs(rng):
        mean, reward = (halves(rng, 2) + [0.0, 0.125]).tolist()
        return mean, count, reward

    return Case(f"reward number {count}", inputs)


FEW_CASES = (
    fixed_case("the second reward of the chapter", 4.0, 2, 2.0),
    fixed_case("the third reward of the chapter", 3.0, 3, 6.0),
    *(reward_case(5), reward_case(7)),
)
EDGE_CASES = (
    fixed_case("the first reward of the chapter", 0.0, 1, 4.0),
    fixed_case("a hope of 5, and then the first reward", 5.0, 1, 1.0),
    reward_case(1000),
)
MEAN = Answer(
    name="incremental_mean",
    inputs=("mean", "count", "reward"),
    outputs=("new",),
    reference=bandit.incremental_mean,
    parts=(
        Part("a few rewards", 1, ("new",), FEW_CASES),
        Part("first and thousandth", 1, ("new",), EDGE_CASES),
    ),
    misconceptions=INCREMENTAL_MEAN,
    todo="Move the old mean towards the reward, by a part of the miss: one part in `count`.",
)

ASSIGNMENT = Assignment(
    "paradigms",
    (
        Prediction("predict_pulls", 1, "Put your guess after `return`."),
        *(SPLIT, NEAREST, MOVE, CHOOSE, MEAN),
        SelfMarked("wine_shop", 4),
    ),
)
check = Check(ASSIGNMENT)

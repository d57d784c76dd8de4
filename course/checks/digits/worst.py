"""The answer `worst`: the mistakes of which the network was surest.

Shapes: P (n, k) with probabilities, y (n, 1) with labels; the numbers of at most m rows, flat.
"""

from collections.abc import Sequence

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part


def worst(P: np.ndarray, y: np.ndarray, m: int) -> np.ndarray:
    """The numbers of the rows that were read wrong, the surest first, at most m of them."""
    wrong = _wrong(P, y)  # (mistakes,)
    return wrong[np.argsort(-P[wrong].max(axis=1), kind="stable")][:m]


def _wrong(P, y):
    return np.flatnonzero(P.argmax(axis=1) != y[:, 0])


def rows(name: str, P: Sequence[Sequence[float]], y: Sequence[int], m: int) -> Case:
    return Case(name, lambda rng: (np.array(P, float), np.array(y)[:, None], m))


def judged(name: str, n: int, k: int, hits: int, m: int, steps: int | None = None) -> Case:
    """n images, so many of them right. With `steps`, probabilities come in so many sizes only."""

    def inputs(rng):
        said = rng.integers(0, k, n)  # (n,)
        off = rng.integers(1, k, n) * (rng.permutation(n) >= hits)  # (n,)
        first = rng.uniform(0.6, 0.95, n)  # (n,)
        if steps:
            first = rng.permutation(np.arange(n) % steps + 5) / 8  # (n,)
        others = rng.random((n, k)) + 0.1
        others[np.arange(n), said] = 0
        P = others / others.sum(axis=1, keepdims=True) * (1 - first[:, None])
        P[np.arange(n), said] = first
        return P, (said + off)[:, None] % k, m

    return Case(name, inputs)


MISTAKES = (
    rows(
        "three mistakes of four",
        [[0.5, 0.25, 0.25], [0.125, 0.75, 0.125], [0.25, 0.25, 0.5], [0.125, 0.25, 0.625]],
        (1, 0, 2, 0),
        3,
    ),
    judged("nine images, four mistakes", 9, 3, 5, 4),
    judged("fewer mistakes than asked for", 12, 4, 8, 9),
    judged("more mistakes than asked for", 20, 5, 8, 5),
    judged("the surest alone", 15, 4, 6, 1),
    judged("many images", 60, 10, 40, 12),
)
EQUALLY_SURE = (
    rows("two equally sure", [[0.25, 0.75], [0.75, 0.25], [0.125, 0.875]], (0, 1, 1), 2),
    judged("three sizes of sureness", 16, 3, 4, 10, steps=3),
    judged("two sizes of sureness", 24, 5, 6, 12, steps=2),
)


def _sorted(order, rows=_wrong, cut=True):
    """A `worst` that looks at other rows or puts them in another order."""

    def worst(P, y, m):
        found = rows(P, y)
        found = found[order(P, y, found)]
        return found[:m] if cut else found

    return worst


def _by_sureness(P, y, found):
    return np.argsort(-P[found].max(axis=1), kind="stable")


def _by_truth(P, y, found):
    return np.argsort(np.take_along_axis(P, y, axis=1)[found, 0], kind="stable")


def _among_mistakes(P, y, m):
    return _by_sureness(P, y, _wrong(P, y))[:m]


def _how_sure(P, y, m):
    return P[worst(P, y, m)].max(axis=1)


def _first_m(P, y, m):
    found = _wrong(P, y)[:m]
    return found[_by_sureness(P, y, found)]


def _cut_with_the_right_ones(P, y, m):
    surest = np.argsort(-P.max(axis=1), kind="stable")[:m]
    return surest[np.isin(surest, _wrong(P, y))]


MISCONCEPTIONS = (
    Misconception(
        "least sure first",
        _sorted(lambda P, y, found: np.argsort(P[found].max(axis=1), kind="stable")),
        "You have the mistakes, the least sure first. `argsort` goes from small to large, and the "
        "surest should come first.",
    ),
    Misconception(
        "places among the mistakes",
        _among_mistakes,
        "Your numbers count the mistakes, and not the images: 0 is the first mistake, wherever in "
        "the table it is. To look at the image, you need its row in P.",
    ),
    Misconception(
        "right ones as well",
        _sorted(_by_sureness, rows=lambda P, y: np.arange(len(P))),
        "You put all the images in order, and the surest of all are usually right. Only mistakes "
        "are asked for.",
    ),
    Misconception(
        "right ones",
        _sorted(_by_sureness, rows=lambda P, y: np.flatnonzero(P.argmax(axis=1) == y[:, 0])),
        "Those are the images that it read right, and was surest of. The comparison points the "
        "wrong way.",
    ),
    Misconception(
        "by the right class",
        _sorted(_by_truth),
        "You put them in order by how little the right class got. That is the order of the loss, "
        "which is useful too. Here the question is how much the predicted class got.",
    ),
    Misconception(
        "left in the table's order",
        _sorted(lambda P, y, found: np.arange(len(found))),
        "Those are the first mistakes of the table, in the table's order. The surest come first.",
    ),
    Misconception(
        "cut before they are in order",
        _first_m,
        "You took the first m mistakes of the table and put these in order. The surest may come "
        "later. Put all of them in order, and cut then.",
    ),
    Misconception(
        "cut before the right ones are out",
        _cut_with_the_right_ones,
        "You kept the m surest of all the images, and threw out the right ones then. So fewer than "
        "m are left, though there are more mistakes. Throw out first, and cut afterwards.",
    ),
    Misconception(
        "all of them",
        _sorted(_by_sureness, cut=False),
        "The order is right, and m was not used: at most m are asked for.",
    ),
    Misconception(
        "how sure in place of which",
        _how_sure,
        "Those are the probabilities of the worst mistakes. To look at the images you have to "
        "know which rows they are.",
    ),
    Misconception(
        "equals turned round",
        _sorted(lambda P, y, found: np.argsort(P[found].max(axis=1), kind="stable")[::-1]),
        "Of mistakes that are equally sure, the one that comes first should stay first. If you "
        "reverse an order from small to large, equal ones are reversed too. Sort the negative "
        'probabilities instead, with `kind="stable"`.',
    ),
)

WORST = Answer(
    name="worst",
    inputs=("P", "y", "m"),
    outputs=("rows",),
    reference=worst,
    parts=(
        Part("mistakes", points=2, outputs=("rows",), cases=MISTAKES),
        Part("equally sure", points=1, outputs=("rows",), cases=EQUALLY_SURE),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Find the rows that were read wrong, and put them in order, the surest first.",
)

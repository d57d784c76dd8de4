"""The answer `choose_hidden`: a size chosen on the validation set, and the test set opened once.

The networks of the check are tables: each knows what it will say of every image. An image is a
row whose first number says which it is, so nothing has to be trained.

Shapes: images (n, 3), labels (n, 1), what a network gives (n, k).
"""

from collections.abc import Callable, Sequence

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import told

K = 4  # classes
Images = tuple[np.ndarray, np.ndarray]  # and their labels
Trained = Callable[[np.ndarray], np.ndarray]


class TestOpened(AssertionError):
    """A network that was not chosen was asked about the test set: the check's own assertion."""

    __test__ = False  # it is no test of pytest's


def accuracy(network: Trained, images: Images) -> float:
    X, y = images
    return float(np.mean(network(X).argmax(axis=1, keepdims=True) == y))


def choose_hidden(
    sizes: Sequence[int], train: Callable[[int], Trained], validation: Images, test: Images
) -> tuple[int, float]:
    """The smallest of the sizes that do best on the validation set, and how it does on the test."""
    networks = {size: train(size) for size in sizes}
    right = {size: accuracy(network, validation) for size, network in networks.items()}
    best = min(size for size in sizes if right[size] == max(right.values()))
    return best, accuracy(networks[best], test)


def study(
    name: str,
    sizes: Sequence[int],
    hits: Sequence[tuple[int, int]],
    n: int,
    m: int,
    locked: bool = False,
) -> Case:
    """So many sizes, each with its hits among n validation images and among m test images.

    `locked`: of the test images only the best network may be asked.
    """

    def inputs(rng):
        y = rng.integers(0, K, (n + m, 1))
        X = np.column_stack([np.arange(n + m), rng.integers(1, 17, (n + m, 2)) / 2])
        said = {
            size: _answers(rng, y, [*_hits(rng, n, in_n), *_hits(rng, m, in_m)])
            for size, (in_n, in_m) in zip(sizes, hits, strict=True)
        }
        best = max(zip(hits, sizes, strict=True))[1]
        train = _training(said, n, {best} if locked else set(sizes))
        return list(sizes), train, (X[:n], y[:n]), (X[n:], y[n:])

    return Case(name, inputs)


def _hits(rng, n, count):
    return rng.permutation(n) < count  # (n,)


def _answers(rng, y, hit):
    """What a network says of every image, as probabilities, (n, K)."""
    off = rng.integers(1, K, len(y)) * ~np.array(hit)  # (n,)
    said = (y[:, 0] + off) % K
    P = rng.random((len(y), K)) + 2 * np.eye(K)[said]
    return P / P.sum(axis=1, keepdims=True)


def _training(said, first_of_test, allowed):
    """A `train` for the sizes in `said`; only some of its networks may see the test images."""

    @told("a function: train(size) gives a trained network")
    def train(size):
        if size not in said:
            raise ValueError(f"train was called with {size!r}. It takes one of {sorted(said)}.")

        @told("a network: a function of images that gives probabilities")
        def network(X):
            if np.ndim(X) != 2 or np.shape(X)[1] != 3:
                raise ValueError(f"A network got {np.shape(X)}. It takes images, one a row.")
            places = np.asarray(X)[:, 0].astype(int)  # (n,)
            if size not in allowed and (places >= first_of_test).any():
                raise TestOpened(
                    f"the network with {size} hidden neurons was asked about the test set. It is "
                    "opened once, for the size that does best on the validation set."
                )
            return said[size][places]

        return network

    return train


CHOICE = (
    study("three sizes, the middle one best", (8, 16, 32), ((5, 9), (9, 6), (7, 8)), 10, 11),
    study("the smallest best", (4, 8, 16, 32), ((11, 5), (9, 9), (10, 8), (6, 11)), 13, 12),
    study("the largest best", (4, 8, 16), ((6, 9), (8, 10), (12, 7)), 14, 12),
    study("large ones first", (64, 32, 8), ((15, 17), (18, 13), (10, 19)), 21, 23),
    study("one size", (16,), ((7, 5),), 9, 9),
    study("four sizes", (8, 24, 12, 40), ((20, 19), (23, 21), (19, 24), (24, 20)), 29, 31),
)
LOCKED = (
    study("a test set under lock", (8, 16, 32), ((7, 8), (10, 9), (8, 10)), 12, 11, locked=True),
    study("another under lock", (40, 10, 20), ((12, 13), (9, 8), (14, 11)), 16, 15, locked=True),
)
EQUALS = (
    study("two equally good", (8, 16, 32), ((6, 9), (9, 7), (9, 8)), 11, 12),
    study("two equally good, the larger first", (32, 16, 8), ((9, 8), (9, 6), (5, 10)), 11, 13),
    study("all equally good", (24, 6, 12, 48), ((9, 11), (9, 8), (9, 10), (9, 7)), 12, 13),
    study("nobody right", (16, 8, 32), ((0, 4), (0, 3), (0, 5)), 6, 7),
    study("equal at the end", (5, 20, 10), ((8, 12), (13, 11), (13, 9)), 17, 16),
)


def _chooser(choose=None, report=None):
    """A `choose_hidden` that chooses by `choose` and reports by `report`.

    Both get the sizes, and a function that gives a size's share right on one of the two sets.
    `report` gets the chosen size as well.
    """

    def chosen(sizes, train, validation, test):
        networks = {size: train(size) for size in sizes}
        kept = {}

        def right(size, which="validation"):
            if (size, which) not in kept:
                images = validation if which == "validation" else test
                kept[size, which] = accuracy(networks[size], images)
            return kept[size, which]

        best = (choose or _smallest_best)(sizes, right)
        found = report(best, sizes, right) if report else right(best, "test")
        return best, found

    return chosen


def _smallest_best(sizes, right):
    return max(sorted(sizes), key=right)


def _peeking(sizes, train, validation, test):
    """Both sets for each size, and the choice made rightly."""
    scores = {}
    for size in sizes:
        network = train(size)
        scores[size] = accuracy(network, validation), accuracy(network, test)
    best = max(sorted(sizes), key=lambda size: scores[size][0])
    return best, scores[best][1]


def _index(sizes, train, validation, test):
    best, share = choose_hidden(sizes, train, validation, test)
    return list(sizes).index(best), share


def _count(sizes, train, validation, test):
    best, share = choose_hidden(sizes, train, validation, test)
    return best, round(share * len(test[1]))


def _turned(sizes, train, validation, test):
    best, share = choose_hidden(sizes, train, validation, test)
    return share, best


def _wrong_share(sizes, train, validation, test):
    best, share = choose_hidden(sizes, train, validation, test)
    return best, 1 - share


MISCONCEPTIONS = (
    Misconception(
        "both sets for each size",
        _peeking,
        "More than one network was asked about the test set. Perhaps you chose by the validation "
        "set all the same. But a score that you have seen can influence your choice, and a test "
        "set that was opened for each size is a second validation set. Choose first.",
    ),
    Misconception(
        "the validation score reported",
        _chooser(report=lambda best, sizes, right: right(best)),
        "The size is right, and the accuracy is that of the validation set. The best of several "
        "was picked by that very number, so it is a little too high. Which set was kept for an "
        "honest number?",
    ),
    Misconception(
        "last of the best",
        _chooser(choose=lambda sizes, right: max(reversed(list(sizes)), key=right)),
        "Where several sizes do equally well, you took the one that comes last in the list. The "
        "smallest is asked for: if they are equally good, why use more neurons?",
    ),
    Misconception(
        "first of the best",
        _chooser(choose=lambda sizes, right: max(sizes, key=right)),
        "Where several sizes do equally well, you took the one that comes first in the list, as "
        "`max` and `argmax` do. The list need not begin with the smallest.",
    ),
    Misconception(
        "largest of the best",
        _chooser(choose=lambda sizes, right: max(sorted(sizes, reverse=True), key=right)),
        "Where several sizes do equally well, you took the largest. If they are equally good, why "
        "use more neurons?",
    ),
    Misconception(
        "the worst",
        _chooser(choose=lambda sizes, right: min(sorted(sizes), key=right)),
        "That is the size with the fewest right on the validation set. An accuracy is good when "
        "it is high, unlike a loss.",
    ),
    Misconception(
        "always the largest",
        _chooser(choose=lambda sizes, right: max(sizes)),
        "You took the largest size. It usually does best on the training set, and the validation "
        "set is there to find out whether that holds for new images. You did not use it.",
    ),
    Misconception(
        "always the smallest",
        _chooser(choose=lambda sizes, right: min(sizes)),
        "You took the smallest size, whatever the validation set says. The smallest wins only "
        "among those that do equally well.",
    ),
    Misconception(
        "the last one's test",
        _chooser(report=lambda best, sizes, right: right(sizes[-1], "test")),
        "The size is right, and the accuracy is that of the network that was trained last. After "
        "a loop, its variable still holds the last value. Keep the network of the best.",
    ),
    Misconception(
        "the largest one's test",
        _chooser(report=lambda best, sizes, right: right(max(sizes), "test")),
        "The size is right, and the accuracy is that of the largest network. If your loop goes up "
        "through the sizes, that one was trained last, and its name still stands for it after the "
        "loop. Which network did you choose?",
    ),
    Misconception(
        "chosen on the test set",
        _chooser(choose=lambda sizes, right: max(sorted(sizes), key=lambda s: right(s, "test"))),
        "You chose by the test set. The best of several is picked by that very number, so nothing "
        "is left that could give an honest one. Which set is there for choosing?",
    ),
    Misconception(
        "place in place of size",
        _index,
        "That is the place of the best size in the list. The size itself is asked for.",
    ),
    Misconception(
        "how many in place of how often",
        _count,
        "The second number is how many test images were right. Say what part of all of them it is.",
    ),
    Misconception(
        "how often wrong",
        _wrong_share,
        "The second number is the share of test images that were wrong. An accuracy is the share "
        "that was right.",
    ),
    Misconception(
        "the other way round",
        _turned,
        "Both are right, in the wrong order. The size is first, and then the accuracy.",
    ),
)

CHOOSE_HIDDEN = Answer(
    name="choose_hidden",
    inputs=("sizes", "train", "validation", "test"),
    outputs=("size", "accuracy"),
    reference=choose_hidden,
    parts=(
        Part("the choice", points=2, outputs=("size",), cases=CHOICE),
        Part("the test", points=2, outputs=("accuracy",), cases=(*CHOICE, *LOCKED)),
        Part("equals", points=1, outputs=("size",), cases=EQUALS),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Train one network a size, choose on the validation set, and open the test set once.",
)

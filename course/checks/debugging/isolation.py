"""Inputs that show one bug of a broken program and hide the others, and so isolate it.

A learner mends one bug at a time, and each should be worth its points at once: a batch with as
many rows as columns does not show a division by the wrong one of the two, and scores that are all
equal do not show who got which. Shapes: X (n, d_in), y (n, d_out), W1 (d_in, hidden),
b1 (hidden,), W2 (hidden, d_out), b2 (d_out,).
"""

import copy
from collections.abc import Callable

import numpy as np

from course.checks.answers import Case
from course.checks.inputs import ArrayDraw, drawn_params, halves
from reference_impl import Arrays, example
from reference_impl.network import Network

TINY = example.network().params


class Uncounted(np.random.Generator):
    """A generator that seems to stand still, so that nobody sees how much was drawn from it.

    A bug that draws too much shows where the others do not, and is not held against them.
    """

    @property
    def bit_generator(self) -> np.random.BitGenerator:
        """What tells where it stands, and tells the same each time."""
        return STILL

    def __deepcopy__(self, memo: dict) -> "Uncounted":
        return Uncounted(copy.deepcopy(super().bit_generator, memo))


STILL = np.random.PCG64(0)


def generator(seed: int, counted: bool) -> np.random.Generator:
    """A generator, of which the checker may see how far it was used, or may not."""
    return (np.random.Generator if counted else Uncounted)(np.random.PCG64(seed))


def same_rows(n: int, d: int, draw: ArrayDraw = halves) -> Case:
    """Test rows that are the training rows from the end: whoever looks at them learns nothing."""

    def inputs(rng):
        train = draw(rng, n, d)
        return train, train[::-1].copy()

    return Case(f"{n} rows of {d}, and the same from the end", inputs)


def centred(n: int, m: int, d: int, draw: ArrayDraw = halves) -> Case:
    """Training rows with a mean of 0: to take the centre off them, in place or not, is nothing."""

    def inputs(rng):
        train = draw(rng, n, d)
        return train - train.mean(axis=0), draw(rng, m, d) + 1

    return Case(f"{n} rows of {d} with a mean of 0, and {m} others", inputs)


def sizes_case(d_in: int, hidden: int, d_out: int, counted: bool = True) -> Case:
    """The sizes of a network, and a generator."""

    def sizes(rng):
        return d_in, hidden, d_out, generator(rng.integers(1000), counted)

    return Case(f"{d_in} in, {hidden} hidden, {d_out} out", sizes)


def lifted(params: Arrays, X: np.ndarray, lowest: float) -> Arrays:
    """The same parameters with b2 moved so that each output's lowest prediction is `lowest`."""
    z2 = Network.from_params(params).predict(X)  # (n, d_out)
    return params | {"b2": params["b2"] - z2.min(axis=0) + lowest}


def trip_case(
    n: int, *sizes: int, lowest: float, draw: ArrayDraw = halves, zero: bool = False
) -> Case:
    """A network and a batch; with `zero` the first row leaves a hidden neuron at exactly 0."""

    def inputs(rng):
        X, params = draw(rng, n, sizes[0]), drawn_params(rng, sizes, draw)
        if zero:
            params["b1"][0] = -(X[0] @ params["W1"][:, 0])
        return lifted(params, X, lowest), X, draw(rng, n, sizes[2])

    return Case(f"{n} rows, sizes {'-'.join(map(str, sizes))}", inputs)


def bottles(name: str, b2: np.ndarray, rows: slice = slice(None)) -> Case:
    """Some of the four bottles, with this b2."""
    return Case(name, lambda rng: (TINY | {"b2": b2}, example.X4[rows], example.y4[rows]))


def epoch_case(
    scores: Callable[[np.ndarray], np.ndarray],
    n: int,
    *sizes: int,
    size: int,
    rate: float,
    draw: ArrayDraw = halves,
) -> Case:
    """An epoch on n drawn bottles, whose scores are made from what the network says to them.

    Where all scores are equal the order is nobody's business, and nor is how it was drawn.
    """

    def inputs(rng):
        X, params = draw(rng, n, sizes[0]), drawn_params(rng, sizes, draw)
        y = scores(Network.from_params(params).predict(X))  # (n, d_out)
        return params, X, y, size, rate, generator(rng.integers(1000), scores is too_high)

    return Case(f"{n} rows in batches of {size}, {scores.__doc__}", inputs)


def four(name: str, y: np.ndarray, rate: float) -> Case:
    """An epoch on the four bottles, with these scores."""
    counted = len(np.unique(y)) > 1
    return Case(name, lambda rng: (TINY, example.X4, y, 3, rate, generator(1, counted)))


def too_high(y_hat: np.ndarray) -> np.ndarray:
    """each guess 2 too high"""
    return y_hat - 2  # so every batch has a loss of 4, if each bottle has its own score


def equal(y_hat: np.ndarray) -> np.ndarray:
    """one score for all"""
    return np.full(y_hat.shape, 3.0)  # no matter which bottle gets which

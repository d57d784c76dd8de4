"""Random inputs: with sums that are exact, and drawn anew until they suit a case."""

from collections.abc import Callable

import numpy as np

from course.checks.answers import Draw


def marks(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Whole numbers from -4 to 4, none of them zero: their sums are exact."""
    return rng.integers(1, 5, shape) * rng.choice([-1.0, 1.0], shape)


def drawn_until(fits: Callable[..., bool], draw: Draw) -> Draw:
    """A function of rng: the first draw(rng) of which fits(*it) is true."""

    def drawn(rng):
        while not fits(*(found := draw(rng))):
            pass
        return found

    return drawn

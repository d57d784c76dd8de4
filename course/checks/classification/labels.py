"""Labels for bottles, drawn or written by hand, and the cases that are written by hand.

Labels are a column, (n, 1), of class numbers from 0 to k - 1.
"""

from collections.abc import Sequence

import numpy as np

from course.checks.answers import Case
from course.checks.inputs import Numbers


def column(*labels: int) -> np.ndarray:
    """Labels written by hand, as a column."""
    return np.array(labels).reshape(-1, 1)


def by_hand(rows: Sequence[Numbers] | np.ndarray, *classes: int) -> tuple[np.ndarray, np.ndarray]:
    """Logits or probabilities, and their labels, written by hand."""
    return np.array(rows, dtype=float), column(*classes)


def fixed(name: str, *arguments: object) -> Case:
    return Case(name, lambda rng: arguments)


def drawn_labels(rng: np.random.Generator, n: int, k: int) -> np.ndarray:
    """A class for each row in a random order, every class about as often as the others."""
    return rng.permutation(np.arange(n) % k).reshape(n, 1)

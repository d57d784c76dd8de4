"""Labels for bottles, drawn or written by hand, and the cases that are written by hand.

Labels are a column, (n, 1), of class numbers from 0 to k - 1.
"""

import numpy as np

from course.checks.answers import Case


def column(*labels):
    """Labels written by hand, as a column."""
    return np.array(labels).reshape(-1, 1)


def by_hand(rows, *classes):
    """Logits or chances, and their labels, written by hand."""
    return np.array(rows, dtype=float), column(*classes)


def fixed(name, *arguments):
    return Case(name, lambda rng: arguments)


def drawn_labels(rng, n, k):
    """A class for each row in a random order, every class about as often as the others."""
    return rng.permutation(np.arange(n) % k).reshape(n, 1)

"""Shares of one cake, as a softmax gives them out: those of the chapter, and drawn ones.

Shares and their gradient are flat, (k,).
"""

import numpy as np

from reference_impl import layers

SHARES = np.array([0.25, 0.5, 0.25])  # those of the chapter
GRADIENT = np.array([4.0, 2.0, 0.0])  # the chapter's, one for each of these shares


def draw_shares(rng: np.random.Generator, k: int) -> np.ndarray:
    """k shares of one cake, none of them nothing."""
    return layers.softmax(rng.normal(size=(1, k)))[0]  # (k,)

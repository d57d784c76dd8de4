"""Where the weights start: random, and of a size that suits the layer.

Each function returns W (d_in, d_out), drawn from a bell curve with mean 0. Biases start at zero.
"""

import numpy as np


def he(d_in: int, d_out: int, rng: np.random.Generator) -> np.ndarray:
    """He's rule: spread sqrt(2 / d_in), for a layer whose input has been through a ReLU.

    A ReLU turns half of what it sees into zero; the 2 makes up for that half, so that numbers
    neither fade nor blow up from layer to layer. It suits a linear output layer too: what goes
    into it has been through a ReLU.
    Source: He, Zhang, Ren and Sun, "Delving deep into rectifiers", 2015, doi:10.1109/ICCV.2015.123.
    """
    return rng.normal(0, np.sqrt(2 / d_in), (d_in, d_out))  # (d_in, d_out)


def xavier(d_in: int, d_out: int, rng: np.random.Generator) -> np.ndarray:
    """Xavier's rule: spread sqrt(2 / (d_in + d_out)), for tanh and sigmoid layers.

    Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
    networks", AISTATS 2010.
    """
    return rng.normal(0, np.sqrt(2 / (d_in + d_out)), (d_in, d_out))  # (d_in, d_out)


def small(d_in: int, d_out: int, rng: np.random.Generator) -> np.ndarray:
    """The article's start: spread 0.005, whatever the layer. Kept to show what it does."""
    return rng.normal(0, 0.005, (d_in, d_out))  # (d_in, d_out)

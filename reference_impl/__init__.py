"""The reference network: a small neural network in NumPy that all else is checked against.

Read it in this order: layers, losses, network, training, gradcheck. Each step forward
stands beside its step backward.

Sizes, used in every docstring:
    n       rows of X, the examples in a batch
    d_in    numbers that go into a layer, the columns of X
    d_out   numbers that come out of it
    k       classes

Examples are rows: X is (n, d_in), W is (d_in, d_out), b is (d_out,).
"""

import numpy as np

# What signatures call a dictionary of arrays by name, for example {"W1": W1, "b1": b1}.
Arrays = dict[str, np.ndarray]

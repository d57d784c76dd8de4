"""Half the mean squared error as the loss: the mean over all entries of (y_hat - y)^2, over 2.

Some books put the half there so that the slope has no 2. Every gradient is halved with it.
"""

from collections.abc import Callable

import numpy as np


def halved(function: Callable) -> Callable:
    """The same function with each number that it returns halved; what it does besides stays."""

    def half(*arguments):
        result = function(*arguments)
        if isinstance(result, dict):
            return {name: value / 2 for name, value in result.items()}
        return result / 2 if isinstance(result, (float, np.ndarray)) else result

    return half

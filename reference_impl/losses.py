"""How wrong a prediction is, as one number, and which way that number falls.

Shapes: y_hat and y (n, d_out) for numbers; logits (n, k) and y (n, 1) for classes, where
y holds each row's class as a whole number from 0 to k - 1.
"""

import numpy as np

from reference_impl.layers import softmax


def mse(y_hat: np.ndarray, y: np.ndarray) -> float:
    """Mean squared error: the mean over all entries of (y_hat - y)^2, without a half."""
    _same_shape(y_hat, y)
    return ((y_hat - y) ** 2).sum() / y.size  # a number


def rmse(y_hat: np.ndarray, y: np.ndarray) -> float:
    """The root of `mse`: wrong by about so much, in the units of y."""
    return float(np.sqrt(mse(y_hat, y)))


def mse_grad(y_hat: np.ndarray, y: np.ndarray) -> np.ndarray:
    """How fast `mse` moves with each prediction: 2 (y_hat - y) / y.size."""
    _same_shape(y_hat, y)
    return 2 * (y_hat - y) / y.size  # (n, d_out)


def cross_entropy(logits: np.ndarray, y: np.ndarray) -> float:
    """Cross-entropy: the mean over rows of -log(probability given to the right class).

    It takes logits, the numbers before softmax, because log(softmax(z)) is
    z - log(sum of exp(z)), which never meets a log of zero. The row's maximum is
    subtracted first so that exp does not overflow.
    """
    _column_of_labels(logits, y)
    shifted = logits - logits.max(axis=1, keepdims=True)  # (n, k)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))  # (n, k)
    return -np.mean(np.take_along_axis(log_p, y, axis=1))  # a number


def cross_entropy_grad(logits: np.ndarray, y: np.ndarray) -> np.ndarray:
    """How fast `cross_entropy` moves with each logit: (softmax(logits) - Y) / n, Y one-hot."""
    _column_of_labels(logits, y)
    return (softmax(logits) - one_hot(y, logits.shape[1])) / len(y)  # (n, k)


def one_hot(y: np.ndarray, k: int) -> np.ndarray:
    """Write class labels (n, 1) as rows of zeros with a single one: Y (n, k)."""
    return np.eye(k)[y[:, 0]]  # (n, k)


def _same_shape(y_hat, y):
    """Refuse the subtraction that NumPy would broadcast to (n, n) in silence."""
    if y_hat.shape != y.shape:
        raise ValueError(
            f"y_hat has shape {y_hat.shape} and y has shape {y.shape}; expected the same. "
            "NumPy would stretch both to a grid without a word. "
            "If y is one column, write y.reshape(-1, 1)."
        )


def _column_of_labels(logits, y):
    if y.shape != (len(logits), 1):
        raise ValueError(
            f"y has shape {y.shape}; expected ({len(logits)}, 1), one class label for each "
            "row of logits. Write y.reshape(-1, 1)."
        )

"""How wrong a prediction is, as one number, and which way that number falls.

Shapes: y_hat and y (n, d_out) for numbers; logits (n, k) and y (n, 1) for classes, where
y holds each row's class as a whole number from 0 to k - 1; logits and y (n, 1) for yes or
no, where y is 1 or 0.
"""

import numpy as np

from reference_impl.layers import sigmoid, softmax


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


def log_loss(logits: np.ndarray, y: np.ndarray) -> float:
    """Log loss: the mean over rows of -log(probability given to what is true), for yes or no.

    It takes logits, because -y log(sigmoid(z)) - (1 - y) log(1 - sigmoid(z)) is
    log(1 + exp(z)) - y z, which never meets a log of zero; what is largest is taken out
    first so that exp does not overflow. With a second logit of 0 it is `cross_entropy`.
    """
    _same_shape(logits, y)
    most = np.maximum(logits.real, 0)  # (n, 1)
    log_total = most + np.log(np.exp(-most) + np.exp(logits - most))  # (n, 1)
    return np.mean(log_total - y * logits)  # a number


def log_loss_grad(logits: np.ndarray, y: np.ndarray) -> np.ndarray:
    """How fast `log_loss` moves with each logit: (sigmoid(logits) - y) / n."""
    _same_shape(logits, y)
    return (sigmoid(logits) - y) / len(y)  # (n, 1)


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

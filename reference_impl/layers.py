"""The steps that a network is made of, each with its way back.

Forward: what the step does to numbers. Backward: given how fast the loss moves with the
step's output (dZ or dA, the "blame"), how fast it moves with what went in. A backward
function returns arrays of the shapes of what went in.

Shapes: X (n, d_in), W (d_in, d_out), b (d_out,), Z = X @ W + b and A are (n, d_out).
For matrices `np.dot(X, W)` is `X @ W`; on small ones it takes about a third less time.
"""

import numpy as np


def affine(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Weigh each row's numbers, add them up and add the bias: Z = X @ W + b."""
    return np.dot(X, W) + b  # (n, d_out)


def affine_backward(
    dZ: np.ndarray, X: np.ndarray, W: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Share out the blame of an affine step among what went in: dX, dW, db."""
    return affine_backward_input(dZ, W), *affine_backward_params(dZ, X)


def affine_backward_input(dZ: np.ndarray, W: np.ndarray) -> np.ndarray:
    """The input's share: each number is blamed along every arrow that left it, dX = dZ @ W.T."""
    return np.dot(dZ, W.T)  # (n, d_in)


def affine_backward_params(dZ: np.ndarray, X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The parameters' share: dW = X.T @ dZ, and db = the sum of dZ's rows.

    One weight and one bias served every row, so each takes the sum of every row's blame.
    """
    return np.dot(X.T, dZ), dZ.sum(axis=0)  # (d_in, d_out), (d_out,)


def relu(z: np.ndarray) -> np.ndarray:
    """Let positive numbers through and turn the rest into zero: max(z, 0)."""
    return np.maximum(z, 0)  # (n, d_out)


def relu_backward(dA: np.ndarray, z: np.ndarray) -> np.ndarray:
    """Pass blame where the neuron was awake: dA * (z > 0). At exactly zero the slope is 0."""
    return dA * (z > 0)  # (n, d_out)


def sigmoid(z: np.ndarray) -> np.ndarray:
    """Squash any number into (0, 1): 1 / (1 + exp(-z)).

    Written as (1 + tanh(z / 2)) / 2, the same curve, because exp(1000) overflows.
    """
    return (1 + np.tanh(z / 2)) / 2  # (n, d_out)


def sigmoid_backward(dA: np.ndarray, a: np.ndarray) -> np.ndarray:
    """Pass blame through the slope a * (1 - a), where a = sigmoid(z) is the output."""
    return dA * a * (1 - a)  # (n, d_out)


def tanh(z: np.ndarray) -> np.ndarray:
    """Squash any number into (-1, 1): the hyperbolic tangent."""
    return np.tanh(z)  # (n, d_out)


def tanh_backward(dA: np.ndarray, a: np.ndarray) -> np.ndarray:
    """Pass blame through the slope 1 - a^2, where a = tanh(z) is the output."""
    return dA * (1 - a**2)  # (n, d_out)


def softmax(z: np.ndarray) -> np.ndarray:
    """Turn each row into probabilities that add up to one: exp(z) / sum of the row's exp(z).

    The row's maximum is subtracted first. It changes nothing in the result, and exp
    no longer overflows.
    """
    e = np.exp(z - z.max(axis=1, keepdims=True))  # (n, k)
    return e / e.sum(axis=1, keepdims=True)  # (n, k)


def softmax_backward(dA: np.ndarray, a: np.ndarray) -> np.ndarray:
    """Pass blame through softmax: a * (dA - sum of the row's dA * a), where a is the output.

    Each output depends on the whole row, so the row's blame is mixed.
    """
    return a * (dA - (dA * a).sum(axis=1, keepdims=True))  # (n, k)

"""A feed-forward network: affine and ReLU in turn, and a head that fits the task.

The functions `forward` and `backward` do the work on a dictionary of parameters
{"W1", "b1", "W2", ...} and check nothing. The class `Network` holds the parameters and
checks what it is given, once, at the door.

Shapes: X (n, sizes[0]); Wi (sizes[i-1], sizes[i]); bi (sizes[i],); y_hat (n, sizes[-1]).
The last layer has no ReLU: a regression's prediction may be any number, and a
classification's numbers are logits, which softmax turns into probabilities. A binary
classification is one logit, which sigmoid turns into the probability of a yes.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from reference_impl import Arrays, training
from reference_impl.initialise import he
from reference_impl.layers import (
    affine,
    affine_backward_input,
    affine_backward_params,
    relu,
    relu_backward,
    sigmoid,
    softmax,
)
from reference_impl.losses import (
    cross_entropy,
    cross_entropy_grad,
    log_loss,
    log_loss_grad,
    mse,
    mse_grad,
)
from reference_impl.validate import (
    check_answers,
    check_bias,
    check_columns,
    check_labels,
    check_matrix,
    check_positive,
    check_rows_match,
)


class Head(NamedTuple):
    """What the last layer's numbers mean: how to predict, how wrong, which way is up."""

    predict: Callable[[np.ndarray], np.ndarray]
    loss: Callable[[np.ndarray, np.ndarray], float]
    loss_grad: Callable[[np.ndarray, np.ndarray], np.ndarray]


HEADS = {
    "regression": Head(lambda z: z, mse, mse_grad),
    "classification": Head(softmax, cross_entropy, cross_entropy_grad),
    "binary": Head(sigmoid, log_loss, log_loss_grad),
}


def depth(params: Arrays) -> int:
    """The number of layers that hold weights: half the number of parameter arrays."""
    return len(params) // 2


def forward(params: Arrays, X: np.ndarray) -> Arrays:
    """Run X through every layer and keep each step's result in a cache, for the way back.

    The cache holds "a0" (= X), then for each layer i "zi" before and "ai" after its ReLU.
    The last layer's "zi" is the output; it has no "ai".
    """
    cache = {"a0": X}
    last = depth(params)
    for i in range(1, last + 1):
        cache[f"z{i}"] = affine(cache[f"a{i - 1}"], params[f"W{i}"], params[f"b{i}"])
        if i < last:
            cache[f"a{i}"] = relu(cache[f"z{i}"])  # (n, sizes[i])
    return cache


def backward(
    params: Arrays,
    cache: Arrays,
    y: np.ndarray,
    loss_grad: Callable[[np.ndarray, np.ndarray], np.ndarray],
) -> Arrays:
    """Follow the blame from the loss back through every layer: {"dWi", "dbi"} for each.

    Each gradient has its parameter's shape. Nothing is updated here: every layer's blame
    is worked out with the weights that made the prediction.
    """
    gradients = {}
    last = depth(params)
    dz = loss_grad(cache[f"z{last}"], y)  # (n, sizes[-1])
    for i in range(last, 0, -1):
        gradients[f"dW{i}"], gradients[f"db{i}"] = affine_backward_params(dz, cache[f"a{i - 1}"])
        if i > 1:  # nobody asks what the data is to blame for
            da = affine_backward_input(dz, params[f"W{i}"])  # (n, sizes[i-1])
            dz = relu_backward(da, cache[f"z{i - 1}"])  # (n, sizes[i-1])
    return gradients


class Network:
    """A network of the given layer sizes, for example [11, 64, 1]: 11 in, 64 hidden, 1 out."""

    head: Head
    params: Arrays

    def __init__(
        self,
        sizes: Sequence[int],
        rng: np.random.Generator,
        head: str = "regression",
        init: Callable[[int, int, np.random.Generator], np.ndarray] = he,
    ) -> None:
        """Start weights by `init` and biases at zero; `rng` is a `numpy.random.Generator`."""
        if len(sizes) < 2:
            raise ValueError(f"sizes is {sizes!r}; expected at least input and output, as [11, 1].")
        for size in sizes:
            check_positive("a layer size", size, whole=True)
        self.head = _head(head)
        self.params = {}
        for i, (d_in, d_out) in enumerate(zip(sizes[:-1], sizes[1:], strict=True), start=1):
            self.params[f"W{i}"] = init(d_in, d_out, rng)  # (d_in, d_out)
            self.params[f"b{i}"] = np.zeros(d_out)  # (d_out,)

    @classmethod
    def from_params(cls, params: Arrays, head: str = "regression") -> "Network":
        """Make a network of copies of the given arrays: {"W1", "b1", "W2", "b2", ...}."""
        network = cls.__new__(cls)
        network.head = _head(head)
        network.params = _checked_params(params)
        return network

    @property
    def sizes(self) -> list[int]:
        """The layer sizes, input first."""
        last = depth(self.params)
        return [len(self.params["W1"])] + [len(self.params[f"b{i}"]) for i in range(1, last + 1)]

    def forward(self, X: np.ndarray) -> Arrays:
        """Run X (n, sizes[0]) through the network: the cache, with "y_hat" (n, sizes[-1]) in it."""
        cache = forward(self.params, self._checked_X(X))
        cache["y_hat"] = self.head.predict(cache[f"z{depth(self.params)}"])
        return cache

    def predict(self, X: np.ndarray) -> np.ndarray:
        """The prediction for each row: numbers, or a probability for each class or of a yes."""
        return self.forward(X)["y_hat"]  # (n, sizes[-1])

    def loss(self, X: np.ndarray, y: np.ndarray) -> float:
        """The mean loss of the predictions for X against y."""
        X, y = self.checked(X, y)
        return self.loss_at(self.params, X, y)

    def loss_at(self, params: Arrays, X: np.ndarray, y: np.ndarray) -> float:
        """The loss that other parameters would give, unchecked: what `gradcheck` nudges."""
        return self.head.loss(forward(params, X)[f"z{depth(params)}"], y)

    def loss_and_gradients(self, X: np.ndarray, y: np.ndarray) -> tuple[float, Arrays]:
        """One batch forward and back, unchecked: what `fit` does for each batch."""
        cache = forward(self.params, X)
        loss = self.head.loss(cache[f"z{depth(self.params)}"], y)
        return loss, backward(self.params, cache, y, self.head.loss_grad)

    def backward(self, cache: Arrays, y: np.ndarray) -> Arrays:
        """The gradient of the loss for every parameter, from the cache that `forward` gave."""
        _, y = self.checked(cache["a0"], y)
        return backward(self.params, cache, y, self.head.loss_grad)

    def update_params(
        self, gradients: Arrays, learning_rate: float, weight_decay: float = 0.0
    ) -> None:
        """Take one step downhill with gradients from `backward`."""
        check_positive("learning_rate", learning_rate)
        self.params = training.step(self.params, gradients, learning_rate, weight_decay)

    def fit(
        self, X: np.ndarray, y: np.ndarray, rng: np.random.Generator, **settings: Any
    ) -> dict[str, list[float]]:
        """Train on X and y and return the history; `training.fit` says what can be set."""
        return training.fit(self, X, y, rng, **settings)

    def evaluate(self, X: np.ndarray, y: np.ndarray) -> dict[str, float]:
        """How good the network is on X and y: "loss", and "rmse" or "accuracy"."""
        X, y = self.checked(X, y)
        loss = float(self.loss_at(self.params, X, y))
        if self.head is HEADS["regression"]:
            return {"loss": loss, "rmse": loss**0.5}
        y_hat = self.predict(X)  # (n, sizes[-1])
        binary = self.head is HEADS["binary"]
        answer = y_hat > 0.5 if binary else y_hat.argmax(axis=1, keepdims=True)  # (n, 1)
        return {"loss": loss, "accuracy": float((answer == y).mean())}

    def _checked_X(self, X: np.ndarray, name: str = "X") -> np.ndarray:
        X = check_matrix(name, X)
        check_columns(name, X, self.sizes[0])
        return X

    def checked(
        self, X: np.ndarray, y: np.ndarray, name_X: str = "X", name_y: str = "y"
    ) -> tuple[np.ndarray, np.ndarray]:
        """X and y at the door: shapes, finite numbers, labels in range."""
        X = self._checked_X(X, name_X)
        if self.head is HEADS["classification"]:
            y = check_labels(name_y, y, self.sizes[-1])
        elif self.head is HEADS["binary"]:
            y = check_answers(name_y, y)
        else:
            y = check_matrix(name_y, y)
            check_columns(name_y, y, self.sizes[-1])
        check_rows_match(X, y, name_X, name_y)
        return X, y


def _head(name: str) -> Head:
    if name not in HEADS:
        raise ValueError(f"head is {name!r}; expected one of {', '.join(sorted(HEADS))}.")
    return HEADS[name]


def _checked_params(params):
    """Copies of the arrays, refused where they do not fit onto each other."""
    layers = range(1, depth(params) + 1)
    if not layers or set(params) != {f"{kind}{i}" for kind in "Wb" for i in layers}:
        raise ValueError(f"params holds {sorted(params)}; expected W1, b1, W2, b2 and so on.")
    weights = {f"W{i}": check_matrix(f"W{i}", params[f"W{i}"]).copy() for i in layers}
    biases = {f"b{i}": check_bias(f"b{i}", params[f"b{i}"], weights[f"W{i}"]) for i in layers}
    for i in layers[1:]:
        width = weights[f"W{i - 1}"].shape[1]
        if len(weights[f"W{i}"]) != width:
            raise ValueError(
                f"W{i} has shape {weights[f'W{i}'].shape}; expected {width} rows, one for each "
                f"column of W{i - 1}."
            )
    return {name: {**weights, **biases}[name] for i in layers for name in (f"W{i}", f"b{i}")}

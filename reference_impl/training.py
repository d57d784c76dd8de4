"""Learning: the step downhill, the two loops (epochs outside, batches inside), and a record."""

import math
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from reference_impl import Arrays
from reference_impl.validate import check_positive

if TYPE_CHECKING:  # at run time it is `network` that imports this module
    from reference_impl.network import Network


class TrainingDiverged(ArithmeticError):
    """Training stopped because the loss was no longer a finite number.

    `epoch` says when, `history` holds the epochs before it. The network keeps the weights
    that it had at the end of that history, the last ones whose loss was finite.
    """

    def __init__(self, epoch: int, learning_rate: float, history: dict[str, list[float]]) -> None:
        super().__init__(
            f"Training stopped in epoch {epoch}: the loss is no longer a finite number. Either the "
            f"steps are too large (learning_rate is {learning_rate:g}) or X is not standardised. "
            f"The network keeps its weights from before that epoch, when the loss was finite. "
            f"Start again with a new network and learning_rate={learning_rate / 10:g}."
        )
        self.epoch = epoch
        self.history = history


def step(
    params: Arrays, gradients: Arrays, learning_rate: float, weight_decay: float = 0.0
) -> Arrays:
    """Move every parameter a little downhill: W - learning_rate * (dW + weight_decay * W).

    Biases do not decay. The result is new arrays; the old ones stay as they were.
    """
    new = {}
    for name, value in params.items():
        gradient = gradients["d" + name]
        if weight_decay and name.startswith("W"):
            gradient = gradient + weight_decay * value
        new[name] = value - learning_rate * gradient
    return new


def minibatches(
    X: np.ndarray, y: np.ndarray, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield the rows of X and y in a new random order, batch_size at a time.

    One `rng.permutation(n)` an epoch; X and y are shuffled together. The last batch may be
    shorter; it is kept.
    """
    order = rng.permutation(len(X))  # (n,)
    X, y = X[order], y[order]  # copies: the caller's stay in their order
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y[start : start + batch_size]


def fit(network: "Network", X: np.ndarray, y: np.ndarray, rng: np.random.Generator, *,
        epochs: int, batch_size: int, learning_rate: float, weight_decay: float = 0.0,
        validation: tuple[np.ndarray, np.ndarray] | None = None,
        progress: bool = True) -> dict[str, list[float]]:  # fmt: skip
    """Train a network by mini-batch gradient descent and return its history.

    The history is a dictionary of lists with one entry an epoch: "epoch"; "training_loss",
    the mean over the epoch's rows, each measured before its batch's step; "gradient_norm", the
    mean length of the batches' gradients; "validation_loss" after the epoch, where
    `validation=(X, y)` is given; "update_norm", how far the parameters moved; "seconds".

    `progress` keeps one line on standard output up to date. Raises ValueError for arguments
    that do not fit, and TrainingDiverged where the loss stops being a finite number.
    """
    X, y = network.checked(X, y)
    if validation is not None:
        validation = network.checked(*validation, "validation X", "validation y")
    _check_settings(epochs, batch_size, learning_rate, weight_decay)
    history: dict[str, list[float]] = {}
    for epoch in range(1, epochs + 1):
        before, batches = network.params, minibatches(X, y, batch_size, rng)
        with np.errstate(over="ignore", invalid="ignore"):  # reported below, in words
            record = _one_epoch(network, batches, validation, learning_rate, weight_decay)
            after = network.loss_at(network.params, X[:batch_size], y[:batch_size])  # the last step
        if not np.isfinite([after, *record.values()]).all():
            network.params = before
            raise TrainingDiverged(epoch, learning_rate, history)
        for name, value in {"epoch": epoch, **record}.items():
            history.setdefault(name, []).append(value)
        if progress:
            _show_progress(epoch, epochs, record)
    return history


def _one_epoch(network, batches, validation, learning_rate, weight_decay):
    """Take one step for each batch, and record how it went."""
    began, before = time.perf_counter(), network.params
    rows = losses = norms = count = 0
    for X, y in batches:
        loss, gradients = network.loss_and_gradients(X, y)
        network.params = step(network.params, gradients, learning_rate, weight_decay)
        rows, losses = rows + len(X), losses + loss * len(X)
        count, norms = count + 1, norms + _norm(gradients)
    record = {"training_loss": losses / rows, "gradient_norm": norms / count}
    if validation is not None:
        record["validation_loss"] = network.loss_at(network.params, *validation)
    record["update_norm"] = _norm({name: network.params[name] - before[name] for name in before})
    record["seconds"] = time.perf_counter() - began
    return {name: float(value) for name, value in record.items()}


def _norm(arrays):
    """The length of all the arrays' entries taken as one long vector."""
    return math.sqrt(sum(np.vdot(array, array) for array in arrays.values()))


def _check_settings(epochs, batch_size, learning_rate, weight_decay):
    check_positive("epochs", epochs, whole=True)
    check_positive("batch_size", batch_size, whole=True)
    check_positive("learning_rate", learning_rate)
    if weight_decay != 0:
        check_positive("weight_decay", weight_decay)


def _show_progress(epoch, epochs, record):
    """One line that rewrites itself, on standard output: a notebook shows the rest in red."""
    end = "\n" if epoch == epochs else ""
    loss = record.get("validation_loss", record["training_loss"])
    bar = "#" * (20 * epoch // epochs)
    print(f"\repoch {epoch}/{epochs} |{bar:20}| loss {loss:.4f}", end=end, flush=True)

"""In the jail, the reference network of the cells that came with an exercise.

It has the parameters here, and works with them outside: nothing that a learner is asked to write
can be read or called from an answer.
"""

from typing import Any

import numpy as np


def outside(name: str, *arguments: Any) -> Any:
    """Ask the grader; another function is put here when the conversation with it begins."""
    raise RuntimeError("There is no grader to ask.")


class Network:
    """A network with its parameters by name, such as {"W1": W1, "b1": b1}."""

    def __init__(self, params: dict[str, np.ndarray]) -> None:
        self.params = {name: np.array(value) for name, value in params.items()}

    @classmethod
    def from_params(cls, params: dict[str, np.ndarray]) -> "Network":
        """A network with these parameters."""
        return cls(params)

    def forward(self, X: np.ndarray) -> dict[str, np.ndarray]:
        """Every step of the forward pass."""
        return outside("forward", self.params, X)

    def predict(self, X: np.ndarray) -> np.ndarray:
        """The predictions."""
        return outside("predict", self.params, X)

    def loss(self, X: np.ndarray, y: np.ndarray) -> float:
        """The mean squared error."""
        return outside("loss", self.params, X, y)

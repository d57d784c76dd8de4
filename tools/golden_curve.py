"""The golden curve: how the wine network learns on the stand-in table, kept in a file.

`python tools/golden_curve.py` writes the file anew. Do so only when a change to the
curve is meant, and say in the commit why it moved.
"""

import json
from pathlib import Path

import numpy as np

from reference_impl.data import load_wine_quality, standardize, train_test_split
from reference_impl.network import Network

FILE = Path(__file__).parents[1] / "tests/reference_impl/golden_curve.json"


def train():
    table = load_wine_quality("stand-in").table.drop_duplicates()
    X, y = table.drop(columns="quality").to_numpy(), table[["quality"]].to_numpy(float)
    X_train, X_test, y_train, y_test = train_test_split(X, y, 0.2, np.random.default_rng(0))
    X_train, X_test = standardize(X_train, X_test)
    network = Network([11, 64, 1], np.random.default_rng(1))
    history = network.fit(
        X_train, y_train, np.random.default_rng(2), epochs=20, batch_size=32, learning_rate=0.01,
        weight_decay=0.03, validation=(X_test, y_test), progress=False,
    )  # fmt: skip
    return {name: history[name] for name in ("training_loss", "validation_loss", "update_norm")}


if __name__ == "__main__":
    FILE.write_text(json.dumps(train(), indent=1) + "\n")
    print(f"wrote {FILE}")

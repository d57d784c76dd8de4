"""How fast the reference network trains, beside two libraries and the bare arithmetic.

Run by `make bench`. Epochs a second on 11-64-1, batch 32, 1,599 rows, one thread, all in one
process and in turn, so that the ratios hold when the machine's speed drifts. At the end: what
it costs to multiply tables of slopes from the front, beside blame sent back from the end.
"""

import statistics
import time
import warnings

import numpy as np
import threadpoolctl

from reference_impl.network import Network

ROWS, SIZES, BATCH, RATE, EPOCHS, ROUNDS = 1599, [11, 64, 1], 32, 0.01, 60, 7


def draw():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(ROWS, SIZES[0]))  # (n, 11)
    return X, X[:, :1] + rng.normal(size=(ROWS, 1))  # (n, 1)


def reference(X, y):
    rng = np.random.default_rng(0)
    network = Network(SIZES, rng)
    return lambda: network.fit(
        X, y, rng, epochs=EPOCHS, batch_size=BATCH, learning_rate=RATE, progress=False
    )


def scikit_learn(X, y):
    from sklearn.neural_network import MLPRegressor

    model = MLPRegressor(
        hidden_layer_sizes=SIZES[1:-1],
        solver="sgd",
        alpha=0.0,
        momentum=0.0,
        batch_size=BATCH,
        learning_rate_init=RATE,
        max_iter=EPOCHS,
        tol=0.0,
        n_iter_no_change=EPOCHS + 1,
    )
    return lambda: model.fit(X, y[:, 0])


def pytorch(X, y):
    import torch

    torch.set_num_threads(1)
    X, y = torch.from_numpy(X), torch.from_numpy(y)
    model = torch.nn.Sequential(
        torch.nn.Linear(11, 64), torch.nn.ReLU(), torch.nn.Linear(64, 1)
    ).double()
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE)

    def train():
        history = []
        for _ in range(EPOCHS):
            order = torch.randperm(ROWS)
            total = 0.0
            for start in range(0, ROWS, BATCH):
                rows = order[start : start + BATCH]
                optimizer.zero_grad()
                loss = torch.nn.functional.mse_loss(model(X[rows]), y[rows])
                loss.backward()
                optimizer.step()
                total += loss.item() * len(rows)
            history.append(total / ROWS)  # the others keep the training loss too

    return train


def bare_products(X, y):
    """The floor: the five matrix products of one batch, into arrays that are there already."""
    X = X[:BATCH].copy()
    W1, W2, z1, z2 = (np.ones(s) for s in ((11, 64), (64, 1), (BATCH, 64), (BATCH, 1)))
    dW1, dW2, da1 = (np.ones(s) for s in ((11, 64), (64, 1), (BATCH, 64)))

    def multiply():
        for _ in range(EPOCHS * -(-ROWS // BATCH)):
            np.dot(X, W1, out=z1)
            np.dot(z1, W2, out=z2)
            np.dot(z1.T, z2, out=dW2)
            np.dot(z2, W2.T, out=da1)
            np.dot(X.T, da1, out=dW1)

    return multiply


def measure(contenders):
    """Epochs a second of each, ROUNDS times in turn, after one round that does not count."""
    speeds = {name: [] for name in contenders}
    for _ in range(ROUNDS + 1):
        for name, train in contenders.items():
            began = time.perf_counter()
            train()
            speeds[name].append(EPOCHS / (time.perf_counter() - began))
    return {name: values[1:] for name, values in speeds.items()}


def full_jacobian_beside_vjp(width=1000):
    """How many times longer it takes to multiply tables from the front than a row from the end."""
    table, row = np.ones((width, width)), np.ones((1, width))
    ratios = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        row @ (table @ table)
        middle = time.perf_counter()
        for _ in range(20):
            (row @ table) @ table
        ratios.append((middle - began) / ((time.perf_counter() - middle) / 20))
    return ratios[1:]


def main():
    warnings.filterwarnings("ignore", message="Stochastic Optimizer: Maximum iterations")
    X, y = draw()
    contenders = {"reference_impl.Network": reference(X, y)}
    others = {"scikit-learn": scikit_learn, "PyTorch": pytorch, "five bare np.dot": bare_products}
    for name, make in others.items():
        try:
            contenders[name] = make(X, y)
        except ImportError:
            print(f"{name}: not installed, left out")
    with threadpoolctl.threadpool_limits(1):
        speeds = measure(contenders)
        slower = full_jacobian_beside_vjp()
    ours = speeds["reference_impl.Network"]
    print(f"{'':24}{'epochs a second':>16}{'ours / theirs':>16}{'(range)':>16}")
    for name, values in speeds.items():
        ratios = [a / b for a, b in zip(ours, values, strict=True)]
        spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
        print(
            f"{name:24}{statistics.median(values):16.0f}{statistics.median(ratios):16.2f}{spread:>16}"
        )
    spread = f"({min(slower):.0f} to {max(slower):.0f}; counted: 500)"
    print(f"full Jacobian / VJP, 1,000 wide: {statistics.median(slower):.0f} {spread}")


if __name__ == "__main__":
    main()

"""Right answers to the debugging assignment, written as learners write them."""

from collections import OrderedDict

import numpy as np

from course.checks.debugging.report import CULPRITS, NAMES, REPORT

# --- standardise ---


def standardise_on_copies(train, test):
    centre, spread = train.mean(axis=0), train.std(axis=0)
    train, test = train.copy(), test.copy()
    for table in (train, test):
        table -= centre
        table /= spread
    return train, test


def standardise_by_columns(train, test):
    new_train, new_test = np.zeros(train.shape), np.zeros(test.shape)
    for j in range(train.shape[1]):
        middle = sum(train[:, j]) / len(train)
        spread = (sum((x - middle) ** 2 for x in train[:, j]) / len(train)) ** 0.5
        new_train[:, j] = [(x - middle) / spread for x in train[:, j]]
        new_test[:, j] = [(x - middle) / spread for x in test[:, j]]
    return new_train, new_test


def standardise_together(train, test):
    both = np.concatenate([train, test])
    z = (both - np.average(train, axis=0)) / np.sqrt(np.var(train, axis=0))
    return [z[: len(train)].tolist(), z[len(train) :].tolist()]


def standardise_in_the_loop(train, test):
    learnt_from = train
    ruler = learnt_from.mean(axis=0), learnt_from.std(axis=0)
    return tuple((table - ruler[0]) / ruler[1] for table in (train, test))


# --- start ---


def start_scaled(d_in, hidden, d_out, rng):
    params = {"W1": rng.standard_normal((d_in, hidden)) * (2 / d_in) ** 0.5}
    params["b1"] = [0] * hidden
    params["W2"] = rng.standard_normal((hidden, d_out)) * (2 / hidden) ** 0.5
    params["b2"] = [0] * d_out
    return params


def start_by_loop(d_in, hidden, d_out, rng):
    params, sizes = {}, [d_in, hidden, d_out]
    for i in (1, 2):
        shape = sizes[i - 1], sizes[i]
        params[f"W{i}"] = rng.normal(loc=0, scale=np.sqrt(2) / np.sqrt(shape[0]), size=shape)
        params[f"b{i}"] = np.zeros(shape[1], int)
    return params


def start_flat(d_in, hidden, d_out, rng):
    W1 = rng.normal(0, np.sqrt(2 / d_in), d_in * hidden).reshape(d_in, hidden)
    W2 = rng.normal(0, np.sqrt(2 / hidden), hidden * d_out).reshape(hidden, -1).tolist()
    return OrderedDict(W2=W2, W1=W1, b2=0 * np.ones(d_out), b1=0 * np.ones(hidden), more=1)


# --- loss_and_gradients ---


def trip_with_size(p, X, y):
    z1 = X @ p["W1"] + p["b1"]
    a1 = z1 * (z1 > 0)
    e = a1 @ p["W2"] + p["b2"] - y
    dz2 = 2 / y.size * e
    dz1 = np.where(z1 > 0, dz2 @ p["W2"].T, 0)
    return (e**2).mean(), {
        "dW1": X.T @ dz1, "db1": dz1.sum(0), "dW2": a1.T @ dz2, "db2": dz2.sum(0),
    }  # fmt: skip


def trip_by_a1(params, X, y):
    """The mask may be asked of a1 as well: it is above 0 where z1 is."""
    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    a1 = np.maximum(0, np.einsum("ni,ih->nh", X, W1) + b1)
    y_hat = np.einsum("nh,ho->no", a1, W2) + b2
    dz2 = (y_hat - y) / len(X) / len(y[0]) * 2
    dz1 = np.einsum("no,ho->nh", dz2, W2) * np.sign(a1)
    gradients = {"dW2": np.einsum("nh,no->ho", a1, dz2), "db2": list(np.einsum("no->o", dz2))}
    gradients.update(dW1=np.einsum("ni,nh->ih", X, dz1).tolist(), db1=np.ones(len(X)) @ dz1)
    return [np.average((y - y_hat) ** 2), gradients]


def trip_by_bottle(params, X, y):
    """One bottle after the other, added up."""
    loss, gradients = 0.0, {f"d{name}": np.zeros(np.shape(v)) for name, v in params.items()}
    for x, scores in zip(X, y, strict=True):
        z1 = x @ params["W1"] + params["b1"]
        a1 = np.maximum(z1, 0)
        miss = a1 @ params["W2"] + params["b2"] - scores
        loss += sum(miss**2) / y.size
        dz1 = params["W2"] @ miss * (z1 > 0)
        gradients["dW2"] += 2 * np.outer(a1, miss) / y.size
        gradients["db2"] += 2 * miss / y.size
        gradients["dW1"] += 2 * np.outer(x, dz1) / y.size
        gradients["db1"] += 2 * dz1 / y.size
    return loss, gradients


# --- epoch ---


def epoch_by_rows(params, X, y, size, rate, rng):
    order, total = rng.permutation(len(X)), 0
    while len(order):
        rows, order = order[:size], order[size:]
        loss, gradients = trip_with_size(params, X[rows], y[rows])
        params = {name: params[name] - rate * gradients["d" + name] for name in params}
        total += len(rows) * loss
    return params, total / len(y)


def epoch_on_copies(params, X, y, size, rate, rng):
    params = {name: value.copy() for name, value in params.items()}
    order = np.arange(len(X))
    rng.shuffle(order)
    losses, weights = [], []
    for i in range(0, len(X), size):
        X_b, y_b = X[order[i : i + size]], y[order[i : i + size]]
        loss, gradients = trip_by_bottle(params, X_b, y_b)
        for name in params:
            params[name] -= np.multiply(rate, gradients["d" + name])
        losses.append(loss)
        weights.append(len(X_b))
    return params, np.average(losses, weights=weights)


def epoch_by_table(params, X, y, size, rate, rng):
    """Bottles and scores in one table, shuffled together."""
    both = np.hstack([X, y])[rng.permutation(len(X))]
    sums, k = [], X.shape[1]
    for start in range(0, len(both), size):
        batch = both[start : start + size]
        loss, gradients = trip_by_a1(params, batch[:, :k], batch[:, k:])
        sums.append(loss * len(batch))
        params = {n: v + rate * -np.array(gradients["d" + n]) for n, v in params.items()}
    return [params, np.array([sums]).sum() / len(both)]


# --- diagnosis ---


def report_by_words(program):
    return dict(CULPRITS)


def report_in_small_letters(program):
    return OrderedDict((f" {label.lower()}", float(n)) for label, n in reversed(REPORT.items()))


def report_by_pairs(program):
    lines = "A1 A5 B1 B3 B5 C4 C6 C10 C12 D2 D8 D9".split()
    numbers = np.array([NAMES.index(CULPRITS[line]) + 1 for line in lines])
    return list(zip(lines, numbers, strict=True))


RIGHT = {
    "standardise": (
        standardise_on_copies, standardise_by_columns, standardise_together,
        standardise_in_the_loop,
    ),
    "start": (start_scaled, start_by_loop, start_flat),
    "loss_and_gradients": (trip_with_size, trip_by_a1, trip_by_bottle),
    "epoch": (epoch_by_rows, epoch_on_copies, epoch_by_table),
    "diagnosis": (report_by_words, report_in_small_letters, report_by_pairs),
}  # fmt: skip

"""Right answers to the perceptron assignment, written as learners write them."""

import numpy as np

# --- predict ---


def predict_by_loops(X, w, b):
    out = []
    for row in X:
        total = b[0]
        for measurement, weight in zip(row, w[:, 0], strict=True):
            total += measurement * weight
        out.append([1 if total > 0 else -1])
    return out


def predict_by_einsum(bottles, weights, bias):
    return 2 * (np.einsum("nd,do->no", bottles, weights) + bias > 0) - 1


def predict_by_ones(X, w, b):
    y_hat = -np.ones((len(X), 1))
    y_hat[X @ w + b > 0] = 1
    return y_hat


def predict_by_sign(X, w, b):
    said = np.sign(np.dot(X, w) + b)
    said[said == 0] = -1
    return said


# --- update ---


def update_by_loops(x, y, w, b):
    z = sum(x[0, j] * w[j, 0] for j in range(len(w))) + b[0]
    if y * z > 0:
        return w.tolist(), b.tolist()
    return [[w[j, 0] + y * x[0, j]] for j in range(len(w))], [b[0] + y]


def update_by_copies(row, label, weights, bias):
    weights, bias = weights.copy(), bias.copy()
    if not label * (row.dot(weights) + bias).item() > 0:
        weights += label * row.reshape(-1, 1)
        bias += label
    return [weights, bias]


def update_by_switch(x, y, w, b):
    step = np.where(y * (x @ w + b) <= 0, y, 0)[0]  # (1,)
    return w + np.outer(x, step), b + step


def update_by_einsum(x, y, w, b):
    wrong = np.sign(np.einsum("nd,do->", x, w) + b[0]) != y
    return np.add(w, wrong * y * x.T), np.add(b, wrong * y)


# --- train ---


def train_by_updates(X, y, epochs):
    w, b, mistakes = np.zeros((X.shape[1], 1)), np.zeros(1), []
    for _ in range(epochs):
        mistakes.append(0)
        for x, label in zip(X, y.ravel(), strict=True):
            new_w, new_b = update_by_loops(x[None], label, w, b)
            mistakes[-1] += new_b != b.tolist()
            w, b = np.array(new_w), np.array(new_b)
        if mistakes[-1] == 0:
            return w, b, mistakes
    return w, b, mistakes


def train_by_while(X, y, epochs):
    """The bias as one more weight, on a measurement that is always 1."""
    ones = np.hstack([X, np.ones((len(X), 1))])
    v, counts = np.zeros(ones.shape[1]), []
    while len(counts) < epochs and (not counts or counts[-1]):
        count = 0
        for i in range(len(ones)):
            if y[i, 0] * (ones[i] @ v) <= 0:
                v += y[i, 0] * ones[i]
                count += 1
        counts.append(count)
    return v[:-1].reshape(-1, 1), v[-1:], tuple(counts)


def train_in_place(X, y, epochs):
    n, d = X.shape
    w, b = np.zeros((d, 1)), np.zeros((1,))
    mistakes = np.zeros(epochs, dtype=int)
    for epoch in range(epochs):
        for i in range(n):
            if y[i] * (np.dot(X[i], w) + b) <= 0:
                w[:, 0] += y[i] * X[i]
                b += y[i]
                mistakes[epoch] += 1
        if not mistakes[epoch]:
            break
    return [w, b, mistakes[: epoch + 1]]


# --- stair_lamp ---


def lamp_by_predict(X):
    only_first = predict_by_sign(X, np.array([[1], [-1]]), np.array([-0.5]))
    only_second = predict_by_sign(X, np.array([[-1], [1]]), np.array([-0.5]))
    heard = np.column_stack([only_first, only_second])
    return predict_by_sign(heard, np.array([[1], [1]]), np.array([1]))


def lamp_by_the_chapter(X):
    first = np.where(X @ [[2, -2], [2, -2]] + [-1, 3] > 0, 1, -1)
    return np.where(first @ [[1], [1]] - 1 > 0, 1, -1)


def lamp_by_loops(X):
    said = []
    for first, second in X:
        a = 1 if 3 * first - 4 * second - 2 > 0 else -1
        b = 1 if 3 * second - 4 * first - 2 > 0 else -1
        said.append([1 if 5 * a + 5 * b + 1 > 0 else -1])
    return said


def lamp_by_zeros_and_ones(X):
    inside = (X @ np.array([[1, -1], [-1, 1]]) > 0.5) * 1
    return 2.0 * (inside.sum(axis=1, keepdims=True) > 0.5) - 1


RIGHT = {
    "predict": (predict_by_loops, predict_by_einsum, predict_by_ones, predict_by_sign),
    "update": (update_by_loops, update_by_copies, update_by_switch, update_by_einsum),
    "train": (train_by_updates, train_by_while, train_in_place),
    "stair_lamp": (
        lamp_by_predict, lamp_by_the_chapter, lamp_by_loops, lamp_by_zeros_and_ones,
    ),
}  # fmt: skip

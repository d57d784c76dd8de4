"""Right answers to the classification assignment, written as learners write them."""

import collections

import numpy as np

# --- one_hot ---


def one_hot_by_loop(y, k):
    table = np.zeros((len(y), k))
    for row in range(len(y)):
        table[row, y[row, 0]] = 1
    return table


def one_hot_by_lists(labels, k):
    return [[1 if place == label else 0 for place in range(k)] for (label,) in labels]


def one_hot_by_comparing(y, k):
    return y == np.arange(k)  # True and False


def one_hot_by_places(y, k):
    Y = np.zeros((y.shape[0], k), dtype=int)
    np.put_along_axis(Y, y, 1, axis=1)
    return Y


def one_hot_by_take(y, classes):
    return np.identity(classes).take(y.ravel(), axis=0)


# --- cross_entropy_grad ---


def grad_by_rows(logits, y):
    n, k = logits.shape
    out = np.zeros((n, k))
    for i in range(n):
        e = np.exp(logits[i] - max(logits[i]))
        out[i] = e / sum(e)
        out[i, y[i, 0]] -= 1
    return out / n


def grad_by_places(z, y):
    z = z - z.max(axis=1)[:, None]
    P = np.exp(z)
    P /= P.sum(axis=1)[:, np.newaxis]
    P[np.arange(len(y)), y.ravel()] -= 1
    P *= 1 / len(y)
    return P


def grad_by_logarithms(logits, y):
    log_p = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    target = one_hot_by_comparing(y, logits.shape[1])
    return -(target - np.exp(log_p)) / logits.shape[0]


def grad_by_chain(logits, y):
    """The long way back, bottle by bottle: through the logarithm, then through softmax."""
    rows = []
    for z, (label,) in zip(logits, y, strict=True):
        e = np.exp(z - z.max())
        p = e / e.sum()
        right = np.eye(len(z))[label]
        rows.append(-(right - p) / len(y))  # minus (one slope of p over p), which cancels
    return np.stack(rows).tolist()


# --- accuracy ---


def accuracy_by_loop(P, y):
    if len(y.shape) == 1:
        raise ValueError("y is flat: " + str(y.shape))
    right = 0
    for row, (label,) in zip(P.tolist(), y.tolist(), strict=True):
        if row.index(max(row)) == label:
            right += 1
    return right / len(y)


def accuracy_by_flat(P, y):
    if y.shape != (len(P), 1):
        raise ValueError(f"y has shape {y.shape}")
    return (P.argmax(1) == y[:, 0]).mean()


def accuracy_by_count(P, labels):
    if labels.ndim < 2:
        raise ValueError(labels.shape)
    said = np.argmax(P, axis=-1).reshape(labels.shape)
    return np.array([np.count_nonzero(said == labels) / labels.size])[0]


def accuracy_by_one_hot(P, y):
    if y.ndim == 1:
        raise ValueError(f"expected a column, and y has shape {y.shape}")
    Y = np.eye(P.shape[1])
    return 1 - np.abs(Y[P.argmax(axis=1)] - Y[y.squeeze(axis=1)]).sum() / 2 / len(P)


# --- confusion_matrix ---


def confusion_by_loop(y_hat, y, k):
    matrix = np.zeros((k, k), dtype=int)
    for i in range(len(y)):
        matrix[y[i, 0], y_hat[i, 0]] += 1
    return matrix


def confusion_by_classes(y_hat, y, k):
    return [[int(((y == i) & (y_hat == j)).sum()) for j in range(k)] for i in range(k)]


def confusion_by_counter(said, true, k):
    pairs = collections.Counter(zip(true[:, 0].tolist(), said[:, 0].tolist(), strict=True))
    return [[pairs[i, j] for j in range(k)] for i in range(k)]


def confusion_by_bincount(y_hat, y, k):
    return np.bincount((y * k + y_hat).ravel(), minlength=k * k).reshape(k, k)


def confusion_by_adding(y_hat, y, k):
    matrix = np.zeros((k, k))
    np.add.at(matrix, (y.ravel(), y_hat.ravel()), 1)
    return matrix


# --- training_step ---


def step_by_lines(X, y, W, b, learning_rate):
    dZ = grad_by_places(X @ W + b, y)
    dW = X.T @ dZ
    db = np.sum(dZ, axis=0)
    new_W = W - learning_rate * dW
    new_b = b - learning_rate * db
    return new_W, new_b


def step_by_copies(X, y, W, b, rate):
    W, b = W.copy(), b.copy()
    dZ = grad_by_rows(X.dot(W) + b, y)
    W -= rate * np.einsum("ni,nk->ik", X, dZ)
    b -= rate * np.ones(len(X)) @ dZ
    return [W, b]


def step_by_bottles(X, y, W, b, learning_rate):
    """One bottle at a time, from the same W and b, added up."""
    new_W, new_b = np.array(W), np.array(b)
    for x, label in zip(X, y, strict=True):
        dz = grad_by_rows((x @ W + b)[None], label[None])[0] / len(X)
        new_W = new_W - learning_rate * np.outer(x, dz)
        new_b = new_b - learning_rate * dz
    return new_W.tolist(), new_b.tolist()


def step_with_ones(X, y, W, b, learning_rate):
    """The bias as one more row of weights, for a column of ones."""
    X1, W1 = np.hstack([X, np.ones((len(X), 1))]), np.vstack([W, b])
    W1 = W1 - learning_rate * (X1.T @ grad_by_logarithms(X1 @ W1, y))
    return W1[:-1], W1[-1]


# --- folds ---


def folds_by_masks(order, k):
    pairs = []
    for part in np.array_split(order, k):
        pairs.append((order[~np.isin(order, part)], part))
    return pairs


def folds_by_lists(order, k):
    left, pairs, start = len(order) % k, [], 0
    numbers = order.tolist()
    for i in range(k):
        end = start + len(numbers) // k + (1 if i < left else 0)
        pairs.append([numbers[:start] + numbers[end:], numbers[start:end]])
        start = end
    return pairs


def folds_by_sets(order, k):
    return tuple(
        (np.array(sorted(set(order.tolist()) - set(part.tolist()))), np.sort(part))
        for part in np.array_split(order, k)
    )


def folds_by_deleting(order, k):
    places = np.array_split(np.arange(len(order)), k)
    return [(np.delete(order, p), order[p]) for p in places]


RIGHT = {
    "one_hot": (
        one_hot_by_loop, one_hot_by_lists, one_hot_by_comparing, one_hot_by_places,
        one_hot_by_take,
    ),
    "cross_entropy_grad": (grad_by_rows, grad_by_places, grad_by_logarithms, grad_by_chain),
    "accuracy": (accuracy_by_loop, accuracy_by_flat, accuracy_by_count, accuracy_by_one_hot),
    "confusion_matrix": (
        confusion_by_loop, confusion_by_classes, confusion_by_counter, confusion_by_bincount,
        confusion_by_adding,
    ),
    "training_step": (step_by_lines, step_by_copies, step_by_bottles, step_with_ones),
    "folds": (folds_by_masks, folds_by_lists, folds_by_sets, folds_by_deleting),
}  # fmt: skip

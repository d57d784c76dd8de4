"""Right answers to the assignment on three ways of learning, written as learners write them."""

import math

import numpy as np

# --- mean_score ---


def mean_by_word(scores):
    return np.mean(scores)


def mean_by_places(numbers):
    total = 0.0
    for i in range(len(numbers)):
        total += numbers[i]
    return total / len(numbers)


def mean_by_sum(scores):
    return sum(scores) / scores.shape[0]


def mean_by_counting(scores):
    total, count = 0, 0
    for score in scores:
        total, count = total + score, count + 1
    return np.array(total / count)


# --- share_right ---


def share_by_mean(predictions, labels):
    return (predictions == labels).mean()


def share_by_places(guessed, true):
    count = 0
    for i in range(len(true)):
        if guessed[i] == true[i]:
            count += 1
    return count / len(true)


def share_by_wrong_ones(predictions, labels):
    wrong = np.count_nonzero(predictions != labels)
    return 1 - wrong / labels.size


def share_by_list(predictions, labels):
    hits = [1 if p == t else 0 for p, t in zip(predictions, labels, strict=True)]
    return sum(hits) / len(hits)


# --- split_rows ---


def split_by_count(table):
    d = table.shape[1] - 1
    return [table[:, 0:d], table[:, d:]]


def split_by_reshape(rows):
    return np.delete(rows, -1, axis=1), rows[:, -1].reshape(-1, 1)


def split_by_loops(rows):
    X, y = [], []
    for row in rows:
        X.append(list(row[:-1]))
        y.append([row[-1]])
    return X, y


def split_by_numpy(rows):
    X, y = np.split(rows, [-1], axis=1)
    return X, y


def split_by_newaxis(rows):
    return rows.T[:-1].T, rows[:, -1][:, None]


# --- assign ---


def assign_by_loops(X, centers):
    labels = []
    for x in X:
        nearest, best = 0, None
        for j, center in enumerate(centers):
            squared = 0
            for a, b in zip(x, center, strict=True):
                squared += (a - b) ** 2
            if best is None or squared < best:
                nearest, best = j, squared
        labels.append(nearest)
    return labels


def assign_at_once(points, middles):
    return ((points[:, np.newaxis] - middles[np.newaxis]) ** 2).sum(-1).argmin(1)


def assign_by_norm(X, centers):
    return np.array([np.argmin(np.linalg.norm(centers - x, axis=1)) for x in X], dtype=float)


def assign_by_einsum(X, centers):
    apart = X[:, None] - centers
    return np.argmin(np.einsum("nkd,nkd->nk", apart, apart), axis=1)


def assign_by_pythagoras(X, centers):
    numbers = range(len(centers))
    return tuple(min(numbers, key=lambda j: math.dist(x, centers[j])) for x in X)


# --- update ---


def update_by_loops(X, labels, centers):
    moved = []
    for j in range(len(centers)):
        total, count = [0] * X.shape[1], 0
        for x, label in zip(X, labels, strict=True):
            if label == j:
                total, count = [t + value for t, value in zip(total, x, strict=True)], count + 1
        moved.append([t / count for t in total] if count else list(centers[j]))
    return moved


def update_by_unique(points, groups, middles):
    new = np.array(middles, dtype=float)
    for j in np.unique(groups):
        new[j] = np.sum(points[groups == j], axis=0) / np.sum(groups == j)
    return new


def update_by_matrix(X, labels, centers):
    joined = (labels[:, None] == np.arange(len(centers))).astype(float)  # (n, k)
    counts = joined.sum(axis=0)[:, None]  # (k, 1)
    return np.where(counts > 0, joined.T @ X / np.maximum(counts, 1), centers)


def update_by_nan(X, labels, centers):
    """Warns on the way, and puts it right afterwards."""
    means = np.array([X[labels == j].mean(axis=0) for j in range(len(centers))])
    return np.where(np.isnan(means), centers, means)


# --- epsilon_greedy ---


def choose_by_loop(values, epsilon, rng):
    lot = rng.random()
    if lot < epsilon:
        return int(rng.integers(0, len(values)))
    best = 0
    for arm in range(1, len(values)):
        if values[arm] > values[best]:
            best = arm
    return best


def choose_by_choice(beliefs, curiosity, generator):
    if generator.uniform() >= curiosity:
        return list(beliefs).index(max(beliefs))
    return generator.choice(len(beliefs))


def choose_by_flatnonzero(values, epsilon, rng):
    best = np.flatnonzero(values == np.max(values))[0]
    explore = rng.random() < epsilon
    return rng.choice(np.arange(values.size)) if explore else best


def choose_by_size(values, epsilon, rng):
    if epsilon > rng.random():
        arm = rng.integers(low=0, high=values.shape[0] - 1, endpoint=True)
    else:
        arm = max(range(len(values)), key=lambda i: values[i])
    return float(arm)


# --- incremental_mean ---


def mean_by_total(mean, count, reward):
    return (mean * (count - 1) + reward) / count


def mean_by_shares(old, n, new):
    return old * (1 - 1 / n) + new / n


def mean_by_numpy(mean, count, reward):
    return np.average([mean, reward], weights=[count - 1, 1])


def mean_by_steps(mean, count, reward):
    miss = reward - mean
    mean += miss / count
    return np.array(mean)


RIGHT = {
    "mean_score": (mean_by_word, mean_by_places, mean_by_sum, mean_by_counting),
    "share_right": (share_by_mean, share_by_places, share_by_wrong_ones, share_by_list),
    "split_rows": (
        split_by_count, split_by_reshape, split_by_loops, split_by_numpy, split_by_newaxis,
    ),
    "assign": (
        assign_by_loops, assign_at_once, assign_by_norm, assign_by_einsum, assign_by_pythagoras,
    ),
    "update": (update_by_loops, update_by_unique, update_by_matrix, update_by_nan),
    "epsilon_greedy": (
        choose_by_loop, choose_by_choice, choose_by_flatnonzero, choose_by_size,
    ),
    "incremental_mean": (mean_by_total, mean_by_shares, mean_by_numpy, mean_by_steps),
}  # fmt: skip

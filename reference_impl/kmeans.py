"""k-means: find k groups in rows that carry no labels.

Sources: the rounds, S. Lloyd (1982); the start, D. Arthur and S. Vassilvitskii (2007).

Sizes: n rows, d measurements a row, k groups. X (n, d), centers (k, d), labels (n,) of 0 to k - 1.
Every function raises ValueError for shapes that do not fit, NaN, infinity, or no rows.
"""

import numpy as np

from reference_impl.validate import check_columns, check_matrix, check_positive


def assign(X: np.ndarray, centers: np.ndarray) -> np.ndarray:
    """Give each row the number of its nearest centre, (n,); a tie goes to the lowest number."""
    X, centers = _check_points(X, centers)
    return np.argmin(_squared_distances(X, centers), axis=1)  # (n,)


def update(X: np.ndarray, labels: np.ndarray, centers: np.ndarray) -> np.ndarray:
    """Move each centre to the mean of its rows; returns (k, d). One without rows stays put."""
    X, labels, centers = _check_groups(X, labels, centers)
    moved = centers.copy()  # (k, d)
    for j in np.unique(labels):
        moved[j] = X[labels == j].mean(axis=0)  # (d,)
    return moved


def inertia(X: np.ndarray, labels: np.ndarray, centers: np.ndarray) -> float:
    """Add up the squared distances from each row to the centre of its own group."""
    X, labels, centers = _check_groups(X, labels, centers)
    return float(np.sum((X - centers[labels]) ** 2))


def kmeans_plus_plus(X: np.ndarray, k: int, rng: np.random.Generator) -> np.ndarray:
    """Choose k rows of X as a start, far apart more often than not; returns centers (k, d).

    The first is any row. Each next one is drawn with probability proportional to the squared
    distance to the nearest centre so far. If every row lies on a centre, any row is drawn.
    Raises ValueError for a k that is not from 1 to n.
    """
    X = check_matrix("X", X)
    check_positive("k", k, whole=True)
    if k > len(X):
        raise ValueError(f"k is {k}, but X has {len(X)} row(s); expected k from 1 to {len(X)}.")
    centers = X[[rng.integers(len(X))]]  # (1, d)
    while len(centers) < k:
        nearest = _squared_distances(X, centers).min(axis=1)  # (n,)
        chances = nearest / nearest.sum() if nearest.any() else None  # (n,), None: all alike
        centers = np.vstack([centers, X[rng.choice(len(X), p=chances)]])  # (one more, d)
    return centers


def kmeans(
    X: np.ndarray, k: int, rng: np.random.Generator, max_iterations: int = 100
) -> tuple[np.ndarray, np.ndarray, list[float]]:
    """Group the rows of X by Lloyd's rounds; returns centers (k, d), labels (n,), history.

    A round moves the centres, then assigns the rows; the first that changes no label is the last.
    history[0] is the inertia of the start, then comes one value a round.
    Raises ValueError for a k that is not from 1 to n, or max_iterations below 1.
    """
    check_positive("max_iterations", max_iterations, whole=True)
    X, centers = check_matrix("X", X), kmeans_plus_plus(X, k, rng)
    labels = assign(X, centers)  # (n,)
    history = [inertia(X, labels, centers)]
    for _ in range(max_iterations):
        centers = update(X, labels, centers)  # (k, d)
        before, labels = labels, assign(X, centers)  # (n,)
        history.append(inertia(X, labels, centers))
        if np.array_equal(labels, before):
            break
    return centers, labels, history


def _squared_distances(X, centers):
    return np.sum((X[:, None, :] - centers) ** 2, axis=2)  # (n, k)


def _check_points(X, centers):
    X, centers = check_matrix("X", X), check_matrix("centers", centers)
    check_columns("centers", centers, X.shape[1])
    return X, centers


def _check_groups(X, labels, centers):
    X, centers = _check_points(X, centers)
    labels, n, k = np.asarray(labels), len(X), len(centers)
    if labels.shape != (n,) or not np.isin(labels, np.arange(k)).all():
        given = f"shape {labels.shape} and values {np.unique(labels)}"
        raise ValueError(f"labels has {given}; expected ({n},), whole numbers from 0 to {k - 1}.")
    return X, labels.astype(int), centers

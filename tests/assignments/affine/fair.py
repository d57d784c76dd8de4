"""Right answers to the assignment on weights times what comes in, as learners write them."""

import statistics

import numpy as np

# --- affine ---


def affine_by_loops(X, W, b):
    Z = []
    for row in X:
        sums = []
        for j in range(W.shape[1]):
            total = b[j]
            for i in range(len(row)):
                total += row[i] * W[i, j]
            sums.append(total)
        Z.append(sums)
    return Z


def affine_by_einsum(bottles, weights, biases):
    return np.einsum("ni,io->no", bottles, weights) + biases


def affine_by_columns(X, W, b):
    """One neuron after the other, each a column."""
    return np.column_stack([X @ w + bias for w, bias in zip(W.T, b, strict=True)])


def affine_by_one_more_input(X, W, b):
    return np.hstack([X, np.ones((len(X), 1))]) @ np.vstack([W, b])


def affine_by_school(X, W, b):
    return (W.T @ X.T + b.reshape(-1, 1)).T


def affine_by_broadcasting(X, W, b):
    return (X[:, :, None] * W[None]).sum(1) + b[None, :]


def affine_by_steps(X, W, b):
    Z = np.tile(b, (X.shape[0], 1))
    Z += X.dot(W)
    return Z


# --- product_shape ---


def shape_by_names(left, right):
    n, k = left
    k2, m = right
    if k == k2:
        return [n, m]
    raise ValueError(f"{k} is not {k2}")


def shape_by_numpy(left, right):
    return (np.zeros(left) @ np.zeros(right)).shape


def shape_by_places(left, right):
    *sizes, inner, other = left[0], right[-1], left[-1], right[0]
    if not inner == other:
        raise ValueError("inner sizes", inner, other)
    return np.array(sizes)


class Misfit(ValueError):
    pass


def shape_by_an_error_of_its_own(a, b):
    if a[1] - b[0]:
        raise Misfit(f"They do not fit: {a[1]}, {b[0]}.")
    return (a[0],) + (b[1],)


# --- differences ---


def differences_by_reshape(y_hat, y):
    return np.subtract(y_hat, np.reshape(y, y_hat.shape))


def differences_by_loop(y_hat, y):
    flat = y.flatten()
    return [[y_hat[i, 0] - flat[i]] for i in range(len(y_hat))]


def differences_by_dimensions(y_hat, y):
    if y.ndim == 1:
        y = y[:, np.newaxis]
    return y_hat - y


def differences_by_flat(y_hat, y):
    return (y_hat.ravel() - y.ravel())[:, None]


def differences_by_matrix(y_hat, y):
    return -(np.atleast_2d(y.ravel()).T - y_hat)


def differences_in_a_copy(y_hat, y):
    result = y_hat.copy()
    result[:, 0] -= y.squeeze()
    return result


# --- standardise ---


def standardise_by_loops(X_train, X_test):
    """Column by column, with the formula of the deviation written out."""
    train, test = np.zeros(X_train.shape), np.zeros(X_test.shape)
    n, d = X_train.shape
    for j in range(d):
        mean = sum(X_train[:, j]) / n
        deviation = (sum((x - mean) ** 2 for x in X_train[:, j]) / n) ** 0.5
        if deviation == 0:
            raise ValueError(f"column {j} never varies")
        for X, out in ((X_train, train), (X_test, test)):
            for i in range(len(X)):
                out[i, j] = (X[i, j] - mean) / deviation
    return train, test


def standardise_by_statistics(a, b):
    columns = a.T.tolist()
    pairs = [(statistics.fmean(c), statistics.pstdev(c)) for c in columns]
    if min(s for _, s in pairs) == 0:
        raise ValueError("0 deviation")
    return [
        [[(x - m) / s for x, (m, s) in zip(row, pairs, strict=True)] for row in X] for X in (a, b)
    ]


def standardise_by_range(X_train, X_test):
    still = np.ptp(X_train, axis=0) == 0
    if np.any(still):
        raise ValueError("columns that never vary: " + str(np.where(still)[0]))
    mu = X_train.mean(0, keepdims=True)
    centred = X_train - mu
    sigma = np.sqrt(np.mean(centred**2, axis=0))
    return [centred / sigma, np.divide(X_test - mu, sigma)]


def standardise_by_first_row(X_train, X_test):
    for j, column in enumerate(X_train.T):
        if all(column == column[0]):
            raise ValueError(f"no {j}")
    both = np.concatenate([X_test, X_train])
    both -= np.average(X_train, axis=0)
    both /= np.var(X_train, axis=0) ** 0.5
    return both[len(X_test) :], both[: len(X_test)]


def standardise_by_a_small_deviation(X_train, X_test):
    mean, std = np.mean(X_train, axis=0), np.std(X_train, axis=0)
    if std.min() < 1e-12:
        raise ValueError(f"Column {std.argmin()} holds one value.")
    return tuple((X - mean) * (1 / std) for X in (X_train, X_test))


RIGHT = {
    "affine": (
        affine_by_loops, affine_by_einsum, affine_by_columns, affine_by_one_more_input,
        affine_by_school, affine_by_broadcasting, affine_by_steps,
    ),
    "product_shape": (
        shape_by_names, shape_by_numpy, shape_by_places, shape_by_an_error_of_its_own,
    ),
    "differences": (
        differences_by_reshape, differences_by_loop, differences_by_dimensions,
        differences_by_flat, differences_by_matrix, differences_in_a_copy,
    ),
    "standardise": (
        standardise_by_loops, standardise_by_statistics, standardise_by_range,
        standardise_by_first_row, standardise_by_a_small_deviation,
    ),
}  # fmt: skip

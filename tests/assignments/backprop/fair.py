"""Right answers to the back-propagation assignment, written as learners write them."""

import numpy as np

# --- relu_backward ---


def relu_by_loops(dA, z):
    out = []
    for blame_row, z_row in zip(dA, z, strict=True):
        pairs = zip(blame_row, z_row, strict=True)
        out.append([gradient if value > 0 else 0 for gradient, value in pairs])
    return out


def relu_by_where(grad, pre):
    return np.where(pre > 0, grad, 0)


def relu_by_index(dA, z):
    dZ = dA.copy()
    dZ[z <= 0] = 0
    return dZ


def relu_by_slope(dA, z):
    return np.einsum("ij,ij->ij", dA, np.heaviside(z, 0))


def relu_by_maximum(dA, z, *, slope=1.0):
    return tuple(map(tuple, slope * dA * (np.maximum(z, 0) != 0)))


class ReluWithCall:
    def __call__(self, dA, z):
        return np.multiply(dA, np.sign(np.clip(z, 0, None)))


# --- mse_grad ---


def mse_by_loops(y_hat, y):
    n, d = y.shape
    return [[2 * (y_hat[i, j] - y[i, j]) / (n * d) for j in range(d)] for i in range(n)]


def mse_by_steps(predictions, targets):
    e = np.subtract(predictions, targets)
    e *= 2
    e /= np.prod(e.shape)
    return e


def mse_by_mean(y_hat, y):
    return (2 / len(y) / y.shape[-1]) * -(y - y_hat)


def mse_by_flat(y_hat, y):
    return np.array([2.0 / y.size * e for e in (y_hat - y).ravel()]).reshape(y.shape)


# --- affine_backward ---


def affine_by_einsum(dZ, X, W):
    dX = np.einsum("no,io->ni", dZ, W)
    return dX, np.einsum("ni,no->io", X, dZ), np.einsum("no->o", dZ)


def affine_by_loops(dZ, X, W):
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros(W.shape[1])
    for row in range(len(X)):
        for j in range(W.shape[1]):
            db[j] += dZ[row, j]
            for i in range(W.shape[0]):
                dW[i, j] += X[row, i] * dZ[row, j]
                dX[row, i] += W[i, j] * dZ[row, j]
    return dX, dW, db


def affine_by_outer(dZ, X, W):
    dW = sum(np.outer(x, dz) for x, dz in zip(X, dZ, strict=True))
    return [np.array([W @ dz for dz in dZ]), dW, list(np.ones(len(dZ)).dot(dZ))]


def affine_by_transposes(dZ, X, W):
    return (W @ dZ.T).T, np.dot(dZ.T, X).T, np.add.reduce(dZ)


# --- gradient_check ---


def nudged(f, x, h=1e-5):
    slopes = []
    for step in h * np.eye(x.size):
        slopes.append((f(x + step.reshape(x.shape)) - f(x - step.reshape(x.shape))) / (2 * h))
    return np.array(slopes).reshape(x.shape)


def check_by_loops(f, x, gradient):
    largest, steepest = 0, 0
    for mine, theirs in zip(gradient.ravel(), nudged(f, x).ravel(), strict=True):
        largest = max(largest, abs(mine - theirs))
        steepest = max(steepest, abs(theirs))
    return largest / steepest


def check_by_norms(f, x, gradient):
    slopes = nudged(f, x, h=3e-6)
    gap = np.linalg.norm((slopes - gradient).ravel(), np.inf)
    return gap / np.linalg.norm(slopes.ravel(), np.inf)


def check_by_extremes(f, x, gradient):
    slopes = nudged(f, x)
    gaps = gradient - slopes
    return max(gaps.max(), -gaps.min()) / max(slopes.max(), -slopes.min())


def check_in_place(f, x, gradient):
    """Nudges x where it stands, and puts it back, but for rounding."""
    h, slopes = 1e-5, np.zeros(x.shape)
    for index in np.ndindex(*x.shape):
        x[index] += h
        up = f(x)
        x[index] -= 2 * h
        slopes[index] = (up - f(x)) / h / 2
        x[index] += h
    return [np.max(np.absolute(slopes - gradient) / np.max(np.absolute(slopes)))][0]


# --- backward ---


def backward_by_hand(params, cache, y):
    dz3 = 2 * (cache["z3"] - y) / y.size
    dz2 = dz3 @ params["W3"].T * (cache["a2"] > 0)
    dz1 = dz2 @ params["W2"].T * (cache["a1"] > 0)
    return {
        "dW1": cache["a0"].T @ dz1, "db1": dz1.sum(0),
        "dW2": cache["a1"].T @ dz2, "db2": dz2.sum(0),
        "dW3": cache["a2"].T @ dz3, "db3": dz3.sum(0),
    }  # fmt: skip


def backward_by_loop(p, c, y):
    found, gradient = {}, mse_by_steps(c["z3"], y)
    for i in range(3, 0, -1):
        gradient, found[f"dW{i}"], found[f"db{i}"] = affine_by_loops(
            gradient, c[f"a{i - 1}"], p[f"W{i}"]
        )
        if i != 1:
            gradient = relu_by_where(gradient, c[f"z{i - 1}"])
        found[f"da{i - 1}"] = gradient  # more than was asked for
    return found


def backward_by_example(params, cache, y):
    """One bottle at a time, added up, as lists."""
    total = {f"d{name}": np.zeros(value.shape) for name, value in params.items()}
    for row in range(len(y)):
        one = {name: value[row : row + 1] for name, value in cache.items()}
        for name, value in backward_by_hand(params, one, y[row : row + 1]).items():
            total[name] += value / len(y)
    return {name: value.tolist() for name, value in total.items()}


RIGHT = {
    "relu_backward": (
        relu_by_loops, relu_by_where, relu_by_index, relu_by_slope, relu_by_maximum, ReluWithCall(),
    ),
    "mse_grad": (mse_by_loops, mse_by_steps, mse_by_mean, mse_by_flat),
    "affine_backward": (
        affine_by_einsum, affine_by_loops, affine_by_outer, affine_by_transposes,
    ),
    "gradient_check": (
        check_by_loops, check_by_norms, check_by_extremes, check_in_place,
    ),
    "backward": (backward_by_hand, backward_by_loop, backward_by_example),
}  # fmt: skip

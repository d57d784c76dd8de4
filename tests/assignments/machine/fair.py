"""Right answers to the machine assignment, written as learners write them."""

import math

import numpy as np

# --- One learner writes a class, and lets every function use it ---


class Machine:
    """A network that keeps its own copies of the arrays."""

    def __init__(self, params):
        self.W1, self.b1 = np.array(params["W1"], float), np.array(params["b1"], float)
        self.W2, self.b2 = np.array(params["W2"], float), np.array(params["b2"], float)

    def forward(self, X):
        self.X, self.z1 = X, X @ self.W1 + self.b1
        self.a1 = np.where(self.z1 > 0, self.z1, 0)
        self.z2 = self.a1 @ self.W2 + self.b2
        return self.z2

    def gradients(self, y):
        with np.errstate(over="ignore"):
            dz2 = (1 / (1 + np.exp(-self.z2)) - y) / y.shape[0]
        dz1 = np.where(self.z1 > 0, dz2 @ self.W2.T, 0)
        return {
            "dW1": self.X.T @ dz1, "db1": dz1.sum(0), "dW2": self.a1.T @ dz2, "db2": dz2.sum(0),
        }  # fmt: skip

    def step(self, gradients, rate):
        for name in ("W1", "b1", "W2", "b2"):
            array = getattr(self, name)
            array -= rate * gradients[f"d{name}"]

    @property
    def params(self):
        return {"W1": self.W1, "b1": self.b1, "W2": self.W2, "b2": self.b2}


def class_predict(params, X):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-Machine(params).forward(X)))


def class_log_loss(params, X, y):
    z = Machine(params).forward(X)
    return float(np.logaddexp(0, np.where(y == 1, -z, z)).mean())


def class_backward(params, X, y):
    machine = Machine(params)
    machine.forward(X)
    return machine.gradients(y)


def class_fit(params, X, y, orders, batch_size, learning_rate):
    machine = Machine(params)
    for order in orders:
        for i in range(math.ceil(len(order) / batch_size)):
            rows = order[i * batch_size : (i + 1) * batch_size]
            machine.forward(X[rows])
            machine.step(machine.gradients(y[rows]), learning_rate)
    return machine.params


# --- Another goes from number to number, in loops ---


def one_row(params, x):
    """The hidden sums and the last sum of one example, as plain numbers."""
    W1, b1, W2, b2 = (np.asarray(params[name]).tolist() for name in ("W1", "b1", "W2", "b2"))
    sums = [b1[j] + math.fsum(x[i] * W1[i][j] for i in range(len(x))) for j in range(len(b1))]
    return sums, b2[0] + math.fsum(max(0, z) * W2[j][0] for j, z in enumerate(sums))


def one_chance(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


def loops_predict(params, X):
    return [[one_chance(one_row(params, row)[1])] for row in X.tolist()]


def loops_log_loss(params, X, y):
    total = 0.0
    for row, (answer,) in zip(X.tolist(), y.tolist(), strict=True):
        z = one_row(params, row)[1]
        wrong_way = -z if answer == 1 else z  # how far it leans to the wrong side
        total += max(wrong_way, 0) + math.log1p(math.exp(-abs(wrong_way)))
    return total / len(X)


def loops_backward(params, X, y):
    grads = {f"d{name}": np.zeros(np.shape(value)) for name, value in params.items()}
    for row, (answer,) in zip(X.tolist(), y.tolist(), strict=True):
        sums, z = one_row(params, row)
        off = (one_chance(z) - answer) / len(X)
        grads["db2"][0] += off
        for j, s in enumerate(sums):
            if s <= 0:
                continue
            grads["dW2"][j, 0] += s * off
            here = off * params["W2"][j, 0]
            grads["db1"][j] += here
            for i, x in enumerate(row):
                grads["dW1"][i, j] += x * here
    return grads


def loops_fit(params, X, y, orders, batch_size, learning_rate):
    new = {name: np.array(value, dtype=float) for name, value in params.items()}
    for order in orders:
        waiting = list(order)
        while waiting:
            rows, waiting = waiting[:batch_size], waiting[batch_size:]
            grads = loops_backward(new, X[rows], y[rows])
            for name in new:
                new[name] -= learning_rate * grads["d" + name]
    return new


# --- And one writes it for any number of layers ---


def deep_forward(params, X):
    last, a = len(params) // 2, [X]
    zs = []
    for i in range(1, last + 1):
        zs.append(a[-1] @ params[f"W{i}"] + params[f"b{i}"])
        a.append(np.maximum(zs[-1], 0) if i < last else zs[-1])
    return zs, a


def deep_predict(params, X):
    return 0.5 * (1 + np.tanh(deep_forward(params, X)[1][-1] / 2))


def deep_log_loss(params, X, y):
    z = deep_forward(params, X)[1][-1]
    return np.average(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))))


def deep_backward(params, X, y):
    zs, a = deep_forward(params, X)
    grads, dz = {}, (deep_predict(params, X) - y) / len(X)
    for i in range(len(zs), 0, -1):
        grads[f"dW{i}"] = np.einsum("ni,nj->ij", a[i - 1], dz)
        grads[f"db{i}"] = np.ones(len(X)) @ dz
        if i > 1:
            dz = np.einsum("nj,ij->ni", dz, params[f"W{i}"]) * np.heaviside(zs[i - 2], 0)
    return grads


def deep_fit(params, X, y, orders, batch_size, learning_rate):
    for rows in [o[s : s + batch_size] for o in orders for s in range(0, len(o), batch_size)]:
        grads = deep_backward(params, X[rows], y[rows])
        params = {k: v + (-learning_rate) * grads[f"d{k}"] for k, v in params.items()}
    return params


# --- start ---


def start_by_name(sizes, rng):
    d_in, hidden, d_out = sizes
    W1 = rng.standard_normal((d_in, hidden)) * math.sqrt(2 / d_in)
    W2 = rng.standard_normal((hidden, d_out)) * math.sqrt(2 / hidden)
    return dict(W1=W1, W2=W2, b1=[0] * hidden, b2=[0] * d_out)


def start_deep(sizes, rng):
    params = {}
    for i, (d_in, d_out) in enumerate(zip(sizes, sizes[1:], strict=False), start=1):
        params |= {f"W{i}": (2 / d_in) ** 0.5 * rng.normal(size=(d_in, d_out))}
        params |= {f"b{i}": np.zeros(d_out)}
    return params


def start_by_loops(sizes, rng):
    def layer(n_in, n_out):
        W = np.empty((n_in, n_out))
        for i in range(n_in):
            for j in range(n_out):
                W[i, j] = rng.normal(0, np.sqrt(2 / n_in))
        return W

    first, second = layer(sizes[0], sizes[1]), layer(sizes[1], sizes[2])
    return {"W2": second, "b2": 0 * second[0], "W1": first, "b1": 0 * first[0]}


# --- precision_recall ---


def shares_by_counting(p, y, threshold):
    hits = alarms = misses = 0
    for (chance,), (true,) in zip(p, y, strict=True):
        if chance > threshold and true:
            hits += 1
        elif chance > threshold:
            alarms += 1
        elif true:
            misses += 1
    return hits / (hits + alarms), hits / (hits + misses)


def shares_by_means(p, y, threshold):
    return np.mean(y[p > threshold] == 1), np.mean(p[y == 1] > threshold)


def shares_by_products(chances, truths, cut):
    called = np.where(chances > cut, 1.0, 0.0)
    both = called.T @ truths
    return [(both / called.sum()).item(), (both / truths.sum()).item()]


RIGHT = {
    "start": (start_by_name, start_deep, start_by_loops),
    "predict": (class_predict, loops_predict, deep_predict),
    "log_loss": (class_log_loss, loops_log_loss, deep_log_loss),
    "backward": (class_backward, loops_backward, deep_backward),
    "fit": (class_fit, loops_fit, deep_fit),
    "precision_recall": (shares_by_counting, shares_by_means, shares_by_products),
}

"""Right answers to the wine assignment, written as learners write them."""

import numpy as np

# --- twins ---


def twins_by_sets(train, test):
    seen = {tuple(row) for row in train}
    return [tuple(row) in seen for row in test]


def twins_by_loops(train, test):
    found = []
    for bottle in test:
        twin = False
        for other in train:
            if all(a == b for a, b in zip(bottle, other, strict=True)):
                twin = True
        found.append(twin)
    return found


def twins_at_once(train, test):
    return (test[:, None, :] == train[None, :, :]).all(axis=2).any(axis=1)


def twins_by_lists(train, test):
    known = train.tolist()
    return np.array([1 if row in known else 0 for row in test.tolist()])


# --- prepare ---


def prepare_by_loops(rows, order, n_test):
    left = []
    for row in rows.tolist():
        if row not in left:
            left.append(row)
    ordered = np.array([left[i] for i in order])
    n = len(ordered) - n_test
    X, y = ordered[:, :-1], ordered[:, [-1]]
    mean = sum(X[:n]) / n
    std = np.sqrt(sum((x - mean) ** 2 for x in X[:n]) / n)
    X = (X - mean) / std
    return X[:n], X[n:], y[:n], y[n:], mean, std


def prepare_by_unique(table, order, n_test):
    first = sorted(np.unique(table, axis=0, return_index=True)[1])
    test, train = table[first][order[-n_test:]], table[first][order[:-n_test]]
    d = table.shape[1] - 1
    X, scores = train[:, :d], train[:, d].reshape(-1, 1)
    mu, sigma = np.mean(X, axis=0), np.sqrt(np.var(X, 0))
    z = [(side - mu) / sigma for side in (X, test[:, :d])]
    return [z[0].tolist(), z[1], scores, test[:, d][:, None], list(mu), sigma]


def prepare_by_pandas(rows, order, n_test):
    import pandas as pd

    once = pd.DataFrame(rows).drop_duplicates().iloc[order]
    train, test = once.iloc[:-n_test], once.iloc[-n_test:]
    X, B = train.iloc[:, :-1], test.iloc[:, :-1]
    mean, std = X.mean(), X.std(ddof=0)
    y, y_B = train.iloc[:, [-1]].to_numpy(), test.iloc[:, [-1]].to_numpy()
    return (X - mean) / std, (B - mean) / std, y, y_B, mean, std


# --- baselines ---


def baselines_by_normal_equations(X_train, y_train, X_test):
    A = np.hstack([np.ones((len(X_train), 1)), X_train])
    weights = np.linalg.solve(A.T @ A, A.T @ y_train)
    guesses = weights[0] + X_test @ weights[1:]
    return np.ones((len(X_test), 1)) * np.mean(y_train), guesses


def baselines_centred(X, y, X_test):
    middle, mean = X.mean(axis=0), y.mean()
    slopes = np.linalg.lstsq(X - middle, y - mean, rcond=None)[0]
    return [[mean]] * len(X_test), ((X_test - middle) @ slopes + mean).tolist()


def baselines_by_pinv(X_train, y_train, X_test):
    ones = lambda X: np.c_[X, np.ones(len(X))]  # noqa: E731
    mean = sum(y_train[:, 0]) / len(y_train)
    by_line = ones(X_test) @ np.linalg.pinv(ones(X_train)) @ y_train
    return np.repeat([[mean]], len(X_test), axis=0), by_line


# --- steps of training, which the notebook hands over ---


def step_by_names(params, gradients, learning_rate, weight_decay):
    W1, W2 = (params[k] * (1 - learning_rate * weight_decay) for k in ("W1", "W2"))
    return {
        "W1": W1 - learning_rate * gradients["dW1"],
        "W2": W2 - learning_rate * gradients["dW2"],
        "b1": params["b1"] - learning_rate * gradients["db1"],
        "b2": params["b2"] - learning_rate * gradients["db2"],
    }


def step_by_copies(params, gradients, rate, decay):
    new = {name: value.copy() for name, value in params.items()}
    for name in new:
        new[name] -= rate * gradients[f"d{name}"]
        if name[0] == "W":
            new[name] -= rate * decay * params[name]
    return new


def step_by_dimensions(params, gradients, learning_rate, weight_decay):
    decay = {1: 0, 2: weight_decay}  # a bias has one dimension
    return {
        k: np.array(v) - learning_rate * (gradients["d" + k] + decay[v.ndim] * v)
        for k, v in params.items()
    }


# --- choose ---


def _root(a, b):
    return float(np.sqrt(((a - b) ** 2).mean()))


def choose_by_loop(fit, X, y, n_validation, X_test, y_test, decays):
    n = len(X) - n_validation
    least, best = np.inf, None
    for decay in decays:
        model = fit(X[:n], y[:n], decay)
        error = _root(model(X[n:]), y[n:])
        if error < least:
            least, best = error, decay
    final = fit(X, y, best)
    return best, _root(final(X_test), y_test)


def choose_by_dictionary(fit, X, y, n_validation, X_test, y_test, decays):
    train, validation = slice(None, -n_validation), slice(-n_validation, None)
    errors = {}
    for decay in decays:
        misses = fit(X[train], y[train], decay)(X[validation]) - y[validation]
        errors[decay] = np.sum(misses**2)
    best = min(errors, key=errors.get)
    return [best, np.linalg.norm(fit(X, y, best)(X_test) - y_test) / len(y_test) ** 0.5]


def choose_by_sorting(fit, X, y, m, X_test, y_test, candidates):
    A, B = np.split(X, [len(X) - m])
    y_A, y_B = np.split(y, [len(y) - m])
    ranked = sorted((_root(fit(A, y_A, c)(B), y_B), c) for c in candidates)
    return np.array(ranked[0][1]), _root(fit(X, y, ranked[0][1])(X_test), y_test)


# --- predict_quality ---


def _guess(params, X):
    return np.maximum(0, X @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]


def _loss_and_gradients(params, X, y):
    z1 = X @ params["W1"] + params["b1"]
    d_y_hat = 2 * (_guess(params, X) - y) / len(y)
    dz1 = np.where(z1 > 0, d_y_hat @ params["W2"].T, 0)
    gradients = {"dW1": X.T @ dz1, "db1": dz1.sum(0)}
    gradients |= {"dW2": np.maximum(0, z1).T @ d_y_hat, "db2": d_y_hat.sum(0)}
    return ((_guess(params, X) - y) ** 2).sum() / len(y), gradients


def pipeline_by_split(rows, order, n_test, params, epochs, batch_size, rate, decay):
    A, B, y_A, y_B, mean, std = prepare_by_loops(rows, order, n_test)
    losses = np.zeros(len(epochs))
    for i, visits in enumerate(epochs):
        for batch in np.split(visits, range(batch_size, len(visits), batch_size)):
            loss, gradients = _loss_and_gradients(params, A[batch], y_A[batch])
            losses[i] += loss * len(batch) / len(A)
            params = step_by_names(params, gradients, rate, decay)
    columns = [*baselines_by_pinv(A, y_A, B), _guess(params, B)]
    rmse = np.sqrt([np.square(column - y_B).mean() for column in columns])
    return {"mean": mean, "std": std, "losses": losses, "guesses": columns[2], "rmse": rmse}


def pipeline_by_shuffled_tables(
    rows, order, n_test, params, epochs, batch_size, learning_rate, weight_decay
):
    X, X_test, y, truth, mean, std = map(np.array, prepare_by_unique(rows, order, n_test))
    net, losses = {k: v.copy() for k, v in params.items()}, []
    for visits in epochs:
        X_now, y_now, squares, first = X[visits], y[visits], 0, 0
        while first < len(X_now):
            A, b = X_now[first : first + batch_size], y_now[first : first + batch_size]
            squares += np.sum((_guess(net, A) - b) ** 2)
            net = step_by_copies(
                net, _loss_and_gradients(net, A, b)[1], learning_rate, weight_decay
            )
            first += batch_size
        losses.append(squares / len(X_now))
    guesses = _guess(net, X_test)
    always, line = map(np.array, baselines_centred(X, y, X_test))
    rmse = tuple(float(np.linalg.norm(g - truth)) / n_test**0.5 for g in (always, line, guesses))
    return {"rmse": rmse, "guesses": guesses.tolist(), "losses": losses, "std": std, "mean": mean}


def pipeline_in_place_on_a_copy(rows, order, n_test, params, epochs, size, rate, decay):
    A, B, y_A, y_B, mean, std = prepare_by_pandas(rows, order, n_test)
    A, B = A.to_numpy(), B.to_numpy()
    mine = {name: np.array(value) for name, value in params.items()}
    losses = []
    for visits in epochs:
        noted = []
        for i in range(0, len(visits), size):
            take = visits[i : i + size]
            loss, gradients = _loss_and_gradients(mine, A[take], y_A[take])
            noted.extend([loss] * len(take))
            mine.update(step_by_dimensions(mine, gradients, rate, decay))
        losses.append(np.mean(noted))
    rmse = [np.sqrt(np.mean((g - y_B) ** 2)) for g in baselines_by_normal_equations(A, y_A, B)]
    guesses = _guess(mine, B)
    rmse.append(np.mean((guesses - y_B) ** 2) ** 0.5)
    return {"mean": mean, "std": std, "losses": losses, "guesses": guesses, "rmse": rmse}


RIGHT = {
    "twins": (twins_by_sets, twins_by_loops, twins_at_once, twins_by_lists),
    "prepare": (prepare_by_loops, prepare_by_unique, prepare_by_pandas),
    "baselines": (baselines_by_normal_equations, baselines_centred, baselines_by_pinv),
    "choose": (choose_by_loop, choose_by_dictionary, choose_by_sorting),
    "predict_quality": (
        pipeline_by_split, pipeline_by_shuffled_tables, pipeline_in_place_on_a_copy,
    ),
}  # fmt: skip

"""Right answers to the training assignment, written as learners write them."""

import math

import numpy as np

# --- he ---


def he_scaled(d_in, d_out, rng):
    return rng.standard_normal((d_in, d_out)) * (2 / d_in) ** 0.5


def he_by_loops(n_in, n_out, generator):
    W = np.zeros((n_in, n_out))
    for i in range(n_in):
        for j in range(n_out):
            W[i, j] = generator.normal(0, math.sqrt(2 / n_in))
    return W


def he_as_lists(d_in, d_out, rng):
    flat = rng.normal(loc=0.0, scale=np.sqrt(2) / np.sqrt(d_in), size=d_in * d_out)
    return flat.reshape(d_in, d_out).tolist()


def he_divided(d_in, d_out, rng):
    return rng.normal(size=(d_in, d_out)) / np.sqrt(d_in / 2)


# --- minibatches ---


def deal_by_yield(X, y, batch_size, order):
    X, y = X[order], y[order]
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y[start : start + batch_size]


def deal_row_by_row(X, y, size, order):
    batches, rows, scores = [], [], []
    for i in order:
        rows.append(X[i].tolist())
        scores.append(y[i].tolist())
        if len(rows) == size:
            batches.append([rows, scores])
            rows, scores = [], []
    if rows:
        batches.append([rows, scores])
    return batches


def deal_by_while(X, y, batch_size, order):
    left, batches = list(order), []
    while left:
        rows, left = left[:batch_size], left[batch_size:]
        batches.append((np.take(X, rows, axis=0), np.take(y, rows, axis=0)))
    return tuple(batches)


def deal_by_split(X, y, batch_size, order):
    cuts = np.arange(batch_size, len(order), batch_size)
    return list(zip(np.split(X[order], cuts), np.split(y[order], cuts), strict=True))


# --- step ---


def step_by_comprehension(p, g, rate):
    return {name: value - rate * g[f"d{name}"] for name, value in p.items()}


def step_by_copies(params, gradients, learning_rate):
    new = {name: value.copy() for name, value in params.items()}
    for name in new:
        new[name] -= learning_rate * gradients["d" + name]
    return new


def step_by_numbers(params, gradients, learning_rate):
    """Layer by layer, entry by entry, as lists; and one entry more than was asked for."""
    new = {"layers": len(params) // 2}
    for i in range(1, len(params) // 2 + 1):
        for name in (f"b{i}", f"W{i}"):
            flat = zip(params[name].ravel(), gradients["d" + name].ravel(), strict=True)
            moved = np.array([w - learning_rate * g for w, g in flat])
            new[name] = moved.reshape(params[name].shape).tolist()
    return new


def step_by_adding(params, gradients, eta):
    steps = {k.removeprefix("d"): np.multiply(-eta, v) for k, v in gradients.items()}
    return {k: np.add(steps[k], params[k]) for k in sorted(params, reverse=True)}


# --- epoch ---


def epoch_with_pieces(loss_and_gradients, params, X, y, batch_size, learning_rate, rng):
    losses, lengths = [], []
    for X_batch, y_batch in deal_by_yield(X, y, batch_size, rng.permutation(len(X))):
        loss, gradients = loss_and_gradients(params, X_batch, y_batch)
        params = step_by_comprehension(params, gradients, learning_rate)
        losses.append(loss)
        lengths.append(len(y_batch))
    return params, np.average(losses, weights=lengths)


def epoch_by_shuffle(f, params, X, y, size, rate, rng):
    """One loop, no other function; the row numbers are shuffled where they stand."""
    rows, start, mean = np.arange(len(X)), 0, 0.0
    rng.shuffle(rows)
    params = {name: value.copy() for name, value in params.items()}
    while start < len(X):
        batch = rows[start : start + size]
        loss, gradients = f(params, X[batch], y[batch])
        for name in params:
            params[name] -= rate * gradients["d" + name]
        mean += loss * len(batch) / len(X)
        start += size
    return [params, mean]


def epoch_on_one_table(loss_and_gradients, params, X, y, batch_size, learning_rate, rng):
    """X and y side by side, shuffled as one table."""
    table = rng.permutation(np.hstack([X, y]))
    total, d_in = 0, X.shape[1]
    for i in range(math.ceil(len(X) / batch_size)):
        batch = table[i * batch_size : (i + 1) * batch_size]
        loss, gradient = loss_and_gradients(params, batch[:, :d_in], batch[:, d_in:])
        params = step_by_adding(params, gradient, learning_rate)
        total += sum(loss for _ in batch)
    return params, np.array(total / len(X))


# --- best_epoch ---


def best_by_counting(losses, patience):
    best, lowest, waited = 1, losses[0], 0
    for epoch, loss in enumerate(losses[1:], start=2):
        if loss < lowest:
            best, lowest, waited = epoch, loss, 0
        else:
            waited += 1
            if waited == patience:
                return best
    return best


def best_by_argmin(losses, patience):
    for seen in range(1, len(losses) + 1):
        best = np.argmin(losses[:seen])  # the first of the lowest
        if seen - 1 - best >= patience:
            break
    return best + 1


def best_by_while(losses, patience):
    best, i = 0, 1
    while i < len(losses) and i - best <= patience:
        if losses[best] > losses[i]:
            best = i
        i += 1
    return float(best + 1)


def best_by_looking_ahead(losses, patience, done=0):
    """From the lowest so far: is there anything lower within patience?"""
    ahead = losses[done + 1 : done + 1 + patience]
    lower = [i for i, loss in enumerate(ahead) if loss < losses[done]]
    return best_by_looking_ahead(losses, patience, done + 1 + lower[0]) if lower else done + 1


RIGHT = {
    "he": (he_scaled, he_by_loops, he_as_lists, he_divided),
    "minibatches": (deal_by_yield, deal_row_by_row, deal_by_while, deal_by_split),
    "step": (step_by_comprehension, step_by_copies, step_by_numbers, step_by_adding),
    "epoch": (epoch_with_pieces, epoch_by_shuffle, epoch_on_one_table),
    "best_epoch": (best_by_counting, best_by_argmin, best_by_while, best_by_looking_ahead),
}

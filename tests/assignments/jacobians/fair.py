"""Right answers to the Jacobians assignment, written as learners write them."""

import numpy as np

# --- affine_jacobian ---


def affine_by_loops(W):
    d_in, d_out = W.shape
    table = np.zeros((d_out, d_in))
    for i in range(d_out):
        for j in range(d_in):
            table[i, j] = W[j, i]
    return table


def affine_by_columns(weights):
    return [[row[i] for row in weights] for i in range(weights.shape[1])]


def affine_by_nudging(W):
    """Halves are exact in binary, and a layer is straight, so a nudge of 1 tells it all."""
    nothing = np.zeros(len(W)) @ W
    return np.stack([nudge @ W - nothing for nudge in np.eye(len(W))], axis=1)


# --- relu_jacobian ---


def relu_by_loop(z):
    table = np.zeros((len(z), len(z)))
    for i, value in enumerate(z):
        if value > 0:
            table[i, i] = 1
    return table


def relu_by_eye(z):
    return np.eye(z.size) * np.heaviside(z, 0)


def relu_of_truth_values(z):
    return np.diag(z > 0)  # True and False


def relu_as_lists(z):
    return [[int(i == j and z[i] > 0) for j in range(len(z))] for i in range(len(z))]


# --- softmax_jacobian ---


def softmax_by_loops(p):
    k = len(p)
    J = np.empty((k, k))
    for i in range(k):
        for j in range(k):
            J[i, j] = p[i] * (1 - p[i]) if i == j else -p[i] * p[j]
    return J


def softmax_by_broadcasting(p):
    return p[:, None] * (np.eye(p.size) - p)


def softmax_filled(p):
    table = -p.reshape(-1, 1) @ p.reshape(1, -1)
    np.fill_diagonal(table, p * (1 - p))
    return table


def softmax_by_einsum(shares):
    table = -np.einsum("i,j->ij", shares, shares)
    table[np.diag_indices(len(shares))] += shares
    return table.tolist()


# --- softmax_vjp ---


def vjp_by_product(v, p):
    return p * v - p * (v @ p)


def vjp_by_loops(gradient, shares):
    """Every pair is visited, and none is kept."""
    out = np.zeros(len(shares))
    for j in range(len(shares)):
        for i in range(len(shares)):
            out[j] += gradient[i] * shares[i] * ((i == j) - shares[j])
    return out


def vjp_by_lists(v, p):
    mean = sum(a * b for a, b in zip(v, p, strict=True))
    return [share * (own - mean) for own, share in zip(v, p, strict=True)]


def vjp_by_average(v, p):
    return np.multiply(v - np.average(v, weights=p), p)


def vjp_as_rows(v, p):
    v, p = v[None], p[None]
    return (p * (v - np.sum(v * p, axis=1, keepdims=True)))[0]


def vjp_by_einsum(v, p):
    return np.einsum("j,j->j", p, v - np.einsum("i,i->", v, p))


# --- two_trips ---


def trips_step_by_step(v, nudge, W1, z, W2, p):
    active = np.where(z > 0, 1.0, 0.0)
    back = vjp_by_product(v, p)
    back = W1 @ (active * (W2 @ back))
    forth = np.dot(active * np.dot(nudge, W1), W2)
    return back, vjp_by_average(forth, p)


def trips_by_einsum(v, nudge, W1, z, W2, p):
    mask = (z > 0).astype(float)
    gradient = np.einsum("k,hk,h,ih->i", vjp_by_einsum(v, p), W2, mask, W1)
    move = np.einsum("i,ih,h,hk->k", nudge, W1, mask, W2)
    return gradient.tolist(), vjp_by_lists(move, p)


def trips_through_narrow_tables(v, nudge, W1, z, W2, p):
    """The table from the measurements to the scores is narrow, and no table of a step is built."""
    J = (W1 * (z > 0) @ W2).T
    J = p[:, None] * (J - p @ J)
    return [v @ J, J @ nudge]


def trips_by_pencil(v, nudge, W1, z, W2, p):
    hidden = [
        sum(W2[h, k] * b for k, b in enumerate(vjp_by_lists(v, p))) if z[h] > 0 else 0
        for h in range(len(z))
    ]
    gradient = [sum(W1[i, h] * hidden[h] for h in range(len(z))) for i in range(len(W1))]
    moved = [
        sum(nudge[i] * W1[i, h] for i in range(len(W1))) if z[h] > 0 else 0 for h in range(len(z))
    ]
    scores = [sum(moved[h] * W2[h, k] for h in range(len(z))) for k in range(len(p))]
    return gradient, vjp_by_lists(scores, p)


def trips_written_into(v, nudge, W1, z, W2, p):
    """In place, in lists of its own."""
    gradient = vjp_by_product(v, p) @ W2.transpose()
    gradient[z <= 0] = 0
    move = nudge @ W1
    move[z <= 0] = 0
    move = move @ W2
    move -= move @ p
    move *= p
    return gradient @ W1.transpose(), move


RIGHT = {
    "affine_jacobian": (
        affine_by_loops, affine_by_columns, affine_by_nudging, np.transpose,
        lambda W: np.einsum("ji->ij", W),
    ),
    "relu_jacobian": (relu_by_loop, relu_by_eye, relu_of_truth_values, relu_as_lists),
    "softmax_jacobian": (
        softmax_by_loops, softmax_by_broadcasting, softmax_filled, softmax_by_einsum,
    ),
    "softmax_vjp": (
        vjp_by_product, vjp_by_loops, vjp_by_lists, vjp_by_average, vjp_as_rows, vjp_by_einsum,
    ),
    "two_trips": (
        trips_step_by_step, trips_by_einsum, trips_through_narrow_tables, trips_by_pencil,
        trips_written_into,
    ),
}  # fmt: skip

"""Right answers to the assignment on what a network is, written as learners write them."""

import numpy as np

# --- neuron ---


def neuron_by_loop(x, w, b):
    total = b
    for measurement, weight in zip(x, w, strict=True):
        total = total + measurement * weight
    return total


def neuron_by_at(x, w, b):
    return x @ w + b


def neuron_by_star(measurements, weights, bias):
    return (measurements * weights).sum() + bias


def neuron_by_numpy(x, w, b):
    return np.array([*x, 1.0]).dot([*w, b])


def neuron_by_einsum(x, w, b):
    return np.einsum("i,i->", x, w) + b


def neuron_by_python(x, w, b):
    return b + sum(x[i] * w[i] for i in range(len(x)))


# --- layer_shapes ---


def shapes_by_range(sizes):
    shapes = {}
    for i in range(1, len(sizes)):
        shapes[f"W{i}"] = (sizes[i - 1], sizes[i])
        shapes[f"b{i}"] = (sizes[i],)
    return shapes


def shapes_by_pairs(sizes):
    weights = {f"W{i + 1}": pair for i, pair in enumerate(zip(sizes, sizes[1:], strict=False))}
    return weights | {f"b{i}": (size,) for i, size in enumerate(sizes) if i}


def shapes_by_arrays(sizes):
    found, d_in = {}, sizes[0]
    for number, d_out in enumerate(sizes[1:], start=1):
        found["W" + str(number)] = np.zeros((d_in, d_out)).shape
        found["b" + str(number)] = np.zeros(d_out).shape
        d_in = d_out
    return found


def shapes_as_lists(sizes):
    """Lists where tuples were asked for, the last layer first."""
    return {
        name: shape
        for i in range(len(sizes) - 1, 0, -1)
        for name, shape in ((f"b{i}", [sizes[i]]), (f"W{i}", sizes[i - 1 : i + 1]))
    }


# --- count_parameters ---


def count_by_loop(sizes):
    total = 0
    for d_in, d_out in zip(sizes[:-1], sizes[1:], strict=True):
        total += d_in * d_out + d_out
    return total


def count_by_shapes(sizes):
    return sum(int(np.prod(shape)) for shape in shapes_by_range(sizes).values())


def count_by_numpy(sizes):
    sizes = np.array(sizes)
    return (sizes[:-1] + 1) @ sizes[1:]


def count_from_behind(sizes):
    if len(sizes) == 1:
        return 0.0
    return count_from_behind(sizes[:-1]) + sizes[-1] * (sizes[-2] + 1.0)


def count_by_arrays(sizes):
    grids = [np.ones((sizes[i] + 1, sizes[i + 1])) for i in range(len(sizes) - 1)]
    return np.array(sum(grid.sum() for grid in grids))


# --- arrow ---


def arrow_by_brackets(params, layer, from_place, to_place):
    return params[f"W{layer}"][from_place, to_place]


def arrow_by_two_steps(params, layer, start, end):
    grid = params["W" + str(layer)]
    row = grid[start]
    return row[end]


def arrow_by_column(params, layer, from_place, to_place):
    return params[f"W{layer}"].T[to_place][from_place].item()


def arrow_by_einsum(params, layer, from_place, to_place):
    W = params[f"W{layer}"]
    return np.einsum("i,io,o->", np.eye(len(W))[from_place], W, np.eye(W.shape[1])[to_place])


def arrow_by_search(params, layer, from_place, to_place):
    for index, weight in np.ndenumerate(params[f"W{layer}"]):
        if index == (from_place, to_place):
            return np.float64(weight)


RIGHT = {
    "neuron": (
        neuron_by_loop, neuron_by_at, neuron_by_star, neuron_by_numpy, neuron_by_einsum,
        neuron_by_python,
    ),
    "layer_shapes": (shapes_by_range, shapes_by_pairs, shapes_by_arrays, shapes_as_lists),
    "count_parameters": (
        count_by_loop, count_by_shapes, count_by_numpy, count_from_behind, count_by_arrays,
    ),
    "arrow": (
        arrow_by_brackets, arrow_by_two_steps, arrow_by_column, arrow_by_einsum, arrow_by_search,
    ),
}  # fmt: skip

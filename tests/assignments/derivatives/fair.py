"""Right answers to the assignment on slopes, written as learners write them."""

import functools

import numpy as np

# --- central_difference ---


def central_by_steps(f, x, h):
    up = f(x + h)
    down = f(x - h)
    rise, run = up - down, (x + h) - (x - h)
    return rise / run if h > 0.01 else rise / h / 2


def central_by_both_sides(f, x, h):
    """The mean of a step forward and a step back."""
    forward, backward = (f(x + h) - f(x)) / h, (f(x) - f(x - h)) / h
    return (forward + backward) / 2


def central_by_diff(function, at, step):
    (rise,) = np.diff([function(at + sign * step) for sign in (-1, 1)])
    return np.array(0.5 * rise / step)


def central_by_sum(f, x, h, *, weights=(-0.5, 0, 0.5)):
    return sum(w * f(x + k * h) for k, w in zip((-1, 0, 1), weights, strict=True)) / h


# --- partial ---


def partial_by_copies(f, x, place, h):
    up, down = np.array(x, dtype=float), np.array(x, dtype=float)
    up[place] += h
    down[place] -= h
    return (f(up) - f(down)) / (2 * h)


def partial_by_one_parameter(f, x, place, h):
    """All other parameters are held, and what is left is a function of one number."""

    def by_this_one(value):
        return f(np.array([value if i == place else other for i, other in enumerate(x)]))

    return central_by_steps(by_this_one, x[place], h)


def partial_by_rows(f, x, i, h):
    step = h * np.eye(len(x))[i]
    return np.subtract(f(x + step), f(x - step)) / (h + h)


def partial_there_and_back(f, x, place, h):
    if x.dtype != float:
        x = x.astype(float)
    x[place] += h
    up = f(x)
    x[place] -= 2 * h
    down = f(x)
    x[place] += h  # leaves a rounding error behind
    return (up - down) / (2 * h)


def partial_by_lists(f, params, place, h):
    params = params.tolist()
    before, after = params[:place], params[place + 1 :]
    ends = [f([*before, params[place] + step, *after]) for step in (h, -h)]
    return (ends[0] - ends[1]) / h / 2


# --- tangent ---


def tangent_by_steps(f, slope, x):
    steep = slope(x)
    rise = steep * x
    return [steep, f(x) - rise]


def tangent_by_a_line(curve, derivative, touch):
    def line(at):
        return curve(touch) + derivative(touch) * (at - touch)

    return np.array(derivative(touch)), np.array(line(0))


def tangent_by_two_points(f, slope, x):
    """The height one step back, and on from there."""
    m = slope(x)
    return m, m * -x + f(x)


def tangent_by_solve(f, slope, x):
    """Two conditions on two numbers: so steep, and so high at x."""
    m, c = np.linalg.solve([[1, 0], [x, 1]], [slope(x), f(x)])
    return m, c


# --- polynomial_slope ---


def polynomial_by_range(coefficients, x):
    total = 0
    for power in range(1, len(coefficients)):
        total += power * coefficients[power] * x ** (power - 1)
    return total


def polynomial_by_enumerate(coefficients, x):
    total = 0.0
    for power, c in enumerate(coefficients):
        if power == 0:
            continue
        total = total + c * power * x ** (power - 1)
    return np.float64(total)


def polynomial_by_arrays(coefficients, x):
    k = np.arange(1, len(coefficients))
    return np.sum(k * np.array(coefficients[1:]) * np.power(float(x), k - 1))


def polynomial_by_einsum(coefficients, x):
    c, k = np.asarray(coefficients, dtype=float), np.arange(len(coefficients))
    return np.einsum("k,k,k->", c, k, x ** np.maximum(k - 1, 0))


def polynomial_from_the_end(coefficients, x):
    """Horner's way: each round multiplies by x once more."""
    total = 0
    for power in range(len(coefficients) - 1, 0, -1):
        total = total * x + power * coefficients[power]
    return total


def polynomial_by_numpy(coefficients, x):
    rules = np.polynomial.polynomial
    return rules.polyval(x, rules.polyder(coefficients))


def polynomial_of_copies(coefficients, x, begin=1):
    rest = list(coefficients)
    del rest[:begin]
    return sum((i + 1) * c * x**i for i, c in enumerate(rest))


RIGHT = {
    "central_difference": (
        central_by_steps, central_by_both_sides, central_by_diff, central_by_sum,
    ),
    "partial": (
        partial_by_copies, partial_by_one_parameter, partial_by_rows, partial_there_and_back,
        partial_by_lists,
    ),
    "tangent": (tangent_by_steps, tangent_by_a_line, tangent_by_two_points, tangent_by_solve),
    "polynomial_slope": (
        polynomial_by_range, polynomial_by_enumerate, polynomial_by_arrays, polynomial_by_einsum,
        polynomial_from_the_end, polynomial_by_numpy,
        functools.partial(polynomial_of_copies, begin=1),
    ),
}  # fmt: skip

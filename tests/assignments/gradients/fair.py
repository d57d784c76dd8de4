"""Right answers to the gradients assignment, written as learners write them."""

import functools
import math

import numpy as np

# --- numerical_gradient ---


def numerical_by_copies(f, x):
    h, slopes = 1e-5, np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        up, down = x.astype(float), x.astype(float)
        up[place] += h
        down[place] -= h
        slopes[place] = (f(up) - f(down)) / (2 * h)
    return slopes


def numerical_in_place(f, x, h=1e-5):
    work = np.array(x, dtype=np.float64)
    gradient = np.empty(work.shape)
    for index, old in np.ndenumerate(x):
        work[index] = old + h
        up = f(work)
        work[index] = old - h
        gradient[index] = (up - f(work)) / (2 * h)
        work[index] = old
    return gradient


def numerical_by_steps(f, x):
    steps = (1e-5 * np.eye(x.size)).reshape(x.size, *x.shape)
    return np.reshape([(f(x + s) - f(x - s)) / 2e-5 for s in steps], x.shape).tolist()


def numerical_flat(f, x):
    flat, slopes = [float(number) for number in x.ravel()], []
    for i in range(len(flat)):
        ends = []
        for h in (1e-5, -1e-5):
            nudged = flat[:i] + [flat[i] + h] + flat[i + 1 :]
            ends.append(f(np.array(nudged).reshape(x.shape)))
        slopes.append((ends[0] - ends[1]) * 0.5e5)
    return np.array(slopes).reshape(x.shape)


# --- descend ---


def descend_by_list(gradient, x, rate, steps, small):
    walk = [x.tolist()]
    while len(walk) <= steps:
        here = np.array(walk[-1])
        if all(abs(slope) <= small for slope in gradient(here)):
            return walk
        walk.append((here - rate * gradient(here)).tolist())
    return walk


def descend_by_array(gradient, start, rate, steps, small=0.0):
    walk = np.zeros((steps + 1, start.size))
    walk[0] = start
    for i in range(steps):
        g = gradient(walk[i])
        if not np.any(np.abs(g) > small):
            return walk[: i + 1]
        walk[i + 1] = walk[i] - rate * g
    return walk


def descend_in_place(gradient, x, rate, steps, small):
    place = x.astype(float)
    walk = place[None].copy()
    for _ in range(steps):
        slopes = gradient(place)
        if max(slopes) <= small and min(slopes) >= -small:
            break
        place -= rate * slopes
        walk = np.vstack([walk, place])
    return walk


def descend_by_itself(gradient, x, rate, steps, small):
    slopes = gradient(x)
    if steps == 0 or np.linalg.norm(slopes, np.inf) <= small:
        return x[None, :]
    rest = descend_by_itself(gradient, x + -rate * slopes, rate, steps - 1, small)
    return np.concatenate([[x], rest])


# --- largest_rate ---


def largest_by_loop(f, gradient, x, rates):
    best = None
    for rate in rates:
        if f(x - rate * gradient(x)) < f(x) and (best is None or rate > best):
            best = rate
    return best


def largest_by_sorting(f, gradient, x, rates):
    slopes, here = gradient(x), f(x)
    for rate in sorted(rates, reverse=True):
        if f(x - rate * slopes) - here < 0:
            return rate
    return None


def largest_by_mask(f, gradient, x, rates):
    rates = np.array(rates)
    safe = rates[np.array([f(x - r * gradient(x)) < f(x) for r in rates], dtype=bool)]
    if len(safe):
        return safe.max()


def largest_by_walking(f, gradient, x, rates):
    firsts = [(r, descend_by_array(gradient, x, r, 1, -1.0)[1]) for r in rates]
    return max([r for r, place in firsts if f(x) > f(place)], default=None)


# --- crosses_at_right_angle ---


def crosses_by_sum(gradient, direction):
    rise = (gradient * direction).sum()
    lengths = np.sqrt((gradient**2).sum()) * np.sqrt((direction**2).sum())
    return abs(rise) <= 1e-6 * lengths


def crosses_by_loop(g, d):
    rise = sum(slope * move for slope, move in zip(g, d, strict=True))
    if not any(g):
        return True
    return abs(rise) / math.hypot(*g) / math.hypot(*d) <= 1e-6


def crosses_by_angle(gradient, direction):
    lengths = np.linalg.norm(gradient) * np.linalg.norm(direction)
    if lengths == 0:
        return 1
    angle = np.arccos(gradient @ direction / lengths)
    return int(abs(angle - np.pi / 2) <= 1e-6)


def crosses_by_share(gradient, direction):
    """How much of the gradient lies along the step, next to the gradient itself."""
    along = np.dot(gradient, direction) / np.dot(direction, direction) * direction
    return not np.linalg.norm(along) > 1e-6 * np.linalg.norm(gradient)


RIGHT = {
    "numerical_gradient": (
        numerical_by_copies, numerical_in_place, numerical_by_steps, numerical_flat,
        functools.partial(numerical_in_place, h=3e-6),
    ),
    "descend": (descend_by_list, descend_by_array, descend_in_place, descend_by_itself),
    "largest_rate": (
        largest_by_loop, largest_by_sorting, largest_by_mask, largest_by_walking,
    ),
    "crosses_at_right_angle": (
        crosses_by_sum, crosses_by_loop, crosses_by_angle, crosses_by_share,
    ),
}  # fmt: skip

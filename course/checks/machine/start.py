"""The answer `start`: the first weights and biases of a network, by the list of its sizes.

Shapes: W1 (d_in, hidden), b1 (hidden,), W2 (hidden, d_out), b2 (d_out,).
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from reference_impl import Arrays, network


def start(sizes: list[int], rng: np.random.Generator) -> Arrays:
    """Weights by He's rule, drawn front to back, and biases of zero."""
    return network.Network(sizes, rng).params


def start_case(*sizes: int) -> Case:
    name = f"sizes {'-'.join(map(str, sizes))}"
    return Case(name, lambda rng: (list(sizes), rng.spawn(1)[0]))


CASES = (start_case(3, 3, 3), start_case(2, 4, 1), start_case(5, 3, 1), start_case(4, 6, 3))


def _layers(sizes):
    return zip((1, 2), sizes, sizes[1:], strict=False)


def _drawn_so(weights):
    """A `start` whose weights are `weights(rng, d_in, d_out)`, and its biases zero."""

    def start(sizes, rng):
        params = {}
        for i, d_in, d_out in _layers(sizes):
            params[f"W{i}"], params[f"b{i}"] = weights(rng, d_in, d_out), np.zeros(d_out)
        return params

    return start


def _he(rng, d_in, d_out):
    return rng.normal(0, np.sqrt(2 / d_in), (d_in, d_out))


def _back_to_front(sizes, rng):
    W2 = _he(rng, *sizes[1:])
    W1 = _he(rng, *sizes[:2])
    return {"W1": W1, "b1": np.zeros(sizes[1]), "W2": W2, "b2": np.zeros(sizes[2])}


def _one_spread(sizes, rng):
    W1, spread = _he(rng, *sizes[:2]), np.sqrt(2 / sizes[0])
    W2 = rng.normal(0, spread, sizes[1:])
    return {"W1": W1, "b1": np.zeros(sizes[1]), "W2": W2, "b2": np.zeros(sizes[2])}


def _random_biases(sizes, rng):
    params = {}
    for i, d_in, d_out in _layers(sizes):
        params[f"W{i}"] = _he(rng, d_in, d_out)
        params[f"b{i}"] = rng.normal(0, np.sqrt(2 / d_in), d_out)
    return params


MISCONCEPTIONS = (
    Misconception(
        "spread forgotten",
        _drawn_so(lambda rng, d_in, d_out: rng.normal(size=(d_in, d_out))),
        "These have a spread of 1, whatever the layer. He's rule makes it smaller where more "
        "numbers come in.",
    ),
    Misconception(
        "no square root",
        _drawn_so(lambda rng, d_in, d_out: rng.normal(0, 2 / d_in, (d_in, d_out))),
        "2 / d_in is the square of the spread. `rng.normal` takes the spread itself.",
    ),
    Misconception(
        "spread from the outputs",
        _drawn_so(lambda rng, d_in, d_out: rng.normal(0, np.sqrt(2 / d_out), (d_in, d_out))),
        "The spread was taken from how many numbers go out of a layer. He's rule counts what "
        "comes in.",
    ),
    Misconception(
        "one spread for both layers",
        _one_spread,
        "The second layer has the spread of the first. It has another number of inputs: as many "
        "as there are hidden neurons.",
    ),
    Misconception(
        "small and not by the rule",
        _drawn_so(lambda rng, d_in, d_out: 0.01 * rng.normal(size=(d_in, d_out))),
        "Every weight is a hundredth of a draw. That is a rule for no layer in particular; He's "
        "looks at how many numbers come in.",
    ),
    Misconception(
        "drawn back to front",
        _back_to_front,
        "Good weights, drawn in another order: the second layer's came first. Anybody with the "
        "same generator gets a different network. Draw W1 first.",
    ),
    Misconception(
        "drawn a column at a time",
        _drawn_so(lambda rng, d_in, d_out: _he(rng, d_in, d_out).reshape(d_out, d_in).T),
        "The numbers are right, and they lie in other places: you drew one neuron's weights after "
        "the other, a column at a time. Asked for a whole array, the generator fills it row by "
        "row.",
    ),
    Misconception(
        "a generator made on the spot",
        lambda sizes, rng: start(sizes, np.random.default_rng(0)),
        "You made a generator of your own, so every network that you start is the same one. Draw "
        "from the `rng` that you were given.",
    ),
    Misconception(
        "biases drawn too",
        _random_biases,
        "The biases are random as well. They start at zero, and drawing them moves the generator "
        "on, so the second layer's weights are others too.",
    ),
)

START = Answer(
    name="start",
    inputs=("sizes", "rng"),
    outputs=("W1", "b1", "W2", "b2"),
    reference=start,
    parts=(
        Part("weights", points=1, outputs=("W1", "W2"), cases=CASES),
        Part("biases", points=1, outputs=("b1", "b2"), cases=CASES),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Draw the weights of both layers, W1 first, and set the biases to zero.",
    keyed=True,
)

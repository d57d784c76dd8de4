"""The tape against the complex step, HIPS autograd and the reference network."""

import autograd
import numpy as np
import pytest

from reference_impl import example, tape
from reference_impl.network import Network

KINDS = ("add", "multiply", "relu")


def random_program(rng, inputs=4, steps=14):
    """What is done, step by step: (kind, places); a place may be asked for twice."""
    kinds = rng.choice(KINDS, steps).tolist()
    places = [rng.integers(0, inputs + n, 1 if k == "relu" else 2) for n, k in enumerate(kinds)]
    return [(kind, tuple(map(int, where))) for kind, where in zip(kinds, places, strict=True)]


def on_tape(program, values):
    """The tape of a program on these inputs."""
    made = [tape.given(value) for value in values]
    for kind, places in program:
        made.append(getattr(tape, kind)(made, *places))
    return made


def by_arithmetic(program, values):
    """The last number of the same program, in Python's own arithmetic."""
    numbers = [values[i] for i in range(len(values))]
    for kind, places in program:
        given = [numbers[place] for place in places]
        if kind == "relu":
            awake = getattr(given[0], "_value", given[0]).real > 0
            numbers.append(given[0] if awake else 0 * given[0])
        else:
            numbers.append(given[0] + given[1] if kind == "add" else given[0] * given[1])
    return numbers[-1]


def complex_slopes(program, values, h=1e-30):
    """How fast the last number moves with each input, by a nudge into the imaginary."""
    nudges = 1j * h * np.eye(len(values))
    return [by_arithmetic(program, values + nudge).imag / h for nudge in nudges]


def every_sum(params, X, y):
    """The tape of a mean squared error, and the places of each parameter: {name: array}."""
    made, places = [], {}

    def put(record):
        made.append(record)
        return len(made) - 1

    def product(left, right):
        return [[total(a, b) for b in right.T] for a in left]

    def total(row, column):
        terms = [put(tape.multiply(made, i, j)) for i, j in zip(row, column, strict=True)]
        whole = terms[0]
        for term in terms[1:]:
            whole = put(tape.add(made, whole, term))
        return whole

    lift = np.vectorize(lambda value: put(tape.given(value)), otypes=[int])
    places = {name: lift(value) for name, value in params.items()}
    a = lift(X)
    for layer in range(1, len(params) // 2 + 1):
        z = np.array(product(a, places[f"W{layer}"]))
        z = np.array(
            [
                [put(tape.add(made, i, b)) for i, b in zip(row, places[f"b{layer}"], strict=True)]
                for row in z
            ]
        )
        a = np.vectorize(lambda i: put(tape.relu(made, int(i))), otypes=[int])(z)
    misses = [
        put(tape.add(made, i, put(tape.given(-t))))
        for i, t in zip(z.ravel(), y.ravel(), strict=True)
    ]
    loss = put(tape.given(0.0))
    for miss in misses:
        loss = put(tape.add(made, loss, put(tape.multiply(made, miss, miss))))
    put(tape.multiply(made, loss, put(tape.given(1 / y.size))))
    return made, places


@pytest.mark.parametrize("seed", range(20))
def test_a_random_program_agrees_with_the_complex_step_and_with_autograd(seed):
    """Numbers used once, twice, never, and squared: the same slopes to rounding."""
    rng = np.random.default_rng(seed)
    program, values = random_program(rng), rng.normal(size=4)
    ours = tape.backward(on_tape(program, values))[:4]
    np.testing.assert_allclose(ours, complex_slopes(program, values), rtol=1e-13, atol=1e-15)
    by_autograd = autograd.grad(lambda v: by_arithmetic(program, v))(values)
    np.testing.assert_allclose(ours, by_autograd, rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize("given", ["one bottle", "four bottles"])
def test_the_running_example_gives_what_the_pencil_gave(given):
    """Exactly, the place at zero included."""
    X, y, hand = (
        (example.x, example.y, example.by_hand)
        if given == "one bottle"
        else (example.X4, example.y4, example.by_hand_4)
    )
    made, places = every_sum(example.network().params, X, y)
    gradients = np.array(tape.backward(made))
    assert made[-1]["value"] == hand["loss"]
    for name, where in places.items():
        np.testing.assert_array_equal(gradients[where], hand["d" + name])


def test_a_network_of_three_layers_agrees_with_the_reference():
    """Every parameter's gradient, to rounding."""
    rng = np.random.default_rng(3)
    net = Network([5, 4, 3, 2], rng)
    X, y = rng.normal(size=(6, 5)), rng.normal(size=(6, 2))
    made, places = every_sum(net.params, X, y)
    gradients, truth = np.array(tape.backward(made)), net.backward(net.forward(X), y)
    for name, where in places.items():
        np.testing.assert_allclose(gradients[where], truth["d" + name], rtol=1e-12, atol=1e-14)


def test_nothing_that_is_given_is_changed():
    """Records are new, and the tape stays as long as it was."""
    made = [tape.given(3.0), tape.given(-2.0)]
    before = [dict(record) for record in made]
    for record in (tape.add(made, 0, 1), tape.multiply(made, 0, 0), tape.relu(made, 1)):
        assert record not in made
    tape.backward(made)
    assert made == before

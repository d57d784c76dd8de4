"""The page prepares a drawing as the reference does, and its network says what that one says."""

import numpy as np
import pytest

from course.site.teach import explorables
from reference_impl import digits
from reference_impl.data import load_digits
from reference_impl.network import Network

MODULE = "digits.js"
PREPARED = "given.map((trace) => [maths.centred(trace), maths.blocks(maths.centred(trace))])"


def scribble(rng, steps):
    """A thin line that wanders about on the bitmap."""
    trace = np.zeros((32, 32), int)
    at = rng.integers(8, 24, 2)
    for _ in range(steps):
        at = np.clip(at + rng.integers(-1, 2, 2), 0, 31)
        trace[tuple(at)] = 1
    return trace


def test_drawings_are_prepared_alike(in_node):
    """Scribbles of all lengths, one dot, a bare stroke, a bare dash, and nothing."""
    rng = np.random.default_rng(3)
    traces = [scribble(rng, steps) for steps in (1, 3, 10, 40, 40, 100, 300, 2000)]
    stroke, dash = np.zeros((2, 32, 32), int)
    stroke[4:29, 30], dash[7, 2:31] = 1, 1
    traces += [stroke, dash, np.zeros((32, 32), int)]
    told = in_node(MODULE, PREPARED, [trace.tolist() for trace in traces])
    for trace, (drawing, counts) in zip(traces, told, strict=True):
        expected = digits.centred(trace)
        np.testing.assert_array_equal(drawing, expected)
        np.testing.assert_array_equal(counts, digits.blocks(expected)[0])


@pytest.mark.parametrize("sizes", [(64, 10), (64, 7, 10), (64, 9, 8, 10)])
def test_probabilities_are_the_references(in_node, sizes):
    """A network as a cell hands it over, asked for five images."""
    network = Network(sizes, np.random.default_rng(0), head="classification")
    counts = load_digits().X[:5]
    given = {"arrays": {k: v.tolist() for k, v in network.params.items()}, "X": counts.tolist()}
    said = in_node(
        MODULE,
        "given.X.map((row) => maths.probabilities(maths.layersOf(given.arrays), row))",
        given,
    )
    np.testing.assert_allclose(said, network.predict(counts / 16), rtol=0, atol=1e-9)


@pytest.mark.parametrize("sizes", [(64, 3), (63, 10), (64, 5, 4, 9)])
def test_what_does_not_read_digits_is_not_taken(in_node, sizes):
    """Planted: networks for something else, and no network at all."""
    params = Network(sizes, np.random.default_rng(0), head="classification").params
    given = {k: v.tolist() for k, v in params.items()}
    assert in_node(MODULE, "maths.layersOf(given)", given) is None
    assert in_node(MODULE, "maths.layersOf({})", {}) is None


@pytest.mark.parametrize(
    ("name", "weight", "away"),
    [("b1", None, True), ("W1", -1e200, True), ("W2", 1e200, False), ("b2", -1e300, False)],
)
def test_a_network_that_ran_away_is_known(in_node, name, weight, away):
    """A hole, or a sum that a drawing could make too large; a large number alone does no harm."""
    params = Network([64, 3, 10], np.random.default_rng(0), head="classification").params
    given = {k: v.tolist() for k, v in params.items()}
    rows = given[name] if name[0] == "W" else [given[name]]
    for row in rows:
        row[1] = weight
    if name == "W1":
        given["W2"][1] = [weight] * 10
    assert in_node(MODULE, "maths.runsAway(maths.layersOf(given))", given) is away


def test_the_books_network_is_the_chapters():
    """Rounded to hundredths; sure and wrong about the 8 that the chapter shows, right as often."""
    given = explorables.digits()
    params = {
        f"{name}{i}": np.array(layer[name]) / 100
        for i, layer in enumerate(given["hundredths"], start=1)
        for name in "Wb"
    }
    network = Network.from_params(params, head="classification")
    assert network.sizes == [64, 64, 10]
    said = {s["place"]: network.predict(np.array([s["counts"]]) / 16)[0] for s in given["samples"]}
    true = {s["place"]: s["digit"] for s in given["samples"]}
    assert true[72] == 8 and said[72].argmax() == 1 and said[72].max() > 0.99
    right = [said[place].argmax() == digit for place, digit in true.items()]
    assert right.count(True) == 3 == len(right) - 2
    assert min(said[place].max() for place, fine in zip(said, right, strict=True) if fine) < 0.5


def test_the_rounding_changes_no_answer():
    """Hundredths are enough: each test image is read as it is by the network that was trained."""
    network, X_test, _ = explorables.trained()
    rounded = {name: np.round(array, 2) for name, array in network.params.items()}
    light = Network.from_params(rounded, head="classification")
    answers, light_answers = network.predict(X_test), light.predict(X_test)
    np.testing.assert_array_equal(answers.argmax(axis=1), light_answers.argmax(axis=1))
    assert np.abs(answers - light_answers).max() < 0.03

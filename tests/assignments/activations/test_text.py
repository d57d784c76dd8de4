"""What the activations assignment says is true."""

import ast
import re

import numpy as np
import pytest
from masters import ASSIGNMENTS, Master

from reference_impl import example, layers

HAND = example.by_hand_4
Z1 = example.X4 @ example.W1 + example.b1  # (4, 2)


@pytest.fixture
def master():
    return Master(ASSIGNMENTS["activations"])


@pytest.fixture
def printed(cells, names, capsys):
    """A function that runs a given cell with the solution's answers and returns its lines."""

    def lines(cell, **instead):
        capsys.readouterr()
        exec(cells[cell].source, {**names, **instead})
        return capsys.readouterr().out.splitlines()

    return lines


def model(cells, number):
    """One part of the model answer."""
    return re.search(rf"^{number}\. (.+)$", cells["three_grapes-model"].source, re.M)[1]


def test_the_worked_examples_are_on_the_tiny_network(master):
    """The numbers in them are those that every chapter uses."""
    known = {
        "collapse": {name: getattr(example, name) for name in ("W1", "b1", "W2", "b2")},
        "relu": {"z": Z1},
        "relu_slope": {"z": Z1},
    }
    for name, arrays in known.items():
        for array, value in arrays.items():
            said = re.search(rf"^{array} = np\.array\((.+)\)$", master.task(name), re.M)[1]
            np.testing.assert_array_equal(np.array(ast.literal_eval(said)), value)


def test_the_pencil_is_right(master):
    """Sums that the tasks do aloud."""
    assert "one path is worth 1 × 0.5 and the other -1 × 3" in master.task("collapse")
    paths = example.W1[0] * example.W2[:, 0]
    assert paths.tolist() == [0.5, -3] and paths.sum() == -2.5
    np.testing.assert_allclose(1 / (1 + np.exp(-np.log(3))), 1 / (4 / 3))
    np.testing.assert_allclose(np.log(9) / 2, np.log(3))
    np.testing.assert_allclose(np.exp(np.log([[1, 2, 1], [3, 1, 4]])), [[1, 2, 1], [3, 1, 4]])


def test_the_bend_makes_a_difference_for_the_first_bottle_alone(cells, printed):
    """What the opening prints, and what is said about it."""
    with_it, without = HAND["y_hat"].ravel().tolist(), (Z1 @ example.W2 + example.b2).ravel()
    assert printed("four-bottles-run") == [
        f"z1: {Z1.tolist()}",
        f"a1: {np.maximum(Z1, 0).tolist()}",
        f"with the bend:    {with_it}",
        f"without the bend: {without.tolist()}",
    ]
    text = cells["one-bottle"].source
    assert (without == with_it).tolist() == [False, True, True, True]
    assert Z1[Z1 < 0].tolist() == [-0.5] and Z1[0, 1] == -0.5 and "-0.5, for the first" in text
    assert f"the network says {with_it[0]:g}." in text
    assert f"Without the bend it says {without[0]:g}." in text


def test_twelve_parameters_do_what_833_did(cells, printed):
    """The cell after the guess prints the truth; with a bend there is no such layer."""
    parameters = 11 * 64 + 64 + 64 + 1
    assert f"in the second: {parameters} parameters" in cells["predict_dials-task"].source
    assert f"the other {parameters - 12} parameters" in cells["predict-why"].source
    assert printed("predict-compare-run", predict_dials=lambda: 7) == [
        "you said:          7",
        "parameters needed: 12",
        "furthest apart on a thousand bottles: 0.0",
    ]
    bent = cells["predict-compare-run"].source.replace(
        "(X @ first + first_bias) @", "np.maximum(X @ first + first_bias, 0) @"
    )
    cells["predict-compare-run"].source = bent
    assert float(printed("predict-compare-run")[2].split()[-1]) > 1


def test_ten_sigmoids_flatten_and_ten_relus_do_not(printed):
    """Two sums that are 1 apart, and how far apart they are after ten layers."""
    apart = [float(line.split()[-2]) for line in printed("ten-layers-run")]
    assert apart[0] < 0.2 and apart[1] < 1e-3 and 0 < apart[2] < 1e-6
    assert apart[3:] == [1, 1, 1]


def test_heat_makes_it_shy_and_never_changes_the_places(printed):
    """From nearly everything for the first to a third each, always in the same order."""
    lines = printed("oven-run")
    assert lines[0].split(":")[1].strip() == "[100.   0.   0.]"
    assert lines[-1].split(":")[1].strip() == "[34. 33. 33.]"
    for temperature in (0.1, 0.5, 1, 4, 100):
        assert (np.diff(layers.softmax(np.array([[2.0, 1, 0]]) / temperature)) < 0).all()


def test_the_formula_that_the_sigmoid_hint_warns_of_goes_wrong():
    """Infinity by infinity at 1000, and one by infinity is harmless."""
    with np.errstate(all="ignore"):
        assert np.isnan(np.exp(1000.0) / (1 + np.exp(1000.0)))
        assert 1 / (1 + np.exp(1000.0)) == 0


def test_the_model_answer_about_three_layers_without_a_bend(cells, names):
    """They are one layer, and halfway between two bottles lie the scores halfway between."""
    rng = np.random.default_rng(5)
    W1, b1, W2, b2, W3, b3 = (rng.normal(size=s) for s in ((4, 6), 6, (6, 5), 5, (5, 3), 3))

    def scores(X):
        return ((X @ W1 + b1) @ W2 + b2) @ W3 + b3

    one, other = rng.normal(size=(2, 4))
    W, b = names["collapse"](*names["collapse"](W1, b1, W2, b2), W3, b3)
    np.testing.assert_allclose(one @ W + b, scores(one))
    np.testing.assert_allclose(W, W1 @ W2 @ W3)
    np.testing.assert_allclose(b, scores(np.zeros(4)))
    np.testing.assert_allclose(scores((one + other) / 2), (scores(one) + scores(other)) / 2)
    assert "halfway" in model(cells, 1) and model(cells, 1).startswith("One.")


def test_the_model_answer_about_a_relu_too_many(cells):
    """A third each; without it the first grape is ahead."""
    z = np.array([[-1.0, -2, -6]])
    assert "says -1, -2 and -6" in cells["three_grapes-task"].source
    np.testing.assert_allclose(layers.softmax(layers.relu(z)), 1 / 3)
    assert f"it gives it {100 * layers.softmax(z)[0, 0]:.0f} in a hundred" in model(cells, 2)


@pytest.mark.parametrize(("below", "goes_wrong"), [(700, False), (750, True), (1000, True)])
def test_the_model_answer_about_one_maximum_for_the_whole_table(cells, below, goes_wrong):
    """A row that lies 750 below the largest score reads nan, and the others are right."""
    Z = np.array([[2.0, 1, 0], [-below, -below - 1, -below - 2]])
    votes = np.exp(Z - Z.max())
    with np.errstate(invalid="ignore"):
        P = votes / votes.sum(axis=1, keepdims=True)
    assert np.isnan(P[1]).all() == goes_wrong
    np.testing.assert_allclose(P[0], layers.softmax(Z)[0])
    assert "by 750 or so" in model(cells, 3)


def test_the_model_answer_about_the_temperature():
    """From 1 to 3 the largest stays the largest in every row, and becomes less."""
    Z = np.random.default_rng(6).normal(size=(1000, 3))
    cold, warm = layers.softmax(Z), layers.softmax(Z / 3)
    np.testing.assert_array_equal(cold.argsort(axis=1), warm.argsort(axis=1))
    assert (warm.max(axis=1) < cold.max(axis=1)).all()

"""What the back-propagation assignment says is true, and every task says what it has to."""

import ast
import re

import numpy as np
import pytest
from masters import ASSIGNMENTS, Master

from course.checks.backprop import ASSIGNMENT
from reference_impl import example, losses, network

ANSWERS = list(ASSIGNMENT.answers)
HAND = example.by_hand_4
Z1 = example.X4 @ example.W1 + example.b1  # (4, 2)
A1 = np.maximum(Z1, 0)  # (4, 2)
ON_THE_FOUR_BOTTLES = {
    "relu_backward": {"dA": HAND["d_y_hat"] @ example.W2.T, "z": Z1},
    "mse_grad": {"y_hat": HAND["y_hat"], "y": example.y4},
    "affine_backward": {"dZ": HAND["d_y_hat"], "X": A1, "W": example.W2},
    "gradient_check": {},  # squares, whose slopes a pencil finds
    "backward": {},  # its inputs are made by a cell, from the running example
}


@pytest.fixture
def master():
    return Master(ASSIGNMENTS["backprop"])


@pytest.mark.parametrize("name", ANSWERS)
def test_a_worked_example_is_on_the_four_bottles(master, name):
    """The numbers in it are those that every chapter uses."""
    for array, value in ON_THE_FOUR_BOTTLES[name].items():
        said = re.search(rf"^{array} = np\.array\((.+)\)$", master.task(name), re.M)[1]
        np.testing.assert_array_equal(np.array(ast.literal_eval(said)), value)


def test_the_inputs_of_backward_are_the_four_bottles(names):
    """The given network predicts what the tiny one does, so its gradients are known by hand."""
    np.testing.assert_array_equal(names["cache"]["z3"], HAND["y_hat"])
    gradients = names["backward"](names["params"], names["cache"], names["y"])
    for name, by_hand in {"dW1": "dW1", "db1": "db1", "dW3": "dW2", "db3": "db2"}.items():
        np.testing.assert_array_equal(gradients[name], HAND[by_hand])


def test_numbers_in_sentences_are_those_of_the_running_example(cells):
    """Sentences with numbers in them, written again from `reference_impl`."""

    def listed(array):
        *most, last = [f"{number:g}" for number in np.ravel(array)]
        return f"{', '.join(most)} and {last}"

    slopes = HAND["d_y_hat"].ravel()
    assert f"The network says {listed(HAND['y_hat'])}." in cells["names"].source
    assert f"The tasters said {listed(example.y4)}." in cells["names"].source
    assert np.abs(HAND["y_hat"] - example.y4).ravel().tolist() == [2] * 4  # "off by two each time"
    assert f"so the loss is {HAND['loss']:g}." in cells["names"].source
    assert f"By {listed(slopes)}:" in cells["predict_db2-task"].source
    why = cells["predict-why"].source
    assert f"So it is {' + '.join(f'{slope:g}' for slope in slopes)}." in why
    assert f"took the mean and said {slopes.mean():g}," in why


def test_the_nudge_agrees_with_the_known_gradient(cells, capsys):
    """The cell after the guess prints what the bias's gradient is by hand."""
    names = {"np": np, "example": example, "predict_db2": lambda: 7}
    exec(cells["predict-compare-run"].source, names)
    assert capsys.readouterr().out.split("\n") == [
        "you said:   7",
        f"by nudging: {HAND['db2'][0]}",
        "",
    ]


def test_the_two_gradients_meet_and_a_wrong_one_does_not(cells, names, capsys):
    """The last cell finds six agreements, and a mistake in `backward` breaks some of them."""
    exec(cells["meeting-run"].source, dict(names))
    assert capsys.readouterr().out.count("the two agree") == 6
    wrong = {**names, "relu_backward": lambda dA, z: dA}
    exec(cells["backward-answer"].source, wrong)
    exec(cells["meeting-run"].source, wrong)
    assert capsys.readouterr().out.count("the two DIFFER") == 4


def test_the_model_answer_about_the_sleeping_layer_is_true():
    """With every b1 at -1000 the gradients of W1, b1 and W2 are zero and no others."""
    rng = np.random.default_rng(5)
    params = network.Network([4, 6, 5, 1], rng).params
    params["b2"] = rng.normal(size=5)  # some of the second layer is active
    X, y = rng.normal(size=(50, 4)), rng.normal(size=(50, 1))
    healthy = network.forward(params, X)
    assert all(0.3 < (healthy[name] > 0).mean() < 0.7 for name in ("a1", "a2"))
    params["b1"] = np.full(6, -1000.0)
    cache = network.forward(params, X)
    gradients = network.backward(params, cache, y, losses.mse_grad)
    assert {name for name, value in gradients.items() if not value.any()} == {"dW1", "db1", "dW2"}
    assert np.ptp(cache["z3"]) == 0  # one prediction for every bottle

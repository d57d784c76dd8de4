"""What the assignment on what a network is says is true: its numbers, its cells, its claims."""

import numpy as np
import pytest
from masters import ASSIGNMENTS, Master

from reference_impl import example
from reference_impl.network import Network


def parameters(*sizes):
    params = Network(sizes, np.random.default_rng(0)).params
    return {name: values.size for name, values in params.items()}


def total(*sizes):
    return sum(parameters(*sizes).values())


@pytest.fixture
def master():
    return Master(ASSIGNMENTS["networks"])


def test_the_setting_prints_the_running_example(cells, capsys):
    """Every array with its numbers and its shape, and the sizes that the text gives."""
    exec(cells["tiny-network-run"].source, {"example": example})
    assert capsys.readouterr().out.splitlines() == [
        "the bottle: [2.0, 1.0]",
        "W1: [[1.0, -1.0], [2.0, 1.0]], shape (2, 2)",
        "b1: [0.0, 0.5], shape (2,)",
        "W2: [[0.5], [3.0]], shape (2, 1)",
        "b2: [1.0], shape (1,)",
    ]
    assert f"they are `{example.network().sizes}`" in cells["names"].source


def test_the_count_after_the_guess_is_the_truth(cells, capsys):
    """The compare cell counts what the reference network has, with one hidden layer and two."""
    exec(cells["predict-compare-run"].source, {"np": np, "predict_dials": lambda: 7})
    assert [line.split()[-1] for line in capsys.readouterr().out.splitlines()] == [
        "7",
        str(total(11, 64, 1)),
        str(total(11, 64, 64, 1)),
    ]


def test_numbers_about_the_parameters_are_right(cells):
    """Sentences with numbers in them, written again from `reference_impl`."""
    one, two = total(11, 64, 1), total(11, 64, 64, 1)
    assert f"has {one} parameters." in cells["predict_dials-task"].source
    new = parameters(11, 64, 64, 1)
    why = cells["predict-why"].source
    assert two - one == new["W2"] + new["b2"]  # "with the 833 from before that makes"
    assert f"brings {new['b2']} biases" in why
    assert f"64 times 64 arrows, which is {new['W2']:,}." in why
    assert f"With the {one} from before that makes {two:,}, about six times as many." in why
    assert round(two / one) == 6 and abs(2 * one - 1700) < 50
    tiny = parameters(2, 2, 1)
    assert (tiny["W1"] + tiny["W2"], tiny["b1"] + tiny["b2"]) == (6, 3)
    assert "six arrows, three circles" in cells["count_parameters-task"].source


def test_the_hidden_neurons_say_what_they_say_in_the_chapter(cells, names, capsys):
    """`neuron` and `arrow` together are the first layer; swapped places make it say otherwise."""
    exec(cells["together-run"].source, dict(names))
    said = capsys.readouterr().out.splitlines()
    for place, z in enumerate(example.by_hand["z1"][0]):
        assert said[place] == (
            f"hidden neuron {place}: weights {example.W1[:, place].tolist()}, says {z:g}"
        )
        assert f"{z:g}" in cells["together-why"].source
    swapped = {**names, "arrow": lambda params, layer, i, j: params[f"W{layer}"][j, i]}
    exec(cells["together-run"].source, swapped)
    assert capsys.readouterr().out.splitlines() != said


def test_the_four_claims_are_wrong_as_the_model_answer_says(cells):
    """704 arrows and 64 biases; W1[0, 1] goes to the lower neuron, and nothing complains."""
    first = parameters(11, 64, 1)
    model = cells["four_claims-model"].source
    assert f"It has {first['b1']} biases" in model
    assert f"{first['W1']} is 11 times 64" in model
    x, nudged = example.x[0], example.W1.copy()
    nudged[0, 1] += 1
    moved = x @ nudged - x @ example.W1
    assert moved.tolist() == [0, x[0]]  # to neuron 1, as much as measurement 0 is


def test_a_notebook_shows_the_first_results_as_the_task_says(cells, names):
    """NumPy puts the kind of number in front of the number; nothing is wrong then."""
    x, weights = np.array([2, 1]), (np.array([1, 2]), np.array([-1, 1]))
    for w, b in zip(weights, (0, 0.5), strict=True):
        assert f"`{names['neuron'](x, w, b)!r}`" in cells["neuron-task"].source


def test_brackets_without_a_comma_are_a_number(cells):
    """What the task on shapes says of Python."""
    assert "`(64)` is the number 64" in cells["layer_shapes-task"].source
    assert eval("(64)") == 64 and eval("(64,)") == np.zeros(64).shape

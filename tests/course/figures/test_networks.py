"""The pictures of the chapter on networks show the running example's own arrays."""

import re

import numpy as np
import pytest
from drawn import texts

from course.figures import networks
from reference_impl import example
from reference_impl.network import Network


def as_written(values):
    """The numbers of an array as the page writes them."""
    return [f"{v:g}".replace("-", "−").replace("0.5", "½") for v in np.ravel(values)]


def test_graph_draws_every_number_of_every_array():
    """Two measurements, six weights and three biases, each once."""
    figure, said = networks.graph()
    arrays = (example.x, example.W1, example.b1, example.W2, example.b2)
    drawn = [text for text in texts(figure) if re.fullmatch(r"−?[\d½]+", text)]
    assert sorted(drawn) == sorted(value for array in arrays for value in as_written(array))
    assert "into the upper one carry the weights 1 and 2, those into the lower one −1 and 1" in said


@pytest.mark.parametrize("j", [0, 1])
def test_one_neuron_adds_up(j):
    """The sum in the circle is the one that is worked out by hand."""
    figure, said = networks.one_neuron(j)
    (total,) = as_written(example.by_hand["z1"][0, j])
    assert total in texts(figure)
    assert f"they add up to {total}." in said


@pytest.mark.parametrize(("i", "j"), [(0, 0), (0, 1), (1, 0), (1, 1)])
def test_a_place_in_the_grid_is_the_arrow_with_that_weight(i, j):
    """Each weight stands on an arrow and in the grid; the marked one is the array's own."""
    figure, said = networks.arrow_and_place(i, j)
    (weight,) = as_written(example.W1[i, j])
    shown = [text for text in texts(figure) if text in as_written(example.W1)]
    places = ["0", "1", "0", "1"]  # inside the circles
    wanted = sorted(2 * as_written(example.W1) + [p for p in places if p in shown])
    assert sorted(shown) == wanted
    assert f"W1[{i}, {j}] is {weight}" in texts(figure)
    assert f"from measurement {i} to neuron {j}: W1[{i}, {j}] is {weight}." in said


@pytest.mark.parametrize("sizes", [(2, 2, 1), (11, 64, 1), (4, 3, 5, 2)])
def test_counting_is_what_a_network_has(sizes):
    """The count is that of the arrays of a network of those sizes."""
    figure, said = networks.counting(sizes)
    params = Network(list(sizes), np.random.default_rng(0)).params
    total = sum(values.size for values in params.values())
    assert f"{total} in all" in texts(figure) and f"makes {total} in all" in said
    for layer in range(1, len(sizes)):
        assert str(params[f"W{layer}"].size) in said

"""The pictures of the chapter on back-propagation show what was worked out by hand."""

import numpy as np
from drawn import texts
from matplotlib.patches import FancyArrowPatch

from course.figures import backprop
from reference_impl import example


def test_gradients_are_those_by_hand():
    """At the prediction, at the activations and at the sums."""
    found = backprop.gradients()
    np.testing.assert_array_equal(found["y_hat"], example.by_hand["d_y_hat"][0])
    np.testing.assert_array_equal(found["a"], [-2, -12])
    np.testing.assert_array_equal(found["z"], example.by_hand["dz1"][0])


def test_there_and_back():
    """Forward values and gradients are all drawn, and said."""
    figure, said = backprop.there_and_back()
    drawn = texts(figure)
    for value in ("−½", "−4", "−2", "−12", "3"):
        assert value in drawn
    assert "−4 at the prediction, −2 and −12 at the activations, −2 and 0 at the sums" in said


def test_shapes_back():
    """The shapes are those of real products."""
    n, d_in, d_out = 4, 2, 3
    figure, said = backprop.shapes_back(n, d_in, d_out)
    X, W, dZ = np.ones((n, d_in)), np.ones((d_in, d_out)), np.ones((n, d_out))
    shapes = [text for text in texts(figure) if text.startswith("(")]
    assert shapes[2] == str((X.T @ dZ).shape) and shapes[5] == str((dZ @ W.T).shape)
    assert "(2, 4) times (4, 3) gives (2, 3)" in said


def test_one_bias_many_bottles():
    """Four gradients, and their sum, which is the gradient of the last bias."""
    figure, said = backprop.one_bias_many_bottles()
    assert texts(figure)[:8:2] == ["−1", "1", "1", "1"]
    assert f"together that is {example.by_hand_4['db2'][0]:g}" in said
    axes = figure.axes[0]
    arrows = [patch for patch in axes.patches if isinstance(patch, FancyArrowPatch)]
    bottles = [text for text in axes.texts if text.get_text().startswith("bottle")]
    for arrow, bottle in zip(arrows, bottles, strict=True):  # it begins beside its bottle's name
        begins = arrow.get_path().vertices[0]
        assert np.hypot(*(begins - bottle.get_position())) < 10

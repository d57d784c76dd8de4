"""The pictures of the chapter on activations show what is worked out here again."""

import numpy as np

from course.figures import activations

LAYERS = [np.array(a, float) for a in ([[1, -2]], [1, 2], [[2], [-1]], [-1])]


def test_only_the_line_with_relu_bends():
    """Its steps differ; those of the other one are all the same."""
    figure, said = activations.with_and_without(*LAYERS)
    plain, bent = (np.diff(line.get_ydata().ravel()) for line in figure.axes[0].lines)
    np.testing.assert_allclose(plain, plain[0], atol=1e-12)
    assert np.ptp(bent) > 0.05
    # By hand at 3: 2 (1 + 3) - (2 - 6) - 1 = 11 without, 2 (4) - 0 - 1 = 7 with ReLU.
    assert "11 at the right. Solid" in said and "7 at the right." in said


def test_curves_at_two():
    """The values that the words give, by the formulas of the curves."""
    _, said = activations.curves()
    assert "ReLU is 0 at minus 2, 0 at 0 and 2 at 2" in said
    assert f"sigmoid is {1 / (1 + np.exp(2)):.2f} at minus 2, ½ at 0" in said
    assert f"{np.tanh(2):.2f} at 2" in said


def test_temperatures():
    """Shares add up to one, the order stays, and heat makes them alike."""
    figure, said = activations.temperatures([2, 1, 0], [0.5, 1, 4])
    shares = [[bar.get_height() for bar in axes.patches] for axes in figure.axes]
    np.testing.assert_allclose(np.sum(shares, axis=1), 1)
    by_hand = np.exp([2, 1, 0]) / np.exp([2, 1, 0]).sum()
    np.testing.assert_allclose(shares[1], by_hand)
    assert np.ptp(shares[0]) > np.ptp(shares[1]) > np.ptp(shares[2])
    assert "at temperature 1 they are 67, 24, 9 in a hundred" in said

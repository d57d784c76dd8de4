"""The gradient checker, and what it says of gradients that are wrong."""

import numpy as np
import pytest
from network_checks import make_case

from reference_impl.gradcheck import central_difference, complex_step, gradcheck


@pytest.fixture
def case():
    net, X, y = make_case([5, 4, 3], "regression")
    gradients = net.backward(net.forward(X), y)
    return lambda params: net.loss_at(params, X, y), net.params, gradients


@pytest.mark.parametrize("numeric", [central_difference, complex_step])
def test_names_the_worst_entry(case, numeric):
    """A gradient that is wrong in one place is refused with the name of that place."""
    loss, params, gradients = case
    gradients["dW1"][3, 2] += 0.01
    check = gradcheck(loss, params, gradients, numeric)
    assert check.entry == "W1[3, 2]"
    assert check.error > 1e-3
    np.testing.assert_allclose(check.analytic - check.numeric, 0.01, rtol=1e-6)


def test_notices_one_part_in_a_thousand(case):
    """A factor of 1.001 on one array stands out by many orders of magnitude."""
    loss, params, gradients = case
    assert gradcheck(loss, params, gradients).error < 1e-14
    gradients["dW2"] *= 1.001
    assert gradcheck(loss, params, gradients).error > 1e-4


def test_nan_is_the_worst_error(case):
    """A NaN in a gradient is never taken for a small error."""
    loss, params, gradients = case
    gradients["db1"][0] = np.nan
    check = gradcheck(loss, params, gradients)
    assert check.entry == "b1[0]" and check.error == np.inf


def test_parameters_stay_as_they_are(case):
    """Nudging leaves no trace in the parameters."""
    loss, params, gradients = case
    before = {name: value.copy() for name, value in params.items()}
    for numeric in (central_difference, complex_step):
        gradcheck(loss, params, gradients, numeric)
    for name, value in params.items():
        np.testing.assert_array_equal(value, before[name])


def test_missing_or_misshapen_gradient_is_refused(case):
    """The message names the gradient, what it is, and what was expected."""
    loss, params, gradients = case
    with pytest.raises(ValueError, match=r"dW1 is \(4, 5\); expected the shape of W1, \(5, 4\)"):
        gradcheck(loss, params, {**gradients, "dW1": gradients["dW1"].T})
    del gradients["db2"]
    with pytest.raises(ValueError, match="db2 is missing"):
        gradcheck(loss, params, gradients)


def test_central_difference_error_has_a_best_nudge(case):
    """Smaller is not better: of 1e-3, 1e-5 and 1e-12 the middle nudge is the most accurate."""
    loss, params, _ = case
    exact = complex_step(lambda p: loss(p) + np.exp(p["b2"]).sum(), params)["b2"]

    def error(h):
        nudged = central_difference(lambda p: loss(p) + np.exp(p["b2"]).sum(), params, h)["b2"]
        return np.abs(nudged - exact).max()

    assert error(1e-5) < error(1e-3) and error(1e-5) < error(1e-12)

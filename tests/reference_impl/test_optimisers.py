"""Momentum and Adam: two steps by hand from the published formulas, and PyTorch's own."""

import numpy as np
import pytest

from reference_impl import optimisers


def test_momentum_by_hand():
    """A slope of 2 at each step, half kept: velocities 2 and 3, so 10 becomes 8 and then 5."""
    params, velocity = {"w": np.array([10.0])}, {"w": np.array([0.0])}
    seen = []
    for _ in range(2):
        params, velocity = optimisers.momentum_step(
            params, {"dw": np.array([2.0])}, velocity, learning_rate=1, keep=0.5
        )
        seen.append((velocity["w"].item(), params["w"].item()))
    assert seen == [(2, 8), (3, 5)]


def test_adam_by_hand():
    """Algorithm 1 with both rates at a half. Slopes 4, then 2.

    m = 2, s = 8; corrected 4 and 16: a step of 4/4 = 1. Then m = 2, s = 6; corrected 2/0.75 and
    6/0.75 = 8: a step of (8/3) / sqrt(8).
    """
    params = {"w": np.array([10.0])}
    mean, square = optimisers.zeros(params), optimisers.zeros(params)
    seen = []
    for count, slope in ((1, 4.0), (2, 2.0)):
        params, mean, square = optimisers.adam_step(
            params, {"dw": np.array([slope])}, mean, square, count, learning_rate=1,
            keep=0.5, keep_square=0.5, crumb=0,
        )  # fmt: skip
        seen.append((mean["w"].item(), square["w"].item(), params["w"].item()))
    assert seen[0] == (2, 8, 9)
    assert seen[1][:2] == (2, 6)
    assert seen[1][2] == pytest.approx(9 - (8 / 3) / np.sqrt(8), rel=1e-15)


def test_adams_first_step_is_the_learning_rate_whatever_the_slope():
    """But for the crumb: dividing by its own size leaves the sign."""
    params = {"w": np.array([1.0, 1.0, 1.0])}
    slopes = {"dw": np.array([1e-3, -5.0, 4e5])}
    moved, _, _ = optimisers.adam_step(
        params, slopes, optimisers.zeros(params), optimisers.zeros(params), 1, learning_rate=0.1
    )
    np.testing.assert_allclose(moved["w"], [0.9, 1.1, 0.9], rtol=1e-5)


@pytest.mark.parametrize("name", ["momentum", "Adam"])
def test_thirty_steps_agree_with_pytorch(name):
    """On a narrow valley, place for place."""
    torch = pytest.importorskip("torch", reason="PyTorch is not installed", exc_type=ImportError)
    start, steep = np.array([-4.0, 1.1]), np.array([2.0, 24.0])
    theirs = torch.tensor(start, requires_grad=True)
    optimizer = (
        torch.optim.SGD([theirs], lr=0.02, momentum=0.9)
        if name == "momentum"
        else torch.optim.Adam([theirs], lr=0.1)
    )
    params = {"p": start}
    memory, square = optimisers.zeros(params), optimisers.zeros(params)
    for count in range(1, 31):
        optimizer.zero_grad()
        (torch.tensor(steep) * theirs**2 / 2).sum().backward()
        optimizer.step()
        slopes = {"dp": steep * params["p"]}
        if name == "momentum":
            params, memory = optimisers.momentum_step(params, slopes, memory, 0.02)
        else:
            params, memory, square = optimisers.adam_step(
                params, slopes, memory, square, count, 0.1
            )
        np.testing.assert_allclose(params["p"], theirs.detach().numpy(), rtol=1e-11, atol=1e-13)


def test_inputs_stay_as_they_were():
    """Neither step writes into what it was given."""
    params, slopes = {"w": np.array([1.0])}, {"dw": np.array([3.0])}
    memory, square = optimisers.zeros(params), optimisers.zeros(params)
    optimisers.momentum_step(params, slopes, memory, 0.1)
    optimisers.adam_step(params, slopes, memory, square, 1, 0.1)
    assert (params["w"], slopes["dw"], memory["w"], square["w"]) == (1, 3, 0, 0)

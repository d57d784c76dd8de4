"""The reference network against things that we did not write."""

import autograd
import network_checks
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from network_checks import HEADS, SHAPES, independent_loss, make_case

from reference_impl import example
from reference_impl.gradcheck import central_difference, gradcheck
from reference_impl.layers import softmax
from reference_impl.network import Network


@pytest.mark.parametrize("check", network_checks.ALL, ids=lambda check: check.__name__)
def test_claim(check):
    """Each claim in network_checks holds of the network as it is."""
    check()


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("sizes", SHAPES, ids=str)
def test_gradients_agree_with_autograd(sizes, head):
    """Loss and gradients must agree with HIPS autograd on an independent forward pass."""
    net, X, y = make_case(sizes, head, seed=1)
    np.testing.assert_allclose(net.loss(X, y), independent_loss(net.params, X, y, head), rtol=1e-13)
    expected = autograd.grad(independent_loss)(net.params, X, y, head)
    gradients = net.backward(net.forward(X), y)
    for name, value in expected.items():
        np.testing.assert_allclose(gradients["d" + name], value, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("head", HEADS)
def test_trajectory_agrees_with_pytorch(head):
    """Three epochs must end where PyTorch's own layers, loss and SGD end."""
    torch = pytest.importorskip("torch", reason="PyTorch is not installed", exc_type=ImportError)
    sizes = [5, 7, 4, 3 if head == "classification" else 1]
    net, X, y = make_case(sizes, head, seed=3, n=70)
    model = torch_model(torch, net)
    train_by_torch(torch, model, X, y, head)
    net.fit(X, y, np.random.default_rng(8), epochs=3, batch_size=32, learning_rate=0.1,
            progress=False)  # fmt: skip
    linear = [layer for layer in model if hasattr(layer, "weight")]
    for i, layer in enumerate(linear, start=1):
        weight, bias = layer.weight.detach().numpy(), layer.bias.detach().numpy()
        np.testing.assert_allclose(net.params[f"W{i}"], weight.T, rtol=1e-12, atol=1e-13)
        np.testing.assert_allclose(net.params[f"b{i}"], bias, rtol=1e-12, atol=1e-13)


def torch_model(torch, net):
    layers = []
    for i, (d_in, d_out) in enumerate(zip(net.sizes[:-1], net.sizes[1:], strict=True), start=1):
        layer = torch.nn.Linear(d_in, d_out).double()
        with torch.no_grad():
            layer.weight.copy_(torch.from_numpy(net.params[f"W{i}"].T))
            layer.bias.copy_(torch.from_numpy(net.params[f"b{i}"]))
        layers += [layer, torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1])


def train_by_torch(torch, model, X, y, head):
    rng, optimizer = np.random.default_rng(8), torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(3):
        for rows in np.split(rng.permutation(len(X)), range(32, len(X), 32)):
            output, target = model(torch.from_numpy(X[rows])), torch.from_numpy(y[rows])
            if head == "regression":
                loss = torch.nn.functional.mse_loss(output, target)
            elif head == "binary":
                loss = torch.nn.functional.binary_cross_entropy_with_logits(output, target)
            else:
                loss = torch.nn.functional.cross_entropy(output, target[:, 0])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()


def test_one_step_improves_the_example():
    """A step of 0.01 takes the example's prediction from 3 to 3.76; one of 0.05 overshoots."""
    for rate, y_hat, loss in ((0.01, 3.76, 1.54), (0.05, 7.18, 4.75)):
        net = example.network()
        net.update_params(net.backward(net.forward(example.x), example.y), rate)
        assert round(net.predict(example.x).item(), 2) == y_hat
        assert round(float(net.loss(example.x, example.y)), 2) == loss


def test_example_cannot_be_changed_by_accident():
    """The example's arrays refuse to be written to, and its network trains on copies."""
    with pytest.raises(ValueError, match="read-only"):
        example.W1[0, 0] = 7
    net = example.network()
    net.params["W1"][0, 0] = 7
    assert example.W1[0, 0] == 1


def test_complex_step_beats_central_difference():
    """The complex step reaches rounding error; the central difference gets about 1e-8."""
    net, X, y = make_case([6, 7, 5, 4], "regression")
    gradients = net.backward(net.forward(X), y)

    def loss(params):
        return net.loss_at(params, X, y)

    assert gradcheck(loss, net.params, gradients).error < 1e-14
    by_difference = gradcheck(loss, net.params, gradients, central_difference).error
    assert 1e-14 < by_difference < 1e-7


@settings(max_examples=40)
@given(
    sizes=st.lists(st.integers(1, 6), min_size=2, max_size=5),
    n=st.integers(1, 5),
    head=st.sampled_from(HEADS),
    seed=st.integers(0, 2**32 - 1),
)
def test_shapes_fit_for_any_sizes(sizes, n, head, seed):
    """For any sizes the prediction is (n, d_out) and gradients have their parameters' shapes."""
    net, X, y = make_case(sizes, head, seed, n)
    cache = net.forward(X)
    gradients = net.backward(cache, y)
    assert net.sizes[:-1] == sizes[:-1]
    assert cache["y_hat"].shape == (n, net.sizes[-1])
    assert {"d" + k: v.shape for k, v in net.params.items()} == {
        k: v.shape for k, v in gradients.items()
    }
    assert all(value.dtype == np.float64 for value in [*cache.values(), *gradients.values()])


def test_classification_predicts_probabilities():
    """A classification's prediction is softmax of the logits: each row adds up to one."""
    net, X, _ = make_case([5, 4, 3], "classification")
    cache = net.forward(X)
    np.testing.assert_array_equal(cache["y_hat"], softmax(cache["z2"]))
    np.testing.assert_allclose(cache["y_hat"].sum(axis=1), 1, rtol=1e-15)


def test_binary_predicts_the_probability_of_a_yes():
    """The sigmoid of one logit; above a half it counts as a yes, and at a half it does not."""
    line = {"W1": np.eye(1), "b1": np.zeros(1)}
    net = Network.from_params(line, head="binary")
    X, y = np.array([[2.0], [-3.0], [0.0], [1.0]]), np.array([[1.0], [0.0], [1.0], [0.0]])
    np.testing.assert_allclose(net.predict(X), 1 / (1 + np.exp(-X)), rtol=1e-15)
    assert net.evaluate(X, y)["accuracy"] == 0.5
    for wrong in (2 * y, -y, y + 0.5):
        with pytest.raises(ValueError, match="expected 1 for a yes and 0 for a no"):
            net.loss(X, wrong)


def test_evaluate_reports_rmse_and_accuracy():
    """RMSE is the root of the loss; accuracy the share of rows whose likeliest class is right."""
    net = example.network()
    assert net.evaluate(example.X4, example.y4) == {"loss": 4.0, "rmse": 2.0}
    identity = {"W1": np.eye(3), "b1": np.zeros(3)}
    net = Network.from_params(identity, head="classification")
    X = np.array([[9.0, 0, 0], [0, 9, 0], [0, 0, 9], [0, 9, 0]])
    assert net.evaluate(X, np.array([[0], [1], [2], [2]]))["accuracy"] == 0.75


def test_wine_network_has_833_parameters():
    """The network 11-64-1 has 11 * 64 + 64 + 64 + 1 parameters."""
    params = Network([11, 64, 1], np.random.default_rng(0)).params
    assert sum(value.size for value in params.values()) == 833

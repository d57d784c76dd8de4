"""The chapter on the big tools: its numbers that remember, its PyTorch, and what it says of tools.

The page's own code runs here. PyTorch and scikit-learn are asked where they are installed.
"""

import contextlib
import io
import warnings

import autograd
import matplotlib
import numpy as np
import pytest
from chapter_text import read_page

from course.figures import tools
from reference_impl import example
from reference_impl.network import Network
from reference_impl.training import step

PAGE = read_page("tools")
(SHOWN,) = [t.content for t in PAGE.tokens if t.type == "fence" and t.info == "python"]


@pytest.fixture(scope="module")
def page():
    """The names of the page after all its cells have run."""
    matplotlib.use("agg")
    names = {}
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "FigureCanvasAgg is non-interactive")
        exec(PAGE.code, names)
    return names


@pytest.fixture
def torch():
    return pytest.importorskip("torch", reason="PyTorch is not installed", exc_type=ImportError)


@pytest.fixture
def by_torch(page, torch):
    """The names of the page after the lines of PyTorch have run under its cells, and the output."""
    names = dict(page)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(SHOWN, names)
    return names, printed.getvalue()


# --- The numbers that remember ---


def _plain(x):
    """The number inside one of autograd's."""
    return getattr(x, "_value", x)


@pytest.mark.whole
@pytest.mark.parametrize("seed", range(10))
def test_its_numbers_agree_with_autograd(page, seed):
    """Formulas of ten random steps, with numbers used again and again."""
    rng = np.random.default_rng(seed)
    plan = [(rng.choice(["add", "mul", "relu"]), *rng.integers(0, 3 + n, 2)) for n in range(10)]

    def run(values, relu):
        made = list(values)
        for kind, i, j in plan:
            if kind == "relu":
                made.append(relu(made[i]))
            else:
                made.append(made[i] + made[j] if kind == "add" else made[i] * made[j])
        return made[-1]

    values = rng.normal(size=3)
    numbers = [page["Number"](v) for v in values]
    end = run(numbers, page["Number"].relu)
    page["backward"](end)
    truth = autograd.grad(lambda v: run([v[0], v[1], v[2]], lambda x: x * (_plain(x) > 0)))
    assert end.value == pytest.approx(run(values.tolist(), lambda x: max(x, 0.0)), rel=1e-13)
    np.testing.assert_allclose([n.gradient for n in numbers], truth(values), rtol=1e-12, atol=1e-14)


@pytest.mark.whole
@pytest.mark.parametrize("n", [1, 7])
def test_a_network_of_them_agrees_with_the_books(page, n):
    """Every parameter of a network with other sizes, one row or seven."""
    rng = np.random.default_rng(n)
    net = Network([5, 6, 2], rng)
    X, y = rng.normal(size=(n, 5)), rng.normal(size=(n, 2))
    found, truth = page["gradients_of"](net.params, X, y), net.backward(net.forward(X), y)
    for name, gradient in found.items():
        np.testing.assert_allclose(gradient, truth["d" + name], rtol=1e-11, atol=1e-14)


def test_the_two_mistakes_are_what_the_page_says(page):
    """−2 and −16 in place of −4: the page asserts them, and a right `backward` gives neither."""
    assert "| reports written over each other | −2 |" in PAGE.source
    assert "| reports handed on at once | −16 |" in PAGE.source
    for way, gradient in (("backward", -4), ("overwritten", -2), ("too_early", -16)):
        w = page["Number"](1)
        page[way](page["path"](w))
        assert w.gradient == gradient


def test_about_thirty_lines():
    """What the page promises of the machine: all lines with code of the class and the walk."""
    cells = [c.body for c in PAGE.cells if "class Number" in c.body or "def in_order" in c.body]
    lines = [line for cell in cells for line in cell.splitlines() if line.strip()]
    assert len(cells) == 2 and 25 <= len(lines) <= 35


# --- PyTorch ---


def test_what_is_shown_is_what_our_network_prints(page):
    """Without PyTorch: the recorded losses are those of the reference network."""
    assert tools.recorded().splitlines() == page["lines"]


def test_the_shown_code_prints_what_was_recorded(by_torch):
    """The very lines of the page, run under its cells."""
    assert by_torch[1].rstrip("\n") == tools.recorded()


def test_the_shown_code_has_about_fifteen_lines():
    assert 15 <= len([line for line in SHOWN.splitlines() if line.strip()]) <= 20
    assert max(map(len, SHOWN.splitlines())) <= 72


def test_its_gradients_are_ours(by_torch):
    """All 833, after the last step's `backward`, and the weights that the steps led to."""
    names, _ = by_torch
    net = Network.from_params(names["params"])
    for _ in range(names["steps"]):
        _, gradients = net.loss_and_gradients(names["X"], names["y"])
        net.params = step(net.params, gradients, names["rate"])
    for layer, i in ((names["model"][0], "1"), (names["model"][2], "2")):
        theirs = layer.weight.grad.numpy().T, layer.bias.grad.numpy()
        for name, gradient in zip(("W" + i, "b" + i), theirs, strict=True):
            np.testing.assert_allclose(gradient, gradients["d" + name], rtol=1e-10, atol=1e-13)
        np.testing.assert_allclose(layer.weight.detach().T, net.params["W" + i], rtol=1e-10)


def test_without_zero_grad_gradients_pile_up(torch):
    """As the page says of `zero_grad`."""
    w = torch.tensor(1.0, requires_grad=True)
    for expected in (3.0, 6.0):
        (3 * w).backward()
        assert w.grad.item() == expected


def test_what_the_page_says_of_pytorch(torch):
    """Shapes, decay that pulls on biases, logits, Adam's decay, and a flat y that is compared."""
    assert tuple(torch.nn.Linear(11, 64).weight.shape) == (64, 11)
    bias = torch.nn.Parameter(torch.tensor([2.0]))
    bias.grad = torch.zeros(1)
    torch.optim.SGD([bias], lr=0.1, weight_decay=0.5).step()
    assert bias.item() == pytest.approx(2 - 0.1 * 0.5 * 2)
    logits, label = torch.tensor([[2.0, 0.0, 0.0]]), torch.tensor([0])
    loss = torch.nn.CrossEntropyLoss()(logits, label).item()
    assert loss == pytest.approx(-np.log(np.exp(2) / (np.exp(2) + 2)), rel=1e-6)
    pulled = {}
    for kind in (torch.optim.Adam, torch.optim.AdamW):
        weight = torch.nn.Parameter(torch.tensor([2.0]))
        weight.grad = torch.zeros(1)
        kind([weight], lr=0.1, weight_decay=0.5).step()
        pulled[kind.__name__] = 2 - weight.item()
    assert pulled["AdamW"] == pytest.approx(0.1 * 0.5 * 2, rel=1e-5)  # plain decay
    assert pulled["Adam"] == pytest.approx(0.1, rel=1e-5)  # a whole step, whatever the decay
    with pytest.warns(UserWarning, match="target size"):
        y = torch.tensor([1.0, 2.0])
        flat = torch.nn.functional.mse_loss(y[:, None], y).item()
    assert flat == 0.5


# --- scikit-learn ---


def fitted(X, y, batch, **settings):
    """scikit-learn's network after one plain step, and how its weights moved from zero rate."""
    from sklearn.neural_network import MLPRegressor

    kind = dict(hidden_layer_sizes=(4,), solver="sgd", momentum=0, shuffle=False, random_state=1,
                max_iter=1, batch_size=batch)  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that one step is too few
        return MLPRegressor(**kind | settings).fit(X, y)


def test_what_the_page_says_of_scikit_learn():
    """Shapes the same way round, half a squared error, and alpha divided by the batch's rows."""
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(8, 3)), rng.normal(size=8)
    still = fitted(X, y, 8, learning_rate_init=1e-300, alpha=0)
    assert [w.shape for w in still.coefs_] == [(3, 4), (4, 1)]
    params = {f"W{i}": w for i, w in enumerate(still.coefs_, start=1)}
    params |= {f"b{i}": b for i, b in enumerate(still.intercepts_, start=1)}
    net = Network.from_params({name: params[name] for name in ("W1", "b1", "W2", "b2")})
    _, gradients = net.loss_and_gradients(X, y[:, None])
    moved = fitted(X, y, 8, learning_rate_init=0.1, alpha=0)
    np.testing.assert_allclose(
        still.coefs_[0] - moved.coefs_[0], 0.1 * gradients["dW1"] / 2, rtol=1e-9, atol=1e-13
    )
    pulled = fitted(X, y, 8, learning_rate_init=0.1, alpha=0.4)
    np.testing.assert_allclose(
        moved.coefs_[0] - pulled.coefs_[0], 0.1 * 0.4 / 8 * still.coefs_[0], rtol=1e-9, atol=1e-13
    )
    np.testing.assert_array_equal(moved.intercepts_[0], pulled.intercepts_[0])
    settings = still.get_params()
    for name in ("hidden_layer_sizes", "learning_rate_init", "alpha", "early_stopping",
                 "validation_fraction", "n_iter_no_change", "max_iter"):  # fmt: skip
        assert name in settings and name in PAGE.source


def test_the_graph_of_the_page_is_the_example(page):
    """Its path ends where the example's loss is, with dW1's first entry."""
    w = page["Number"](1)
    loss = page["path"](w)
    page["backward"](loss)
    assert (loss.value, w.gradient) == (example.by_hand["loss"], example.by_hand["dW1"][0, 0])

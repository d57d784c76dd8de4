"""The other explorables' maths is the reference's, to 1e-9."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from reference_impl import bandit, layers, perceptron
from reference_impl.gradcheck import central_difference

close = {"rtol": 0, "atol": 1e-9}
SUMS = np.concatenate([np.linspace(-6, 6, 25), [0.0, -800.0, 800.0]])


@pytest.mark.parametrize("name", ["relu", "sigmoid", "tanh"])
def test_activations(in_node, name):
    """Near zero, and so far out that a plain exponential would overflow."""
    told = in_node("activations.js", f"given.map(maths.{name})", SUMS.tolist())
    np.testing.assert_allclose(told, getattr(layers, name)(SUMS[None, :])[0], **close)


@pytest.mark.parametrize("temperature", [0.25, 1, 5])
def test_softmax(in_node, temperature):
    """Of small scores, and of scores that overflow; dividing by the temperature comes first."""
    rows = np.array([[2.0, 1, 0], [-3, 0.5, 2], [1000, 999, 0], [0, 0, 0]])
    told = in_node(
        "activations.js", f"given.map((row) => maths.softmax(row, {temperature}))", rows.tolist()
    )
    np.testing.assert_allclose(told, layers.softmax(rows / temperature), **close)


class Dealt:
    """A generator that hands out draws which are known beforehand."""

    def __init__(self, draws):
        self.draws = list(draws)

    def random(self):
        return self.draws.pop(0)

    def integers(self, n):
        return int(self.draws.pop(0) * n)


def test_epsilon_greedy(in_node):
    """The same draws choose the same arms, and keep the same means."""
    rng = np.random.default_rng(3)
    values = rng.normal(size=(200, 4)).round(1)  # ties too
    draws, rewards = rng.random((200, 2)), rng.normal(size=200)
    given = {"values": values.tolist(), "draws": draws.tolist(), "rewards": rewards.tolist()}
    arms = in_node(
        "bandit.js", "given.values.map((v, i) => maths.choose(v, 0.4, ...given.draws[i]))", given
    )
    expected = [bandit.epsilon_greedy(v, 0.4, Dealt(d)) for v, d in zip(values, draws, strict=True)]
    assert arms == expected
    means = in_node(
        "bandit.js",
        "given.rewards.map((r, i) => maths.incrementalMean(given.values[i][0], i + 1, r))",
        given,
    )
    wanted = [
        bandit.incremental_mean(v[0], i + 1, r)
        for i, (v, r) in enumerate(zip(values, rewards, strict=True))
    ]
    np.testing.assert_allclose(means, wanted, **close)


def test_draws_are_even_and_normal(in_node):
    """Means and spreads of 20,000 draws; the same seed deals the same."""
    script = """(() => {
      const next = maths.dealer(given), even = [], normal = [];
      for (let i = 0; i < 20000; i += 1) {
        even.push(next());
        normal.push(maths.normal(2, next(), next()));
      }
      return [even, normal, maths.dealer(given)() === even[0]];
    })()"""
    even, normal, same = in_node("bandit.js", script, 7)
    assert same and min(even) >= 0 and max(even) < 1
    assert abs(np.mean(even) - 0.5) < 0.01 and abs(np.std(even) - np.sqrt(1 / 12)) < 0.01
    assert abs(np.mean(normal) - 2) < 0.03 and abs(np.std(normal) - 1) < 0.03


@pytest.mark.parametrize("seed", range(4))
def test_perceptron(in_node, seed):
    """Three rounds on random bottles end in the reference's line."""
    rng = np.random.default_rng(seed)
    X, y = rng.integers(0, 5, (6, 2)).astype(float), rng.choice([-1.0, 1.0], (6, 1))
    w, b, mistakes = perceptron.fit(X, y, epochs=3)
    script = f"""(() => {{
      let line = {{ w: [0, 0], b: 0 }};
      for (let round = 0; round < {len(mistakes)}; round += 1)
        given.X.forEach((row, i) => {{ line = maths.look(row, given.y[i], line); }});
      return line;
    }})()"""
    told = in_node("perceptron.js", script, {"X": X.tolist(), "y": y[:, 0].tolist()})
    assert (told["w"], told["b"]) == (w[:, 0].tolist(), b[0])


def test_the_side_that_says_yes(in_node):
    """Its corners lie on it or on the line, and its area is that of a fine grid's part."""
    rng = np.random.default_rng(5)
    for w, b in zip(rng.normal(size=(8, 2)), rng.normal(size=8), strict=True):
        given = {"left": -1, "right": 2, "bottom": -2, "top": 2}
        corners = in_node(
            "perceptron.js",
            f"maths.positiveSide(given, {{ w: {w.tolist()}, b: {b} }})",
            given,
        )
        grid = np.stack(np.meshgrid(np.linspace(-1, 2, 601), np.linspace(-2, 2, 601)), axis=-1)
        part = 12 * np.mean(grid @ w + b > 0)
        x, up = np.array(corners).reshape(-1, 2).T
        area = 0.5 * np.sum(x * np.roll(up, -1) - up * np.roll(x, -1))
        assert area == pytest.approx(part, abs=0.05)
        assert all(np.array(corners).reshape(-1, 2) @ w + b > -1e-9)


CURVES = {
    "the cube": lambda x: x**3,
    "the square": lambda x: x**2,
    "ReLU": lambda x: anp.maximum(x, 0.0),
}


@pytest.mark.parametrize("name", CURVES)
def test_slopes(in_node, name):
    """By nudging, one-sided, two-sided; the curve's own slope by HIPS autograd."""
    f = CURVES[name]
    for x in (-1.5, 0.7, 2.0):
        script = f"""(() => {{
          const {{ f, slope }} = maths.CURVES[given];
          return [maths.oneSided(f, {x}, 0.1), maths.twoSided(f, {x}, 0.1), slope({x})];
        }})()"""
        one, two, slope = in_node("slopes.js", script, name)
        assert one == pytest.approx((f(x + 0.1) - f(x)) / 0.1, abs=1e-9)
        wanted = central_difference(lambda v: f(v["x"][0]), {"x": np.array([x])}, 0.1)["x"]
        assert two == pytest.approx(wanted[0], abs=1e-9)
        assert slope == pytest.approx(autograd.grad(f)(x), abs=1e-9)
    assert in_node("slopes.js", "maths.CURVES.ReLU.slope(0)", 0) == 0


def test_rates_along_a_chain(in_node):
    """Each is the product of those before it."""
    rates = np.random.default_rng(2).normal(size=6)
    told = in_node("slopes.js", "maths.along(given)", rates.tolist())
    np.testing.assert_allclose(told, [1, *np.cumprod(rates)], **close)


def test_maps_of_the_plane(in_node):
    """The affine map, its stretch, the layer with tanh and its Jacobian, by HIPS autograd."""
    rng = np.random.default_rng(4)
    for x, W, b in zip(
        rng.normal(size=(5, 2)), rng.normal(size=(5, 2, 2)), rng.normal(size=(5, 2)), strict=True
    ):
        script = """[maths.moved(given.x, given.W, given.b), maths.stretch(given.W),
          maths.bent(given.x, given.W, given.b), maths.jacobian(given.x, given.W, given.b)]"""
        given = {"x": x.tolist(), "W": W.tolist(), "b": b.tolist()}
        moved, stretch, bent, J = in_node("plane.js", script, given)
        np.testing.assert_allclose(moved, layers.affine(x[None, :], W, b)[0], **close)
        assert stretch == pytest.approx(np.linalg.det(W), abs=1e-9)
        np.testing.assert_allclose(bent, layers.tanh(x @ W + b), **close)
        wanted = autograd.jacobian(lambda x: anp.tanh(anp.dot(x, W) + b))(x)  # noqa: B023
        np.testing.assert_allclose(J, wanted, **close)

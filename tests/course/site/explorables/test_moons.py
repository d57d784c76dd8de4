"""The front page's network learns as the reference's does: same shuffles, same steps, same loss."""

import json

import numpy as np
import pytest

from course.site.teach.explorables import MOONS, POINTS, STARTS, half_moons
from reference_impl.losses import log_loss, log_loss_grad
from reference_impl.moons import two_moons
from reference_impl.network import Network

MODULE = "moons.js"
given = half_moons()
close = {"rtol": 0, "atol": 1e-9}
EPOCHS = 40
SHUFFLES = """(() => {{
  const random = new maths.Pcg64(given);
  return Array.from({{ length: {times} }}, () => random.permutation({n}));
}})()"""
LEARN = """(() => {
  const learner = new maths.Learner(given);
  learner.learn(EPOCHS);
  const { layers, losses, training, fresh } = learner;
  return { layers, losses, right: [training.right, fresh.right], X: training.X };
})()""".replace("EPOCHS", str(EPOCHS))


def state(rng):
    """The state of a generator as the page gets it."""
    return {name: str(value) for name, value in rng.bit_generator.state["state"].items()}


def points(part, noise):
    """The points of one of the two sets, as the page has them: X and y."""
    one = given["sets"][part]
    X = np.array(one["clean"]) + noise * np.array(one["spread"])  # (n, 2)
    return X, np.array(one["y"], float)


def fresh_network(hidden):
    """The reference's network, and the generator that goes on to shuffle."""
    rng = np.random.default_rng(STARTS)
    return Network([2, hidden, 1] if hidden else [2, 1], rng, head="binary"), rng


def settings(rate):
    return {"batch_size": given["size"], "learning_rate": rate, "progress": False}


@pytest.mark.whole
@pytest.mark.parametrize("n", [1, 2, 7, 100, 1000])
def test_shuffles_are_numpy_s(in_node, n):
    """Thirty in a row, one generator after the other's seed."""
    for seed in range(3):
        rng = np.random.default_rng(seed)
        told = in_node("pcg64.js", SHUFFLES.format(n=n, times=30), state(rng))
        assert told == [rng.permutation(n).tolist() for _ in range(30)]


@pytest.mark.whole
@pytest.mark.parametrize("hidden", range(len(given["starts"])))
@pytest.mark.parametrize(("rate", "noise"), [(0.3, 0.2), (3, 0)])
def test_it_learns_as_the_reference_does(in_node, hidden, rate, noise):
    """From fresh weights, beside the reference's own `fit`: parameters, losses, who is right."""
    told = in_node(MODULE, LEARN, given | {"hidden": hidden, "rate": rate, "noise": noise})
    (X, y), new = points(0, noise), points(1, noise)
    np.testing.assert_allclose(told["X"], X, **close)
    network, rng = fresh_network(hidden)
    before = network.loss(X, y)
    network.fit(X, y, rng, **settings(rate), epochs=EPOCHS)
    for i, layer in enumerate(told["layers"], start=1):
        np.testing.assert_allclose(layer["W"], network.params[f"W{i}"], **close)
        np.testing.assert_allclose(layer["b"], network.params[f"b{i}"], **close)
    assert len(told["losses"]) == EPOCHS + 1
    assert told["losses"][0] == pytest.approx(before, abs=1e-9)
    assert told["losses"][-1] == pytest.approx(network.loss(X, y), abs=1e-9)
    accuracies = [network.evaluate(*both)["accuracy"] for both in ((X, y), new)]
    assert told["right"] == [round(POINTS * accuracy) for accuracy in accuracies]


def test_neurons_that_are_inactive_are_counted(in_node):
    """With biases far below zero none passes anything on; without hidden neurons there is none."""
    start = given["starts"][5]
    first, last = start["layers"]
    asleep = start | {"layers": [first | {"b": [-50, 0, 0, -50, 0]}, last]}
    starts = [given["starts"][0], asleep]
    for hidden, wanted in enumerate((0, 2)):
        changed = given | {"starts": starts, "hidden": hidden}
        assert in_node(MODULE, "new maths.Learner(given).inactive()", changed) == wanted


@pytest.mark.parametrize("hidden", [0, 1, 8])
def test_the_plane_has_the_network_s_outputs(in_node, hidden):
    """At each place of a grid, row by row, the logit that the reference gives."""
    xs, ys = np.linspace(-2, 3, 7), np.linspace(-1, 2, 5)
    rng = np.random.default_rng(6)
    network = Network([2, hidden, 1] if hidden else [2, 1], rng, head="binary")
    network.params["b1"] += 0.3
    layers = [
        {"W": network.params[f"W{i}"].tolist(), "b": network.params[f"b{i}"].tolist()}
        for i in range(1, len(network.params) // 2 + 1)
    ]
    told = in_node(
        "network.js",
        "maths.surface(given.layers, given.xs, given.ys)",
        {"layers": layers, "xs": xs.tolist(), "ys": ys.tolist()},
    )
    places = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    logits = network.forward(places)[f"z{len(layers)}"]
    np.testing.assert_allclose(told, logits[:, 0], **close)


def test_log_loss(in_node):
    """Near zero, and so far out that a plain exponential would overflow; the gradient too."""
    z = np.concatenate([np.linspace(-6, 6, 25), [0, -800, 800]])[:, None]  # (n, 1)
    y = (np.arange(len(z))[:, None] % 2).astype(float)  # (n, 1)
    told = in_node(
        "network.js",
        "[maths.logLoss(given.z, given.y), maths.logLossGrad(given.z, given.y)]",
        {"z": z.tolist(), "y": y.tolist()},
    )
    assert told[0] == pytest.approx(log_loss(z, y), abs=1e-9)
    np.testing.assert_allclose(told[1], log_loss_grad(z, y), **close)


@pytest.mark.parametrize("noise", [0, 0.2, 0.3])
def test_points_are_two_moons(noise):
    """Those of the reference for each noise, to the four decimals that a page has."""
    for part, seed in enumerate(MOONS):
        X, y = two_moons(POINTS, noise, np.random.default_rng(seed))
        ours, answers = points(part, noise)
        np.testing.assert_allclose(ours, X, rtol=0, atol=1e-4)
        assert (answers == y).all()


def test_the_picture_has_room_for_every_point():
    """At the most noise of its slider, all points to learn from lie on the plane that is drawn."""
    X, _ = points(0, given["most_noise"])
    plane = given["plane"]
    assert (X > [plane["left"], plane["bottom"]]).all()
    assert (X < [plane["right"], plane["top"]]).all()


@pytest.mark.whole
def test_few_neurons_fail_and_three_do_not():
    """What the front page says: up to two leave a border that fails, three learn the moons."""
    X, y = points(0, given["noise"])
    new = points(1, given["noise"])
    for hidden, (least, most) in {0: (85, 90), 2: (85, 90), 3: (96, 100), 8: (96, 100)}.items():
        network, rng = fresh_network(hidden)
        network.fit(X, y, rng, **settings(given["rate"]), epochs=200)
        assert least <= 100 * network.evaluate(*new)["accuracy"] <= most, hidden


def test_regions_of_a_plane(in_node):
    """Of a ring, their area is a fine grid's; the border has the value zero; stripes lie inside."""
    xs, ys = np.linspace(-2, 2, 41), np.linspace(-1.5, 1.5, 31)
    height = lambda x, y: 0.5 - np.abs(np.hypot(x, y) - 1)  # noqa: E731
    values = height(*np.meshgrid(xs, ys)).ravel()
    told = in_node(
        "regions.js",
        "maths.regions(given.xs, given.ys, given.values)",
        {"xs": xs.tolist(), "ys": ys.tolist(), "values": values.tolist()},
    )
    fine = height(*np.meshgrid(np.linspace(-2, 2, 2001), np.linspace(-1.5, 1.5, 1501)))
    assert sum(map(area, told["polygons"])) == pytest.approx(12 * np.mean(fine > 0), rel=0.01)
    ends = np.array(told["border"]).reshape(-1, 2)
    np.testing.assert_allclose(height(*ends.T), 0, atol=0.01)
    for left, right in told["stripes"]:
        assert left[1] == right[1] and left[0] < right[0]
        assert height((left[0] + right[0]) / 2, left[1]) > -1e-9
    assert len(told["stripes"]) < 2 * len(ys) + 1  # joined, along each row


def area(corners):
    """The area of a polygon, by its corners."""
    x, y = np.array(corners).T
    return 0.5 * abs(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))


def test_the_front_page_is_given_little():
    """Its numbers are a few thousand, so that they weigh less than a photograph's thumbnail."""
    assert len(json.dumps(given)) < 15_000

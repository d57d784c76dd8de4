"""What the machine assignment says is true."""

import re

import numpy as np
import pytest
from fair_answers import fair
from masters import ASSIGNMENTS, Master

from course.checks.machine import ASSIGNMENT, yes_or_no
from reference_impl import example, losses, moons
from reference_impl.gradcheck import complex_step
from reference_impl.network import Network

REFERENCE = {name: answer.reference for name, answer in ASSIGNMENT.answers.items()}
SLIPS = {
    name: {slip.name: slip.wrong for slip in answer.misconceptions}
    for name, answer in ASSIGNMENT.answers.items()
}


@pytest.fixture
def master():
    return Master(ASSIGNMENTS["machine"])


@pytest.mark.parametrize("name", [case.name for case in ASSIGNMENT.answers["backward"].cases])
def test_gradients_are_those_of_the_complex_step(name):
    """What the check takes for the truth, on every case away from a corner, to the last digits."""
    (case,) = [case for case in ASSIGNMENT.answers["backward"].cases if case.name == name]
    params, X, y = case.draw(np.random.default_rng(4))
    if (yes_or_no.network.forward(params, X)["z1"] == 0).any():
        params = params | {"b1": params["b1"] + 1e-3}  # off the corner, where there is no slope

    def loss(other):
        return losses.log_loss(yes_or_no.logits(other, X), y)

    steps = complex_step(loss, params)
    for name, gradient in REFERENCE["backward"](params, X, y).items():
        np.testing.assert_allclose(gradient, steps[name[1:]], rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("seed", range(5))
def test_each_case_at_zero_has_a_zero_that_matters(seed):
    """On each input of the part, `>=` gives something else than `>`."""
    (part,) = [p for p in ASSIGNMENT.answers["backward"].parts if p.name == "at zero"]
    for case in part.cases:
        given = case.draw(np.random.default_rng(seed))
        right = REFERENCE["backward"](*given)
        wrong = SLIPS["backward"]["active at zero"](*given)
        assert not np.allclose(right["db1"], wrong["db1"], rtol=1e-6, atol=0), case.name


def test_a_training_run_is_that_of_the_book_s_network():
    """With one order an epoch it takes the steps that `Network.fit` takes."""
    rng = np.random.default_rng(3)
    X, y = moons.two_moons(30, 0.2, rng)
    network = Network([2, 5, 1], rng, head="binary")
    before, turns = network.params, np.random.default_rng(8)
    network.fit(
        X, y, np.random.default_rng(8), epochs=4, batch_size=7, learning_rate=0.3, progress=False
    )
    orders = [turns.permutation(30) for _ in range(4)]
    for name, array in REFERENCE["fit"](before, X, y, orders, 7, 0.3).items():
        np.testing.assert_allclose(array, network.params[name], rtol=1e-12)


def test_the_sure_network_is_worth_a_shrug(cells, capsys):
    """The cell prints it, and the folded text says what a right and a wrong answer cost."""
    exec(cells["predict-compare-run"].source, {"np": np, "predict_sure": lambda: 0.1})
    said = dict(line.split(": ") for line in capsys.readouterr().out.splitlines())
    measured = 0.9 * -np.log(0.999) + 0.1 * -np.log(0.001)
    assert said == {
        "you said": "0.1",
        "measured": f"{measured:.3f}",
        "knowing nothing": f"{np.log(2):.3f}",
    }
    assert f"{measured:.2f}" == f"{np.log(2):.2f}" == "0.69"
    why = cells["predict-why"].source
    assert f"about {-np.log(0.999):.3f}." in why and f"about {-np.log(0.001):.1f}." in why
    assert "which is about 0.69." in cells["predict_sure-task"].source


def test_the_sentences_below_the_worked_examples(master, names):
    """The sums, chances and steps that the tasks name."""
    tiny = names["tiny"]
    assert tiny["b2"].tolist() == [-3] and example.b2.tolist() == [1]
    chances = REFERENCE["predict"](tiny, example.X4)
    assert (
        chances.min() < 0.5 < chances.max() and "$-3$ instead of 1" in master.cells["tiny"].source
    )
    bottle = np.array([[2, 1]])
    assert yes_or_no.network.forward(tiny, bottle)["z1"].tolist() == [[4, -0.5]]
    assert yes_or_no.logits(tiny, bottle).tolist() == [[2 - 3]]
    assert "the last sum is $2 - 3 = -1$" in master.task("predict")
    p = REFERENCE["predict"](tiny, bottle)[0, 0]
    assert f"The chance of the first bottle is {p:.3f}" in master.task("log_loss")
    assert f"minus the log of that is {-np.log(p):.4f}." in master.task("log_loss")
    half = losses.sigmoid(np.array(0.5))
    assert f"The chance there is {half:.4f}" in master.task("fit")
    assert "gives $-\\tfrac12$" in master.task("fit") and (0.5 - 1 + 0.5 - 1) / 2 == -1 / 2
    np.testing.assert_allclose((0.5 - 1 + 0.5 - 1 + 0.5) / 3, -1 / 6)


def test_all_together_separates_the_moons(cells, names, capsys):
    """The loss falls, the threshold trades, and the last line is what the text below it says."""
    exec(cells["all-together-run"].source, dict(names))
    printed = capsys.readouterr().out
    before, after = map(float, re.findall(r"log loss \w+: +([\d.]+)", printed))
    assert before > 0.6 and after < 0.12
    traded = [
        tuple(map(float, pair)) for pair in re.findall(r"ion ([\d.]+), rec.+ ([\d.]+)", printed)
    ]
    precision, recall = zip(*traded, strict=True)
    assert list(precision) == sorted(precision) and list(recall) == sorted(recall, reverse=True)
    share = re.search(r"test set: (\d+) in 100", printed)[1]
    assert f"about {share} in 100" in cells["all-together-why"].source and int(share) >= 94


def test_all_together_takes_chances_as_lists(cells, names, capsys):
    """Whatever the checks accept runs there too, such as rows of plain numbers."""
    ways = fair("machine").RIGHT
    listed = {name: ways[name][1] for name in ("predict", "log_loss")}
    exec(cells["all-together-run"].source, dict(names) | listed)
    by_loops = capsys.readouterr().out
    exec(cells["all-together-run"].source, dict(names))
    assert by_loops == capsys.readouterr().out and "in 100" in by_loops


def test_a_straight_border_gets_as_much_as_is_said(cells):
    """A network without a hidden layer, on the same bottles."""
    rng = np.random.default_rng(0)
    train, _, test = (moons.two_moons(n, 0.2, rng) for n in (300, 300, 1000))
    line = Network([2, 1], rng, head="binary")
    line.fit(*train, rng, epochs=60, batch_size=20, learning_rate=0.3, progress=False)
    said = re.search(r"straight border gets about (\d+) of a hundred", cells["all-together"].source)
    assert abs(100 * line.evaluate(*test)["accuracy"] - int(said[1])) < 1


def test_the_model_answers_are_true(names):
    """Squared error hardly moves a sure mistake; zeros learn the share of yeses and no more."""
    p = 1 / 1000
    assert p * (1 - p) < 1.1 / 1000 and abs(p - 1) > 0.99
    rng = np.random.default_rng(1)
    X, y = moons.two_moons(90, 0.2, rng)
    y[:60] = 0  # so that the share of yeses is no half
    zeros = {"W1": np.zeros((2, 4)), "b1": np.zeros(4), "W2": np.zeros((4, 1)), "b2": np.zeros(1)}
    orders = [np.arange(90)] * 300
    trained = names["fit"](zeros, X, y, orders, 90, 1.0)
    assert not any(trained[name].any() for name in ("W1", "b1", "W2"))
    np.testing.assert_allclose(names["predict"](trained, X), y.mean(), rtol=1e-6)


def test_the_instructor_is_told_the_truth_about_lucky_mistakes(master):
    """What passes in one part and costs the other point."""
    rng = np.random.default_rng(2)
    parts = {
        (name, part.name): part.cases
        for name in ("predict", "log_loss", "fit")
        for part in ASSIGNMENT.answers[name].parts
    }
    for answer, slip, lucky in (
        ("predict", "too large to divide", "ordinary sums"),
        ("log_loss", "kept away from zero", "ordinary sums"),
        ("fit", "order upon order", "even batches"),
    ):
        for case in parts[answer, lucky]:
            given = case.draw(rng)
            right, wrong = REFERENCE[answer](*given), SLIPS[answer][slip](*given)
            if answer == "fit":
                right, wrong = right["W1"], wrong["W1"]
            np.testing.assert_allclose(wrong, right, rtol=1e-9)
    assert round(-np.log(1e-12)) == 28 and "about 28" in master.instructor

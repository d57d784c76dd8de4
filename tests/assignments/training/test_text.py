"""What the training assignment says is true."""

import ast
import re

import numpy as np
import pytest
from masters import ASSIGNMENTS, Master

from course.checks import messages
from course.checks.evidence import named
from course.checks.judge import judge, tried
from course.checks.training import ASSIGNMENT
from course.checks.training.epoch import one_dial
from reference_impl import example

REFERENCE = {name: answer.reference for name, answer in ASSIGNMENT.answers.items()}


@pytest.fixture
def master():
    return Master(ASSIGNMENTS["training"])


def test_the_given_function_finds_the_gradients_that_the_pencil_finds(cells, capsys):
    """On the four bottles, with the loss that the sentence below it says."""
    names = {"np": np, "example": example}
    exec(cells["loss-and-gradients-run"].source, names)
    assert names["loss"] == example.by_hand_4["loss"] == 4
    assert "the loss is 4," in cells["names"].source
    assert "loss: 4.0" in capsys.readouterr().out
    for name, gradient in names["gradients"].items():
        np.testing.assert_array_equal(gradient, example.by_hand_4[name])


def test_the_given_function_is_that_of_the_check(names):
    """On ordinary numbers both give the same loss and gradients."""
    rng = np.random.default_rng(2)
    shapes = {"W1": (4, 6), "b1": (6,), "W2": (6, 3), "b2": (3,)}
    params = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    X, y = rng.normal(size=(7, 4)), rng.normal(size=(7, 3))
    loss, gradients = names["loss_and_gradients"](params, X, y)
    known_loss, known = one_dial(2)(None)[0](params, X, y)
    np.testing.assert_allclose(loss, known_loss)
    assert gradients.keys() == known.keys()
    for name, gradient in gradients.items():
        np.testing.assert_allclose(gradient, known[name])


def test_the_fade_is_nine_tenths_ten_times(cells, capsys):
    """The cell prints it, and the folded text gives the reason and the fifty layers."""
    exec(cells["predict-compare-run"].source, {"np": np, "predict_fade": lambda: 90})
    assert capsys.readouterr().out.splitlines() == [
        "you said: 90",
        f"measured: {100 * 0.9**10:.1f}",
    ]
    why = cells["predict-why"].source
    assert f"that makes {0.9**10:.2f}." in why
    assert "With fifty layers half a per cent" in why and 0.45 < 100 * 0.9**50 < 0.55
    assert "about 0.141 for a hundred inputs" in cells["predict_fade-task"].source
    assert round(float(np.sqrt(2 / 100)), 3) == 0.141


def test_worked_examples_are_on_the_running_example(master):
    """The four bottles in two tasks; the weights and gradients of the first bottle in a third."""
    for name in ("minibatches", "epoch"):
        for array, value in (("X", example.X4), ("y", example.y4)):
            said = re.search(rf"^{array} = np\.array\((.+)\)$", master.task(name), re.M)[1]
            np.testing.assert_array_equal(np.array(ast.literal_eval(said)), value)
    block = master.task("step")
    for name in ("W1", "b1", "dW1", "db1"):
        said = re.search(rf'"{name}": np\.array\((\[.+?\])\)', block)[1]
        value = getattr(example, name, None)
        value = example.by_hand[name] if value is None else value
        np.testing.assert_array_equal(np.array(ast.literal_eval(said)), value)


def test_the_pencil_epoch_goes_as_the_sentences_say(master):
    """The order of the scores, the jumps of the one parameter, and the two losses."""
    block = master.task("epoch")
    order = np.random.default_rng(3).permutation(4)
    scores = example.y4[order, 0].reshape(2, 2)
    assert order[0] == 3
    first, second = ("{:g} and {:g}".format(*pair) for pair in scores)
    assert f"the scores come as {first}, then {second}." in block
    said, losses = 3.0, []
    for pair in scores:
        losses.append(((said - pair) ** 2).mean())
        misses, said = np.abs(said - pair), pair.mean()
        if len(losses) == 1:
            assert "The network says 3, misses by {:g} and by {:g}".format(*misses) in block
            assert f"the loss of the batch is {losses[0]:g}. It jumps to {said:g}." in block
    assert f"The second batch costs it {losses[1]:g}, and it jumps to {said:g}." in block
    params, loss = REFERENCE["epoch"](*one_dial(2)(None))
    assert (params["b2"][0], loss) == (said, np.mean(losses))


def test_all_together_stops_before_it_has_learnt_by_heart(cells, names, capsys):
    """The last line is better than the second in training, and worse in validation."""
    exec(cells["all-together-run"].source, dict(names))
    pairs = re.findall(r"by (\S+) on the training set, by (\S+) on", capsys.readouterr().out)
    first, stopped, last = [tuple(map(float, pair)) for pair in pairs]
    assert first[0] > stopped[0] > last[0] + 0.1
    assert stopped[1] < last[1] - 0.1 and stopped[1] < first[1]


def row_by_row(X, y, batch_size, order, last=lambda rows: True):
    """Batches filled by a loop over the rows, as whoever thinks of lists writes them."""
    batches, rows = [], []
    for row in order:
        rows.append(row)
        if len(rows) == batch_size:
            batches.append((np.array([X[r] for r in rows]), np.array([y[r] for r in rows])))
            rows = []
    if last(rows):
        batches.append((np.array([X[r] for r in rows]), np.array([y[r] for r in rows])))
    return batches


def refused(wrong, part):
    """What the check of a part says of these mini-batches, and the mistake that it names."""
    answer = ASSIGNMENT.answers["minibatches"]
    (part,) = [one for one in answer.parts if one.name == part]
    fault = judge(wrong, answer, part, 1, {})
    slip = named(wrong, tried(wrong, answer, 1), answer, fault.call.case, 1) if fault else None
    return fault and messages.words(fault), slip and slip.name


def test_an_empty_batch_made_of_lists_is_seen_for_what_it_is():
    """It has lost its columns, and is an empty batch all the same."""
    said, slip = refused(row_by_row, "even batches")
    assert "batches is 3; expected 2." in said and slip == "an empty batch at the end"
    assert refused(row_by_row, "a short batch at the end") == (None, None)
    right = lambda *given: row_by_row(*given, last=len)  # noqa: E731
    assert refused(right, "even batches") == (None, None)


def test_arrays_one_after_the_other_are_no_pairs():
    """X and y in turn: each has two rows, and could be taken for a pair."""

    def in_turn(*given):
        return [array for pair in row_by_row(*given, last=len) for array in pair]

    assert "expected a list of pairs" in refused(in_turn, "even batches")[0]


def table(rng):
    """Rows with a score that can be learnt from them, sorted by it."""
    X = rng.normal(size=(300, 4))
    y = X[:, :1] + 0.5 * X[:, 1:2] ** 2
    order = np.argsort(y[:, 0])
    return X[order], y[order] - y.mean()


def trained(names, X, y, params, epochs=30):
    for _ in range(epochs):
        for start in range(0, len(X), 10):
            _, gradients = names["loss_and_gradients"](
                params, X[start : start + 10], y[start : start + 10]
            )
            params = names["step"](params, gradients, 0.05)
    return params


def said(params, X):
    return np.maximum(0, X @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]


def begun(names, rng):
    he = names["he"]
    return {"W1": he(4, 16, rng), "b1": np.zeros(16), "W2": he(16, 1, rng), "b2": np.zeros(1)}


def test_the_model_answers_are_true(names):
    """Twins stay twins; strangers' scores teach the mean; good wines last make it lean."""
    rng = np.random.default_rng(0)
    X, y = table(rng)
    mixed = rng.permutation(300)
    same = {"W1": (4, 16), "b1": (16,), "W2": (16, 1), "b2": (1,)}
    same = {name: np.full(shape, 0.1) for name, shape in same.items()}
    twins = trained(names, X[mixed], y[mixed], same)
    assert np.ptp(twins["W1"], axis=1).max() < 1e-12 and np.ptp(twins["W2"]) < 1e-12
    assert np.abs(twins["W1"] - 0.1).max() > 0.1  # they did learn
    right = trained(names, X[mixed], y[mixed], begun(names, rng))
    apart = trained(names, X[mixed], y[rng.permutation(300)], begun(names, rng), epochs=5)
    fresh, _ = table(rng)
    assert said(apart, fresh).std() < 0.5 * said(right, fresh).std()
    in_order = trained(names, X, y, begun(names, rng))
    assert said(in_order, fresh).mean() > said(right, fresh).mean() + 0.1


def test_the_instructor_is_told_the_truth_about_lucky_mistakes(master):
    """Mistakes that pass where batches come out even, or where the layer is square."""
    four = (example.X4, example.y4, 2, np.array([2, 0, 3, 1]))
    slips = {s.name: s.wrong for s in ASSIGNMENT.answers["minibatches"].misconceptions}
    for (X, y), (X_right, y_right) in zip(
        slips["last batch dropped"](*four), REFERENCE["minibatches"](*four), strict=True
    ):
        assert X.tolist() == X_right.tolist() and y.tolist() == y_right.tolist()
    assert len(slips["an empty batch at the end"](*four)) == 3
    slips = {s.name: s.wrong for s in ASSIGNMENT.answers["he"].misconceptions}
    one, other = np.random.default_rng(1), np.random.default_rng(1)
    assert slips["spread from the outputs"](5, 5, one).tolist() == (
        REFERENCE["he"](5, 5, other).tolist()
    )
    assert "passes the first check, where the layer is square" in master.instructor

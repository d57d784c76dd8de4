"""What the chain-rule assignment says is true."""

import ast
import re

import numpy as np
import pytest
from masters import ASSIGNMENTS, Master

from course.checks.chain_rule import ASSIGNMENT
from course.checks.chain_rule.input_slope import BOTH_ACTIVE
from course.figures.chain_rule import slopes_of_paths
from reference_impl import example
from reference_impl.network import Network

SLOPES = {name: answer.reference for name, answer in ASSIGNMENT.answers.items()}
ACTIVE = Network.from_params({**example.network().params, "b1": BOTH_ACTIVE})
D_Y_HAT = 2 * (ACTIVE.forward(example.x)["y_hat"] - example.y)[0, 0]
PATHS = [[[D_Y_HAT, example.W2[j, 0], 1, example.W1[i, j]] for j in range(2)] for i in range(2)]


@pytest.fixture
def master():
    return Master(ASSIGNMENTS["chain_rule"])


def test_the_setting_is_the_running_example_with_both_neurons_active(cells, names, capsys):
    """One bottle, the prediction 6, the loss 1; and the weights as the sentences have them."""
    exec(cells["both-active-run"].source, {"np": np, "example": example})
    printed = capsys.readouterr().out
    assert "z1: [[4.0, 1.0]]" in printed and f"W1: {example.W1.tolist()}" in printed
    y_hat, loss = ACTIVE.forward(example.x)["y_hat"][0, 0], ACTIVE.loss(example.x, example.y)
    assert names["y_hat"].tolist() == [[y_hat]] and f"loss: {loss}" in printed
    said = cells["names"].source
    assert f"The network says {y_hat:g}, and the experts said {example.y[0, 0]:g}." in said
    assert f"so the loss is {loss:g}." in said
    first, second = ("{:g} and {:g}".format(*row) for row in example.W1)
    assert f"has the weights {first}, the second has {second}." in said
    assert f"the second bias of `b1` is {BOTH_ACTIVE[1]:g}" in cells["both-active"].source


def test_the_paths_in_sentences_are_those_of_the_chapter(cells):
    """The first measurement's paths, as the chapter's own picture has them, and the second's."""
    first = [SLOPES["chain_slope"](path) for path in PATHS[0]]
    assert first == list(slopes_of_paths(BOTH_ACTIVE))
    task = cells["predict_second-task"].source
    assert f"{first[0]:g} by the first neuron and {first[1]:g} by the second" in task
    assert f"together they make {sum(first):g}." in task
    assert f"The loss moves by {D_Y_HAT:g} for each" in task
    second = [SLOPES["chain_slope"](path) for path in PATHS[1]]
    why = cells["predict-why"].source
    products = [" × ".join(f"{rate:g}" for rate in path) for path in PATHS[1]]
    assert f"By the first neuron: {products[0]} = {second[0]:g}." in why
    assert f"By the second: {products[1]} = {second[1]:g}." in why
    assert f"it is {second[0]:g} + {second[1]:g}." in why
    assert f"If you said {np.mean(second):g}, you took the mean" in why
    assert f"If you said {np.prod(second):g}, you multiplied" in why
    assert f"If you said {second[0]:g} or {second[1]:g}, you followed one" in why


def test_the_nudge_agrees_with_the_sum_of_the_paths(cells, names, capsys):
    """The cell after the guess prints the truth."""
    exec(cells["predict-compare-run"].source, {**names, "predict_second": lambda: 7})
    slope = SLOPES["road_slope"](PATHS[1])
    assert capsys.readouterr().out.splitlines() == ["you said:   7", f"by nudging: {slope:.1f}"]
    assert SLOPES["input_slope"](
        example.x, example.y, example.W1, BOTH_ACTIVE, example.W2, example.b2
    ).tolist() == [[SLOPES["road_slope"](PATHS[0]), slope]]


def test_worked_examples_are_on_the_running_example(master):
    """The arrays of the last task, the table's two paths, the path from w to the loss."""
    block = master.task("input_slope")
    for name in ("x", "y", "W1", "W2", "b2"):
        said = re.search(rf"^{name} = np\.array\((.+)\)$", block, re.M)[1]
        np.testing.assert_array_equal(np.array(ast.literal_eval(said)), getattr(example, name))
    assert re.findall(r"W1, np\.array\((.+?)\), W2", block) == ["[0, 2]", "[0, 0.5]"]
    assert example.b1.tolist() == [0, 0.5]
    assert f"road_slope({[[float(f'{r:g}') for r in path] for path in PATHS[0]]})".replace(
        ".0", ""
    ) in master.task("road_slope")
    hand = example.by_hand
    w_to_loss = [example.x[0, 0], 1, example.W2[0, 0], hand["d_y_hat"][0, 0]]
    assert f"chain_slope([{', '.join(f'{rate:g}' for rate in w_to_loss)}])" in (
        master.task("chain_slope")
    )
    assert np.prod(w_to_loss) == hand["dW1"][0, 0]


def test_nudge_and_rule_meet_and_a_wrong_place_is_noticed(cells, names, capsys):
    """The cell under exercise 2 prints one slope twice, but not for the outer slope at x."""
    found = r"by nudging (\S+), by the chain rule (\S+)"
    exec(cells["nudge-it-run"].source, dict(names))
    pairs = re.findall(found, capsys.readouterr().out)
    assert len(pairs) == 3 and all(float(one) == float(other) for one, other in pairs)
    wrong = {**names, "nested_slope": lambda f_slope, g, g_slope, x: f_slope(x) * g_slope(x)}
    exec(cells["nudge-it-run"].source, wrong)
    pairs = re.findall(found, capsys.readouterr().out)
    assert any(float(one) != float(other) for one, other in pairs)


def test_all_rates_but_the_last_are_shared_by_the_measurements(cells):
    """What the text under the last task says of the loops."""
    shared = sum(one == other for one, other in zip(PATHS[0][0], PATHS[1][0], strict=True))
    assert shared == 3 == len(PATHS[0][0]) - 1
    assert "The first three rates of a path" in cells["input-done"].source


def test_the_last_hint_reads_z1_from_the_notes_of_this_bottle(master):
    """The notebook has a `z1` of its own, which a loop over another bottle would take."""
    before, after = master.task("input_slope").split("`active = ")
    assert '`z1 = notes["z1"]`' in before and "z1[0, j]" in after


def test_the_model_answer_is_true(cells):
    """Fifty halves, fifty twos, and the two paths that meet."""
    model = cells["multiply_or_add-model"].source
    small, large = re.search(r"about (0\.0+1): .+ about ([\d,]+) \(0", model).groups()
    assert 0.5 < float(small) / SLOPES["chain_slope"]([0.5] * 50) < 2
    assert 0.5 < float(large.replace(",", "")) / SLOPES["chain_slope"]([2.0] * 50) < 2
    first = slopes_of_paths(BOTH_ACTIVE)
    assert "{:g} + ({:g}) = {:g}".format(*first, sum(first)) in model


def test_the_instructor_is_told_the_truth_about_lucky_mistakes(master):
    """A product that is never reset gives the table's -5; both slopes at g(x) pass one part."""
    slips = [slip for item in ASSIGNMENT.answers.values() for slip in item.misconceptions]
    known = {slip.name: slip.wrong for slip in slips}
    assert known["never reset"](PATHS[0]) == SLOPES["road_slope"](PATHS[0]) == -5
    assert "It gives -5 for the chapter's table" in master.instructor
    straight = (lambda u: 2 * u, lambda x: 3 * x + 1, lambda x: 3, 2)
    assert known["inner slope at g(x)"](*straight) == SLOPES["nested_slope"](*straight) == 42

"""What the Jacobians assignment says is true."""

import ast
import re
from dataclasses import replace

import numpy as np
import pytest
from masters import ASSIGNMENTS, Master

from course.checks import messages
from course.checks.evidence import named
from course.checks.jacobians import ASSIGNMENT
from course.checks.jacobians.shares import GRADIENT, SHARES
from course.checks.jacobians.two_trips import W2
from course.checks.judge import judge, tried
from reference_impl import example, layers

TRUE = {name: answer.reference for name, answer in ASSIGNMENT.answers.items()}
SIXTEENTHS = 16 * TRUE["softmax_jacobian"](SHARES)


@pytest.fixture
def master():
    return Master(ASSIGNMENTS["jacobians"])


def test_the_setting_is_the_running_example_with_three_shares(cells, names, capsys):
    """The first half is the tiny network; the shares are those of the chapter."""
    exec(cells["one-bottle-run"].source, {"np": np, "example": example})
    assert capsys.readouterr().out.splitlines() == [
        f"x: {example.x[0].tolist()}",
        f"z: {example.by_hand['z1'][0].tolist()}",
        f"p: {SHARES.tolist()}",
    ]
    np.testing.assert_array_equal(names["W2"], W2)
    assert "a quarter, a half and a quarter" in cells["predict_third-task"].source


def test_the_prediction_is_two_columns_of_the_chapters_table(cells, names, capsys):
    """Minus three sixteenths: by the table, by nudging, and as the sentences have it."""
    first, second, third = SIXTEENTHS[2]
    assert (first, second, third) == (-1, -2, 3)
    exec(cells["predict-compare-run"].source, {**names, "predict_third": lambda: 7})
    slope = (first + second) / 16
    assert capsys.readouterr().out.splitlines() == ["you said:   7", f"by nudging: {slope:.4f}"]
    why = cells["predict-why"].source
    assert "the third share loses a sixteenth: 1/4 × 1/4." in why
    assert "For the second it loses two: 1/4 × 1/2." in why
    assert f"{first + second:g}/16, which is {slope:g}." in why
    assert f"moves at {third:g}/16." in why
    assert f"If you said {first / 16:g} or {second / 16:g}, you took one nudge" in why
    assert f"If you said {-slope:g}, you had the size" in why


def test_worked_examples_are_on_the_running_example(master):
    """The tiny network's weights and sums, the setting's second layer, the chapter's gradient."""
    block = master.task("two_trips")
    said = {
        name: np.array(
            ast.literal_eval(re.search(rf"\b{name} = np\.array\((.+)\)$", block, re.M)[1])
        )
        for name in ("W1", "W2")
    }
    np.testing.assert_array_equal(said["W1"], example.W1)
    np.testing.assert_array_equal(said["W2"], W2)
    assert f"z, p = np.array({[4, -0.5]}), np.array({SHARES.tolist()})" in block
    assert example.by_hand["z1"].tolist() == [[4, -0.5]] and GRADIENT.tolist() == [4, 2, 0]
    assert "v, nudge = np.array([4, 2, 0]), np.array([1, 0])" in block


def test_the_pencil_walks_both_trips_as_the_code_does(master):
    """Every stop on the way, as the sentence under the example has it."""
    task = master.task("two_trips")
    at_scores = TRUE["softmax_vjp"](GRADIENT, SHARES)
    at_activations = at_scores @ W2.T
    at_sums = at_activations * (example.by_hand["z1"][0] > 0)
    assert at_scores.tolist() == [0.5, 0, -0.5] and "½, 0, -½ at the scores" in task
    assert at_activations.tolist() == [1, 0.5] and "1 and ½ at the activations" in task
    assert at_sums.tolist() == [1, 0] and "1 and 0 at the sums" in task
    sums = np.array([1, 0]) @ example.W1
    activations = sums * (example.by_hand["z1"][0] > 0)
    assert sums.tolist() == [1, -1] and "The nudge is 1 and -1 at the sums" in task
    assert activations.tolist() == [1, 0] and "1 and 0 at the activations, 1, 0, -1" in task
    assert (activations @ W2).tolist() == [1, 0, -1]
    assert GRADIENT @ SHARES == 2 and "4 × ¼ + 2 × ½ + 0 × ¼ = 2" in master.task("softmax_vjp")
    assert f"{50_000**2:,} entries" in master.task("softmax_vjp")


def test_the_referee_agrees_and_notices_a_wrong_table(cells, names, capsys):
    """Four lines of agreement; with the weights as they stand the layer's line says so."""
    exec(cells["referee-run"].source, dict(names))
    assert capsys.readouterr().out.count("the two agree") == 4
    exec(cells["referee-run"].source, {**names, "relu_jacobian": lambda z: np.eye(len(z))})
    printed = capsys.readouterr().out
    assert "layer: the two agree" in printed and "ReLU: the two DIFFER" in printed
    assert "whole network: the two DIFFER" in printed


def meeting(cells, names, capsys):
    """The pairs of numbers that the last cell prints."""
    exec(cells["meeting-run"].source, dict(names))
    found = re.findall(r"at the shares (\S+), at the measurements (\S+)", capsys.readouterr().out)
    assert len(found) == 3
    return [(float(one), float(other)) for one, other in found]


def test_both_trips_meet_and_a_step_left_out_twice_goes_unnoticed(cells, names, capsys):
    """What the model answer says of the last cell, both ways."""
    true = meeting(cells, names, capsys)
    assert all(one == pytest.approx(other, abs=2e-6) for one, other in true)
    slips = {slip.name: slip.wrong for slip in ASSIGNMENT.answers["two_trips"].misconceptions}
    twice = meeting(cells, {**names, "two_trips": slips["ReLU left out"]}, capsys)
    assert all(one == pytest.approx(other, abs=2e-6) for one, other in twice) and twice != true
    once = {**names, "two_trips": slips["ReLU left out on the way back"]}
    assert any(abs(one - other) > 0.01 for one, other in meeting(cells, once, capsys))
    assert "Leave out the ReLU on both, and the two numbers still agree" in (
        cells["both_ways-model"].source
    )


def test_the_model_answer_is_true(cells):
    """Mirror images, no nudge, 833 parameters."""
    softmax, relu = TRUE["softmax_jacobian"](SHARES), TRUE["relu_jacobian"](np.array([4, -0.5]))
    assert (softmax == softmax.T).all() and (relu == relu.T).all()
    assert not (example.W1 == example.W1.T).all()
    assert (np.zeros(2) @ example.W1).tolist() == [0, 0] != example.b1.tolist()
    assert sum(W.size for W in (np.ones((11, 64)), np.ones(64), np.ones(64), np.ones(1))) == 833
    assert "forward 833, one for each parameter" in cells["both_ways-model"].source


def test_a_table_fails_the_part_that_says_so_and_no_other():
    """Right numbers by way of a table cost one point, and the reason is said."""
    answer = ASSIGNMENT.answers["softmax_vjp"]
    table = {slip.name: slip.wrong for slip in answer.misconceptions}["table built"]
    faults = {part.name: judge(table, answer, part, 1, {}) for part in answer.parts}
    assert faults["the numbers"] is None
    assert "a table of 200 by 200 came up in this line" in messages.words(faults["no table"])
    assert "`assert`" not in messages.words(faults["no table"])  # the learner wrote none
    trips = ASSIGNMENT.answers["two_trips"]
    for name in ("a table for the ReLU", "a table for the softmax", "a table at every step"):
        slip = {slip.name: slip for slip in trips.misconceptions}[name]
        faults = {part.name: judge(slip.wrong, trips, part, 1, {}) for part in trips.parts}
        assert [part for part, fault in faults.items() if fault] == ["no tables"]
        case = faults["no tables"].call.case
        assert named(slip.wrong, tried(slip.wrong, trips, 1), trips, case, 1) is slip


def test_the_instructor_is_told_the_truth_about_lucky_mistakes(master):
    """Two shares hide a wrong product; a flat list times itself is a number."""
    slips = {
        slip.name: slip.wrong for slip in ASSIGNMENT.answers["softmax_jacobian"].misconceptions
    }
    two, three = np.array([0.25, 0.75]), SHARES
    wrong, right = slips["each pays its own"], TRUE["softmax_jacobian"]
    assert (wrong(two) == right(two)).all() and not (wrong(three) == right(three)).all()
    assert "right for two shares and wrong for three" in master.instructor
    assert np.ndim(three @ three.T) == 0


def test_every_case_at_zero_has_a_zero_that_matters():
    """On each of them `>=` gives something else than `>`."""
    for name in ("relu_jacobian", "two_trips"):
        answer = ASSIGNMENT.answers[name]
        (part,) = [part for part in answer.parts if part.name == "at zero"]
        (slip,) = [slip for slip in answer.misconceptions if slip.name == "active at zero"]
        for case in part.cases:
            assert judge(slip.wrong, answer, replace(part, cases=(case,)), 1, {}), case.name
    np.testing.assert_array_equal(layers.relu_backward(np.ones(1), np.zeros(1)), [0])

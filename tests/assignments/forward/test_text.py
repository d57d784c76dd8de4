"""What the assignment on the forward pass says is true."""

import ast
import re

import numpy as np
import pytest
from masters import ASSIGNMENTS, Master

from course.checks.answers import grade_id
from course.checks.forward import ASSIGNMENT
from course.checks.forward.forward import Returned
from course.checks.judge import judge
from reference_impl import example, losses
from reference_impl.layers import softmax

HAND = example.by_hand
SCORES = example.y4[:, 0]  # (4,), flat, as in the written question
ON_THE_BOTTLES = {
    "forward": {"X": example.x} | {w: getattr(example, w) for w in ("W1", "b1", "W2", "b2")},
    "mse": {"y_hat": example.by_hand_4["y_hat"], "y": example.y4},
}


@pytest.fixture
def master():
    return Master(ASSIGNMENTS["forward"])


def printed(cell, names, capsys):
    """What a cell prints: its lines."""
    exec(cell.source, names)
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("name", ON_THE_BOTTLES)
def test_a_worked_example_is_on_the_running_example(master, name):
    """The numbers in it are those that every chapter uses."""
    for array, value in ON_THE_BOTTLES[name].items():
        said = re.search(rf"^{array} = np\.array\((.+)\)$", master.task(name), re.M)[1]
        np.testing.assert_array_equal(np.array(ast.literal_eval(said)), value)


def test_numbers_in_sentences_are_those_of_the_running_example(cells):
    """Sentences with numbers in them, written again from `reference_impl`."""
    (z_first, z_second), says, score = HAND["z1"][0], HAND["y_hat"].item(), example.y.item()
    assert f"sum is {z_first:g}, and it is active" in cells["names"].source and z_first > 0
    assert f"one's is {z_second:g}, so it is inactive" in cells["names"].source and z_second < 0
    assert f"The network says {says:g}, and the tasters said {score:g}." in cells["names"].source
    task = cells["predict_mirror-task"].source
    up, right = example.x[0]
    assert (
        f"is {up:g} above in one and {right:g} above in the other, and it gets a {says:g}" in task
    )
    assert f"to the bottle {-up:g} and {-right:g}?" in task


def test_the_mirror_is_explained_as_it_is(cells, capsys):
    """The sums, the score, and the two guesses that are named, worked out again."""
    lines = printed(
        cells["predict-compare-run"],
        {"example": example, "predict_mirror": lambda: 7},
        capsys,
    )
    cache = example.network().forward(-example.x)
    (first, second), score = cache["z1"][0], cache["y_hat"].item()
    assert lines[:2] == ["you said:         7", f"the network says: {score:g}"]
    assert str(cache["z1"].tolist()) in lines[2] and str(cache["a1"].tolist()) in lines[2]
    why, weight, bias = cells["predict-why"].source, example.W2[1, 0], example.b2[0]
    assert f"sum is {first:g}, so it is inactive" in why and first < 0
    assert f"one's is {second:g}, so it is active" in why and second > 0 > HAND["z1"][0, 1]
    assert f"{second:g} times {weight:g}, and the bias {bias:g} on top, makes {score:g}" in why
    assert weight == max(example.W2[:, 0]) and second * weight + bias == score
    assert f"If you said {-HAND['y_hat'].item():g}," in why
    assert f"If you said {-(HAND['y_hat'].item() - bias) + bias:g}," in why


def test_the_chances_in_the_task_are_those_of_its_logits(master):
    """A third, a half and a quarter to the right classes; three equal logits cost log 3."""
    assert "gives ⅓, ½ and ¼ to the right classes" in master.task("cross_entropy")
    P = softmax(np.log([[1, 1, 1], [2, 1, 1], [1, 2, 1]]))
    np.testing.assert_allclose(np.take_along_axis(P, np.array([[2], [0], [0]]), 1)[:, 0],
                               [1 / 3, 1 / 2, 1 / 4])  # fmt: skip
    assert np.isclose(losses.cross_entropy(np.zeros((1, 3)), np.array([[2]])), np.log(3))
    assert softmax(np.array([[1000.0, 0]]))[0, 1] == 0  # "rounded to 0"


def test_two_steps_get_two_of_the_three_checks(master):
    """As the task and the instructor's text promise: a softmax, then a logarithm."""
    answer = ASSIGNMENT.answers["cross_entropy"]
    for name in ("log of a rounded zero", "exp overflows"):
        (slip,) = [slip for slip in answer.misconceptions if slip.name == name]
        refused = [p.name for p in answer.parts if judge(slip.wrong, answer, p, 1, {})]
        assert refused == ["very sure"]
    points = {part.name: part.points for part in answer.parts}
    earned = (
        f"gets {sum(points.values()) - points['very sure']} of the {sum(points.values())} points"
    )
    assert f"A softmax followed by a logarithm {earned} of exercise 3." in master.instructor


def test_all_three_at_once(cells, solved, capsys):
    """The loss of the four bottles, and ignorance has the loss of three zeros."""
    lines = printed(cells["together-run"], solved("forward"), capsys)
    assert lines[0].endswith(str(example.by_hand_4["y_hat"].ravel().tolist()))
    assert lines[1] == f"their loss: {example.by_hand_4['loss']}"
    assert lines[2].split()[-1] == lines[3].split()[-1] == f"{np.log(3):.4f}"


def test_the_model_answer_about_the_friendly_grid_is_true(cells):
    """The grid, the four losses, and what the flat loss likes best."""
    task, told = cells["friendly_grid-task"].source, cells["friendly_grid-model"].source
    right, mean = SCORES.reshape(-1, 1), np.full((4, 1), SCORES.mean())
    assert "The scores are 5, 2, 0.5 and 6" in task and SCORES.tolist() == [5, 2, 0.5, 6]
    assert f"predicts {SCORES.mean():g} for each" in task and f"say {SCORES.mean():g} for" in told
    grid = right - SCORES
    assert grid.shape == (4, 4) and grid[0, 2] == right[0, 0] - SCORES[2] and SCORES[2] == 0.5
    p, q = np.mean(grid**2), np.mean((mean - SCORES) ** 2)
    assert f"P gets {p} and Q gets {q}:" in told and p == 2 * q
    assert (losses.mse(right, example.y4), losses.mse(mean, example.y4)) == (0, q)
    assert (np.diag(grid) == 0).all() and (grid[~np.eye(4, dtype=bool)] != 0).all()
    rng = np.random.default_rng(2)
    for other in rng.normal(3, 2, size=(200, 4, 1)):  # nothing does better than the mean
        assert np.mean((other - SCORES) ** 2) > q


def test_a_check_that_misses_a_note_names_the_notes_alone():
    """The prediction is read beside the notes and is no key of theirs."""
    found = Returned(3, {"a0": 1, "z1": 2})
    assert "y_hat" in found and found["y_hat"] == 3 and list(found) == ["a0", "z1"]
    with pytest.raises(KeyError):
        found["a1"]


def test_the_two_things_in_the_wrong_order_are_told_in_that_order():
    """A pair is two things, so the message says which two came back."""
    answer = ASSIGNMENT.answers["forward"]

    def turned_round(X, W1, b1, W2, b2):
        y_hat, notes = answer.reference(X, W1, b1, W2, b2)
        return notes, y_hat

    told = judge(turned_round, answer, answer.parts[0], 1, {}).problem
    assert "It returned 2 things, a dictionary and an array; expected two things: the pred" in told


def test_the_graded_cells_begin_with_their_answers():
    """`forward` is both an assignment and an answer; no two cells share a name all the same."""
    ids = [grade_id(a.name, p.name) for a in ASSIGNMENT.answers.values() for p in a.parts]
    assert ids[:2] == ["forward-prediction", "forward-notes"] and len(set(ids)) == len(ids)

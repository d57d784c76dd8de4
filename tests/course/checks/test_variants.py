"""Variants: with another seed the numbers differ, with a task last year's answer is wrong."""

import contextlib
import io
from pathlib import Path

import numpy as np
import pytest
from masters import ASSIGNMENTS, VARIANTS, master

from course.checks.answers import Answer
from course.checks.checker import Check, CheckFailed
from course.checks.judge import drawn
from course.checks.variants import TASKS, changed, through

SOLUTIONS = Path(__file__).resolve().parents[3] / "solutions"
ALL = [f"{name}-{task}" for name, task in VARIANTS]


def verdicts(check, item, function):
    """What a check says of a function, part by part: None where it passes."""
    names, said = {"check": check, item.name: function}, []
    for part in item.parts:
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(f"check({item.name!r}, {part.name!r})", names)
            said.append(None)
        except CheckFailed as refusal:
            said.append(" ".join(str(refusal).split()))
    return said


@pytest.mark.parametrize("label", ALL)
def test_last_years_answer_is_a_wrong_answer(label):
    """It loses points, and is told that it belongs to another course; this year's passes."""
    name, task = label.split("-")
    check = Check(ASSIGNMENTS[name]).variant(task, seed=2027)
    changed_answers = master(label).answers
    assert changed_answers
    for answer in changed_answers.values():
        old = ASSIGNMENTS[name].answers[answer.name].reference
        refusals = list(filter(None, verdicts(check, answer, old)))
        assert refusals
        for text in refusals:
            assert "A common slip gives this very result: " in text
        assert verdicts(check, answer, answer.reference) == [None] * len(answer.parts)


@pytest.mark.parametrize("label", ALL)
def test_this_years_answer_would_have_been_wrong_last_year(label):
    """The other way round, so that the two notebooks cannot be confused."""
    name, _ = label.split("-")
    for answer in master(label).answers.values():
        old = ASSIGNMENTS[name].answers[answer.name]
        assert any(verdicts(Check(ASSIGNMENTS[name]), old, answer.reference))


@pytest.mark.parametrize("label", ALL)
def test_what_a_task_leaves_alone_is_worth_what_it_was(label):
    """The same items in the same order, with the same parts and points."""
    assignment = master(label).assignment
    plain = ASSIGNMENTS[assignment.name]
    assert assignment.points == plain.points
    assert [item.name for item in assignment.items] == [item.name for item in plain.items]
    for item, old in zip(assignment.items, plain.items, strict=True):
        assert item == old or isinstance(item, Answer) and item.inputs == old.inputs


def test_another_seed_draws_other_numbers():
    """In every assignment another year has other inputs, and the same year the same."""
    for assignment in ASSIGNMENTS.values():
        answers = assignment.answers.values()
        assert any(differ(answer, 1, 2027) for answer in answers)
        assert not any(differ(answer, 2027, 2027) for answer in answers)


def differ(answer, one, other):
    """Do two seeds draw different inputs for some case?"""
    pairs = zip(drawn(answer.cases, one), drawn(answer.cases, other), strict=True)
    return any(not alike(a, b) for (_, a), (_, b) in pairs)


def alike(one, other):
    """The same numbers; functions and generators are not looked into."""
    if isinstance(one, dict):
        return all(alike(one[name], other[name]) for name in one)
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, (int, float, np.ndarray)):
        return np.array_equal(one, other)
    return True


def test_the_seed_of_a_variant_is_the_one_that_its_check_draws_with(notebook):
    """A wrong answer is shown other inputs in another year."""
    notebook.put("relu_backward", lambda dA, z: dA * (z > 0) + (dA > 5))
    first = Check(ASSIGNMENTS["backprop"])
    notebook.put("check", first)
    one = notebook.refusal("check('relu_backward')")
    notebook.put("check", first.variant(seed=2027))
    other = notebook.refusal("check('relu_backward')")
    notebook.put("check", first.variant(seed=2027))
    assert one != other == notebook.refusal("check('relu_backward')")


@pytest.mark.parametrize(
    ("name", "answer", "said"),
    [
        ("forward", "mse", "square each miss and take half of the mean."),
        ("backprop", "mse_grad", "each prediction: (y_hat - y) over how many there are."),
    ],
)
def test_a_stub_is_told_what_this_years_task_asks_for(name, answer, said):
    """Who follows the chapter's words to the mean, and to its slope, is refused here."""

    def stub(y_hat, y):
        raise NotImplementedError

    check = Check(ASSIGNMENTS[name]).variant("half_mse")
    for refusal in verdicts(check, ASSIGNMENTS[name].answers[answer], stub):
        assert refusal.endswith(said)


def test_every_task_has_its_cells_and_every_cell_its_task():
    """Beside each solution that a task changes lies a notebook of the cells that differ."""
    there = {
        (path.parents[1].name, path.stem)
        for path in SOLUTIONS.glob("*/instructor-variants/*.ipynb")
    }
    assert there == set(VARIANTS)
    assert {task for _, task in VARIANTS} == set(TASKS)


def test_the_list_of_tasks_is_what_the_assignments_have():
    """Each task changes the assignments that the list names, and no other."""
    have = {task: set() for task in TASKS}
    for name, assignment in ASSIGNMENTS.items():
        for task in assignment.variants:
            have[task].add(name)
    assert have == {task: set(names) for task, names in TASKS.items()}


def test_a_task_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(LookupError, match="no variant 'third_mse'. There are: half_mse, leaky"):
        changed("third_mse", ASSIGNMENTS["backprop"])
    with pytest.raises(LookupError, match="leaky does not change affine. It changes: activations"):
        changed("leaky", ASSIGNMENTS["affine"])


def test_a_slip_that_is_not_there_cannot_be_left_out():
    """A renamed slip would otherwise come back into a variant where it is no slip."""
    answer = ASSIGNMENTS["forward"].answers["mse"]
    with pytest.raises(LookupError, match="mse has no slip called a third"):
        through(lambda function: function, answer, without=("a third",))

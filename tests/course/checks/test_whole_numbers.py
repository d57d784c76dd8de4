"""Arrays of whole numbers, which cut off in silence what comes after the point."""

from dataclasses import replace

import numpy as np
import pytest
from fair_answers import fair
from masters import ASSIGNMENTS, LABELS, master
from messages_read import joined

from course.checks.answers import Case, Part
from course.checks.checker import Check
from course.checks.inputs import as_whole
from course.checks.judge import judge

CUT_OFF = {
    "softmax": (
        "activations",
        "def softmax(Z):\n"
        "    P = np.zeros_like(Z)\n"
        "    for i in range(len(Z)):\n"
        "        powers = np.exp(Z[i] - Z[i].max())\n"
        "        P[i] = powers / powers.sum()\n"
        "    return P",
    ),
    "affine": (
        "affine",
        "def affine(X, W, b):\n"
        "    Z = np.zeros((len(X), W.shape[1]), dtype=X.dtype)\n"
        "    Z[:] = X @ W + b\n"
        "    return Z",
    ),
    "mse_grad": (
        "backprop",
        "def mse_grad(y_hat, y):\n"
        "    d_y_hat = np.empty_like(y_hat)\n"
        "    d_y_hat[...] = 2 * (y_hat - y) / y.size\n"
        "    return d_y_hat",
    ),
    "step": (
        "training",
        "def step(params, gradients, learning_rate):\n"
        "    new = {}\n"
        "    for name in params:\n"
        "        new[name] = np.zeros_like(params[name])\n"
        "        new[name][...] = params[name] - learning_rate * gradients['d' + name]\n"
        "    return new",
    ),
}


@pytest.mark.parametrize("name", CUT_OFF)
def test_room_for_whole_numbers_alone_is_refused(notebook, name):
    """Right for every decimal, and the words say what went in."""
    assignment, cell = CUT_OFF[name]
    notebook.put("check", Check(ASSIGNMENTS[assignment]))
    notebook.cell(cell)
    assert "in whole numbers" in joined(notebook.refusal(f"check({name!r})"))


def test_whole_numbers_that_numpy_refuses_are_no_fault(notebook, capsys):
    """`-=` on a copy stops with an error, which is heard: nothing was cut off in silence."""
    notebook.put("check", Check(ASSIGNMENTS["training"]))
    on_copies = fair("training").step_by_copies
    whole = {"W1": np.array([[1, -1]])}
    with pytest.raises(TypeError, match="Cannot cast ufunc"):
        on_copies(whole, {"dW1": np.ones((1, 2))}, 0.5)
    notebook.put("step", on_copies)
    notebook.cell("check('step')")
    assert "right." in capsys.readouterr().out


COPIED = {
    "partial": (
        "derivatives",
        lambda f, x, place, h: (f(nudged(x, place, h)) - f(nudged(x, place, -h))) / (2 * h),
    ),
    "numerical_gradient": (
        "gradients",
        lambda f, x: np.reshape(
            [(f(nudged(x, i, 1e-5)) - f(nudged(x, i, -1e-5))) / 2e-5 for i in range(x.size)],
            x.shape,
        ),
    ),
}


def nudged(x, place, by):
    """A copy, in which whole numbers stay whole."""
    x = x.copy()
    x.flat[place] += by
    return x


@pytest.mark.parametrize("name", COPIED)
def test_a_part_about_whole_numbers_is_all_that_a_cut_off_nudge_costs(name):
    """One point, as the notes for instructors say: the rest is right."""
    label, copying = COPIED[name]
    answer = master(label).answers[name]
    fails = [part for part in answer.parts if judge(copying, answer, part, 1, {})]
    assert [(part.name, part.points) for part in fails] == [("whole numbers", 1)]


def test_an_error_with_decimals_is_a_fault_still(notebook):
    """Only the twin of a case may stop."""
    notebook.put("check", Check(ASSIGNMENTS["training"]))
    notebook.cell("def step(params, gradients, learning_rate):\n    return {}['W1']")
    assert "KeyError" in notebook.refusal("check('step')")


def part(*draws):
    """A part with a case for each set of arguments."""
    return Part("toy", 1, ("y",), tuple(Case(str(d), lambda rng, d=d: d) for d in draws))


def last(part):
    """The arguments of the last case that is tried."""
    return part.tried[-1].draw(np.random.default_rng(1))


def test_one_case_is_tried_again_in_whole_numbers():
    """The first that has whole values, or else the first of halves, taken twice."""
    halves, whole = np.array([0.5, 2.0]), np.array([3.0, 4.0])
    (x,) = last(part((halves,), (whole,)))
    assert x.dtype.kind == "i" and x.tolist() == [3, 4]
    params, rate = last(part(({"W": halves, "b": [whole]}, 0.5)))
    assert params["W"] is halves and params["b"][0].dtype.kind == "i" and rate == 0.5
    doubled = part((halves, np.pi * whole))
    assert last(doubled)[0].tolist() == [1, 4] and last(doubled)[0].dtype.kind == "i"
    assert last(doubled)[1].dtype.kind == "f" and doubled.tried[-1].whole


def test_a_part_with_such_a_case_of_its_own_has_no_other():
    """Where the first one would be right by chance, the author chooses."""
    chosen = Case("chosen", lambda rng: (np.array([1, 4]),), whole=True)
    drawn_too = part((np.array([2.0, 4.0]),))
    assert replace(drawn_too, cases=(*drawn_too.cases, chosen)).tried[1:] == (chosen,)


def test_what_has_no_whole_numbers_has_no_twin():
    """Thirds, one number alone, whole numbers already, and halves that a function nudges."""
    for draw in [(np.ones(2) / 3,), (np.ones(1),), (np.ones(2, int),), (np.sum, np.ones(2) / 2)]:
        assert len(part(draw).tried) == 1, draw
    assert as_whole(("text", None)) == ("text", None)


# Answers without a twin, and why none is missed.
NO_TWIN = {
    "classification-accuracy": "the scores are shares, and one number comes out",
    "derivatives-partial": "a part of its own asks about whole numbers",
    "digits-choose_hidden": "the images go only to networks that it is given",
    "digits-confusion": "the probabilities are shares, and counts come out",
    "digits-worst": "the probabilities are shares, and places come out",
    "gradients-largest_rate": "the start has one parameter, and one number comes out",
    "gradients-numerical_gradient": "a part of its own asks about whole numbers",
}


def holds_decimals(value):
    """Is it an array of decimals, or has it some inside?"""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return any(map(holds_decimals, value))
    return isinstance(value, np.ndarray) and value.dtype.kind == "f"


def without_twin():
    """The answers that take arrays of decimals, and are tried with no whole numbers."""
    for label in LABELS:
        for answer in master(label).answers.values():
            cases = [c for c in answer.cases if not c.refused]
            takes = any(holds_decimals(case.draw(np.random.default_rng(1))) for case in cases)
            if takes and not any(case.whole for case in cases):
                yield f"{label}-{answer.name}"


def test_every_answer_that_takes_arrays_meets_whole_numbers():
    """But for a few that need not, each with its reason."""
    assert set(without_twin()) == set(NO_TWIN)


def test_an_answer_that_meets_none_is_noticed(monkeypatch):
    """Without twins they are all there."""
    monkeypatch.setattr(Part, "tried", property(lambda part: part.cases))
    assert "affine-affine" in set(without_twin())

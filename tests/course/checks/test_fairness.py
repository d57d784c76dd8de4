"""A right answer passes in whatever way it is written.

The ways are collected in `tests/assignments`, one file an assignment.
"""

import sys
import warnings

import numpy as np
import pytest
from fair_answers import fair
from masters import ASSIGNMENTS

from course.checks.checker import Check

SEEDS = (1, 20261, 5)
WAYS = [(name, answer) for name in ASSIGNMENTS for answer in ASSIGNMENTS[name].answers]


def right_ways(name):
    """The right answers that were collected for an assignment: {answer: functions}."""
    return fair(name).RIGHT


@pytest.mark.parametrize(("name", "answer"), WAYS)
def test_right_answers_in_other_styles_pass(notebook, name, answer, capsys):
    """Loops, einsum, lists, other names and other orders of summation get full marks."""
    notebook.put("check", Check(ASSIGNMENTS[name]))
    assert len(right_ways(name)[answer]) >= 3
    for function in right_ways(name)[answer]:
        notebook.put(answer, function)
        for seed in SEEDS:
            notebook.cell(f"check({answer!r}, seed={seed})")
            assert capsys.readouterr().out.endswith(": right.\n")


def noisy(function):
    """The same function, and it makes every kind of noise."""

    def loud(*arguments):
        print("to stdout")
        print("to stderr", file=sys.stderr)
        warnings.warn("something", RuntimeWarning, stacklevel=2)
        np.log(np.zeros(1))
        return function(*arguments)

    return loud


@pytest.mark.parametrize(("name", "answer"), WAYS)
def test_a_right_answer_that_warns_leaves_nothing_on_stderr(notebook, name, answer, capfd):
    """nbgrader scores a graded cell with a line on stderr as 0, so none may reach it."""
    notebook.put("check", Check(ASSIGNMENTS[name]))
    notebook.put(answer, noisy(right_ways(name)[answer][0]))
    notebook.cell(f"check({answer!r})")
    printed = capfd.readouterr()
    assert printed.err == ""
    assert "to stdout" in printed.out


def test_numpy_set_to_raise_does_not_matter(notebook, capsys):
    """A learner who told NumPy to raise on overflow is not punished for it."""
    with np.errstate(all="raise"):
        notebook.put("mse_grad", noisy(fair("backprop").mse_by_steps))
        notebook.cell("check('mse_grad')")
    assert "right." in capsys.readouterr().out


@pytest.mark.parametrize("guess", ["2", "0.5", "-3.0", "np.float64(1)", "np.array([[7]])", "1e300"])
def test_any_honest_prediction_is_right(notebook, guess, capsys):
    """The point is for saying a number, whichever it is."""
    notebook.cell(f"def predict_db2():\n    return {guess}")
    notebook.cell("check('predict_db2')")
    assert capsys.readouterr().out.startswith("predict_db2: noted, you say ")


def test_single_precision_passes_where_its_values_are_right(notebook):
    """float32 is refused for its lost digits, not for its name."""
    notebook.put("relu_backward", lambda dA, z: (dA * (z > 0)).astype(np.float32))
    refusal = notebook.refusal("check('relu_backward')")
    assert "at zero: right" in refusal and "9 rows of 7" in refusal
    assert "rounding would be closer" in refusal


def test_a_missing_file_of_right_answers_is_named(tmp_path):
    """Whoever adds an assignment is told what to write, and where."""
    with pytest.raises(FileNotFoundError, match="tests/assignments/new/fair.py is missing. It hol"):
        fair("new", tmp_path)

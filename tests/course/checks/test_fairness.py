"""A right answer passes in whatever way it is written.

The ways are collected in `tests/assignments`, one file an assignment.
"""

import re
import sys
import warnings
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from fair_answers import fair
from masters import ASSIGNMENTS

from course.checks.checker import Check
from course.checks.gradients import check as gradients_check

SEEDS = (1, 20261, 5)
WAYS = [(name, answer) for name in ASSIGNMENTS for answer in ASSIGNMENTS[name].answers]


def right_ways(name):
    """The right answers that were collected for an assignment: {answer: functions}."""
    return fair(name).RIGHT


@pytest.mark.whole
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


def in_single(function, dtype=np.float32):
    """The same function, whose results have fewer digits."""

    def rounded(*arguments):
        result = function(*arguments)
        if isinstance(result, dict):
            return {key: np.asarray(value, dtype) for key, value in result.items()}
        if isinstance(result, tuple):
            return tuple(np.asarray(value, dtype) for value in result)
        return np.asarray(result, dtype)

    return rounded


@pytest.mark.parametrize("name", ASSIGNMENTS["backprop"].answers)
def test_single_precision_passes_with_the_digits_that_it_has(notebook, name, capsys):
    """float32 is right to seven digits, and half of that is not enough."""
    right = ASSIGNMENTS["backprop"].answers[name].reference
    notebook.put(name, in_single(right))
    for seed in SEEDS:
        notebook.cell(f"check({name!r}, seed={seed})")
    assert capsys.readouterr().out.count(": right.") == len(SEEDS)
    notebook.put(name, in_single(right, np.float16))
    refused = notebook.refusal(f"check({name!r})")
    assert "entries are off." in refused or "error is" in refused  # one number has no entries


def test_single_precision_hides_no_rough_formula(notebook):
    """A nudge to one side is refused as it is with all digits."""

    def one_side(f, x, h=1e-4):
        return np.array([(f(x + h * e) - f(x)) / h for e in np.eye(len(x))])

    notebook.put("check", gradients_check)
    notebook.put("numerical_gradient", in_single(one_side))
    assert "are off" in notebook.refusal("check('numerical_gradient')")


def by_hand(number):
    """mse_grad for whoever counts with another kind of number."""

    def mse_grad(y_hat, y):
        n = y.size
        rows = zip(y_hat.tolist(), y.tolist(), strict=True)
        return [
            [2 * (number(a) - number(b)) / n for a, b in zip(*row, strict=True)] for row in rows
        ]

    return mse_grad


@pytest.mark.parametrize("number", [Fraction, Decimal, np.float64])
def test_exact_numbers_pass(notebook, number, capsys):
    """A fraction is a number; so are the decimals of the standard library."""
    notebook.put("mse_grad", by_hand(number))
    notebook.cell("check('mse_grad')")
    assert "right." in capsys.readouterr().out


@pytest.mark.parametrize("number", [complex, str])
def test_numbers_with_another_part_and_text_do_not_pass(notebook, number):
    """They are named as what they are."""
    notebook.put("mse_grad", lambda y_hat, y: [[number(one) for one in row] for row in y.tolist()])
    text = notebook.refusal("check('mse_grad')")
    assert re.search("is a list of (complex numbers|text); expected an array of numbers", text)


def test_a_missing_file_of_right_answers_is_named(tmp_path):
    """Whoever adds an assignment is told what to write, and where."""
    with pytest.raises(FileNotFoundError, match="tests/assignments/new/fair.py is missing. It hol"):
        fair("new", tmp_path)

"""Answers that refuse, that draw random numbers, or return more than arrays, are judged too."""

from dataclasses import replace

import nbformat
import numpy as np
import pytest
from nbgrader.utils import determine_grade

from course.checks.answers import (
    Answer,
    Assignment,
    Case,
    Misconception,
    Part,
    Prediction,
    SelfMarked,
)
from course.checks.checker import Check


def shapes(left, right):
    if left[1] != right[0]:
        raise ValueError(f"{left[1]} columns meet {right[0]} rows.")
    return (left[0], right[1])


def deal(X, rng):
    order = rng.permutation(len(X))
    return [X[order[:3]], X[order[3:]]]


def from_the_pot(X, rng):
    order = np.random.permutation(len(X))
    return [X[order[:3]], X[order[3:]]]


def sorted_rows(batches):
    return {"batches": len(batches), "rows": np.concatenate(batches)}


FITS = Answer(
    "shapes",
    ("left", "right"),
    ("shape",),
    shapes,
    parts=(
        Part("fit", 1, ("shape",), (Case("4, 3 and 3, 5", lambda rng: ([4, 3], [3, 5])),)),
        Part("refuse", 1, (), (Case("2 meets 3", lambda rng: ([4, 2], [3, 5]), refused=True),)),
    ),
    misconceptions=(Misconception("takes all", lambda a, b: (a[0], b[1]), "Compare first."),),
    todo="Compare.",
)
DEAL = Answer(
    "deal",
    ("X", "rng"),
    ("batches", "rows"),
    deal,
    parts=(
        Part(
            "rows",
            2,
            ("batches", "rows"),
            (Case("5 rows", lambda rng: (np.arange(5.0), np.random.default_rng(3))),),
        ),
    ),
    misconceptions=(Misconception("the common pot", from_the_pot, "Use rng."),),
    todo="Deal.",
    unpack=sorted_rows,
    returns="a list of batches",
)
WORDS = SelfMarked("why", 4, todo="Write, then mark.")
GUESS = Prediction("guess", 1, todo="Put a number after `return`.")
CHECK = Check(Assignment("toy", (FITS, DEAL, WORDS)))


@pytest.fixture
def asked(notebook):
    """A function that puts an answer in the notebook and gives what the check says of it."""
    notebook.put("check", CHECK)

    def ask(name, function, call=None):
        notebook.put(name, function)
        return " ".join(notebook.refusal(call or f"check({name!r})").split())

    return ask


def test_right_answers(notebook, capsys):
    """The references pass: one raises where it should, the other uses the generator it is given."""
    notebook.put("check", CHECK)
    for name, function in (("shapes", shapes), ("deal", deal)):
        notebook.put(name, function)
        notebook.cell(f"check({name!r})")
    assert capsys.readouterr().out.count(": right.") == 2


def test_inputs_that_make_no_sense_must_be_refused(asked):
    """Taking them, refusing without a word, and stopping by accident are three different faults."""
    taken = asked("shapes", lambda left, right: (left[0], right[1]))
    assert "It took these inputs without a word" in taken and "takes all" in taken
    assert "left = [4, 2]" in taken and "fit: right" in taken

    def silent(left, right):
        if left[1] != right[0]:
            raise ValueError
        return (left[0], right[1])

    def accident(left, right):
        return (left[0], right[1]) if left[1] == right[0] else left["x"]

    assert "its ValueError has no message" in asked("shapes", silent)
    assert "TypeError" in asked("shapes", accident)


def test_random_numbers_come_from_the_generator(asked):
    """The common pot is noticed, the same way each time, and left as it was."""
    before = np.random.get_state()[1].copy()
    first = asked("deal", from_the_pot)
    assert "It drew from np.random" in first and "the common pot" in first
    assert asked("deal", from_the_pot) == first
    np.testing.assert_array_equal(np.random.get_state()[1], before)


def test_half_a_pair_of_draws_is_left_as_well(asked):
    """Numbers from the bell curve come in pairs, and NumPy keeps the second for the next draw."""
    np.random.seed(5)
    pair = np.random.randn(), np.random.randn()
    np.random.seed(5)
    first = np.random.randn()
    asked("deal", from_the_pot)
    assert (first, np.random.randn()) == pair


def test_a_check_that_was_stopped_leaves_the_common_pot_alone(asked):
    """Whoever drew from it and was stopped has spoilt neither it nor the next check's start."""

    def stopped(X, rng):
        np.random.permutation(len(X))
        raise KeyboardInterrupt

    before, first = np.random.get_state()[1].copy(), asked("deal", from_the_pot)
    with pytest.raises(KeyboardInterrupt):
        asked("deal", stopped)
    np.testing.assert_array_equal(np.random.get_state()[1], before)
    assert asked("deal", from_the_pot) == first
    assert "np.random" not in asked("deal", lambda X, rng: 3)


def test_what_cannot_be_unpacked_is_said(asked):
    """Another form than the one that was asked for, and nothing at all."""
    assert "It returned an int; expected a list of batches." in asked("deal", lambda X, rng: 3)
    assert "Did you forget `return`?" in asked("deal", lambda X, rng: None)


def test_a_list_that_was_changed_is_noticed(asked):
    """Lists are inputs like any other."""

    def pops(left, right):
        result = shapes(left, right)
        left.pop()
        return result

    assert "It changed what it was given: left." in asked("shapes", pops)


LONG = "The mean of the misses cancels, so a network that is off both ways looks perfect to it."


@pytest.mark.parametrize("marks", [0, 2.5, 4, np.float64(3)])
def test_words_that_the_learner_has_marked(notebook, capsys, marks):
    """Any points up to the maximum, as a plain number that nbgrader reads as the score."""
    notebook.put("check", CHECK)
    notebook.put("why", lambda: (LONG, marks))
    notebook.cell("score = check('why')")
    assert f"you give yourself {marks:g} of 4." in capsys.readouterr().out
    assert grade_of(notebook.names["score"]) == (marks, 4)


def grade_of(value):
    """What nbgrader makes of a check cell of four points whose value is this."""
    marks = {"grade": True, "solution": False, "points": 4, "grade_id": "why", "locked": True}
    cell = nbformat.v4.new_code_cell("check('why')", metadata={"nbgrader": marks})
    data = {"text/plain": repr(value)}
    cell.outputs = [nbformat.v4.new_output("execute_result", data=data, execution_count=1)]
    return determine_grade(cell)


@pytest.mark.parametrize(
    "returned, said",
    [
        (None, "why returned None; expected your words and your points"),
        (LONG, "why returned text; expected your words and your points"),
        (("Because.", 4), "Your answer has 1 words, and it takes at least 15"),
        ((3, 4), "The first thing that why returns is an int; expected text."),
        ((LONG, 5), "You give yourself 5; expected a number from 0 to 4."),
        ((LONG, float("nan")), "You give yourself nan; expected"),
        ((LONG, "all"), "You give yourself text; expected"),
    ],
)
def test_words_or_marks_that_can_not_be(asked, returned, said):
    """Each is refused in words, and costs the points until it is mended."""
    assert said in asked("why", lambda: returned)


@pytest.mark.parametrize("name", ["why", "guess", "deal", "later", "nobody"])
def test_an_answer_builds_on_earlier_answers_alone(name):
    """Words, a guess, itself, what comes after it and a stranger are refused, by their names."""
    deal, later = replace(DEAL, builds_on=("shapes", name)), replace(FITS, name="later")
    said = f"deal builds on '{name}', which is none of the answers before it in toy. .*: shapes."
    with pytest.raises(ValueError, match=said):
        Assignment("toy", (WORDS, GUESS, FITS, deal, later))


@pytest.mark.parametrize("name", ["shapes", "deal", "why", "guess"])
def test_a_check_before_any_answer_exists_says_so(notebook, name):
    """Whatever kind of answer it is, and where it builds on others that are not there either."""
    deal = replace(DEAL, builds_on=("shapes",))
    notebook.put("check", Check(Assignment("toy", (WORDS, GUESS, FITS, deal))))
    assert f"There is no function called {name} yet." in notebook.refusal(f'check("{name}")')

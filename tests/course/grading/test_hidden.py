"""A student reads the notebook as it was released, and no line of a hidden test anywhere."""

import json

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from traitlets.config import Config

from course.grading.hidden import INSTEAD, WITHHELD, release

SEEN = 'assert one() > 0, "above zero"'
HIDDEN = "assert one() == 1, 'one'"
CHECK = f"{SEEN}\n### BEGIN HIDDEN TESTS\nassert one() == 1, 'one'\nx = 1\n### END HIDDEN TESTS"
# What `execute.py` makes of it: the check's names are taken from elsewhere, the comments are gone.
FRAMES = [
    "\x1b[31m------\x1b[39m",
    "AssertionError      Traceback (most recent call last)",
    f"Cell \x1b[32mIn[2]\x1b[39m, line 2\n      1 {SEEN}\n----> 2 {HIDDEN}\n      3 x = 1",
    "Cell \x1b[32mIn[1]\x1b[39m, line 2, in one()\n----> 2     return 1 / 0",
    "File /somewhere/library.py:12, in inner()\n---> 12 raise",
]


def about(**settings):
    plain = {"grade": False, "solution": False, "locked": False, "task": False, "points": 1}
    return {"nbgrader": plain | {"grade_id": "one-check"} | settings}


def graded(*outputs, own=()):
    """A graded notebook: the student's cell, then a check that showed these outputs."""
    answer = new_code_cell(
        "def one():\n    return 1 / 0",
        metadata=about(solution=True, grade_id="one"),
        execution_count=1,
        outputs=[*own],
    )
    check = new_code_cell(
        CHECK, metadata=about(grade=True, locked=True), execution_count=2, outputs=[*outputs]
    )
    return new_notebook(cells=[answer, check])


def error(kind, words, frames=FRAMES):
    return new_output("error", ename=kind, evalue=words, traceback=[*frames, f"{kind}: {words}"])


def released(notebook):
    release(notebook, Config())
    return notebook


def test_a_check_stands_as_it_was_released():
    """The hidden part is cut out of the cell with its marks."""
    assert released(graded()).cells[1].source == SEEN


def test_a_check_with_a_magic_line_is_cut_too():
    """It is no Python, and hides what it hides."""
    notebook = graded(error("AssertionError", "one", []), own=[error("ValueError", HIDDEN)])
    notebook.cells[1].source = "%magic\n" + CHECK
    answer, check = released(notebook).cells
    assert check.source == "%magic\n" + SEEN
    assert check.outputs[0].traceback == [f"AssertionError: {WITHHELD}"]
    assert "one() == 1" not in json.dumps(answer)


def test_the_scheme_of_marks_is_cut_too():
    """What helps a person to mark a task is not for the student."""
    text = "Count.\n### BEGIN MARK SCHEME\n1 point for each.\n### END MARK SCHEME"
    task = new_markdown_cell(text, metadata=about(task=True, locked=True))
    assert released(new_notebook(cells=[task])).cells[0].source == "Count."


def test_a_students_own_marks_are_left_alone():
    """Only the instructor's cells are cut: a mark without an end breaks nothing."""
    own = new_code_cell("### BEGIN HIDDEN TESTS", metadata=about(solution=True))
    assert released(new_notebook(cells=[own])).cells[0].source == "### BEGIN HIDDEN TESTS"


def test_an_error_keeps_the_students_own_lines():
    """Of a traceback the frames of the student's cells stay, and what kind of error it is."""
    (shown,) = released(graded(error("ZeroDivisionError", "division by zero"))).cells[1].outputs
    own = "Cell In[1], line 2, in one()\n----> 2     return 1 / 0"
    assert shown.traceback == [own, "ZeroDivisionError: division by zero"]


def test_the_words_of_a_hidden_test_are_withheld():
    """An assertion's own message is a line of its test."""
    (shown,) = released(graded(error("AssertionError", "one"))).cells[1].outputs
    assert shown.traceback[-1] == f"AssertionError: {WITHHELD}"


def test_a_test_that_is_seen_is_quoted():
    """A student has its line anyway, and its message is for them."""
    frame = f"Cell In[2], line 1\n----> 1 {SEEN}\n      2 {HIDDEN}"
    (shown,) = released(graded(error("AssertionError", "above zero", [frame]))).cells[1].outputs
    assert shown.traceback == [SEEN, "AssertionError: above zero"]


def test_the_checkers_message_is_left_whole():
    """It is written for the student, line by line."""
    said = new_output(
        "error", ename="CheckFailed", evalue="x", traceback=["one: not yet.", "", "  y"]
    )
    (shown,) = released(graded(said)).cells[1].outputs
    assert shown.traceback == ["one: not yet.", "", "  y"]


def test_words_that_stand_in_the_check_are_no_secret():
    """Also where nothing says which line failed."""
    (shown,) = released(graded(error("AssertionError", "above zero", []))).cells[1].outputs
    assert shown.traceback == ["AssertionError: above zero"]


def test_a_check_without_hidden_tests_keeps_its_words():
    """There is nothing to withhold."""
    notebook = graded(error("AssertionError", "it is 2", FRAMES[:2]))
    notebook.cells[1].source = SEEN
    assert released(notebook).cells[1].outputs[0].traceback == ["AssertionError: it is 2"]


def test_the_graders_own_words_stay():
    """A cell that took too long has them as its only line."""
    said = new_output("error", ename="DeadKernelError", evalue="x", traceback=["It took too long."])
    assert released(graded(said)).cells[1].outputs[0].traceback == ["It took too long."]


def test_what_an_error_says_only_in_its_traceback():
    """Time that ran out has no words but there."""
    said = error("CellTimeoutError", "", ["CellTimeoutError: No reply from kernel before timeout"])
    said.traceback.pop()
    (shown,) = released(graded(said)).cells[1].outputs
    assert shown.traceback == ["CellTimeoutError: No reply from kernel before timeout"]


@pytest.mark.parametrize(
    "leak",
    [
        new_output("stream", name="stdout", text=f"I found: {HIDDEN}\n"),
        new_output("stream", name="stdout", text=repr(CHECK)),
        new_output("execute_result", data={"text/plain": repr([CHECK])}),
        new_output("display_data", data={"text/html": "<pre>assert one() == 1, &#x27;one&#x27;"}),
        new_output("display_data", data={"text/markdown": f"`{HIDDEN}`"}),
        new_output("display_data", data={"image/svg+xml": f"<text>{HIDDEN}</text>"}),
        error("ValueError", f"found {HIDDEN}"),
        error("CheckFailed", HIDDEN),
    ],
    ids=["printed", "its repr", "a result", "html", "markdown", "svg", "an error", "a fake"],
)
def test_a_hidden_line_that_a_student_got_hold_of(leak):
    """It is not handed back, whether the student's cell shows it or the check."""
    for notebook in (graded(leak), graded(own=[leak])):
        text = json.dumps(released(notebook).cells)
        assert "one() == 1" not in text
        assert INSTEAD in text


def test_short_and_seen_lines_are_not_hunted():
    """`x = 1` is anybody's, and a line that is released is no secret."""
    said = new_output("stream", name="stdout", text=f"x = 1\n{SEEN}")
    assert released(graded(own=[said])).cells[0].outputs[0].text == f"x = 1\n{SEEN}"

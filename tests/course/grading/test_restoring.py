"""What the exercise gives is there when it is graded, whatever a learner deleted."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from course.grading.masters import Master, MasterCell
from course.grading.restoring import name_of, restored


def cell(name, source, **kind):
    settings = {"locked": True, "grade": False, "solution": False, "task": False} | kind
    return MasterCell(name, "code", source, "", points=2.0 if "grade" in kind else None, **settings)


MASTER = Master(
    "a",
    "a",
    (
        cell("setup", "import numpy as np"),
        cell("helper", "def helper(x):\n    return 2 * x"),
        cell("f-answer", "raise NotImplementedError()", locked=False, solution=True),
        cell("f", "assert f(1) == 2", grade=True),
    ),
    "",
)


def handed_in(*names):
    """A notebook that has these cells, and no others."""
    cells = [
        new_code_cell(one.source, metadata={"nbgrader": one.settings})
        for one in MASTER.cells
        if one.name in names
    ]
    return new_notebook(cells=cells)


def test_a_given_helper_is_put_back():
    """In its place, with a word on it; so an answer that uses it earns what it is worth."""
    notes = []
    nb = restored(handed_in("setup", "f-answer", "f"), MASTER, notes.append)
    assert [name_of(one) for one in nb.cells] == ["setup", "helper", "f-answer", "f"]
    assert nb.cells[1].source.endswith(MASTER.cells[1].source)
    assert "was missing from the submission" in nb.cells[1].source
    assert notes == ["put back the cell helper"]


@pytest.mark.parametrize(
    "there", [(), ("f-answer",), ("helper", "f-answer"), ("setup",), ("f", "f-answer")]
)
def test_it_stands_above_what_uses_it(there):
    """The first one, too; an answer that was deleted is nobody's to write."""
    nb = restored(handed_in(*there), MASTER, lambda note: None)
    wanted = [one.name for one in MASTER.cells if one.name in there or not one.solution]
    assert [name_of(one) for one in nb.cells] == wanted


def test_where_all_marks_are_lost_given_code_comes_first_and_checks_last():
    """An answer between them is found by what it defines."""
    nb = handed_in("f-answer")
    nb.cells[0].metadata.clear()
    names = [name_of(one) for one in restored(nb, MASTER, lambda note: None).cells]
    assert names == ["setup", "helper", "", "f"]

"""A first submission, written in rows, is what nbgrader's own way of entering it leaves."""

import os
import sys
from datetime import datetime
from pathlib import Path

import pytest
from nbgrader.api import Comment, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook

from course.grading.graded import Scores
from course.grading.recording import folder_of_result, name, parts, record

pytestmark = pytest.mark.whole  # nbgrader asks alembic for each gradebook
AT = datetime(2026, 3, 1, 12)
SCORES = {
    "one": Scores({"check": 2.0, "essay": None, "task": None}, {"answer": False, "task": True}),
    "two": Scores({"check": 0.0}, {"answer": True}),
}


@pytest.fixture
def gradebook(tmp_path, monkeypatch):
    """An assignment of two notebooks, with each kind of cell."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")  # for alembic
    with Gradebook(f"sqlite:///{tmp_path}/gradebook.db") as made:
        made.add_assignment("a")
        for notebook in ("one", "two"):
            made.add_notebook(notebook, "a")
            made.add_grade_cell("check", notebook, "a", max_score=2, cell_type="code")
            made.add_grade_cell("essay", notebook, "a", max_score=3, cell_type="markdown")
            made.add_solution_cell("answer", notebook, "a")
            made.add_solution_cell("essay", notebook, "a")
            made.add_task_cell("task", notebook, "a", max_score=1, cell_type="markdown")
        yield made


def rows(gradebook, student):
    """All that a gradebook holds of a student's submission, but for the numbers of its own."""
    entry = gradebook.find_submission("a", student)
    found = [(SubmittedAssignment, "", values(entry))]
    for notebook in entry.notebooks:
        found.append((SubmittedNotebook, notebook.name, values(notebook)))
        found += [(Grade, notebook.name + one.name, values(one)) for one in notebook.grades]
        found += [(Comment, notebook.name + one.name, values(one)) for one in notebook.comments]
    return sorted(found, key=lambda one: (one[0].__name__, one[1]))


def values(entry):
    columns = [one.key for one in entry.__table__.columns]
    return {key: getattr(entry, key) for key in columns if key not in OWN}


OWN = ("id", "student_id", "assignment_id", "notebook_id")


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # of nbgrader's own way
@pytest.mark.parametrize("scores", [SCORES, {"two": SCORES["two"]}, {}])
@pytest.mark.parametrize("when", [AT, None])
def test_it_is_what_nbgrader_enters(gradebook, scores, when):
    """Of all notebooks, of one, and of none; with a time and without."""
    every = parts(gradebook, "a")
    name(gradebook, ["new", "old"])
    gradebook.add_submission("a", "old", **({"timestamp": when} if when else {}))
    entry, before = record(gradebook, "a", "new", when, scores, every)
    other, _ = record(gradebook, "a", "old", when, scores, every)
    assert rows(gradebook, "new") == rows(gradebook, "old")
    assert (entry.score, before) == (other.score, None)


def test_a_second_time_it_is_the_same_entry(gradebook):
    """Whose score before is said; a person's mark stays, and waits for that person."""
    every = parts(gradebook, "a")
    name(gradebook, ["new"])
    record(gradebook, "a", "new", AT, {"two": SCORES["two"]}, every)
    gradebook.find_grade("essay", "two", "a", "new").manual_score = 3
    entry, before = record(gradebook, "a", "new", None, SCORES, every)
    assert (before, entry.score, entry.timestamp) == (3.0, 5.0, None)  # that nobody knows now
    assert len(gradebook.assignment_submissions("a")) == 1
    essay = gradebook.find_grade("essay", "two", "a", "new")
    assert (essay.manual_score, essay.needs_manual_grade) == (3.0, True)


def test_names_are_entered_once(gradebook):
    """Of those whom the gradebook knows nothing is changed."""
    gradebook.add_student("ada", first_name="Ada")
    name(gradebook, ["ada", "bob"])
    name(gradebook, ["ada", "bob"])
    name(gradebook, [])
    assert sorted(one.id for one in gradebook.students) == ["ada", "bob"]
    assert gradebook.find_student("ada").first_name == "Ada"


def test_two_batches_at_once_keep_out_of_each_others_way(tmp_path):
    """One is at another assignment of the same student: what it is writing is no half of mine."""
    for assignment in ("affine", "affine-2"):
        (tmp_path / assignment).mkdir()
        (tmp_path / assignment / "old").write_text("old")
    with folder_of_result(tmp_path / "affine") as one:
        (one / "new").write_text("one")
        with folder_of_result(tmp_path / "affine-2") as other:
            (other / "new").write_text("other")
    lies = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert lies == {"affine/new", "affine-2/new"}

"""What a batch notes of what it read: nothing that came later is taken for graded."""

import pytest
from points_given import give

from course.grading import ledger

NAME = "count"


@pytest.fixture
def file(course, monkeypatch):
    """The gradebook's file, of a course in whose folder we are."""
    monkeypatch.chdir(course.root)
    with course.gradebook() as gradebook:
        give(gradebook, NAME, "ada", {"one-check": 2})
    yield course.root / "classroom/gradebook.db"
    ledger.forget(NAME)


@pytest.fixture
def folder(tmp_path):
    """What is read."""
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada/count.ipynb").write_text("first")
    return tmp_path


def noted(file, folder, meanwhile=lambda: None, students=("ada",)):
    """Is all current, after a batch that read the folder, and this meanwhile?"""
    note = ledger.Note(NAME, str(file))
    note.look([folder / "ada"], [folder])
    meanwhile()
    note.write([], students)
    return ledger.is_current(NAME)


def test_what_is_as_it_was_read_is_current(file, folder):
    assert noted(file, folder)


def test_what_is_replaced_meanwhile_is_not(file, folder):
    """The batch had read the one before."""
    assert not noted(file, folder, lambda: (folder / "ada/count.ipynb").write_text("another"))


def test_who_comes_meanwhile_is_not(file, folder):
    assert not noted(file, folder, (folder / "bob").mkdir)


def test_what_goes_meanwhile_is_no_error(file, folder):
    assert not noted(file, folder, lambda: (folder / "ada").rename(folder / "elsewhere"))


def test_who_is_not_in_the_gradebook_is_not(file, folder):
    assert not noted(file, folder, students=("ada", "bob"))


def test_a_release_is_seen(course, file, folder, small_solution):
    """No file of those that were read changes by it, but the gradebook does."""
    assert noted(file, folder)
    with course.gradebook() as gradebook:
        gradebook.find_source_cell("one-check", NAME, NAME).source += "\nassert True"
        gradebook.db.commit()
    assert not ledger.is_current(NAME)
    assert noted(file, folder)
    with course.gradebook() as gradebook:
        gradebook.find_grade_cell("one-check", NAME, NAME).max_score += 1
        gradebook.db.commit()
    assert not ledger.is_current(NAME)


def test_marks_by_hand_leave_it_current(course, file, folder):
    assert noted(file, folder)
    with course.gradebook() as gradebook:
        gradebook.find_grade("words", NAME, NAME, "ada").manual_score = 2
        gradebook.db.commit()
    assert ledger.is_current(NAME)


def test_a_gradebook_that_is_no_file_is_not_noted(file, folder):
    """A server is not asked, so nothing is known of it."""
    assert not noted("", folder)

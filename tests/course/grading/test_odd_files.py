"""What a batch finds and cannot read is one student's odd case: all the others are graded."""

import os
from pathlib import Path

import pytest

from course.grading import pool, verdicts
from course.grading.batch import Batch
from course.grading.execute import settings_of
from course.grading.graded import Graded, Scores
from course.grading.recording import FOLDER
from course.grading.release import load_config

NAME = "count"
CLASS = ("ada", "bob", "cat")


@pytest.fixture
def handed_in(course, small_solution, monkeypatch):
    """A class's folders, by name; nobody is graded. No notebook is run: each has two points."""
    monkeypatch.chdir(course.root)
    folders = {one: course.submit(one, NAME, small_solution) for one in CLASS}
    yield folders
    for one in CLASS:
        path = verdicts.path(FOLDER, NAME, one)
        for file in path.parent.glob(f"{one}.json*"):
            file.unlink()
    with course.gradebook() as gradebook:
        for one in gradebook.assignment_submissions(NAME):
            gradebook.remove_submission(NAME, one.student.id)


@pytest.fixture
def graded(course, handed_in, monkeypatch):
    """What comes of each: graded(meanwhile), which is done when the first has been run."""

    def grade(meanwhile=lambda: None):
        def run(jobs, by):
            for number, job in enumerate(jobs):
                if not number:
                    meanwhile()
                points = {NAME: Scores({"one-check": 2.0})}
                yield job, Graded({NAME: "{}"}, points)

        monkeypatch.setattr(pool, "graded", run)
        batch = Batch(course.root, load_config(course.root), NAME)
        found = batch.submissions()
        away = batch.turned_away(found)
        wanted = [one for one in found if one.called not in away and not batch.is_graded(one)]
        cases = batch.grade(wanted, None, settings_of(load_config(course.root)))
        return away | {one.student: one.notes[0] if one.notes else "" for one in cases}

    return grade


def closed(monkeypatch, method, wanted):
    """Let a method of paths say of these files that they can't be opened."""
    own = getattr(Path, method)

    def refused(path):
        if wanted in str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return own(path)

    monkeypatch.setattr(Path, method, refused)


@pytest.mark.parametrize("file", ["count.ipynb", "table.csv", "timestamp.txt"])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_file_that_cannot_be_opened(graded, handed_in, monkeypatch, file, is_first):
    """A notebook, or what lies beside it, of somebody new or of one who was graded before."""
    if not is_first:
        graded()
    path = handed_in["bob"] / file
    path.write_text(path.read_text() if path.exists() else "2026-01-01 10:00")
    handed_in["ada"].joinpath("more.txt").write_text("so that ada is graded in each case")
    closed(monkeypatch, "read_bytes", f"bob/count/{file}")
    said = graded()
    assert said.pop("ada") == "" and said.pop("cat", "") == ""
    assert said == {
        "bob": f"{path} cannot be opened (Permission denied). See that you may, or ask for a new "
        "copy."
    }


@pytest.mark.parametrize("method", ["exists", "is_file"])
def test_a_folder_that_cannot_be_opened(graded, monkeypatch, method):
    closed(monkeypatch, method, "submitted/bob/")
    said = graded()
    assert "cannot be opened (Permission denied)" in said["bob"]
    assert said["ada"] == said["cat"] == ""


def test_a_folder_that_is_moved_away_meanwhile(course, graded, handed_in, tmp_path):
    """Nobody has zero points for it: an earlier grade stays."""
    graded()
    for folder in handed_in.values():
        (folder / "more.txt").write_text("to be graded again")
    said = graded(lambda: handed_in["bob"].rename(tmp_path / "moved"))
    assert said == {
        "ada": "",
        "bob": f"There is no file {handed_in['bob']}/count.ipynb; its folder is gone. Rename or "
        "ask for it.",
        "cat": "",
    }
    assert course.scores() == dict.fromkeys(CLASS, 2)


def test_a_notebook_that_is_replaced_meanwhile_is_graded_again(graded, handed_in):
    """What was run is noted, and not what lies there by then."""
    notebook = handed_in["ada"] / "count.ipynb"
    assert graded(lambda: notebook.write_text(notebook.read_text() + " ")).keys() == set(CLASS)
    assert graded() == {"ada": ""}
    assert graded() == {}


@pytest.mark.parametrize("text", ["", '[{"submitted": "2026', "[1]", "{}"])
def test_a_damaged_record_is_set_aside(graded, text):
    """Its student is graded anew, and it is said what is lost; the next time it has a number."""
    graded()
    file = verdicts.path(FOLDER, NAME, "bob")
    for place in ("bob.json.damaged", "bob.json.damaged 2"):
        file.write_text(text)
        (note,) = (said := graded()).values()
        assert said.keys() == {"bob"}
        if text != "{}":  # which says of nobody that anything was graded
            assert note.startswith(f"{file} was damaged (") and f" and is now {place};" in note
            assert file.with_name(place).read_text() == text
        assert len(verdicts.load(file)) == 1
    assert graded() == {}


def test_a_name_that_is_not_in_utf_8(course, graded):
    """It is shown with the number of its letter, and the gradebook is spared it."""
    folder = os.fsencode(course.root / "classroom/submitted") + b"/M\xfcller/count"
    os.makedirs(folder)
    said = graded()
    assert said.pop("M\\xfcller").startswith("The folder's name is not in UTF-8")
    assert said == dict.fromkeys(CLASS, "")
    with course.gradebook() as gradebook:
        assert {one.id for one in gradebook.students} == set(CLASS)
    os.removedirs(folder)


def test_a_file_whose_name_is_not_in_utf_8(course, graded, handed_in):
    """Where the notebook should be it is named as above; beside the notebook it is no matter."""
    odd = b"/M\xfcller.ipynb"
    for student in ("ada", "bob"):
        with open(os.fsencode(handed_in[student]) + odd, "w") as file:
            file.write("a copy")
    (handed_in["bob"] / "count.ipynb").unlink()
    said = graded()
    assert "the folder holds M\\xfcller.ipynb." in said.pop("bob")
    assert said == {"ada": "", "cat": ""}

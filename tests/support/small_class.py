"""A class of a few, each with something of their own, and all that grading leaves behind."""

import json
import shutil

import nbformat
from sqlalchemy import inspect

NAME = "count"
DUE = "2026-01-02 00:00:00"
EARLY, LATE = "2026-01-01 10:00:00 UTC", "2026-01-05 10:00:00 UTC"
SETTINGS = """
c.GradualLateness.share_per_day = 0.1
"""
RIGHT = {
    name: f"def {name}():\n    return {value}"
    for value, name in enumerate(("one", "two", "three"), 1)
}
WRONG = RIGHT | {"two": "print('a line')\ndef two():\n    return 22"}
LOUD = RIGHT | {"one": "import sys\nprint(*range(2000), sep='\\n')\n" + RIGHT["one"]}
IN_WORDS = {"words": "Because it comes next."}


def hand_in(course, exercise, fill):
    """The class's submissions of the small assignment; the names of the students."""
    notebooks = {
        "ada": (fill(exercise, RIGHT | IN_WORDS), EARLY),
        "bob": (exercise, EARLY),
        "cat": (fill(exercise, WRONG), None),
        "dan": (fill(exercise, RIGHT | IN_WORDS), LATE),
        "eve": (_without(fill(exercise, RIGHT), "two", "two-check", "aloud"), EARLY),
        "fay": (_odd(fill(exercise, RIGHT)), "no time"),
        "guy": (fill(exercise, LOUD), EARLY),
        "hal": (fill(exercise, RIGHT | {"three": "import os\nos._exit(1)"}), EARLY),
    }
    for student, (notebook, at) in notebooks.items():
        folder = course.submit(student, NAME, notebook, at=at)
        (folder / "data").mkdir()
        for name in ("notes.txt", "data/mine.csv", "mine.db", "other.ipynb", "old.pyc"):
            (folder / name).write_text(student)
    return list(notebooks)


def _without(notebook, *names):
    cells = [one for one in notebook.cells if one.metadata.nbgrader.grade_id not in names]
    return nbformat.from_dict({**notebook, "cells": cells})


def _odd(notebook):
    """A cell copied, one of another type, one more, and settings lost."""
    cells = notebook.cells
    cells.insert(3, nbformat.from_dict({**cells[1], "id": "copied", "source": "1 / 0"}))
    cells.append(nbformat.v4.new_code_cell("print('mine')\n2 + 2", id="mine"))
    del cells[5].metadata["nbgrader"]["points"]
    cells[1].metadata |= {"tags": ["mine"], "scrolled": True}
    notebook.metadata |= {"language_info": {"name": "python"}, "mine": {"is": "here"}}
    return notebook


def grade(course, *arguments, assignment=NAME, status=0):
    """Grade by our own command, in a process of its own; what it says."""
    done = course.grade(assignment, *arguments, status=status)
    return done.stdout + done.stderr


def gradebook(gradebook):
    """All that a gradebook holds of submissions but the numbers of its rows: {where: columns}."""
    found = {}
    for submission in (one for each in gradebook.assignments for one in each.submissions):
        where = submission.name, submission.student.id
        found[where] = _columns(submission)
        for notebook in submission.notebooks:
            found[*where, notebook.name] = _columns(notebook)
            for grade in notebook.grades:
                found[*where, notebook.name, "grade", grade.name] = _columns(grade)
            for comment in notebook.comments:
                found[*where, notebook.name, "comment", comment.name] = _columns(comment)
    return found


def _columns(row):
    names = [column.key for column in inspect(type(row)).column_attrs]
    return {name: getattr(row, name) for name in names if name.split("_")[-1] != "id"}


def autograded(root):
    """The files of graded notebooks, with their rights: {path: (bytes, rights)}."""
    return _files(root, "autograded")


def verdicts(root):
    """What the checks said: {path: text}."""
    return {path: json.loads(data) for path, (data, _) in _files(root, "verdicts").items()}


def _files(root, name):
    top = root / "classroom" / name
    paths = sorted(path for path in top.rglob("*") if path.is_file())
    return {
        str(path.relative_to(top)): (path.read_bytes(), path.stat().st_mode & 0o777)
        for path in paths
    }


def everything(course):
    """Whatever grading leaves behind that is about people."""
    with course.gradebook() as opened:
        return gradebook(opened), autograded(course.root), verdicts(course.root)


def forget(course):
    """As if nobody had been graded yet."""
    with course.gradebook() as opened:
        for submission in opened.assignment_submissions(NAME):
            opened.remove_submission(NAME, submission.student.id)
    for name in ("autograded", "verdicts", "graded"):
        shutil.rmtree(course.root / "classroom" / name, ignore_errors=True)

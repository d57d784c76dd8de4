"""Notebooks damaged by chance: nothing crashes, nobody is lost, and what is whole keeps its points.

Each number makes the same damage each time. `make proof` grades all of them.
"""

import json
from pathlib import Path

import nbformat
import pytest
from damaging import KINDS, damaged
from nbgrader.api import MissingEntry
from nbgrader_course import Course

from course.grading.reading import decoded
from course.grading.restoring import name_of

pytestmark = pytest.mark.whole

NAME = "count"
WORDS = ("one", "two", "three")
SAMPLE, ALL = range(25), range(500)
ROOT = Path(__file__).parents[3]


def solved(small_solution):
    notebook = nbformat.from_dict(small_solution)
    for number, word in enumerate(WORDS, 1):
        cell = next(c for c in notebook.cells if c.metadata.nbgrader.grade_id == word)
        cell.source = f"def {word}():\n    return {number}"
    return notebook


class Batch:
    """A class of so many damaged notebooks, and an untouched one, graded."""

    def __init__(self, root, small_solution, numbers):
        self.course = Course(root)
        self.course.add_solution(small_solution, NAME)
        self.course.release_here(NAME)
        self.whole, self.data, self.kinds = solved(small_solution), {}, {}
        for number in numbers:
            self.data[f"s{number}"], self.kinds[f"s{number}"] = damaged(self.whole, number)
        for student, data in self.data.items():
            self.course.submit(student, NAME, data)
        self.course.submit("zoe", NAME, self.whole)
        upside_down = nbformat.from_dict(self.whole | {"cells": self.whole.cells[::-1]})
        self.course.submit("yan", NAME, upside_down)
        self.said = self.graded()

    def graded(self):
        """What the command says."""
        return self.course.grade(NAME, env={"PYTHONPATH": str(ROOT)}).stdout

    def points(self, student):
        """The points of a student by check; None for one who is not graded."""
        try:
            return {n: score for n, (score, _) in self.course.grades(student, NAME).items()}
        except MissingEntry:
            return None

    def is_named(self, student):
        return f"NOT GRADED: student '{student}'." in self.said


@pytest.fixture(scope="module", params=[SAMPLE, pytest.param(ALL, marks=pytest.mark.proof)])
def batch(request, tmp_path_factory, small_solution):
    return Batch(tmp_path_factory.mktemp("damaged"), small_solution, request.param)


def test_every_kind_of_damage_is_there(batch):
    met = {name for names in batch.kinds.values() for name in names}
    assert met == KINDS.keys() or len(batch.data) == len(SAMPLE)


def test_everyone_is_graded_or_named(batch):
    """Both at once is as wrong as neither."""
    for student in batch.data:
        graded = batch.points(student) is not None
        assert graded != batch.is_named(student), (student, batch.kinds[student])


@pytest.mark.parametrize("student", ["zoe", "yan"])
def test_who_handed_in_all_cells_in_any_order_has_all_points(batch, student):
    assert [batch.points(student)[f"{word}-check"] for word in WORDS] == [2, 2, 2]


def test_a_right_answer_that_is_whole_keeps_its_points(batch):
    """Its cell is there once, with its settings, as it was written, and the notebook is one."""
    kept = 0
    for student, data in batch.data.items():
        points = batch.points(student)
        for word in whole_answers(data, batch.whole) if points else ():
            assert points[f"{word}-check"] == 2, (student, word, batch.kinds[student])
            kept += 1
    assert kept > len(batch.data)  # of three answers each


def whole_answers(data, whole):
    """The answers that are in a notebook as they were handed in, and there only once."""
    asked = {c.metadata.nbgrader.grade_id: c.source for c in whole.cells}
    try:
        cells = json.loads(decoded(data))["cells"]
        sources = [
            (c["metadata"]["nbgrader"]["grade_id"], c) for c in cells if "nbgrader" in str(c)
        ]
    except (ValueError, KeyError, TypeError):
        return []
    return [
        word for word in WORDS if [is_it(c, asked[word]) for n, c in sources if n == word] == [1]
    ]


def is_it(cell, source):
    return cell["cell_type"] == "code" and "".join(cell["source"]) == source


def test_what_was_graded_can_be_read(batch):
    for student in batch.data:
        if batch.points(student) is not None:
            cells = nbformat.reads(batch.course.autograded(student, NAME), as_version=4).cells
            assert {"one-check", "words", "aloud"} <= {name_of(cell) for cell in cells}

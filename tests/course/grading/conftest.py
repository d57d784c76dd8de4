"""A course of its own in a temporary folder, driven by nbgrader's own commands."""

import shutil

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader_course import Course


@pytest.fixture(scope="module")
def new_course(tmp_path_factory):
    """Make a course: new_course()."""
    courses = []

    def make():
        courses.append(Course(tmp_path_factory.mktemp("course")))
        return courses[-1]

    yield make
    for course in courses:
        shutil.rmtree(course.home)


@pytest.fixture(scope="session")
def fill():
    """A copy of a notebook with other text in named cells: fill(notebook, {grade_id: text})."""

    def filled(notebook, answers):
        notebook = nbformat.from_dict(notebook)
        cells = {c.metadata.get("nbgrader", {}).get("grade_id"): c for c in notebook.cells}
        for name, text in answers.items():
            cells[name]["source"] = text
        return notebook

    return filled


def _settings(grade_id, **changes):
    plain = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    return {"nbgrader": {**plain, "grade_id": grade_id, **changes}}


def _answer_and_check(name, value):
    answer = f"def {name}():\n    ### BEGIN SOLUTION\n    return {value}\n    ### END SOLUTION"
    check = (
        f"assert {name}() > 0\n### BEGIN HIDDEN TESTS\nassert {name}() == {value}\n"
        "### END HIDDEN TESTS"
    )
    check_settings = _settings(f"{name}-check", grade=True, locked=True, points=2)
    return [
        new_code_cell(answer, metadata=_settings(name, solution=True)),
        new_code_cell(check, metadata=check_settings),
    ]


@pytest.fixture(scope="session")
def small_solution():
    """Three answers of two points each, a question worth three, and a task worth one."""
    cells = [new_markdown_cell("# Count", metadata=_settings("title", locked=True))]
    for name, value in (("one", 1), ("two", 2), ("three", 3)):
        cells += _answer_and_check(name, value)
    words = _settings("words", grade=True, solution=True, points=3)
    cells.append(new_markdown_cell("Because four comes next.", metadata=words))
    aloud = _settings("aloud", task=True, locked=True, points=1)
    cells.append(new_markdown_cell("Count to three aloud.", metadata=aloud))
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


@pytest.fixture(scope="module")
def course(new_course, small_solution):
    """A course with the small assignment, "count", which its gradebook knows."""
    course = new_course()
    course.add_solution(small_solution, "count")
    course.run("generate_assignment", "count")
    return course

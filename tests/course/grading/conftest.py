"""A course of its own in a temporary folder, driven by nbgrader's own commands."""

import csv
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

REPOSITORY = Path(__file__).parents[3]


class Course:
    """The repository's settings, and assignments, in a folder where nothing can be harmed."""

    def __init__(self, root):
        self.root = root
        # A socket's path must be short, and pytest's folders are deep.
        self.home = Path(tempfile.mkdtemp(prefix="nb"))
        self.env = {**os.environ, "PYTHONUNBUFFERED": "1"}
        for name in ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR"):
            self.env[f"JUPYTER_{name}"] = str(self.home / name)
        self.env["IPYTHONDIR"] = str(self.home / "ipython")
        shutil.copy(REPOSITORY / "nbgrader_config.py", root)

    def run(self, command, *arguments, status=0, cwd=None):
        """Run an nbgrader command in the course's root; its output, if it ends as expected."""
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", command, *arguments],
            cwd=cwd or self.root,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
        )
        assert done.returncode == status, done.stdout
        return done.stdout

    @property
    def sockets(self):
        """Kernels talk through files here: two test runs at once must not fight for a port."""
        return ["--KernelManager.transport=ipc", f"--KernelManager.ip={self.home}/kernel"]

    def autograde(self, assignment, *arguments, status=0):
        return self.run("autograde", assignment, *self.sockets, *arguments, status=status)

    def add_solution(self, notebook, assignment):
        folder = self.root / "solutions" / assignment
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{assignment}.ipynb")

    def exercise(self, assignment):
        path = self.root / "exercises" / assignment / f"{assignment}.ipynb"
        return nbformat.read(path, as_version=4)

    def submit(self, student, assignment, content, name=None, at=None):
        """Lay a file (a notebook, text or bytes) into a student's folder; earlier ones go."""
        folder = self.root / "classroom/submitted" / student / assignment
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        if isinstance(content, nbformat.NotebookNode):
            content = nbformat.writes(content)
        if isinstance(content, str):
            content = content.encode()
        if content is not None:
            (folder / (name or f"{assignment}.ipynb")).write_bytes(content)
        if at:
            (folder / "timestamp.txt").write_text(at)
        return folder

    def gradebook(self):
        return Gradebook(f"sqlite:///{self.root}/classroom/gradebook.db")

    def grades(self, student, assignment):
        """Every grade in the gradebook: {grade_id: (points, needs a person)}."""
        with self.gradebook() as gradebook:
            submission = gradebook.find_submission_notebook(assignment, assignment, student)
            return {g.name: (g.score, g.needs_manual_grade) for g in submission.grades}

    def scores(self):
        """The gradebook's total for each student who has a submission."""
        with self.gradebook() as gradebook:
            return {s.student_id: s.score for a in gradebook.assignments for s in a.submissions}

    def time_of(self, student, assignment):
        """When the graded submission was handed in, as its file of the time says it."""
        with self.gradebook() as gradebook:
            return f"{gradebook.find_submission(assignment, student).timestamp} UTC"

    def exported(self):
        """The rows of `nbgrader export`: {student: row}."""
        self.run("export")
        with open(self.root / "grades.csv", newline="") as file:
            return {row["student_id"]: row for row in csv.DictReader(file)}

    def autograded(self, student, assignment):
        """What the student's file looks like after grading."""
        folder = self.root / "classroom/autograded" / student / assignment
        return (folder / f"{assignment}.ipynb").read_text()


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

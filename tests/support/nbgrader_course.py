"""A course of its own in a temporary folder, driven by nbgrader's commands or without them."""

import csv
import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from unittest.mock import patch

import nbformat
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory

from course.grading.autograde import CarefulAutograde
from course.grading.folders import CarefulRelease
from course.grading.gradebook import address
from course.grading.release import load_config

REPOSITORY = Path(__file__).parents[2]


def grading(assignment, *arguments):
    """Our own command that grades."""
    return [sys.executable, "-m", "course.grading.grade", assignment, *arguments]


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
        root.mkdir(exist_ok=True)
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

    def grade(self, assignment, *arguments, status=0, env=None):
        """Run our own command that grades, in a process of its own; how it ended, as expected."""
        done = subprocess.run(
            grading(assignment, *arguments),
            cwd=self.root,
            env=self.env | (env or {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done

    @property
    def sockets(self):
        """Kernels talk through files here: two test runs at once must not fight for a port."""
        return ["--KernelManager.transport=ipc", f"--KernelManager.ip={self.home}/kernel"]

    def autograde(self, assignment, *arguments, status=0):
        return self.run("autograde", assignment, *self.sockets, *arguments, status=status)

    def release_here(self, assignment):
        """What the command generate_assignment does, in this process: it is loaded already."""
        self._convert(CarefulRelease, load_config(self.root), assignment)

    def autograde_here(self, assignment, student="*", seconds=None):
        """What the command autograde does, in this process; `seconds` are a cell's."""
        config = load_config(self.root)
        if seconds:
            config.JailedExecute.cell_seconds = seconds
        self._convert(CarefulAutograde, config, assignment, student_id=student)

    def _convert(self, converter, config, assignment, **which):
        """Run one of nbgrader's converters as its command does; it raises if that would fail."""
        env = self.env | {"PATH": os.environ["PATH"]}  # the settings have put alembic there
        with patch.dict(os.environ, env), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a command goes on after a warning
            folders = CourseDirectory(
                config=config, root=str(self.root), assignment_id=assignment, **which
            )
            converter(coursedir=folders, config=config).start()

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
        return Gradebook(address(self.root / "classroom/gradebook.db"))

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
        with open(self.root / "classroom/grades.csv", newline="") as file:
            return {row["student_id"]: row for row in csv.DictReader(file)}

    def autograded(self, student, assignment):
        """What the student's file looks like after grading."""
        folder = self.root / "classroom/autograded" / student / assignment
        return (folder / f"{assignment}.ipynb").read_text()

"""What lateness costs: hours of grace, a share of the score for each day begun, and a cap.

    python -m course.grading.lateness backprop

reckons it anew for all who handed in, after points were given by hand or a rule was changed.
"""

import argparse
import math
import shlex
import sys
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_notebook
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties
from traitlets import Float, Unicode
from traitlets.config import Config

from course.grading.export import is_graded
from course.grading.extensions import ExtensionError, grant, read, unknown
from course.grading.release import ReleaseError, load_config

DAY = 24 * 60 * 60  # seconds


class GradualLateness(LateSubmissionPlugin):
    """Lateness takes a share of what was reached, more of it with each day; by default nothing."""

    grace_hours = Float(0.0, min=0.0, help="Hours after the date without a penalty.").tag(
        config=True
    )
    share_per_day = Float(
        0.0,
        min=0.0,
        max=1.0,
        help="The part of the score that each day begun after the grace hours takes.",
    ).tag(config=True)
    cap = Float(1.0, min=0.0, max=1.0, help="The largest part of the score that is taken.").tag(
        config=True
    )

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """The points to take away; None within the grace."""
        days = math.ceil((total_seconds_late - 60 * 60 * self.grace_hours) / DAY)
        if days <= 0:
            return None
        return round(score * min(self.cap, days * self.share_per_day), 2)


class LatePenalties(AssignLatePenalties):
    """nbgrader's step, which first writes down the extension that the student has.

    As long as there is no table, extensions that were given in nbgrader's own way stay.
    """

    extensions = Unicode("classroom/extensions.csv", help="The table of extensions.").tag(
        config=True
    )
    timezone = Unicode("UTC", help="The zone in whose days extensions are counted.").tag(
        config=True
    )

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        ids = resources["nbgrader"]
        if (file := Path(self.extensions)).exists():
            whose = ids["student"], ids["assignment"]
            with Gradebook(ids["db_url"]) as gradebook:
                grant(gradebook, read(file), *whose, self.timezone)
        return super().preprocess(nb, resources)


def reckon(config: Config, assignment: str, student: str) -> tuple[float, float]:
    """Reckon the penalty of a graded submission anew; what it was, and what it is."""
    address = config.CourseDirectory.db_url
    with Gradebook(address) as gradebook:
        submission = gradebook.find_submission(assignment, student)
        before = submission.late_submission_penalty
        notebooks = [notebook.name for notebook in submission.notebooks]
    for notebook in notebooks:
        ids = {"notebook": notebook, "assignment": assignment, "student": student}
        # The step reads no cells: what was handed in need not be there.
        step = LatePenalties(config=config)
        step.preprocess(new_notebook(), {"nbgrader": ids | {"db_url": address}})
    with Gradebook(address) as gradebook:
        return before, gradebook.find_submission(assignment, student).late_submission_penalty


def slips(config: Config) -> list[str]:
    """What the table of extensions says of nobody, in lines."""
    file = Path(LatePenalties(config=config).extensions)
    with Gradebook(config.CourseDirectory.db_url) as gradebook:
        return unknown(gradebook, file, read(file))


def graded(config: Config, assignment: str) -> list[str]:
    """The students whose submission of the assignment has been graded."""
    with Gradebook(config.CourseDirectory.db_url) as gradebook:
        submissions = gradebook.find_assignment(assignment).submissions
        return sorted(one.student.id for one in submissions if is_graded(one))


def main(arguments: list[str] | None = None) -> int:
    """Reckon all penalties of an assignment anew, and say whose changed."""
    parser = argparse.ArgumentParser(prog="python -m course.grading.lateness")
    parser.add_argument("assignment")
    chosen = parser.parse_args(arguments)
    try:
        config = load_config(Path.cwd())
        for line in slips(config):
            print(line)
        students = graded(config, chosen.assignment)
        changes = {student: reckon(config, chosen.assignment, student) for student in students}
    except (ReleaseError, ExtensionError, MissingEntry) as error:
        print(f"No penalty was changed: {error}", file=sys.stderr)
        return 1
    if not students:
        name = chosen.assignment
        print(f"Nobody's {name} is graded: make grade ASSIGNMENT={shlex.quote(name)}")
        return 0
    changed = {student: both for student, both in changes.items() if both[0] != both[1]}
    for student, (before, after) in changed.items():
        print(f"{student}: the penalty was {before:g} and is {after:g}")
    print(f"{len(changed)} of {len(students)} penalties changed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

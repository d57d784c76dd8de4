"""`nbgrader export`, where what nobody has graded is not zero."""

import csv
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student, SubmittedAssignment
from nbgrader.plugins import CsvExportPlugin
from nbgrader.preprocessors import AssignLatePenalties
from traitlets import Enum, Unicode

from course.grading.attempts import Attempt, best, latest
from course.grading.verdicts import Damaged, load, path

NOT_GRADED = "not graded"
COLUMNS = (
    "assignment,duedate,timestamp,student_id,last_name,first_name,email,"
    "raw_score,late_submission_penalty,score,max_score"
).split(",")
# What a spreadsheet takes for a formula, and what of that no harm can come from.
FORMULA = re.compile(r"[=+\-@\t\r]")
HARMLESS = re.compile(r"[\w.@+ -]*")


class HonestExport(CsvExportPlugin):
    """nbgrader's table; a comma in a name stays in its column."""

    attempts = Enum(
        ("latest", "best"),
        "latest",
        help="Which notebook counts if a student handed in several.",
    ).tag(config=True)
    verdicts = Unicode(
        "classroom/verdicts", help="Where the points of all notebooks are kept."
    ).tag(config=True)

    def export(self, gradebook: Gradebook) -> None:
        destination = self.to or "classroom/grades.csv"
        self.log.info("Exporting grades to %s", destination)
        rows = list(self.rows(gradebook))  # if that fails, the earlier file is whole
        with open(destination, "w", newline="", encoding="utf-8") as file:
            table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            table.writeheader()
            for one in rows:
                table.writerow({name: guarded(value) for name, value in one.items()})

    def rows(self, gradebook: Gradebook) -> Iterator[dict[str, Any]]:
        """What is exported of each chosen student and assignment."""
        for assignment in gradebook.assignments:
            for student in gradebook.students:
                if self._is_wanted(assignment, student):
                    yield row(gradebook, assignment, student, self.counted)

    def counted(self, submission: SubmittedAssignment) -> Attempt:
        """The attempt that counts, by the setting."""
        if self.attempts == "latest":
            return latest(submission)
        kept = path(Path(self.verdicts), submission.name, submission.student.id)
        step = AssignLatePenalties(config=self.config)
        step.init_plugin()
        try:
            gradings = load(kept)
        except Damaged as error:
            sys.exit(f"{error}: python -m course.grading.grade {submission.name}")
        return best(submission, gradings, step.plugin_inst.late_submission_penalty)

    def _is_wanted(self, assignment, student):
        return (not self.assignment or assignment.name in map(str, self.assignment)) and (
            not self.student or student.id in map(str, self.student)
        )


def guarded(value: Any) -> Any:
    """A cell's value; a text that a spreadsheet would run as a formula begins with an apostrophe.

    What may be an id (letters, digits, spaces and .@+-) stays as it is, whatever it begins with.
    """
    risky = isinstance(value, str) and FORMULA.match(value) and not HARMLESS.fullmatch(value)
    return f"'{value}" if risky else value


def row(
    gradebook: Gradebook,
    assignment: Assignment,
    student: Student,
    counted: Callable[[SubmittedAssignment], Attempt] = latest,
) -> dict[str, Any]:
    """What is exported of one student and assignment."""
    about = {name: getattr(student, name) for name in ("last_name", "first_name", "email")}
    about |= {"assignment": assignment.name, "duedate": assignment.duedate}
    about |= {"student_id": student.id, "max_score": assignment.max_score}
    about |= {"raw_score": NOT_GRADED, "score": NOT_GRADED}
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        return about
    about["timestamp"] = submission.timestamp
    if not is_graded(submission):
        return about
    attempt = counted(submission)
    about |= {"timestamp": attempt.submitted, "raw_score": attempt.points}
    return about | {"late_submission_penalty": attempt.penalty, "score": attempt.score}


def is_graded(submission: SubmittedAssignment) -> bool:
    """Has a run or a person given any points, be it zero?"""
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    return any(g.auto_score is not None or g.manual_score is not None for g in grades)

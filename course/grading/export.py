"""`nbgrader export`, where what nobody has graded is not zero."""

import csv
from typing import Any

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student, SubmittedAssignment
from nbgrader.plugins import CsvExportPlugin

NOT_GRADED = "not graded"
COLUMNS = (
    "assignment,duedate,timestamp,student_id,last_name,first_name,email,"
    "raw_score,late_submission_penalty,score,max_score"
).split(",")


class HonestExport(CsvExportPlugin):
    """nbgrader's table; a comma in a name stays in its column."""

    def export(self, gradebook: Gradebook) -> None:
        destination = self.to or "classroom/grades.csv"
        self.log.info("Exporting grades to %s", destination)
        with open(destination, "w", newline="", encoding="utf-8") as file:
            table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            table.writeheader()
            for assignment in gradebook.assignments:
                for student in gradebook.students:
                    if self._is_wanted(assignment, student):
                        table.writerow(row(gradebook, assignment, student))

    def _is_wanted(self, assignment, student):
        return (not self.assignment or assignment.name in map(str, self.assignment)) and (
            not self.student or student.id in map(str, self.student)
        )


def row(gradebook: Gradebook, assignment: Assignment, student: Student) -> dict[str, Any]:
    """What a student has for an assignment."""
    about = {name: getattr(student, name) for name in ("last_name", "first_name", "email")}
    about |= {"assignment": assignment.name, "duedate": assignment.duedate}
    about |= {"student_id": student.id, "max_score": assignment.max_score}
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        return about | {"raw_score": NOT_GRADED, "score": NOT_GRADED}
    about["timestamp"] = submission.timestamp
    if not is_graded(submission):
        return about | {"raw_score": NOT_GRADED, "score": NOT_GRADED}
    penalty = submission.late_submission_penalty
    about |= {"raw_score": submission.score, "late_submission_penalty": penalty}
    return about | {"score": max(0.0, submission.score - penalty)}


def is_graded(submission: SubmittedAssignment) -> bool:
    """Has a run or a person given any points, be it zero?"""
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    return any(g.auto_score is not None or g.manual_score is not None for g in grades)

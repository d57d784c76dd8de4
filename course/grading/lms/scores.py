"""What a learning platform is told of a class: points where there are any, and else nothing."""

from collections.abc import Iterable
from typing import Any

from nbgrader.api import Gradebook
from traitlets import Dict

from course.grading.export import NOT_GRADED, HonestExport, guarded

Told = dict[str, dict[str, Any]]  # {assignment: {student: what is exported}}


class PlatformExport(HonestExport):
    """What the exports for Canvas and for Moodle share."""

    titles = Dict(
        help="What the platform calls an assignment, where its name is another: {name: title}."
    ).tag(config=True)

    def told(self, gradebook: Gradebook) -> Told:
        """What is exported of those who have points; others keep what the platform holds.

        Whose id a spreadsheet would run as a formula is left out, and named.
        """
        told: Told = {}
        for one in self.rows(gradebook):
            of_one = told.setdefault(one["assignment"], {})
            if guarded(one["student_id"]) != one["student_id"]:
                self.log.warning("%r is left out: it would be a formula.", one["student_id"])
            elif one["score"] != NOT_GRADED:
                of_one[one["student_id"]] = one
        if not told:
            raise SystemExit("The gradebook has no student and assignment of those names.")
        self._say_who_waits(gradebook, told)
        return told

    def title(self, assignment: str) -> str:
        """What the platform calls an assignment."""
        return self.titles.get(assignment, assignment)

    def _say_who_waits(self, gradebook, told):
        for assignment, students in told.items():
            graded = [gradebook.find_submission(assignment, student) for student in students]
            if waiting := sum(submission.needs_manual_grade for submission in graded):
                self.log.warning(
                    "%s: %d still wait for points by hand; theirs are not final.",
                    *(assignment, waiting),
                )


def students_of(told: Told) -> list[str]:
    """The students who have points for any of the assignments, in the order of their ids."""
    return sorted({student for students in told.values() for student in students})


def points(score: float | None) -> str:
    """A number of points with no more digits than it has."""
    return "" if score is None else f"{round(score, 4):.10g}"


def score_of(told: Told, assignment: str, student: str) -> str:
    """What stands in a student's cell: points, or nothing where nobody has graded."""
    return points(told[assignment].get(student, {}).get("score"))


def listed(names: Iterable[str]) -> str:
    """Names in a sentence."""
    return ", ".join(sorted(names))

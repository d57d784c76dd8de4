"""Which of several attempts counts: what the machine gave for each, less what lateness takes.

The gradebook knows the latest attempt alone; `verdicts` keeps the points of all. What a person
gave by hand stands whichever attempt counts: nobody gave it for another one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from nbgrader.api import SubmittedAssignment

from course.grading.reading import time_of
from course.grading.verdicts import Grading

# nbgrader's `late_submission_penalty`: of a student's id, a score, and the seconds late.
Penalty = Callable[[str, float, float], float | None]


@dataclass(frozen=True)
class Attempt:
    """One notebook that was handed in: when (in UTC), its points, and what lateness takes."""

    submitted: datetime | None
    points: float
    penalty: float

    @property
    def score(self) -> float:
        """What remains of the points."""
        return max(0.0, self.points - self.penalty)


def latest(submission: SubmittedAssignment) -> Attempt:
    """The attempt that the gradebook holds."""
    penalty = submission.late_submission_penalty
    return Attempt(submission.timestamp, submission.score, penalty)


def best(submission: SubmittedAssignment, gradings: list[Grading], penalty: Penalty) -> Attempt:
    """The attempt with the highest score; of equal ones the one that the gradebook holds."""
    by_machine = {verdict.grade_id for one in gradings for verdict in one.verdicts}
    earlier = [_attempt(submission, one, by_machine, penalty) for one in gradings]
    return max([latest(submission), *earlier], key=lambda attempt: attempt.score)


def _attempt(submission, grading, by_machine, penalty):
    submitted = time_of(grading.submitted)
    points = _points(submission, grading, by_machine)
    late = seconds_late(submission, submitted)
    lost = (penalty(submission.student.id, points, late) or 0.0) if late else 0.0
    return Attempt(submitted, points, min(max(lost, 0.0), points))


def _points(submission, grading, by_machine):
    """The machine's points for that notebook, and a person's as they stand in the gradebook."""
    said = {verdict.grade_id: verdict for verdict in grading.verdicts}
    points = 0.0
    for grade in (grade for notebook in submission.notebooks for grade in notebook.grades):
        if grade.manual_score is None and grade.name in by_machine:
            points += _worth(said.get(grade.name), grade.max_score) + (grade.extra_credit or 0.0)
        else:
            points += grade.score
    return points


def _worth(verdict, most):
    """The points of a verdict where a question may be worth more now, or less, than it was."""
    if verdict is None or not verdict.most:
        return 0.0
    return verdict.points * most / verdict.most


def seconds_late(submission: SubmittedAssignment, submitted: datetime | None) -> float:
    """By how much a notebook of that time missed the date, with the student's extension."""
    if submitted is None or submission.assignment.duedate is None:
        return 0.0
    return max(0.0, (submitted - submission.duedate).total_seconds())

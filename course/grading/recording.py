"""Write what was graded: the notebook into its folder, the scores into nbgrader's gradebook.

The gradebook then holds what nbgrader's own autograde would have put there. One process does this,
a submission in one transaction.
"""

import contextlib
import shutil
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nbgrader.api import (
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from sqlalchemy import func, or_

from course.grading import verdicts
from course.grading.export import is_graded
from course.grading.graded import Scores
from course.grading.submissions import Seen, paths
from course.grading.verdicts import Grading, Verdict

READ_ONLY = 0o444
NO_RESPONSE = "No response."  # nbgrader's words for an answer that was left as it was given
UNFINISHED = ".grading-"
FOLDER = Path("classroom", "verdicts")  # of the course's folder, in which all commands run


@dataclass(frozen=True)
class Part:
    """A notebook of an assignment in the gradebook: its number and name, and the names of its cells
    that have points, and of those that have comments, by their numbers."""

    number: str
    name: str
    with_points: dict[str, str]
    with_comment: dict[str, str]


def parts(gradebook: Gradebook, assignment: str) -> list[Part]:
    """The notebooks of an assignment."""
    return [
        Part(
            one.id,
            one.name,
            {cell.id: cell.name for cell in [*one.grade_cells, *one.task_cells]},
            {cell.id: cell.name for cell in [*one.solution_cells, *one.task_cells]},
        )
        for one in gradebook.find_assignment(assignment).notebooks
    ]


def entered(gradebook: Gradebook, assignment: str) -> set[str]:
    """The students of whom a gradebook has a submission of an assignment."""
    about = SubmittedAssignment.assignment_id == gradebook.find_assignment(assignment).id
    return {one for (one,) in gradebook.db.query(SubmittedAssignment.student_id).filter(about)}


def rostered(gradebook: Gradebook) -> set[str]:
    """The students of whom a gradebook knows more than what their folder is called."""
    facts = (Student.first_name, Student.last_name, Student.email, Student.lms_user_id)
    known = or_(*(func.coalesce(fact, "") != "" for fact in facts))
    return {one for (one,) in gradebook.db.query(Student.id).filter(known)}


def name(gradebook: Gradebook, students: Iterable[str]) -> None:
    """Let the gradebook know of students, so that a table of grades names them."""
    known = {one for (one,) in gradebook.db.query(Student.id)}
    _insert(gradebook, Student, [{"id": one} for one in students if one not in known])
    gradebook.db.commit()


def record(
    gradebook: Gradebook,
    assignment: str,
    student: str,
    when: datetime | None,
    scores: dict[str, Scores],
    every: list[Part],
) -> tuple[SubmittedAssignment, float | None]:
    """Put the scores of a submission's notebooks into the gradebook: its entry, and the score that
    it had before, None if it had none.

    A score that a person gave stays, and waits for that person again. A notebook that was not
    handed in has no points, as nbgrader has it.
    """
    before = None
    try:
        entry = gradebook.find_submission(assignment, student)
    except MissingEntry:
        _enter(gradebook, assignment, student, when, scores, every)
        gradebook.db.commit()
        entry = gradebook.find_submission(assignment, student)
    else:
        before = entry.score if is_graded(entry) else None
        entry.timestamp = when  # that of what lies there now, be it unknown
        _renew(entry, scores, {one.name: one for one in every})
        gradebook.db.commit()
        gradebook.db.expire(entry)  # its sums are the database's
    return entry, before


def _enter(gradebook, assignment, student, when, scores, every):
    """Add the rows that nbgrader's add_submission adds, filled at once: to make an object of each
    takes ten times as long."""
    number = gradebook.find_assignment(assignment).id
    submission = {"id": new_uuid(), "assignment_id": number, "student_id": student}
    notebooks = [
        {"id": new_uuid(), "assignment_id": submission["id"], "notebook_id": one.number}
        for one in every
    ]
    grades, comments = [], []
    for one, notebook in zip(every, notebooks, strict=True):
        said = scores.get(one.name)
        for cell, name in one.with_points.items():
            row = {"notebook_id": notebook["id"], "cell_id": cell, **UNTOUCHED}
            grades.append(row | _points(said, name, None))
        for cell, name in one.with_comment.items():
            row = {"notebook_id": notebook["id"], "cell_id": cell, "auto_comment": None}
            comments.append(row | _comment(said, name))
    _insert(gradebook, SubmittedAssignment, [submission | {"timestamp": when}])
    for kind, rows in ((SubmittedNotebook, notebooks), (Grade, grades), (Comment, comments)):
        _insert(gradebook, kind, rows)


UNTOUCHED = {"auto_score": None, "needs_manual_grade": True}  # as nbgrader enters a cell


def _insert(gradebook, kind, rows):
    if rows:
        gradebook.db.execute(kind.__table__.insert(), rows)


def _renew(entry, scores, every):
    for notebook in entry.notebooks:
        notebook.late_submission_penalty = None
        part, said = every[notebook.name], scores.get(notebook.name)
        for grade in notebook.grades:
            _set(grade, _points(said, part.with_points[grade.cell_id], grade.manual_score))
        for comment in notebook.comments:
            _set(comment, _comment(said, part.with_comment[comment.cell_id]))


def _set(entry, values):
    for what, value in values.items():
        setattr(entry, what, value)


def _points(said, name, by_hand):
    """What is to be said of the points of a cell, of which a person may have given some."""
    if said is None:
        return {"auto_score": 0, "needs_manual_grade": False}
    if name not in said.points:
        return {}
    points = said.points[name]
    return {"auto_score": points, "needs_manual_grade": by_hand is not None or points is None}


def _comment(said, name):
    if said is None or name not in said.answered:
        return {}
    return {"auto_comment": None if said.answered[name] else NO_RESPONSE}


def keep_verdicts(
    assignment: str, student: str, seen: Seen, edition: str, said: list[Verdict]
) -> list[str]:
    """Keep what the checks said of a submission, as it was seen, for the reports on the class.

    What was odd about those that were kept before.
    """
    file = verdicts.path(FOLDER, assignment, student)
    odd = verdicts.set_aside(file)
    grading = Grading(seen.submitted, seen.notebook, edition, tuple(said), seen.beside)
    is_last = file.exists() and seen.since < file.stat().st_mtime_ns
    verdicts.keep(file, grading, is_last)
    return [odd] if odd else []


@contextlib.contextmanager
def folder_of_result(final: Path) -> Iterator[Path]:
    """A folder that takes the place of an earlier result when all is in it, and not before.

    It bears the assignment's name: another batch may be at another assignment of this student.
    """
    made = final.with_name(UNFINISHED + final.name)
    if made.exists():  # its batch was killed
        shutil.rmtree(made)
    new = made / "new"
    new.mkdir(parents=True)
    try:
        yield new
        if final.exists():
            final.rename(made / "old")
        new.rename(final)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def copy(source: Path, folder: Path, ignored: Collection[str]) -> None:
    """Copy all but notebooks into a folder, in the place of what is there."""
    for path in paths(source, [*ignored, "*.ipynb"]):
        target = folder / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        shutil.copyfile(path, target)
        target.chmod(READ_ONLY)


def write(folder: Path, notebooks: dict[str, str]) -> None:
    """Notebooks by their names, to be read and not written to."""
    for name, text in notebooks.items():
        path = folder / f"{name}.ipynb"
        path.write_text(text, "utf-8")
        path.chmod(READ_ONLY)

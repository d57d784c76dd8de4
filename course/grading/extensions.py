"""The table of extensions, `classroom/extensions.csv`: who has how many days more, and for what.

nbgrader keeps an extension with what was handed in, so it cannot hold one before that, nor one for
assignments to come. This table can; grading writes it into nbgrader's own terms. People write in it
by hand, too.
"""

import csv
import io
from argparse import ArgumentTypeError
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from nbgrader.api import Gradebook, Student

from course.grading.arguments import number_of_days
from course.grading.reading import plain_roster

EVERY = "*"  # in the place of an assignment: all of them, those to come too
COLUMNS = ["student", "assignment", "days"]
Extensions = dict[tuple[str, str], float]


class ExtensionError(Exception):
    """The table cannot be read, or something asked of it cannot be done. The message says why."""


def read(file: Path) -> Extensions:
    """The days of each student and assignment, {(student, assignment): days}.

    Raises ExtensionError for a line that says none, and where two lines say different things.
    """
    if not file.exists():
        return {}
    rows = list(csv.reader(io.StringIO(plain_roster(file.read_bytes()), newline="")))
    if rows[:1] != [COLUMNS]:
        raise ExtensionError(f"The first line of {file} has to be: {','.join(COLUMNS)}")
    return _agreed(file, rows[1:])


def _agreed(file, rows):
    extensions: Extensions = {}
    for who, days in (_entry(file, row) for row in rows):
        if extensions.setdefault(who, days) != days:
            raise ExtensionError(
                f"{file} gives {said(*who)} {extensions[who]:g} days in one line and {days:g} in "
                "another: keep the one that holds"
            )
    return extensions


def _entry(file, row):
    try:
        student, assignment, days = row
        return (student, assignment), number_of_days(days)
    except (ValueError, ArgumentTypeError):
        raise ExtensionError(
            f"{file} has a line that is not student, assignment, number of days: {','.join(row)}"
        ) from None


def write(file: Path, extensions: Extensions) -> None:
    """Put the table in the place of the one before, in one step."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(file.name + ".new")
    with new.open("w", newline="", encoding="utf-8") as opened:
        lines = csv.writer(opened, lineterminator="\n")
        lines.writerow(COLUMNS)
        lines.writerows([*key, f"{days:g}"] for key, days in sorted(extensions.items()))
    new.replace(file)


def said(student: str, assignment: str) -> str:
    """Whose days they are, and for what, in words."""
    return f"{student}, {'all assignments' if assignment == EVERY else assignment}"


def days_for(extensions: Extensions, student: str, assignment: str) -> float | None:
    """A student's days for an assignment: what was given for it, or else for all of them."""
    return extensions.get((student, assignment), extensions.get((student, EVERY)))


def grant(
    gradebook: Gradebook, extensions: Extensions, student: str, assignment: str, zone: str
) -> None:
    """Write a student's days into what the gradebook holds of the student's submission.

    Who is not in the table has none: a line that was taken out no longer counts. An assignment
    without a date has none to move, and nbgrader would stop there with an error.
    """
    due = gradebook.find_assignment(assignment).duedate
    if due is not None:
        more = later(due, days_for(extensions, student, assignment) or 0, ZoneInfo(zone))
        gradebook.grant_extension(assignment, student, minutes=more / timedelta(minutes=1))


def later(due: datetime, days: float, zone: ZoneInfo) -> timedelta:
    """How much later a date in UTC is by days on a zone's clocks: where they are changed on the
    way, it is due at the same hour all the same."""
    local = due.replace(tzinfo=UTC).astimezone(zone)
    end = (local + timedelta(days=days)).replace(fold=local.fold)
    return end.astimezone(UTC).replace(tzinfo=None) - due


def unknown(gradebook: Gradebook, file: Path, extensions: Extensions) -> list[str]:
    """A line for each name in the table that nobody bears, where the gradebook knows anybody."""
    students = {one for (one,) in gradebook.db.query(Student.id)}
    assignments = {EVERY, *(one.name for one in gradebook.assignments)}
    slips = {f"student {one}" for one, _ in extensions if students and one not in students}
    slips |= {f"assignment {one}" for _, one in extensions if one not in assignments}
    return [
        f"NOT IN THE GRADEBOOK: {slip}, which {file.name} names. Is it a slip? Nobody has those "
        "days."
        for slip in sorted(slips)
    ]

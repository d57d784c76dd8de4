"""The table of extensions, `classroom/extensions.csv`: who has how many days more, and for what.

nbgrader keeps an extension with what was handed in, so it cannot hold one before that, nor one for
assignments to come. This table can; grading writes it into nbgrader's own terms.
"""

import csv
from pathlib import Path

from nbgrader.api import Gradebook

from course.grading.reading import table

EVERY = "*"  # in the place of an assignment: all of them, those to come too
COLUMNS = ["student", "assignment", "days"]
Extensions = dict[tuple[str, str], float]


class ExtensionError(Exception):
    """The table cannot be read, or something asked of it cannot be done. The message says why."""


def read(file: Path) -> Extensions:
    """The days of each student and assignment, {(student, assignment): days}."""
    rows = table(file.read_bytes())[0] if file.exists() else [COLUMNS]
    if rows[:1] != [COLUMNS]:
        raise ExtensionError(f"The first line of {file} has to be: {','.join(COLUMNS)}")
    return dict(_entry(file, row) for row in rows[1:] if row)


def _entry(file, row):
    try:
        student, assignment, days = row
        if not 0 <= float(days) < 10_000:
            raise ValueError(days)
    except ValueError:
        raise ExtensionError(
            f"{file} has a line that is not student, assignment, number of days: {','.join(row)}"
        ) from None
    return (student, assignment), float(days)


def write(file: Path, extensions: Extensions) -> None:
    """Put the table in the place of the one before, in one step."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(file.name + ".new")
    with new.open("w", newline="", encoding="utf-8") as opened:
        lines = csv.writer(opened, lineterminator="\n")
        lines.writerow(COLUMNS)
        lines.writerows([*key, f"{days:g}"] for key, days in sorted(extensions.items()))
    new.replace(file)


def days_for(extensions: Extensions, student: str, assignment: str) -> float | None:
    """A student's days for an assignment: what was given for it, or else for all of them."""
    return extensions.get((student, assignment), extensions.get((student, EVERY)))


def grant(gradebook: Gradebook, extensions: Extensions, student: str, assignment: str) -> None:
    """Write a student's days into what the gradebook holds of the student's submission.

    An assignment without a date has none to move, and nbgrader would stop there with an error. An
    extension that was given in nbgrader's own way, and is not in the table, stays.
    """
    days = days_for(extensions, student, assignment)
    if days is not None and gradebook.find_assignment(assignment).duedate is not None:
        gradebook.grant_extension(assignment, student, days=days)

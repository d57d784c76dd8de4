"""Give a student more time, for one assignment or, as an accommodation, for all of them.

    python -m course.grading.extend ada backprop --days 3
    python -m course.grading.extend ada --all --days 3
    python -m course.grading.extend ada backprop --remove
    python -m course.grading.extend --list

It holds for what is handed in later, and at once for what has been graded.
"""

import argparse
import shlex
import sys
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from traitlets.config import Config

from course.grading.arguments import number_of_days
from course.grading.extensions import EVERY, ExtensionError, Extensions, read, said, write
from course.grading.lateness import LatePenalties, reckon, slips
from course.grading.release import ReleaseError, load_config


def extend(config: Config, student: str, assignment: str, days: float | None) -> list[str]:
    """Give a student those days, or take them back if they are None; what that changed, in lines.

    Raises ExtensionError, with nothing changed, if there is no such student or assignment.
    """
    names = _names(config, student, assignment)
    file = Path(LatePenalties(config=config).extensions)
    extensions = read(file)
    if days is None:
        if extensions.pop((student, assignment), None) is None:
            raise ExtensionError(f"{said(student, assignment)} has no days that could go.")
    else:
        extensions[student, assignment] = days
    write(file, extensions)
    return [line for name in names for line in _follow(config, student, name)]


def _names(config, student, assignment):
    """The assignments that are meant."""
    course = config.CourseDirectory
    with Gradebook(course.db_url, course.course_id) as gradebook:
        try:
            gradebook.find_student(student)
        except MissingEntry:
            raise ExtensionError(
                f"The gradebook has no student {student}. Import the roster, or add the student "
                f"by `nbgrader db student add {shlex.quote(student)}`."
            ) from None
        names = sorted(one.name for one in gradebook.assignments)
    if assignment not in (EVERY, *names):
        known = ", ".join(names) or "none"
        raise ExtensionError(f"The gradebook has no assignment {assignment}. It has: {known}.")
    return names if assignment == EVERY else [assignment]


def _follow(config, student, name):
    """Bring what the gradebook holds up to the table that was written."""
    course = config.CourseDirectory
    with Gradebook(course.db_url, course.course_id) as gradebook:
        if gradebook.find_assignment(name).duedate is None:
            return [f"{name} has no date, so nobody is late."]
        try:
            gradebook.find_submission(name, student)
        except MissingEntry:
            return []
    before, after = reckon(config, name, student)
    return [f"{name}: the penalty was {before:g} and is {after:g}"] if before != after else []


def listed(extensions: Extensions) -> list[str]:
    """A line for each extension, or one that says that there is none."""
    lines = [
        f"{said(*key)}: {days:g} day{'' if days == 1 else 's'} more"
        for key, days in sorted(extensions.items())
    ]
    return lines or ["Nobody has more time."]


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks; the exit status is 1 if that failed."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    asked = chosen.days is not None or chosen.remove
    if not chosen.list and not (chosen.student and asked and bool(chosen.assignment) != chosen.all):
        parser.error("name a student, an assignment or --all, and --days or --remove; or --list")
    assignment = EVERY if chosen.all else chosen.assignment
    try:
        config = load_config(Path.cwd())
        told = [] if chosen.list else extend(config, chosen.student, assignment, chosen.days)
        given = read(Path(LatePenalties(config=config).extensions))
        told += [*listed(given), *slips(config)]
    except (ReleaseError, ExtensionError) as error:
        print(f"Nothing is changed: {error}", file=sys.stderr)
        return 1
    print("\n".join(told))
    return 0


def _parser():
    parser = argparse.ArgumentParser(prog="python -m course.grading.extend")
    parser.add_argument("student", nargs="?")
    parser.add_argument("assignment", nargs="?")
    parser.add_argument("--all", action="store_true", help="all assignments, those to come too")
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--days", type=number_of_days, help="how much later; a part of a day is a decimal"
    )
    what.add_argument("--remove", action="store_true", help="take the days back")
    what.add_argument("--list", action="store_true", help="show who has more time")
    return parser


if __name__ == "__main__":
    sys.exit(main())

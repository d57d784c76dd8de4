"""Answers that are nearly the same: `python -m course.grading.reports.near_copies ASSIGNMENT`.

Writes ASSIGNMENT-near-copies.html and .csv, with a line in the table for each student of a group.
It is information: nothing is done to a score.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from course.grading.reports import command, page, tables
from course.grading.reports.alike import Group, alike, given
from course.grading.reports.people import Class
from course.grading.reports.results import known

COLUMNS = ("group", "answer", "why", "lines", "students", "student")


def main(arguments: list[str] | None = None) -> int:
    """Write the report and say where it is; the exit status is 1 if there is none."""
    return command.run(command.parser("near_copies").parse_args(arguments), _write)


def _write(group: Class, chosen: argparse.Namespace) -> tuple[Path, Path]:
    name = chosen.assignment
    groups = alike(group.gradings, given(Path.cwd(), name, known(name)))
    html, table = (chosen.to / f"{name}-near-copies.{end}" for end in ("html", "csv"))
    text = page.rendered(
        "near_copies.html",
        assignment=name,
        groups=groups,
        names=group.names,
        handed_in=len(group.gradings),
    )
    html.write_text(text, encoding="utf-8")
    tables.write(table, COLUMNS, lines(groups, group.names))
    return html, table


def lines(groups: Iterable[Group], names: dict[str, str]) -> Iterator[tuple[object, ...]]:
    """The lines of the table: one for each student of each group, which has a number."""
    for number, one in enumerate(groups, start=1):
        for student in one.students:
            yield number, one.answer, one.why, one.lines or "", len(one.students), names[student]


if __name__ == "__main__":
    sys.exit(main())

"""What to re-teach on Monday: `python -m course.grading.reports.reteach ASSIGNMENT`.

Writes ASSIGNMENT-reteach.html and .csv. With --share it writes ASSIGNMENT-reteach-shared.html and
.csv, which name nobody and show no number below five: see `sharing`.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from course.grading.reports import book, command, page, tables
from course.grading.reports.people import Class
from course.grading.reports.results import Reteach, reteach
from course.grading.reports.sharing import Shared, shared

COLUMNS = ("about", "question", "name", "number", "text")
Line = tuple[str, str, str, object, str]


def main(arguments: list[str] | None = None) -> int:
    """Write the report and say where it is; the exit status is 1 if there is none."""
    parser = command.parser("reteach")
    parser.add_argument("--share", action="store_true", help="no names, and no number below five")
    return command.run(parser.parse_args(arguments), _write)


def _write(group: Class, chosen: argparse.Namespace) -> tuple[Path, Path]:
    name, stem = chosen.assignment, f"{chosen.assignment}-reteach{'-shared' * chosen.share}"
    html, table = chosen.to / f"{stem}.html", chosen.to / f"{stem}.csv"
    chapter = book.chapter(Path.cwd(), name)
    link = book.address(Path.cwd(), chosen.to, around=chosen.share)
    report = shared(name, group) if chosen.share else reteach(name, group)
    template = "shared.html" if chosen.share else "reteach.html"
    text = page.rendered(template, report=report, chapter=chapter, book=link)
    html.write_text(text, encoding="utf-8")
    lines = shared_lines(report) if isinstance(report, Shared) else all_lines(report)
    tables.write(table, COLUMNS, lines)
    return html, table


def all_lines(report: Reteach) -> Iterator[Line]:
    """The lines of the table, as the page has them."""
    yield "students", "", "", report.students, ""
    for q in report.questions:
        yield from (("outcome", q.grade_id, state, n, "") for state, n in q.states.items())
        yield from (("points", q.grade_id, page.number(p), n, "") for p, n in q.points.items())
    for one in report.mistakes:
        yield "made", one.answer, one.name, one.made, one.hint
        yield "have it now", one.answer, one.name, one.now, one.hint
        yield "mended", one.answer, one.name, one.mended, one.hint
    yield from (("nobody solves", grade_id, "", "", "") for grade_id in report.nobody)
    yield from (("everybody solves", grade_id, "", "", "") for grade_id in report.everybody)
    yield from (("not handed in", "", student, "", "") for student in report.absent)
    yield from (("handed in, not graded", "", student, "", "") for student in report.waiting)
    yield from (("stuck", one.grade_id, one.student, one.times, one.what) for one in report.stuck)


def shared_lines(report: Shared) -> Iterator[Line]:
    """The lines of the table that may be shown around."""
    yield "students", "", "", report.students, ""
    yield "no grade at all", "", "", report.away, ""
    for one in report.answers:
        for (kind, name), said in one.rows.items():
            yield kind, one.answer, name, said, one.hints.get(name, "")


if __name__ == "__main__":
    sys.exit(main())

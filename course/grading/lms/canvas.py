"""Grades for Canvas: `nbgrader export --exporter=course.grading.lms.canvas.CanvasExport`.

Canvas finds people and assignments by its own numbers. So this fills in the file that Canvas
itself exported, where it lies in `classroom/canvas.csv`; all else in it stays as it is. Without
that file it makes one, in which students are found by their login.
"""

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from nbgrader.api import Gradebook, Student
from traitlets import Unicode

from course.grading.export import guarded
from course.grading.lms.scores import (
    PlatformExport,
    Told,
    listed,
    points,
    score_of,
    students_of,
)
from course.grading.reading import table

HEAD = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
POINTS = "Points Possible"
NUMBERED = re.compile(r" \(\d+\)$")  # Canvas's number of an assignment, after its title
EXCUSED = "EX"


class CanvasExport(PlatformExport):
    """A file of grades as Canvas imports it."""

    given = Unicode("classroom/canvas.csv", help="The file that Canvas exported.").tag(config=True)

    def export(self, gradebook: Gradebook) -> None:
        destination = Path(self.to or "classroom/grades-for-canvas.csv")
        given = Path(self.given)
        told = self.told(gradebook)
        if given.exists():
            rows, delimiter = table(given.read_bytes())
            self._fill(rows, told, gradebook.students, given)
            marked = json.detect_encoding(given.read_bytes()) == "utf-8-sig"
        else:
            self.log.warning("There is no %s from Canvas; students are found by login.", given)
            rows, delimiter, marked = self._made(told, gradebook), ",", False
        with destination.open("w", newline="", encoding="utf-8-sig" if marked else "utf-8") as file:
            csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(rows)
        self.log.info("Exported grades for Canvas to %s", destination)

    def _fill(self, rows, told, students, given):
        """Put points into the columns of the assignments."""
        head = rows[0] if rows else []
        columns = self._columns(head, told, given)
        known = people(students)
        found = set()
        for row in (row for row in rows[1:] if len(row) == len(head)):
            if POINTS in row[0]:
                self._compare_points(row, columns, told)
            elif student := whose(dict(zip(head, row, strict=False)), known):
                found.add(student)
                fill_row(row, columns, told, student)
        if missing := set(students_of(told)) - found:
            self.log.warning("Not in %s, so not exported: %s", given, listed(missing))

    def _columns(self, head, told, given):
        """The places of the assignments in Canvas's table, {assignment: place}."""
        if not {"ID", "SIS Login ID"} <= set(head):
            raise SystemExit(
                f"{given} is not a file of grades from Canvas: it has no column for ids."
            )
        titles = [NUMBERED.sub("", cell) for cell in head]
        places = {
            name: [i for i, cell in enumerate(head) if self.title(name) in (cell, titles[i])]
            for name in told
        }
        columns = {name: found[0] for name, found in places.items() if len(found) == 1}
        taken = Counter(columns.values())  # two assignments would write over each other
        columns = {name: place for name, place in columns.items() if taken[place] == 1}
        if unclear := places.keys() - columns:
            self.log.warning(
                "Not exactly one column of %s is for each of: %s", given, listed(unclear)
            )
        if not columns:
            raise SystemExit(
                f"No column of {given} has the name of an assignment. Its columns: "
                f"{', '.join(head)}. Say in nbgrader_config.py what Canvas calls each of them: "
                'c.CanvasExport.titles = {"backprop": "Homework 5"}'
            )
        return columns

    def _compare_points(self, row, columns, told):
        for name, place in columns.items():
            most = {one["max_score"] for one in told[name].values()}
            if most - {number(row[place])}:
                there = f"{name} has {points(most.pop())} points here, and in Canvas {row[place]}."
                self.log.warning(there)

    def _made(self, told: Told, gradebook: Gradebook) -> list[list[str]]:
        """A file of grades by login."""
        most = {name: gradebook.find_assignment(name).max_score for name in told}
        rows = [[*HEAD, *map(self.title, told)]]
        rows.append([f"    {POINTS}", *[""] * 4, *(points(most[name]) for name in told)])
        for student in map(gradebook.find_student, students_of(told)):
            name = guarded(f"{student.last_name or ''}, {student.first_name or ''}".strip(", "))
            about = [name, student.lms_user_id or "", "", student.id, ""]
            rows.append(about + [score_of(told, assignment, student.id) for assignment in told])
        return rows


def number(text: str) -> float | None:
    """A number as Canvas writes it, in some languages with a comma; None for other text."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def people(students: Iterable[Student]) -> dict[tuple[str, str], str]:
    """The ids of students by what Canvas may know them by, {(column, value): id}.

    A number that a slip in the roster gave to two is nobody's.
    """
    known: dict[tuple[str, str], str] = {}
    numbers: dict[str | None, list[str]] = defaultdict(list)
    for student in students:
        known["SIS User ID", student.id] = student.id
        known["SIS Login ID", student.id] = student.id
        numbers[student.lms_user_id].append(student.id)
    own = {("ID", one): ids[0] for one, ids in numbers.items() if one and len(ids) == 1}
    return known | own


def whose(row: dict[str, str], known: dict[tuple[str, str], str]) -> str | None:
    """The student of a row: by Canvas's own number, or else by login, or by the SIS's number."""
    asked = ((column, row.get(column, "")) for column in ("ID", "SIS Login ID", "SIS User ID"))
    return next((known[one] for one in asked if one in known), None)


def fill_row(row: list[str], columns: dict[str, int], told: Told, student: str) -> None:
    """Put a student's points in; what is not graded, or excused, stays as Canvas has it."""
    for name, place in columns.items():
        if student in told[name] and row[place] != EXCUSED:
            row[place] = score_of(told, name, student)

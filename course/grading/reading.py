"""Read what other programs wrote: text in any encoding, files of the time, rosters from Excel."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from nbconvert.exporters import NotebookExporter
from nbformat.notebooknode import NotebookNode
from nbgrader.coursedir import CourseDirectory


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or UTF-32, marked or not; else in Windows' letters."""
    try:
        text = data.decode(json.detect_encoding(data))
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return ESCAPED.sub(_whole, text)


# What JSON writes for a backslash, for a letter in two halves, and for a half that is alone.
ESCAPED = re.compile(
    r"\\\\|\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[dD][89a-fA-F][\da-fA-F]{2}"
)
HALF = len(r"\ud800")


def _whole(escaped):
    """No file can hold half a letter, though JSON can say it."""
    return "?" if len(escaped[0]) == HALF else escaped[0]


class AnyEncoding(NotebookExporter):
    """nbgrader opens a notebook as UTF-8; this looks at its bytes."""

    def from_file(
        self, file_stream: Any, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[NotebookNode, dict[str, Any]]:
        text = io.StringIO(decoded(file_stream.buffer.read()))
        return super().from_file(text, resources=resources, **options)


# A date, a time on a clock of 24 hours, and a zone. What can mean two times is not guessed at: PM,
# a month in the second place, the letters of a zone that has summer time.
MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:T|\s+)(\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)"
    r"\s*([+-]\d\d(?::?[0-5]\d)?|[A-Za-z]\S*)?"
)


def time_of(text: str) -> datetime | None:
    """The time in a text, in UTC, of which it is if it names no zone; None if that is not sure."""
    found = MOMENT.fullmatch(text.strip("\ufeff \t\r\n\0"))
    if not found:
        return None
    day, clock, zone = found.groups(default="UTC")
    try:
        when = _in_zone(f"{day} {clock}", zone)
        return when.astimezone(UTC).replace(tzinfo=None)
    except (KeyError, ValueError, OSError, OverflowError):  # no such day, hour, or zone
        return None


def _in_zone(moment, zone):
    """A moment in a zone, if that is an offset, a place, or letters that are sure to be meant."""
    if zone.upper() in ("UTC", "Z"):
        zone = "+00:00"
    if not zone[0].isalpha():
        return datetime.fromisoformat(moment + zone)
    when = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone))
    # In July, CET is Berlin's clock for one and an hour behind it for another.
    if "/" not in zone and when.tzname() != zone:
        raise ValueError(zone)
    return when


def existing_timestamp(coursedir: CourseDirectory, folder: str) -> datetime | None:
    """When a submission was handed in; None, with a warning, if its file does not say that."""
    path = Path(folder, "timestamp.txt")
    if not path.exists():
        return None
    text = decoded(path.read_bytes())
    when = time_of(text)
    if when is None:
        coursedir.log.warning("%s holds no time that can be read: %r", path, text[:40])
    return when


def table(data: bytes) -> tuple[list[list[str]], str]:
    """The rows of a table that another program wrote, and what stands between its cells."""
    text = decoded(data)
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)), delimiter


def plain_roster(data: bytes) -> str:
    """A table as nbgrader reads it: UTF-8, commas, from what Excel or Canvas may have written."""
    rows = [[cell.strip() for cell in row] for row in table(data)[0] if any(map(str.strip, row))]
    if rows:
        rows[0] = [cell.lower().replace(" ", "_") for cell in rows[0]]
    if rows and "sis_login_id" in rows[0]:
        rows = canvas_roster(rows)
    plain = io.StringIO()
    csv.writer(plain).writerows(rows)
    return plain.getvalue()


def canvas_roster(rows: list[list[str]]) -> list[list[str]]:
    """nbgrader's roster from the grades that Canvas exported: a login is a student's id."""
    people = [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]
    roster = [["id", "lms_user_id", "last_name", "first_name"]]
    for person in people:
        if person.get("sis_login_id"):  # other rows say what is hidden, and the points
            last, _, first = person.get("student", "").partition(", ")
            names = person.get("lastname", last), person.get("firstname", first)
            roster.append([person["sis_login_id"], person.get("id", ""), *names])
    return roster


def careful_import(start: Callable[[Any], None]) -> Callable[[Any], None]:
    """nbgrader's command that imports a table, with the table made plain first."""

    def begin(app):
        if len(app.extra_args) != 1 or not Path(app.extra_args[0]).is_file():
            return start(app)
        given = Path(app.extra_args[0])
        text = plain_roster(given.read_bytes())
        for name in _twice(text, app.primary_key):
            app.log.warning("%s stands in %s more than once: its last line counts.", name, given)
        with TemporaryDirectory() as folder:
            plain = Path(folder, given.name)
            plain.write_text(text, encoding="utf-8")
            app.extra_args = [str(plain)]
            return start(app)

    return begin


def _twice(text, key):
    """What stands in more than one row of a table, in the column `key`."""
    found = Counter(row.get(key) for row in csv.DictReader(io.StringIO(text, newline="")))
    return [name for name, times in found.items() if name and times > 1]

"""Read what other programs wrote: text in any encoding, files of the time, rosters from Excel."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat.notebooknode import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc


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


def time_of(text: str) -> datetime | None:
    """The time in a text, in UTC, of which it is if it names no zone; None if there is none."""
    # nbgrader takes the +0200 that stands alone for 200 seconds, and such a student for late.
    plain = text.strip("\ufeff \t\r\n\0")
    try:
        return parse_utc(re.sub(r"\s+([+-]\d\d:?\d\d)$", r"\1", plain))
    except (ValueError, OverflowError):
        return None


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
        with TemporaryDirectory() as folder:
            plain = Path(folder, given.name)
            plain.write_text(plain_roster(given.read_bytes()), encoding="utf-8")
            app.extra_args = [str(plain)]
            return start(app)

    return begin

"""Read what other programs wrote: text in any encoding, files of the time, rosters from Excel."""

import csv
import io
import json
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
        return data.decode(json.detect_encoding(data))
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


class AnyEncoding(NotebookExporter):
    """nbgrader opens a notebook as UTF-8; this looks at its bytes."""

    def from_file(
        self, file_stream: Any, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[NotebookNode, dict[str, Any]]:
        text = io.StringIO(decoded(file_stream.buffer.read()))
        return super().from_file(text, resources=resources, **options)


def existing_timestamp(coursedir: CourseDirectory, folder: str) -> datetime | None:
    """When a submission was handed in; None, with a warning, if its file does not say that."""
    path = Path(folder, "timestamp.txt")
    if not path.exists():
        return None
    text = decoded(path.read_bytes()).strip("\ufeff \t\r\n\0")
    try:
        return parse_utc(text)
    except (ValueError, OverflowError):
        coursedir.log.warning("%s holds no time that can be read: %r", path, text[:40])
        return None


def plain_roster(data: bytes) -> str:
    """A table as nbgrader reads it: UTF-8, commas, from one that Excel may have written."""
    lines = decoded(data).splitlines()
    head = lines[0] if lines else ""
    delimiter = max(",;\t", key=head.count)
    table = io.StringIO()
    csv.writer(table).writerows(csv.reader(lines, delimiter=delimiter))
    return table.getvalue()


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

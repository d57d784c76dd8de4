"""CSV files for spreadsheets, in which no text of a student becomes a formula."""

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

# Where a program may see the beginning of a cell: some take a semicolon or a tab for a border.
FORMULA = re.compile(r"(^|[;\t\r\n])(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")
BORDER = re.compile(r"^(?=[\t\r])")


def guarded(cell: object) -> object:
    """A text that begins no formula, by an apostrophe before it; a number is left as it is."""
    if not isinstance(cell, str):
        return cell
    return BORDER.sub("'", FORMULA.sub(r"\1'", cell))


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table, marked as UTF-8 so that Excel reads every name."""
    with open(path, "w", newline="", encoding="utf-8-sig") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(columns)
        table.writerows(map(guarded, row) for row in rows)

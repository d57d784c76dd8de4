"""A table that a screen reader can walk through, the same bytes on each run."""

import html
import re
from numbers import Integral, Number
from typing import TYPE_CHECKING

from course.figures.page import Shown

if TYPE_CHECKING:  # whoever has a table has imported pandas
    from pandas import DataFrame

# A number as the pages print it, with its sign, point, exponent, fraction or percent sign.
# An empty cell and a missing value leave their column a column of numbers.
MISSING = "–"
NUMERIC = re.compile(rf"|{MISSING}|[+\-−±]?(?=[\d.½¼¾])[\d,]*\.?\d*[½¼¾]?(e[+\-−]?\d+)?\s?%?")
# A header or a first cell that is a symbol of the book, and the symbol's key in
# chapters/notation.yml: the page gives it the symbol's colour.
SYMBOLS = {
    "w": "w", "z": "z", "a": "a", "ŷ": "yhat", "y_hat": "yhat", "y": "y", "loss": "loss",
    "W1": "Wone", "b1": "bone", "W2": "Wtwo", "b2": "btwo", "z1": "zone", "a1": "aone",
    "dW1": "dWone", "db1": "dbone", "dW2": "dWtwo", "db2": "dbtwo", "dz1": "dzone",
    "da1": "daone", "d_y_hat": "dyhat",
}  # fmt: skip


def table(frame: "DataFrame", caption: str | None = None) -> Shown:
    """An accessible table of a DataFrame: headers with their scope, numbers to the right.

    A counting index (0, 1, 2, ...) is left out, and the first column then names the rows;
    any other index names them itself. A decimal number shows six digits at most: to show
    fewer, round it or pass text. A missing value shows as a dash.
    Raises ValueError for an empty table, headers in layers, or a column without a name.
    """
    columns, rows = _cells(frame)
    _check(frame, columns)
    numeric = [all(NUMERIC.fullmatch(row[i]) for row in rows) for i in range(len(columns))]
    head = "".join(_cell("th", name, numeric[i], "col") for i, name in enumerate(columns))
    body = "".join(f"<tr>{_row(row, numeric)}</tr>" for row in rows)
    title = f"<caption>{html.escape(caption)}</caption>" if caption else ""
    label = html.escape(caption or "Table: " + ", ".join(columns))
    page = (
        f'<div class="nn-table" role="region" tabindex="0" aria-label="{label}">'
        f'<table class="dataframe">{title}<thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
    return Shown(page, _plain(columns, rows, numeric, caption))


def _cells(frame):
    """The names of the columns and the rows of the table, as text, row names first."""
    counting = list(frame.index) == list(range(len(frame))) and frame.index.name is None
    frame = frame.astype(object).where(frame.notna(), None)
    columns = [str(name) for name in frame.columns]
    rows = [[_text(value) for value in row] for row in frame.itertuples(index=False, name=None)]
    if counting:
        return columns, rows
    name = "" if frame.index.name is None else str(frame.index.name)
    rows = [[_text(label), *row] for label, row in zip(frame.index, rows, strict=True)]
    return [name, *columns], rows


def _check(frame, columns):
    if frame.index.nlevels > 1 or frame.columns.nlevels > 1:
        raise ValueError("This table has headers in layers. Give each row and column one name.")
    if frame.empty:
        raise ValueError("This table has no rows or no columns, so there is nothing to show.")
    if not all(name.strip() for name in columns):
        raise ValueError(
            "A column of this table has no name, and a screen reader would read out nothing. "
            'Name the columns, and the index too: frame.index.name = "model".'
        )


def _text(value):
    """One cell as text; a number as pages print it, with a real minus sign."""
    if value is None:
        return MISSING
    decimal = isinstance(value, Number) and not isinstance(value, Integral)
    text = f"{value:g}" if decimal else str(value)
    return text.replace("-", "−") if NUMERIC.fullmatch(text) else text


def _row(row, numeric):
    cells = [_cell("th", row[0], numeric[0], "row")]
    return "".join(cells + [_cell("td", v, numeric[i]) for i, v in enumerate(row[1:], 1)])


def _cell(tag, text, number, scope=None):
    where = f' scope="{scope}"' if scope else ""
    aligned = ' class="nn-number"' if number else ""
    symbol = f' data-symbol="{SYMBOLS[text]}"' if scope and text in SYMBOLS else ""
    return f"<{tag}{where}{aligned}{symbol}>{html.escape(text)}</{tag}>"


def _plain(columns, rows, numeric, caption):
    """The same table as lines of text, its columns in line."""
    lines = [columns, *rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(columns))]
    shown = [
        "  ".join(
            text.rjust(width) if number else text.ljust(width)
            for text, width, number in zip(line, widths, numeric, strict=True)
        ).rstrip()
        for line in lines
    ]
    return "\n".join(([caption] if caption else []) + shown)

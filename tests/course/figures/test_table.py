"""`table` makes HTML that a screen reader can walk through, the same bytes on each run."""

import re
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from course.figures import table

FRAME = pd.DataFrame({"model": ["mean", "line"], "loss": [0.8, -0.25], "rows": [1599, 1359]})


def parsed(frame, caption=None):
    return BeautifulSoup(table(frame, caption)._repr_html_(), "html.parser")


def unnamed_headers(page):
    """Header cells that would be read out as nothing (axe: empty-table-header)."""
    return [str(th) for th in page.find_all("th") if not th.get_text(strip=True)]


def test_every_header_says_what_it_heads():
    """Column headers have scope col, the first cell of each row has scope row."""
    page = parsed(FRAME)
    assert [th.text for th in page.select("thead th[scope=col]")] == ["model", "loss", "rows"]
    assert [th.text for th in page.select("tbody th[scope=row]")] == ["mean", "line"]
    assert [td.text for td in page.select("td")] == ["0.8", "1599", "−0.25", "1359"]
    assert unnamed_headers(page) == []


def test_a_pandas_table_would_be_noticed():
    """Planted fault: pandas' own HTML has an empty header, and the check finds it."""
    assert unnamed_headers(BeautifulSoup(FRAME.to_html(), "html.parser"))


def test_a_named_index_names_the_rows():
    """An index that means something becomes the row headers, under its own name."""
    page = parsed(FRAME.set_index("model"))
    assert [th.text for th in page.select("thead th")] == ["model", "loss", "rows"]
    assert [th.text for th in page.select("tbody th")] == ["mean", "line"]


@pytest.mark.parametrize(
    "frame",
    [
        FRAME.set_index(pd.Index(["a", "b"])),
        FRAME.rename(columns={"loss": " "}),
        pd.DataFrame(),
        FRAME.iloc[:0],
        FRAME.set_index(["model", "rows"]),
    ],
    ids=["index without a name", "blank column", "empty", "no rows", "headers in layers"],
)
def test_a_table_that_cannot_be_read_out_is_refused(frame):
    """A header without a name, headers in layers and an empty table get a message."""
    with pytest.raises(ValueError, match="This table has|A column of this table"):
        table(frame)


def test_numbers_stand_to_the_right_and_words_to_the_left():
    """A column of numbers, with its header, is aligned right, whatever its signs and gaps."""
    frame = pd.DataFrame({
        "name": ["w", "z"], "signed": ["+0.0100", "-3.99"], "gap": ["", "2"], "mixed": ["1", "one"],
        "missing": [np.nan, 0.5], "share": ["12 %", "½"], "dash": ["-", "a"],
    })  # fmt: skip
    page = parsed(frame)
    right = [th.text for th in page.select("thead th.nn-number")]
    assert right == ["signed", "gap", "missing", "share"]
    cells = [td.text for td in page.select("tbody td")]
    assert cells == ["+0.0100", "", "1", "–", "12 %", "-", "−3.99", "2", "one", "0.5", "½", "a"]


def test_whole_numbers_are_never_shortened():
    """A large whole number keeps all its digits, a truth value stays a word."""
    page = parsed(pd.DataFrame({"n": [12345678], "m": [np.int64(1234567)], "yes": [True]}))
    assert [cell.text for cell in page.select("tbody > tr > *")] == ["12345678", "1234567", "True"]


def test_text_is_escaped_everywhere():
    """Names, cells and caption hold text, never markup."""
    bad = '<b onclick="x()">&'
    made = table(pd.DataFrame({bad: [bad], "n": [1]}), caption=bad)
    page = BeautifulSoup(made._repr_html_(), "html.parser")
    assert page.find("b") is None and 'onclick="' not in made._repr_html_()
    assert page.caption.text == page.select_one("thead th").text == bad
    assert page.select_one("tbody th").text == bad and page.div["aria-label"] == bad


def test_it_can_be_scrolled_without_a_mouse():
    """The box that scrolls sideways on a phone can be focused and has a name."""
    box = parsed(FRAME).div
    assert (box["tabindex"], box["role"]) == ("0", "region")
    assert box["aria-label"] == "Table: model, loss, rows"


def test_as_text_the_columns_stand_in_line():
    """Where HTML is not possible, the table is lines of text, numbers to the right."""
    assert repr(table(FRAME, "Two models")).splitlines() == [
        "Two models",
        "model   loss  rows",
        "mean     0.8  1599",
        "line   −0.25  1359",
    ]


def test_the_frame_is_left_alone():
    """Showing a table changes nothing in the DataFrame."""
    frame = FRAME.copy()
    table(frame)
    pd.testing.assert_frame_equal(frame, FRAME)


def test_the_same_bytes_on_each_run():
    """Two processes with different hash seeds make the same HTML."""
    code = (
        "import pandas as pd; from course.figures import table;"
        "print(table(pd.DataFrame({'model': ['a', 'b'], 'loss': [1.5, 2]}), 'x').html)"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True
        ).stdout
        for seed in "12"
    ]
    assert runs[0] == runs[1] and b"<table" in runs[0]


def test_symbols_carry_their_mark():
    """A header that is a symbol of the book is marked with it; other cells are not."""
    page = table(pd.DataFrame({"quantity": ["w", "ŷ", "wine"], "z": ["a", "1", "2"]})).html
    assert re.findall(r'<t[hd][^>]* data-symbol="(\w+)"[^>]*>(.+?)</t', page) == [
        ("z", "z"),
        ("w", "w"),
        ("yhat", "ŷ"),
    ]

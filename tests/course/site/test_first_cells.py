"""Every visible cell of every chapter, run first on its page, ends and prints as in the book."""

import json
import re
import subprocess
from pathlib import Path

import nbformat
import pytest
from first_cells import chains

from course.site.npm import NODE, SOURCES
from course.site.source.run import executed_chapters
from course.site.teach.cells import UNSEEN

SUPPORT = Path(__file__).resolve().parents[2] / "support"
PAGE_PY = SOURCES / "runner/python"
SKIPPED = "skip-execution"  # the tag of a cell that only a reader runs
# What differs from place to place and is no fault: the room of a whole number, and the words on why
# the wine table is the stand-in.
ELSEWHERE = re.compile(r"\bint(32|64)\b|^.*its numbers come close, no more\.", re.S)


def visible(cell):
    return not UNSEEN & set(cell.metadata.get("tags", ()))


@pytest.fixture(scope="module")
def built(site, root):
    """The chapters as the build ran them: {name: its code cells}."""
    found = {}
    for name, path in executed_chapters(root).items():
        cells = nbformat.read(path, as_version=4).cells
        found[name] = [cell for cell in cells if cell.cell_type == "code"]
    return found


def run_first(site, job, folder):
    """What `first_cells.py` says of {chapter: (sources, places)}: {(chapter, place): line}."""
    (folder / "job.json").write_text(json.dumps(job))
    command = [NODE, SUPPORT / "pages_in_node.mjs", site, PAGE_PY, SUPPORT / "first_cells.py"]
    done = subprocess.run([*command, folder / "job.json"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"chapter"')]
    return {(line["chapter"], line["place"]): line for line in lines}


@pytest.fixture(scope="module")
def on_page(built, site, tmp_path_factory):
    job = {
        name: ([cell.source for cell in cells], [i for i, c in enumerate(cells) if visible(c)])
        for name, cells in built.items()
    }
    return run_first(site, job, tmp_path_factory.mktemp("first"))


def in_book(cell):
    """What a cell shows in the book: its texts and the words of its pictures and tables."""
    shown = []
    for output in cell.outputs:
        data = output.get("data", {})
        if output.output_type == "stream":
            shown.append(output.text)
        elif html := data.get("text/html"):
            shown.append(plain(html))
        elif "text/plain" in data and not output.get("metadata", {}).get("scrapbook"):
            shown.append(data["text/plain"] + "\n")
    return "".join(shown)


def plain(html):
    """The words of a table, or those that stand for a picture."""
    label = re.search(r'aria-label="([^"]*)"', html) if "<svg" in html else None
    return label[1] if label else re.sub(r"<[^>]*>", " ", html)


def with_real_wine(cells):
    """Whether the book ran them with the table that a page's Python can't fetch."""
    asked = any("load_wine_quality()" in cell.source for cell in cells)
    return asked and not any("stand-in" in in_book(cell) for cell in cells)


def test_each_visible_cell_can_be_the_first(built, on_page):
    """It ends well, and prints what the book prints, where both have the same table."""
    other = {name for name, cells in built.items() if with_real_wine(cells)}
    wrong = {}
    for (name, place), line in on_page.items():
        shown = [one for one in line["told"] if one[0] != "handed"]  # that is for an explorable
        said = "".join(plain(text) if kind == "html" else text for kind, text in shown)
        cell = built[name][place]
        book = said if SKIPPED in cell.metadata.get("tags", ()) else in_book(cell)
        pair = [ELSEWHERE.sub("", text).split() for text in (said, book)]
        if not line["right"] or (pair[0] != pair[1] and name not in other):
            wrong[name, place] = pair
    assert wrong == {}
    assert len(on_page) == sum(visible(cell) for cells in built.values() for cell in cells) > 100


def test_a_package_that_is_not_fetched_is_missed(site, tmp_path):
    """Planted: a cell whose import no rule can see."""
    sources = ["x = __import__('pan' + 'das')", "print(x.__name__)"]
    lines = run_first(site, {"planted": (sources, [1])}, tmp_path)
    assert not lines["planted", 1]["right"]
    assert "pandas" in lines["planted", 1]["told"][0][1]


@pytest.mark.parametrize(
    "sources, places, found",
    [
        (["a = 1", "b = a", "c = b", "c"], [0, 1, 2, 3], [[0, 1, 2, 3]]),
        (["a = 1", "b = 2", "a + b"], [0, 1, 2], [[0, 2], [1]]),  # beside b alone there is no a
        (["a = 1", "a", "a = 2", "a"], [1, 3], [[1], [3]]),  # the second runs the first's, no more
        (["a = 1", "import pandas", "pandas.Series(a)"], [0, 2], [[0], [2]]),  # a fetches nothing
        ([], [], []),
    ],
)
def test_cells_that_share_a_page(sources, places, found):
    """Those alone that find there what a page just opened would have run for them."""
    assert chains(sources, places) == found

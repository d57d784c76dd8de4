"""The build is strict, leaves the last good site alone, and makes the same bytes each time."""

import json
import os
import shutil

import pytest
from unchanged import unchanged

from course.site.build import main
from course.site.errors import BuildError
from course.site.source.pages import check_site, named_pages

ERRORS_IN_TEXT = """
A link to {doc}`nowhere`, another [to nothing](#nothing), {py:func}`absent`, and $\\notacommand$.

:::{admonition} A box
```{code-cell} python
print("dropped")
```
:::
"""

BROKEN_CELLS = {
    "divides": ("1 / 0", "ZeroDivisionError: division by zero"),
    "warns": (
        "import sys; print('careful', file=sys.stderr)",
        "it wrote to stderr: careful",
    ),
    "dies": ("import os; os._exit(1)", "Kernel died"),
}


@pytest.fixture
def book(small_book, tmp_path):
    """A built copy of the small book, to break."""
    return shutil.copytree(small_book, tmp_path / "book")


def content(site):
    """Every file of a site, name to bytes."""
    return {p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def differing(site, other):
    """The files that are not the same, byte for byte, in two sites."""
    first, second = content(site), content(other)
    return [name for name in first | second if first.get(name) != second.get(name)]


def test_unchanged(book, run_build):
    """A book that has not changed is not built again."""
    before = (book / "_build/html/index.html").stat().st_mtime_ns
    (book / "tests/a_new_test.py").write_text("")  # tests never reach a page
    result = run_build(book)
    assert result.returncode == 0
    assert "up to date" in result.stdout
    assert (book / "_build/html/index.html").stat().st_mtime_ns == before


def test_what_the_system_refuses_is_told(tmp_path, monkeypatch, capsys):
    """A folder that can't be made, say: in words, and without a traceback."""
    (tmp_path / "_toc.yml").write_text("root: index\n")
    (tmp_path / "_build").write_text("a file, where the folder should be")
    monkeypatch.chdir(tmp_path)
    assert main() == 1
    said = capsys.readouterr().err
    assert "The book was not built." in said
    assert f"{tmp_path / '_build'}" in said and "Is the disk full" in said


def test_same_bytes(small_book, write_small_book, run_build, tmp_path):
    """Two builds from nothing, in two folders, give the same files byte for byte."""
    second = write_small_book(tmp_path / "elsewhere")
    assert run_build(second).returncode == 0
    assert differing(small_book / "_build/html", second / "_build/html") == []


def test_a_print_in_pieces(small_book):
    """A line that the kernel hands over in two pieces, as it does at times, stands in one box."""
    page = (small_book / "_build/html/chapters/small.html").read_text()
    assert "one line in two pieces" in page


def test_jupyter_book_that_dies(book, run_build):
    """If Jupyter Book can't even start, the build says what it said, and the old site stays."""
    before = content(book / "_build/html")
    end = book / "course/site/teach/extension.py"
    assert end.is_file()
    end.write_text("raise SystemExit('no such luck ERROR')")
    result = run_build(book)
    assert result.returncode == 1 and "no such luck" in result.stderr
    assert content(book / "_build/html") == before


def test_a_test_that_changes_the_small_book_is_seen(tmp_path):
    """Planted: a page that is written and put back."""
    page = tmp_path / "small.md"
    page.write_text("text")
    os.utime(page, (0, 0))
    with pytest.raises(AssertionError, match="where a copy would do: .'small.md'"):
        with unchanged(tmp_path):
            page.write_text("text")


def test_other_bytes_are_seen(small_book, book):
    """One changed byte, a file too many and a file too few are each seen by the comparison."""
    site = book / "_build/html"
    (site / "chapters/small.html").write_bytes((site / "chapters/small.html").read_bytes() + b" ")
    (site / "new.css").write_text("")
    (site / "objects.inv").unlink()
    seen = {name.name for name in differing(small_book / "_build/html", site)}
    assert seen == {"small.html", "new.css", "objects.inv"}


def test_broken_text(book, run_build):
    """A dead link, a command that KaTeX does not know and a dropped cell each stop the build."""
    before = content(book / "_build/html")
    page = book / "chapters/index.md"
    page.write_text(page.read_text() + ERRORS_IN_TEXT)
    result = run_build(book)
    assert result.returncode == 1
    errors = ("unknown document: 'nowhere'", "'nothing'", "not found: absent", "notacommand")
    for words in (*errors, "code-cell"):
        assert words in result.stderr
    assert "chapters/index.md:5:" in result.stderr  # page and line
    assert content(book / "_build/html") == before


def test_broken_cells(book, run_build):
    """A cell that fails stops the build, which names page, cell, line and error of each."""
    before = content(book / "_build/html")
    small = (book / "chapters/small.md").read_text()
    line = len(small.splitlines()) + 2
    for name, (code, _) in BROKEN_CELLS.items():
        cell = f"\n```{{code-cell}} python\n{code}\n```\n"
        (book / f"chapters/{name}.md").write_text(small + cell)
        with open(book / "_toc.yml", "a") as toc:
            toc.write(f"  - file: chapters/{name}\n")
    result = run_build(book)
    assert result.returncode == 1
    for name, (code, error) in BROKEN_CELLS.items():
        where = f"chapters/{name}.md, cell 4, at line {line}: "
        assert f"{where}{error}\n    {code}\n" in result.stderr
    assert "Traceback" not in result.stderr
    assert content(book / "_build/html") == before


def test_missing_page(book, run_build):
    """A page that the table of contents names and nobody wrote stops the build, by name."""
    before = content(book / "_build/html")
    (book / "chapters/small.md").unlink()
    result = run_build(book)
    assert result.returncode == 1
    assert "a page that is not there: chapters/small." in result.stderr
    assert content(book / "_build/html") == before


def test_damaged_table(book, run_build):
    """A wine table cut short in the data folder stops the build, which names the file."""
    (book / "no-data").mkdir(exist_ok=True)
    (book / "no-data/winequality-red.csv").write_text('"fixed acidity";"volatile')
    result = run_build(book)
    assert result.returncode == 1
    assert str(book / "no-data/winequality-red.csv") in result.stderr


def test_page_count(book):
    """A page too many and a page too few are each refused by name."""
    site, names = book / "_build/html", named_pages(book)
    check_site(site, names)
    (site / "chapters/extra.html").write_text("")
    with pytest.raises(BuildError, match="not in _toc.yml: chapters/extra.html"):
        check_site(site, names)
    (site / "chapters/extra.html").unlink()
    (site / "chapters/small.html").unlink()
    with pytest.raises(BuildError, match="not published: chapters/small.html"):
        check_site(site, names)


def test_page_too_many_stops_the_build(book, run_build):
    """A build that makes a page which _toc.yml does not name is refused, and the old site stays."""
    before = content(book / "_build/html")
    config = (book / "_config.yml").read_text()
    setting = "html_use_index: false"
    assert setting in config
    (book / "_config.yml").write_text(config.replace(setting, "html_use_index: true"))
    result = run_build(book)
    assert result.returncode == 1
    assert "published, but not in _toc.yml: genindex.html" in result.stderr
    assert content(book / "_build/html") == before


def test_tampered_site(book, run_build):
    """A page slipped into the finished site does not outlive the next build."""
    (book / "_build/html/chapters/extra.html").write_text("")
    assert run_build(book).returncode == 0
    assert not (book / "_build/html/chapters/extra.html").exists()


def test_nested_contents(tmp_path):
    """Pages are found at every depth of the table of contents, with or without their ending."""
    toc = {"root": "a", "parts": [{"caption": "P", "chapters": [{"file": "b.md"}]}]}
    toc["parts"][0]["chapters"][0]["sections"] = [{"file": "c"}, {"url": "https://example.org"}]
    (tmp_path / "_toc.yml").write_text(json.dumps(toc))
    for name in ("a.md", "b.md", "c.ipynb"):
        (tmp_path / name).write_text("")
    assert named_pages(tmp_path) == ["a", "b", "c"]

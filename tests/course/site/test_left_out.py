"""A page that `_toc.yml` leaves out: its title stands without a link, and the build says where.

A page that was never written is an error all the same.
"""

import re
import shutil

import pytest
import yaml
from bs4 import BeautifulSoup
from sphinx.testing.util import SphinxTestApp

from course.site.errors import BuildError
from course.site.source.left_out import left_out, mentions
from course.site.source.pages import named_pages

INDEX = """\
# A small book

It needs {doc}`gone`, {doc}`as it is called <gone>`, {ref}`its-part`,
and {doc}`the assignment </exercises/nets/nets>`.

A word: {term}`loss`.
"""
GONE = "# What is gone\n\n(its-part)=\n## The part of it\n\nText.\n"
NETS = (
    '{"cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# Nets"}],'
    ' "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
)
SETTINGS = {
    "extensions": ["myst_parser", "course.site.teach.left_out"],
    "root_doc": "chapters/index",
    "exclude_patterns": ["chapters/gone.md", "chapters/glossary.md"],
    "html_theme": "basic",
    "nitpicky": True,
}


@pytest.fixture
def book(tmp_path):
    """A book of one page, with three beside it that are left out."""
    for name, text in {
        "_toc.yml": "root: chapters/index\n",
        "conf.py": "",
        "chapters/index.md": INDEX,
        "chapters/gone.md": GONE,
        "chapters/glossary.md": "# Glossary\n",
        "exercises/nets/nets.ipynb": NETS,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def made(book):
    """The page, as Sphinx makes it, strict."""
    app = SphinxTestApp(srcdir=book, confoverrides=SETTINGS, warningiserror=True, keep_going=True)
    try:
        app.build()
        assert app.statuscode == 0, app.warning.getvalue()
        text = (app.outdir / "chapters/index.html").read_text("utf-8")
    finally:
        app.cleanup()
    return BeautifulSoup(text, "html.parser").select_one("div.body")


def test_words_without_a_link(book):
    """A title where the page has no words of its own; and no address to click."""
    page = made(book)
    needs, word = (" ".join(p.get_text().split()) for p in page.select("p"))
    assert needs == ("It needs What is gone, as it is called, The part of it, and the assignment.")
    assert word == "A word: loss."
    assert [part.get_text() for part in page.select("em")] == ["What is gone", "The part of it"]
    assert [a["href"] for a in page.select("a[href]")] == ["#a-small-book"]


def test_the_way_up_from_a_page(book):
    """Two dots lead there too."""
    index = book / "chapters/index.md"
    index.write_text(INDEX.replace("</exercises/nets/nets>", "<../exercises/nets/nets>"), "utf-8")
    assert "and the assignment." in made(book).get_text()
    assert any("exercises/nets/nets" in line for line in mentions(book))


def test_who_names_what_is_said(book):
    """Once for each page and what it names, with the lines."""
    assert mentions(book) == [
        "chapters/index names chapters/gone (line 3)",
        "chapters/index names exercises/nets/nets (line 4)",
        "chapters/index names chapters/glossary (line 6)",
    ]


def test_a_notebook_that_names_one(book):
    """It has no lines that an editor shows."""
    (book / "_toc.yml").write_text("root: chapters/index\nchapters:\n- file: exercises/nets/nets\n")
    nets = book / "exercises/nets/nets.ipynb"
    nets.write_text(NETS.replace("# Nets", "See {doc}`/chapters/gone`."))
    assert "exercises/nets/nets names chapters/gone" in mentions(book)


def test_a_page_that_was_never_written_is_an_error(book):
    """Planted: a name that is mistyped must not pass for one that is left out."""
    (book / "chapters/index.md").write_text("# A small book\n\nIt needs {doc}`gnoe`.\n")
    assert mentions(book) == []
    with pytest.raises(AssertionError, match="unknown document: 'gnoe'"):
        made(book)


def test_a_label_that_was_never_written_is_an_error(book):
    (book / "chapters/index.md").write_text("# A small book\n\nIt needs {ref}`its-prat`.\n")
    with pytest.raises(AssertionError, match="undefined label: 'its-prat'"):
        made(book)


def test_the_list_of_sources_can_not_go_while_a_page_cites(book):
    (book / "chapters/bibliography.md").write_text("# Bibliography\n")
    (book / "chapters/index.md").write_text("# A small book\n\nFound by {cite}`her`.\n")
    with pytest.raises(BuildError, match="chapters/index cites her, and _toc.yml leaves out"):
        mentions(book)


DOC = re.compile(r"\{doc\}`(?:[^`]*<)?([^`>]+)>?`")
PARTS = {
    "a side trip and its assignment": ["chapters/paradigms", "exercises/paradigms/paradigms"],
    "an assignment": ["exercises/affine/affine"],
    "the last chapters": ["chapters/tools", "exercises/tools/tools", "chapters/further"],
    "the last part": None,
}


def shorter(toc, names):
    """The table of contents without these pages, or without its last part."""
    toc = yaml.safe_load(toc)
    if names is None:
        toc["parts"].pop()
        return toc
    for part in toc["parts"]:
        part["chapters"] = [page for page in part["chapters"] if page["file"] not in names]
        for page in part["chapters"]:
            page["sections"] = [s for s in page.get("sections", ()) if s["file"] not in names]
            if not page["sections"]:
                del page["sections"]
    return toc


@pytest.fixture
def without(root, tmp_path):
    """A function that copies what pages are written in, and leaves some out of `_toc.yml`."""

    def copy(names):
        for room in ("chapters", "exercises"):
            shutil.copytree(root / room, tmp_path / room)
        toc = shorter((root / "_toc.yml").read_text("utf-8"), names)
        (tmp_path / "_toc.yml").write_text(yaml.safe_dump(toc, sort_keys=False), "utf-8")
        return tmp_path

    return copy


@pytest.mark.parametrize("names", PARTS.values(), ids=PARTS)
def test_every_page_that_names_a_part_is_known(root, without, names):
    """By a search of another kind: any {doc} whose target is not there, on any page that is."""
    book = without(names)
    absent = left_out(book)
    assert set(names or ()) <= set(absent)
    assert set(absent) | set(named_pages(book)) == set(named_pages(root))
    found = set()
    for name in named_pages(book):
        for path in book.glob(f"{name}.*"):
            if path.suffix in (".md", ".ipynb"):
                for target in re.findall(
                    r"\{doc\}`(?:[^`]*<)?([^`>]+)>?`", path.read_text("utf-8")
                ):
                    full = target.lstrip("/") if "/" in target else f"chapters/{target}"
                    found |= {(name, full)} if full in absent else set()
    said = {tuple(line.split(" (")[0].split(" names ")) for line in mentions(book)}
    assert said == found


@pytest.mark.proof
@pytest.mark.parametrize("names", PARTS.values(), ids=PARTS)
def test_the_book_is_built_without(site, root, copy_project, run_build, tmp_path, names):
    """The whole book, strict, from the chapters that have run."""
    book = copy_project(tmp_path / "book")
    shutil.copytree(root / "_build/executed", book / "_build/executed")
    toc = shorter((root / "_toc.yml").read_text("utf-8"), names)
    (book / "_toc.yml").write_text(yaml.safe_dump(toc, sort_keys=False), "utf-8")
    result = run_build(book)
    assert result.returncode == 0, result.stderr
    assert [line for line in mentions(book) if line not in result.stdout] == []

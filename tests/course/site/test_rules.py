"""Finished pages are put right for those who can't see them, by rules that are all needed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import sphinx

from course.site.build import surroundings
from course.site.finish import rules

WRONG = {
    '<summary aria-label="Toggle hidden content">': "<summary>",
    "<tr><th></th><th>a</th>": "<tr><td></td><th>a</th>",
    '<th class="blank level0" >&nbsp;</th>': '<td class="blank level0" ></td>',
    '<th class="head"><p></p></th>': '<td class="head"></td>',
    '<a class="reference internal" href="a.html">A</a><details open="open"><summary><span>': (
        '<a class="reference internal" href="a.html">A</a><details open="open">'
        '<summary aria-label="Pages below A"><span>'
    ),
    '<div class="citation" id="a" role="doc-biblioentry">': '<div class="citation" id="a">',
    '<div role="list" class="citation-list">': '<div class="citation-list">',
    '<button onclick="window.print()">': '<button data-press="print">',
    '<button onclick="toggleFullScreen()">': '<button data-press="full screen">',
}
RIGHT = (
    '<button class="btn theme-switch-button" aria-label="Color mode">',
    "<summary>Open</summary>",
    '<th scope="row">w</th>',
    "<th><p>a</p></th>",
)
TOC = """\
format: jb-book
root: chapters/index
chapters:
  - file: chapters/small
    sections:
      - file: chapters/sources
"""
SOURCES = "# Sources\n\n{cite}`one`\n\n```{bibliography}\n```\n"
ENTRY = "@book{one, author = {Ada One}, title = {A Book}, year = {2001}, publisher = {Them}}\n"
JUPYTER_BOOK = "from jupyter_book.cli.main import main; main()"


@pytest.fixture(scope="module")
def untouched(write_small_book, tmp_path_factory):
    """A small book as Sphinx and its theme write it, with a page below another and a source."""
    book = write_small_book(tmp_path_factory.mktemp("untouched") / "book")
    (book / "_toc.yml").write_text(TOC)
    (book / "chapters/sources.md").write_text(SOURCES)
    (book / "chapters/references.bib").write_text(ENTRY)
    command = [sys.executable, "-c", JUPYTER_BOOK, "build", "."]
    done = subprocess.run(
        command, cwd=book, env=os.environ | surroundings(book), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    pages = (book / "_build/html/chapters").glob("*.html")
    return {page.name: page.read_text("utf-8") for page in pages}


@pytest.mark.parametrize("wrong", WRONG)
def test_put_right(wrong, root):
    """Each thing that Sphinx, an extension or pandas gets wrong is put right."""
    assert rules.put_right(wrong, root) == WRONG[wrong]


@pytest.mark.parametrize("right", RIGHT)
def test_left_alone(right, root):
    """What is right stays as it is."""
    assert rules.put_right(right, root) == right


@pytest.mark.parametrize("wrong", [wrong for wrong, _ in rules.PAGE_RULES])
def test_no_rule_is_left_over(wrong, untouched):
    """Each is needed on some page as it is before; else the theme has learnt, and the rule goes."""
    assert [name for name, page in untouched.items() if re.search(wrong, page)]


@pytest.mark.parametrize(
    "words",
    [
        "fontawesome.js", 'as="script"', "searchindex.js", "bd-header-version-warning",
        "search-button-field[^>]*aria-label", "documentation_options.js", 'data-theme="auto"',
    ],
)  # fmt: skip
def test_templates_leave_out(words, untouched):
    """What the theme writes and the templates don't; a rule for it would be left over."""
    assert not [name for name, page in untouched.items() if re.search(words, page)]


def test_search_rules_are_needed(site):
    """What they put right stands in Sphinx's own script, and not in the site's."""
    before = (Path(sphinx.__file__).parent / "themes/basic" / rules.SEARCH[1:]).read_text("utf-8")
    after = (site / rules.SEARCH).read_text("utf-8")
    for wrong, right in rules.SEARCH_RULES.items():
        assert wrong in before
        assert all(word in after for word in re.findall(r"\.[a-z-]+", right))

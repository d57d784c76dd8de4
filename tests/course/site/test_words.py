"""The book's own directives: slips from the checker, the table of symbols."""

import re

import pytest
from bs4 import BeautifulSoup
from chapter_text import ORDER, read_page
from masters import ASSIGNMENTS

from course.checks.backprop import ASSIGNMENT
from course.site.words import known_slips


def test_the_checkers_own_slips():
    """The box holds the very names and hints with which the checker answers."""
    slips = known_slips("backprop", ["relu_backward", "mse_grad"])
    known = [ASSIGNMENT.answers[name].misconceptions for name in ("relu_backward", "mse_grad")]
    assert list(slips.values()) == [slip for answer in known for slip in answer]
    assert all(slips[slip.name] is slip for answer in known for slip in answer)


def test_an_unknown_name_is_answered_with_those_that_are():
    """A misspelt assignment, answer or slip stops the build and says what there is."""
    with pytest.raises(LookupError, match="no assignment called 'backdrop'"):
        known_slips("backdrop", ["relu_backward"])
    with pytest.raises(LookupError, match="no answer 'relu'.*relu_backward"):
        known_slips("backprop", ["relu"])
    with pytest.raises(LookupError, match="no slip called 'typo'.*The checker knows"):
        known_slips("backprop", ["mse_grad"])["typo"]


PAGE = """\
# Slips

:::{slips} backprop relu_backward mse_grad
:only: %s
:::
"""


def page_with(write_small_book, run_build, folder, only):
    book = write_small_book(folder / "book")
    (book / "chapters/small.md").write_text(PAGE % only)
    (book / "chapters/index.md").write_text("# A small book\n")
    return book, run_build(book)


def test_a_box_on_a_page(write_small_book, run_build, tmp_path):
    """Only the slips that are named are there, each with its hint; a wrong name fails the build."""
    slip, other = ASSIGNMENT.answers["relu_backward"].misconceptions[:2]
    book, done = page_with(write_small_book, run_build, tmp_path, slip.name)
    assert done.returncode == 0, done.stderr
    html = (book / "_build/html/chapters/small.html").read_text()
    assert "Common slips" in html and slip.hint.split(".")[0].split("`")[0] in html
    assert other.hint.split(".")[0] not in html
    (book / "chapters/small.md").write_text(PAGE % "typo")
    failed = run_build(book)
    assert failed.returncode != 0 and "no slip called 'typo'" in failed.stderr


def test_the_page_on_the_checker_has_every_assignment():
    """All of them, each under its chapter, in the order of the book."""
    page = read_page("checker").body
    there = re.findall(r"^## (.+)\n\n:::\{known\} (\w+)\n:::$", page, re.M)
    wanted = [chapter for chapter in ORDER if chapter.replace("-", "_") in ASSIGNMENTS]
    titles = [re.search(r"^# (.+)$", read_page(chapter).body, re.M)[1] for chapter in wanted]
    assert there == list(zip(titles, (c.replace("-", "_") for c in wanted), strict=True))
    assert len(wanted) == len(ASSIGNMENTS)


def test_a_list_on_a_page(write_small_book, run_build, tmp_path):
    """Every slip of every answer, with its hint; an unknown assignment fails the build."""
    book = write_small_book(tmp_path / "book")
    small, index = book / "chapters/small.md", book / "chapters/index.md"
    index.write_text("# A small book\n")
    small.write_text("# Known\n\n:::{known} backprop\n:::\n")
    done = run_build(book)
    assert done.returncode == 0, done.stderr
    tree = BeautifulSoup((book / "_build/html/chapters/small.html").read_text(), "html.parser")
    names = [tag.text.removesuffix(".") for tag in tree.select("article li strong")]
    known = [slip.name for a in ASSIGNMENT.answers.values() for slip in a.misconceptions]
    assert names == known
    small.write_text("# Known\n\n:::{known} backdrop\n:::\n")
    failed = run_build(book)
    assert failed.returncode != 0 and "no assignment called 'backdrop'" in failed.stderr

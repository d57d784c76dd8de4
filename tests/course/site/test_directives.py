"""The book's own directives: slips from the checker, the table of symbols."""

import re

import pytest
from bs4 import BeautifulSoup
from chapter_text import ORDER, read_page
from masters import ASSIGNMENTS

from course.checks.backprop import ASSIGNMENT
from course.site.teach.directives import known_slips


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


SLIP, OTHER = ASSIGNMENT.answers["relu_backward"].misconceptions[:2]
LIST = """\
# Known

:::{known} %s
:::
"""


@pytest.fixture(scope="module")
def book(write_small_book, tmp_path_factory):
    """A book of two pages: a box with one slip, and a list of all."""
    made = write_small_book(tmp_path_factory.mktemp("words") / "book")
    (made / "chapters/index.md").write_text(PAGE % SLIP.name)
    (made / "chapters/small.md").write_text(LIST % "backprop")
    return made


@pytest.fixture(scope="module")
def made(book, run_build):
    done = run_build(book)
    assert done.returncode == 0, done.stderr
    return book / "_build/html/chapters"


def test_a_box_on_a_page(made):
    """Only the slips that are named are there, each with its hint."""
    html = (made / "index.html").read_text()
    assert "Common slips" in html and SLIP.hint.split(".")[0].split("`")[0] in html
    assert OTHER.hint.split(".")[0] not in html


def test_a_list_on_a_page(made):
    """Every slip of every answer, with its hint."""
    tree = BeautifulSoup((made / "small.html").read_text(), "html.parser")
    names = [tag.text.removesuffix(".") for tag in tree.select("article li strong")]
    known = [slip.name for a in ASSIGNMENT.answers.values() for slip in a.misconceptions]
    assert names == known


def test_a_wrong_name_fails_the_build(made, book, run_build):
    """An unknown slip in a box, an unknown assignment in a list."""
    for page, text, said in (
        ("index", PAGE % "typo", "no slip called 'typo'"),
        ("small", LIST % "backdrop", "no assignment called 'backdrop'"),
    ):
        path = book / f"chapters/{page}.md"
        before = path.read_text()
        path.write_text(text)
        failed = run_build(book)
        path.write_text(before)
        assert failed.returncode != 0 and said in failed.stderr


def test_the_page_on_the_checker_has_every_assignment():
    """All of them, each under its chapter, in the order of the book."""
    page = read_page("checker").body
    there = re.findall(r"^## (.+)\n\n:::\{known\} (\w+)\n:::$", page, re.M)
    wanted = [chapter for chapter in ORDER if chapter in ASSIGNMENTS]
    titles = [re.search(r"^# (.+)$", read_page(chapter).body, re.M)[1] for chapter in wanted]
    assert there == list(zip(titles, wanted, strict=True))
    assert len(wanted) == len(ASSIGNMENTS)

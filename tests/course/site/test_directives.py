"""The book's own directives: slips from the checker, the table of symbols."""

import re

import pytest
from bs4 import BeautifulSoup
from chapter_text import ORDER, read_page
from masters import ASSIGNMENTS

from course.checks.backprop import ASSIGNMENT
from course.checks.mending.kinds import KINDS
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


SLIP, OTHER = ASSIGNMENT.answers["relu_backward"].misconceptions[:2]
BOX = """\
:::{slips} backprop relu_backward mse_grad
:only: %s
:::
"""
LIST = """\
:::{known} %s
:::
"""


def test_a_box_on_a_page(sphinx):
    """Only the slips that are named are there, each with its hint."""
    app = sphinx(BOX % SLIP.name)
    assert app.statuscode == 0, app.warning.getvalue()
    html = (app.outdir / "index.html").read_text("utf-8")
    assert "Common slips" in html and SLIP.hint.split(".")[0].split("`")[0] in html
    assert OTHER.hint.split(".")[0] not in html


def test_a_list_on_a_page(sphinx):
    """Every slip of every answer, with its hint."""
    app = sphinx(LIST % "backprop")
    assert app.statuscode == 0, app.warning.getvalue()
    tree = BeautifulSoup((app.outdir / "index.html").read_text("utf-8"), "html.parser")
    names = [tag.text.removesuffix(".") for tag in tree.select("[role=main] li strong")]
    known = [slip.name for a in ASSIGNMENT.answers.values() for slip in a.misconceptions]
    assert names == known


def test_a_list_is_folded_by_answer(sphinx):
    """What stands open is how each answer is called and how many mistakes are known in it."""
    app = sphinx(LIST % "backprop")
    tree = BeautifulSoup((app.outdir / "index.html").read_text("utf-8"), "html.parser")
    folds = tree.select("[role=main] details")
    assert not any("open" in fold.attrs for fold in folds)
    said = [(fold.summary.text, len(fold.select("li"))) for fold in folds]
    answers = ASSIGNMENT.answers.values()
    counts = [len(answer.misconceptions) for answer in answers]
    called = [f"{answer.name}({', '.join(answer.inputs)})" for answer in answers]
    wanted = [(f"{name}: {n} mistakes", n) for name, n in zip(called, counts, strict=True)]
    assert said == wanted
    assert len(tree.select("[role=main] li strong")) == sum(counts), "some are not folded"


def test_the_kinds_that_are_mended(sphinx):
    """Each with its words, and three dots for a piece of the learner's line."""
    app = sphinx(":::{mended}\n:::\n")
    assert app.statuscode == 0, app.warning.getvalue()
    tree = BeautifulSoup((app.outdir / "index.html").read_text("utf-8"), "html.parser")
    (fold,) = tree.select("[role=main] details")
    said = [" ".join(item.text.split()) for item in fold.select("li")]
    assert fold.summary.text == f"{len(KINDS)} kinds of mistakes"
    assert {one.split(".")[0] for one in said} == {kind.name for kind in KINDS}
    assert len(said) == len(KINDS) and not any("{" in one for one in said)
    assert any("..." in one for one in said)


@pytest.mark.parametrize(
    "text, said",
    [
        (BOX % "typo", "no slip called 'typo'"),
        (LIST % "backdrop", "no assignment called 'backdrop'"),
    ],
)
def test_a_wrong_name_fails_the_build(sphinx, text, said):
    """An unknown slip in a box, an unknown assignment in a list."""
    app = sphinx(text)
    assert app.statuscode == 1 and said in app.warning.getvalue()


def test_the_page_on_the_checker_says_how_a_line_is_found():
    """And when nothing is said, with every kind of mistake that an edit undoes."""
    page = read_page("checker").source
    told = page.partition("## How it finds the line\n")[2].partition("\n## ")[0]
    for what in ("one small edit", "never shown the fixed line", "It is silent:", ":::{mended}"):
        assert what in told, what


def test_the_page_on_the_checker_has_every_assignment():
    """All of them, each under its chapter, in the order of the book."""
    page = read_page("checker").source
    there = re.findall(r"^## (.+)\n\n:::\{known\} (\w+)\n:::$", page, re.M)
    wanted = [chapter for chapter in ORDER if chapter in ASSIGNMENTS]
    titles = [read_page(chapter).title for chapter in wanted]
    for title, name in zip(titles, wanted, strict=True):
        if (title, name) not in there:
            pytest.fail(f"chapters/checker.md lacks '## {title}', below it ':::{{known}} {name}'")
    assert there == list(zip(titles, wanted, strict=True)), "chapters/checker.md: the book's order"
    assert set(wanted) == ASSIGNMENTS.keys(), "an assignment is called as its chapter is"

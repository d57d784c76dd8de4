"""What the book promises of its own pages is so, and sentences that were wrong stay away."""

import dataclasses
import re

import chapter_prose as prose
import pytest
import yaml
from chapter_rules import glossary
from chapter_text import APPENDICES, CHAPTERS, CONTENTS, ORDER, directives, read_page

from course.site.source.route import ROUTES

PAGES = [read_page(name) for name in ("index", *ORDER, *APPENDICES)]
FASTEST = 90  # words a minute, for somebody who works the numbers along


def homes():
    """Each term of the glossary with the pages that its entry points to."""
    text = (CHAPTERS / "glossary.md").read_text(encoding="utf-8")
    entries = re.findall(r"^(\S.*)\n((?:    .*\n?)+)", text, re.M)
    return [(term, page) for term, e in entries for page in re.findall(r"\{doc\}`([\w-]+)`", e)]


def uses(term, page):
    """Whether the page's words have the term, in the singular or the plural."""
    words = " ".join(page.words.lower().split())
    return re.search(rf"\b{re.escape(term.lower())}(s|es)?\b", words) is not None


def hurried(page):
    """What is wrong with the minutes that a chapter asks for, if anything is."""
    given = re.search(r"\*\*Time\*\*: (\d+)", page.source)
    if given is None:
        return ["it does not give its minutes: '- **Time**: 30 minutes, and 60 for the exercises.'"]
    minutes = int(given[1])
    words = sum(len(sentence.split()) for sentence in prose.sentences(page))
    return [f"{words} words in {minutes} minutes"] if words > FASTEST * minutes else []


def test_the_glossary_was_read():
    """Every entry that names a chapter is among those looked at."""
    assert {term for term, page in glossary().items() if page} <= {term for term, _ in homes()}


@pytest.mark.parametrize(("term", "page"), homes(), ids=lambda value: value.replace(" ", "-"))
def test_a_glossary_entry_leads_to_a_page_that_uses_the_word(term, page):
    """Who follows the entry finds the word there."""
    assert uses(term, read_page(page))


def test_a_page_without_the_word_is_noticed():
    """The chapter on activations says "scores", and not "logits"."""
    assert not uses("logit", read_page("activations"))


@pytest.mark.parametrize("name", ORDER)
def test_the_minutes_are_enough(name):
    """A chapter's time is enough to read its sentences at a calm pace."""
    assert hurried(read_page(name)) == []


def test_too_few_minutes_are_noticed():
    """Twenty minutes are too little for one of the longer early chapters."""
    page = read_page("perceptron")
    short = re.sub(r"(\*\*Time\*\*: )\d+", r"\g<1>20", page.source)
    assert "in 20 minutes" in hurried(dataclasses.replace(page, source=short))[0]


MARK = " (side trip)"


def test_side_trips_are_marked_in_the_list_of_chapters():
    """Those that say so of themselves, by words, behind the chapter's own title."""
    parts = yaml.safe_load(CONTENTS.read_text(encoding="utf-8"))["parts"]
    pages = [page for part in parts for page in part["chapters"]]
    titles = {page["file"].rsplit("/")[-1]: page["title"] for page in pages if "title" in page}
    beside = [page for page in map(read_page, ORDER) if page.facts.get("route") == "side"]
    assert titles == {page.name: page.title + MARK for page in beside}


def test_the_front_page_names_every_route():
    """So each chapter is named there once, whichever it lies on."""
    named = [one.title for one in directives(read_page("index").tokens, "route")]
    assert named == list(ROUTES)


# Each was on a page once, and was wrong or promised too much.
WITHDRAWN = (
    "kinds of grape",
    "the grape: 0 for Barolo",
    "stretched to twice its height and pulled down",
    "never reaches the back",
    "nearly any shape",
    "They leave no choice",
    "five lines that could",
    "it counts fairly",
    "for thirty years",
    "worth so much money",
    "most flat places are saddles",
    "millionth of the two lengths",
    "a year of school",
    "harder than this one",
    "Each number on these pages was printed by code",
    "copy the code with the button",
    "a newspaper expected it",
    "The newspapers expect it",
    "All nine slopes are zero",
    "Among equals, go from left to right",
    "A power of 2 is called a square",
    "Anywhere else it moves the name",
    "one for each step of the picture",
    "A run to one side always",
    "it got all four wrong",
    "np.where(mask, a, 0)",
    "logarithms of chances are negative",
    "it will look thousands of times",
    "So real code never takes",
    "nor of anything below: no power of *e* is zero",
    "the number at the back changes",
    "and you get three,",
    "one matrix product a layer",
    "moves with every nudge",
    "of a thousand hardly move it",
    "so its weights get no gradient and do no harm",
    "as close to a shrug as a network comes",
    "read a digit wherever it lies",
    "sixteen times the confidence",
    "a tip of each ends up",
    "nothing makes the crossing special",
    "no longer call are mostly corked",
    "the wrong ones are no slower",
    "predicted 0 for everything",
    "the number under each arrow",
    "with a number on every arrow",
    "finds it too",
    "MacQueen names it",
    "| 2017 | Attention:",
    "made for the sums of networks",
    "axis 1 runs along the columns",
    "stretching a smaller array",
    "If they differ, the code is wrong",
    "The table itself is never written down",
    "in it are always these",
    "the mean is a few",
)


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_what_was_withdrawn_stays_away(page):
    """No page has one of the sentences that were mended."""
    assert [words for words in WITHDRAWN if words in page.source] == []


def test_synchronous_training_is_not_laid_to_an_asynchronous_paper():
    """Equal shares, all in step, are in Goyal and others; Dean and others did not wait."""
    assert "dean2012" not in read_page("training").source

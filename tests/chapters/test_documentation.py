"""Whoever has read the book can open other people's documentation and know the words.

`documentation.yml` lists the technical terms of five public pages; the glossary has each of them.
"""

import re

import pytest
import yaml
from chapter_rules import glossary
from chapter_text import CHAPTERS

PAGES = yaml.safe_load(
    (CHAPTERS.parent / "tests/chapters/documentation.yml").read_text(encoding="utf-8")
)
# Where the page's word is another form of the glossary's: of a verb, or of the thing itself.
FORMS = {
    "squared error": "mean squared error",
    "standardization": "standardise",
    "generalization": "generalise",
    "training": "train",
}


def plain(term):
    """A term without what differs by taste: capitals, hyphens, -ize for -ise, a plural."""
    letters = re.sub(r"[^a-z0-9]", "", term.lower().replace("iz", "is"))
    return letters.removesuffix("s") if not letters.endswith("ss") else letters


def missing(terms, known):
    """The terms that the glossary lacks."""
    there = {plain(term) for term in known}
    return [term for term in terms if plain(FORMS.get(term, term)) not in there]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["title"].replace(" ", "-"))
def test_the_glossary_has_every_term_of_a_public_page(page):
    """None is left out."""
    lacking = missing(page["terms"], glossary())
    assert lacking == [], f"chapters/glossary.md lacks words of {page['address']}"


def test_there_are_five_pages_with_many_terms_and_none_twice():
    """A page has at least thirty, and is said where and when it was read."""
    assert len({page["address"] for page in PAGES}) == 5
    for page in PAGES:
        names = [plain(term) for term in page["terms"]]
        assert len(names) == len(set(names)) >= 30
        assert page["read"] and page["source"]


def test_a_term_that_is_missing_is_noticed():
    """Planted: a word that nobody explains, and one that is spelt the other way."""
    assert missing(["Optimizers", "back propagation"], ["optimiser", "Back-propagation"]) == []
    assert missing(["blorp", "loss"], ["loss"]) == ["blorp"]
    assert missing(["loss"], ["losses of a shop"]) == ["loss"]

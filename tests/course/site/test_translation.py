"""Code and equations say that a translation is to leave them alone, on every page."""

import re

import pytest

from course.site.finish.translation import spare
from course.site.source.pages import own

TAG = re.compile(r'<(?:pre|code)\b[^>]*>|<\w+ class="(?:[^"]* )?math[ "][^>]*>')


def untold(page):
    """The tags of code and equations that lack the attribute; Sphinx marks code in a line."""
    marked = re.compile(r'translate="no"|<code class="[^"]*\bnotranslate\b')
    return [tag for tag in TAG.findall(page) if not marked.search(tag)]


@pytest.mark.parametrize(
    "tag",
    [
        "<pre>",
        '<pre class="literal-block">',
        '<code class="docutils literal">',
        '<span class="math nn-tied">',
        '<div class="math" id="equation-one">',
    ],
)
def test_each_kind_is_marked(tag):
    """With and without a class of its own; what is marked already is not marked twice."""
    marked = spare(f"<p>{tag}for x in y")
    assert untold(marked) == [] and untold(tag) == [tag]
    assert marked == f'<p>{tag[:-1]} translate="no">for x in y'


def test_words_are_not_marked():
    """They are what a reader wants translated."""
    page = '<p>Words.</p><span class="mathematics">More.</span><div class="admonition"></div>'
    assert spare(page) == page


def test_every_page(site):
    """As the site has them in the end."""
    pages = {page.name: page.read_text("utf-8") for page in own(site)}
    assert sum(len(TAG.findall(text)) for text in pages.values()) > 1000
    assert {name: found for name, text in pages.items() if (found := untold(text))} == {}

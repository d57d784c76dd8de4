"""The whole book as one page: every name once, every link leads somewhere, nothing is missing."""

import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup

from course.site.pdf import whole
from course.site.source.pages import named_pages


@pytest.fixture(scope="module")
def names(request):
    return named_pages(request.config.rootpath)


@pytest.fixture(scope="module")
def page(site, names):
    return BeautifulSoup(whole(site, names), "html.parser")


def test_every_page_is_a_part(site, page, names):
    """In the order of the table of contents, with all of its headings."""
    parts = page.select("main > section.nn-part")
    assert [part["id"] for part in parts] == [name.replace("/", "-") for name in names]
    for name, part in zip(names, parts, strict=True):
        alone = BeautifulSoup((site / f"{name}.html").read_text("utf-8"), "html.parser")
        headings = alone.select("article.bd-article :is(h1, h2)")
        assert [h.get_text() for h in part.select("h1, h2")] == [h.get_text() for h in headings]


def test_links_lead_to_what_is_there(site, page):
    """Within the PDF to a name that exists once; to a file of the site; or to another host."""
    ids = Counter(element["id"] for element in page.select("[id]"))
    assert [name for name, times in ids.items() if times > 1] == []
    for element in page.select("[href], [src]"):
        target = element.get("href") or element.get("src")
        if target.startswith("#"):
            assert target[1:] in ids, element
        elif not re.match(r"[a-z]+:", target):
            assert (site / re.split("[?#]", target)[0]).exists(), element
    drawn = re.findall(r"url\(#([^)]+)\)", str(page.main))
    assert drawn and set(drawn) <= set(ids)


def test_nothing_runs_and_nothing_waits_for_a_script(page):
    """No script is in it, and the answers to the questions are."""
    assert not page.select("script")
    assert len(page.select(".nn-question .nn-right")) == len(page.select(".nn-question")) > 40
    assert len(page.select(".nn-stage svg")) >= 12

"""Printing: the whole book by `make pdf`'s own function, and a page as a reader prints it."""

import re

import pytest
from chromium import NO_WORKER

from course.site import pdf
from course.site.pages import named_pages

BARS = "button, nav:not([aria-label=Page]), header, footer, .nn-bar, .nn-controls"
SEEN = """(bars) => [...document.querySelectorAll(bars)]
  .filter((e) => e.checkVisibility())
  .map((e) => e.outerHTML.slice(0, 80))"""


def test_the_book_is_printed(browser, site, tmp_path, request):
    """Three pages of the book become a PDF whose outline has their headings."""
    names = [name for name in named_pages(request.config.rootpath) if "backprop" in name]
    file = tmp_path / "book.pdf"
    pdf.print_page(browser, pdf.whole(site, names), site, file)
    printed = file.read_bytes()
    assert printed.startswith(b"%PDF-")
    titles = re.findall(rb"/Title \(([^)]*)\)", printed)
    assert b"Back-propagation" in titles and b"Who broke it?" in titles
    assert len(re.findall(rb"/Type /Page\b(?!s)", printed)) > 10
    assert not list(site.glob("tmp*.html"))  # the page that was printed is gone


@pytest.mark.parametrize("path", ["chapters/backprop.html", "exercises/backprop/backprop.html"])
def test_a_page_prints_clean(visit, path):
    """No bar, no button, black on white even in the dark; the chapter's contents may stay."""
    shown = visit(path, color_scheme="dark", **NO_WORKER)
    page = shown.page
    page.wait_for_selector("html[data-theme=dark]")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.evaluate(SEEN, BARS) == []
    colours = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    light, dark = (sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in colours)
    assert light > 700 and dark < 200
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_questions_print_with_every_answer(visit):
    """The list with its explanations stands in place of the buttons, on paper and nowhere else."""
    page = visit("chapters/backprop.html", **NO_WORKER).page
    page.wait_for_selector(".nn-option")
    question = page.locator(".nn-question").first
    answer, button = question.locator("li.nn-right"), question.locator(".nn-option").first
    assert button.is_visible() and not answer.is_visible()
    page.emulate_media(media="print")
    assert answer.is_visible() and "Yes." in answer.inner_text()
    assert not button.is_visible() and question.locator(".toggle-button").count() == 0

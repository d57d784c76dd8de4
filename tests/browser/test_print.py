"""A page as a reader prints it; `tests/course/site/test_editions.py` has the whole book."""

import re

import pytest
from chromium import NO_WORKER
from task import Task

BARS = "button, nav:not([aria-label=Page]), header, footer, .nn-bar, .nn-controls"
SEEN = """(bars) => [...document.querySelectorAll(bars)]
  .filter((e) => e.checkVisibility())
  .map((e) => e.outerHTML.slice(0, 80))"""


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


def test_folded_answers_print_open_and_without_a_button(new_visit):
    """Whoever prints before the questions have become buttons, or where they never do."""
    page = new_visit("chapters/index.html", **NO_WORKER).page
    page.route("**/parts/quiz-*.js", lambda route: route.abort())
    page.goto(page.url.replace("index", "backprop"))
    page.locator(".nn-answers button").first.wait_for()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.evaluate(SEEN, BARS) == []
    assert page.locator(".nn-answers li").first.is_visible()


# A4 without margins of 18 mm, and a wide window: WebKit goes by its width on paper too.
PAPER, WIDE = {"width": 657, "height": 986}, {"width": 1250, "height": 900}
CUT = """() => [...document.querySelectorAll(".bd-article *")]
  .filter((e) => e.checkVisibility() && !e.closest(".katex-mathml, svg, .visually-hidden"))
  .filter((e) => getComputedStyle(e).overflowX !== "visible" && e.clientWidth > 0)
  .filter((e) => e.scrollWidth > e.clientWidth + 1)
  .map((e) => e.outerHTML.slice(0, 90))"""
SHARE = "document.querySelector('.bd-article').getBoundingClientRect().width / innerWidth"
CARET_BEYOND = """(width) => {
  const caret = document.querySelector(".cm-focused .cm-cursor");
  return parseFloat(caret?.style.left) > width;
}"""
LONG = "def relu_backward(dA, z):\n    return dA * (z > 0)  # " + "a long remark, " * 12


def on_paper(shown):
    shown.page.emulate_media(media="print")
    return shown.page


@pytest.mark.parametrize("path", ["chapters/numpy.html", "chapters/backprop.html"])
def test_no_line_is_cut_off(visit, path):
    """Paper can't be scrolled."""
    assert on_paper(visit(path, viewport=PAPER, **NO_WORKER)).evaluate(CUT) == []


def test_no_line_of_an_answer_is_cut_off(opened):
    """An editor's lines are broken too; the caret, which stands at their end, is left out."""
    shown = opened(viewport=PAPER, **NO_WORKER)
    Task(shown.page, "relu_backward").write(LONG)
    shown.page.wait_for_function(CARET_BEYOND, arg=PAPER["width"])
    assert shown.page.evaluate(CUT) != []  # on the screen it scrolls
    assert on_paper(shown).evaluate(CUT) == []


def test_text_takes_the_whole_paper(visit):
    """Nothing is left free for bars, though a window of this size has room for two."""
    page = on_paper(visit("chapters/backprop.html", viewport=WIDE, **NO_WORKER))
    assert page.evaluate(SHARE) > 0.95


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

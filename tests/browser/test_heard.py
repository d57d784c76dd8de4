"""What a screen reader is given: equations to read, words for pictures, and news when they come."""

import re
import unicodedata

import pytest
from chromium import NO_WORKER
from heard import equations, is_announced, name, role, tree
from task import PAGE, Task

CHAPTER = "chapters/backprop.html"
# What each equation of the page says in its MathML, those aside that are folded or hidden.
WRITTEN = """() => [...document.querySelectorAll(".katex math")]
  .filter((one) => one.closest(".katex").checkVisibility())
  .map((one) => one.textContent)"""
# Spaces, and signs that show nothing, such as the one for "apply a function".
UNSEEN = re.compile(r"[\s\u2061-\u2064\u200b]")


def plain(texts):
    """Without what nobody sees; a letter is told as the slanting one that it is drawn as."""
    return [UNSEEN.sub("", unicodedata.normalize("NFKC", text)) for text in texts]


def unread(page):
    """The equations of a page that are not read as they are written, or not in their order."""
    written, read = plain(page.evaluate(WRITTEN)), plain(equations(page))
    if len(written) != len(read):
        return [f"{len(written)} are written and {len(read)} read"]
    return [pair for pair in zip(written, read, strict=True) if pair[0] != pair[1]]


@pytest.mark.parametrize("path", [CHAPTER, PAGE, "chapters/notation.html"])
def test_equations_are_read(visit, path):
    """Each one once, sign by sign, where it stands in the text; what is drawn of it is left out."""
    page = visit(path, **NO_WORKER).page
    assert len(page.evaluate(WRITTEN)) > 5
    assert unread(page) == []
    assert page.locator(".katex-html:not([aria-hidden=true])").count() == 0


EQUATION = """<p>So <span class="katex"><span class="katex-mathml"{}><math><mi>x</mi><mo>=</mo>
<mn>2</mn></math></span><span class="katex-html" aria-hidden="true">x=2</span></span>.</p>"""


def test_a_mute_equation_is_seen(faulty):
    """Planted: MathML that is hidden from those who would hear it."""
    assert unread(faulty(EQUATION.format("")).page) == []
    assert unread(faulty(EQUATION.format(' aria-hidden="true"')).page) != []


def test_pictures_and_stops_have_names(visit):
    """For a screen reader no picture is without words, and nothing to press is nameless."""
    page = visit(CHAPTER, **NO_WORKER).page
    page.locator(".nn-explorable").first.scroll_into_view_if_needed()
    page.wait_for_selector("[data-live]")
    named = {"image", "button", "link", "slider", "textbox", "checkbox", "combobox", "searchbox"}
    asked = [node for node in tree(page).values() if role(node) in named]
    assert {"image", "button", "link"} <= {role(node) for node in asked}
    assert [node for node in asked if not name(node).strip()] == []


def test_an_explorable_says_what_it_shows(visit):
    """Its sentence is told when it changes."""
    page = visit(CHAPTER, **NO_WORKER).page
    page.locator(".nn-explorable").first.scroll_into_view_if_needed()
    page.wait_for_selector("[data-live]")
    assert is_announced(page, ".nn-told")
    before = page.locator(".nn-told").inner_text()
    page.get_by_role("button", name="Next").click()
    assert page.locator(".nn-told").inner_text() != before


def test_an_answer_says_how_it_was(visit):
    """Why an answer of a question is right or wrong."""
    page = visit(CHAPTER, **NO_WORKER).page
    option = page.locator(".nn-option").first
    option.wait_for()
    assert is_announced(page, ".nn-option + .nn-why")
    option.click()
    assert page.locator(".nn-option + .nn-why").first.inner_text()[0] in "✓✗"


def test_a_symbol_says_what_it_is(visit):
    """The note beside it is there, and empty, before it is asked for."""
    page = visit(CHAPTER, **NO_WORKER).page
    assert is_announced(page, ".nn-note")
    page.locator("article .katex:has([data-symbol])").first.focus()
    page.keyboard.press("ArrowRight")
    page.locator(".nn-note").filter(has_text="Shape:").wait_for()
    assert is_announced(page, ".nn-note")


def test_a_task_says_how_it_goes(opened):
    """The line beside the buttons, where Python's start, the verdict and hints are told."""
    page = opened(**NO_WORKER).page
    task = Task(page, "relu_backward")
    assert is_announced(page, f"#{task.cell.get_attribute('id')} .nn-status")
    task.press("Hint")
    assert "hint is open" in task.status.inner_text()


# Remembers each region that comes into the page with its words already in it.
TOO_LATE = """new MutationObserver((all) => {
  const added = all.flatMap((one) => [...one.addedNodes]).filter((one) => one.nodeType === 1);
  const regions = added.flatMap((one) => [one, ...one.querySelectorAll("*")])
    .filter((one) => one.matches("[role=status], [role=alert], [aria-live]"));
  const full = regions.filter((one) => one.textContent.trim() && !one.closest(".nn-line"));
  (window.tooLate ??= []).push(...full.map((one) => one.outerHTML.slice(0, 200)));
}).observe(document, { childList: true, subtree: true });"""


def test_a_notice_is_heard(opened):
    """A box that comes because of another tab is there before its words."""
    shown = opened(first=TOO_LATE, **NO_WORKER)
    other = shown.context.new_page()
    other.goto(shown.page.url)
    Task(other, "relu_backward").write("# one")
    Task(shown.page, "relu_backward").write("# two")
    shown.page.locator(".nn-notice:not(:empty)").first.wait_for()
    assert shown.page.evaluate("window.tooLate ?? []") == []


def test_what_a_search_found_is_heard(visit):
    """How many pages, as soon as they are counted."""
    page = visit("search.html?q=gradient", first=TOO_LATE, **NO_WORKER).page
    page.locator(".search-summary").filter(has_text="found").wait_for()
    assert is_announced(page, ".search-summary")
    assert page.evaluate("window.tooLate ?? []") == []


def test_a_region_that_comes_full_is_seen(faulty):
    """Planted: as it stood before, and one that nobody is told of."""
    late = "document.body.insertAdjacentHTML('beforeend', '<p role=status>Done.</p>')"
    text = f"<p class=mute></p><p class=told role=status></p><script>{late}</script>"
    page = faulty(text, first=TOO_LATE).page
    assert len(page.evaluate("window.tooLate")) == 1
    assert is_announced(page, ".told") and not is_announced(page, ".mute")
    page.evaluate("document.querySelector('.told').hidden = true")
    assert not is_announced(page, ".told")

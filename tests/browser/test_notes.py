"""Symbols and terms say what they are: to a pointer, a finger and the keyboard."""

import pytest
from page_checks import PHONE, everything, wider_than_the_screen

PAGE = "chapters/backprop.html"


@pytest.fixture
def shown(visit):
    """A page with equations and terms, and its note."""
    return visit(PAGE)


@pytest.fixture
def note(shown):
    return shown.page.locator(".nn-note")


def symbol(page):
    return page.locator("article .katex-html [data-symbol]").first


def test_pointing_at_a_symbol(shown, note):
    """Its name, how to say it, its shape; the note stays while the pointer is on it."""
    symbol(shown.page).hover()
    note.filter(has_text="Shape:").wait_for()
    note.hover()
    shown.page.wait_for_timeout(500)
    assert note.is_visible()
    shown.page.keyboard.press("Escape")
    assert note.is_hidden()


def test_keyboard(shown, note):
    """An equation is one stop; the arrows go through its symbols; Escape closes the note."""
    page = shown.page
    equation = page.locator("article .katex:has([data-symbol])").first
    equation.focus()
    page.keyboard.press("End")
    note.filter(has_text="Shape:").wait_for()
    last = note.inner_text()
    page.keyboard.press("Home")
    assert page.locator(".nn-at").count() == 1
    page.keyboard.press("Escape")
    assert note.is_hidden()
    keys = equation.locator(".katex-html [data-symbol]")
    name = page.evaluate(
        "(key) => window.nnSymbols[key].name", keys.last.get_attribute("data-symbol")
    )
    assert last.startswith(name)


def test_the_maths_stays_readable(shown):
    """Every equation with symbols keeps its MathML, and says what the arrow keys do."""
    equations = shown.page.locator("article .katex:has([data-symbol])")
    assert equations.count() > 5
    for place in range(equations.count()):
        assert equations.nth(place).locator("math").count() == 1
        assert "arrow keys" in equations.nth(place).get_attribute("aria-label")


def test_a_term_of_the_glossary(shown, note):
    """The glossary's own words, on pointing at it and on reaching it with Tab."""
    link = shown.page.locator('article a[href*="#term-"]').first
    link.hover()
    note.filter(has_text=link.inner_text()).wait_for()
    words = note.inner_text()
    assert len(words.split()) > 8
    shown.page.keyboard.press("Escape")
    link.focus()
    note.filter(has_text=link.inner_text()).wait_for()
    assert note.inner_text() == words


def test_a_tap(visit):
    """On a phone the note stands on the screen, whole."""
    shown = visit(PAGE, viewport=PHONE, has_touch=True)
    symbol(shown.page).tap()
    note = shown.page.locator(".nn-note")
    note.wait_for()
    box = note.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    assert not wider_than_the_screen(shown.page)


def test_open_to_everybody(visit, axe):
    """axe finds nothing while a note is open, light or dark."""
    shown = visit(PAGE, viewport=PHONE)
    symbol(shown.page).click()
    shown.page.locator(".nn-note").wait_for()
    assert everything(shown, axe) == {}

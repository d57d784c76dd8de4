"""The theme's colours are there at once, and its buttons work with what is left of Bootstrap."""

import re

import pytest
from chromium import NO_WORKER

from course.site.finish.inline import guarded
from course.site.teach.layout import TEMPLATES

WIDE = {"width": 1200, "height": 900}
PAGE = "chapters/index.html"
CODED = "chapters/perceptron.html"
COLOURS = """() => {
  const { color, backgroundColor } = getComputedStyle(document.body);
  const keyword = document.querySelector(".highlight :is(.k, .kn)");
  const { theme } = document.documentElement.dataset;
  return [theme, color, backgroundColor, getComputedStyle(keyword).color];
}"""
# How the template decides.
LINE = re.compile(r"dataset\.theme = (.*);")
CHOOSE = "(mode) => localStorage.setItem('mode', mode)"


def test_menu_opens_and_closes(visit):
    """The menu of downloads opens by a click, the arrow goes down in it, Escape closes it."""
    page = visit(PAGE, viewport=WIDE, **NO_WORKER).page
    button = page.get_by_role("button", name="Download this page")
    first = page.locator(".dropdown-download-buttons .dropdown-item").first
    assert not first.is_visible()
    button.click()
    first.wait_for(state="visible")
    assert button.get_attribute("aria-expanded") == "true"
    button.press("ArrowDown")
    assert first.evaluate("(item) => item === document.activeElement")
    page.mouse.move(600, 600)  # under a pointer it stays open
    page.keyboard.press("Escape")
    first.wait_for(state="hidden")


def test_tip_is_shown(visit):
    """A button without a word says what it does when one points at it, and no longer after."""
    page = visit(PAGE, viewport=WIDE, **NO_WORKER).page
    page.get_by_role("button", name="Color mode").hover()
    page.locator(".tooltip.show").filter(has_text="Color mode").wait_for()
    page.mouse.move(600, 600)
    page.locator(".tooltip").wait_for(state="detached")


def before_the_scripts(page):
    """The colours of a page whose script files never come."""
    page.route("**/*.js*", lambda route: route.abort())
    page.reload()
    return page.evaluate(COLOURS)


@pytest.mark.parametrize("chosen", ["auto", "light", "dark"])
@pytest.mark.parametrize("system", ["light", "dark"])
def test_colours_are_there_before_the_scripts(new_visit, system, chosen):
    """They are those that the theme's script decides on, as the reader or the system wants them."""
    page = new_visit(CODED, color_scheme=system, **NO_WORKER).page
    page.evaluate(CHOOSE, chosen)
    page.reload()
    decided = page.evaluate(COLOURS)
    assert decided[0] == (system if chosen == "auto" else chosen)
    assert before_the_scripts(page) == decided


def test_colours_that_come_late_are_seen(new_visit):
    """The theme's own line, in the place of ours, leaves a page without any."""
    page = new_visit(CODED, color_scheme="dark", **NO_WORKER).page
    decided = page.evaluate(COLOURS)
    (line,) = LINE.findall((TEMPLATES / "layout.html").read_text("utf-8"))
    ours, late = guarded(line), 'localStorage.getItem("theme") || "auto"'

    def old(route):
        answer = route.fetch()
        assert ours in answer.text()
        route.fulfill(response=answer, body=answer.text().replace(ours, late))

    page.evaluate("localStorage.clear()")
    page.route("**/*.html", old)
    assert before_the_scripts(page) != decided


def test_a_page_without_scripts_has_the_colours_of_the_day(new_visit):
    """As it has them with scripts."""
    bare = new_visit(CODED, java_script_enabled=False, **NO_WORKER).page.evaluate(COLOURS)
    assert bare == new_visit(CODED, **NO_WORKER).page.evaluate(COLOURS)

"""With a pointer: a press that was not meant can be taken back, and what appears beside the pointer
can be read and sent away.
"""

import pytest
from chromium import NO_WORKER
from task import PAGE

WIDE = {"width": 1280, "height": 800}
# A button or link of each kind that a page has.
PRESSED = {
    "chapters/perceptron.html": (
        "button.theme-switch-button",
        "button.primary-toggle",
        ".dropdown-download-buttons > button",
        ".bd-links summary .toctree-toggle",
        ".nn-option",
        ".nn-controls .nn-button",
        "a.reference.internal[href*='#term-']",
    ),
    PAGE: (".nn-bar .nn-button", ".nn-notebook-tools .nn-button", "article details summary"),
    "chapters/progress.html": (".nn-progress-bar .nn-button",),
}
# What a page shows, its place in the window, editors that come to it and notes beside the pointer
# aside.
STATE = """() => {
  const copy = document.querySelector("main").cloneNode(true);
  copy.querySelectorAll(".tooltip, .nn-note, .cell_input").forEach((one) => one.remove());
  const open = [...document.querySelectorAll("details")].map((one) => one.open);
  const { theme, mode } = document.documentElement.dataset;
  const sidebar = document.querySelector("#pst-primary-sidebar")?.className;
  return [location.href, theme, mode, sidebar, open.join(), copy.textContent];
}"""
LIVE = "!document.querySelector('.nn-explorable:not([data-live])')"


def after_a_press_that_was_not_meant(page, button):
    """What the page shows before and after a press, when it is let go elsewhere."""
    pressed = page.locator(button).first
    pressed.wait_for()
    pressed.scroll_into_view_if_needed()
    before = page.evaluate(STATE)
    pressed.hover()
    page.mouse.down()
    page.mouse.move(2, 2, steps=3)
    page.mouse.up()
    return before, page.evaluate(STATE)


@pytest.mark.parametrize("path", PRESSED)
def test_a_press_can_be_taken_back(visit, path):
    """Whoever moves away before letting go has done nothing."""
    page = visit(path, viewport=WIDE, **NO_WORKER).page
    for picture in page.locator(".nn-explorable").all():
        picture.scroll_into_view_if_needed()
    page.wait_for_function(LIVE)
    for button in PRESSED[path]:
        before, after = after_a_press_that_was_not_meant(page, button)
        assert after == before, button


def test_a_press_that_counts_at_once_is_seen(faulty):
    """Planted: a button that acts when it goes down."""
    page = faulty("<button onmousedown='this.after(1)'>Go</button>").page
    before, after = after_a_press_that_was_not_meant(page, "button")
    assert after != before


@pytest.fixture
def tip(visit):
    """A page, and the tip that one of its buttons shows to a pointer."""
    page = visit("chapters/perceptron.html", viewport=WIDE, **NO_WORKER).page
    page.get_by_role("button", name="Color mode").hover()
    shown = page.locator(".tooltip.show")
    shown.wait_for()
    return page, shown


def test_a_tip_can_be_pointed_at(tip):
    """It stays while the pointer is on it, and goes when that has left."""
    page, shown = tip
    shown.hover()
    page.wait_for_timeout(500)
    assert shown.is_visible()
    page.mouse.move(600, 600)
    shown.wait_for(state="detached")


def test_a_tip_goes_at_escape(tip):
    """Without moving the pointer, or what has the focus."""
    page, shown = tip
    page.keyboard.press("Escape")
    shown.wait_for(state="detached")
    page.wait_for_timeout(300)
    assert shown.count() == 0

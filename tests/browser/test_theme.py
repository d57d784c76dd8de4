"""What the theme's own buttons do works with the part of Bootstrap that is left."""

from chromium import NO_WORKER

WIDE = {"width": 1200, "height": 900}
PAGE = "chapters/index.html"


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

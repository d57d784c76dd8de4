"""The button for a hint opens the task's own folded hints, one at each press."""

from chromium import NO_WORKER
from task import PAGE

NAME = "relu_backward"


def test_one_more_at_each_press(visit):
    """The first, then the second, then the last; the keyboard stands on it; then there is none."""
    page = visit(PAGE, **NO_WORKER).page
    button = page.get_by_role("button", name=f"Hint: {NAME}")
    button.wait_for()
    mine = ".bd-article details[open] > summary"
    for number in (1, 2, 3):
        button.click()
        assert page.locator(mine).count() == number
        held = page.evaluate("document.activeElement.textContent")
        assert held.startswith(f"Hint {number}")
    button.click()
    page.get_by_text("Those were all the hints").wait_for()
    assert page.locator(mine).count() == 3


def test_a_task_without_hints_has_no_button(visit):
    """A guess has none."""
    page = visit(PAGE, **NO_WORKER).page
    page.get_by_role("button", name="Check: predict_db2").wait_for()
    assert page.get_by_role("button", name="Hint: predict_db2").count() == 0

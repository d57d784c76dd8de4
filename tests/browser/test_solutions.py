"""The button for a solution: at the second asking, or after a pass; each statement with its why."""

import json

import pytest
from chromium import NO_WORKER
from page_checks import PHONE, everything
from task import PAGE

from course.site.source.solutions import explained

NAME = "affine_backward"

GET = "(name) => localStorage.getItem(name)"
SET = "([name, value]) => localStorage.setItem(name, value)"


@pytest.fixture
def opened(visit):
    """The assignment, and the button of one of its answers."""
    shown = visit(PAGE, viewport=PHONE, **NO_WORKER)
    button = shown.page.get_by_role("button", name=f"Solution: {NAME}")
    button.wait_for()
    return shown, button


def test_at_the_second_asking(opened, request, axe):
    """It warns first; then each statement stands there with its explanation, and folds again."""
    shown, button = opened
    solution = shown.page.get_by_role("region", name=f"A solution of {NAME}")
    button.click()
    shown.page.get_by_text("Press Solution again").wait_for()
    assert solution.count() == 0
    button.click()
    solution.wait_for()
    told = explained(request.config.rootpath, "backprop")[NAME]
    assert solution.locator("pre").all_inner_texts() == [code for code, _ in told]
    assert solution.locator("p").all_inner_texts() == [why.replace("`", "") for _, why in told]
    assert everything(shown, axe) == {}
    button.click()
    assert solution.count() == 0


def test_after_a_pass(opened):
    """Whoever has it right need not ask twice."""
    shown, button = opened
    book = shown.page.evaluate("new URL('../..', location.href).pathname")
    parts = json.loads(shown.page.evaluate(GET, f"nn:{book}:sizes/backprop"))[NAME]
    done = json.dumps({"backprop": {NAME: dict.fromkeys(parts, "2026-01-01")}})
    shown.page.evaluate(SET, [f"nn:{book}:done", done])
    button.click()
    shown.page.get_by_role("region", name=f"A solution of {NAME}").wait_for()


FILE = "**/solutions/backprop.json"


def test_asked_for_again_while_it_comes(opened):
    """It comes once, and folds away whole."""
    shown, button = opened
    page, held = shown.page, []
    solution = page.get_by_role("region", name=f"A solution of {NAME}")
    page.route(FILE, lambda route: held.append(route))
    for _ in range(3):  # the first press is asked back
        button.click()
    page.wait_for_timeout(200)
    for route in held:
        route.continue_()
    solution.first.wait_for()
    page.wait_for_timeout(200)
    assert solution.count() == 1
    button.click()
    assert solution.count() == 0


def test_a_file_without_this_solution(opened):
    """It is said, and nothing is thrown."""
    shown, button = opened
    shown.page.route(FILE, lambda route: route.fulfill(json={}))
    for _ in range(2):
        button.click()
    shown.page.get_by_text("has no solution of this one now").wait_for()


def test_a_host_that_is_busy(new_visit):
    """What it says is not kept for the file, and the next press asks again."""
    page = new_visit(PAGE, **NO_WORKER).page
    button = page.get_by_role("button", name=f"Solution: {NAME}")
    page.route(FILE, lambda route: route.fulfill(status=503, json={"detail": "busy"}))
    for _ in range(2):
        button.click()
    page.get_by_text("can't be fetched now").wait_for()
    page.unroute(FILE)
    button.click()
    page.get_by_role("region", name=f"A solution of {NAME}").wait_for()


def test_a_guess_has_none(opened):
    """What a guess is good for is being said first."""
    shown, _ = opened
    assert shown.page.get_by_role("button", name="Check: predict_db2").count() == 1
    assert shown.page.get_by_role("button", name="Solution: predict_db2").count() == 0

"""A new edition is published under an open page: what the page lacks, it says, and a way on."""

import pytest
from chromium import NO_WORKER, under_sub_path
from new_edition import publish
from task import FURNISHED, PAGE, RIGHT, Task

CHAPTER = "chapters/backprop.html"
LACKING = ".nn-lacking"
NEWER = "A newer edition of the book was published"


@pytest.fixture
def open_before(new_visit, copy):
    """A function that opens a page, and has the site published anew before it goes on."""
    with under_sub_path(copy) as top:

        def open_it(path, ready, **options):
            page = new_visit(path, top=top, **options).page
            page.wait_for_selector(ready, state="attached")
            publish(copy)
            return page

        yield open_it


def reload(page):
    page.locator(LACKING).first.get_by_role("button", name="Reload the page").click()
    page.wait_for_load_state()


@pytest.mark.parametrize("worker", [{}, NO_WORKER])
def test_a_picture_that_had_not_come(open_before, worker):
    """It says that the page is older than the site; after a reload it is there."""
    page = open_before(CHAPTER, ".nn-bar button", **worker)
    page.locator(".nn-explorable").first.scroll_into_view_if_needed()
    page.wait_for_selector(f".nn-explorable {LACKING}")
    assert NEWER in page.locator(f".nn-explorable {LACKING}").inner_text()
    reload(page)
    page.locator(".nn-explorable").first.scroll_into_view_if_needed()
    page.wait_for_selector("[data-live]")


def test_a_python_that_had_not_come(open_before):
    """The same, and the answer is there after the reload, and is right."""
    page = open_before(PAGE, FURNISHED, **NO_WORKER)
    task = Task(page, "relu_backward")
    task.write(RIGHT)
    assert task.check() == "broken"
    lacking = task.cell.locator(LACKING)
    lacking.wait_for()
    assert NEWER in lacking.inner_text()
    reload(page)
    page.wait_for_selector(FURNISHED)
    task = Task(page, "relu_backward")
    assert "dA * (z > 0)" in task.editor.inner_text()
    assert task.check() == "right"


def test_a_part_that_does_not_arrive(new_visit, top):
    """Without a new edition it is the network: that is said, and a reload offered."""
    shown = new_visit(CHAPTER, top=top, **NO_WORKER)
    shown.page.wait_for_selector(".nn-bar button")
    shown.page.route("**/parts/*.js", lambda route: route.abort())
    shown.page.locator(".nn-explorable").first.scroll_into_view_if_needed()
    shown.page.wait_for_selector(f".nn-explorable {LACKING}")
    assert "did not load" in shown.page.locator(f".nn-explorable {LACKING}").inner_text()


def test_a_host_that_wants_a_password(new_visit, top):
    """Its own page in the place of this one is no newer edition, and is not said to be."""
    page = new_visit(CHAPTER, top=top, **NO_WORKER).page
    page.wait_for_selector(".nn-bar button")
    page.route("**/runner/editor.js*", lambda route: route.abort())
    page.route(f"**/{CHAPTER}", lambda route: route.fulfill(body="<title>Sign in</title>"))
    page.get_by_role("button", name="Edit").first.click()
    lacking = page.locator(f".nn-bar {LACKING}")
    lacking.filter(has_text="did not load").wait_for()


def test_an_editor_that_does_not_arrive(new_visit, top):
    """The place of the cell's buttons says so."""
    shown = new_visit(CHAPTER, top=top, **NO_WORKER)
    shown.page.wait_for_selector(".nn-bar button")
    shown.page.route("**/runner/editor.js*", lambda route: route.abort())
    shown.page.get_by_role("button", name="Edit").first.click()
    shown.page.wait_for_selector(f".nn-bar {LACKING}")


def test_buttons_that_do_not_arrive(new_visit, top):
    """Where a chapter's cells can't be fetched, each place of buttons says so."""
    shown = new_visit("chapters/index.html", top=top, **NO_WORKER)
    shown.page.route("**/cells/**", lambda route: route.fulfill(status=404))
    shown.open(CHAPTER)
    shown.page.wait_for_selector(f".nn-bar {LACKING}")
    assert shown.page.locator(f".nn-bar {LACKING}").count() == shown.page.locator(".nn-bar").count()

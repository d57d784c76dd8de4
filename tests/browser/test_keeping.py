"""When a page begins to have itself kept, and that its editors and Python are kept with it."""

from contextlib import contextmanager

import pytest
from chromium import Visit, under_sub_path
from kept_pages import KEPT, rewrite, wait_until, wait_until_kept
from task import FURNISHED, PAGE, RIGHT, Task

REGISTERED = "async () => (await navigator.serviceWorker.getRegistrations()).length === 1"
WATCHED = "navigator.serviceWorker.controller !== null"
EDITOR = "web/runner/editor.js"
EDITOR_KEPT = f"async () => (await ({KEPT})()).some((address) => address.includes('{EDITOR}'))"
EDITOR_LOADED = f"""performance.getEntriesByType("resource").some(
  (entry) => entry.name.includes("{EDITOR}"))"""
# Counts what the service worker is told.
TOLD = """window.told = 0;
if (window.ServiceWorker) {
  const { postMessage } = ServiceWorker.prototype;
  ServiceWorker.prototype.postMessage = function (...all) {
    window.told += 1;
    return postMessage.apply(this, all);
  };
}"""
# Nothing is kept before `letKeep()` is called.
HELD = """const held = new Promise((go) => (window.letKeep = go));
const { serviceWorker } = navigator;
if (serviceWorker) {
  const register = serviceWorker.register.bind(serviceWorker);
  serviceWorker.register = (address) => held.then(() => register(address));
}"""


@contextmanager
def open_for(browser, top, milliseconds):
    """A page that has been open for so long, by a clock that else stands still."""
    shown = Visit(browser, top)
    shown.page.clock.install(time=0)
    shown.page.clock.pause_at(1)
    shown.open(PAGE).clock.run_for(milliseconds)
    yield shown.page
    shown.context.close()


def test_page_has_its_start_to_itself(browser, top):
    """What is fetched for later waits until the page has stood for a while."""
    with open_for(browser, top, 1000) as page:
        page.wait_for_timeout(500)
        assert not page.evaluate(REGISTERED)
        page.clock.run_for(2000)
        wait_until(page, REGISTERED)


def test_page_without_its_start_is_seen(browser, copy):
    """Planted: the service worker is asked for as soon as the page is loaded."""
    rewrite(copy / "web/page.js", "=2e3", "=0")
    with under_sub_path(copy) as top, open_for(browser, top, 1000) as page:
        wait_until(page, REGISTERED)


def back_for_a_second(shown):
    """The page again, with the service worker there from the start; its clock stands after that."""
    page = shown.page
    page.wait_for_function(WATCHED)
    page.clock.install(time=0)
    page.clock.pause_at(1)
    page.reload()
    page.clock.run_for(1000)
    page.wait_for_selector(FURNISHED)
    return page


def test_a_later_visit_has_its_start_too(opened):
    """The service worker that is there already is told of nothing to keep before that."""
    page = back_for_a_second(opened(first=TOLD))
    assert page.evaluate("told") == 0
    page.clock.run_for(2000)
    wait_until(page, "async () => told > 0")


def test_a_later_visit_without_its_start_is_seen(opened, copy):
    """Planted: it is told as soon as the page is loaded."""
    rewrite(copy / "web/page.js", "=2e3", "=0")
    with under_sub_path(copy) as top:
        wait_until(back_for_a_second(opened(top=top, first=TOLD)), "async () => told > 0")


def answered(shown):
    """The verdict on the right answer, written into the page that is open."""
    task = Task(shown.page, "relu_backward")
    task.write(RIGHT)
    return task.check()


def offline(shown):
    """The task on the same page, opened again without a network."""
    shown.context.set_offline(True)
    shown.page.reload()
    shown.page.wait_for_selector(FURNISHED)
    return Task(shown.page, "relu_backward")


def test_an_editor_offline_that_never_came_near(opened, site):
    """It is kept with the page, which has not asked for it."""
    shown = opened()
    wait_until(shown.page, EDITOR_KEPT)
    assert not shown.page.evaluate(EDITOR_LOADED)
    wait_until_kept(shown, site)
    offline(shown).write(RIGHT)


def test_checks_work_offline_the_second_time(opened, site):
    """Python and the checks are kept too, once they were used."""
    shown = opened()
    shown.page.wait_for_function(WATCHED)
    assert answered(shown) == "right"
    wait_until_kept(shown, site)
    assert offline(shown).check() == "right"


def checked_early(open_page, **options):
    """A visit with an answer checked before anything is kept; only then it may be."""
    shown = open_page(PAGE, first=HELD, **options)
    shown.page.wait_for_selector(FURNISHED)
    assert answered(shown) == "right"
    assert shown.page.evaluate(KEPT) == []
    shown.page.evaluate("letKeep()")
    return shown


def test_an_early_check_is_kept(visit, site):
    """A thread in which Python started before the service worker was there is told of."""
    shown = checked_early(visit)
    wait_until_kept(shown, site)
    assert offline(shown).check() == "right"


def test_a_thread_that_tells_nothing_is_seen(new_visit, copy):
    """Planted: Python's thread does not say what it loaded, so that it is not kept."""
    rewrite(copy / "web/runner/worker.js", '"loaded"', '"unheard"')
    with under_sub_path(copy) as top:
        shown = checked_early(new_visit, top=top)
        with pytest.raises(pytest.fail.Exception, match="pyodide.asm"):
            wait_until_kept(shown, copy, seconds=5)

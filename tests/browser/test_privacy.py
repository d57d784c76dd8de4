"""What a browser keeps of a reader is what the page on privacy lists, and all of it is deleted."""

import re

import pytest
from lite_page import Jupyter
from task import PAGE, RIGHT, Task

PROGRESS = "chapters/progress.html"
KEPT = """async () => ({
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  caches: await caches.keys(),
  databases: (await indexedDB.databases()).map(({ name }) => name),
  cookies: document.cookie ? [document.cookie] : [],
})"""
# What each place may hold, BOOK being the book's address on its host.
LISTED = {
    "local": r"nn:BOOK:(answers|beside|done|sizes|review|jupyter)/.*|mode|theme|.*/sw\.js-version",
    "session": r"(sidebar-)?scroll-top",
    "caches": r"BOOK (pages|files)|precache",
    "databases": r"JupyterLite Storage - BOOKlite/",
    "cookies": r"",
}
NOTEBOOKS = "JupyterLite Storage"
SAVED = f"""async () => {{
  const all = await indexedDB.databases();
  return all.some(({{ name }}) => name.startsWith("{NOTEBOOKS}"));
}}"""


def unlisted(shown):
    """What is kept and stands in no list: {place: names}."""
    book = re.escape(re.sub(r"https?://[^/]+", "", shown.top))
    found = {
        where: [one for one in names if not re.fullmatch(LISTED[where].replace("BOOK", book), one)]
        for where, names in shown.page.evaluate(KEPT).items()
    }
    return {where: names for where, names in found.items() if names}


@pytest.fixture
def walked(new_visit):
    """A browser in which all was used: an answer, a question, the dark, the book's Jupyter."""
    shown = new_visit(PAGE)
    task = Task(shown.page, "relu_backward")
    task.write(RIGHT)
    task.check()
    shown.page.get_by_role("button", name="Color mode").click()
    shown.open("chapters/backprop.html").locator(".nn-option").first.click()
    shown.open(PAGE).get_by_role("link", name="Open it as a notebook").click()
    jupyter = Jupyter(shown.page)
    jupyter.write(jupyter.cell("def relu_backward("), "mine = 1")
    shown.page.keyboard.press("ControlOrMeta+s")
    shown.page.wait_for_function(SAVED)
    shown.open(PROGRESS)
    return shown


def test_all_is_listed_and_all_is_deleted(walked):
    """By the button of the page on progress, pressed twice."""
    kept = walked.page.evaluate(KEPT)
    assert unlisted(walked) == {}
    assert all(kept[where] for where in ("local", "caches", "databases"))
    delete = walked.page.get_by_role("button", name="Delete everything")
    delete.click()
    delete.click()
    walked.page.get_by_role("status").filter(has_text="Nothing of yours is left").wait_for()
    assert [*unlisted(walked), *walked.page.evaluate(KEPT)["databases"]] == []
    left = walked.page.evaluate(KEPT)
    assert (left["local"], left["caches"]) == ([], [])


def test_another_name_is_seen(new_visit):
    """Planted: a name that no list has, and a cookie."""
    shown = new_visit(PROGRESS)
    shown.page.evaluate("localStorage.setItem('who', 'ada'); document.cookie = 'who=ada'")
    assert unlisted(shown) == {"local": ["who"], "cookies": ["who=ada"]}


HOLD = f"""async () => {{
  const there = (await indexedDB.databases()).find(({{ name }}) => name.startsWith("{NOTEBOOKS}"));
  const asked = indexedDB.open(there.name);
  await new Promise((done) => {{ asked.onsuccess = done; }});
  window.held = asked.result;
}}"""


def test_what_another_tab_holds_is_said(walked):
    """A tab that does not let go of the notebooks: they are named, and gone when it closes."""
    other = walked.context.new_page()
    other.goto(f"{walked.top}{PROGRESS}")
    other.evaluate(HOLD)
    delete = walked.page.get_by_role("button", name="Delete everything")
    delete.click()
    delete.click()
    walked.page.get_by_role("status").filter(has_text="open in another tab").wait_for()
    other.close()
    walked.page.wait_for_function(f"async () => !(await ({SAVED})())")

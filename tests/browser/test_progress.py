"""The page of a reader's progress: what is done, taken elsewhere, and deleted."""

import json

import pytest
from chromium import NO_WORKER
from page_checks import everything

PAGE = "chapters/progress.html"
FORM = "Neural networks for the math-averse: progress"
KEEP = """(done) => {
  const book = new URL("..", location.href).pathname;
  localStorage.setItem(`nn:${book}:done`, JSON.stringify(done));
}"""


@pytest.fixture
def counted(visit):
    """The page, open, and a function: what it says of the assignment of back-propagation."""
    shown = visit(PAGE, **NO_WORKER)
    count = shown.page.locator(".nn-count[data-assignment=backprop]")
    return shown, lambda: count.inner_text()


def test_out_deleted_and_in_again(counted, tmp_path):
    """Exported, deleted at the second press, imported: the count goes down and comes back."""
    shown, count = counted
    page = shown.page
    place = page.locator(".nn-count[data-assignment=backprop]")
    parts = json.loads(place.get_attribute("data-parts"))
    done = {name: dict.fromkeys(all_parts, "2026-01-01") for name, all_parts in parts.items()}
    done.pop("relu_backward")
    page.evaluate(KEEP, {"backprop": done})
    page.reload()
    page.get_by_role("button", name="Export").wait_for()
    assert count() == f"{len(parts) - 1} of {len(parts)} tasks"
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    download.value.save_as(tmp_path / "progress.json")
    delete = page.get_by_role("button", name="Delete everything")
    delete.click()
    assert count() == f"{len(parts) - 1} of {len(parts)} tasks"
    delete.click()
    page.get_by_role("status").filter(has_text="Deleted").wait_for()
    assert count() == f"0 of {len(parts)} tasks"
    page.set_input_files("input[type=file]", tmp_path / "progress.json")
    page.get_by_role("status").filter(has_text="imported").wait_for()
    assert count() == f"{len(parts) - 1} of {len(parts)} tasks"


PUT = """(kept) => {
  const start = `nn:${new URL("..", location.href).pathname}:`;
  for (const [name, value] of Object.entries(kept)) {
    localStorage.setItem(start + name, JSON.stringify(value));
  }
}"""


def test_the_sidebar_follows(counted, tmp_path):
    """It says what the table says, also after everything was deleted, and imported again."""
    page = counted[0].page
    sizes = {"relu_backward": [""]}
    done = {"day": "2026-01-01", "at": 7e11}
    page.evaluate(PUT, {"sizes/backprop": sizes, "done/backprop/relu_backward/": done})
    page.reload()
    mark = page.locator(".bd-sidebar-primary .nn-done")
    mark.wait_for(state="attached")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    download.value.save_as(tmp_path / "progress.json")
    for _ in range(2):
        page.get_by_role("button", name="Delete everything").click()
    page.get_by_role("status").filter(has_text="Deleted").wait_for()
    assert mark.count() == 0
    page.set_input_files("input[type=file]", tmp_path / "progress.json")
    page.get_by_role("status").filter(has_text="imported").wait_for()
    assert mark.count() == 1


# As where a browser blocks all data of sites.
BLOCKED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("denied", "SecurityError"); },
});"""


def test_nothing_to_delete_where_nothing_is_kept(new_visit):
    """It is said, as everywhere."""
    page = new_visit(PAGE, first=BLOCKED, **NO_WORKER).page
    for _ in range(2):
        page.get_by_role("button", name="Delete everything").click()
    page.get_by_role("status").filter(has_text="Nothing of yours is left").wait_for()


def kept(page):
    """All that the page's browser keeps."""
    return page.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('nn:'))")


def imported(page, path):
    """What the page says of a file that is brought to it."""
    page.set_input_files("input[type=file]", path)
    told = page.locator(".nn-progress-bar .nn-status:not(:empty)")
    told.wait_for()
    return told


def test_an_import_is_undone(counted, tmp_path):
    """What an old file adds is said, and taken back at the press of a button."""
    page = counted[0].page
    page.get_by_role("button", name="Export").wait_for()
    before = kept(page)
    answers = {"relu_backward-answer": "x = 1", "mse_grad-answer": "y = 1"}
    file = {"form": FORM, "kept": {"answers/backprop": answers, "done": {}}}
    (tmp_path / "progress.json").write_text(json.dumps(file))
    assert (
        "imported from progress.json: 2 answers"
        in (told := imported(page, tmp_path / "progress.json")).inner_text()
    )
    page.get_by_role("button", name="Undo this import").click()
    told.filter(has_text="undone").wait_for()
    assert kept(page) == before


EVIL = "<img src=x onerror=window.evil=1>"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\0" * 50 * 2**20, "is 50 MB"),
        (json.dumps({"form": EVIL}).encode(), "not exported from this course"),
        (b"[" * 10**6, "it is not JSON"),
        (json.dumps({"form": FORM, "kept": {EVIL: EVIL}}).encode(), EVIL),
    ],
    ids=["50 MB", "another form", "deep", "a script"],
)
def test_hostile_files_are_refused_in_words(counted, tmp_path, content, words):
    """Nothing is changed, nothing runs, and the page says what was wrong."""
    page = counted[0].page
    page.get_by_role("button", name="Export").wait_for()
    before = kept(page)
    path = tmp_path / f"{EVIL}.json"
    path.write_bytes(content)
    assert words in imported(page, path).inner_text()
    assert kept(page) == before
    assert page.evaluate("window.evil ?? null") is None


def test_open_to_everybody(counted, axe):
    """With its buttons there."""
    shown, _ = counted
    shown.page.get_by_role("button", name="Export").wait_for()
    shown.resize(390, 844)
    assert everything(shown, axe) == {}

"""The page of a reader's progress: what is done, taken elsewhere, and deleted."""

import json

import pytest
from chromium import NO_WORKER
from page_checks import everything

PAGE = "chapters/progress.html"
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
    assert count() == f"{len(parts) - 1} of {len(parts)}"
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    download.value.save_as(tmp_path / "progress.json")
    delete = page.get_by_role("button", name="Delete everything")
    delete.click()
    assert count() == f"{len(parts) - 1} of {len(parts)}"
    delete.click()
    assert count() == f"0 of {len(parts)}"
    page.set_input_files("input[type=file]", tmp_path / "progress.json")
    page.get_by_role("status").filter(has_text="taken over").wait_for()
    assert count() == f"{len(parts) - 1} of {len(parts)}"


def test_open_to_everybody(counted, axe):
    """With its buttons there."""
    shown, _ = counted
    shown.page.get_by_role("button", name="Export").wait_for()
    shown.resize(390, 844)
    assert everything(shown, axe) == {}

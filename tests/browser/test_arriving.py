"""Files that do not arrive, or not whole: the page says so, takes nothing back, and tries again."""

import re

import pytest
from chromium import NO_WORKER
from task import FURNISHED, PAGE, RIGHT, Task

DONE = ".bd-sidebar-primary .nn-done"
OUTPUT = ".nn-output"
OF_PYTHON = (
    "pyodide.js", "pyodide.asm.js.gz", "pyodide.asm.wasm.gz", "python_stdlib.zip",
    "pyodide-lock.json", "numpy-", "course.json", "neural_networks", "worker.js",
)  # fmt: skip


def named(part):
    """The addresses of a file whose name begins so."""
    return re.compile(rf"/{re.escape(part)}[^/]*$")


def cut(route):
    """Give a file whose transfer ends after a third of it, with no word that it did."""
    answer = route.fetch()
    whole = answer.body()
    headers = {k: v for k, v in answer.headers.items() if k.lower() != "content-length"}
    route.fulfill(status=200, headers=headers, body=whole[: len(whole) // 3])


def missing(route):
    route.fulfill(status=503, body="busy")


def off(route):
    route.abort()


def started(new_visit):
    """An assignment's page with a right answer in it, and no Python yet."""
    page = new_visit(PAGE, **NO_WORKER).page
    page.wait_for_selector(FURNISHED)
    task = Task(page, "relu_backward")
    task.write(RIGHT)
    return page, task


def each_once(files, faults):
    """Every file with every fault: one fault for each file here, the others in `make proof`."""
    return [
        pytest.param(file, fault, marks=() if (i - j) % len(faults) == 0 else pytest.mark.proof)
        for i, file in enumerate(files)
        for j, fault in enumerate(faults)
    ]


@pytest.mark.parametrize("file, fault", each_once(OF_PYTHON, [cut, missing, off]))
def test_a_transfer_that_breaks_off_is_told_and_tried_again(new_visit, file, fault):
    """Whichever file of Python it is, and however it fails."""
    page, task = started(new_visit)
    page.route(named(file), fault)
    assert task.check() == "broken"
    assert "Your code did not cause this" in page.locator(OUTPUT).first.inner_text()
    page.unroute(named(file))
    assert task.check() == "right"


def test_a_transfer_that_stands_still_is_ended(new_visit):
    """A minute without a byte is the end of it."""
    page, task = started(new_visit)
    page.clock.install()
    held = []
    page.route(named("pyodide.asm.wasm.gz"), lambda route: held.append(route))
    with page.expect_request(named("pyodide.asm.wasm.gz")):
        task.press("Check")
    page.clock.fast_forward(60_000)
    assert task.verdict() == "broken"
    assert "nothing arrived for a minute" in page.locator(OUTPUT).first.inner_text()


@pytest.mark.parametrize("file", ["neural_networks", "numpy-", "course.json"])
def test_a_hiccup_takes_no_pass_back(new_visit, file):
    """What was right at an earlier visit stays done while a later one gets no Python."""
    page, task = started(new_visit)
    assert task.check() == "right"
    assert page.locator(DONE).all_inner_texts() != []
    before = page.evaluate("JSON.stringify(localStorage)")
    page.reload()
    page.wait_for_selector(FURNISHED)
    page.route(named(file), missing)
    task = Task(page, "relu_backward")
    assert task.check() == "broken"
    assert page.evaluate("JSON.stringify(localStorage)") == before
    page.unroute(named(file))
    assert task.check() == "right"


def test_pandas_that_does_not_arrive_is_no_wrong_answer(new_visit):
    """A package that only some cells need is fetched later, and may fail later."""
    page = new_visit("chapters/wine.html", **NO_WORKER).page
    page.wait_for_selector(FURNISHED)
    page.route(named("pandas-"), missing)
    cell = page.locator(".cell:has(.nn-bar)").first
    assert ended(cell) == "broken"
    page.unroute(named("pandas-"))
    assert ended(cell) == "right"


def ended(cell):
    """How a press of Run on a chapter's cell ends."""
    status = cell.locator(".nn-status")
    status.evaluate("(status) => { status.dataset.verdict = ''; }")
    cell.get_by_role("button", name="Run").click()
    cell.page.wait_for_function(
        "(status) => status.dataset.verdict", arg=status.element_handle(), timeout=60_000
    )
    return status.get_attribute("data-verdict")

"""A learner's road in Firefox and in WebKit: each is started once, and has a phone's width."""

import json

import pytest
from chromium import go_without, under_sub_path
from kept_pages import KEPT, rewrite
from other_browsers import ABSENT, OTHERS, WebKit
from page_checks import PHONE
from task import FURNISHED, PAGE, RIGHT, WRONG

from course.site.finish import offline

CHAPTER = "chapters/derivatives.html"
# The relu of back-propagation: its cell, and what stands in it.
CELL = """[...document.querySelectorAll(".cell:has(.nn-bar)")].find(
  (cell) => cell.textContent.includes("def relu_backward("))"""
TASK = "[data-task]"
STATUS = f"document.querySelector('{TASK} .nn-status').textContent"
VERDICT = f"document.querySelector('{TASK} .nn-status').dataset.verdict"
CLEAR = f"{VERDICT} = ''"
TEXT = f"document.querySelector('{TASK} .cm-content')?.innerText ?? ''"
FOCUSED = "document.activeElement.textContent"
HEIGHT = f"document.querySelector('{TASK}').getBoundingClientRect().height"
OUTPUTS = "[...document.querySelectorAll('.nn-output')].map((one) => one.textContent).join(' ')"
WIDER = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
# What a download would put on the reader's disk.
SAVED = """(() => {
  const { click } = HTMLAnchorElement.prototype;
  HTMLAnchorElement.prototype.click = async function () {
    if (this.download) window.saved = await (await fetch(this.href)).text();
    else click.call(this);
  };
})()"""
ENDLESS = "def relu_backward(dA, z):\n    while True:\n        pass\n"
QUIET = 0.1  # of a core; a thread in a loop takes all that it can get
WARM = 5  # seconds of work, after which a loop is compiled as far as it will be
FIRST = """[...document.querySelectorAll(".cell:has(.nn-bar)")].find(
  (cell) => cell.textContent.includes("slope_over"))"""
HANDLE = '.nn-explorable[data-live] .nn-stage [tabindex="0"]'
TOLD = "document.querySelector('.nn-explorable .nn-told').textContent"
ANSWER = "relu_backward-answer"
# Python's last file, and the answer's own page.
PYTHON_KEPT = f"""async () => {{
  const kept = (await ({KEPT})()).join();
  return [{PAGE!r}, "asm.wasm", "numpy", "wheel/course"].every((one) => kept.includes(one));
}}"""


@pytest.fixture(scope="module", params=OTHERS, ids=lambda kind: kind.__name__)
def other(request):
    """A browser that is not Chromium."""
    kind = request.param
    if not kind.is_there():
        go_without(ABSENT.format(kind.__name__, kind.NEEDS))
    started = kind()
    started.resize(*PHONE.values())
    yield started
    started.close()


def arrive(other, address):
    """Open the assignment; the task is then found by its mark."""
    other.open(address)
    other.wait(f"document.querySelectorAll('{FURNISHED}').length > 0")
    other.value(f"({CELL}).dataset.task = ''")
    other.wait(f"document.querySelector('{TASK}') !== null")


def go_to_the_task(other):
    """Bring the answer into the window, and let its editor come."""
    other.value(f"document.querySelector('{TASK}').scrollIntoView()")
    other.wait(f"document.querySelector('{TASK} .cm-content') !== null")


def write(other, code):
    """Write the answer as a learner does, key by key; the editor indents by itself."""
    go_to_the_task(other)
    enter_the_editor(other)
    lines = [line.strip() for line in code.splitlines()]
    other.press("Control+a")
    for line in lines:
        other.press(*line, "Enter")
    written = [line.strip() for line in other.value(TEXT).splitlines()]
    assert [line for line in written if line] == lines


def enter_the_editor(other, times=3):
    """Click on it; a hint that comes between the look and the click may have pushed it away."""
    for _ in range(times):
        other.click(f"{TASK} .cm-content")
        if other.value(f"document.activeElement.matches('{TASK} .cm-content')"):
            return
    raise AssertionError("A click on the editor does not take the focus there.")


def press(other, button):
    label = f"{button}: relu_backward"
    other.click(f"{TASK} [aria-label='{label}']")


def verdict(other):
    """How a check ends that a press begins."""
    other.value(CLEAR)
    press(other, "Check")
    return other.wait(VERDICT)


def verdict_by_keyboard(other):
    """The same from within the editor: out of it, and to the button."""
    other.value(CLEAR)
    other.press("Escape", "Tab", "Tab")
    assert other.value(FOCUSED) == "Check"
    other.value("document.activeElement.click()")  # no key of Firefox's driver presses a button
    return other.wait(VERDICT)


def stop_a_loop(other):
    """Write an answer without an end, check it, and stop it after a while."""
    write(other, ENDLESS)
    press(other, "Check")
    other.wait(f"{STATUS} === 'Running.'")
    other.let_work(WARM)
    other.click(f"{TASK} .nn-bar button:not([hidden])")
    assert other.wait(VERDICT) == "stopped"


def downloaded(other):
    """The answer in the notebook that the page gives out."""
    other.value(SAVED)
    other.click(".nn-notebook-tools button")
    cells = json.loads(other.wait("window.saved"))["cells"]
    (answer,) = [cell for cell in cells if cell["metadata"]["nbgrader"]["grade_id"] == ANSWER]
    return "".join(answer["source"])


def is_quiet(other):
    """Whether the browser soon rests."""
    return any(other.load() < QUIET for _ in range(4))


def test_the_road(other, site):
    """Wrong and its hint, right, a loop and Stop, right again; left, and found again offline."""
    with under_sub_path(site) as top:
        arrive(other, top + PAGE)
        before = other.value(HEIGHT)
        go_to_the_task(other)
        assert other.value(HEIGHT) == pytest.approx(before, abs=0.5)
        write(other, WRONG)
        assert verdict(other) == "wrong"
        assert "ReLU has a corner there" in other.value(OUTPUTS)
        write(other, RIGHT)
        assert verdict_by_keyboard(other) == "right"
        assert other.value(FOCUSED) == "Check"
        assert other.value(WIDER) == 0
        stop_a_loop(other)
        assert is_quiet(other)
        write(other, RIGHT)
        assert verdict(other) == "right"
        assert "dA * (z > 0)" in downloaded(other)
        other.wait(f"({PYTHON_KEPT})()")
        assert not any(one.endswith(offline.WORKER) for one in other.value(f"({KEPT})()"))
    arrive(other, top + PAGE)  # the server is gone
    other.wait(f"{TEXT}.includes('dA * (z > 0)')")
    assert verdict(other) == "right"


@pytest.mark.proof
def test_a_thread_that_goes_on_is_seen(other, copy):
    """Planted: a thread that nothing interrupts, in the browser that can't end one by itself."""
    if not isinstance(other, WebKit):
        pytest.skip("Firefox ends a thread whatever it does.")
    rewrite(copy / "web/runner/worker.js", ".setInterruptBuffer(new Uint8Array(1))", ".version")
    with under_sub_path(copy) as top:
        arrive(other, top + PAGE)
        stop_a_loop(other)
        assert not is_quiet(other)


def test_a_chapter(other, site):
    """A cell prints what the book prints; an explorable answers the arrows; nothing is too wide."""
    with under_sub_path(site) as top:
        other.open(top + CHAPTER)
        other.wait(f"document.querySelectorAll('{FURNISHED}').length > 0")
        other.value(f"({FIRST}).dataset.task = ''")
        printed = other.value(f"document.querySelector('{TASK} .cell_output pre').textContent")
        other.click(f"{TASK} .nn-bar button")
        assert other.wait(VERDICT) == "right"
        assert (
            other.value(f"document.querySelector('{TASK} .nn-output pre').textContent") == printed
        )
        other.value("document.querySelector('.nn-explorable').scrollIntoView()")
        other.wait(f"document.querySelector('{HANDLE}') !== null")
        other.value(f"document.querySelector('{HANDLE}').focus()")
        told = other.value(TOLD)
        other.press("ArrowRight")
        other.wait(f"{TOLD} !== {json.dumps(told)}")
        assert other.value(WIDER) == 0

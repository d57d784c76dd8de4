"""Under a refusal: the line to blame, looked for once the verdict is out, and in nobody's way."""

import pytest
from chromium import Visit
from page_checks import NARROW, PHONE, barriers, everything, wider_than_the_screen
from playwright.sync_api import TimeoutError
from task import FURNISHED, PAGE, RIGHT, WRONG, Task

LOOKING = "Looking for the line ..."
MENDED = "def relu_backward(dA, z):\n    return dA * (z > 2)\n"  # both of its checks refuse it
FOUND = "Look at line 2 of its cell, `return dA * (z > 2)`."
# No edit mends it, and each copy takes its time.
SLOW = "import time\n\ndef relu_backward(dA, z):\n    time.sleep(0.02)\n    return dA * dA * z\n"
# `i -= 1` for `i += 1` never ends.
ROUNDS = """def relu_backward(dA, z):
    i = 0
    while i < 1:
        dZ = dA * (z > 2)
        i += 1
    return dZ
"""
# A copy that nothing ends from inside: the sum is NumPy's or Python's own.
STUCK = """import sys

def relu_backward(dA, z):
    if sys._getframe().f_code.co_filename == "<a copy>":
        sum(iter(int, 1))
    return dA * dA * z
"""
ENDLESS = "def relu_backward(dA, z):\n    while True:\n        pass\n"
MSE_GRAD = "def mse_grad(y_hat, y):\n    return 2 * (y_hat - y) / y.size\n"

# What a reader could see, in order: the verdict under the answer, and the line.
WATCH = """(status) => {
  window.seen = [];
  window.watching?.disconnect();
  window.watching = new MutationObserver(() => {
    const line = document.querySelector(".nn-line [role=status]")?.textContent ?? "";
    const now = `${status.dataset.verdict ?? ""}|${line}`;
    if (now !== window.seen.at(-1)) window.seen.push(now);
  });
  window.watching.observe(document.body, { subtree: true, childList: true, attributes: true });
}"""
# Presses Check, and says after how many milliseconds its cell says that all is right.
PRESS = """(button) => new Promise((done) => {
  const status = button.parentNode.querySelector(".nn-status");
  const from = performance.now();
  button.click();
  new MutationObserver(() => {
    if (status.textContent.startsWith("Right:")) done(performance.now() - from);
  }).observe(status, { childList: true });
})"""


# Lets a test have a word in what Python's thread says: `between(event, hear)`.
BETWEEN = """{
  const { set } = Object.getOwnPropertyDescriptor(Worker.prototype, "onmessage");
  window.between = (event, hear) => hear(event);
  Object.defineProperty(Worker.prototype, "onmessage", {
    set(hear) { set.call(this, (event) => window.between(event, hear)); },
  });
}"""
# As if none of these tests had been on the page.
NOTHING = """() => {
  window.watching?.disconnect();
  window.between = (event, hear) => hear(event);
}"""
# The end of a looking is heard late: once the next one has begun.
LATE = """() => {
  let late = [];
  window.between = (event, hear) => {
    const { kind, content } = event.data;
    if (kind === "line" && content.words === "") return late.push(event);
    hear(event);
    if (kind === "line") late = late.filter((one) => hear(one));
  };
}"""
# After its first word nothing is heard of a looking but its end.
SPARE = """() => {
  let first = true;
  window.between = (event, hear) => {
    const { kind, content } = event.data;
    if (kind !== "line" || content.words !== undefined || first) hear(event);
    if (kind === "line") first = false;
  };
}"""
UNFOLD = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"


@pytest.fixture(scope="module")
def shared(browser, top):
    """A page whose Python is there: the tests of this file take turns on it."""
    shown = Visit(browser, top, first=BETWEEN)
    shown.open(PAGE).wait_for_selector(FURNISHED)
    yield shown
    shown.context.close()


@pytest.fixture
def task(shared):
    """The first answer of the page, Python there, and nothing left of the test before."""
    shared.page.evaluate(NOTHING)
    made = Task(shared.page, "relu_backward")
    made.write(RIGHT)
    assert made.check() == "right"
    yield made
    assert shared.outside() == []
    assert shared.complaints == []


# A page that waits for a Python that is stuck four times as long: axe takes its time.
PATIENT = """{
  const { setTimeout } = window;
  window.setTimeout = (act, ms, ...rest) => setTimeout(act, ms === 5000 ? 20000 : ms, ...rest);
}"""


def line(task):
    return task.page.locator(".nn-line")


def wait_for_none(task):
    """Until there is no line, which takes two seconds at most."""
    line(task).wait_for(state="detached", timeout=4_000)


def refuse(task, text):
    task.write(text)
    assert task.check() == "wrong"


def ask_again(task):
    assert task.check() == "wrong"


def ask_watched(task):
    """Press Check by the keyboard, and watch from there on."""
    task.status.evaluate("(status) => { status.dataset.verdict = ''; }")
    task.status.evaluate(WATCH)
    task.cell.get_by_role("button", name="Check").focus()
    task.page.keyboard.press("Enter")
    assert task.verdict() == "wrong"


def told(task, words, ask=ask_again, times=8):
    """Wait for the line; where others keep the machine busy its time may be over, so ask again."""
    for left in reversed(range(times)):
        try:
            return line(task).filter(has_text=words).wait_for(timeout=4_000)
        except TimeoutError:
            if not left:
                raise
            ask(task)


def test_the_verdict_and_then_the_line(task):
    """Once, under the first of the checks that refused it; all else stays as it is."""
    task.write(MENDED)
    ask_watched(task)
    told(task, FOUND, ask_watched)
    seen = task.page.evaluate("seen")
    assert seen[-1].startswith(f"wrong|{FOUND}"), seen
    assert all(state.startswith("wrong|") for state in seen if not state.endswith("|")), seen
    assert f"wrong|{LOOKING}" in seen
    refusals = task.page.locator(".nn-output:has(.nn-error)")
    assert [one.locator(".nn-line").count() for one in refusals.all()] == [1, 0]
    assert "not yet" in refusals.first.inner_text() and line(task).locator("button").count() == 0
    task.cell.locator("button:focus:text-is('Check')").wait_for()
    assert "Not yet: 0 of 2 checks pass." in task.status.inner_text()


def test_where_a_known_mistake_is_named_no_line_is_looked_for(task):
    """Not for a moment."""
    task.status.evaluate(WATCH)
    refuse(task, WRONG)
    task.page.wait_for_timeout(500)
    assert [state for state in task.page.evaluate("seen") if not state.endswith("|")] == []


def test_silence_where_nothing_is_found(task):
    """The line is there for as long as it is looked for, and then it is gone."""
    refuse(task, SLOW)
    line(task).filter(has_text=LOOKING).wait_for()
    wait_for_none(task)
    assert task.status.get_attribute("data-verdict") == "wrong"


def test_the_next_check_does_not_wait(task):
    """A right answer is right at once, and the line of the wrong one never comes."""
    refuse(task, SLOW)
    line(task).filter(has_text=LOOKING).wait_for()
    task.write(RIGHT)
    assert task.check() == "right"
    assert line(task).count() == 0
    task.page.wait_for_timeout(2_000)
    assert line(task).count() == 0
    assert task.status.get_attribute("data-verdict") == "right"


def test_the_next_refusal_has_its_own_line(task):
    """What Python says late, of the looking that the run has ended, is not taken for its words."""
    task.page.evaluate(LATE)
    refuse(task, SLOW)
    line(task).filter(has_text=LOOKING).wait_for()
    refuse(task, MENDED)
    told(task, FOUND)


def test_another_cell_goes_first_and_does_not_get_the_line(task):
    """It has its verdict as soon as it would have without."""
    other = Task(task.page, "mse_grad")
    other.write(MSE_GRAD)
    assert other.check() == "right"
    button = other.cell.get_by_role("button", name="Check").element_handle()
    idle = task.page.evaluate(PRESS, button)
    refuse(task, SLOW)
    line(task).filter(has_text=LOOKING).wait_for()
    busy = task.page.evaluate(PRESS, button)
    assert busy < idle + 700, f"{busy:.0f} ms in place of {idle:.0f}"
    task.page.wait_for_timeout(2_000)
    assert line(task).count() == 0


def test_an_edit_that_never_ends(task):
    """It is given up, the line is found, and Python is ready."""
    refuse(task, ROUNDS)
    told(task, "Look at line 4 of its cell")
    task.write(RIGHT)
    assert task.check() == "right"


def test_python_stuck_in_a_copy_is_started_anew(task):
    """By itself, for the run that waits for it."""
    refuse(task, STUCK)
    line(task).filter(has_text=LOOKING).wait_for()
    task.write(RIGHT)
    assert task.check() == "right"
    assert line(task).count() == 0


def test_stop_while_it_looks(task):
    """By the keyboard: the line goes, and focus back to Check. Python stays."""
    task.page.evaluate(SPARE)
    refuse(task, SLOW)
    stop = task.page.get_by_role("button", name="Stop: looking for the line")
    stop.focus()
    task.page.keyboard.press("Enter")
    assert line(task).count() == 0
    task.cell.locator("button:focus:text-is('Check')").wait_for()
    task.page.wait_for_timeout(5_500)  # longer than Python may be silent while it looks
    task.page.evaluate("() => { window.seen = []; }")
    task.write(RIGHT)
    task.page.evaluate(
        """(status) => new MutationObserver(() => window.seen.push(status.textContent))
        .observe(status, { childList: true })""",
        task.status.element_handle(),
    )
    assert task.check() == "right"
    said = task.page.evaluate("seen")
    assert "Running." in said and not any("Fetching" in one or "Starting" in one for one in said)


def test_stop_of_a_run_that_came_while_it_looked(task):
    """It ends that run, as ever, and nothing is left of the line."""
    refuse(task, SLOW)
    line(task).filter(has_text=LOOKING).wait_for()
    task.write(ENDLESS)
    task.status.evaluate("(status) => { status.dataset.verdict = ''; }")
    task.press("Check")
    task.page.wait_for_function(
        "(status) => status.textContent === 'Running.'", arg=task.status.element_handle()
    )
    task.press("Stop")
    assert task.verdict() == "stopped"
    assert line(task).count() == 0


def test_the_page_on_the_checker_fits_a_phone(visit, axe):
    """Folded it is not long; unfolded it is open to everybody, and no wider than the screen."""
    shown = visit("chapters/checker.html", viewport=PHONE)
    screens = shown.page.evaluate("document.body.scrollHeight / innerHeight")
    assert screens < 20, f"{screens:.0f} screens of a phone"
    first = shown.page.locator(".nn-known li").first
    assert not first.is_visible()
    shown.page.locator(".nn-known summary").first.click()
    assert first.is_visible()
    shown.page.evaluate(UNFOLD)
    assert everything(shown, axe) == {}


def test_on_paper_the_lists_lie_open(visit):
    """Paper can't be pressed."""
    page = visit("chapters/checker.html").page
    heights = "(all) => all.map((one) => one.getBoundingClientRect().height)"
    folded = page.locator(".nn-known").evaluate_all(heights)
    page.emulate_media(media="print")
    opened = page.locator(".nn-known").evaluate_all(heights)
    assert all(one > 3 * other for one, other in zip(opened, folded, strict=True))


def test_open_to_everybody(opened, axe):
    """While it looks, its Stop beside it, and when the line is there; on a phone too."""
    shown = opened(viewport=PHONE, first=PATIENT)
    task = Task(shown.page, "relu_backward")
    refuse(task, STUCK)
    looked_for = line(task).filter(has_text=LOOKING)
    looked_for.wait_for()
    assert barriers(shown.page, axe) == []
    shown.resize(*NARROW)
    assert wider_than_the_screen(shown.page) == []
    assert looked_for.is_visible(), "it was gone too early to be looked at"
    shown.resize(*PHONE.values())
    refuse(task, MENDED)
    told(task, FOUND)
    assert everything(shown, axe) == {}

"""An assignment done on its page, from the first click to the grade."""

import json

import nbformat
import pytest
from chromium import NO_WORKER
from masters import master
from page_checks import everything
from task import FURNISHED, PAGE, RIGHT, WRONG, Task

ENDLESS = "def relu_backward(dA, z):\n    while True:\n        pass\n"
# Counts how often a status says that code runs.
COUNT = """(status) => {
  window.running = 0;
  new MutationObserver(() => { window.running += status.textContent === "Running."; })
    .observe(status, { childList: true });
}"""
TALL = """addEventListener("DOMContentLoaded", () => {
  document.head.insertAdjacentHTML("beforeend", "<style>.cm-editor { height: 600px }</style>");
});"""
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    sum += list.getEntries().reduce((more, entry) => more + entry.value, 0);
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => setTimeout(() => done(sum), 600));
})"""


# How many checks an answer has.
CHECKS = """async (name) => {
  const { cells } = document.querySelector("[data-cells]").dataset;
  const all = (await (await fetch(cells)).json()).cells;
  return all.filter((cell) => cell.kind === "check" && cell.name === name).length;
}"""


def outputs(page):
    """What the checks below the answers say now."""
    return page.locator(".nn-output").all_inner_texts()


def test_from_the_first_click_to_the_grade(opened, course, tmp_path):
    """Each answer is written and checked, the notebook is downloaded, and nbgrader takes it."""
    whole = master("backprop")
    page = opened().page
    for name in [item.name for item in whole.assignment.items]:
        task = Task(page, name)
        task.write(whole.written[f"{name}-answer"])
        assert task.check() == "right", outputs(page)
    assert page.locator(".bd-sidebar-primary .nn-done").all_inner_texts() == [" ✓ done"]
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my notebook").click()
    assert download.value.suggested_filename == "backprop.ipynb"
    path = tmp_path / "mine.ipynb"
    download.value.save_as(path)

    course.add_solution(whole.notebook, "backprop")
    course.run("generate_assignment", "backprop")
    course.submit("ada", "backprop", path.read_bytes())
    course.autograde("backprop")
    grades = course.grades("ada", "backprop")
    points = whole.assignment.points
    assert grades == {name: (points[name], False) for name in points}


def test_the_download_is_the_released_notebook(opened, root, tmp_path):
    """Nothing but the answers differs from it, and with none written not a byte does."""
    page = opened().page
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my notebook").click()
    path = tmp_path / "empty.ipynb"
    download.value.save_as(path)
    released = (root / "exercises/backprop/backprop.ipynb").read_text()
    assert json.loads(path.read_text()) == json.loads(released)
    nbformat.validate(nbformat.read(path, as_version=4))


def test_a_wrong_answer_gets_its_hint(opened):
    """The very words that the checker has for this mistake."""
    page = opened().page
    task = Task(page, "relu_backward")
    task.write(WRONG)
    assert task.check() == "wrong"
    answer = master("backprop").assignment.answers["relu_backward"]
    (slip,) = [one for one in answer.misconceptions if one.name == "active at zero"]
    said = " ".join(" ".join(outputs(page)).split())
    assert " ".join(slip.hint.split()) in said


def begin_an_endless_loop(task):
    """Check an answer that never ends: its own cell runs, and then the loop, in its check."""
    task.write(ENDLESS)
    task.status.evaluate(COUNT)
    task.press("Check")
    task.page.wait_for_function("window.running === 2", timeout=60_000)


def test_an_endless_loop_is_stopped(opened):
    """By the button, or by itself after its time; the code stays, and Python starts anew."""
    task = Task(opened().page, "relu_backward")
    begin_an_endless_loop(task)
    task.press("Stop")
    assert task.verdict() == "stopped"
    assert "while True" in task.editor.inner_text()
    task.write(RIGHT)
    assert task.check() == "right"


def test_keys_are_held_back_like_the_buttons(opened):
    """Pressed again while Python is at it they do nothing: there is one check, and one verdict."""
    page = opened().page
    task = Task(page, "relu_backward")
    task.write(WRONG)
    task.status.evaluate(COUNT)
    for key in ("ControlOrMeta+Enter", "ControlOrMeta+Enter", "Shift+Enter"):
        page.keyboard.press(key)
    assert task.verdict() == "wrong"
    page.wait_for_timeout(1000)
    checks = page.evaluate(CHECKS, "relu_backward")
    assert page.evaluate("window.running") == 1 + checks
    assert task.status.get_attribute("data-verdict") == "wrong"
    assert task.editor.inner_text().strip() == WRONG.strip()


def test_a_loop_that_was_begun_by_a_key_is_stopped_for_good(opened):
    """However often the key was pressed."""
    page = opened().page
    task = Task(page, "relu_backward")
    task.write("while True:\n    pass\n")
    for _ in range(3):
        page.keyboard.press("Shift+Enter")
    task.status.filter(has_text="Running.").wait_for()
    task.press("Stop")
    page.wait_for_timeout(1000)
    assert task.status.inner_text().startswith("Stopped.")


def test_stop_is_for_its_own_cell(opened):
    """A cell that waits for its turn is taken out of the queue, and what runs goes on."""
    page = opened().page
    busy, waits = Task(page, "relu_backward"), Task(page, "mse_grad")
    busy.write("while True:\n    pass\n")
    busy.press("Run")
    busy.status.filter(has_text="Running.").wait_for()
    waits.press("Run")
    waits.press("Stop")
    assert waits.verdict() == "unbegun"
    assert busy.status.inner_text() == "Running."
    busy.press("Stop")
    assert busy.verdict() == "stopped"
    page.wait_for_timeout(1000)
    assert waits.status.inner_text().startswith("Stopped before it began.")


def test_a_check_is_about_the_text_that_stood_there(opened):
    """What is written while Python comes waits for the next one, and takes no pass back."""
    page, held = opened(**NO_WORKER).page, []
    task = Task(page, "relu_backward")
    task.write(RIGHT)
    page.route("**/wheel/course.json", lambda route: held.append(route))
    with page.expect_request("**/wheel/course.json"):
        task.press("Check")
    task.write(WRONG)
    held[0].continue_()
    assert task.verdict() == "right"
    assert page.locator(".bd-sidebar-primary .nn-done").count() == 1


def test_time_runs_out(opened):
    """Twenty seconds are enough for any answer."""
    page = opened().page
    page.clock.install()
    task = Task(page, "relu_backward")
    begin_an_endless_loop(task)
    page.clock.fast_forward(20_000)
    assert task.verdict() == "stuck"
    assert "Is there a loop that never ends?" in task.status.inner_text()


def test_answers_are_kept(opened):
    """What was written is there after the page was left, and Reset brings back the stub."""
    page = opened().page
    Task(page, "relu_backward").write(RIGHT)
    page.reload()
    page.locator(".cm-content", has_text="dA * (z > 0)").wait_for()  # wherever the reader is
    task = Task(page, "relu_backward")
    assert "dA * (z > 0)" in task.editor.inner_text()
    task.press("Reset")
    task.editor.filter(has_text="NotImplementedError").wait_for()


def test_a_verdict_goes_with_the_text_that_it_is_about(opened):
    """To run the same text again leaves it there; to run another one, that nobody checked, not."""
    page = opened().page
    task = Task(page, "relu_backward")
    task.write(WRONG)
    assert task.check() == "wrong"
    refusal = page.locator(".nn-output", has_text="not yet")
    assert refusal.count() > 0
    for text, there in ((WRONG, True), (RIGHT, False)):
        task.write(text)
        page.keyboard.press("Shift+Enter")
        task.status.filter(has_text="Done.").wait_for()
        assert (refusal.count() > 0) == there


def test_undone_a_reset_is_no_longer_told(opened):
    """What the bar says is true of what stands above it."""
    page = opened().page
    task = Task(page, "relu_backward")
    task.write(RIGHT)
    task.press("Reset")
    task.status.filter(has_text="as you were given it").wait_for()
    task.editor.click()
    page.keyboard.press("ControlOrMeta+z")
    task.editor.filter(has_text="dA * (z > 0)").wait_for()
    assert task.status.inner_text() == ""


# A browser that keeps nothing of ours; the theme's own settings are no matter here.
FORBIDDEN = """for (const name of ["getItem", "setItem"]) {
  const own = Storage.prototype[name];
  Storage.prototype[name] = function (key, value) {
    if (key.startsWith("nn:")) throw new Error("storage is forbidden");
    return own.call(this, key, value);
  };
}"""


def test_a_browser_that_keeps_nothing(opened):
    """The page says so from the first moment, and its answers can be written and checked."""
    page = opened().page
    page.add_init_script(FORBIDDEN)
    page.reload()
    page.wait_for_selector(FURNISHED)
    told = page.locator(".nn-notebook-tools .nn-status")
    told.filter(has_text="storage is forbidden").wait_for()
    assert "download your notebook before you leave" in told.inner_text()
    task = Task(page, "relu_backward")
    task.write(RIGHT)
    assert task.check() == "right"


def test_a_notebook_is_loaded_back(opened, root, fill_notebook, tmp_path):
    """Its answers go into the page; a file that is none is refused, and nothing is lost."""
    page = opened().page
    Task(page, "affine_backward").write("def affine_backward(dZ, X, W):\n    return 'mine'\n")
    path = tmp_path / "brought.ipynb"
    path.write_text(fill_notebook("backprop", {"relu_backward-answer": RIGHT}))
    page.set_input_files("input[type=file]", path)
    told = page.locator(".nn-notebook-tools .nn-status")
    told.filter(has_text="answers are taken from brought.ipynb").wait_for()
    assert "Nothing was written in it for affine_backward-answer: yours stay." in told.inner_text()
    assert "'mine'" in Task(page, "affine_backward").editor.inner_text()
    assert "dA * (z > 0)" in Task(page, "relu_backward").editor.inner_text()
    (tmp_path / "photo.ipynb").write_bytes(b"\x89PNG")
    page.set_input_files("input[type=file]", tmp_path / "photo.ipynb")
    told.filter(has_text="This file is not a notebook").wait_for()
    assert "dA * (z > 0)" in Task(page, "relu_backward").editor.inner_text()
    page.reload()  # the way back is there at another visit, too, and leads back again
    back = page.get_by_role("button", name="Bring my answers back")
    back.click()
    told.filter(has_text="as they were").wait_for()
    assert "NotImplementedError" in Task(page, "relu_backward").editor.inner_text()
    assert "'mine'" in Task(page, "affine_backward").editor.inner_text()
    back.click()
    Task(page, "relu_backward").editor.filter(has_text="dA * (z > 0)").wait_for()


@pytest.fixture
def fill_notebook(root):
    """A function: the released notebook of an assignment with other text in some cells."""

    def filled(name, answers):
        notebook = nbformat.read(root / f"exercises/{name}/{name}.ipynb", as_version=4)
        for cell in notebook.cells:
            cell.source = answers.get(cell.metadata.nbgrader.grade_id, cell.source)
        return nbformat.writes(notebook)

    return filled


def test_keyboard_alone(opened):
    """Tab to the editor, write, Escape and Tab out of it, and press Check."""
    page = opened().page
    task = Task(page, "relu_backward")
    for _ in range(200):
        page.keyboard.press("Tab")
        if task.cell.locator("[role=textbox]:focus").count():
            break
        page.keyboard.press("Escape")  # out of an editor that came before
    task.cell.locator(".cm-content:focus").wait_for()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(RIGHT)
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Check"
    page.keyboard.press("Enter")
    assert task.verdict() == "right"


def test_focus_comes_back_to_the_pressed_button(opened):
    """A second Space does once more what the first one did."""
    task = Task(opened().page, "relu_backward")
    task.write(RIGHT)
    for name in ("Check", "Run"):
        button = task.cell.get_by_role("button", name=name)
        task.status.evaluate("(status) => { status.dataset.verdict = ''; }")
        button.focus()
        task.page.keyboard.press("Space")
        assert task.verdict() == "right"
        task.cell.locator(f"button:focus:text-is('{name}')").wait_for()


def test_escape_then_tab_leaves_the_editor(opened):
    """That is said beside it, and to those who hear it; who types after Escape indents again."""
    page = opened().page
    task = Task(page, "relu_backward")
    way = task.cell.locator(".nn-way-out")
    task.editor.click()
    assert way.is_visible() and "Esc, then Tab" in way.inner_text()
    assert task.editor.get_attribute("aria-describedby") == way.get_attribute("id")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.keyboard.press("Tab")
    assert task.cell.locator(".cm-content:focus").count() == 1
    page.keyboard.press("Escape")
    page.wait_for_timeout(2500)  # however slow a hand is
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Run"
    assert not way.is_visible()
    task.editor.click()
    page.keyboard.press("Tab")
    assert task.cell.locator(".cm-content:focus").count() == 1


IN_ONE_BREATH = """(content) => {
  content.focus();
  const escape = { key: "Escape", keyCode: 27, bubbles: true };
  content.dispatchEvent(new KeyboardEvent("keydown", escape));
}"""


def test_escape_counts_from_the_first_moment(opened):
    """Pressed before CodeMirror says that the editor has the focus, which it does 10 ms late."""
    page = opened().page
    task = Task(page, "relu_backward")
    task.editor.click()
    task.cell.get_by_role("button", name="Run").focus()
    page.wait_for_timeout(100)
    task.editor.evaluate(IN_ONE_BREATH)
    page.wait_for_timeout(100)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Run"


HELP = ("spellcheck", "autocorrect", "autocapitalize", "translate", "aria-describedby")


def help_in(page, editor):
    """What a browser may do in an editor, and whether its way out is told."""
    content = editor.locator(".cm-content")
    content.wait_for()
    assert "notranslate" in content.get_attribute("class")
    return [content.get_attribute(name) for name in HELP]


def test_a_browser_helps_with_words_and_not_with_code(opened):
    """An answer in words stands between quotes; it is for the browser to say how they are spelt."""
    page = opened().page
    task = Task(page, "relu_backward")
    task.editor.click()
    way = task.cell.locator(".nn-way-out").get_attribute("id")
    assert help_in(page, task.cell) == ["false", "off", "off", "no", way]
    words = Task(page, "asleep_layer")
    words.editor.click()
    assert help_in(page, words.cell)[:4] == ["true", "on", "sentences", "no"]


HEIGHTS = """(cells) => cells.filter((cell) => cell.querySelector("[role=textbox]"))
  .map((cell) => cell.getBoundingClientRect().height)"""


def test_an_editor_has_the_height_of_what_it_replaces(opened):
    """To the pixel."""
    page = opened(**NO_WORKER).page
    cells = page.locator(".cell:has(.nn-bar)")
    before = cells.evaluate_all(HEIGHTS)
    for box in page.locator(".bd-article [role=textbox]").all():
        box.evaluate("(box) => box.focus()")
    page.wait_for_function("!document.querySelector('.bd-article [role=textbox]:not(.cm-content)')")
    assert len(before) == 7
    assert cells.evaluate_all(HEIGHTS) == pytest.approx(before, abs=0.5)


def test_editors_come_when_they_are_near(opened):
    """A far answer is text that is called an editor, and is one once it has the focus."""
    page = opened().page
    assert page.locator(".cm-editor").count() == 0
    far = Task(page, "asleep_layer").cell
    box = far.get_by_role("textbox", name="Python code of asleep_layer")
    box.evaluate("(box) => box.focus({ preventScroll: true })")
    far.locator(".cm-content:focus").wait_for()
    assert page.locator(".cm-editor").count() == 1
    Task(page, "relu_backward").cell.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelectorAll('.cm-editor').length > 1")


def test_open_to_everybody_after_running(opened, axe):
    """With answers right and wrong, tables and errors on the page."""
    shown = opened()
    right, wrong = Task(shown.page, "relu_backward"), Task(shown.page, "mse_grad")
    right.write(RIGHT)
    wrong.write("def mse_grad(y_hat, y):\n    return 1 / 0\n")
    assert [right.check(), wrong.check()] == ["right", "wrong"]
    assert everything(shown, axe) == {}


@pytest.fixture
def late(visit):
    """A function that opens a page whose editors wait; and one that lets them come."""
    held = []

    def open_page(path):
        page = visit(path, **NO_WORKER).page
        page.route("**/runner/editor.js*", lambda route: held.append(route))
        page.reload()
        page.wait_for_selector(FURNISHED)
        return page

    def come(cell):
        assert cell.locator(".cm-editor").count() == 0
        while held:
            held.pop().continue_()
        cell.locator(".cm-editor").wait_for()
        cell.page.wait_for_timeout(200)

    return open_page, come


FOCUSED = "document.activeElement.textContent"


@pytest.mark.parametrize("stays", [True, False])
def test_an_editor_that_comes_late_takes_no_focus(late, stays):
    """From a reader who has gone on; who waits for it is in it."""
    open_page, come = late
    page = open_page(PAGE)
    cell = Task(page, "relu_backward").cell
    cell.get_by_role("textbox").focus()
    if not stays:
        cell.get_by_role("button", name="Run").focus()
    come(cell)
    assert cell.locator(".cm-content:focus").count() == int(stays)
    assert stays or page.evaluate(FOCUSED) == "Run"


@pytest.mark.parametrize("stays", [True, False])
def test_edit_takes_no_focus_when_it_comes_late(late, stays):
    """The same in a chapter, where the button asks for the editor."""
    open_page, come = late
    page = open_page("chapters/derivatives.html")
    task = Task(page, "slope_over")
    task.press("Edit")
    if not stays:
        page.keyboard.press("Tab")
    come(task.cell)
    assert task.cell.locator(".cm-content:focus").count() == int(stays)
    assert stays or page.evaluate(FOCUSED) == "Reset"


def shifts_when_editors_come_late(page):
    """How far a page moves whose editors come when a reader already looks at their places."""
    held = []
    page.route("**/runner/editor.js*", lambda route: held.append(route))
    page.reload()
    page.wait_for_selector(FURNISHED)
    task = Task(page, "relu_backward")
    task.cell.scroll_into_view_if_needed()
    page.wait_for_timeout(500)  # a shift within half a second of something pressed does not count
    assert task.cell.locator(".cm-editor").count() == 0
    for route in held:
        route.continue_()
    task.cell.locator(".cm-editor").wait_for()
    return page.evaluate(SHIFTS)


def test_nothing_moves(opened):
    """The editors come to where the code stood."""
    page = opened(**NO_WORKER).page
    assert page.evaluate(SHIFTS) < 0.05
    assert shifts_when_editors_come_late(page) < 0.05


def test_a_page_that_moves_is_seen(opened):
    """Planted: an editor that is not of the size of the code."""
    page = opened(**NO_WORKER).page
    page.add_init_script(TALL)
    assert shifts_when_editors_come_late(page) > 0.05


def test_a_cell_of_a_chapter_runs(visit):
    """It prints what the book prints; changed, something else; and Reset brings the book's back."""
    page = visit("chapters/derivatives.html").page
    task = Task(page, "slope_over")
    printed = task.cell.locator(".cell_output").first.inner_text().strip()
    task.press("Run")
    assert task.verdict() == "right"
    assert task.cell.locator(".nn-output").inner_text().strip() == printed
    task.press("Edit")
    task.write("print(6 * 7)")
    task.press("Run")
    task.cell.locator(".nn-output", has_text="42").wait_for()
    task.press("Reset")
    assert task.cell.locator(".cell_output").first.inner_text().strip().startswith(printed)


def test_a_cell_with_a_table_and_a_picture(visit):
    """pandas and matplotlib come when they are needed, and show what they are told to."""
    page = visit("chapters/derivatives.html").page
    task = Task(page, "slope_over")
    task.press("Edit")
    code = "import pandas as pd\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\n"
    task.write(code + "t = pd.DataFrame({'a': [1]})\ndisplay(t)\nprint(len(t))")
    task.press("Run")
    assert task.verdict() == "right"
    assert task.cell.locator(".nn-output table").count() == 1
    assert task.cell.locator(".nn-output svg").count() == 1
    assert task.cell.locator(".nn-output pre").all_inner_texts() == ["1\n"]  # and no warning


def test_a_cell_hands_its_network_to_the_drawing_board(visit):
    """The book's network reads at first; after the cell that trains, the reader's own does."""
    page = visit("chapters/digits.html").page
    page.locator(".nn-explorable").scroll_into_view_if_needed()
    told = page.locator("[data-live] .nn-told")
    assert "The book's network says 2" in told.inner_text()
    cell = page.locator(".cell:has(.nn-bar)", has_text='hand_over("digits", network.params)')
    cell.get_by_role("button", name="Run").click()
    cell.locator(".nn-status[data-verdict='right']").wait_for(timeout=120_000)
    assert "64 hidden neurons: " in cell.locator(".nn-output").inner_text()
    assert told.inner_text().startswith("This is the network that you have just trained.")
    assert "Your network says 2" in told.inner_text()

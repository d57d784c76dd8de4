"""Two tabs of one browser, in any order, closed or left and come back to: no work is lost."""

import pytest
from chromium import NO_WORKER
from masters import master
from task import FURNISHED, PAGE, RIGHT, WRONG, Task

PROGRESS = "chapters/progress.html"
OTHER = "def mse_grad(y_hat, y):\n    return 'other'\n"
KEPT = """() => {
  const start = `nn:${new URL("../..", location.href).pathname}:`;
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(start));
  return Object.fromEntries(keys.map((key) => [key.slice(start.length), localStorage[key]]));
}"""
PUT = """(kept) => {
  const start = `nn:${new URL("../..", location.href).pathname}:`;
  for (const [name, value] of Object.entries(kept)) {
    localStorage.setItem(start + name, JSON.stringify(value));
  }
}"""


@pytest.fixture
def tabs(visit):
    """A function that opens one more tab of one browser, with an assignment's page in it."""
    first = visit(PAGE, **NO_WORKER)

    def open_tab(path=PAGE, page=None):
        page = page or first.context.new_page()
        page.goto(first.top + path)
        if path.startswith("exercises"):
            page.wait_for_selector(FURNISHED)
        return page

    first.page.wait_for_selector(FURNISHED)
    open_tab.first = first.page
    return open_tab


def shown(page, name):
    """The text of an answer, as its editor shows it, line by line."""
    return Task(page, name).editor.inner_text()


def wait_for(page, name, text):
    Task(page, name).editor.filter(has_text=text).wait_for()


def asked(page, name):
    """The box under an answer that offers two texts."""
    return Task(page, name).cell.locator(".nn-notice")


def test_both_answers_are_kept(tabs):
    """One answer in each tab, both closed: both are there, and the tabs showed each other's."""
    one, two = tabs.first, tabs()
    Task(one, "relu_backward").write(RIGHT)
    Task(two, "mse_grad").write(OTHER)
    wait_for(one, "mse_grad", "'other'")
    wait_for(two, "relu_backward", "dA * (z > 0)")
    one.close()
    again = tabs(page=two)
    assert "dA * (z > 0)" in shown(again, "relu_backward")
    assert "'other'" in shown(again, "mse_grad")


def test_in_turns(tabs):
    """Out of order, twice, and after a reload."""
    one, two = tabs.first, tabs()
    Task(two, "mse_grad").write(OTHER)
    Task(one, "relu_backward").write(WRONG)
    Task(two, "affine_backward").write("def affine_backward(dZ, X, W):\n    return 'two'\n")
    tabs(page=one)
    Task(one, "relu_backward").write(RIGHT)
    wait_for(two, "relu_backward", "dA * (z > 0)")
    for page in (one, two):
        tabs(page=page)
        assert "dA * (z > 0)" in shown(page, "relu_backward")
        assert "'other'" in shown(page, "mse_grad")
        assert "'two'" in shown(page, "affine_backward")


@pytest.mark.parametrize("mine", [True, False])
def test_both_changed_one_answer(tabs, mine):
    """Both texts are kept and offered, after a reload too, until the reader chose."""
    one, two = tabs.first, tabs()
    Task(one, "relu_backward").write(RIGHT)
    wait_for(two, "relu_backward", "z > 0")
    Task(two, "relu_backward").write(WRONG)
    asked(one, "relu_backward").filter(has_text="z >= 0").wait_for()
    assert "z > 0" in shown(one, "relu_backward")
    asked(two, "relu_backward").filter(has_text="z > 0").wait_for()
    one.close()
    tabs(page=two)
    box = asked(two, "relu_backward")
    box.filter(has_text="z > 0").wait_for()
    assert "z >= 0" in shown(two, "relu_backward")
    box.get_by_role("button", name="Keep mine" if mine else "Take theirs").click()
    box.wait_for(state="detached")
    tabs(page=two)
    assert ("z >= 0" if mine else "z > 0") in shown(two, "relu_backward")
    assert asked(two, "relu_backward").count() == 0


def test_the_choice_is_every_tabs(tabs):
    """Chosen in one tab, it is asked in none."""
    one, two = tabs.first, tabs()
    Task(one, "relu_backward").write(RIGHT)
    wait_for(two, "relu_backward", "z > 0")
    Task(two, "relu_backward").write(WRONG)
    asked(one, "relu_backward").get_by_role("button", name="Keep mine").click()
    wait_for(two, "relu_backward", "z > 0")
    for page in (one, two):
        asked(page, "relu_backward").wait_for(state="detached")


def test_an_old_tab_and_a_new_one(tabs):
    """What a tab that was opened later goes on with is no second text."""
    Task(tabs.first, "relu_backward").write(WRONG)
    later = tabs()
    Task(later, "relu_backward").write(RIGHT)
    wait_for(tabs.first, "relu_backward", "z > 0")
    assert asked(tabs.first, "relu_backward").count() == 0


def test_a_reset_is_a_change(tabs):
    """It reaches the other tab, and the next visit."""
    two = tabs()
    Task(tabs.first, "relu_backward").write(RIGHT)
    wait_for(two, "relu_backward", "z > 0")
    Task(tabs.first, "relu_backward").press("Reset")
    wait_for(two, "relu_backward", "NotImplementedError")
    tabs(page=two)
    wait_for(two, "relu_backward", "NotImplementedError")


def test_the_place_in_the_text_stays(tabs):
    """What another tab writes takes no focus, and no answer's cursor."""
    two = tabs()
    task = Task(tabs.first, "relu_backward")
    task.write(RIGHT)
    tabs.first.keyboard.press("Home")
    Task(two, "mse_grad").write(OTHER)
    wait_for(two, "relu_backward", "z > 0")
    tabs.first.keyboard.insert_text("# here\n")
    wait_for(two, "relu_backward", "# here")
    assert task.cell.locator(".cm-content:focus").count() == 1


def test_the_last_keystroke_is_kept(tabs):
    """A tab that is closed at once has written it."""
    two = tabs(PROGRESS)
    Task(tabs.first, "relu_backward").editor.click()
    tabs.first.keyboard.press("ControlOrMeta+a")
    tabs.first.keyboard.type("def relu_backward(dA, z): return 1")
    tabs.first.close()
    wait_for(tabs(page=two), "relu_backward", "return 1")


def test_progress_of_two_tabs(tabs):
    """Two assignments, or two answers of one, passed side by side: both count."""
    two = tabs("exercises/affine/affine.html")
    answers = master("affine").written
    name = next(iter(master("affine").assignment.answers))
    for page, answer, code in (
        (tabs.first, "relu_backward", RIGHT),
        (two, name, answers[f"{name}-answer"]),
    ):
        Task(page, answer).write(code)
        assert Task(page, answer).check() == "right"
    done = [key for key in two.evaluate(KEPT) if key.startswith("done/")]
    assert {key.split("/")[1] for key in done} == {"backprop", "affine"}
    for page in (tabs.first, two):
        page.wait_for_function(
            "document.querySelectorAll('.bd-sidebar-primary .nn-done').length > 1"
        )


def test_import_then_back_then_one_more(tabs, tmp_path):
    """The file's answers are there after Back, and after the next one was written."""
    page = tabs.first
    Task(page, "relu_backward").write(RIGHT)
    tabs(PROGRESS, page=page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    download.value.save_as(tmp_path / "progress.json")
    for _ in range(2):
        page.get_by_role("button", name="Delete everything").click()
    tabs(page=page)
    assert "NotImplementedError" in shown(page, "relu_backward")
    tabs(PROGRESS, page=page)
    page.set_input_files("input[type=file]", tmp_path / "progress.json")
    page.get_by_role("status").filter(has_text="imported").wait_for()
    page.go_back()
    page.wait_for_selector(FURNISHED)
    wait_for(page, "relu_backward", "z > 0")
    Task(page, "mse_grad").write(OTHER)
    tabs(page=page)
    assert "z > 0" in shown(page, "relu_backward")
    assert "'other'" in shown(page, "mse_grad")


def test_what_older_visits_kept(tabs):
    """All answers of an assignment under one name: shown, counted, and kept with what is new."""
    page = tabs.first
    done = {"backprop": {"relu_backward": {"at zero": "2026-01-01"}}}
    page.evaluate(PUT, {"answers/backprop": {"relu_backward-answer": RIGHT}, "done": done})
    tabs(page=page)
    wait_for(page, "relu_backward", "z > 0")
    Task(page, "mse_grad").write(OTHER)
    tabs(page=page)
    assert "z > 0" in shown(page, "relu_backward")
    assert "'other'" in shown(page, "mse_grad")
    assert "done/backprop/relu_backward/at zero" in page.evaluate(KEPT)


def test_a_tab_with_an_older_page(tabs):
    """It writes all answers of its memory under one name; what is newer here stays."""
    page = tabs.first
    Task(page, "relu_backward").write(RIGHT)
    page.evaluate(PUT, {"answers/backprop": {"mse_grad-answer": OTHER}})
    tabs(page=page)
    assert "z > 0" in shown(page, "relu_backward")
    wait_for(page, "mse_grad", "'other'")


MISS = """() => {
  const question = document.querySelector(".nn-question:has(.nn-option)");
  const right = question.querySelector(".nn-on-paper .nn-right strong").textContent;
  [...question.querySelectorAll(".nn-option")].find((b) => b.textContent !== right).click();
}"""


def test_questions_of_two_tabs(tabs):
    """A question missed in each tab: both come back."""
    two = [tabs("chapters/backprop.html"), tabs("chapters/affine.html")]
    for page in two:
        page.locator(".nn-option").first.wait_for()
        page.evaluate(MISS)
    kept = two[0].evaluate(KEPT.replace("../..", ".."))
    assert sorted(key.split("#")[0] for key in kept if key.startswith("review/")) == [
        "review/chapters/affine.html",
        "review/chapters/backprop.html",
    ]


# As a page from the back-forward cache, which heard nothing while it was away.
DEAF = "addEventListener('storage', (event) => event.stopImmediatePropagation(), true)"
BACK = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"


def test_a_page_that_was_away(tabs):
    """It shows what was written meanwhile; what it kept does not come back over it."""
    page = tabs.first
    page.add_init_script(DEAF)
    tabs(page=page)
    Task(page, "relu_backward").write(WRONG)
    two = tabs()
    Task(two, "relu_backward").write(RIGHT)
    Task(two, "mse_grad").write(OTHER)
    assert "z >= 0" in shown(page, "relu_backward")
    page.evaluate(BACK)
    wait_for(page, "relu_backward", "z > 0")
    wait_for(page, "mse_grad", "'other'")


def test_a_page_that_hears_nothing(tabs):
    """Before it writes, it looks: what another page wrote in the same answer is kept beside."""
    page = tabs.first
    page.add_init_script(DEAF)
    tabs(page=page)
    two = tabs()
    Task(two, "relu_backward").write(RIGHT)
    Task(page, "relu_backward").write(WRONG)
    tabs(page=page)
    box = asked(page, "relu_backward")
    box.filter(has_text="z > 0").wait_for()
    assert "z >= 0" in shown(page, "relu_backward")

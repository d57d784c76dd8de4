"""What could lose a reader's work beside a second tab: no room, no network, a strange notebook."""

import nbformat
import pytest
from chromium import NO_WORKER, Plain, Visit, under_sub_path
from task import FURNISHED, PAGE, RIGHT, WRONG, Task

TOLD = ".nn-notebook-tools .nn-status"
# Nothing more can be kept of ours, as when all room is taken.
FULL = """window.full = true;
const own = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) {
  if (window.full && key.startsWith("nn:")) throw new DOMException("no", "QuotaExceededError");
  return own.call(this, key, value);
};"""
PROMISE = """Object.defineProperty(navigator.storage, "persist",
  { value: async () => { window.asked = (window.asked ?? 0) + 1; return %s; } });"""


@pytest.fixture
def opened_with(visit):
    """A function that opens an assignment's page after a script."""

    def open_page(first):
        shown = visit(PAGE, **NO_WORKER)
        shown.page.add_init_script(first)
        shown.page.reload()
        shown.page.wait_for_selector(FURNISHED)
        return shown.page

    return open_page


def download(page, button):
    """Press a button that downloads a notebook; its cells, joined."""
    with page.expect_download() as waited:
        button.click()
    notebook = nbformat.reads(waited.value.path().read_text(), as_version=4)
    return "".join(cell.source for cell in notebook.cells)


def test_no_room_is_told_where_the_reader_writes(opened_with):
    """Under the cell itself, with the download; and it goes when there is room again."""
    page = opened_with(FULL)
    task = Task(page, "relu_backward")
    task.write(RIGHT)
    box = task.cell.locator(".nn-notice")
    box.filter(has_text="no room left").wait_for()
    assert "no room left" in page.locator(TOLD).inner_text()
    assert "dA * (z > 0)" in download(page, box.get_by_role("button", name="Download my notebook"))
    other = Task(page, "mse_grad")
    other.write("def mse_grad(y_hat, y):\n    return 1\n")
    other.cell.locator(".nn-notice", has_text="no room left").wait_for()
    page.evaluate("window.full = false")
    other.write("def mse_grad(y_hat, y):\n    return 2\n")
    page.locator(TOLD).filter(has_text="keeps what you write again").wait_for()
    assert page.locator(".nn-notice", has_text="no room left").count() == 0
    page.evaluate("window.full = false")
    page.add_init_script("window.full = false")
    page.reload()
    Task(page, "relu_backward").editor.filter(has_text="dA * (z > 0)").wait_for()


@pytest.mark.parametrize("promised", [True, False])
def test_the_browser_is_asked_to_keep_it(opened_with, promised):
    """Once something was written; and where it does not promise to, the page says so once."""
    page = opened_with(PROMISE % str(promised).lower())
    assert page.evaluate("window.asked ?? 0") == 0
    Task(page, "relu_backward").write(RIGHT)
    Task(page, "mse_grad").write("def mse_grad(y_hat, y):\n    return 1\n")
    page.wait_for_function("window.asked === 1")
    said = page.locator(".nn-lasting")
    if promised:
        assert said.count() == 0
        return
    said.wait_for()
    with page.expect_download() as waited:
        said.get_by_role("button", name="Export my progress").click()
    assert "dA * (z > 0)" in waited.value.path().read_text()


class NoNotebooks(Plain):
    """A host that gives out no .ipynb."""

    def translate_path(self, path):
        return super().translate_path("/not/there" if ".ipynb" in path else path)


def test_a_host_that_refuses_notebooks(browser, site):
    """The download is there all the same."""
    with under_sub_path(site, NoNotebooks) as top:
        shown = Visit(browser, top, **NO_WORKER)
        page = shown.open(PAGE)
        Task(page, "relu_backward").write(RIGHT)
        assert "z > 0" in download(page, page.get_by_role("button", name="Download my notebook"))
        shown.context.close()


def test_a_download_that_fails_is_told(new_visit):
    """At the button; and the next press works."""
    page = new_visit(PAGE, **NO_WORKER).page
    button = page.get_by_role("button", name="Download my notebook")
    page.route("**/*.notebook.json", lambda route: route.abort())
    button.click()
    page.locator(TOLD).filter(has_text="nothing was downloaded").wait_for()
    page.unroute("**/*.notebook.json")
    assert "relu_backward" in download(page, button)


@pytest.fixture
def written(root, tmp_path):
    """A function: the file of a notebook with a right answer; `change` gets its cells."""

    def write(change=list):
        notebook = nbformat.read(root / "exercises/backprop/backprop.ipynb", as_version=4)
        for cell in notebook.cells:
            if cell.metadata.nbgrader.grade_id == "relu_backward-answer":
                cell.source = RIGHT
        notebook.cells = change(notebook.cells)
        path = tmp_path / "brought.ipynb"
        nbformat.write(notebook, path)
        return path

    return write


@pytest.fixture
def brought(opened, written):
    """A function: what the page says of a notebook, and the page; `change` gets its cells."""
    page = opened(**NO_WORKER).page

    def bring(change=list):
        page.set_input_files("input[type=file]", written(change))
        told = page.locator(TOLD)
        told.filter(has_text="from brought.ipynb").wait_for()
        return told.inner_text(), page

    bring.page = page
    return bring


def stripped(cells):
    for cell in cells:
        cell.metadata = {}
    return cells


def split(cells):
    at = next(i for i, cell in enumerate(cells) if cell.source == RIGHT)
    head, tail = RIGHT.splitlines()
    second = nbformat.from_dict(cells[at] | {"source": tail, "id": "second"})
    cells[at].source = head
    return [*cells[: at + 1], second, *cells[at + 1 :]]


@pytest.mark.parametrize("change", [list, stripped, split, lambda cells: stripped(split(cells))])
def test_a_notebook_that_another_tool_changed(brought, change):
    """Its marks gone, an answer in two cells, or both: the answer is taken whole."""
    _, page = brought(change)
    text = Task(page, "relu_backward").editor.inner_text()
    assert "def relu_backward" in text and "dA * (z > 0)" in text


def test_own_cells_are_said(brought):
    """And how many answers are as they were given out."""
    own = nbformat.v4.new_code_cell("print('mine')")
    told, _ = brought(lambda cells: [*cells, own])
    assert "of them not changed yet" in told
    assert "1 cell of your own was left out (“print('mine')”)" in told


def wrong(cells):
    for cell in cells:
        cell.source = cell.source.replace(RIGHT, WRONG)
    return cells


def load_and_leave(brought, change=list):
    """Load a notebook, and open the page again."""
    brought(change)
    brought.page.reload()
    brought.page.wait_for_selector(FURNISHED)


def test_what_was_written_comes_back_from_under_several_notebooks(brought):
    """One loaded twice, and another after it: no file has what the reader wrote before."""
    page = brought.page
    back = page.get_by_role("button", name="Bring my answers back")
    Task(page, "relu_backward").write("def relu_backward(dA, z):\n    return 'mine'\n")
    load_and_leave(brought)
    load_and_leave(brought)
    brought(wrong)
    for text in ("'mine'", "z >= 0"):
        back.click()
        Task(page, "relu_backward").editor.filter(has_text=text).wait_for()


def test_where_nothing_was_written_the_first_notebook_comes_back(brought):
    """It was what stood there."""
    load_and_leave(brought)
    load_and_leave(brought, wrong)
    brought.page.get_by_role("button", name="Bring my answers back").click()
    Task(brought.page, "relu_backward").editor.filter(has_text="dA * (z > 0)").wait_for()


def test_a_host_that_says_something_else_than_what_was_given_out(brought):
    """The notebook that is brought is read without it."""
    brought.page.route("**/*.notebook.json", lambda route: route.fulfill(json={"detail": "busy"}))
    assert "from brought.ipynb" in brought()[0]


ANSWER = """() => {
  const book = new URL("../..", location.href).pathname;
  return localStorage.getItem(`nn:${book}:answers/backprop/relu_backward-answer`);
}"""


@pytest.fixture
def without_editors(new_visit):
    """The assignment, with an answer kept at an earlier visit, where no editor can be fetched."""
    page = new_visit(PAGE, **NO_WORKER).page
    page.wait_for_selector(FURNISHED)
    Task(page, "relu_backward").write(WRONG)
    page.route("**/runner/editor.js*", lambda route: route.abort())
    page.reload()
    page.wait_for_selector(FURNISHED)
    return page


def test_a_notebook_where_no_editor_can_be_fetched(without_editors, written):
    """It is told so, not that the file is at fault; and what is kept is as it was."""
    page, before = without_editors, without_editors.evaluate(ANSWER)
    page.set_input_files("input[type=file]", written())
    page.locator(TOLD).filter(has_text="The editor can't be fetched").wait_for()
    assert page.evaluate(ANSWER) == before
    assert page.get_by_role("button", name="Bring my answers back").count() == 0


def test_a_reset_where_no_editor_can_be_fetched(without_editors):
    """It takes away nothing that it can't show."""
    page, before = without_editors, without_editors.evaluate(ANSWER)
    task = Task(page, "relu_backward")
    page.locator(".nn-lacking").first.wait_for()
    task.press("Reset")
    page.wait_for_timeout(500)
    assert page.evaluate(ANSWER) == before


def test_what_a_notebook_is_stands_beside_the_button(opened):
    """Somebody else's is their program."""
    tools = opened(**NO_WORKER).page.locator(".nn-notebook-tools")
    assert "A notebook is a program" in tools.inner_text()


# What an edition before kept, and this page has no question for; and an answer that it has.
EARLIER = """const book = new URL("../../", location.href).pathname;
const key = (id) => `nn:${book}:answers/backprop/${id}`;
for (const id of ["asleep-layer", "mse_grad-answer"])
  localStorage.setItem(key(id), JSON.stringify({ text: `words for <b>${id}</b>`, at: 7e11 }));"""


def test_an_answer_without_a_place_is_shown(opened_with):
    """What the page asked once and asks no more can be read and copied."""
    page = opened_with("")
    assert page.locator(".nn-former").count() == 0
    page.evaluate(EARLIER)
    page.reload()
    box = page.locator(".nn-former")
    box.locator("summary").click()
    assert box.locator("summary").inner_text() == "What you wrote for an earlier edition (1)"
    assert box.locator("pre").all_inner_texts() == ["words for <b>asleep-layer</b>"]

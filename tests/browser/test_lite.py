"""The second way: an assignment opened as a notebook, in Jupyter, on the site's own Python."""

from lite_page import Jupyter
from masters import master
from task import PAGE, RIGHT, WRONG

HEARTBEAT = "/api/service-worker-heartbeat"  # asked of JupyterLite's own worker, which answers it


def test_from_the_page_to_jupyter_to_the_grade(new_visit, course, tmp_path):
    """The same checks in the same words; its file is taken by the page, and graded."""
    shown = new_visit(PAGE)
    shown.page.get_by_role("link", name="Open it as a notebook").click()
    jupyter = Jupyter(shown.page)
    answer, check = jupyter.cell("def relu_backward("), jupyter.cell('"at zero")')
    jupyter.run(jupyter.cell("from course.checks.backprop import check"))
    jupyter.write(answer, WRONG)
    jupyter.run(answer)
    whole = master("backprop")
    slips = whole.assignment.answers["relu_backward"].misconceptions
    (hint,) = [slip.hint for slip in slips if slip.name == "active at zero"]
    assert " ".join(hint.split()) in jupyter.run(check)
    jupyter.write(answer, RIGHT)
    jupyter.run(answer)
    assert jupyter.run(check) == "relu_backward, at zero: right."
    path = jupyter.download(tmp_path / "mine.ipynb")
    assert [one for one in shown.outside() if not one.endswith(HEARTBEAT)] == []
    assert shown.complaints == []

    shown.open(PAGE)
    shown.page.set_input_files("input[type=file]", path)
    told = shown.page.locator(".nn-notebook-tools .nn-status")
    told.filter(has_text="answers are taken from mine.ipynb").wait_for()
    shown.page.locator(".cm-content", has_text="dA * (z > 0)").wait_for()

    course.add_solution(whole.notebook, "backprop")
    course.run("generate_assignment", "backprop")
    course.submit("ada", "backprop", path.read_bytes())
    course.autograde("backprop")
    points = whole.assignment.points
    grades = {name: score for name, (score, _) in course.grades("ada", "backprop").items()}
    assert grades == {name: points[name] * name.startswith("relu_backward") for name in points}


KEPT_VERSION = """(version) => localStorage.setItem(
  `nn:${new URL("../..", location.href).pathname}:jupyter/backprop.ipynb`,
  JSON.stringify({ version }))"""


def test_corrected_notebook_is_offered(new_visit):
    """Beside the reader's own copy, which Jupyter goes on showing; and only then."""
    shown = new_visit(PAGE)
    link = shown.page.get_by_role("link", name="Open it as a notebook")
    link.click()
    jupyter = Jupyter(shown.page)
    jupyter.write(jupyter.cell("def relu_backward("), "mine = 1")
    shown.page.keyboard.press("ControlOrMeta+s")
    shown.page.wait_for_timeout(1000)
    shown.open(PAGE)
    link.wait_for()
    shown.page.wait_for_timeout(500)
    note = shown.page.locator(".nn-jupyter:not(:empty)")
    assert note.count() == 0  # it is this one
    shown.page.evaluate(KEPT_VERSION, "of another day")
    shown.page.reload()
    note.filter(has_text="was corrected since you opened it").wait_for()
    note.get_by_role("link").click()
    jupyter = Jupyter(shown.page)
    jupyter.cell("def relu_backward(").filter(has_text="NotImplementedError").wait_for()
    shown.open(PAGE)
    link.click()
    Jupyter(shown.page).cell("mine = 1").wait_for()

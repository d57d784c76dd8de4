"""The formgrader in a browser, on a real server: it asks nobody else, and runs no text."""

import json
import urllib.request

import nbformat
import pytest
from chromium import Visit
from hostile import WORDS, code, showing_cell
from jupyter_lab import TOKEN, serving_lab
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader_course import Course

pytestmark = pytest.mark.whole

NAME = "count"
PAGES = [
    "formgrader/manage_assignments",
    f"formgrader/manage_submissions/{NAME}",
    "formgrader/gradebook",
    f"formgrader/gradebook/{NAME}",
    f"formgrader/gradebook/{NAME}/{NAME}",
    "formgrader/manage_students",
    "formgrader/manage_students/mallory",
    f"formgrader/manage_students/mallory/{NAME}",
]


def settings(grade_id, **changes):
    plain = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    return {"nbgrader": {**plain, "grade_id": grade_id, **changes}}


def solution():
    words = settings("words", grade=True, solution=True, points=3)
    check = settings("one-check", grade=True, locked=True, points=2)
    cells = [
        new_markdown_cell("# Count $\\frac{1}{n}$", metadata=settings("title", locked=True)),
        new_code_cell("one = 1", metadata=settings("one", solution=True)),
        new_code_cell("assert one == 1", metadata=check),
        new_markdown_cell("Because.", metadata=words),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def hostile(exercise):
    """The exercise, with all that might run in a teacher's browser."""
    notebook = nbformat.from_dict(exercise)
    notebook.cells[1].source = code()
    notebook.cells[3].source = WORDS
    notebook.cells += [new_markdown_cell(WORDS), showing_cell()]
    notebook.cells.append(nbformat.v4.new_raw_cell("<script>pwned = 1</script>"))
    return notebook


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with one submission, graded."""
    course = Course(tmp_path_factory.mktemp("course"))
    course.add_solution(solution(), NAME)
    course.release_here(NAME)
    course.submit("mallory", NAME, hostile(course.exercise(NAME)))
    course.autograde_here(NAME)
    return course


@pytest.fixture(scope="module")
def lab(course):
    """The address of the server."""
    with serving_lab(course) as address:
        yield address


def asked(lab, path):
    """What the server answers to a teacher's program."""
    request = urllib.request.Request(lab + path, headers={"Authorization": f"token {TOKEN}"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


@pytest.fixture(scope="module")
def submission(lab):
    """The page on which the submission is marked."""
    (notebook,) = asked(lab, f"formgrader/api/submitted_notebooks/{NAME}/{NAME}")
    return f"formgrader/submissions/{notebook['id']}/"


@pytest.fixture
def visit(browser, lab):
    """A teacher's browser, logged in."""
    visit = Visit(browser, lab)
    visit.open(f"formgrader/manage_assignments?token={TOKEN}")
    yield visit
    visit.context.close()


def test_no_page_asks_another_host(visit, submission):
    """All scripts, styles and fonts come from the server itself."""
    for path in [*PAGES, submission]:
        visit.open(path)
        visit.page.wait_for_load_state("networkidle")
    assert len(visit.requests) > 60
    assert visit.outside() == []


def test_formulas_are_drawn(visit, submission):
    """The instructor's and the student's, without a script that would have to be fetched."""
    page = visit.open(submission)
    assert page.locator("mfrac").count() == 4  # the title, an answer, a cell and an output
    words = page.locator("#notebook .rendered_html").all_inner_texts()
    assert len(words) == 3
    assert "frac" not in "".join(words)


def test_nothing_of_a_student_runs(visit, submission):
    """Neither at once nor when a teacher clicks what a student has put there."""
    page = visit.open(submission)
    page.wait_for_load_state("networkidle")
    for one in page.query_selector_all("#notebook a, #notebook summary, #notebook td"):
        one.evaluate("(one) => one.click()")
    page.wait_for_timeout(200)
    assert page.evaluate("window.pwned") is None
    assert page.locator("#notebook :is(script, iframe, svg, style, link)").count() == 0


def test_marks_and_comments_are_kept(visit, submission, course):
    """The page does what it is for: points and a comment reach the gradebook."""
    page = visit.open(submission)
    page.wait_for_load_state("networkidle")
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        page.fill("#words", "2.5")
        page.keyboard.press("Tab")
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        page.fill("#words-comment", "Say why.")
        page.keyboard.press("Tab")
    with course.gradebook() as gradebook:
        assert gradebook.find_grade("words", NAME, NAME, "mallory").manual_score == 2.5
        comment = gradebook.find_comment("words", NAME, NAME, "mallory")
        assert comment.manual_comment == "Say why."

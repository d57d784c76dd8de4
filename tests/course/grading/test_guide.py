"""The instructor's page on grading: each of its commands runs, and gives what the page says.

They run in the page's order, on a class of three.
"""

import csv
import re
import shlex
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from chapter_text import read_page
from nbgrader_course import Course
from page_boxes import Terminal, boxes, walk

pytestmark = pytest.mark.whole

NAME = "backprop"
PAGE = read_page("grading")
MENDED = "Marks by hand, and grading again"  # the section before which a check is mended
SLIP = "    return (y_hat - y) / y.size\n"  # no factor 2


@pytest.fixture(scope="module")
def course(tmp_path_factory, root):
    """Ada handed in twice, and lost a check; Bob has one slip; Cat will be Bob's partner."""
    course = Course(tmp_path_factory.mktemp("course"))
    for folder in ("solutions", "exercises"):
        (course.root / folder / NAME).mkdir(parents=True)
        notebook = f"{folder}/{NAME}/{NAME}.ipynb"
        (course.root / notebook).write_bytes((root / notebook).read_bytes())
    right = _answers(course)
    slip = right["mse_grad-answer"].split("    ### BEGIN SOLUTION")[0] + SLIP
    handed_in = {
        "lovelaceada_101_9001_backprop.ipynb": _filled(course, {}),
        "lovelaceada_101_9003_backprop-1.ipynb": _without_a_check(_filled(course, right)),
        "babbagebob_102_9002_backprop.ipynb": _filled(course, right | {"mse_grad-answer": slip}),
    }
    archive = course.root / "classroom/downloaded" / NAME / "archive"
    archive.mkdir(parents=True)
    with zipfile.ZipFile(archive / "submissions.zip", "w") as packed:
        for name, notebook in handed_in.items():
            packed.writestr(name, nbformat.writes(notebook))
    return course


def _solution(course):
    return course.root / "solutions" / NAME / f"{NAME}.ipynb"


def _answers(course):
    cells = nbformat.read(_solution(course), as_version=4).cells
    settings = [cell.metadata.get("nbgrader", {}) for cell in cells]
    pairs = zip(settings, cells, strict=True)
    return {one["grade_id"]: cell.source for one, cell in pairs if one.get("solution")}


def _filled(course, answers):
    notebook = course.exercise(NAME)
    for cell in notebook.cells:
        cell.source = answers.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    return notebook


def _without_a_check(notebook):
    lost = "relu_backward-active-and-inactive"
    cells = notebook.cells
    notebook.cells = [c for c in cells if c.metadata.get("nbgrader", {}).get("grade_id") != lost]
    return notebook


@pytest.fixture(scope="module")
def walked(course, root):
    """The page's boxes, each gone through, with the repository's Makefile and the tests' Python."""
    make = ["make", "-f", str(root / "Makefile"), "-o", ".venv/ready", f"RUN={sys.executable}"]
    activate = course.root / ".venv/bin/activate"
    activate.parent.mkdir(parents=True)
    activate.write_text(f'PATH="{Path(sys.executable).parent}:$PATH"')
    begin = f'make() {{ command {shlex.join(make)} "$@"; }}'

    def mend(box):
        if (box.section, box.kind) == (MENDED, "sh"):
            _mend_a_check(course)

    with Terminal(course.root, course.env, begin) as terminal:
        return walk(list(boxes(PAGE)), terminal, before=mend)


def _mend_a_check(course):
    """It is worth one point more."""
    notebook = nbformat.read(_solution(course), as_version=4)
    names = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
    notebook.cells[names.index("relu_backward-at-zero")].metadata.nbgrader.points += 1
    nbformat.write(notebook, _solution(course))


@pytest.fixture(scope="module")
def said(walked):
    """All that was said in a section: said("Pairs")."""
    return lambda section: "".join(box.said for box in walked if box.section == section)


def test_the_lines_on_the_page_are_those_that_come(walked):
    assert [(box.section, box.missing) for box in walked if box.missing] == []
    assert len([box for box in walked if box.kind == "output"]) == 5


def test_grades_of_who_handed_in_and_of_who_did_not(course, walked):
    """The table of the first cycle: Cat has nothing yet, which is not zero."""
    with open(course.root / "classroom/grades.csv", newline="") as file:
        scores = {row["student_id"]: row["score"] for row in csv.DictReader(file)}
    assert scores == {"ada": "20.0", "bob": "13.0", "cat": "not graded"}


def test_lateness_and_more_time(said):
    """Two days take two tenths of Bob's 13 points; with three days more he was on time."""
    assert "backprop: the penalty was 2.6 and is 0\n" in said("Lateness, extensions, attempts")


def test_each_whose_score_moved_is_named(said):
    """Pairs share what the mended check gives."""
    moved = re.findall(r"^MOVED: (\w+)", said(MENDED), re.M)
    assert moved == ["ada", "bob", "cat"]


def test_the_page_that_goes_back_has_the_points_of_now(course, walked):
    """nbgrader leaves a page that is there, unless it is asked twice."""
    page = course.root / "classroom/feedback/ada/backprop/backprop.html"
    assert "<strong>21 of 21 points</strong>" in page.read_text()


def test_the_best_attempt_is_a_setting_that_exports_know(course, walked):
    """Both files for the platforms were written after it was set."""
    assert '"best"' in (course.root / "nbgrader_config.py").read_text()
    for platform in ("canvas", "moodle"):
        text = (course.root / f"classroom/grades-for-{platform}.csv").read_text()
        assert re.search("Lovelace.*,21$", text, re.M)


def test_a_report_to_be_shared_names_nobody(course, walked):
    """In a class of fewer than five it shows no number at all."""
    page = (course.root / "classroom/reports/backprop-reteach-shared.html").read_text()
    assert "Too few students have a grade for any number to be shown." in page
    assert not re.search("ada|bob|cat|Lovelace", re.sub("<style>.*?</style>", "", page, flags=re.S))


def test_the_page_says_what_lies_where(course, walked):
    """Whatever a whole term leaves in the classroom is in the page's table."""
    held = {path.name for path in (course.root / "classroom").iterdir()}
    table = {words.rstrip("/") for words in re.findall("`([^`]+)`", last_section())}
    assert {name for name in held if not name.startswith("grades")} - table == set()
    assert (course.root / "classroom/feedback/ada/backprop/backprop.html").is_file()


def last_section():
    return PAGE.words.rsplit("## Where everything lies", 1)[1]

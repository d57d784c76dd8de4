"""The page "A course of your own", walked: its own text, from the clone to the grades, in order.

Nothing is stood in but the address, which is that of a copy of this checkout. Its table of contents
is short, so that `make book` takes seconds. The whole book is built by `make test` itself.
"""

import csv
import os
import subprocess
import sys

import nbformat
import pytest
import yaml
from bs4 import BeautifulSoup
from chapter_text import read_page
from page_boxes import Terminal, boxes, walk

pytestmark = pytest.mark.whole

PAGE, CREDIT = read_page("own"), read_page("credit")
CONTENTS = """\
format: jb-book
root: chapters/index
chapters:
  - file: chapters/affine
    sections:
      - file: exercises/affine/affine
  - file: chapters/bibliography
"""
YOURS = "Four minutes: make it yours"  # where an exercise is changed
CHANGED = "A sentence of my own."


@pytest.fixture(scope="module")
def address(copy_project, tmp_path_factory):
    """Where the course can be cloned from."""
    there = copy_project(tmp_path_factory.mktemp("published") / "course")
    (there / "_toc.yml").write_text(CONTENTS)
    author = ["-c", "user.name=A", "-c", "user.email=a@uni.example"]
    for words in (["init", "-q"], ["add", "."], [*author, "commit", "-qm", "It"]):
        subprocess.run(["git", *words], cwd=there, check=True)
    return f"file://{there}"


@pytest.fixture(scope="module")
def terminal(assets, tmp_path_factory):
    """One of somebody who has not worked with the course yet."""
    home = tmp_path_factory.mktemp("home")
    own = {"PYTHON": sys.executable, "NN_DATA_DIR": str(home), "JUPYTER_RUNTIME_DIR": str(home)}
    not_mine = ("MAKEFLAGS", "MAKELEVEL", "PYTHONPATH", "VIRTUAL_ENV")
    env = {name: value for name, value in os.environ.items() if name not in not_mine}
    with Terminal(home, env | own) as terminal:
        yield terminal


@pytest.fixture(scope="module")
def of_ada():
    """What lies in the classroom of the one student when she is about to go."""
    return []


@pytest.fixture(scope="module")
def walked(terminal, address, of_ada):
    """The page's boxes, each gone through; what it says in words is done where it says it."""

    def prepare(box):
        box.lines = [line.replace("ADDRESS", address) for line in box.lines]
        if (box.kind, box.section) == ("sh", YOURS):
            change_a_sentence(terminal.folder)
        if "nbgrader db student remove ada --force" in box.lines:
            of_ada.extend(held(terminal.folder, "ada"))

    return walk(list(boxes(PAGE)), terminal, before=prepare)


def held(course, student):
    """The files and folders of a student, as the classroom has them."""
    room = course / "classroom"
    there = [path.relative_to(room) for path in room.rglob("*")]
    return [str(path) for path in there if student in (*path.parts, path.stem)]


def change_a_sentence(course):
    """As an editor for notebooks does."""
    file = course / "solutions/affine/affine.ipynb"
    notebook = nbformat.read(file, as_version=4)
    words = next(cell for cell in notebook.cells[1:] if cell.cell_type == "markdown")
    words.source += f"\n\n{CHANGED}"
    nbformat.write(notebook, file)


def test_each_box_is_walked_and_prints_what_the_page_says(walked):
    """Planted below: a line that does not come."""
    assert [(box.section, box.missing) for box in walked if box.missing] == []
    assert [box.kind for box in walked].count("output") == 3


def test_the_site_has_the_title_the_date_and_the_sentence(walked, terminal):
    site = terminal.folder / "_build/html"
    page = BeautifulSoup((site / "exercises/affine/affine.html").read_text("utf-8"), "html.parser")
    assert page.title.get_text(strip=True).endswith("Neural networks, spring 2027")
    words = page.select_one("article").get_text()
    assert "Due 15 January 2027, 18:00" in words and CHANGED in words


def test_the_student_goes_with_all_that_was_made(walked, terminal, of_ada):
    """A graded notebook or a verdict that stays is one of the class in all that comes later."""
    assert {"autograded/ada", "verdicts/affine/ada.json"} <= set(of_ada)
    assert held(terminal.folder, "ada") == []


def test_the_students_page_and_the_table_of_grades_are_there(walked, terminal, of_ada):
    """Where the page says, with the one student."""
    classroom = terminal.folder / "classroom"
    assert "feedback/ada/affine/affine.html" in of_ada
    with open(classroom / "grades.csv", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["student_id"], row["assignment"], row["duedate"]) == (
        "ada", "affine", "2027-01-15 18:00:00"
    )  # fmt: skip


@pytest.fixture(scope="module")
def private(walked, terminal):
    """The page "If the points count" goes on from there."""
    return walk([box for box in boxes(CREDIT) if box.kind == "sh"], terminal)


def test_a_private_course_builds_its_site_without_solutions(private, terminal):
    """It stands beside the first one, and has all that make asks for."""
    assert terminal.folder.name == "spring"
    told = yaml.safe_load((terminal.folder / "_build/html/build.json").read_text())
    assert told["solutions"] == "without"

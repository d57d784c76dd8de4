"""What strangers hand in: odd folders, other encodings, cells that end Python, names that clash."""

import shutil

import nbformat
import pytest
from masters import ASSIGNMENTS, Master
from nbgrader_course import Course

pytestmark = pytest.mark.whole

NAME = "affine"
FOLDERS = [
    "smith [late]",
    "a?b*",
    "ü ö",
    "-dash",
    ".dot",
    "x+y@z",
    "50%",
    'q"q',
    "two\nlines",
    "n" * 200,
]
ENCODINGS = ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
TIMES = {"bom": "\ufeff2026-01-01 10:00:00 UTC", "garbage": "yesterday, I think"}
# What stands below a right answer of the first function, and costs nothing there.
HARMLESS = [
    "exit()",
    "quit()",
    "def check(x):\n    return x",
    "check = 1",
    "raise KeyboardInterrupt",
]
ENDS = "import os\nos._exit(1)"


@pytest.fixture(scope="module")
def graded(tmp_path_factory, fill):
    """All of them handed in at once, in a course whose folder has a name of that kind too."""
    course = Course(tmp_path_factory.mktemp("course") / "what? [now] 100%#")
    master = Master(ASSIGNMENTS[NAME])
    course.add_solution(nbformat.read(master.path, as_version=4), NAME)
    course.run("generate_assignment", NAME)
    right = fill(course.exercise(NAME), master.written)
    for student in (*FOLDERS, *TIMES):
        course.submit(student, NAME, right, at=TIMES.get(student))
    for encoding in ENCODINGS:
        course.submit(encoding, NAME, nbformat.writes(right).encode(encoding))
    for number, line in enumerate([*HARMLESS, ENDS]):
        source = f"{master.written['affine-answer']}\n\n\n{line}"
        course.submit(f"line-{number}", NAME, fill(right, {"affine-answer": source}))
    course.submit("broken", NAME, "no notebook")
    course.said = course.autograde(NAME)
    course.rows = course.exported()
    yield course
    shutil.rmtree(course.home)


@pytest.mark.parametrize("student", [*FOLDERS, *ENCODINGS, *TIMES])
def test_it_earns_what_the_answers_earn(graded, student):
    """Folder, encoding and time change no point."""
    assert float(graded.rows[student]["score"]) == max(graded.scores().values()) > 0


@pytest.mark.parametrize("number", range(len(HARMLESS)))
def test_a_line_below_a_right_answer_costs_nothing(graded, number):
    """The name `check` and `exit()` take no point."""
    assert graded.scores()[f"line-{number}"] == max(graded.scores().values())


def test_a_cell_that_ends_python_costs_its_own_points(graded):
    """The checks of that answer fail, and all the others are graded."""
    of = graded.grades(f"line-{len(HARMLESS)}", NAME)
    full = graded.grades("utf-16", NAME)
    assert {name for name in of if of[name] != full[name]} == {
        "affine-weighed", "affine-weighed-and-shifted"
    }  # fmt: skip


def test_what_is_not_graded_is_not_zero(graded):
    """The report and the table say so."""
    assert "NOT GRADED: student 'broken'" in graded.said
    assert graded.rows["broken"]["score"] == "not graded"


def test_nothing_is_said_of_honest_checks(graded):
    """A hidden test that comes back is no news."""
    assert "checksum" not in graded.said


def test_the_gradebook_is_in_the_classroom(graded):
    """A question mark in the course's folder moves nothing."""
    assert (graded.root / "classroom/gradebook.db").is_file()


def test_a_roster_from_excel(graded, tmp_path):
    """A mark at the beginning and semicolons are taken."""
    roster = tmp_path / "roster.csv"
    roster.write_bytes("\ufeffid;last_name\r\n77;Grün\r\n".encode())
    graded.run("db", "student", "import", str(roster))
    with graded.gradebook() as gradebook:
        assert gradebook.find_student("77").last_name == "Grün"

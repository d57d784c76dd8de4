"""The gradebook may be a PostgreSQL database: from the release to the table of grades."""

import csv
import re

import nbformat
import postgresql
import pytest
import small_class
from nbgrader.api import Gradebook

pytestmark = pytest.mark.whole
NAME = small_class.NAME


@pytest.fixture(scope="module")
def address():
    """The address of a server that is there for these tests alone."""
    pytest.importorskip("psycopg2", reason="the extra `postgresql` is not installed")
    if postgresql.programs() is None:
        pytest.skip("there is no PostgreSQL here")
    with postgresql.server() as address:
        yield address


@pytest.fixture(scope="module")
def course(new_course, small_solution, address, fill):
    """A course with its gradebook there, in which the class has handed in and was graded."""
    course = new_course()
    course.gradebook = lambda: Gradebook(address, "neural-networks")
    with open(course.root / "nbgrader_config.py", "a") as file:
        file.write(f"{small_class.SETTINGS}c.CourseDirectory.db_url = {address!r}\n")
    course.add_solution(small_solution, NAME)
    course.run("generate_assignment", NAME)
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate=small_class.DUE)
    small_class.hand_in(course, course.exercise(NAME), fill)
    assert "8 graded." in small_class.grade(course, "--jobs", "2")
    return course


def score(course, student):
    with course.gradebook() as gradebook:
        return gradebook.find_submission(NAME, student).score


def exported(course):
    """The rows of `nbgrader export`: {student: row}."""
    course.run("export")
    with open(course.root / "classroom/grades.csv", newline="") as file:
        return {row["student_id"]: row for row in csv.DictReader(file)}


def test_the_gradebook_is_there_and_nowhere_else(course):
    """Nobody is in a file."""
    assert not (course.root / "classroom/gradebook.db").exists()
    with course.gradebook() as gradebook:
        assert len(gradebook.students) == 8


def test_it_holds_what_a_file_would(course, new_course, small_solution, fill):
    """Column by column; the late one's penalty, too."""
    other = new_course()
    with open(other.root / "nbgrader_config.py", "a") as file:
        file.write(small_class.SETTINGS)
    other.add_solution(small_solution, NAME)
    other.release_here(NAME)
    with other.gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate=small_class.DUE)
    small_class.hand_in(other, other.exercise(NAME), fill)
    small_class.grade(other, "--jobs", "2")
    assert small_class.everything(course) == small_class.everything(other)


def test_points_by_hand_stay_when_it_is_graded_again(course):
    """By our command and by nbgrader's, and they wait for that person again."""
    before = score(course, "ada")
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade("words", NAME, NAME, "ada")
        grade.manual_score, grade.needs_manual_grade = 2.5, False
        gradebook.db.commit()
    assert score(course, "ada") == before + 2.5
    for again in (
        lambda: small_class.grade(course, "--again", "--jobs", "2"),
        lambda: course.autograde(NAME, "--force"),
    ):
        again()
        with course.gradebook() as gradebook:
            grade = gradebook.find_grade("words", NAME, NAME, "ada")
            assert (grade.manual_score, grade.needs_manual_grade) == (2.5, True)
        assert score(course, "ada") == before + 2.5


def test_feedback_and_table(course):
    """Each gets a page with the points, and a row."""
    course.run("generate_feedback", NAME)
    page = course.root / f"classroom/feedback/ada/{NAME}/{NAME}.html"
    assert re.search(r"\d", page.read_text())
    rows = exported(course)
    assert len(rows) == 8
    assert float(rows["ada"]["score"]) == score(course, "ada")
    assert float(rows["dan"]["late_submission_penalty"]) > 0


def test_what_was_handed_in_anew_is_graded_alone(course, fill):
    """The others are left as they are."""
    right = fill(course.exercise(NAME), small_class.RIGHT)
    course.submit("bob", NAME, nbformat.from_dict(right), at=small_class.EARLY)
    said = small_class.grade(course)
    assert "1 graded; 7 were graded before" in said
    assert score(course, "bob") == 6

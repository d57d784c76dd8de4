"""`nbgrader autograde` and the course's own command leave the very same behind."""

import pytest
import small_class

pytestmark = pytest.mark.whole


@pytest.fixture(scope="module")
def course(course, fill):
    """The small assignment, due on a day, and what a class handed in."""
    with open(course.root / "nbgrader_config.py", "a") as file:
        file.write(small_class.SETTINGS)
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(small_class.NAME, duedate=small_class.DUE)
    for name in ("table.csv", "instructor.md", "explained.yml"):
        (course.root / "solutions" / small_class.NAME / name).write_text(name)
    small_class.hand_in(course, course.exercise(small_class.NAME), fill)
    return course


def test_two_commands_leave_the_same(course):
    """Every column of the gradebook, every file and its rights, every verdict."""
    small_class.grade(course, "--jobs", "2")
    by_ours = small_class.everything(course)
    small_class.forget(course)
    course.autograde(small_class.NAME)
    by_nbgraders = small_class.everything(course)
    for ours, nbgraders in zip(by_ours, by_nbgraders, strict=True):
        assert ours == nbgraders
    grades, files, verdicts = by_ours
    assert len({where[1] for where in grades}) == len(verdicts) == 8

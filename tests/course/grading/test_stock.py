"""Where nbgrader as it comes is fair, the jail gives the points that it gives, cell by cell."""

import nbformat
import pytest
import small_class
from masters import ASSIGNMENTS, Master
from nbgrader_course import Course
from stock_nbgrader import CONFIG

pytestmark = pytest.mark.proof


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return Course(tmp_path_factory.mktemp("stock"))


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_points_are_those_of_nbgrader(course, name, fill):
    """Of the solution, and of what students get."""
    master = Master(ASSIGNMENTS[name])
    course.add_solution(nbformat.from_dict(master.notebook), name)
    course.release_here(name)
    exercise = course.exercise(name)
    course.submit("solved", name, fill(exercise, master.written))
    course.submit("stub", name, exercise)
    small_class.grade(course, "--jobs", "1", assignment=name)
    ours = {student: course.grades(student, name) for student in ("solved", "stub")}
    config = course.root / "nbgrader_config.py"
    kept = config.read_text()
    try:
        config.write_text(CONFIG.replace("/tmp/kernel", f"{course.home}/kernel"))
        course.run("autograde", name, "--force")
    finally:
        config.write_text(kept)
    assert ours == {student: course.grades(student, name) for student in ours}
    solved, stub = (sum(points for points, _ in ours[one].values()) for one in ("solved", "stub"))
    assert solved == sum(master.assignment.points.values()) > stub

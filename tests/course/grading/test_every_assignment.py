"""Through nbgrader's own commands, every solution earns its points and no stub earns any."""

import nbformat
import pytest
from masters import ASSIGNMENTS, Master

from course.checks.answers import Written


@pytest.fixture(scope="module", params=ASSIGNMENTS)
def graded(request, new_course, root, fill):
    """An assignment as handed in by somebody who solved it and by somebody who did nothing."""
    name, course = request.param, new_course()
    master = Master(ASSIGNMENTS[name])
    course.add_solution(nbformat.read(master.path, as_version=4), name)
    course.run("generate_assignment", name)
    exercise = course.exercise(name)
    answers = {
        cell: master.cells[cell].source
        for cell in master.cells
        if master.cells[cell].metadata.nbgrader.solution
    }
    course.submit("ada", name, fill(exercise, answers))
    course.submit("zoe", name, exercise)
    course.autograde(name)
    return master, course


def test_the_solution_earns_its_points_and_a_stub_none(graded):
    """Cell by cell; what a person marks is left for a person."""
    master, course = graded
    name, points = master.assignment.name, master.assignment.points
    by_hand = {item.name for item in master.assignment.items if isinstance(item, Written)}
    solved, blank = course.grades("ada", name), course.grades("zoe", name)
    assert solved.keys() == blank.keys() == points.keys()
    for cell, worth in points.items():
        assert solved[cell] == ((0, True) if cell in by_hand else (worth, False))
        assert blank[cell] == (0, False)

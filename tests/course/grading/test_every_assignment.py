"""Every assignment goes through nbgrader, and each student gets what they earned.

What nbgrader's commands call is called here without them, in one course: `test_rehearsal` and
`test_commands` go by the commands, and each of those takes seconds to load.

Four students: one has right answers that make noise, one did nothing, one made a known mistake in
each answer, and one left a line that Python cannot read. (Right answers in silence are those of the
master, which `tests/assignments` runs in a kernel.)
"""

import nbformat
import pytest
from masters import ASSIGNMENTS, Master
from open_jail import opened, slip

from course.checks.answers import grade_id
from course.checks.checker import CheckFailed
from course.grading.marking import TIMED_OUT

NOISE = """
import functools
import sys
import warnings


def noisy(function):
    @functools.wraps(function)
    def loud(*arguments):
        print("a line", file=sys.stderr)
        warnings.warn("a warning", stacklevel=1)
        return function(*arguments)

    return loud


{answer} = noisy({answer})
print("another line", file=sys.stderr)
"""
CUT_OFF = "def {answer}(:"
LOOP = "def {answer}({inputs}):\n    while True:\n        pass"
SECONDS = 3  # for a cell; a real class waits longer


@pytest.fixture(scope="module")
def course(new_course):
    """One course with one gradebook for all assignments."""
    with opened():
        yield new_course()


@pytest.fixture(scope="module", params=ASSIGNMENTS)
def graded(request, course, fill):
    """An assignment with its four submissions, handed in and graded: (master, course)."""
    name = request.param
    master = Master(ASSIGNMENTS[name])
    course.add_solution(nbformat.read(master.path, as_version=4), name)
    course.release_here(name)
    exercise = course.exercise(name)
    handed_in = {student: fill(exercise, cells) for student, cells in answers(master).items()}
    for student, notebook in (handed_in | {"zoe": exercise}).items():
        course.submit(student, name, notebook)
    course.autograde_here(name)
    return master, course


def answers(master):
    """What stands in the cells of who wrote anything: {student: {grade_id: source}}."""
    right = master.written
    of = master.assignment.answers
    ids = {name: f"{name}-answer" for name in of}
    first = next(iter(of))
    return {
        "bob": right | {ids[name]: slip(master.assignment.name, name) for name in of},
        "eve": right | {ids[name]: right[ids[name]] + NOISE.format(answer=name) for name in of},
        "kim": right | {ids[first]: CUT_OFF.format(answer=first)},
    }


def outputs(course, student, name):
    """What each check printed or refused with, as nbgrader kept it: {grade_id: text}."""
    notebook = nbformat.reads(course.autograded(student, name), as_version=4)
    return {
        cell.metadata.nbgrader.grade_id: "".join(map(said, cell.outputs))
        for cell in notebook.cells
        if cell.cell_type == "code" and cell.metadata.nbgrader.grade
    }


def said(output):
    if output.output_type == "error":
        return output.evalue
    return output.get("text", "") if output.get("name") == "stdout" else ""


def visible(master, sources):
    """What the checks of the released notebook say to these answers, cell by cell, right here."""
    names, refusals = {"__name__": "__main__"}, {}
    for cell in master.notebook.cells:
        grade_id = cell.metadata.nbgrader.grade_id
        source = sources.get(grade_id, cell.source)
        if cell.cell_type != "code":
            continue
        try:
            exec(compile(source, grade_id, "exec"), names)
        except CheckFailed as refusal:
            refusals[grade_id] = str(refusal)
        except Exception:  # a cell that shows something, and cannot with these answers
            pass
    return refusals


def test_who_solved_it_earns_all_and_who_did_nothing_none(graded):
    """Cell by cell; warnings and lines on stderr, when defined and when called, cost nothing."""
    master, course = graded
    name, points = master.assignment.name, master.assignment.points
    solved, blank = course.grades("eve", name), course.grades("zoe", name)
    assert solved.keys() == blank.keys() == points.keys()
    for cell, worth in points.items():
        assert solved[cell] == (worth, False)
        assert blank[cell] == (0, False)


def test_a_line_that_python_cannot_read_costs_its_own_answer(graded):
    """The answer loses its points, and only what calls that answer can lose more."""
    master, course = graded
    name = master.assignment.name
    first, answer = next(iter(master.assignment.answers.items()))
    lost = lost_by(course, "kim", name)
    own = {grade_id(first, part.name) for part in answer.parts}
    assert {cell.partition("-")[0] for cell in lost} <= builders(master, first)
    assert own <= lost


def builders(master, name):
    """An answer, all that build on it, and all that build on those."""
    found = {name}
    for other in master.assignment.answers.values():  # in order: nobody builds on a later one
        if found & set(other.builds_on):
            found.add(other.name)
    return found


@pytest.mark.proof
def test_an_endless_loop_costs_its_own_answer(graded):
    """It is stopped, nobody else is kept waiting for ever, and the other answers keep theirs."""
    master, course = graded
    name = master.assignment.name
    first, answer = next(iter(master.assignment.answers.items()))
    loop = LOOP.format(answer=first, inputs=", ".join(answer.inputs))
    notebook = nbformat.from_dict(master.notebook)
    for cell in notebook.cells:
        if cell.metadata.nbgrader.grade_id == f"{first}-answer":
            cell.source = loop
    course.submit("lou", name, notebook)
    course.autograde_here(name, "lou", SECONDS)
    lost = lost_by(course, "lou", name)
    assert {grade_id(first, part.name) for part in answer.parts} <= lost
    assert {cell.partition("-")[0] for cell in lost} <= builders(master, first)
    assert TIMED_OUT in course.autograded("lou", name)


def lost_by(course, student, name):
    """The cells in which a student has less than who solved it."""
    solved, grades = course.grades("eve", name), course.grades(student, name)
    return {cell for cell in solved if grades[cell][0] < solved[cell][0]}


def test_nbgrader_says_what_the_visible_check_says(graded):
    """A known mistake in every answer: the same verdicts and, word for word, the same hints."""
    master, course = graded
    name = master.assignment.name
    here = visible(master, answers(master)["bob"])
    there = outputs(course, "bob", name)
    assert lost_by(course, "bob", name) == here.keys()
    for cell, refusal in here.items():
        assert there[cell] == refusal
    for answer, item in master.assignment.answers.items():
        hint = item.misconceptions[0].hint
        assert any(" ".join(hint.split()) in " ".join(there[cell].split()) for cell in here), answer

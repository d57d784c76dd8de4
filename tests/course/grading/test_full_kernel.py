"""A notebook that names another kernel than Python's own runs in that one, in a jail of its own."""

import json
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from course.grading import full_kernel

NAME, KERNEL = "count", "another"
LOOK = """
import os, socket
print(sorted(os.listdir(".")), os.path.exists({gradebook!r}), os.environ.get("SECRET"))
try:
    socket.create_connection(("192.0.2.1", 80), 2)
except OSError as error:
    print("no network:", error.strerror)
"""
NOISE = "\nimport sys\nprint('a line', file=sys.stderr)"
ENDS = "\nimport os\nos._exit(0)"


@pytest.fixture(scope="module")
def course(new_course, small_solution):
    """A course whose assignment names a kernel that is none of Python's usual ones."""
    course = new_course()
    folder = course.home / "DATA_DIR" / "kernels" / KERNEL
    folder.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": argv, "display_name": "Another", "language": "python"}
    (folder / "kernel.json").write_text(json.dumps(spec))
    notebook = nbformat.from_dict(small_solution)
    notebook.metadata.kernelspec = {"name": KERNEL, "display_name": "Another", "language": "python"}
    course.add_solution(notebook, NAME)
    course.run("generate_assignment", NAME)
    return course


@pytest.fixture(scope="module")
def graded(course, small_solution, fill):
    """One who solved it, noisily, and one who looks around and ends the kernel."""
    cells = {c.metadata.nbgrader.grade_id: c.source for c in small_solution.cells}
    course.submit("ada", NAME, fill(small_solution, {"one": cells["one"] + NOISE}))
    looks = fill(small_solution, {"one": cells["one"] + ENDS})
    gradebook = str(course.root / "classroom/gradebook.db")
    looks.cells.insert(0, new_code_cell(LOOK.format(gradebook=gradebook)))
    course.env["SECRET"] = "of the teacher"
    course.submit("eve", NAME, looks)
    course.autograde(NAME)
    return course


def points(course, student):
    """What the checks of the three answers gave."""
    grades = course.grades(student, NAME)
    return [grades[f"{name}-check"][0] for name in ("one", "two", "three")]


def test_it_is_graded(graded):
    """Its checks give their points, whatever it prints on stderr."""
    assert points(graded, "ada") == [2, 2, 2]


def test_a_cell_that_ends_the_kernel_costs_its_own_points(graded):
    """The others are run without it."""
    assert points(graded, "eve") == [0, 2, 2]


def test_it_sees_nothing_of_the_teachers(graded):
    """No notebook, no gradebook, no environment, no network."""
    notebook = nbformat.reads(graded.autograded("eve", NAME), as_version=4)
    said = "".join(output.get("text", "") for output in notebook.cells[0].outputs)
    assert said.startswith("[] False None\n")
    assert "no network: " in said


def test_without_the_jail_it_sees_them(graded):
    """Planted: the same notebook, run unsafe, finds the gradebook."""
    graded.autograde(NAME, "--JailedExecute.unsafe=True", "--student=eve", "--force")
    notebook = nbformat.reads(graded.autograded("eve", NAME), as_version=4)
    said = "".join(output.get("text", "") for output in notebook.cells[0].outputs)
    assert said.startswith("[] True of the teacher\n")


def test_pythons_own_kernel_needs_none():
    """Nor does a notebook that names none."""
    assert full_kernel.kernel_of("") == full_kernel.kernel_of('{"name": "python3"}') == ""
    assert full_kernel.kernel_of('{"name": "ir"}') == "ir"

"""exercises/ is what solutions/ generate now, and gives nothing away."""

import re
import shutil

import nbformat
import pytest
from to_keep import HIDDEN, SOLUTION, lines, secrets

from course.grading import release

pytestmark = pytest.mark.whole

DIFFERS = "is not what `make release` makes of the solution"
MARKERS = ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN TESTS", "END HIDDEN TESTS")


def faults(solutions, exercises, fresh):
    """All that is wrong with a folder of exercises, `fresh` being what the solutions give now."""
    found = [f"{path}: {DIFFERS}" for path in differing_files(exercises, fresh)]
    for path in sorted(solutions.glob("*/*.ipynb")):
        name = path.relative_to(solutions)
        if (exercises / name).is_file():
            found += [f"{name}: {leak}" for leak in leaks(read(path), read(exercises / name))]
    return found


def read(path):
    return nbformat.read(path, as_version=4)


def differing_files(one, other):
    """The files that only one folder has, or that differ by a byte."""
    mine, theirs = contents(one), contents(other)
    paths = sorted(mine.keys() | theirs.keys())
    return [path for path in paths if mine.get(path) != theirs.get(path)]


def contents(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def leaks(solution, exercise):
    """What an exercise gives away or has left in."""
    everything = lines("\n".join(cell.source for cell in exercise.cells))
    found = [secret for secret, text in secrets(solution) if lines(text) in everything]
    for cell in exercise.cells:
        found += [f"{marker} is left in" for marker in MARKERS if marker in cell.source]
        if cell.get("outputs"):
            found.append("an output is left in")
        if cell.get("execution_count") is not None:
            found.append("an execution count is left in")
    return found


@pytest.fixture(scope="module")
def fresh(root, tmp_path_factory):
    """What the repository's solutions generate now."""
    folder = tmp_path_factory.mktemp("fresh") / "exercises"
    release.generate(root, folder)
    return folder


@pytest.fixture
def copied(root, tmp_path):
    """A copy of the repository's exercises, to be damaged."""
    return shutil.copytree(root / "exercises", tmp_path / "exercises")


def test_exercises_are_what_the_solutions_generate(root, fresh):
    """exercises/ equals a new release byte for byte and holds no answer, hidden test or output."""
    assert faults(root / "solutions", root / "exercises", fresh) == []
    assert contents(fresh), "nothing was generated, so nothing was compared"


def test_every_exercise_has_secrets_to_keep(root):
    """The search for leaks looks for a solution of every answer, and for hidden tests."""
    for path in sorted((root / "solutions").glob("*/*.ipynb")):
        notebook = read(path)
        looked_for = [secret for secret, text in secrets(notebook) if text.strip()]
        settings = [cell.metadata.get("nbgrader", {}) for cell in notebook.cells]
        for answer in (s["grade_id"] for s in settings if s.get("solution")):
            assert any(f"of {answer} is" in s for s in looked_for), f"{answer} has no solution"
        assert any("hidden test" in secret for secret in looked_for)


def edited_prose(notebook, solution):
    notebook.cells[0].source += " (edited by hand)"


def leaked_test(notebook, solution):
    """The test as it was, in the cell where it belongs, and without its markers."""
    for cell, master in zip(notebook.cells, solution.cells, strict=True):
        if HIDDEN.findall(master.source):
            cell.source += "\n" + HIDDEN.findall(master.source)[0]
            return


def left_solution(notebook, solution):
    """One solution, indented otherwise and without its comments."""
    for cell, master in zip(notebook.cells, solution.cells, strict=True):
        if SOLUTION.findall(master.source):
            lines = [re.sub(r"#.*", "", line) for line in master.source.split("\n")[1:]]
            cell.source = "if True:\n" + "\n".join(f"  {line}" for line in lines)
            return


def left_marker(notebook, solution):
    code_cell(notebook).source += "\n### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS"


def left_output(notebook, solution):
    code_cell(notebook).outputs = [nbformat.v4.new_output("stream", text="4\n")]


def left_count(notebook, solution):
    code_cell(notebook).execution_count = 1


def code_cell(notebook):
    return next(cell for cell in notebook.cells if cell.cell_type == "code")


PLANTED = {
    edited_prose: DIFFERS,
    leaked_test: "the hidden test of",
    left_solution: "the solution of",
    left_marker: "BEGIN HIDDEN TESTS is left in",
    left_output: "an output is left in",
    left_count: "an execution count is left in",
}


@pytest.mark.parametrize("plant", PLANTED)
def test_a_planted_fault_is_noticed(root, fresh, copied, plant):
    """An edit, a leaked test or solution, an output left in: each is noticed for what it is."""
    name = "backprop/backprop.ipynb"
    notebook = read(copied / name)
    plant(notebook, read(root / "solutions" / name))
    nbformat.write(notebook, copied / name)
    found = faults(root / "solutions", copied, fresh)
    assert f"{name}: {DIFFERS}" in found
    assert any(PLANTED[plant] in fault for fault in found)


@pytest.mark.parametrize("plant", [plant for plant in PLANTED if plant is not edited_prose])
def test_a_leak_that_a_release_would_repeat_is_noticed(root, copied, plant):
    """A leak is noticed also where the exercises are just what the release makes."""
    name = "backprop/backprop.ipynb"
    notebook = read(copied / name)
    plant(notebook, read(root / "solutions" / name))
    nbformat.write(notebook, copied / name)
    found = faults(root / "solutions", copied, copied)
    assert any(PLANTED[plant] in fault for fault in found)
    assert f"{name}: {DIFFERS}" not in found


@pytest.mark.parametrize("where", ["extra", "missing"])
def test_a_file_too_many_or_too_few_is_noticed(root, fresh, copied, where):
    """An exercise without a solution, or a solution without an exercise, is noticed."""
    if where == "extra":
        (copied / "backprop/notes.md").write_text("mine")
        path = "backprop/notes.md"
    else:
        path = "backprop/backprop.ipynb"
        (copied / path).unlink()
    assert f"{path}: {DIFFERS}" in faults(root / "solutions", copied, fresh)

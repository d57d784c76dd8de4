"""The back-propagation assignment: its solution passes, its stubs are told so, its points agree."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions

from course.checks.answers import Answer, Prediction, Written, grade_id
from course.checks.backprop import ASSIGNMENT
from course.checks.checker import SEED

ROOT = Path(__file__).resolve().parents[2]
ITEMS = {item.name: item for item in ASSIGNMENT.items}
ANSWERS = ASSIGNMENT.answers
SLIPS = [(name, slip) for name, item in ANSWERS.items() for slip in item.misconceptions]
STUB = '"""\n    # YOUR CODE HERE\n    raise NotImplementedError()'
GRADED = {
    grade_id(item.name, part): (item, part)
    for item in ITEMS.values()
    if not isinstance(item, Written)
    for part in ([None] if isinstance(item, Prediction) else [p.name for p in item.parts])
}


def released(notebook):
    """The notebook as students get it."""
    for preprocessor in (ClearSolutions(), ClearHiddenTests()):
        notebook, _ = preprocessor.preprocess(notebook, {})
    return notebook


def worth(item):
    """The points of an answer, all its parts together."""
    return sum(p.points for p in item.parts) if isinstance(item, Answer) else item.points


# --- Three ways: the solution, the stubs, the known mistakes ---


def test_the_solution_passes_in_full(master, run):
    """Every cell of the master notebook runs, the hidden tests with it."""
    assert run(master.cells)[1] == {}


def test_every_stub_fails_its_checks_with_the_message_meant_for_it(master, run):
    """As released, each check says that its function is not written yet, and what to do."""
    errors = run(released(master).cells)[1]
    assert errors.keys() >= GRADED.keys()
    for cell, (item, part) in GRADED.items():
        heading = ", ".join(filter(None, [item.name, part]))
        expected = f"{heading}: not yet. {item.name} is not written yet. {item.todo}"
        assert type(errors[cell]).__name__ == "CheckFailed"
        assert " ".join(str(errors[cell]).split()) == expected


@pytest.mark.parametrize(("name", "slip"), SLIPS, ids=lambda value: getattr(value, "name", value))
def test_a_known_mistake_costs_points_and_gets_its_hint(cells, name, slip):
    """In the master's own cells a misconception fails at least one check, with its own hint."""
    names, refusals = {"__name__": "__main__"}, []
    exec(cells["setup"].source, names)
    names[name] = slip.wrong
    for cell in [cell for cell, (item, _) in GRADED.items() if item.name == name]:
        try:
            exec(cells[cell].source, names)
        except AssertionError as refusal:
            refusals.append(" ".join(str(refusal).split()))
    assert refusals
    for text in refusals:
        assert f"A common slip gives this very result: {slip.name}. {slip.hint}" in text


# --- The notebook as nbgrader sees it ---


def points_in(cells):
    """What the notebook's own marks promise: [(grade_id, points)]."""
    marks = {name: cell.metadata.nbgrader for name, cell in cells.items()}
    return [(name, mark.points) for name, mark in marks.items() if mark.grade]


def test_points_are_those_of_the_assignment_and_come_to_twenty(cells):
    """The notebook says what course/checks says, cell for cell, in that order."""
    assert points_in(cells) == list(ASSIGNMENT.points.items())
    assert sum(ASSIGNMENT.points.values()) == 20
    cells["affine_backward-dW"].metadata.nbgrader.points += 1
    assert points_in(cells) != list(ASSIGNMENT.points.items())


@pytest.mark.parametrize("name", ITEMS)
def test_the_headings_and_the_instructors_table_say_the_same_points(cells, path, name):
    """What is promised above a task is what its checks are worth."""
    heading = cells[f"{name}-task"].source.splitlines()[0]
    points = worth(ITEMS[name])
    assert heading.endswith(f"({points} point{'s' if points > 1 else ''})")
    table = (path.parent / "instructor.md").read_text(encoding="utf-8").replace("`", "")
    row = re.search(rf"^\| {heading[3]} .*\| {points} \|(.+)\|$", table, re.M)[1]
    for part in ANSWERS[name].parts if name in ANSWERS else ():
        assert f"{part.name} {part.points}" in row


def test_every_cell_is_marked_for_nbgrader(master, cells):
    """Schema 3, ids of their own; learners can write in their answers and nowhere else."""
    assert len(cells) == len(master.cells) == len({cell.id for cell in master.cells})
    for name, cell in cells.items():
        marks = cell.metadata.nbgrader
        answer = name.endswith("-answer") or isinstance(ITEMS.get(name), Written)
        assert marks.schema_version == 3 and marks.task is False
        assert cell.id == name.replace("_", "-")
        assert marks.solution is answer and marks.locked is not answer
        assert marks.grade is (name in ASSIGNMENT.points)


def test_the_master_holds_no_outputs_and_a_plain_kernel(master):
    """What is committed is the source alone, for Jupyter's own Python."""
    assert master.metadata.kernelspec.name == "python3"
    for cell in master.cells:
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None


@pytest.mark.parametrize("cell", GRADED)
def test_each_check_cell_checks_what_its_id_says_and_once_more_in_secret(cells, cell):
    """The same call twice: the second with another seed and between the marks for hidden tests."""
    item, part = GRADED[cell]
    call = f'check("{item.name}"' + (f', "{part}"' if part else "")
    first, *hidden = cells[cell].source.splitlines()
    assert first == call + ")"
    if isinstance(item, Answer):  # a prediction has nothing to hide
        begin, second, end = hidden
        assert (begin, end) == ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")
        assert int(re.fullmatch(re.escape(call) + r", seed=(\d+)\)", second)[1]) != SEED


def test_the_release_holds_no_solution_and_no_hidden_test(master):
    """Nothing between the marks is left, and every answer became a stub."""
    for cell in released(master).cells:
        assert not re.search("HIDDEN|SOLUTION|seed=", cell.source)
        if cell.metadata.nbgrader.solution and cell.cell_type == "code":
            assert cell.source.endswith(STUB)
        elif cell.metadata.nbgrader.solution:
            assert cell.source == "YOUR ANSWER HERE"


def test_the_notebook_imports_what_a_student_has(master):
    """NumPy, the checks and the running example; nothing else."""
    code = "\n".join(cell.source for cell in master.cells if cell.cell_type == "code")
    assert re.findall(r"^ *(?:import|from) .+$", code, flags=re.MULTILINE) == [
        "import numpy as np",
        "from course.checks.backprop import check",
        "from reference_impl import example",
    ]


@pytest.mark.parametrize("name", [name for name in ITEMS if not isinstance(ITEMS[name], Written)])
def test_each_stub_has_the_signature_that_is_checked(cells, name):
    """The arguments have the names that the messages use, and there is a docstring."""
    function = ast.parse(cells[f"{name}-answer"].source).body[0]
    assert function.name == name and ast.get_docstring(function)
    assert tuple(argument.arg for argument in function.args.args) == ITEMS[name].inputs


# --- In a real kernel ---


def by_nbval(path):
    """Run a notebook as pytest's own notebook runner does."""
    command = [sys.executable, "-m", "pytest", "--nbval-lax", "-n0", "-p", "no:cacheprovider"]
    return subprocess.run([*command, str(path)], cwd=ROOT, capture_output=True, text=True)


def test_the_solution_runs_clean_by_nbval_and_a_broken_one_does_not(path, master, cells, tmp_path):
    """The master executes without an error; with one answer undone it is noticed."""
    done = by_nbval(path)
    assert done.returncode == 0, done.stdout
    assert f"{sum(cell.cell_type == 'code' for cell in master.cells)} passed" in done.stdout
    cells["relu_backward-answer"].source = "def relu_backward(dA, z):\n    return dA"
    nbformat.write(master, tmp_path / "broken.ipynb")
    assert by_nbval(tmp_path / "broken.ipynb").returncode == 1


def test_a_kernel_shows_the_message_alone_and_nothing_on_stderr(master, cells):
    """In Jupyter: a right answer that makes noise, a slip, an error, stubs."""
    notebook = released(master)
    cells["relu_backward-answer"].source = (
        "import sys, warnings\n"
        "def relu_backward(dA, z):\n"
        "    print('noise', file=sys.stderr)\n"
        "    warnings.warn('noise')\n"
        "    np.log(np.zeros(1))\n"
        "    return dA * (z > 0)"
    )
    cells["mse_grad-answer"].source = "def mse_grad(y_hat, y):\n    return (y_hat - y) / y.size"
    cells["affine_backward-answer"].source = (
        "def affine_backward(dZ, X, W):\n    dX = dZ @ W\n    return dX, X.T @ dZ, dZ.sum(axis=0)"
    )
    NotebookClient(notebook, timeout=60, allow_errors=True, kernel_name="python3").execute()
    assert [output.name for output in cells["relu_backward-at-zero"].outputs] == ["stdout"]
    assert "very result: half.\n" in refusal(cells["mse_grad-one-column"])
    text = refusal(cells["affine_backward-dX"])
    assert "in line 2 of its cell, in affine_backward:\n    dX = dZ @ W\n" in text
    assert "very result: dX untransposed.\n" in text
    for part in ("output-layer", "hidden-layers", "at-zero"):
        assert "backward is not written yet." in refusal(cells[f"backward-{part}"])


def refusal(cell):
    """What Jupyter shows for a cell that was refused, and that it is the message alone."""
    (output,) = cell.outputs  # nothing on stderr beside it
    text = "\n".join(output.traceback)
    assert output.ename == "CheckFailed" and text == output.evalue
    return text

"""Master notebooks in a real kernel: they run clean, and a check shows its message alone."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from masters import ASSIGNMENTS, LABELS, Master, released
from masters import master as named
from nbclient import NotebookClient

pytestmark = pytest.mark.whole

ROOT = Path(__file__).resolve().parents[2]


def by_nbval(path):
    """Run a notebook, or those in a folder, as pytest's own notebook runner does."""
    options = ("--nbval-lax", "-n0", "-vv", "-p", "no:cacheprovider")
    command = [sys.executable, "-m", "pytest", *options, str(path)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


@pytest.fixture(scope="module")
def all_solved(tmp_path_factory):
    """What the runner says of the masters, all in one run, which imports what it needs but once."""
    folder = tmp_path_factory.mktemp("solved")
    for label in LABELS:
        nbformat.write(named(label).notebook, folder / f"{label}.ipynb")
    return by_nbval(folder).stdout


def test_the_solution_runs_clean_by_nbval(master, all_solved):
    """The master executes without an error, every code cell of it."""
    code = [cell for cell in master.notebook.cells if cell.cell_type == "code"]
    said = re.findall(rf"/{master.label}::ipynb::Cell \d+ (\w+)", all_solved)
    assert said == ["PASSED"] * len(code), all_solved


def test_nbval_notices_a_broken_solution(tmp_path):
    """With one answer undone the run fails."""
    backprop = named("backprop")
    source = "def mse_grad(y_hat, y):\n    return y_hat, y"
    backprop.cells["mse_grad-answer"].source = source
    nbformat.write(backprop.notebook, tmp_path / "broken.ipynb")
    assert by_nbval(tmp_path / "broken.ipynb").returncode == 1


def test_a_kernel_shows_the_message_alone_and_nothing_on_stderr():
    """In Jupyter: a right answer that makes noise, a slip, an error, stubs."""
    master = Master(ASSIGNMENTS["backprop"])
    notebook, cells = released(master.notebook), master.cells
    cells["relu_backward-answer"].source = (
        "import sys, warnings\n"
        "def relu_backward(dA, z):\n"
        "    print('noise', file=sys.stderr)\n"
        "    warnings.warn('noise')\n"
        "    np.log(np.zeros(1))\n"
        "    return dA * (z > 0)"
    )
    cells["mse_grad-answer"].source = "def mse_grad(y_hat, y):\n    return (y_hat - y) / y.size"
    cells[
        "affine_backward-answer"
    ].source = (
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

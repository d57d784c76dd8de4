"""Master notebooks in a real kernel: they run clean, and a check shows its message alone."""

import subprocess
import sys
from pathlib import Path

import nbformat
from masters import ASSIGNMENTS, Master, released
from masters import master as named
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]


def by_nbval(path):
    """Run a notebook as pytest's own notebook runner does."""
    command = [sys.executable, "-m", "pytest", "--nbval-lax", "-n0", "-p", "no:cacheprovider"]
    return subprocess.run([*command, str(path)], cwd=ROOT, capture_output=True, text=True)


def test_the_solution_runs_clean_by_nbval(master, tmp_path):
    """The master executes without an error, every code cell of it."""
    nbformat.write(master.notebook, tmp_path / "solved.ipynb")
    done = by_nbval(tmp_path / "solved.ipynb")
    assert done.returncode == 0, done.stdout
    code = [cell for cell in master.notebook.cells if cell.cell_type == "code"]
    assert f"{len(code)} passed" in done.stdout


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

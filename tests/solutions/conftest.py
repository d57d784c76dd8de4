"""The master notebook of the back-propagation assignment, and its cells by their ids."""

from pathlib import Path

import nbformat
import pytest

PATH = Path(__file__).resolve().parents[2] / "solutions" / "backprop" / "backprop.ipynb"


def run_cells(cells):
    """Run code cells in a fresh namespace, going on after errors: the names, {id: error}."""
    names, errors = {"__name__": "__main__"}, {}
    for cell in cells:
        if cell.cell_type != "code":
            continue
        try:
            exec(compile(cell.source, cell.id, "exec"), names)
        except Exception as error:
            errors[cell.metadata.nbgrader.grade_id] = error
    return names, errors


@pytest.fixture
def path():
    return PATH


@pytest.fixture
def master():
    return nbformat.read(PATH, as_version=4)


@pytest.fixture
def cells(master):
    return {cell.metadata.nbgrader.grade_id: cell for cell in master.cells}


@pytest.fixture
def run():
    return run_cells


@pytest.fixture(scope="module")
def solved():
    """The names that the solution leaves behind."""
    return run_cells(nbformat.read(PATH, as_version=4).cells)[0]

"""The master notebook of every assignment, one after the other."""

import contextlib
import io

import masters
import pytest


@pytest.fixture(params=masters.LABELS)
def master(request):
    """An assignment with its notebook; a test that asks for it runs once for each."""
    return masters.master(request.param)


@pytest.fixture
def cells(master):
    """The cells of the master notebook by their ids."""
    return master.cells


@pytest.fixture
def names(master, solved):
    """What the solution leaves behind."""
    return solved(master.label)


@pytest.fixture(scope="session")
def solved():
    """A function that gives the names which a solution leaves behind; it wants a label."""
    kept = {}

    def names(label):
        if label not in kept:
            with contextlib.redirect_stdout(io.StringIO()):
                kept[label] = masters.run(masters.master(label).notebook.cells)[0]
        return dict(kept[label])

    return names

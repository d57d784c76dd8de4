"""The master notebook of every assignment, one after the other."""

import contextlib
import io

import pytest
from masters import ASSIGNMENTS, Master, run


@pytest.fixture(params=ASSIGNMENTS)
def master(request):
    """An assignment with its notebook; a test that asks for it runs once for each."""
    return Master(ASSIGNMENTS[request.param])


@pytest.fixture(scope="session")
def solved():
    """A function that gives the names which the solution of an assignment leaves behind."""
    kept = {}

    def names(name):
        if name not in kept:
            with contextlib.redirect_stdout(io.StringIO()):
                kept[name] = run(Master(ASSIGNMENTS[name]).notebook.cells)[0]
        return dict(kept[name])

    return names

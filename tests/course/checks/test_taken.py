"""A learner who takes a name that the exercise brought reads so at once."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

from course.checks.taken import Names

SETUP = (
    "import numpy as np\n\nfrom course.checks.affine import check\nfrom reference_impl import data"
)
TAKING = {
    "check = 1": "check",
    "def check(x):\n    return x": "check",
    "np = [1, 2]": "np",
    "import math as np": "np",
    "from os.path import split as data": "data",
    "class check:\n    pass": "check",
}


def run(names, namespace, source):
    exec(source, namespace)
    return names.look(source, namespace)


@pytest.mark.parametrize("source", TAKING)
def test_a_taken_name_is_said_once(source):
    """The name stands in the words; the next cell is quiet, and so is the setup run again."""
    names, namespace = Names(), {}
    assert run(names, namespace, SETUP) is None
    assert f"`{TAKING[source]}`" in run(names, namespace, source)
    assert run(names, namespace, "x = 1") is None
    assert run(names, namespace, SETUP) is None


@pytest.mark.parametrize("source", ["x = 1", "check = check.variant(seed=3)", "import numpy as np"])
def test_what_takes_nothing_is_not_told(source):
    """A learner's own names, another year's check and the same import again say nothing."""
    names, namespace = Names(), {}
    run(names, namespace, SETUP)
    assert run(names, namespace, source) is None


def test_a_notebook_says_it(capsys):
    """In IPython the assignment's import is enough."""
    shell = InteractiveShell.instance()
    try:
        shell.run_cell("from course.checks.checker import Check\nfrom course.checks.affine import "
                       "ASSIGNMENT, check\nCheck(ASSIGNMENT)")  # fmt: skip
        shell.run_cell("check = 1")
        assert "Taken: `check`." in capsys.readouterr().out
    finally:
        InteractiveShell.clear_instance()

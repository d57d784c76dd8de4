"""The signatures of the code are whole, and mypy finds nothing that goes against them."""

import re
import subprocess
import sys

import pytest

UNKNOWN = re.compile(r'Module (?:"[^"]+" )?has no attribute')
PLANTED = """
import numpy as np
from reference_impl.layers import relu
right = relu(np.zeros((2, 2)))
wrong = relu("zero")
"""


@pytest.fixture
def said(root):
    """A function that runs a tool by the project's settings, and returns what it says."""

    def run(*command):
        command = [sys.executable, "-m", *map(str, command)]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True)
        return done.stdout + done.stderr

    return run


@pytest.fixture
def planted(tmp_path):
    """A function that writes a file, outside the checkout."""

    def write(source):
        path = tmp_path / "planted.py"
        path.write_text(source)
        return path

    return write


def test_signatures_hold(said):
    """Nothing is found in the packages that the settings name."""
    assert said("mypy").startswith("Success: no issues found")


def test_a_wrong_kind_of_argument_is_noticed(said, planted):
    """A text where a function of the reference network takes an array is found, and it alone."""
    found = said("mypy", "--config-file", "pyproject.toml", planted(PLANTED))
    assert 'planted.py:5: error: Argument 1 to "relu" has incompatible type "str"' in found
    assert "Found 1 error" in found


def test_half_a_signature_is_noticed(said, planted):
    """A function that says what it returns, and not what it takes, is found."""
    path = planted("def half(x) -> int:\n    return 1\n")
    assert "[no-untyped-def]" in said("mypy", "--config-file", "pyproject.toml", path)


@pytest.mark.parametrize("name, found", [("shown", True), ("_hidden", False)])
def test_a_public_function_without_a_signature_is_noticed(said, planted, name, found):
    """Ruff asks a public function what it returns, and leaves a private one alone."""
    path = planted(f"def {name}(x):\n    return x\n")
    report = said("ruff", "check", "--no-cache", "--config", "pyproject.toml", path)
    assert ("ANN201" in report) is found


@pytest.fixture
def untyped(said):
    """What mypy says of names that nobody defines, in code that has no signatures of its own."""

    def names(*paths):
        found = said("mypy", "--check-untyped-defs", "--explicit-package-bases", *paths)
        return [line for line in found.splitlines() if UNKNOWN.search(line)]

    return names


def test_what_the_tests_ask_modules_for_is_there(untyped):
    """A name that moved is missed here within seconds, and not at the end of a whole run."""
    assert untyped("tests") == []


@pytest.fixture
def supported(untyped, monkeypatch, root):
    """The same for what imports the modules of `tests/support` by their own names."""
    monkeypatch.setenv("MYPYPATH", f"{root / 'tests/support'}:{root / 'tools'}")
    return untyped


def test_what_the_tools_ask_modules_for_is_there(supported):
    """No test runs the benchmarks: they stood still when a helper of the tests had moved."""
    assert supported("tools") == []


def test_a_helper_that_moved_is_noticed(supported, planted):
    """Planted: the call on which the benchmark of grading stood still."""
    source = "import small_class\nsmall_class.command('backprop')\n"
    (found,) = supported("--config-file", "pyproject.toml", planted(source))
    assert '"command"' in found


@pytest.mark.parametrize(
    "source",
    [
        "from course.site.project import TITLE\n",
        "from course.site import project\ndef test():\n    assert project.TITLE\n",
    ],
)
def test_a_name_that_moved_is_noticed(untyped, planted, source):
    """In an import, and inside a function, which no import would find."""
    (found,) = untyped("--config-file", "pyproject.toml", planted(source))
    assert '"TITLE"' in found

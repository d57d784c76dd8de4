"""What several rooms' tests share: the checkout, a copy of it to break, and its site."""

import builtins
import gc
import os
import shutil
import sys
from pathlib import Path

# Two workers share two cores: more threads for a product of arrays only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when NumPy is first imported

import pytest
from built import build_command
from hypothesis import settings

# How long an example takes says more about the machine than about the code.
settings.register_profile("course", deadline=None)
settings.load_profile("course")

ROOT = Path(__file__).parents[1]

# A test that asks for one of these builds a book, opens a browser or a jail, or runs nbgrader.
WHOLE = {
    "assets", "browser", "copy_project", "learners", "new_course", "nursery", "run_build", "site",
}  # fmt: skip
TESTS = ROOT / "tests"
# Nothing in these rooms is quick: pages in a browser, and pictures, each drawn several times.
WHOLE_ROOMS = {TESTS / "browser", TESTS / "course" / "figures"}
WHOLE_FILE = "\npytestmark = pytest.mark.whole\n"


def pytest_ignore_collect(collection_path, config):
    """Where whole tests are not wanted, what holds no others is not even read: it takes seconds."""
    if "not whole" in config.getoption("markexpr") and _is_whole(collection_path):
        return True


def _is_whole(path):
    is_file = path.suffix == ".py"
    return path in WHOLE_ROOMS or (is_file and WHOLE_FILE in path.read_text("utf-8"))


def pytest_collection_modifyitems(items):
    for item in items:
        if WHOLE & set(getattr(item, "fixturenames", ())) or WHOLE_ROOMS & {*item.path.parents}:
            item.add_marker("whole")
    # Files go to the workers in this order, so that none waits for the other: the first builds the
    # site, and meanwhile come those that do without it; those that need it; short ones last.
    long = {item.path for item in items if item.get_closest_marker("whole")}
    built = {item.path for item in items if "site" in getattr(item, "fixturenames", ())}
    first = next((item.path for item in items if item.path in built), None)
    ranks = {path: 2 if path in built else 1 for path in long} | {first: 0}
    items.sort(key=lambda item: ranks.get(item.path, 3))


def pytest_collection_finish():
    """What was loaded to find the tests stays until the end: no garbage is looked for in it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def hooks_put_back(monkeypatch):
    """What a page's cells set for good, and would for the next tests: how values are shown."""
    monkeypatch.setattr(sys, "displayhook", sys.displayhook)
    monkeypatch.setattr(builtins, "input", builtins.input)
    monkeypatch.setattr(builtins, "display", None, raising=False)
    monkeypatch.delattr(builtins, "display")


LEFT_BEHIND = shutil.ignore_patterns(".*", "_build", "classroom", "__pycache__")


@pytest.fixture(scope="session")
def root():
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def copy_project():
    """A function that copies the checkout, without what make made, to a new folder."""

    def copy(destination):
        return Path(shutil.copytree(ROOT, destination, ignore=LEFT_BEHIND))

    return copy


@pytest.fixture(scope="session")
def site(root):
    """The site of this checkout, brought up to date by the project's own command."""
    result = build_command(root, os.environ)
    assert result.returncode == 0, result.stderr
    return root / "_build" / "html"

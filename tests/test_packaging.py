"""What a student installs, and what make installs: the wheel and the locks."""

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile

import pytest
import pythons
import try_wheel
from chapter_text import Page, read_page
from page_boxes import Terminal, boxes, walk

from course.site.project import NAME

pytestmark = pytest.mark.whole

STUDENT = {"numpy", "pandas", "matplotlib", "pooch"}
TRY = """
import numpy, reference_impl, course
from course.checks.backprop import check
from course.figures import show, table
from reference_impl import example
from reference_impl.data import load_wine_quality
assert load_wine_quality("stand-in").table.shape == (1599, 12)
def relu_backward(dA, z):
    return dA * (z > 0)
check("relu_backward")
"""


def uv(*arguments, cwd):
    command = [sys.executable, "-m", "uv", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True)


@pytest.fixture(scope="module")
def checkout(copy_project, tmp_path_factory):
    return copy_project(tmp_path_factory.mktemp("packaging") / "checkout")


def test_what_a_student_types(checkout, tmp_path):
    """README's lines for a Jupyter of one's own, in an empty home; uv is its pip here.

    They bring all that a student needs: both packages import, a check runs, a Jupyter is there. The
    page for students has the same lines but for the last two.
    """
    readme = Page("README", (checkout / "README.md").read_text("utf-8"))
    box = next(box for box in boxes(readme) if "pip install . jupyterlab" in box.lines)
    assert next(one.lines for one in boxes(read_page("students"))) == box.lines[:-2]
    python3 = f'python3() {{ {sys.executable} "$@" --without-pip; }}'
    # uv would take the environment of the Python that starts it, before the one that is active.
    own = '--python "${VIRTUAL_ENV:?}" --quiet -c constraints.txt'
    pip = f'pip() {{ {sys.executable} -m uv pip "$@" {own}; }}'
    cache = uv("cache", "dir", cwd=tmp_path).stdout.strip()
    env = os.environ | {"HOME": str(tmp_path), "UV_CACHE_DIR": cache}
    with Terminal(checkout, env, python3, pip) as terminal:
        walk([box], terminal)
        assert terminal.run(["command -v jupyter"]) == f"{tmp_path}/nets/bin/jupyter\n"
    assert (tmp_path / "backprop/backprop.ipynb").is_file()
    python = tmp_path / "nets/bin/python"
    done = subprocess.run([python, "-I", "-c", TRY], cwd=tmp_path, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == (
        "relu_backward, active and inactive, at zero: right.\n", ""
    )  # fmt: skip


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this checkout."""
    return try_wheel.build(tmp_path_factory.mktemp("wheel"))


def test_the_oldest_that_are_asked_for_do(wheel, root, tmp_path):
    """With the lowest versions that pyproject.toml allows, every check of every solution passes.

    Where they have nothing for this Python, with the lowest that do.
    """
    python = try_wheel.install(wheel, sys.executable, tmp_path / "env", oldest=True)
    versions = try_wheel.run_all(python, tmp_path)
    if sys.version_info < (3, 13):
        lowest = dict(line.split(">=") for line in try_wheel.asked_for())
        assert [versions[name].startswith(low) for name, low in lowest.items()] == [True] * 4


@pytest.mark.proof
@pytest.mark.parametrize("packages", ["newest", "oldest"])
@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_every_check_on_every_python(wheel, tmp_path, version, packages):
    """In an environment that has the wheel and what it asks for, and nothing else."""
    python = pythons.find(version)
    if python is None:
        pytest.skip(f"There is no Python {version} here; the workflow has one.")
    there = try_wheel.install(wheel, python, tmp_path / "env", oldest=packages == "oldest")
    assert try_wheel.run_all(there, tmp_path)["python"].startswith(f"{version}.")


def test_a_check_that_fails_is_told(wheel, tmp_path, monkeypatch):
    """Planted: a solution with a slip in it ends the run, with the checker's words."""
    solution = tmp_path / "solutions/slip/slip.ipynb"
    solution.parent.mkdir(parents=True)
    code = "from course.checks.backprop import check\ndef relu_backward(dA, z):\n    return dA\n"
    cell = {"cell_type": "code", "source": [code, 'check("relu_backward")']}
    solution.write_text(json.dumps({"cells": [cell]}))
    monkeypatch.setattr(try_wheel, "ROOT", tmp_path)
    with pytest.raises(SystemExit, match="relu_backward"):
        try_wheel.run_all(sys.executable, tmp_path)


def test_wheel_holds_the_two_packages_and_nothing_of_the_course_room(checkout, tmp_path):
    """No notebook, no solution and no real table travels in the wheel."""
    uv("build", "--wheel", "--no-build-isolation", "--out-dir", tmp_path, checkout, cwd=tmp_path)
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"reference_impl", "course"}
    for table in ("wine_stand_in.csv", "wine_cultivars.csv", "digits.txt"):
        assert f"reference_impl/{table}" in names
    assert not [name for name in names if name.endswith((".ipynb", "winequality-red.csv"))]


def test_student_core_is_four_libraries(root):
    """A student needs numpy, pandas, matplotlib and pooch, and no more."""
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    assert {re.match(r"[\w-]+", line)[0] for line in project["dependencies"]} == STUDENT
    extras = {"book", "grading", "cluster", "postgresql", "test"}
    assert set(project["optional-dependencies"]) == extras


def lock_faults(text):
    """What is wrong with a lock: an address, or a package without exact version and hash."""
    faults = re.findall(r"https?://\S+|--index-url.*|--find-links.*", text)
    for entry in re.split(r"\n(?=[A-Za-z0-9])", text):
        name = entry.split("\n")[0]
        if not re.match(r"[\w.-]+(\[\w+\])?==\S+", name) or "--hash=sha256:" not in entry:
            faults.append(name)
    return faults


@pytest.mark.parametrize("name", ["requirements.lock", "bootstrap.lock"])
def test_lock_pins_everything_and_names_no_index(root, name):
    """Every package has one version and its hashes; no address of an index is recorded."""
    assert lock_faults((root / name).read_text()) == []


def test_loose_lock_is_noticed(root):
    """A package without a hash, one without a version, and an address are each found."""
    text = (root / "requirements.lock").read_text().rstrip("\n")
    assert lock_faults(text + "\nleft-pad==1.0\n") == ["left-pad==1.0"]
    assert lock_faults(text + "\nleft-pad>=1 \\\n    --hash=sha256:00\n") == ["left-pad>=1 \\"]
    assert lock_faults(text + "\n# from https://example.org/simple\n") != []


def test_lock_holds_every_dependency(root):
    """Each dependency of pyproject.toml, extras included, stands in the lock."""
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *sum(project["optional-dependencies"].values(), [])]
    lock = (root / "requirements.lock").read_text()
    locked = set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE))
    assert {re.match(r"[\w-]+", line)[0] for line in wanted} <= locked


def test_the_project_has_one_name(root):
    """What a machine reads it by is the same in the package, the caches and the site."""
    written = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    assert NAME == written["project"]["name"]
    assert f'pooch.os_cache("{NAME}")' in (root / "reference_impl/data.py").read_text("utf-8")

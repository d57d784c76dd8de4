"""The whole book, built again from nothing with its chapters run from last to first, is the same.

This is the book's own test of two things at once: no chapter leans on what another one left
behind, and two builds give the same bytes. `test_build` shows that a difference is seen.
"""

import os
import shutil
import subprocess
import sys

import pytest


@pytest.fixture(scope="module")
def backwards(copy_project, tmp_path_factory):
    """A copy of the checkout that runs its chapters from last to first."""
    book = copy_project(tmp_path_factory.mktemp("backwards") / "book")
    run = book / "course/site/source/run.py"
    forwards = "in waiting.items()}\n    "
    text = run.read_text()
    assert text.count(forwards) == 1
    run.write_text(text.replace(forwards, "in reversed(waiting.items())}\n    "))
    shutil.rmtree(book / "_build", ignore_errors=True)
    return book


def test_backwards(backwards, site):
    """Every page, picture and index of the second build has the bytes of the first."""
    command = [sys.executable, "-m", "course.site.build"]
    environment = os.environ | {"PYTHONPATH": str(backwards)}
    done = subprocess.run(command, cwd=backwards, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    first, second = files(site), files(backwards / "_build/html")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def files(folder):
    """Every file under a folder, name to bytes."""
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

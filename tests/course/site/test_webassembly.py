"""The browser's Python gives the same verdict as this one, word for word.

Every solution, every stub and every known mistake is checked by Pyodide under Node, with the very
files that the site has, and by this Python.
"""

import json
import subprocess
from pathlib import Path

import pytest
from masters import ASSIGNMENTS, master, released
from verdicts import verdicts

from course.site.web import NODE

SUPPORT = Path(__file__).resolve().parents[2] / "support"
# Tables are loaded by pandas, which the checks themselves do without.
WITH_PANDAS = {"wine", "classification"}


def code(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def sources(name):
    """The code cells of an assignment as it is released, and as it is solved."""
    return {"stub": code(released(master(name).notebook)), "solved": code(master(name).notebook)}


@pytest.fixture(scope="module")
def in_browser(site, tmp_path_factory):
    """What the checks say in Pyodide: {assignment: {what was asked: what was said}}."""
    cells = tmp_path_factory.mktemp("node") / "cells.json"
    cells.write_text(json.dumps({name: sources(name) for name in ASSIGNMENTS}))
    command = [NODE, SUPPORT / "in_node.mjs", site, SUPPORT / "verdicts.py", cells]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(line) for line in done.stdout.splitlines() if line.startswith("["))


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_same_verdict_in_webassembly(name, in_browser):
    """For each solution, stub and misconception of an assignment."""
    here = verdicts(name, sources(name))
    there = in_browser[name]
    assert here.keys() == there.keys()
    assert {what: (said, there[what]) for what, said in here.items() if said != there[what]} == {}

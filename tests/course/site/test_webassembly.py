"""The browser's Python gives the same verdict as this one, word for word.

Every solution, every stub and every known mistake is checked by Pyodide under Node, with the very
files that the site has, and by this Python.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from masters import ASSIGNMENTS, master, released

from course.site.assets import pyodide
from course.site.npm import NODE

pytestmark = pytest.mark.whole

HERE = """
import json, sys
sys.path.insert(0, sys.argv[1])
from verdicts import verdicts
for name, cells in json.load(open(sys.argv[2])).items():
    print(json.dumps([name, verdicts(name, cells)]))
"""
SUPPORT = Path(__file__).resolve().parents[2] / "support"
# Compiled for speed is only what runs long: of all else that takes more time than it saves.
IN_NODE = (NODE, "--wasm-tiering-budget=200000000", SUPPORT / "in_node.mjs")
# What differs between two versions of Python, and what the last digits of two machines differ in:
# the words of Python's own exceptions, and a number that would be zero without rounding (a slope by
# nudges of 1e-5 is off by some 1e-11).
PYTHONS_OWN = re.compile(r"(Python says: \w+: ).*")
NEARLY_ZERO = re.compile(r"-?\d\.\d+e-1[1-9]")


def code(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def sources(name):
    """The code cells of an assignment as it is released, and as it is solved."""
    return {"stub": code(released(master(name).notebook)), "solved": code(master(name).notebook)}


@pytest.fixture(scope="module")
def cells(tmp_path_factory):
    """A file with the code cells of every assignment."""
    path = tmp_path_factory.mktemp("cells") / "cells.json"
    path.write_text(json.dumps({name: sources(name) for name in ASSIGNMENTS}))
    return path


@pytest.fixture(scope="module")
def in_browser(site, cells):
    """What the checks say in Pyodide: {assignment: {what was asked: what was said}}."""
    return printed([*IN_NODE, site, SUPPORT / "verdicts.py", cells])


@pytest.fixture(scope="module")
def on_laptop(cells):
    """The same in this Python, started afresh as well."""
    return printed([sys.executable, "-c", HERE, SUPPORT, cells])


def printed(command):
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(line) for line in done.stdout.splitlines() if line.startswith("["))


def differing(here, there):
    """What was said differently: {what was asked: (here, there)}."""
    return {
        what: (here.get(what), there.get(what))
        for what in here | there
        if settled(here.get(what, "")) != settled(there.get(what, ""))
    }


def settled(said):
    return NEARLY_ZERO.sub("about 0", PYTHONS_OWN.sub(r"\1", said))


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_same_verdict_in_webassembly(name, in_browser, on_laptop):
    """For each solution, stub and misconception of an assignment."""
    here = on_laptop[name]
    assert any("right." in said for what, said in here.items() if what.startswith("solved"))
    assert differing(here, in_browser[name]) == {}


def test_another_verdict_is_seen():
    """Other words, another number, and an answer that was not asked for."""
    here = {"a": "relu: right.", "b": "expected 4.", "c": "Python says: ValueError: one"}
    assert differing(here, here | {"a": "relu: not yet."}).keys() == {"a"}
    assert differing(here, here | {"b": "expected 4.1."}).keys() == {"b"}
    assert differing(here, here | {"c": "Python says: TypeError: one"}).keys() == {"c"}
    assert differing(here, here | {"d": "more"}).keys() == {"d"}
    assert differing(here, here | {"c": "Python says: ValueError: other words"}) == {}


def test_no_check_waits_for_a_compiler(in_browser):
    """What all the checks import of Python's library and of NumPy is compiled in the site."""
    assert in_browser["from source"] == []


def test_a_module_from_source_is_seen(site, tmp_path):
    """Planted: Pyodide as it is released."""
    release = pyodide.fetch()
    (tmp_path / "pyodide").mkdir()
    for file in release.iterdir():
        (tmp_path / "pyodide" / file.name).symlink_to(file)
    (tmp_path / "pyodide/pyodide.js").symlink_to(release / "pyodide.mjs")
    (tmp_path / "wheel").symlink_to(site / "wheel")
    (tmp_path / "none.json").write_text("{}")
    command = [*IN_NODE, tmp_path, SUPPORT / "verdicts.py"]
    found = printed([*command, tmp_path / "none.json"])["from source"]
    assert "/lib/python314.zip/ast.py" in found

"""A nursery is ready soon, and forks cheaply: it has loaded what is asked for, and no more."""

import json
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from course.grading.guest import Guest
from course.grading.jail import HOME, Limits, Nursery
from course.grading.masters import Master, MasterCell

FONTS = "import matplotlib.font_manager"
PLANTED = "Planted Sans"
KNOWN = f"""
import os, matplotlib.font_manager as m
print([one.name for one in m.fontManager.ttflist].count({PLANTED!r}))
(known,) = [name for name in os.listdir({HOME!r}) if name.startswith("fontlist")]
try:
    open(os.path.join({HOME!r}, known), "a")
except OSError as error:
    print(error.strerror)
"""
LOADED = "import sys; print('pandas' in sys.modules, 'matplotlib' in sys.modules)"
ENLARGED = """
from course.grading.inside.pages import enlarge

def large():
    with open("/proc/self/smaps_rollup") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("AnonHugePages"))

held = [bytes([i % 251]) * 1000 for i in range(40_000)]
before = large()
enlarge()
print(large() > before, all(one == bytes([i % 251]) * 1000 for i, one in enumerate(held)))
"""


@pytest.mark.whole
def test_it_takes_over_what_is_known_of_the_fonts(tmp_path, monkeypatch):
    """Without that it looks at each of them, for two seconds. A learner can read it alone."""
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path))
    subprocess.run([sys.executable, "-c", FONTS], check=True, capture_output=True)
    (known,) = tmp_path.glob("fontlist-*.json")
    fonts = json.loads(known.read_text())
    fonts["ttflist"].append(fonts["ttflist"][0] | {"name": PLANTED})
    known.write_text(json.dumps(fonts))
    nursery = Nursery()
    guest = Guest(nursery, Limits(), 60)
    (shown,), _ = guest.run(KNOWN)
    guest.end()
    nursery.close()
    count, refused = shown["text"].split("\n")[:2]
    assert count == "1"
    assert refused in ("Read-only file system", "Permission denied")


def loaded(nursery):
    """What a fresh notebook says of the packages that few need."""
    guest = Guest(nursery, Limits(), 60)
    (shown,), _ = guest.run(LOADED)
    guest.end()
    return shown["text"].split()


@pytest.mark.whole
def test_it_loads_what_the_notebooks_import():
    """At once or later, by a module that imports it when it is used; what isn't there is not."""
    nursery = Nursery()
    assert loaded(nursery) == ["False", "False"]
    nursery.load(["reference_impl.data", "no_such_module", "course.checks.wine.check"])
    assert loaded(nursery) == ["True", "False"]
    nursery.load(["matplotlib.pyplot"])
    assert loaded(nursery) == ["True", "True"]
    nursery.close()


def test_a_master_names_what_it_imports():
    """In code, beside a magic line too; what is no Python names nothing."""
    sources = {
        "code": [
            "import numpy as np, os.path",
            "%matplotlib inline\nfrom reference_impl import data",
        ],
        "markdown": ["import antigravity", "Some words."],
    }
    cells = [
        MasterCell(source, kind, source, "", True, False, False, False, None)
        for kind, those in sources.items()
        for source in [*those, "def broken(:"]
    ]
    wanted = {"numpy", "os.path", "reference_impl", "reference_impl.data"}
    assert Master("wine", "wine", tuple(cells), "").modules == wanted


def large_pages():
    """Whether this system puts pages together when it is asked to."""
    setting = Path("/sys/kernel/mm/transparent_hugepage/enabled")
    version = tuple(int(part) for part in platform.release().split(".")[:2])
    return setting.is_file() and "[never]" not in setting.read_text() and version >= (6, 1)


@pytest.mark.whole
def test_its_pages_are_large_and_hold_what_they_held():
    """Where the system leaves pages small, what they hold is the same all the more."""
    done = subprocess.run([sys.executable, "-c", ENLARGED], capture_output=True, text=True)
    assert done.stdout, done.stderr
    grown, same = (word == "True" for word in done.stdout.split())
    assert same
    assert grown or not large_pages()

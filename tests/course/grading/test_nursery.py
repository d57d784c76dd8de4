"""A nursery is ready soon, and forks cheaply: its fonts are known, and its pages are large."""

import json
import platform
import subprocess
import sys
from pathlib import Path

from course.grading.guest import Guest
from course.grading.jail import HOME, Limits, Nursery

FONTS = "import matplotlib.font_manager"
PLANTED = "Planted Sans"
KNOWN = f"""
import os, matplotlib.font_manager as m
print([one.name for one in m.fontManager.ttflist].count({PLANTED!r}))
print([name for name in os.listdir({HOME!r}) if name.startswith("fontlist")])
"""
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


def test_it_takes_over_what_is_known_of_the_fonts(tmp_path, monkeypatch):
    """Without that it looks at each of them, for two seconds. A learner's folder has none of it."""
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
    assert shown["text"].split("\n")[:2] == ["1", "[]"]


def large_pages():
    """Whether this system puts pages together when it is asked to."""
    setting = Path("/sys/kernel/mm/transparent_hugepage/enabled")
    version = tuple(int(part) for part in platform.release().split(".")[:2])
    return setting.is_file() and "[never]" not in setting.read_text() and version >= (6, 1)


def test_its_pages_are_large_and_hold_what_they_held():
    """Where the system leaves pages small, what they hold is the same all the more."""
    done = subprocess.run([sys.executable, "-c", ENLARGED], capture_output=True, text=True)
    assert done.stdout, done.stderr
    grown, same = (word == "True" for word in done.stdout.split())
    assert same
    assert grown or not large_pages()

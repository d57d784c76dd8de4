"""The course's own wheel for the browser's Python: the same that `pip install .` makes."""

import json
import shutil
import sys
from pathlib import Path

from course.site.commands import run
from course.site.source.stale import BUILD

NAME = "course.json"  # says the wheel's name to the page


def build(root: Path) -> Path:
    """The folder with the wheel of the checkout at `root`, and the file that names it."""
    folder = root / BUILD / "wheel"
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    run(command, root, "The course's wheel can't be made")
    (wheel,) = folder.glob("*.whl")
    (folder / NAME).write_text(json.dumps({"wheel": wheel.name}), encoding="utf-8")
    return folder

"""The course's own wheel for the browser's Python: the same that `pip install .` makes."""

import json
import os
import shutil
import subprocess
import sys

from course.site.inputs import BUILD
from course.site.pages import BuildError

NAME = "course.json"  # says the wheel's name to the page


def build(root):
    """The folder with the wheel of the checkout at `root`, and the file that names it."""
    folder = root / BUILD / "wheel"
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=root, env=os.environ, capture_output=True, text=True)
    if done.returncode != 0:
        raise BuildError(f"The course's wheel can't be made:\n{done.stderr}")
    (wheel,) = folder.glob("*.whl")
    (folder / NAME).write_text(json.dumps({"wheel": wheel.name}), encoding="utf-8")
    return folder

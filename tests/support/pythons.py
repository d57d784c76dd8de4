"""Other Pythons on this machine."""

import os
import shutil
import subprocess
from pathlib import Path


def find(version):
    """The program of a Python such as "3.12", on the path or with pyenv; None where none runs."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    places = [shutil.which(f"python{version}"), *pyenv.glob(f"versions/{version}.*/bin/python")]
    return next((str(place) for place in places if place and _runs(place, version)), None)


def _runs(place, version):
    """pyenv puts a name on the path for each Python that it has, and runs one of them."""
    told = subprocess.run([place, "--version"], capture_output=True, text=True)
    return told.returncode == 0 and told.stdout.startswith(f"Python {version}.")

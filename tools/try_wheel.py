"""Build the wheel, install it beside nothing else, and run every check of every solution there.

    python tools/try_wheel.py                     with the newest packages, on this Python
    python tools/try_wheel.py --oldest            with the oldest that pyproject.toml allows
    python tools/try_wheel.py --python python3.13 on another Python

It needs what bootstrap.lock holds: uv and hatchling.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# Every cell of a notebook, in an environment that has no Jupyter: a check that fails ends it.
RUN_ALL = """
import json, sys, time
import matplotlib, numpy, pandas, pooch
for path in sys.argv[1:]:
    names = {"__name__": "__main__"}
    for cell in json.load(open(path, encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), path, "exec"), names)
modules = (numpy, pandas, matplotlib, pooch)
versions = {module.__name__: module.__version__.lstrip("v") for module in modules}
print(json.dumps({"python": sys.version.split()[0]} | versions))
"""


def build(folder: Path) -> Path:
    """The wheel of this checkout, in `folder`."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def install(wheel: Path, python: str, folder: Path, oldest: bool = False) -> Path:
    """The Python of a new environment in `folder` that has the wheel and what it asks for."""
    _uv("venv", "--python", python, folder)
    there = folder / "bin" / "python"
    # What the wheel itself asks for is not asked for directly, unless it is named here too.
    chosen = ("--resolution", "lowest-direct", *asked_for()) if oldest else ()
    # A wheel for each of them, or it is no version that this Python can be said to have.
    _uv("pip", "install", "--python", there, "--only-binary", ":all:", *chosen, wheel)
    return there


def asked_for() -> list[str]:
    """What pyproject.toml says that a student needs."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]


def _uv(*arguments):
    command = [sys.executable, "-m", "uv", *map(str, arguments), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr or done.stdout)


def run_all(python: Path, folder: Path) -> dict[str, str]:
    """Run every solution in `folder`; the versions with which all checks passed."""
    notebooks = sorted(ROOT.glob("solutions/*/*.ipynb"))
    done = subprocess.run(
        [python, "-I", "-c", RUN_ALL, *notebooks],
        cwd=folder, capture_output=True, text=True,
        env=os.environ | {"MPLBACKEND": "agg"},
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{done.stdout[-2000:]}\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(prog="tools/try_wheel.py")
    parser.add_argument("--oldest", action="store_true", help="the oldest packages allowed")
    parser.add_argument("--python", default=sys.executable, help="another Python")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        there = install(build(here), chosen.python, here / "env", chosen.oldest)
        versions = run_all(there, here)
    print("Every check of every solution passes:", *(f"{k} {v}" for k, v in versions.items()))


if __name__ == "__main__":
    main()

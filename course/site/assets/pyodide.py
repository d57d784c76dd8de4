"""The browser's Python as it is released: Pyodide's core, and the packages that pages use.

Every file is named in `pyodide-files.json` with its SHA-256, and is taken only if that fits, so
it does not matter where it came from. The core comes from npm. A package comes from the user's
cache, or from one of the places in `pyodide-sources.yml`. `python -m course.site.assets.pyodide`
writes the list anew.
"""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from course.site import npm
from course.site.assets.pyodide_packages import is_right, packages_of
from course.site.cache import cache_folder, made_beside
from course.site.errors import NotFetched

LIST = Path(__file__).with_name("pyodide-files.json")
WANTED = ("numpy", "pandas", "matplotlib")
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"  # what Pyodide itself reads


def fetch(say: Callable[[str], None] = print, cache: Path | None = None) -> Path:
    """The folder with Pyodide's release; raises NotFetched that names what can't be had."""
    cache = cache or cache_folder()
    listed = json.loads(LIST.read_text(encoding="utf-8"))
    there = cache / f"pyodide-{hashlib.sha256(LIST.read_bytes()).hexdigest()[:16]}"
    if not there.is_dir():
        core = npm.packages(cache=cache) / "pyodide"
        packages = {name: sha for name, sha in listed["files"].items() if name not in CORE}
        wheels = packages_of(listed["version"], packages, cache / "wheels", say)
        with made_beside(there) as folder:
            for path in [*(core / name for name in CORE), *wheels]:
                shutil.copyfile(path, folder / path.name)
            (folder / LOCK).write_text(pruned(core / LOCK), encoding="utf-8")
            refuse_others(folder, listed["files"])
    return there


def pruned(lock: Path) -> str:
    """Pyodide's own list of packages, with those alone that the pages use."""
    content = json.loads(Path(lock).read_text(encoding="utf-8"))
    content["packages"] = {name: content["packages"][name] for name in closure(content)}
    return json.dumps(content, indent=1, sort_keys=True)


def closure(lock: dict[str, Any]) -> list[str]:
    """The names of the wanted packages and of all that they need."""
    found: set[str] = set()
    waiting = list(WANTED)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += lock["packages"][name]["depends"]
    return sorted(found)


def refuse_others(folder: Path, files: dict[str, str]) -> None:
    """Raise NotFetched where a file of the folder is not the one of the list ({name: SHA-256})."""
    wrong = [name for name in files if not is_right(folder / name, files[name])]
    if wrong:
        raise NotFetched(
            f"the browser's Python: {', '.join(wrong)}\nnpm's files are not those of {LIST.name}."
        )


def write_list() -> None:
    """Write `pyodide-files.json` from the npm package: its core, and what its lock says."""
    core = npm.packages() / "pyodide"
    lock = json.loads((core / LOCK).read_text(encoding="utf-8"))
    files = {name: hashlib.sha256((core / name).read_bytes()).hexdigest() for name in CORE}
    packages = [lock["packages"][name] for name in closure(lock)]
    files |= {package["file_name"]: package["sha256"] for package in packages}
    version = json.loads((core / "package.json").read_text(encoding="utf-8"))["version"]
    content = {"version": version, "files": files}
    LIST.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_list()

"""The browser's Python as it is released: Pyodide's core, and the packages that pages use.

Every file is named in `pyodide-files.json` with its SHA-256, and is taken only if that fits, so
it does not matter where it came from. The core comes from npm. A package comes from the user's
cache, from Pyodide's release, or from an archive on the Python index that carries the same files
(`ARCHIVE`; nothing else of it is used). `python -m course.site.assets.pyodide` writes the list
anew.
"""

import hashlib
import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from course.site import npm
from course.site.cache import cache_folder, made_beside
from course.site.commands import last
from course.site.errors import NotFetched

LIST = Path(__file__).with_name("pyodide-files.json")
WANTED = ("numpy", "pandas", "matplotlib")
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"  # what Pyodide itself reads
RELEASE = "https://cdn.jsdelivr.net/pyodide/v{version}/full/{name}"
ARCHIVE = "open-webui==0.12.4"
INSIDE = "open_webui/frontend/pyodide/"
FIRST = "Fetching {count} packages of the browser's Python, once."
THEN = "Fetching {count} of them from the Python index, in an archive of 106 MB."
TIMEOUT = 10  # seconds without an answer


def fetch(say: Callable[[str], None] = print, cache: Path | None = None) -> Path:
    """The folder with Pyodide's release; raises NotFetched that names what can't be had."""
    cache = cache or cache_folder()
    listed = json.loads(LIST.read_text(encoding="utf-8"))
    there = cache / f"pyodide-{hashlib.sha256(LIST.read_bytes()).hexdigest()[:16]}"
    if not there.is_dir():
        core = npm.packages(cache=cache) / "pyodide"
        wheels = _wheels(listed, cache / "wheels", say)
        with made_beside(there) as folder:
            for path in [*(core / name for name in CORE), *wheels]:
                shutil.copyfile(path, folder / path.name)
            (folder / LOCK).write_text(pruned(core / LOCK), encoding="utf-8")
            _refuse_others(folder, listed["files"])
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


def _wheels(listed, folder, say):
    """The packages' files in the cache, fetched where they are not there."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [name for name in listed["files"] if name not in CORE]
    fits = {name: listed["files"][name] for name in names}
    reasons = []
    for told, source in ((FIRST, _from_release), (THEN, _from_archive)):
        missing = [name for name in names if not _right(folder / name, fits[name])]
        if missing:
            say(told.format(count=len(missing)))
            reasons.append(source(missing, fits, folder, listed["version"]))
    missing = [name for name in names if not _right(folder / name, fits[name])]
    if missing:
        why = "".join(f"\n{reason}" for reason in reasons if reason)
        raise NotFetched(
            f"the browser's Python: {', '.join(missing)}{why}\nWith a network, build once more."
        )
    return [folder / name for name in names]


def _from_release(names, fits, folder, version):
    """Take files from Pyodide's release, as far as it can be reached; returns what went wrong."""
    wrong = ""
    for name in names:
        address = RELEASE.format(version=version, name=name)
        try:
            with urllib.request.urlopen(address, timeout=TIMEOUT) as answer:
                _keep(answer.read(), fits[name], folder / name)
        except urllib.error.HTTPError as error:
            wrong = f"{address}: {error}"  # it may have the others
        except (OSError, http.client.HTTPException) as error:
            return f"{address}: {error}"  # where it can't be reached for one, it can't for others
    return wrong


def _from_archive(names, fits, folder, version):
    """Take files out of the archive, if the index can be reached; returns what went wrong."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as place:
        command = [
            sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-input",
            "--only-binary=:all:", "--python-version=3.11", "--ignore-requires-python",
            "--retries=0", f"--timeout={TIMEOUT}", f"--dest={place}", ARCHIVE,
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        for path in Path(place).glob("*.whl"):
            with zipfile.ZipFile(path) as archive:
                there = set(archive.namelist())
                for name in names:
                    if INSIDE + name in there:
                        _keep(archive.read(INSIDE + name), fits[name], folder / name)
        return f"The Python index: {last(done.stderr, 1)}" if done.returncode else ""


def _keep(content, sha256, path):
    """Write a file if it is the right one, whole or not at all."""
    if hashlib.sha256(content).hexdigest() == sha256:
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        beside.write_bytes(content)
        beside.replace(path)


def _right(path, sha256):
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def _refuse_others(folder, files):
    """Refuse a core that is not the one of the list."""
    wrong = [name for name in files if not _right(folder / name, files[name])]
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

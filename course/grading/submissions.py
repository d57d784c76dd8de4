"""What students handed in, as it lies in their folders."""

import hashlib
import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from nbgrader.utils import is_ignored

from course.grading.reading import decoded

LEFT_OUT = (".ipynb", ".db", ".pyc")  # nothing of these goes with a notebook into the jail
MOST_BYTES = 64 * 2**20  # of the files beside a notebook
TIME = "timestamp.txt"


@dataclass(frozen=True)
class Submission:
    """A student's folder of an assignment."""

    student: str
    folder: Path

    def notebooks(self, names: list[str]) -> dict[str, bytes]:
        """The notebooks of these names, as bytes; those that are there."""
        paths = {name: self.folder / f"{name}.ipynb" for name in names}
        return {name: path.read_bytes() for name, path in paths.items() if _is_file(path)}

    def files(self) -> dict[str, bytes]:
        """The other files, by their paths in the folder. A link is none: it may lead anywhere."""
        return plain_files(self.folder)

    def time(self) -> str:
        """When it was handed in, as text; empty where its file does not say."""
        path = self.folder / TIME
        return decoded(path.read_bytes()).strip("\ufeff \t\r\n\0")[:40] if _is_file(path) else ""


def plain_files(folder: Path, ignored: Collection[str] = ()) -> dict[str, bytes]:
    """The files in a folder that may go with a notebook."""
    found: dict[str, bytes] = {}
    left = MOST_BYTES
    for above, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_ignored(name, list(ignored)))
        for name in sorted(names):
            path = Path(above, name)
            if is_ignored(name, list(ignored)):
                continue
            if name.endswith(LEFT_OUT) or name == TIME or not _is_file(path):
                continue
            left -= path.stat().st_size
            if left < 0:
                return found
            found[str(path.relative_to(folder))] = path.read_bytes()
    return found


def _is_file(path):
    return path.is_file() and not path.is_symlink()


def digest(notebooks: dict[str, bytes]) -> str:
    """A hash of notebooks that were handed in."""
    text = hashlib.sha256()
    for name in sorted(notebooks):
        text.update(f"{name} {len(notebooks[name])}\n".encode() + notebooks[name])
    return text.hexdigest()

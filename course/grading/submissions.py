"""What students handed in, as it lies in their folders."""

import hashlib
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from course.grading.reading import decoded

LEFT_OUT = (".ipynb", ".db", ".pyc")  # nothing of these goes with a notebook into the jail
MOST_BYTES = 64 * 2**20  # of the files beside a notebook
TIME = "timestamp.txt"


@dataclass(frozen=True)
class Seen:
    """What tells a submission from another one: hashes of its notebooks and of the files beside
    them ("" where there are none), and its time. Since when its notebooks lie there, too."""

    notebook: str
    beside: str
    submitted: str
    since: int = field(default=0, compare=False)  # nanoseconds, as the files' own times


@dataclass(frozen=True)
class Submission:
    """A student's folder of an assignment."""

    student: str
    folder: Path

    @property
    def called(self) -> str:
        """The student's name as it can be shown, be it in UTF-8 or not."""
        return shown(self.student)

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
        return decoded(path.read_bytes()).strip("\ufeff \t\r\n\0")[:80] if _is_file(path) else ""

    def seen(self, notebooks: dict[str, bytes], files: dict[str, bytes]) -> Seen:
        """How it is told from another one, by what was read of it."""
        # Nobody can set this time of a file: another one that takes its place has a later one.
        since = max(
            ((self.folder / f"{name}.ipynb").stat().st_ctime_ns for name in notebooks), default=0
        )
        return Seen(digest(notebooks), digest(files) if files else "", self.time(), since)


def shown(name: str) -> str:
    """A file's name for people: the bytes that are no letters in UTF-8 as \\xfc."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def plain_files(folder: Path, ignored: Collection[str] = ()) -> dict[str, bytes]:
    """The files in a folder that may go with a notebook."""
    found: dict[str, bytes] = {}
    left = MOST_BYTES
    for path in paths(folder, ignored):
        if path.name.endswith(LEFT_OUT) or path.name == TIME:
            continue
        left -= path.stat().st_size
        if left < 0:
            return found
        found[str(path.relative_to(folder))] = path.read_bytes()
    return found


def paths(folder: Path, ignored: Collection[str] = ()) -> Iterator[Path]:
    """The files in and below a folder, without those of which a pattern matches the name."""
    for above, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _matches(name, ignored))
        for path in (Path(above, name) for name in sorted(names)):
            if not _matches(path.name, ignored) and _is_file(path):
                yield path


def _matches(name, patterns):
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _is_file(path):
    return path.is_file() and not path.is_symlink()


def digest(contents: dict[str, bytes]) -> str:
    """A hash of notebooks, or of other files, by their names."""
    text = hashlib.sha256()
    for name in sorted(contents):
        text.update(os.fsencode(f"{name} {len(contents[name])}\n") + contents[name])
    return text.hexdigest()

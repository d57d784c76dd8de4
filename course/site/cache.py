"""The user's cache: folders that are made once, for any checkout, under a hash of their sources.

A folder, and a file, comes to its place whole or not at all.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pooch

from course.site.project import NAME


def cache_folder() -> Path:
    """The folder in the user's cache for what a build fetches or makes for any checkout."""
    return Path(pooch.os_cache(NAME)) / "site"


@contextmanager
def made_beside(there: Path) -> Iterator[Path]:
    """A folder to fill, which takes its place only when it is whole."""
    there.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=there.parent, prefix=".making-") as made:
        folder = Path(made) / "folder"
        folder.mkdir()
        yield folder
        try:
            folder.rename(there)
        except OSError:  # another build was faster
            if not there.is_dir():
                raise


def hash_of(files: Iterable[Path], folder: Path) -> str:
    """A hash of some files in a folder, by their places in it and what they hold."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"\0{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that whoever reads it meanwhile has the old one or the new, never a half."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)

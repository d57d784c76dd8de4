"""The user's cache: folders that are made once, for any checkout, under a hash of their sources.

A folder, and a file, comes to its place whole or not at all.
"""

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pooch

from course.site.project import NAME

MAKING = ".making-"  # how the name of a folder begins that is not whole yet
DAY = 24 * 60 * 60  # seconds


def cache_folder() -> Path:
    """The folder in the user's cache for what a build fetches or makes for any checkout."""
    return Path(pooch.os_cache(NAME)) / "site"


@contextmanager
def made_beside(there: Path) -> Iterator[Path]:
    """A folder to fill, which takes its place only when it is whole."""
    there.parent.mkdir(parents=True, exist_ok=True)
    _forget_half_made(there.parent)
    with tempfile.TemporaryDirectory(dir=there.parent, prefix=MAKING) as made:
        folder = Path(made) / "folder"
        folder.mkdir()
        yield folder
        try:
            folder.rename(there)
        except OSError:  # another build was faster
            if not there.is_dir():
                raise


def _forget_half_made(folder):
    """Remove what builds that were stopped left here; another may be at work on what is new."""
    for half in folder.glob(f"{MAKING}*"):
        with suppress(FileNotFoundError):  # another build removes it too
            if time.time() - half.stat().st_mtime > DAY:
                shutil.rmtree(half, ignore_errors=True)


def hash_of(files: Iterable[Path], folder: Path) -> str:
    """A hash of some files in a folder, by their places in it and what they hold."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"\0{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that whoever reads it meanwhile has the old one or the new, never a half."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:  # of a full disk, no half stays
        beside.unlink(missing_ok=True)

"""What lay where when a batch had ended, so that one with nothing to do knows it at once.

It compares sizes and times of files. Where any differs, or a file is new or gone, the batch looks
at the files themselves.
"""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

FOLDER = Path("classroom", "graded")


def is_current(assignment: str) -> bool:
    """Is all as it was when this assignment was last graded whole?"""
    try:
        kept = json.loads((FOLDER / f"{assignment}.json").read_text("utf-8"))
        lies = states(kept["whole"], kept["single"])
        return kept["here"] == os.getcwd() and kept["states"] == lies
    except (OSError, ValueError, KeyError, TypeError):
        return False


def write(assignment: str, whole: list[str], single: list[str]) -> None:
    """Note how these files lie now, all below these folders, and each of the single ones."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    new = FOLDER / f"{assignment}.json.new"
    noted = {"here": os.getcwd(), "whole": whole, "single": single}
    new.write_text(json.dumps(noted | {"states": states(whole, single)}), "utf-8")
    os.replace(new, FOLDER / f"{assignment}.json")


def forget(assignment: str) -> None:
    """Look at the files themselves next time."""
    (FOLDER / f"{assignment}.json").unlink(missing_ok=True)


def states(whole: Iterable[str], single: Iterable[str]) -> dict[str, list[int]]:
    """The size and the time of each file, of all in and below whole folders, of single ones."""
    found = {path: _state(os.stat(path, follow_symlinks=False)) for path in single}
    for path in whole:
        found |= {name: _state(status) for name, status in _below(path)}
    return found


def _state(status):
    return [status.st_size, status.st_mtime_ns]


def _below(path: str) -> Iterator[tuple[str, os.stat_result]]:
    yield path, os.stat(path, follow_symlinks=False)
    if os.path.isdir(path) and not os.path.islink(path):
        for one in os.scandir(path):
            if one.is_dir(follow_symlinks=False):
                yield from _below(one.path)
            else:
                yield one.path, one.stat(follow_symlinks=False)

"""What lay where when a batch had ended, so that one with nothing to do knows it at once.

It compares sizes and times of files. Where any differs, or a file is new or gone, the batch looks
at the files themselves.
"""

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

FOLDER = Path("classroom", "graded")


def is_current(assignment: str) -> bool:
    """Is all as it was when this assignment was last graded whole?"""
    try:
        kept = json.loads((FOLDER / f"{assignment}.json").read_text("utf-8"))
        lies = _lies(assignment, kept["whole"], kept["single"], kept["gradebook"])
        return kept["here"] == os.getcwd() and kept["lies"] == lies
    except (OSError, ValueError, KeyError, TypeError, sqlite3.Error):
        return False


def write(assignment: str, whole: list[str], single: list[str], gradebook: str) -> None:
    """Note how these files lie now, all below these folders, and each of the single ones; and who
    is in the gradebook, if that is an SQLite file: it changes with each mark by hand."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    new = FOLDER / f"{assignment}.json.new"
    noted = {"here": os.getcwd(), "whole": whole, "single": single, "gradebook": gradebook}
    new.write_text(json.dumps(noted | {"lies": _lies(assignment, whole, single, gradebook)}))
    os.replace(new, FOLDER / f"{assignment}.json")


def _lies(assignment, whole, single, gradebook):
    return [states(whole, single), _graded(assignment, gradebook)]


def _graded(assignment, gradebook):
    """The students who have a submission of the assignment in an SQLite gradebook."""
    if not gradebook:
        return []
    with contextlib.closing(sqlite3.connect(f"{Path(gradebook).as_uri()}?mode=ro", uri=True)) as db:
        return [student for (student,) in db.execute(GRADED, [assignment])]


GRADED = """SELECT student_id FROM submitted_assignment AS it JOIN assignment AS every
ON it.assignment_id = every.id WHERE every.name = ? ORDER BY student_id"""


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

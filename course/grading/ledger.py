"""How all lay that the last batch read, so that one with nothing to do knows it at once.

It compares sizes and times of files, and what the gradebook says of the assignment. Where any
differs, or a file is new or gone, the batch looks at the files themselves. So it does where the
gradebook is no file: to ask a server takes as long.
"""

import contextlib
import hashlib
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
        about = kept["gradebook"], assignment
        read = [states(kept["whole"], kept["single"]), released(*about)]
        made = [states(kept["made"], []), graded(*about)]
        return (kept["here"], kept["lies"]) == (os.getcwd(), [*read, *made])
    except (OSError, ValueError, KeyError, TypeError, sqlite3.Error):
        return False


class Note:
    """How all that a batch reads lies before it is read: what comes later is not graded by it.

    Where something can't be looked at, or goes meanwhile, nothing is noted.
    """

    def __init__(self, assignment: str, gradebook: str) -> None:
        """`gradebook` is its file, or empty; what it says is looked at here."""
        self._assignment, self._gradebook = assignment, gradebook
        self._whole: list[str] = []
        self._single: list[str] = []
        self._read: dict[str, list[int]] = {}
        self._released = ""
        with contextlib.suppress(sqlite3.Error):
            self._released = released(gradebook, assignment)
        self._is_known = bool(self._released)

    def look(self, whole: Iterable[Path] = (), single: Iterable[Path] = ()) -> None:
        """Look at files and whole folders, and at single ones, which will be read."""
        entire, alone = list(map(str, whole)), list(map(str, single))
        self._whole, self._single = self._whole + entire, self._single + alone
        try:
            self._read |= states(entire, alone)
        except OSError:
            self._is_known = False

    def write(self, made: Iterable[Path], students: Iterable[str]) -> None:
        """Nothing is left to do while all lies so, and these files and folders that the batch has
        made; unless one of these students has no entry in the gradebook."""
        about = self._gradebook, self._assignment
        places = [str(path) for path in made]
        if not self._is_known or not set(students) <= set(entered := graded(*about)):
            return
        noted = {"here": os.getcwd(), "gradebook": self._gradebook, "made": places}
        noted |= {"whole": self._whole, "single": self._single}
        with contextlib.suppress(OSError):  # one of them is gone
            lies = [self._read, self._released, states(places, []), entered]
            FOLDER.mkdir(parents=True, exist_ok=True)
            new = FOLDER / f"{self._assignment}.json.new"
            new.write_text(json.dumps(noted | {"lies": lies}))
            os.replace(new, FOLDER / f"{self._assignment}.json")


def released(gradebook: str, assignment: str) -> str:
    """A hash of an assignment's notebooks and cells in an SQLite gradebook; empty if it is none."""
    rows = [_asked(gradebook, question, assignment) for question in (NOTEBOOKS, SOURCES, POINTS)]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest() if any(rows) else ""


def graded(gradebook: str, assignment: str) -> list[str]:
    """The students who have a submission of the assignment in an SQLite gradebook."""
    return [student for (student,) in _asked(gradebook, STUDENTS, assignment)]


def _asked(gradebook, question, assignment):
    if not gradebook:
        return []
    with contextlib.closing(sqlite3.connect(f"{Path(gradebook).as_uri()}?mode=ro", uri=True)) as db:
        return db.execute(question, [assignment]).fetchall()


STUDENTS = """SELECT student_id FROM submitted_assignment AS it JOIN assignment AS every
ON it.assignment_id = every.id WHERE every.name = ? ORDER BY student_id"""
OF = """JOIN notebook ON it.notebook_id = notebook.id
JOIN assignment AS every ON notebook.assignment_id = every.id WHERE every.name = ?"""
NOTEBOOKS = """SELECT it.name, it.kernelspec FROM notebook AS it
JOIN assignment AS every ON it.assignment_id = every.id WHERE every.name = ? ORDER BY it.name"""
SOURCES = f"""SELECT notebook.name, it.name, it.cell_type, it.locked, it.source, it.checksum
FROM source_cell AS it {OF} ORDER BY notebook.name, it.rowid"""
POINTS = f"""SELECT notebook.name, it.name, it.type, points.max_score, task.max_score
FROM base_cell AS it LEFT JOIN grade_cells AS points ON points.id = it.id
LEFT JOIN task_cells AS task ON task.id = it.id {OF} ORDER BY notebook.name, it.type, it.name"""


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

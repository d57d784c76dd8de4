"""What the checks said of each answer that was handed in, kept for the reports to a teacher.

A file for each student and assignment, with a record for each attempt: a notebook, and the time
at which it was handed in. What came later stands below, and grading an attempt again puts its
record anew. The same notebook at another time is another attempt, unless it is the file that was
graded last: then somebody has put its time right.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course.grading.reading import time_of
from course.grading.replaced import free

RIGHT, WRONG, NOT_GRADED = "right", "wrong", "not graded"


@dataclass(frozen=True)
class Verdict:
    """What one check cell said.

    `state` is RIGHT, WRONG or NOT_GRADED, `fault` the name of the class of a `checks.faults.Fault`,
    `misconception` the known mistake by its name, `line` what mending found, in words, `words` the
    whole message, and `source` the learner's function as it was written, "" where there is none.
    """

    grade_id: str
    answer: str
    part: str
    points: float
    most: float
    state: str
    fault: str = ""
    misconception: str = ""
    line: str = ""
    words: str = ""
    source: str = ""


@dataclass(frozen=True)
class Grading:
    """All verdicts on one notebook: when it was handed in, its hash, and that of the checks; and
    the hash of the files beside it, "" where there were none."""

    submitted: str
    notebook: str
    edition: str
    verdicts: tuple[Verdict, ...]
    beside: str = ""


def path(folder: Path, assignment: str, student: str) -> Path:
    """Where the gradings of a student are kept."""
    return folder / assignment / f"{student}.json"


class Damaged(Exception):
    """A file of gradings that can't be read; the message says which, and what to do."""


def load(file: Path) -> list[Grading]:
    """The gradings in a file, the earliest first; none where there is no file."""
    try:
        return [
            Grading(**one | {"verdicts": tuple(Verdict(**said) for said in one["verdicts"])})
            for one in json.loads(file.read_text("utf-8"))
        ]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise Damaged(DAMAGED.format(file=file, reason=error)) from error


DAMAGED = (
    "The file {file} is damaged ({reason}). Grade once more: it is set aside then, and that "
    "student is graded again"
)


AWAY = (
    "{file} was damaged ({reason}) and is now {place}; what it said of earlier attempts no longer "
    "counts"
)


def set_aside(file: Path) -> str:
    """Move a file of gradings away if it is damaged; what is to be said of that, or nothing."""
    try:
        load(file)
    except Damaged as error:
        place = free(file.with_name(f"{file.name}.damaged"))
        file.rename(place)
        reason = error.__cause__
        return AWAY.format(file=file, reason=reason, place=place.name)
    return ""


def keep(file: Path, grading: Grading, is_last: bool = False) -> None:
    """Add a grading, in place of an earlier one of the same attempt; the file stays whole.

    `is_last` says that the very file of the notebook was graded last, maybe with another time.
    """
    others = load(file)
    if is_last and others and others[-1].notebook == grading.notebook:
        others.pop()
    others = [one for one in others if not _is_same(one, grading)]
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(file.name + ".new")
    text = json.dumps([*others, grading], default=vars, ensure_ascii=False)
    new.write_text(text + "\n", "utf-8")
    os.replace(new, file)


def _is_same(earlier, grading):
    """Is it the same attempt? One of which no time was known may have got one."""
    if earlier.notebook != grading.notebook:
        return False
    then = time_of(earlier.submitted)
    return then is None or then == time_of(grading.submitted)


def of_class(folder: Path, assignment: str) -> Iterator[tuple[str, list[Grading]]]:
    """Each student's gradings of an assignment, in the order of the students' names."""
    for file in sorted((folder / assignment).glob("*.json")):
        yield file.stem, load(file)

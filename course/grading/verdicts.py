"""What the checks said of each answer that was handed in, kept for the reports to a teacher.

A file for each student and assignment, with a record for each notebook that was handed in: what
came later stands below, and grading the same notebook again puts its record anew.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

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
    """All verdicts on one notebook: when it was handed in, its hash, and that of the checks."""

    submitted: str
    notebook: str
    edition: str
    verdicts: tuple[Verdict, ...]


def path(folder: Path, assignment: str, student: str) -> Path:
    """Where the gradings of a student are kept."""
    return folder / assignment / f"{student}.json"


def load(file: Path) -> list[Grading]:
    """The gradings in a file, the earliest first; none where there is no file."""
    if not file.exists():
        return []
    return [
        Grading(**one | {"verdicts": tuple(Verdict(**said) for said in one["verdicts"])})
        for one in json.loads(file.read_text("utf-8"))
    ]


def keep(file: Path, grading: Grading) -> None:
    """Add a grading, in place of an earlier one of the same notebook; the file stays whole."""
    others = [one for one in load(file) if one.notebook != grading.notebook]
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(file.name + ".new")
    text = json.dumps([*others, grading], default=vars, ensure_ascii=False)
    new.write_text(text + "\n", "utf-8")
    os.replace(new, file)


def of_class(folder: Path, assignment: str) -> Iterator[tuple[str, list[Grading]]]:
    """Each student's gradings of an assignment, in the order of the students' names."""
    for file in sorted((folder / assignment).glob("*.json")):
        yield file.stem, load(file)

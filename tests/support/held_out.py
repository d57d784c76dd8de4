"""Answers that were written from the exercises' texts alone, and what the checks make of them.

`tests/held_out/NAME.txt` holds them in blocks: `#: FUNCTION right` or `#: FUNCTION wrong`, more
lines that begin with `#:`, then the cell. The lines that are to blame end in `#!`; `#: name:` has
the known mistakes that would be the right name, parted by ` | `.
"""

import builtins
import contextlib
import io
import linecache
import re
import time
from dataclasses import dataclass
from pathlib import Path

from masters import ASSIGNMENTS, Master

from course.checks.checker import Check, CheckFailed

FOLDER = Path(__file__).resolve().parents[1] / "held_out"
MARK = re.compile(r"\s*#!$", re.MULTILINE)
NAMED = re.compile(r"A common slip gives this very\s+result: (.*)\.\n")
PLACES = re.compile(r"(?:[Ll]ook at|or at|that line or) line (\d+)")


@dataclass(frozen=True)
class HeldOut:
    """One answer: which function, right or wrong, what its writer says of it, and its cell."""

    assignment: str
    name: str
    right: bool
    said: dict[str, str]
    marked: str
    number: int  # of the block in its file

    @property
    def cell(self):
        return MARK.sub("", self.marked)

    @property
    def names(self):
        """The known mistakes that it may be told of."""
        return self.said.get("name", "").split(" | ")

    @property
    def lines(self):
        """The lines of the cell that are to blame."""
        lines = self.marked.splitlines()
        return {number for number, line in enumerate(lines, 1) if line.endswith("#!")}

    @property
    def label(self):
        return f"{self.assignment}-{self.name}-{self.number}"


def read(assignment):
    """The answers to one assignment."""
    text = (FOLDER / f"{assignment}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"^#: (?=\w+ (?:right|wrong)$)", text, flags=re.MULTILINE)[1:]
    return [_block(assignment, block, number) for number, block in enumerate(blocks, 1)]


def _block(assignment, text, number):
    first, *rest = text.strip("\n").splitlines()
    name, verdict = first.split()
    said = [line.removeprefix("#: ").split(": ", 1) for line in rest if line.startswith("#: ")]
    cell = "\n".join(line for line in rest if not line.startswith("#: ")).strip("\n") + "\n"
    return HeldOut(assignment, name, verdict == "right", dict(said), cell, number)


@dataclass(frozen=True)
class Verdict:
    """What the check of an answer said."""

    refusal: str  # empty if it was right
    seconds: float

    @property
    def named(self):
        """The known mistake that was named, if one was."""
        found = NAMED.search(self.refusal)
        return found and " ".join(found[1].split())

    @property
    def lines(self):
        """The lines of the cell to which the learner was sent."""
        return {int(number) for number in PLACES.findall(" ".join(self.refusal.split()))}


def verdict(answer, seed=1):
    """Run the notebook down to the answer, the answer's cell, and its check, in silence."""
    with contextlib.redirect_stdout(io.StringIO()):
        return _verdict(answer, seed)


def _verdict(answer, seed):
    names = _above(answer)
    _run(answer.cell, names, answer.label)
    check = Check(ASSIGNMENTS[answer.assignment], seed)
    names["held_out_check"] = check
    began = time.perf_counter()
    try:
        exec(f"held_out_check({answer.name!r})", names)
    except CheckFailed as refused:
        return Verdict(str(refused), time.perf_counter() - began)
    return Verdict("", time.perf_counter() - began)


def _above(answer):
    """The names that the notebook has made above the answer, with right answers in it."""
    master, names = Master(ASSIGNMENTS[answer.assignment]), {"__name__": "__main__"}
    names["__builtins__"] = builtins
    graded = set(master.graded)
    for grade_id, cell in master.cells.items():
        if grade_id == f"{answer.name}-answer":
            return names
        if cell.cell_type == "code" and grade_id not in graded:
            _run(cell.source, names, f"{answer.assignment} {grade_id}")
    raise LookupError(f"{answer.assignment} has no {answer.name}.")


def _run(source, names, label):
    """Run a cell whose lines can be looked up, as IPython's can."""
    name = f"<{label}>"
    linecache.cache[name] = len(source), None, source.splitlines(keepends=True), name
    exec(compile(source, name, "exec"), names)

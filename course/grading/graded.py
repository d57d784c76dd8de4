"""Grade one notebook, from the bytes that were handed in to outputs and verdicts: no gradebook.

It can be done in any process, and on another machine: what goes in and what comes out is plain.
"""

import os
import threading
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import v4
from nbformat.notebooknode import NotebookNode
from nbformat.v4.rwbase import split_lines
from nbgrader.preprocessors import LimitOutput
from nbgrader.utils import (
    compute_checksum,
    determine_grade,
    has_failed,
    is_grade,
    is_solution,
    is_task,
)

from course.grading import full_kernel
from course.grading.jail import Limits, NoJail, Nursery
from course.grading.marking import Marker
from course.grading.masters import Master
from course.grading.restoring import name_of, restored
from course.grading.running import Cell, Ran, Run
from course.grading.turning_away import read
from course.grading.verdicts import RIGHT, WRONG, Verdict


@dataclass(frozen=True)
class Settings:
    """How students' code is run: seconds for a cell and for a notebook, bytes of memory; and how
    many lines are kept of what a cell shows, and of a traceback."""

    cell_seconds: float = 30
    notebook_seconds: float = 600
    memory: int = 2**30
    most_lines: int = 1000
    most_of_traceback: int = 100
    unsafe: bool = False
    given: str = ""  # a folder of what notebooks import; where it is not, a new one is made


@dataclass(frozen=True)
class Job:
    """What one student handed in: notebooks by the names of their masters, and other files.

    `folder` is where they lay, for messages.
    """

    student: str
    folder: str
    masters: tuple[Master, ...]
    notebooks: dict[str, bytes]
    files: dict[str, bytes]
    settings: Settings


@dataclass
class Scores:
    """A notebook's points by cell, None for what a person gives; and which cells were answered."""

    points: dict[str, float | None] = field(default_factory=dict)
    answered: dict[str, bool] = field(default_factory=dict)


@dataclass
class Graded:
    """Notebooks with their outputs, as JSON, by name; what the checks said; what was odd."""

    notebooks: dict[str, str] = field(default_factory=dict)
    scores: dict[str, Scores] = field(default_factory=dict)
    verdicts: list[Verdict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


_nurseries: dict[int, Nursery] = {}
_alone = threading.Lock()  # checks print, and draw numbers: one thread at a time


def nursery(settings: Settings) -> Nursery:
    """The nursery of this process, built when it is first needed."""
    here = os.getpid()  # a process that was forked has none yet
    if here not in _nurseries:
        given = Path(settings.given)
        there = given if settings.given and given.is_dir() else None
        _nurseries[here] = Nursery(there, settings.unsafe)
    return _nurseries[here]


def use(nursery: Nursery) -> None:
    """From now on this process asks a nursery that was there before it."""
    _nurseries[os.getpid()] = nursery


def grade(job: Job) -> Graded:
    """Restore each notebook, run it, and keep what came of it."""
    with _alone:
        try:
            return _graded(job)
        except NoJail:  # a nursery can be lost, as any process: another one may do it
            _nurseries.pop(os.getpid(), None)
            return _graded(job)


def _graded(job):
    graded = Graded()
    for master in job.masters:
        if master.name in job.notebooks:
            nb = read(Path(job.folder, f"{master.name}.ipynb"), job.notebooks[master.name])
            nb = restored(nb, master, graded.notes.append)
            graded.verdicts += run(nb, master, job.files, job.settings)
            graded.scores[master.name] = scores(nb)
            _cut(nb, job.settings)
            # Its lines are split here, where nobody needs it whole any more, and not in a copy.
            graded.notebooks[master.name] = v4.writes(split_lines(nb), split_lines=False) + "\n"
    return graded


def _cut(nb: NotebookNode, settings: Settings) -> None:
    """Keep what cells show short, as nbgrader's step does."""
    lines, of_traceback = settings.most_lines, settings.most_of_traceback
    LimitOutput(max_lines=lines, max_traceback=of_traceback).preprocess(nb, {})


def scores(nb: NotebookNode) -> Scores:
    """What nbgrader's step that saves scores would save."""
    found = Scores()
    for cell in nb.cells:
        if is_grade(cell):
            found.points[name_of(cell)], _ = determine_grade(cell)
        if is_solution(cell) or is_task(cell):
            same = cell.metadata.nbgrader["checksum"] == compute_checksum(cell)
            found.answered[name_of(cell)] = is_task(cell) or not same
    return found


def run(
    nb: NotebookNode, master: Master, files: dict[str, bytes], settings: Settings
) -> list[Verdict]:
    """Run a restored notebook: its outputs are put into it; the verdicts of its checks."""
    checks = master.checks
    if kernel := full_kernel.kernel_of(master.kernelspec):
        full_kernel.run(nb, kernel, files, settings.cell_seconds, settings.unsafe)
        return [_verdict(cell, Ran(), {}, {}) for cell in nb.cells if name_of(cell) in checks]
    marker = Marker(one.source for one in master.cells if one.locked and one.kind == "code")
    places = [index for index, cell in enumerate(nb.cells) if cell.cell_type == "code"]
    cells = [_planned(nb.cells[index], checks) for index in places]
    seconds = settings.cell_seconds, settings.notebook_seconds
    limits = Limits(memory=settings.memory)
    asked = nursery(settings)
    asked.load(master.modules)
    ran = Run(asked, marker, files, limits, seconds).cells(cells)
    for number, (index, one) in enumerate(zip(places, ran, strict=True), 1):
        _show(nb.cells[index], one, number)
    return [
        _verdict(nb.cells[index], one, marker.graded, marker.texts)
        for index, cell, one in zip(places, cells, ran, strict=True)
        if cell.is_check
    ]


def _planned(cell, checks):
    """A code cell to be run: a check is the master's own."""
    check = checks.get(name_of(cell))
    return Cell(check.source, True) if check else Cell(cell.source)


def _verdict(
    cell: NotebookNode, ran: Ran, graded: dict[str, tuple[str, str]], texts: dict[str, str]
) -> Verdict:
    name = name_of(cell)
    answer, part = graded.get(name, (name, ""))
    points, most = determine_grade(cell)
    failed = has_failed(cell)
    return Verdict(
        grade_id=name,
        answer=answer,
        part=part,
        points=points or 0,
        most=most,
        state=WRONG if failed else RIGHT,
        fault=type(ran.failed.fault).__name__ if ran.failed and ran.failed.fault else "",
        misconception=ran.failed.slip.name if ran.failed and ran.failed.slip else "",
        line=ran.line,
        words="\n".join(cell.outputs[-1].traceback) if failed else "",
        source=texts.get(answer, ""),
    )


def _show(cell: NotebookNode, ran: Ran, number: int) -> None:
    cell.execution_count = number
    for output in ran.outputs:
        if output["output_type"] == "execute_result":
            output["execution_count"] = number
    cell.outputs = [nbformat.from_dict(output) for output in ran.outputs]

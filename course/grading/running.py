"""Run a whole notebook: the learner's cells in the jail, the checks on this side of its wall.

A cell that ends the learner's process, or takes too long, costs its own points: the others run in
a new process without it. The lines to blame are looked for when all verdicts are out.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from course.checks.checker import CheckFailed
from course.checks.mending.guards import TooLong
from course.checks.messages import assembled
from course.grading.bounds import bounded
from course.grading.guest import Ended, Guest, TookTooLong
from course.grading.jail import Limits, Nursery
from course.grading.marking import ENDED, TIMED_OUT, Marker, refusal

MOST_STARTS = 50  # new processes for one notebook
SECONDS_OF_LINES = 5.0  # for the lines to blame of a whole notebook
MOST_HERE = 2 * 2**30  # bytes that whatever is said can make of itself on this side


@dataclass
class Cell:
    """A code cell: its source, and whether it is a check."""

    source: str
    is_check: bool = False


@dataclass
class Ran:
    """What a cell came to."""

    outputs: list[dict[str, Any]] = field(default_factory=list)
    number: int | None = None
    failed: CheckFailed | None = None
    line: str = ""


class Run:
    """One notebook in one jail. `seconds` are for a cell, and for all of them together."""

    def __init__(
        self,
        nursery: Nursery,
        marker: Marker,
        files: Mapping[str, bytes],
        limits: Limits,
        seconds: tuple[float, float],
    ) -> None:
        self._nursery, self._marker, self._files = nursery, marker, files
        self._limits = limits
        self._seconds, all_seconds = seconds
        self._end = time.monotonic() + all_seconds
        self._deadly: dict[int, str] = {}
        self._starts = 0
        self._guest: Guest | None = None

    def cells(self, cells: Sequence[Cell]) -> list[Ran]:
        """Run them in order; what each came to."""
        ran = [Ran() for _ in cells]
        try:
            with bounded(MOST_HERE):
                for index in range(len(cells)):
                    ran[index] = self._one(cells, index)
                self._find_lines(ran)
        finally:
            if self._guest:
                self._guest.end()
        return ran

    def _one(self, cells, index):
        while index not in self._deadly:
            try:
                return self._tried(cells, index)
            except Ended as error:
                self._guest = None
                if self._is_over() or self._starts >= MOST_STARTS:
                    self._deadly[index] = OVER
                elif not isinstance(error, _AtReplay):
                    self._deadly[index] = TIMED_OUT if isinstance(error, TookTooLong) else ENDED
        text = self._deadly[index]
        return Ran([refusal("DeadKernelError", text, [text])])

    def _tried(self, cells, index):
        if self._is_over():
            raise TookTooLong
        guest = self._guest or self._replayed(cells, index)
        self._guest = guest
        cell = cells[index]
        if not cell.is_check:
            return Ran(*guest.run(cell.source))
        marked = self._marker.mark(guest, cell.source)
        if isinstance(marked.error, Ended):
            raise marked.error
        failed = marked.error if isinstance(marked.error, CheckFailed) else None
        return Ran(marked.outputs, failed=failed)

    def _replayed(self, cells, until):
        """A new process that has run the cells so far, without those that end it."""
        if self._starts >= MOST_STARTS:
            raise TookTooLong
        self._starts += 1
        guest = Guest(self._nursery, self._limits, self._seconds)
        guest.files(self._files)
        for index in range(until):
            if not cells[index].is_check and index not in self._deadly:
                try:
                    guest.run(cells[index].source)
                except Ended as error:
                    self._deadly[index] = ENDED
                    raise _AtReplay from error
        return guest

    def _is_over(self):
        return time.monotonic() > self._end

    def _find_lines(self, ran):
        """Say of each refusal the line to blame, where there is one and time is left."""
        end = min(time.monotonic() + SECONDS_OF_LINES, self._end)
        for one in ran:
            looking = one.failed.looking if one.failed else None
            if looking is None or self._guest is None or time.monotonic() > end:
                continue
            try:
                one.line = looking.to_the_end()
            except Ended:
                self._guest = None
            except (Exception, TooLong):  # a verdict never suffers from what comes after it
                continue
            if one.line:
                one.outputs[-1]["traceback"] += ["", *assembled(one.line).splitlines()]


OVER = "The notebook took longer than its time, so this cell was not run and counts as failed."


class _AtReplay(Ended):
    """A cell before the one that is run ended the process this time."""

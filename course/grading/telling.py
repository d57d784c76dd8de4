"""What whoever grades gets to see: how far it is, and at the end whatever was odd, a line each."""

import shlex
import sys
import time
from collections.abc import Iterable, Iterator

from course.grading.batch import Case

EVERY = 10  # seconds between lines where no bar can be drawn


def shown(cases: Iterable[Case], count: int) -> Iterator[Case]:
    """The same cases, with a bar of names and of the time left while they come."""
    return _with_bar(cases, count) if sys.stderr.isatty() else _with_lines(cases, count)


def _with_bar(cases, count):
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Left

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Left()
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("grading", total=count)
        for case in cases:
            bar.update(task, advance=1, description=case.student[:30])
            yield case


def _with_lines(cases, count):
    began = last = time.monotonic()
    for number, case in enumerate(cases, 1):
        now = time.monotonic()
        if now - last > EVERY:
            last, left = now, (now - began) / number * (count - number)
            print(f"{number} of {count}, {case.student}; {left:.0f} s left", file=sys.stderr)
        yield case


def of_strangers(students: list[str]) -> None:
    """Whom the roster does not have: a slip in the name of a folder makes somebody new."""
    for student in students:
        print(
            f"NOT IN THE ROSTER: {student}. Graded all the same. Is it a slip in the name? Who has "
            f"joined is added by: nbgrader db student add {shlex.quote(student)} --first-name=... "
            "--last-name=..."
        )


def summary(cases: list[Case], away: dict[str, str], kept: int) -> None:
    """How many were graded, whose score moved, and each odd case."""
    graded = [case for case in cases if case.graded]
    also = f"; {kept} were graded before and have not changed" if kept else ""
    print(f"{len(graded)} graded{also}.")
    for case in sorted(graded, key=lambda case: case.student):
        if case.before is not None and case.before != case.score:
            print(f"MOVED: {case.student} had {case.before:g} and has {case.score:g} points.")
        for note in case.notes:
            print(f"ODD: {case.student}: {note}.")
    lost = away | {case.student: case.notes[0] for case in cases if not case.graded}
    for student, text in sorted(lost.items()):
        print(f"NOT GRADED: student '{student}'. {text.removesuffix('.')}. Earlier grades stay.")

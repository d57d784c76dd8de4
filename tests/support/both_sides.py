"""What the checks say of a notebook's cells: in an ordinary process, and over the jail's wall."""

import ast
import builtins
import contextlib
import io
import linecache
import shutil
import sys
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from course.checks.checker import CheckFailed
from course.checks.mending import looking
from course.grading import running
from course.grading.jail import Limits, Nursery, place_given
from course.grading.marking import Marker
from course.grading.running import Cell, Run
from course.grading.stand_ins import SourceInJail

HERE, THERE = 2.0, 6.0  # seconds for a line: over the wall it takes longer to come to the same


@dataclass(frozen=True)
class Said:
    """What a check's cell printed, the kind of error and its words, and the line to look at."""

    printed: str
    error: str = ""
    words: str = ""
    line: str = ""


def patient(patch):
    """Let each side look for a line longer than for a learner or a class."""
    patch.setattr(looking, "SECONDS", HERE)
    patch.setattr(SourceInJail, "seconds", THERE)
    patch.setattr(running, "SECONDS_OF_LINES", 10 * THERE)


def cells(notebook):
    """The code cells of a notebook, as the grader runs them."""
    return [
        Cell(cell.source, bool(settings.grade and not settings.solution))
        for cell in notebook.cells
        for settings in [cell.metadata.nbgrader]
        if cell.cell_type == "code"
    ]


def locked(notebook):
    """The texts of the cells that are the exercise's own."""
    return [
        cell.source
        for cell in notebook.cells
        if cell.cell_type == "code" and cell.metadata.nbgrader.locked
    ]


def here(cells):
    """What each check says in this process, as a page of the book asks it."""
    names = {"__name__": "__main__", "__builtins__": builtins}
    before, sys.displayhook = sys.displayhook, _Afterwards()
    try:
        said = [_run(cell.source, f"<cell {place}>", names) for place, cell in enumerate(cells)]
    finally:
        sys.displayhook = before
    return [one for cell, one in zip(cells, said, strict=True) if cell.is_check]


class _Afterwards:
    asks_afterwards = True

    def __call__(self, value):
        """Show nothing."""


def _run(source, filename, names):
    """Run a cell whose lines can be looked up, as IPython's can."""
    linecache.cache[filename] = len(source), None, source.splitlines(keepends=True), filename
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(ast.parse(source), filename, "exec"), names)
    except Exception as error:
        is_refusal = isinstance(error, CheckFailed) and error.looking
        line = error.looking.to_the_end() if is_refusal else ""
        return Said(printed.getvalue(), type(error).__name__, str(error), line)
    return Said(printed.getvalue())


def there(cells, nursery, sources, seconds=(60, 3600)):
    """What each check says when the other cells run in a jail; `sources` are the exercise's own."""
    ran = Run(nursery, Marker(sources), {}, Limits(), seconds).cells(cells)
    return [_said(one) for cell, one in zip(cells, ran, strict=True) if cell.is_check]


def _said(ran):
    printed = "".join(output.get("text", "") for output in ran.outputs)
    errors = [output for output in ran.outputs if output["output_type"] == "error"]
    if not errors:
        return Said(printed)
    return Said(printed, errors[0]["ename"], errors[0]["evalue"], ran.line)


@contextlib.contextmanager
def open_nursery(folder: Path):
    """A nursery whose notebooks may import whatever the course has, its right answers too."""
    place_given(folder)
    for name in ("course/checks", "reference_impl"):
        top, _, rest = name.partition("/")
        shutil.copytree(Path(str(files(top))) / rest, folder / name, dirs_exist_ok=True)
    nursery = Nursery(folder)
    yield nursery
    nursery.close()

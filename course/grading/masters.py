"""A released notebook as the gradebook knows it, in plain data that any process can hold."""

import contextlib
import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from nbgrader.api import Gradebook, Notebook
from nbgrader.nbgraderformat import MetadataValidator

from course.grading.imports import imported


@dataclass(frozen=True)
class MasterCell:
    """A cell that has a name in the gradebook. `points` is None where there are none to get."""

    name: str
    kind: str  # code or markdown
    source: str
    checksum: str
    locked: bool
    grade: bool
    solution: bool
    task: bool
    points: float | None

    @property
    def settings(self) -> dict[str, Any]:
        """nbgrader's metadata of the cell."""
        settings = {
            "schema_version": MetadataValidator.schema_version,
            "grade_id": self.name,
            "cell_type": self.kind,
            "grade": self.grade,
            "solution": self.solution,
            "locked": self.locked,
            "task": self.task,
            "checksum": self.checksum,
        }
        return settings if self.points is None else settings | {"points": self.points}

    @property
    def is_check(self) -> bool:
        """Does it grade by running?"""
        return self.grade and not self.solution and self.kind == "code"


@dataclass(frozen=True)
class Master:
    """A notebook of an assignment: its named cells, in order, and its kernel."""

    assignment: str
    name: str
    cells: tuple[MasterCell, ...]
    kernelspec: str  # as JSON, or empty

    @property
    def checks(self) -> dict[str, MasterCell]:
        """Its cells that grade by running, by their names."""
        return {cell.name: cell for cell in self.cells if cell.is_check}

    @property
    def modules(self) -> set[str]:
        """The modules that its cells import."""
        found: set[str] = set()
        for cell in self.cells:
            lines = cell.source.splitlines() if cell.kind == "code" else []
            python = [one for one in lines if not one.lstrip().startswith(("%", "!"))]
            with contextlib.suppress(SyntaxError):  # an exercise may be to find it
                found |= imported("\n".join(python))
        return found

    @property
    def digest(self) -> str:
        """What changes when any of it does."""
        return hashlib.sha256(json.dumps(asdict(self)).encode()).hexdigest()


def masters(gradebook: Gradebook, assignment: str) -> list[Master]:
    """Every notebook of an assignment."""
    return [_master(assignment, one) for one in gradebook.find_assignment(assignment).notebooks]


def _master(assignment: str, notebook: Notebook) -> Master:
    points = {cell.name: cell.max_score for cell in [*notebook.grade_cells, *notebook.task_cells]}
    graded = {cell.name for cell in notebook.grade_cells}
    tasks = {cell.name for cell in notebook.task_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    cells = tuple(
        MasterCell(
            one.name,
            one.cell_type,
            one.source,
            one.checksum,
            one.locked,
            grade=one.name in graded,
            solution=one.name in solutions,
            task=one.name in tasks,
            points=points.get(one.name),
        )
        for one in notebook.source_cells
    )
    return Master(assignment, notebook.name, cells, notebook.kernelspec or "")

"""The assignments with their master notebooks, for the tests that hold all of them to the rules."""

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat
from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions

import course.checks
from course.checks.answers import Answer, Assignment, Written, grade_id

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"


def assignments():
    """Every assignment that course.checks describes: {name: Assignment}."""
    names = [module.name for module in pkgutil.iter_modules(course.checks.__path__)]
    modules = [importlib.import_module(f"course.checks.{name}") for name in names]
    found = [module.ASSIGNMENT for module in modules if hasattr(module, "ASSIGNMENT")]
    return {assignment.name: assignment for assignment in found}


ASSIGNMENTS = assignments()


@dataclass(frozen=True)
class Master:
    """An assignment, and a copy of its master notebook that a test may change."""

    assignment: Assignment

    @cached_property
    def path(self):
        return SOLUTIONS / self.assignment.name / f"{self.assignment.name}.ipynb"

    @cached_property
    def notebook(self):
        return nbformat.read(self.path, as_version=4)

    @cached_property
    def cells(self):
        """The cells by their ids."""
        return {cell.metadata.nbgrader.grade_id: cell for cell in self.notebook.cells}

    @cached_property
    def items(self):
        return {item.name: item for item in self.assignment.items}

    @cached_property
    def graded(self):
        """The check cells: id to the item and the part that each looks at."""
        return {
            grade_id(item.name, part): (item, part)
            for item in self.assignment.items
            if not isinstance(item, Written)
            for part in ([p.name for p in item.parts] if isinstance(item, Answer) else [None])
        }

    @cached_property
    def instructor(self):
        """The text for whoever marks it."""
        return (self.path.parent / "instructor.md").read_text(encoding="utf-8")

    def task(self, name):
        """The text that stands above an answer."""
        cell = f"{name}-statement" if f"{name}-statement" in self.cells else f"{name}-task"
        return self.cells[cell].source


def released(notebook):
    """A notebook as students get it."""
    for preprocessor in (ClearSolutions(), ClearHiddenTests()):
        notebook, _ = preprocessor.preprocess(notebook, {})
    return notebook


def worth(item):
    """The points of an item, all its parts together."""
    return sum(p.points for p in item.parts) if isinstance(item, Answer) else item.points


def run(cells):
    """Run code cells in a fresh namespace, going on after errors: the names, {id: error}."""
    names, errors = {"__name__": "__main__"}, {}
    for cell in cells:
        if cell.cell_type != "code":
            continue
        try:
            exec(compile(cell.source, cell.id, "exec"), names)
        except Exception as error:
            errors[cell.metadata.nbgrader.grade_id] = error
    return names, errors

"""The assignments with their master notebooks, for the tests that hold all of them to the rules."""

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat
from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions

import course.checks
from course.checks.answers import Answer, Assignment, grade_id
from course.checks.variants import TASKS, changed
from course.grading.variant import patch_of, vary

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"


def assignments():
    """Every assignment that course.checks describes: {name: Assignment}."""
    names = [module.name for module in pkgutil.iter_modules(course.checks.__path__)]
    modules = [importlib.import_module(f"course.checks.{name}") for name in names]
    found = [module.ASSIGNMENT for module in modules if hasattr(module, "ASSIGNMENT")]
    return {assignment.name: assignment for assignment in found}


ASSIGNMENTS = assignments()

# Every assignment that a task changes, as it is then: {(assignment, task): Assignment}.
VARIANTS = {
    (name, task): changed(task, ASSIGNMENTS[name])
    for task, names in TASKS.items()
    for name in names
}
ANOTHER_YEAR = 2027  # the seed of the variants


@dataclass(frozen=True)
class Master:
    """An assignment, and a copy of its master notebook that a test may change.

    With a `variant` (a task of course.checks.variants) the notebook is what that makes of it.
    """

    assignment: Assignment
    variant: str | None = None

    @property
    def answers(self):
        """Its answers; of a variant, those that the variant changes."""
        own = ASSIGNMENTS[self.assignment.name].answers if self.variant else {}
        answers = self.assignment.answers
        return {name: answer for name, answer in answers.items() if answer != own.get(name)}

    @cached_property
    def path(self):
        return SOLUTIONS / self.assignment.name / f"{self.assignment.name}.ipynb"

    @cached_property
    def notebook(self):
        notebook = nbformat.read(self.path, as_version=4)
        if self.variant is None:
            return notebook
        patch = patch_of(self.path.parent, self.variant)
        return vary(notebook, self.assignment.name, ANOTHER_YEAR, self.variant, patch)

    @property
    def label(self):
        """What a test calls it: backprop, backprop-half_mse."""
        return "-".join(filter(None, [self.assignment.name, self.variant]))

    @cached_property
    def cells(self):
        """The cells by their ids."""
        return {cell.metadata.nbgrader.grade_id: cell for cell in self.notebook.cells}

    @property
    def written(self):
        """What the solution has in the cells for answers: {grade_id: source}."""
        return {
            grade_id: cell.source
            for grade_id, cell in self.cells.items()
            if cell.metadata.nbgrader.solution
        }

    @cached_property
    def items(self):
        return {item.name: item for item in self.assignment.items}

    @cached_property
    def graded(self):
        """The check cells: id to the item and the part that each looks at."""
        return {
            grade_id(item.name, part): (item, part)
            for item in self.assignment.items
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


def master(label):
    """The Master of that label, with a copy of its own of the notebook."""
    name, _, variant = label.partition("-")
    return Master(VARIANTS[name, variant], variant) if variant else Master(ASSIGNMENTS[name])


LABELS = [*ASSIGNMENTS, *(f"{name}-{variant}" for name, variant in VARIANTS)]

"""Run a student's notebook: no cell takes another's points with it.

A cell that ends the kernel counts as failed, and the others are run without it. A check is the
assignment's own, whatever the student called `check`.
"""

import ast
from typing import Any

from nbclient.exceptions import DeadKernelError
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_output
from nbgrader.api import Gradebook
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade

GIVEN = "_given_at_grading"
# `exit()` ends a kernel after its cell; the cells below are graded all the same.
STAY = "get_ipython().ask_exit = lambda: None"


class SturdyExecute(Execute):
    """nbgrader's Execute, which a dead kernel stops and a name that is taken misleads."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any], km: Any = None
    ) -> tuple[NotebookNode, dict[str, Any]]:
        self._given = given_cells(resources["nbgrader"])
        self._deadly: set[int] = set()
        nb.cells.insert(0, new_code_cell("\n".join([STAY, *given_names(self._given)])))
        try:
            while not self._ends(nb, resources, km):
                pass
        finally:
            del nb.cells[0]
        return nb, resources

    def _ends(self, nb, resources, km):
        """Run all cells but those that ended the kernel before; False if another one does."""
        try:
            super().preprocess(nb, resources, km)
        except DeadKernelError:
            self._deadly.add(self._here)
            return False
        return True

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        self._here = index
        if index in self._deadly:
            cell.outputs = [new_output("error", ename="DeadKernelError", evalue=ENDED)]
            cell.outputs[0].traceback = [ENDED]
            return cell, resources
        written = cell.source
        if is_grade(cell) and cell.cell_type == "code":
            cell.source = by_given_names(written, bound(self._given))
        try:
            return super().preprocess_cell(cell, resources, index)
        finally:
            cell.source = written


ENDED = "This cell ended Python, so it counts as failed. The others were run without it."


def given_cells(ids: dict[str, str]) -> list[str]:
    """The source of the first cell of the master notebook that imports the check, in a list."""
    with Gradebook(ids["db_url"]) as gradebook:
        notebook = gradebook.find_notebook(ids["notebook"], ids["assignment"])
        sources = [c.source for c in notebook.source_cells if c.cell_type == "code" and c.locked]
    return [source for source in sources if "course.checks" in source][:1]


def given_names(sources: list[str]) -> list[str]:
    """Code that runs the given cells in a namespace of their own, where no student writes."""
    return [f"{GIVEN} = {{}}", *(f"exec({source!r}, {GIVEN})" for source in sources)]


def bound(sources: list[str]) -> set[str]:
    """The names that cells import."""
    imports = [n for s in sources for n in ast.walk(ast.parse(s)) if hasattr(n, "names")]
    return {alias.asname or alias.name for node in imports for alias in node.names}


def by_given_names(source: str, names: set[str]) -> str:
    """A check's cell, with what it calls taken from the given cells."""
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a magic line; such a cell runs as it is
        return source
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in names:
            node.id = f"{GIVEN}[{node.id!r}]"
    return ast.unparse(tree)

"""Notebooks that attack the grader, as they stand in tests/course/grading/attacks."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent

import nbformat
import yaml
from nbformat.v4 import new_code_cell

FOLDER = Path(__file__).resolve().parents[1] / "course/grading/attacks"
MARK = "MARKED-"  # no attack has it in its text, and all that is to stay unread has
UNWRITTEN = ("gradient_check-a-list-of-numbers", "gradient_check-any-shape")


@dataclass(frozen=True)
class Attack:
    """A notebook: all answers right but one, and cells that try to get its points, or more.

    `ran` is a pattern that its outputs hold if it got as far as it could. `lost` are more checks
    whose points it has no right to, or "own" where it breaks its own notebook and may lose any.
    """

    name: str
    tries: str
    ran: str
    group: str
    first: str = ""
    last: str = ""
    cells: dict = field(default_factory=dict)
    lost: tuple[str, ...] | str = ()
    files: dict = field(default_factory=dict)
    links: dict = field(default_factory=dict)
    metadata: dict = field(default_factory=dict)
    dangerous: bool = False
    slow: bool = False

    def notebook(self, solved, stub, values):
        """What is handed in: the solution with the cells of the attack."""
        notebook = nbformat.from_dict(solved)
        cells = {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells}
        written = {"gradient_check-answer": stub} | self.cells
        for name, text in written.items():
            cells[name].source = _filled(text, values)
        for name, settings in self.metadata.items():
            cells[name].metadata.nbgrader.update(settings)
        if self.first:
            notebook.cells.insert(2, new_code_cell(_filled(self.first, values)))
        if self.last:
            notebook.cells.append(new_code_cell(_filled(self.last, values)))
        return notebook

    def place_files(self, folder):
        """Lay what comes beside the notebook."""
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        for name, target in self.links.items():
            os.symlink(target, folder / name)


def _filled(text, values):
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    return dedent(text)


def attacks():
    """Every attack, by its name."""
    found = {}
    for path in sorted(FOLDER.glob("*.yml")):
        if path.stem == "stock":
            continue
        for one in yaml.safe_load(path.read_text()):
            assert one["name"] not in found, f"two attacks are called {one['name']}"
            found[one["name"]] = Attack(group=path.stem, **one)
    return found

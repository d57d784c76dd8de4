"""Give a notebook that was handed in the cells and settings that were released.

Cells may have been deleted, copied, retyped, moved or edited where they are not the learner's to
edit, and metadata may be lost: every answer that is there is graded all the same.
"""

import json
from collections.abc import Callable

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from course.grading.masters import Master, MasterCell

Note = Callable[[str], None]  # where a sentence for the instructor goes


def restored(nb: NotebookNode, master: Master, note: Note) -> NotebookNode:
    """The notebook with the master's settings, its own outputs gone; what was odd is noted."""
    known = {cell.name: cell for cell in master.cells}
    named = _last_of_each(nb, known, note)
    for index, cell in enumerate(nb.cells):
        cell.metadata.pop("nbgrader", None)
        if index in named:
            _restore(nb.cells, index, known[named[index]], note)
        if nb.cells[index].cell_type == "code":
            nb.cells[index].outputs, nb.cells[index].execution_count = [], None
    _put_back(nb, master, note)
    _put_below(nb, master, note)
    if master.kernelspec:
        nb.metadata["kernelspec"] = json.loads(master.kernelspec)
    return nb


def _last_of_each(nb, known, note):
    """The places of the cells that have a known name; of copies the last one counts."""
    places: dict[str, int] = {}
    for index, cell in enumerate(nb.cells):
        settings = cell.metadata.get("nbgrader")
        name = settings.get("grade_id") if isinstance(settings, dict) else None
        if not isinstance(name, str) or name not in known:
            continue
        if name in places:
            note(f"the cell {name} is there more than once; the last one counts")
        places[name] = index
    return {index: name for name, index in places.items()}


def _restore(cells: list[NotebookNode], index: int, master: MasterCell, note: Note) -> None:
    cell = cells[index]
    if cell.cell_type != master.kind:
        note(f"the cell {master.name} had become {cell.cell_type}")
        cell = cells[index] = _new(master.kind, cell.source, cell.get("id"))
    if master.locked and cell.source != master.source:
        cell.source = master.source
    cell.metadata["nbgrader"] = NotebookNode(master.settings)


def _new(kind, source, cell_id=None):
    make = new_code_cell if kind == "code" else new_markdown_cell
    cell = make(source)
    if cell_id is not None:
        cell["id"] = cell_id
    return cell


def _put_back(nb, master, note):
    """Put a missing check, question or task after the cell that it followed, or else at the end;
    and given code, which others use, below the last cell before it that is there, or on top."""
    before, above = "", ""
    here = [name_of(cell) or None for cell in nb.cells]
    for wanted in master.cells:
        given = wanted.locked and wanted.kind == "code" and not wanted.grade
        if wanted.name not in here and (wanted.grade or wanted.task or given):
            note(f"put back the cell {wanted.name}")
            cell = _new(wanted.kind, _missing(wanted), f"restored-{len(nb.cells)}")
            if nb.nbformat_minor < 5:  # older notebooks have no ids
                del cell["id"]
            cell.metadata["nbgrader"] = NotebookNode(wanted.settings)
            follows, otherwise = (above, 0) if given else (before, len(here))
            place = here.index(follows) + 1 if follows in here else otherwise
            nb.cells.insert(place, cell)
            here.insert(place, wanted.name)
        before = wanted.name
        above = before if before in here else above


def _put_below(nb, master, note):
    """Put a check that stands above an answer which it followed below that again."""
    names = [name_of(cell) for cell in nb.cells]
    answers = []
    for wanted in master.cells:
        answers += [wanted.name] if wanted.solution else []
        if not wanted.is_check:
            continue
        last = max((names.index(name) for name in answers if name in names), default=0)
        place = names.index(wanted.name)
        if place < last:
            note(f"the cell {wanted.name} stood above an answer that it looks at")
            for cells in (nb.cells, names):
                cells.insert(last, cells.pop(place))


def name_of(cell: NotebookNode) -> str:
    """The name by which the gradebook knows a cell, or nothing."""
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def _missing(wanted):
    """Its source, and that it was missing."""
    said = f"This cell (id:{wanted.name}) was missing from the submission. It was put back.\n\n"
    return ("# " if wanted.kind == "code" else "") + said + wanted.source

"""What a page hands to its runner: each code cell's text and part, and room for its buttons.

The cells of a page go to `cells/<page>.json` in the site. On the page each gets the id
`nn-cell-<n>`, where n is its place in the notebook, and a bar that the runner fills.
"""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import nbformat
from docutils import nodes
from nbformat.notebooknode import NotebookNode
from sphinx.application import Sphinx

from course.checks.answers import SelfMarked
from course.site.errors import BuildError
from course.site.source.pages import EXERCISES, assignment_pages, page_source, to_top
from course.site.source.run import CHAPTERS, chapters
from course.site.source.solutions import explained, shown
from course.site.teach.directives import assignment

FOLDER = "cells"
UNSEEN = {"remove-cell", "remove-input", "hide-input", "hide-cell"}
ORPHAN = (
    "exercises/{name}/{name}.ipynb: {check}) stands above every answer. Put the cell of the answer "
    "that it checks above it, in solutions/{name}, and run `make release`."
)
CHECK = re.compile(r'^check\("(\w+)"(?:, "([^"]+)")?')


def setup(app: Sphinx) -> None:
    """Mark the cells of each page; `write_cells` writes their texts."""
    app.connect("doctree-read", _mark)


def write_cells(root: Path, site: Path) -> None:
    """Write the cells of every page that has some into the site."""
    for name, page in _pages(root).items():
        file = site / FOLDER / f"{name}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            json.dumps(page, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
        )
    for name in assignment_pages(root):
        shutil.copy(page_source(root, name), site / released(name))


def released(page: str) -> str:
    """The place in the site of an assignment's notebook for its page: some hosts refuse .ipynb."""
    return f"{FOLDER}/{page}.notebook.json"


def _pages(root):
    """{page: its assignment's name if it is one, and its cells}."""
    released = {name: _released(root, name) for name in assignment_pages(root)}
    found = {name: {"cells": _of_chapter(nb)} for name, nb in chapters(root).items()}
    for name, notebook in released.items():
        short = name.split("/")[1]
        there = list(explained(root, short)) if shown() else []
        found[name] = assignment_page(short, notebook) | {"solutions": there}
    return found


def _released(root, name):
    return nbformat.read(page_source(root, name), as_version=4)


def _coded(notebook):
    cells = [(i, cell) for i, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    return [
        {"cell": i, "place": place, "source": cell.source, "kind": "given"}
        for place, (i, cell) in enumerate(cells)
    ]


def _of_chapter(notebook):
    """A chapter's cells; the text of those that it shows stands in the page itself."""
    lines = _coded(notebook)
    for line in lines:
        del line["place"], line["kind"]
        if not UNSEEN & set(notebook.cells[line["cell"]].metadata.get("tags", ())):
            del line["source"]
    return lines


def assignment_page(name: str, notebook: NotebookNode) -> dict[str, Any]:
    """An assignment's cells with the part that each plays: given, answer or check."""
    cells, items = _coded(notebook), assignment(name).items
    answer: dict[str, Any] = {}  # the one that a check is about
    in_words = {item.name for item in items if isinstance(item, SelfMarked)}
    for line in cells:
        settings = notebook.cells[line["cell"]].metadata.get("nbgrader", {})
        if settings.get("solution"):
            answer = line
            answer |= {"kind": "answer", "id": settings["grade_id"]}
        elif settings.get("grade") and (check := CHECK.match(line["source"])):
            if not answer:
                raise BuildError(ORPHAN.format(name=name, check=check[0]))
            line |= {"kind": "check", "name": check[1], "part": check[2] or "", "of": answer["id"]}
            answer |= {"name": check[1]} | ({"words": True} if check[1] in in_words else {})
    return {"assignment": name, "cells": cells}


def _mark(app, doctree):
    name = app.env.docname
    if not name.startswith((CHAPTERS, EXERCISES)):
        return
    cells = [node for node in doctree.findall(nodes.container) if is_code(node)]
    for node in cells:
        _mark_cell(node, bar=_has_bar(node, name))
    if cells:
        mark = f'<div hidden data-cells="{to_top(name)}{FOLDER}/{name}.json"></div>'
        cells[0].parent.append(nodes.raw("", mark, format="html"))


def is_code(node: nodes.Element) -> bool:
    return node.get("nb_element") == "cell_code"


def _has_bar(node, page):
    """Whether a reader gets buttons: where there is code to see, and not under a check."""
    hidden = UNSEEN & set(node["cell_metadata"].get("tags", ()))
    settings = node["cell_metadata"].get("nbgrader", {})
    return not hidden and not settings.get("grade")


def _mark_cell(node, bar):
    node["ids"].append(f"nn-cell-{node['cell_index']}")
    if bar:
        node.insert(1, nodes.container(classes=["nn-bar"]))

"""Solutions on the site, explained line by line: `solutions/<name>.json`, and nowhere else in it.

The code is that of the master assignment, the words are those of `solutions/<name>/explained.yml`,
one for each statement. `NN_SOLUTIONS=no` builds a site without: then no file of it has any.
"""

import ast
import json
import os
import re
import textwrap
from pathlib import Path

import nbformat
import yaml

from course.site.errors import BuildError
from course.site.source.pages import assignment_pages

FOLDER = "solutions"
SWITCH = "NN_SOLUTIONS"
SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*?)[ ]*### END SOLUTION", re.DOTALL)


def shown() -> bool:
    """Whether this build shows solutions; raises BuildError for a switch that says neither."""
    said = os.environ.get(SWITCH) or "yes"
    if said not in ("yes", "no"):
        raise BuildError(f"{SWITCH} is {said!r}; expected yes or no.")
    return said == "yes"


def write_solutions(root: Path, site: Path) -> None:
    """Write the explained solutions of every assignment that is a page, if they are shown."""
    if not shown():
        return
    for page in assignment_pages(root):
        name = page.split("/")[1]
        if told := explained(root, name):
            (site / FOLDER).mkdir(exist_ok=True)
            text = json.dumps(told, ensure_ascii=False, indent=1)
            (site / FOLDER / f"{name}.json").write_text(text, encoding="utf-8")


def explained(root: Path, name: str) -> dict[str, list[tuple[str, str]]]:
    """{function: [[code, why], ...]} of an assignment; empty where nobody has explained it.

    Raises BuildError where code and explanations don't fit.
    """
    folder = root / FOLDER / name
    file = folder / "explained.yml"
    if not file.is_file():
        return {}
    why = yaml.safe_load(file.read_text(encoding="utf-8"))
    code = {key: statements(source) for key, source in _sources(folder / f"{name}.ipynb").items()}
    for function, words in why.items():
        if len(code.get(function, ())) != len(words):
            raise BuildError(
                f"{file}: {function} has {len(words)} explanations, and its solution "
                f"{len(code.get(function, ()))} statements. Write one for each statement."
            )
    return {name: list(zip(code[name], words, strict=True)) for name, words in why.items()}


def _sources(notebook):
    """{function: its solution's text} of a master assignment."""
    cells = nbformat.read(notebook, as_version=4).cells
    named = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in cells}
    return {
        name.removesuffix("-answer"): textwrap.dedent(found[1])
        for name, cell in named.items()
        if name and cell.cell_type == "code" and (found := SOLUTION.search(cell.source))
    }


def statements(source: str) -> list[str]:
    """The text of a function's body, cut before each statement at any depth.

    A comment, or an `else:`, goes with the statement under it.
    """
    body = ast.parse("def f():\n" + textwrap.indent(source, "    ")).body[0]
    parts = [node for node in ast.walk(body) if isinstance(node, ast.stmt)][1:]
    lines = source.rstrip("\n").split("\n")
    starts = [_with_lead(lines, start) for start in sorted(node.lineno - 2 for node in parts)]
    return ["\n".join(lines[a:b]) for a, b in zip(starts, [*starts[1:], None], strict=True)]


def _with_lead(lines, start):
    """The first line of what belongs to the statement that starts at line `start`."""
    while start and re.match(r"\s*(#.*|else:)?\s*$", lines[start - 1]):
        start -= 1
    return start

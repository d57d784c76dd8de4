"""What a student may read: the notebook as it was released, and no word of a hidden test.

Grading puts the hidden tests back into the notebook, and a traceback or a careless student's own
code can bring them into what a cell shows.
"""

import ast
import re
from collections.abc import Iterator
from html import escape

from nbconvert.filters import strip_ansi
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme
from nbgrader.utils import is_grade, is_locked, is_task
from traitlets.config import Config

INSTEAD = "(a line of a hidden test)"
SHORT = 8  # characters; shorter lines are nobody's alone
OWN = re.compile(r"Cell In\s?\[(\d+)\]")
FRAME = re.compile(r"\s*(Cell In|Input In|<ipython|File |-{5}|\w+ +Traceback)")
ARROW = re.compile(r"^-+> \d+ (.*)$", re.M)
WITHHELD = "a test failed that may be one that is not shown here."


def release(notebook: NotebookNode, config: Config) -> None:
    """Take hidden tests and mark schemes out of a graded notebook, from all that it shows."""
    secret = [cut(cell, config) for cell in notebook.cells]
    longest = sorted(set().union(*secret), key=len, reverse=True)
    own = {cell.get("execution_count") for cell in notebook.cells if not is_locked(cell)}
    for cell, lines in zip(notebook.cells, secret, strict=True):
        for output in cell.get("outputs", ()):
            if output.output_type == "error" and is_grade(cell):
                without_frames(output, cell, own - {None}, bool(lines))
            scrub(output, longest)


def cut(cell: NotebookNode, config: Config) -> set[str]:
    """Cut a cell of the instructor's as nbgrader's own release did; the lines that are gone."""
    if not (is_locked(cell) or is_task(cell)):
        return set()
    graded = cell.source
    tests, scheme = ClearHiddenTests(config=config), ClearMarkScheme(config=config)
    tests.enforce_metadata = scheme.enforce_metadata = False
    for step in (tests, scheme):
        step.preprocess_cell(cell, {}, 0)
    return taken_out(graded, cell.source)


def taken_out(graded: str, released: str) -> set[str]:
    """The lines that a release hides, as they were written and as Python may write them."""
    hidden = set(lines_of(graded)) - set(lines_of(released))
    lines = {line for line in hidden if len(line) >= SHORT}
    return {form for line in lines for form in forms(line)}


def forms(line: str) -> set[str]:
    """A line as it is written, and as a table or the text of an object shows it."""
    return {line, escape(line), line.replace("'", "\\'"), line.replace('"', '\\"')}


def lines_of(source: str) -> Iterator[str]:
    """The lines of a cell without the spaces around them, and those of its statements anew."""
    anew = ast.unparse(parsed(source))
    yield from (line.strip() for text in (source, anew) for line in text.split("\n"))


def parsed(source: str) -> ast.Module:
    """The statements of a cell; none where it is words, or has a magic line."""
    try:
        return ast.parse(source)
    except SyntaxError:
        return ast.Module([], [])


def without_frames(output: NotebookNode, cell: NotebookNode, own: set[int], secret: bool) -> None:
    """Of an error in a check leave what it is and where in the student's own cells it was.

    A message of the checker is left whole: it is written for the student, and quotes no code.
    """
    if output.ename == "CheckFailed":
        return
    lines = [strip_ansi(line) for line in output.traceback]
    places = [OWN.match(line) for line in lines]
    shown = [place.string for place in places if place and int(place[1]) in own]
    if seen := failed_line(lines, cell):
        shown.append(seen)
    elif secret and output.ename == "AssertionError" and output.evalue not in texts_in(cell.source):
        output.traceback = [*shown, f"AssertionError: {WITHHELD}"]
        return
    output.traceback = shown + words_after_frames(lines)


def words_after_frames(lines: list[str]) -> list[str]:
    """What an error says of itself, below where it was."""
    frames = [number for number, line in enumerate(lines) if FRAME.match(line)]
    return lines[frames[-1] + 1 :] if frames else lines


def failed_line(lines: list[str], cell: NotebookNode) -> str:
    """The line of a check that failed, if it is one that a student has; else empty."""
    pointed = [line.strip() for text in lines for line in ARROW.findall(text)]
    here = {line for line in lines_of(cell.source) if line}
    return next((line for line in pointed if line in here), "")


def texts_in(source: str) -> set[str]:
    """The texts that stand in a cell that students have."""
    constants = [node for node in ast.walk(parsed(source)) if isinstance(node, ast.Constant)]
    return {node.value for node in constants if isinstance(node.value, str)}


def scrub(output: NotebookNode, lines: list[str]) -> None:
    """Replace each of these lines wherever an output says it; the longest come first."""

    def cleaned(said):
        if isinstance(said, list):
            return [cleaned(one) for one in said]
        for line in lines if isinstance(said, str) else ():
            said = said.replace(line, INSTEAD)
        return said

    for name in ("text", "evalue", "traceback"):
        if name in output:
            output[name] = cleaned(output[name])
    for kind, said in output.get("data", {}).items():
        output.data[kind] = cleaned(said)

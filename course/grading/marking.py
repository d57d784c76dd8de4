"""Run a check's cell on the grader's side, against what stands in for the learner's functions."""

import ast
import builtins
import contextlib
import io
import sys
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from course.checks.answers import grade_id
from course.checks.checker import CheckFailed
from course.checks.mending.guards import TooLong
from course.grading.guest import Ended, Guest, TookTooLong
from course.grading.stand_ins import stand_in

ENDED = "This cell ended Python, so it counts as failed. The others were run without it."
TIMED_OUT = "This cell took longer than its time, so it was stopped and counts as failed."


@dataclass
class Marked:
    """What a check's cell came to: its outputs, as a notebook has them, and the error."""

    outputs: list[dict[str, Any]]
    error: BaseException | None = None


@cache  # the same for every learner, as are the cells below
def brought(sources: tuple[str, ...]) -> str:
    """What a check's cell may use on the grader's side: the cell that imports the check, and the
    import lines of the exercise's other cells."""
    found = []
    for source in sources:
        with contextlib.suppress(SyntaxError):  # a magic line
            body = ast.parse(source).body
            lines = [one for one in body if isinstance(one, ast.Import | ast.ImportFrom)]
            brings = any("course.checks" in ast.unparse(one) for one in lines)
            found += [ast.unparse(one) for one in (body if brings else lines)]
    return "\n".join(found)


@cache
def names_in(source: str) -> tuple[str, ...]:
    """The names that a cell uses."""
    names = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    return tuple(sorted(names))


class Marker:
    """Runs checks' cells, with the names that the exercise's own cells bring.

    `texts` are the learner's answers as they were written, by name.
    """

    def __init__(self, sources: Iterable[str]) -> None:
        self._own: dict[str, Any] = {}
        with contextlib.redirect_stdout(io.StringIO()):
            exec(brought(tuple(sources)), self._own)
        self.texts: dict[str, str] = {}
        self._guest: Guest | None = None  # whose functions these stand for, by their numbers
        self._kept: dict[int, tuple[dict[str, Any], Any]] = {}
        self.graded = _graded(getattr(self._own.get("check"), "assignment", None))
        self._asked = sorted({name for name, _ in self.graded.values()})

    def mark(self, guest: Guest, source: str) -> Marked:
        """Run one cell against the guest."""
        printed = io.StringIO()
        marked = Marked([])
        try:
            guest.begin(True)
            names = self._names(guest, source)
            with contextlib.redirect_stdout(printed), _asking_afterwards():
                shown = _run(source, names)
            marked.outputs += [] if shown is None else [_result(shown)]
        except (Exception, Ended, TooLong) as error:
            marked.error = error
            marked.outputs.append(_told(error))
        if text := printed.getvalue():
            marked.outputs.insert(0, {"output_type": "stream", "name": "stdout", "text": text})
        return marked

    def _names(self, guest, source):
        """What a check's cell can use: the learner's names, and before them our own."""
        told, unpacker = guest.look([*names_in(source), *self._asked])
        names = {}
        for name, value in told.items():
            if name in vars(builtins):  # `abs` in a check is Python's
                continue
            if isinstance(value, dict):
                names[name] = self._stand_in(guest, value)
                self.texts[name] = str(value["text"])
            else:
                names[name] = unpacker.value(value)
        return names | self._own

    def _stand_in(self, guest, told):
        """The same one as before, if the same is told: each check asks for all functions."""
        if self._guest is not guest:
            self._guest, self._kept = guest, {}
        told_before, kept = self._kept.get(told["number"], (None, None))
        if told_before != told:
            kept = stand_in(guest, told)
            self._kept[told["number"]] = told, kept
        return kept


def _graded(assignment):
    """The answer and the part that each graded cell is about, by the cell's name."""
    found = {}
    for item in assignment.items if assignment else ():
        for part in [part.name for part in getattr(item, "parts", ())] or [None]:
            found[grade_id(item.name, part)] = item.name, part or ""
    return found


class _AsksAfterwards:
    """A display hook that says: the line is looked for once all verdicts are out."""

    asks_afterwards = True

    def __call__(self, value):
        """Show nothing."""


@contextlib.contextmanager
def _asking_afterwards():
    before = sys.displayhook
    sys.displayhook = _AsksAfterwards()
    try:
        yield
    finally:
        sys.displayhook = before


def _run(source, names):
    """Run a cell; the value of its last line, if that is an expression."""
    statements, last = _compiled(source)
    exec(statements, names)
    return eval(last, names) if last else None


@cache
def _compiled(source):
    """All but a last line that is an expression, and that line."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    statements = compile(tree, "<check>", "exec")
    return statements, compile(ast.Expression(last.value), "<check>", "eval") if last else None


def _result(value):
    data = {"text/plain": repr(value)}
    return {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": None}


def _told(error):
    """An error as an output of a notebook."""
    if isinstance(error, Ended):
        text = TIMED_OUT if isinstance(error, TookTooLong) else ENDED
        return refusal("DeadKernelError", text, [text])
    if isinstance(error, CheckFailed):
        return refusal("CheckFailed", str(error), error._render_traceback_())
    said = [line.rstrip() for line in traceback.format_exception_only(error)]
    return refusal(type(error).__name__, str(error), said)


def refusal(name: str, value: str, lines: list[str]) -> dict[str, Any]:
    """An error's output."""
    return {"output_type": "error", "ename": name, "evalue": value, "traceback": lines}

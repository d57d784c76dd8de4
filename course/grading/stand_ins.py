"""Functions of a learner's on the grader's side: called here, they run in the jail."""

import ast
import inspect
import time
from collections.abc import Callable, Collection
from typing import Any

from course.checks.mending.edits import Function
from course.checks.mending.guards import Clock
from course.grading.guest import Guest


class Text:
    """Text that stands for a value: a signature shows it as it was written."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


def stand_in(guest: Guest, told: dict[str, Any]) -> Callable:
    """A function that looks and does like the learner's."""
    number = int(told["number"])
    if not told["is_function"]:
        return _callable(guest, told, number)
    function = _calling(guest, number)
    function.__name__ = function.__qualname__ = str(told["name"])
    if told["signature"] is not None:
        function.__signature__ = _signature(told["signature"])
    function.course_pot = guest.pot
    function.course_known = lambda: guest.known(number)
    function.course_read = lambda name, known: _read(guest, number, name, known)
    return function


def _calling(guest: Guest, number: int) -> Any:
    def function(*arguments, **named):
        return guest.call(number, arguments, named)

    return function


def _callable(guest, told, number):
    """Something else that can be called: a ufunc, a class, an object of the learner's."""

    def call(self, *arguments, **named):
        return guest.call(number, arguments, named)

    def signature(self):
        if told["signature"] is None:
            raise ValueError("no signature found")
        return _signature(told["signature"])

    body = {"__call__": call, "__signature__": property(signature), "course_pot": guest.pot}
    return type(str(told["kind"]), (), body)()


def _signature(told):
    kinds = list(inspect._ParameterKind)
    return inspect.Signature(
        [
            inspect.Parameter(
                name,
                kinds[kind],
                default=inspect.Parameter.empty if default is None else Text(default),
                annotation=inspect.Parameter.empty if noted is None else Text(noted),
            )
            for name, kind, default, noted in told
        ]
    )


class SourceInJail:
    """An answer and its helpers as they were written, to be edited here and run there."""

    now = staticmethod(time.monotonic)  # its work is not done by this process
    seconds = 3.0  # nobody waits before a screen

    def __init__(self, guest: Guest, name: str, cells: dict[str, Any]) -> None:
        self._guest, self._name = guest, name
        self._lines = {one: text.splitlines() for one, (text, _) in cells.items()}
        self.functions = {one: _function(text, number) for one, (text, number) in cells.items()}

    def copy(self, clock: Clock, edited: str = "") -> Callable:
        """The answer in a namespace of its own, with the function `edited` as its tree stands."""
        text = ast.unparse(self.functions[edited].tree) if edited else ""
        self._guest.begin(True)
        self._guest.request({"do": "forget"})
        said, _ = self._guest.request(
            {"do": "mend", "name": self._name, "edited": edited, "text": text}
            | {"seconds": clock.copy_seconds, "all_seconds": clock.left}
        )
        return _calling(self._guest, int(said["number"]))

    def line(self, name: str, number: int) -> str:
        """The text of a line of the cell in which one of its functions was written."""
        return self._lines[name][number - 1].strip()


def _function(text, number):
    """The definition that begins on a line of a cell."""
    return Function(
        next(
            node
            for node in ast.parse(text).body
            if isinstance(node, ast.FunctionDef) and node.lineno == number
        )
    )


def _read(guest: Guest, number: int, name: str, known: Collection[str]) -> SourceInJail | None:
    """What can be read of a learner's answer; None if nothing can."""
    guest.begin(True)
    asked = {"do": "read", "name": name, "function": number, "known": list(known)}
    said, _ = guest.request(asked)
    if not said["cells"]:
        return None
    try:
        return SourceInJail(guest, name, said["cells"])
    except (SyntaxError, StopIteration, ValueError, TypeError, RecursionError):
        return None

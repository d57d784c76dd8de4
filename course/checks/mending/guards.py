"""An edited copy must come to an end, whatever the edit did, and leave Python alive."""

import ast
import time
import types
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from course.checks.mending.edits import Swap, located, name_of, swapped

# NumPy takes the third argument of these for an array and writes into it, whatever it is: with a
# number there Python itself breaks down, and with it a page or a kernel.
WRITING = ("random", "standard_normal", "standard_exponential", "standard_gamma")
TICK, TICKING = "__tick", "__ticking"  # no name of a learner's begins so


class TooLong(BaseException):
    """The time is over. Not an Exception, so that no `except Exception` of a learner's holds it."""


class Clock:
    """Says when time is up: for the whole search, and for one copy, which is timed by `now`."""

    def __init__(
        self,
        seconds: float,
        now: Callable[[], float] = time.process_time,
        copy_seconds: float | None = None,
    ) -> None:
        self.now = now
        self.copy_seconds = seconds if copy_seconds is None else copy_seconds
        self._end = time.monotonic() + seconds
        self.begin_copy()

    def allow(self, seconds: float) -> None:
        """What a copy needs by itself: from now on each may take some times as long."""
        self.copy_seconds = SHORTEST + MOST_TIMES * seconds

    def begin_copy(self) -> None:
        """From now on another copy runs."""
        self._copy_end = self.now() + self.copy_seconds

    def tick(self) -> bool:
        """True, or TooLong raised."""
        if self.now() > self._copy_end or self.is_over:
            raise TooLong
        return True

    @property
    def left(self) -> float:
        """Seconds of the whole search that are left."""
        return self._end - time.monotonic()

    @property
    def is_over(self) -> bool:
        """Is the time of the whole search up?"""
        return self.left < 0


SHORTEST, MOST_TIMES = 0.02, 3  # seconds that any copy may take, and then how often its own


def asking(tick: Callable[[], bool]) -> dict[str, Any]:
    """The names by which a guarded function asks `tick`."""

    def ticking(values: Iterable) -> Iterator:
        for value in values:
            tick()
            yield value

    return {TICK: tick, TICKING: ticking}


def guarded(tree: ast.FunctionDef) -> types.CodeType:
    """A function's definition, compiled so that each call and each round of a loop asks first."""
    if writes(tree):
        raise ValueError("a call that could write anywhere")
    counted = Swap(tree, "body", [located(ast.Expr(_asked()), tree), *tree.body])
    with swapped([counted, *(_watched(node) for node in _loops(tree))]):
        return compile(ast.Module([tree], []), "<a copy>", "exec")


def writes(tree: ast.AST) -> bool:
    """Does it draw random numbers into something that is there already?"""
    return any(map(_writes, ast.walk(tree)))


def _writes(node):
    if not isinstance(node, ast.Call) or name_of(node) not in WRITING:
        return False
    starred = any(isinstance(one, ast.Starred) for one in node.args)
    return starred or len(node.args) > 2 or any(one.arg in ("out", None) for one in node.keywords)


def _loops(statement):
    """The loops among the statements of a statement, at any depth."""
    if isinstance(statement, (ast.For, ast.While)):
        yield statement
    for name in ("body", "orelse", "finalbody", "handlers", "cases"):
        for inner in getattr(statement, name, []):
            yield from _loops(inner)


def _watched(loop):
    if isinstance(loop, ast.While):
        asked = ast.BoolOp(ast.And(), [_asked(), loop.test])
        return Swap(loop, "test", located(asked, loop))
    wrapped = ast.Call(ast.Name(TICKING, ast.Load()), [loop.iter], [])
    return Swap(loop, "iter", located(wrapped, loop.iter))


def _asked():
    return ast.Call(ast.Name(TICK, ast.Load()), [], [])

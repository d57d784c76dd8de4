"""An edited copy must come to an end, whatever the edit did, and leave Python alive."""

import ast
import itertools
import time
import types
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from course.checks.mending.edits import Slot, Swap, located, name_of, swapped

# NumPy takes the third argument of these for an array and writes into it, whatever it is: with a
# number there Python itself breaks down, and with it a page or a kernel.
WRITING = ("random", "standard_normal", "standard_exponential", "standard_gamma")
# No name of a learner's begins so, and inside a class Python leaves those that end so as they are.
TICK, TICKING, SIZED, TIMES, POWER = (
    "__tick__", "__ticking__", "__sized__", "__times__", "__power__",
)  # fmt: skip
PUT, PUT_EACH, PUTTING = "__put__", "__put_each__", "__putting__"

# What makes as much as it is told to, where nobody asks whether to go on.
MAKERS = (
    "range", "arange", "linspace", "zeros", "ones", "empty", "full", "repeat", "tile",
    "random", "normal", "standard_normal", "uniform", "permutation", "count", "cycle",
)  # fmt: skip
# What puts something into a list. Into one that is within itself NumPy would look until the memory
# is full.
PUTS = ("append", "insert", "extend")
NESTS = (list, tuple, dict)
WITHOUT_END = (itertools.count, itertools.cycle, itertools.repeat)
MOST, MOST_BITS = 4_000_000, 1_000_000  # entries of anything that is made, and bits of a number


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
    """The names by which a guarded function asks `tick`, and whether something is too large."""

    def ticking(values: Iterable) -> Iterator:
        for value in values:
            tick()
            yield value

    def sized(maker: Callable) -> Callable:
        def made(*given, **named):
            _within(_most(maker, given, named), MOST)
            new = maker(*given, **named)
            return ticking(new) if isinstance(new, WITHOUT_END) else new

        return made

    return {
        TICK: tick, TICKING: ticking, SIZED: sized, TIMES: _times, POWER: _power,
        PUT: _put, PUT_EACH: _put_each, PUTTING: _putting,
    }  # fmt: skip


def _within(many, most):
    """TooLong where it is more than that: to make it would take memory or time without end."""
    if many > most:
        raise TooLong


def _most(maker, given, named):
    """How many entries a call asks for, of an array or along one side of it."""
    if maker is np.arange and len(given) == 3 and given[2]:
        return abs((given[1] - given[0]) / given[2])
    asked = given[:1] if maker is np.full else given
    return max(map(_entries, (*asked, *named.values())), default=0)


def _entries(size):
    """The entries of something of that size or shape; 0 where it is neither."""
    if isinstance(size, (tuple, list)) and len(size) < MOST_SIDES:
        size = np.prod([_entries(one) for one in size])
    return size if isinstance(size, WHOLE) else 0


MOST_SIDES, WHOLE = 10, (int, np.integer)


def _times(one, other):
    """The product, where it is no list that is repeated without end."""
    for what, often in ((one, other), (other, one)):
        if isinstance(what, (list, tuple, str)) and isinstance(often, WHOLE):
            _within(len(what) * int(often), MOST)
    return one * other


def _power(one, other):
    """The power, where it is no whole number that fills the memory."""
    if isinstance(one, int) and isinstance(other, int):
        _within(one.bit_length() * other, MOST_BITS)
    return one**other


def _put(into, value):
    """The value, where what it is put into is not within it."""
    if isinstance(into, NESTS) and (value is into or _holds(value, into)):
        raise TooLong
    return value


def _put_each(into, values):
    """The values, where what they are put into, one by one, is within none of them."""
    if isinstance(into, NESTS) and _holds(values, into):
        raise TooLong
    return values


def _putting(put):
    """The method of a list that puts something into it, or whatever else bears its name."""
    into = getattr(put, "__self__", None)
    asks = _put_each if getattr(put, "__name__", "") == "extend" else _put
    return lambda *given, **named: put(*(asks(into, one) for one in given), **named)


def _holds(value, searched):
    """Does it hold that very list, however deep?"""
    if not isinstance(value, NESTS):
        return False
    inside = value.values() if isinstance(value, dict) else value
    nests = [one for one in inside if isinstance(one, NESTS)]
    return any(one is searched or _holds(one, searched) for one in nests)


def guarded(tree: ast.FunctionDef) -> types.CodeType:
    """A function's definition, compiled so that each call and each round of a loop asks first."""
    with swapped(_watched(tree)):
        return compile(ast.Module([tree], []), "<a copy>", "exec")


def _watched(tree):
    """The swaps, made one by one: each holds what those inside it have made."""
    for owner, name, place, node in _inside(tree, []):
        if isinstance(node, (ast.For, ast.comprehension)):
            yield Swap(node, "iter", located(_call(TICKING, node.iter), node.iter))
        elif isinstance(node, ast.While):
            asked = ast.BoolOp(ast.And(), [_call(TICK), node.test])
            yield Swap(node, "test", located(asked, node))
        elif isinstance(node, ast.BinOp):
            asked = _call(OPERATIONS[type(node.op)], node.left, node.right)
            yield Slot(owner, name, place, node).put(asked)
        elif isinstance(node, ast.Call):
            asks = SIZED if name_of(node) in MAKERS else PUTTING
            yield Swap(node, "func", located(_call(asks, node.func), node.func))
        else:
            into = ast.Name(_into(node), ast.Load())
            asks = PUT_EACH if isinstance(node, ast.AugAssign) else PUT
            yield Swap(node, "value", located(_call(asks, into, node.value), node.value))
    yield Swap(tree, "body", [located(ast.Expr(_call(TICK)), tree), *tree.body])


def _call(name, *arguments):
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def _inside(owner, found):
    """What has to ask, with where it stands, from the inside out.

    Hundreds of copies are made of a function, so that this goes through its tree once. By the
    fields alone: a `+` is one and the same node in all trees, and IPython, when it shows an error,
    notes on it in which tree it met it last.
    """
    for name in owner._fields:
        value = getattr(owner, name, None)
        for place, node in enumerate(value) if type(value) is list else ((None, value),):
            if isinstance(node, ast.AST) and type(node) not in LEAVES:
                _inside(node, found)
                if _asks(node, name):
                    found.append((owner, name, place, node))
    return found


# What may be a list that is there already, or hold it. (To ask takes as long as a small sum.)
MAYBE_LISTS = (ast.Name, ast.List, ast.ListComp, ast.Tuple, ast.Dict, ast.IfExp)
LEAVES = (ast.Name, ast.Constant, ast.Load, ast.Store)
OPERATIONS = {ast.Mult: TIMES, ast.Pow: POWER}


def _asks(node, name):
    """Is it a loop, or could what it makes be too large? ValueError where it could do harm."""
    if isinstance(node, ast.Call):
        if _writes(node):
            raise ValueError("a call that could write anywhere")
        if name_of(node) in PUTS:
            return any(isinstance(one, MAYBE_LISTS) for one in node.args)
        return name != "iter" and name_of(node) in MAKERS
    if isinstance(node, ast.BinOp):
        return type(node.op) in OPERATIONS
    return isinstance(node, (ast.For, ast.While, ast.comprehension)) or bool(_into(node))


def _into(node):
    """The name of what a line puts something into, as `rows[0] = 1` and `rows += [1]` do."""
    is_line = isinstance(node, (ast.Assign, ast.AugAssign))
    if not is_line or not isinstance(node.value, MAYBE_LISTS):
        return ""
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    if isinstance(target, ast.Subscript):
        return getattr(target.value, "id", "")
    return getattr(target, "id", "") if isinstance(node, ast.AugAssign) else ""


def writes(tree: ast.AST) -> bool:
    """Does it draw random numbers into something that is there already?"""
    return any(map(_writes, ast.walk(tree)))


def _writes(node):
    if not isinstance(node, ast.Call) or name_of(node) not in WRITING:
        return False
    starred = any(isinstance(one, ast.Starred) for one in node.args)
    return starred or len(node.args) > 2 or any(one.arg in ("out", None) for one in node.keywords)

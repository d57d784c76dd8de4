"""What of a learner's code can be read, and run once more with a line changed.

Only functions that a `def` in a cell made, whose text can still be looked up, and that use no names
of a function around them. A lambda, a class, a decorated function, and one that draws random
numbers into an array of its own are left in peace.
"""

import ast
import contextlib
import copy
import inspect
import linecache
import time
import types
from collections.abc import Callable, Collection
from typing import Any

from course.checks.mending.edits import Function
from course.checks.mending.guards import Clock, asking, guarded, writes


class Source:
    """An answer as it was written, with the helpers that it calls.

    `functions` are the ones to be edited, by name, the answer itself first. What a copy of it
    takes is told by the clock `now`.
    """

    now = staticmethod(time.process_time)
    seconds: float | None = None  # what a search in it may take, if that is another time

    def __init__(self, functions: dict[str, Function], answer: str, namespace: dict) -> None:
        self.functions = functions
        self._answer, self._namespace = answer, namespace
        self._data = _own_data(namespace)
        self._as_written = {name: guarded(one.tree) for name, one in functions.items()}

    def copy(self, clock: Clock, edited: str = "") -> Callable:
        """The answer in a namespace of its own, which asks the clock in each round of its loops.

        Of the function `edited` it has the tree as it stands now, of the others as it was written.
        """
        space = self._namespace | copy.deepcopy(self._data) | asking(clock.tick)
        space |= {name: _anew(one, space) for name, one in _functions(self._namespace)}
        space |= {"input": _nobody_types, "print": _silent}
        for name, code in self._as_written.items():
            exec(guarded(self.functions[name].tree) if name == edited else code, space)
        return space[self._answer]

    def line(self, name: str, number: int) -> str:
        """The text of a line of the cell in which one of its functions was written."""
        return linecache.getline(self._namespace[name].__code__.co_filename, number).strip()


def _nobody_types(prompt=""):
    raise RuntimeError("nobody types here")


def _silent(*values, **settings):
    """Printing would be seen."""


def _own_data(namespace):
    """What the functions of the notebook use of it, and could spoil: all but code and modules."""
    used = {name for _, one in _functions(namespace) for name in _global_names(one.__code__)}
    kept = {}
    for name in used & namespace.keys():
        value = namespace[name]
        if not callable(value) and not isinstance(value, types.ModuleType):
            with contextlib.suppress(Exception):  # it can't be copied
                kept[name] = copy.deepcopy(value)
    return kept


def _functions(namespace):
    """The functions that the notebook made, with the names that they have there."""
    return [
        (name, value)
        for name, value in namespace.items()
        if isinstance(value, types.FunctionType) and value.__globals__ is namespace
    ]


def _global_names(code):
    inner = (const for const in code.co_consts if isinstance(const, types.CodeType))
    return set(code.co_names).union(*map(_global_names, inner))


def _anew(function, space):
    """The same function in another namespace."""
    made = types.FunctionType(
        function.__code__, space, function.__name__, function.__defaults__, function.__closure__
    )
    made.__kwdefaults__ = function.__kwdefaults__
    return made


def read(function: Callable, name: str, namespace: dict, known: Collection[str]) -> Source | None:
    """The source of an answer called `name`, or None if it can't be had.

    Functions called as one of the `known` are other tasks' or the notebook's, and not edited here.
    A function that runs behind a wall brings along, as `course_read`, how it is read there.
    """
    if hasattr(function, "course_read"):
        return function.course_read(name, known)
    own = tree_of(function, namespace)
    if own is None or own.name != name:
        return None
    trees = {name: own}
    for helper in _called(own, namespace, trees):
        if helper not in known and (tree := tree_of(namespace[helper], namespace)) is not None:
            if tree.name == helper:
                trees[helper] = tree
    try:
        return Source({key: Function(tree) for key, tree in trees.items()}, name, namespace)
    except RecursionError:  # a sum of a thousand numbers lies a thousand deep
        return None


def _called(tree, namespace, trees):
    """The names of the notebook's functions that a function uses, and those that these use."""
    waiting, met = [tree], set(trees)
    while waiting:
        for node in ast.walk(waiting.pop()):
            if not isinstance(node, ast.Name) or node.id in met:
                continue
            met.add(node.id)
            if isinstance(namespace.get(node.id), types.FunctionType):
                yield node.id
                if node.id in trees:
                    waiting.append(trees[node.id])


def tree_of(function: Any, namespace: dict) -> ast.FunctionDef | None:
    """The `def` of a function of this notebook, as its cell has it; None if there is none."""
    if not isinstance(function, types.FunctionType) or function.__globals__ is not namespace:
        return None
    if function.__closure__ or inspect.isgeneratorfunction(function):
        return None
    code = function.__code__
    lines = linecache.getlines(code.co_filename)
    try:
        cell = ast.parse("".join(lines))
        written = _code_at(compile(cell, code.co_filename, "exec"), code.co_firstlineno)
    except (SyntaxError, RecursionError):  # magic lines, another text by now, or too deep a sum
        return None
    found = [
        node
        for node in cell.body
        if isinstance(node, ast.FunctionDef) and node.lineno == code.co_firstlineno
    ]
    is_it = found and not found[0].decorator_list and written and _same_code(written, code)
    return found[0] if is_it and not writes(found[0]) else None


def _code_at(whole, number):
    """The code of the function that begins on that line of a cell."""
    inner = (const for const in whole.co_consts if isinstance(const, types.CodeType))
    return next((code for code in inner if code.co_firstlineno == number), None)


def _same_code(one, other):
    """Do two code objects do the same? The cell's text may have changed since it was run."""
    parts = ("co_code", "co_names", "co_varnames", "co_freevars")
    if any(getattr(one, part) != getattr(other, part) for part in parts):
        return False
    if len(one.co_consts) != len(other.co_consts):
        return False
    return all(map(_same_const, one.co_consts, other.co_consts))


def _same_const(one, other):
    if isinstance(one, types.CodeType) and isinstance(other, types.CodeType):
        return _same_code(one, other)
    return type(one) is type(other) and repr(one) == repr(other)

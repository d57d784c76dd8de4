"""The text of a function: as inspect gives it, which looks for its end word by word."""

import ast
import inspect
from collections.abc import Callable, Iterable
from functools import lru_cache


def text_of(function: Callable) -> str:
    """What `inspect.getsource` returns.

    Raises what that raises, OSError among others, where there is no text.
    """
    lines, first = inspect.findsource(inspect.unwrap(function))
    last = _last_lines(tuple(lines)).get(first + 1)
    return inspect.getsource(function) if last is None else "".join(lines[first:last])


@lru_cache(maxsize=1)  # a cell's functions are asked for one after the other
def _last_lines(cell: tuple[str, ...]) -> dict[int, int]:
    """The last line of each function that stands for itself in a cell, by its first line.

    Not of those that a remark follows which stands further in: inspect takes it along.
    """
    try:
        tree = ast.parse("".join(cell))
    except SyntaxError:  # a magic line
        return {}
    found = {}
    for one in tree.body:
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
            assert one.end_lineno
            if not _has_remarks(cell[one.end_lineno :]):
                found[min(node.lineno for node in [one, *one.decorator_list])] = one.end_lineno
    return found


def _has_remarks(lines: Iterable[str]) -> bool:
    """Does a line that stands further in follow, before any code does?"""
    for line in lines:
        if line.strip() and not line.startswith("#"):
            return line[0].isspace()
    return False

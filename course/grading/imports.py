"""Which modules a text of Python imports."""

import ast
from collections.abc import Iterator
from functools import cache


@cache  # the same text is asked for with each submission
def imported(source: str) -> frozenset[str]:
    """The modules, or things in them, that a text imports: `from a import b` names a and a.b.

    Raises SyntaxError for what is no Python.
    """
    found: set[str] = set()
    for one in _statements(ast.parse(source)):
        if isinstance(one, ast.Import):
            found |= {name.name for name in one.names}
        elif isinstance(one, ast.ImportFrom) and one.module and not one.level:
            found |= {one.module, *(f"{one.module}.{name.name}" for name in one.names)}
    return frozenset(found)


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """Those in a node, and in these: an expression, of which there are many more, holds none."""
    for block in ("body", "orelse", "finalbody", "handlers", "cases"):
        inside = getattr(node, block, None)
        for one in inside if isinstance(inside, list) else ():  # a lambda's is an expression
            yield one
            yield from _statements(one)

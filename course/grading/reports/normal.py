"""Code without what its writer was free to choose: names, layout, comments, annotations.

Each name that the code itself brings, and each helper of the learner's, is numbered in the order of
appearance. Names of Python, and those that everybody was given, stay.
"""

import ast
import builtins
import functools
import json
import warnings
from collections.abc import Iterator
from pathlib import Path

PYTHON = frozenset(dir(builtins))
# Where a node of the tree has a name that a writer chose.
NAMES: dict[type[ast.AST], str] = {
    ast.Name: "id",
    ast.arg: "arg",
    ast.FunctionDef: "name",
    ast.AsyncFunctionDef: "name",
    ast.ClassDef: "name",
    ast.ExceptHandler: "name",
    ast.MatchAs: "name",
    ast.MatchStar: "name",
    ast.MatchMapping: "rest",
    ast.alias: "asname",
}


@functools.cache
def normal(source: str, given: frozenset[str] = frozenset()) -> str:
    """The code of `source` in its plain form; empty if it is no Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a learner's backslashes
            tree = _Bare().visit(ast.parse(source))
            _number(tree, given | PYTHON)
            return ast.unparse(ast.fix_missing_locations(tree))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""


class _Bare(ast.NodeTransformer):
    """Takes away docstrings and annotations; comments and layout are gone already."""

    def generic_visit(self, node):
        for name in ("annotation", "returns"):
            if getattr(node, name, None) is not None:
                setattr(node, name, None)
        super().generic_visit(node)
        if getattr(node, "body", None) == [] and not isinstance(node, ast.Module):
            node.body = [ast.Pass()]
        return node

    def visit_AnnAssign(self, node):
        if node.value is None:
            return None
        return ast.Assign([self.visit(node.target)], self.visit(node.value))

    def visit_Expr(self, node):
        said = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        return None if said else self.generic_visit(node)


def _number(tree, given):
    nodes = list(_in_order(tree))
    own = {name for node in nodes if (name := _named(node)) and _brings(node)}
    functions = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    kept = given | {alias.name.partition(".")[0] for alias in nodes if isinstance(alias, ast.alias)}
    new: dict[str, str] = {}
    for node in nodes:
        name = _named(node)
        if name and (name in own or name not in kept):
            setattr(node, NAMES[type(node)], new.setdefault(name, f"v{len(new)}"))
    for node in nodes:
        if isinstance(node, ast.Global | ast.Nonlocal):
            node.names = [new.get(name, name) for name in node.names]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in {new[name] for name in functions}:
                for keyword in node.keywords:
                    keyword.arg = new.get(keyword.arg or "", keyword.arg)


def _in_order(node: ast.AST) -> Iterator[ast.AST]:
    waiting = [node]
    while waiting:
        yield (first := waiting.pop())
        waiting += reversed([*ast.iter_child_nodes(first)])


def _named(node):
    field = NAMES.get(type(node))
    return getattr(node, field) if field else None


def _brings(node):
    """Does the node give its name a meaning, rather than use one?"""
    return not isinstance(node, ast.Name) or isinstance(node.ctx, ast.Store)


def cells(notebook: Path) -> Iterator[ast.Module]:
    """The code cells of a notebook of the course, parsed; one with a magic is left out."""
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            try:
                yield ast.parse("".join(cell["source"]))
            except SyntaxError:
                continue


def functions(tree: ast.Module) -> Iterator[str]:
    """The source of each function of a cell."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield ast.unparse(node)


def top_names(tree: ast.Module) -> Iterator[str]:
    """The names that a cell brings into the notebook."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
        else:
            stored = (n for n in ast.walk(node) if isinstance(n, ast.Name) and _brings(n))
            yield from (name.id for name in stored)

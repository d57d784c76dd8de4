"""A small edit of a learner's function, as data: what changes, where, and what kind of mistake it
undoes.

An edit swaps fields of the function's syntax tree and can be taken back, so that hundreds of copies
cost no more than their compilation.
"""

import ast
import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Swap:
    """A field of a node, and what it shall hold."""

    owner: ast.AST
    field: str
    value: Any


def located(new: Any, old: Any) -> Any:
    """A node that was made, with the place of the one that it stands for."""
    return ast.fix_missing_locations(ast.copy_location(new, old))


def name_of(call: ast.Call) -> str:
    """The last name of what is called: `sum` of `np.sum`."""
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


@dataclass(frozen=True)
class Slot:
    """Where an expression stands: a field of its owner or, with `place`, an entry of that field."""

    owner: ast.AST
    field: str
    place: int | None
    node: Any

    def put(self, new: ast.AST) -> Swap:
        """The swap that sets another expression there, on the same line."""
        located(new, self.node)
        if self.place is None:
            return Swap(self.owner, self.field, new)
        entries = list(getattr(self.owner, self.field))
        entries[self.place] = new
        return Swap(self.owner, self.field, entries)


@dataclass(frozen=True)
class Block:
    """A run of statements: a field of its owner."""

    owner: ast.AST
    field: str
    statements: list[Any]

    def put(self, statements: list[Any]) -> Swap:
        """The swap that makes it another run, never an empty one."""
        return Swap(self.owner, self.field, statements or [ast.Pass(lineno=1, col_offset=0)])

    def instead(self, i: int, *new: ast.stmt) -> Swap:
        """The swap by which others, or none, stand in the place of statement `i`."""
        for node in new:
            if not hasattr(node, "lineno"):
                located(node, self.statements[i])
        return self.put([*self.statements[:i], *new, *self.statements[i + 1 :]])


@dataclass(frozen=True)
class Function:
    """One of the learner's functions, to be edited: its tree and what is found in it."""

    tree: ast.FunctionDef
    slots: tuple[Slot, ...] = field(init=False)
    blocks: tuple[Block, ...] = field(init=False)

    def __post_init__(self) -> None:
        body = [node for node in self.tree.body if not _is_docstring(node)]
        slots = [slot for node in body for slot in _slots(node)]
        blocks = [Block(self.tree, "body", self.tree.body)]
        blocks += [block for node in body for block in _blocks(node)]
        object.__setattr__(self, "slots", tuple(slots))
        object.__setattr__(self, "blocks", tuple(blocks))

    def of(self, *kinds: type[ast.AST]) -> Iterator[Slot]:
        """The slots whose expression is of one of these kinds."""
        return (slot for slot in self.slots if isinstance(slot.node, kinds))

    @property
    def parameters(self) -> list[str]:
        """The names of what it is given."""
        arguments = self.tree.args
        return [a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]

    @property
    def names(self) -> list[str]:
        """Its parameters, then the names that it gives to values, in order."""
        given = [slot.node for slot in self.slots if isinstance(slot.node, ast.Name)]
        stored = [node.id for node in given if isinstance(node.ctx, ast.Store)]
        return list(dict.fromkeys([*self.parameters, *stored]))

    @property
    def values(self) -> list[Slot]:
        """The whole expressions that it returns or gives a name to."""
        holders = (ast.Return, ast.Assign, ast.AugAssign, ast.AnnAssign)
        return [s for s in self.slots if isinstance(s.owner, holders) and s.field == "value"]


def _is_docstring(node):
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_text and isinstance(node.value.value, str)


def _slots(owner):
    for name, value in ast.iter_fields(owner):
        if name in ("annotation", "returns", "decorator_list", "type_comment"):
            continue
        for place, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(node, ast.expr):
                yield Slot(owner, name, place, node)
            if isinstance(node, ast.AST):
                yield from _slots(node)


def _blocks(owner):
    for name in ("body", "orelse"):
        statements = getattr(owner, name, None)
        if isinstance(statements, list) and statements:
            yield Block(owner, name, statements)
            for node in statements:
                yield from _blocks(node)


@dataclass(frozen=True)
class Edit:
    """One change, which undoes a mistake of this kind at `node`.

    `piece` is the bit of the line that the words are about.
    """

    kind: "Kind"
    node: ast.stmt | ast.expr
    swaps: tuple[Swap, ...]
    piece: str = ""

    @contextlib.contextmanager
    def made(self) -> Iterator[None]:
        """Inside, the tree is the edited one."""
        with swapped(self.swaps):
            yield


@contextlib.contextmanager
def swapped(swaps: Iterable[Swap]) -> Iterator[None]:
    """Inside, the fields hold what the swaps say; afterwards what they held."""
    done = []
    try:
        for swap in swaps:
            done.append((swap.owner, swap.field, getattr(swap.owner, swap.field)))
            setattr(swap.owner, swap.field, swap.value)
        yield
    finally:
        for owner, name, old in reversed(done):
            setattr(owner, name, old)


# Of each change: the node that it is about, the swaps, the piece of the line for the words.
Changes = Iterable[tuple[Any, tuple[Swap, ...], str]]


@dataclass(frozen=True)
class Kind:
    """A kind of mistake: where a function could hold one, and what to say if undoing it mends.

    `changes(function)` gives each place with its change. Kinds of a lower `rank` are tried first:
    those that leave most of what the learner meant. `words` may name the `{piece}`. Those that are
    easily made twice are also tried `in_pairs`. One is not to blame where an error says the text
    of `not_for`, although its change would have none.
    """

    name: str
    rank: int
    words: str
    changes: Callable[[Function], Changes]
    in_pairs: bool = False
    not_for: str | None = None

    def edits(self, function: Function) -> Iterator[Edit]:
        """Every edit of this kind in the function, in the order of its lines."""
        for node, swaps, piece in self.changes(function):
            yield Edit(self, node, swaps, piece)

"""Which cells above a cell have to run before it, and which packages they load.

A reader opens a page and runs a cell in its middle. What it needs is found by names: the cells
that make a name it uses, or change what the name stands for, and what those need in their turn.
"""

import ast
import builtins
import functools
import importlib.util
from pathlib import Path

OURS = ("course", "reference_impl")
PACKAGES = {"numpy", "pandas", "matplotlib"}
CHANGING = {"copyto", "put", "place", "putmask", "fill_diagonal", "shuffle"}  # of NumPy's functions


def needed(sources, target, always=()):
    """The places of the cells that have to run before cell `target`, in order.

    `always` are cells that count as needed wherever they stand above it: the learner's answers.
    """
    cells = [names(source) for source in sources[: target + 1]]
    chosen = {place for place in always if place < target}
    wanted = set().union(cells[target].uses, *(cells[place].uses for place in chosen))
    while True:
        more = {
            place
            for place in range(target)
            if place not in chosen and (cells[place].makes | cells[place].changes) & wanted
        }
        if not more:
            return sorted(chosen)
        chosen |= more
        wanted |= set().union(*(cells[place].uses for place in more))


def packages(sources):
    """The packages that cells import, themselves or by what they use of our modules."""
    cells = [names(source) for source in sources]
    uses = set().union(*(cell.uses for cell in cells))
    imports = [(name, module) for cell in cells for name, module in cell.imports.items()]
    found = set()
    for name, module in imports:
        found |= PACKAGES & behind(module, used=name in uses)
    return sorted(found)


@functools.cache
def behind(dotted, used=False):
    """Every package behind an import, by its name: what comes as it is loaded, or is used as well.

    `dotted` is a module, or a name in one. Using it may call any function of the same room
    (`course.figures`, say); a function of another room that needs a package is taken for one that
    nobody calls. Nothing is imported to find out: a page has to fetch the packages before.
    """
    room = ".".join(dotted.split(".")[:2])
    found, seen, ahead = set(), set(), [dotted]
    while ahead:
        name = ahead.pop()
        if name.split(".")[0] not in OURS:
            found.add(name.split(".")[0])
            continue
        for file in _files(name):
            if file not in seen:
                seen.add(file)
                inside = names(file.read_text(encoding="utf-8"))
                calls = used and f"{name}.".startswith(f"{room}.")
                ahead += inside.imports.values() if calls else inside.loads
    return found


def _files(dotted):
    """The files that Python runs to import `dotted`: of each package on the way, and its own."""
    top, *rest = dotted.split(".")
    spec = importlib.util.find_spec(top)
    places = [Path(place) for place in spec.submodule_search_locations] if spec else []
    for part in [None, *rest]:
        places = [place / part if part else place for place in places]
        for place in places:
            for file in (place / "__init__.py", place.with_suffix(".py")):
                if file.is_file():
                    yield file


@functools.lru_cache(maxsize=1000)
def names(source):
    """The `Names` of a cell's source; kept, since each run asks for those of all cells above."""
    return Names(source)


class Names(ast.NodeVisitor):
    """The names in a cell: those it uses, makes, or changes the value of; and {name: import}.

    `loads` has what it imports at once, and not inside a function. A cell that Python can't read
    has none. A word in quotes counts as a use, since a check looks a function up by its name.
    """

    def __init__(self, source):
        self.uses, self.makes, self.changes, self.imports = set(), set(), set(), {}
        self.loads = set()
        self._inside = 0  # how many functions deep
        try:
            self.visit(ast.parse(source))
        except (SyntaxError, ValueError):
            pass

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Load):
            self.uses.add(node.id)
        elif not self._inside:
            self.makes.add(node.id)

    def visit_Constant(self, node):
        if isinstance(node.value, str) and node.value.isidentifier():
            self.uses.add(node.value)

    def visit_FunctionDef(self, node):
        if not self._inside:
            self.makes.add(node.name)
        self._inside += 1
        self.generic_visit(node)
        self._inside -= 1

    visit_ClassDef = visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node):
        self._inside += 1
        self.generic_visit(node)
        self._inside -= 1

    def visit_Global(self, node):
        self.makes.update(node.names)

    def visit_If(self, node):
        """What stands under `if TYPE_CHECKING:` is for a checker of types; Python passes it by."""
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            for statement in node.orelse:
                self.visit(statement)
        else:
            self.generic_visit(node)

    def visit_Import(self, node):
        for alias in node.names:
            self._bind(alias.asname or alias.name.split(".")[0], alias.name)

    def visit_ImportFrom(self, node):
        for alias in node.names:
            self._bind(alias.asname or alias.name, f"{node.module}.{alias.name}")

    def _bind(self, name, module):
        self.imports[name] = module
        if not self._inside:
            self.makes.add(name)
            self.loads.add(module)

    def visit_AugAssign(self, node):
        self._changes(node.target)
        self.generic_visit(node)

    def visit_Subscript(self, node):
        if not isinstance(node.ctx, ast.Load):
            self._changes(node.value)
        self.generic_visit(node)

    visit_Attribute = visit_Subscript

    def visit_Call(self, node):
        """A method may change what it belongs to, and a function what it is given."""
        function = node.func
        if isinstance(function, ast.Attribute):
            self._changes(function.value)
        harmless = isinstance(function, ast.Name) and function.id in dir(builtins)
        of_module = isinstance(function, ast.Attribute) and function.attr not in CHANGING
        if not harmless and not (of_module and _root(function) in ("np", "pd", "plt")):
            for argument in [*node.args, *(word.value for word in node.keywords)]:
                self._changes(argument)
        self.generic_visit(node)

    def _changes(self, node):
        root = _root(node)
        if root and not self._inside and root not in ("np", "pd", "plt"):
            self.changes.add(root)
            self.uses.add(root)


def _root(node):
    """The name that an expression like `a.b[c].d` starts with, or None."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Starred)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None

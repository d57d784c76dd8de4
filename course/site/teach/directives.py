"""The book's own directives: pieces of a page that are written from data.

`{slips}` is a box with some of the mistakes that the checker of an assignment knows, and `{known}`
is the list of them all; `{mended}` lists the kinds of mistakes that it finds by mending, and
`{notation}` is the table of symbols. All are written as MyST text and read as if the author had
typed it.
"""

import html
from collections.abc import Iterable
from importlib import import_module

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from course.checks.answers import Assignment, Misconception
from course.checks.mending.kinds import KINDS
from course.site.source.notation import symbols, value_in_example
from course.site.teach.text import read_into


def setup(app: Sphinx) -> None:
    """Register the directives `slips`, `known`, `mended` and `notation`."""
    app.add_directive("slips", Slips)
    app.add_directive("known", Known)
    app.add_directive("mended", Mended)
    app.add_directive("notation", Notation)


class Slips(SphinxDirective):
    """A box with the known mistakes in the answers of an assignment.

    The arguments are the assignment and its answers; `:only:` names the mistakes to show,
    in that order, where not all of them belong on the page.
    """

    required_arguments = 1
    final_argument_whitespace = True
    option_spec = {"only": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        name, *answers = self.arguments[0].split()
        try:
            known = known_slips(name, answers)
            only = [part.strip() for part in self.options.get("only", "").split(",")]
            chosen = [known[part] for part in only] if "only" in self.options else known.values()
        except LookupError as error:
            raise self.error(str(error.args[0])) from None
        box = nodes.admonition("", nodes.title("", "Common slips"), classes=["warning"])
        lines = [_line(slip) for slip in chosen]
        return [read_into(self, lines, box)]


class Known(SphinxDirective):
    """Every mistake that the checker of an assignment knows; the argument names it.

    Those of each answer are folded: a phone would have to scroll past all of them.
    """

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        try:
            there = assignment(self.arguments[0]).answers
        except LookupError as error:
            raise self.error(str(error.args[0])) from None
        parts = []
        for answer in there.values():
            called = html.escape(f"{answer.name}({', '.join(answer.inputs)})")
            title = f"<code>{called}</code>: {len(answer.misconceptions)} mistakes"
            parts += _folded(self, title, [_line(slip) for slip in answer.misconceptions])
        return parts


class Mended(SphinxDirective):
    """Every kind of mistake that the checker finds by mending, with its words, folded."""

    def run(self) -> list[nodes.Node]:
        kinds = sorted(KINDS, key=lambda kind: kind.rank)
        lines = [f"- **{kind.name}.** {kind.words.format(piece=PIECE)}" for kind in kinds]
        return _folded(self, f"{len(kinds)} kinds of mistakes", lines)


PIECE = "..."  # stands for a piece of the learner's own line


def _folded(directive, title, lines):
    """A list of its own, behind a title that unfolds it; `title` is HTML."""
    box = read_into(directive, lines, nodes.container())
    start = f'<details class="nn-known"><summary>{title}</summary>'
    return [_raw(start), *box.children, _raw("</details>")]


def _raw(text):
    return nodes.raw("", text, format="html")


def _line(slip):
    return f"- **{slip.name}.** {slip.hint}"


class _Known(dict):
    """Mistakes by name; a name that is not there is answered with those that are."""

    def __missing__(self, name):
        raise LookupError(f"There is no slip called {name!r}. The checker knows: {', '.join(self)}")


def assignment(name: str) -> Assignment:
    """The assignment of that name; raises LookupError if there is none."""
    try:
        return import_module(f"course.checks.{name}").ASSIGNMENT
    except (ModuleNotFoundError, AttributeError):
        raise LookupError(f"There is no assignment called {name!r}.") from None


def known_slips(name: str, answers: Iterable[str]) -> dict[str, Misconception]:
    """The mistakes that the checker of an assignment knows for these answers, by name.

    Raises LookupError, with the names that exist, for one that does not.
    """
    there = assignment(name).answers
    for answer in answers:
        if answer not in there:
            raise LookupError(f"{name} has no answer {answer!r}. It has: {', '.join(there)}")
    return _Known({slip.name: slip for answer in answers for slip in there[answer].misconceptions})


class Notation(SphinxDirective):
    """The table of symbols, one for each chapter that introduces any."""

    def run(self) -> list[nodes.Node]:
        root = self.env.srcdir
        known = symbols(root)
        box = nodes.container()
        for chapter in dict.fromkeys(symbol.chapter for symbol in known):
            ours = [symbol for symbol in known if symbol.chapter == chapter]
            read_into(self, _table(chapter, ours), box)
        return box.children


def _table(chapter, ours):
    """The lines of one chapter's table, as MyST text."""
    rows = [line for symbol in ours for line in _row(symbol)]
    head = ["* - symbol", "  - said", "  - what it is", "  - shape"]
    options = [":header-rows: 1", ":class: nn-notation"]
    return [f"From {{doc}}`{chapter}`:", "", "```{list-table}", *options, *head, *rows, "```", ""]


def _row(symbol):
    value = f" In the running example: {value_in_example(symbol)}." if symbol.value else ""
    name = symbol.name[:1].upper() + symbol.name[1:]
    cells = [f"${symbol.drawn}$", symbol.say, f"{name}. {symbol.what}{value}", symbol.shape]
    return [f"{'* -' if i == 0 else '  -'} {cell}" for i, cell in enumerate(cells)]

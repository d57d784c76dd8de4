"""A chapter's text, taken apart: what the tests of `tests/chapters` look at.

A page is read by the parser that reads it for the book, and what the rules look for is picked out
of the parser's tokens.
"""

import re
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, pairwise
from pathlib import Path

import yaml
from docutils.parsers.rst.directives.misc import TestDirective
from markdown_it.renderer import RendererHTML
from myst_nb.core.read import read_myst_markdown_notebook
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.directives import parse_directive_text
from myst_parser.parsers.mdit import create_md_parser
from sphinx.util.nodes import split_explicit_title

from course.site.source.route import front_matter

CHAPTERS = Path(__file__).parents[2] / "chapters"
CONTENTS = CHAPTERS.parent / "_toc.yml"
LOOK_UP = "To look things up"  # the part that follows the last chapter


def listed(contents=CONTENTS):
    """The names of the chapters, and those of all pages in the parts after them, in order."""
    parts = yaml.safe_load(contents.read_text(encoding="utf-8"))["parts"]
    names = [[Path(page["file"]).name for page in part["chapters"]] for part in parts]
    end = [part["caption"] for part in parts].index(LOOK_UP)
    return tuple(chain.from_iterable(names[:end])), tuple(chain.from_iterable(names[end:]))


ORDER, APPENDICES = listed()

MYST = MdParserConfig(enable_extensions={"colon_fence", "dollarmath"})  # as in the book
PARSER = create_md_parser(MYST, RendererHTML)
DISPLAYED = ("math_block", "math_block_label", "math_inline_double")
FENCES = ("fence", "colon_fence")


@dataclass(frozen=True)
class Directive:
    """A directive: its name, what stands behind that, its options, and what it holds."""

    name: str
    title: str
    options: dict
    body: str


def directive(token):
    """The directive that a token is, or None."""
    head = re.match(r"\{([\w-]+)\}(.*)", token.info) if token.type in FENCES else None
    if head is None:
        return None
    parts = parse_directive_text(TestDirective, "", token.content)  # it takes any option
    return Directive(head[1], head[2].strip(), parts.options, "\n".join(parts.body))


def walk(tokens, into=FENCES):
    """Every token in the order of the page, with those in lines and in directives of words."""
    for token in tokens:
        yield token
        yield from walk(token.children or (), into)
        held = directive(token)
        if token.type in into and held and held.name != "code-cell":
            yield from walk(PARSER.parse(held.body), into)


def directives(tokens, *names):
    """The directives of these names, in order."""
    return [one for token in tokens if (one := directive(token)) and one.name in names]


@dataclass(frozen=True)
class Page:
    """A page of the book, by name: paradigms, glossary."""

    name: str
    source: str

    @property
    def place(self):
        """Where it stands in the book; an appendix may use all that the chapters introduce."""
        return ORDER.index(self.name) if self.name in ORDER else len(ORDER)

    @cached_property
    def tokens(self):
        """All that the parser makes of it."""
        return list(walk(PARSER.parse(self.source)))

    @property
    def cells(self):
        """The code cells, in order."""
        return directives(self.tokens, "code-cell")

    @property
    def code(self):
        """The code cells as one script."""
        return "\n\n\n".join(cell.body for cell in self.cells) + "\n"

    @cached_property
    def words(self):
        """The page without its code: prose, equations, tables, boxes."""
        cells = read_myst_markdown_notebook(self.source, MYST).cells
        return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")

    @cached_property
    def facts(self):
        """What its front matter says."""
        return front_matter(self.source)

    @property
    def equations(self):
        """The TeX of every equation, displayed or in a line."""
        kinds = (*DISPLAYED, "math_inline")
        return [token.content for token in self.tokens if token.type in kinds]

    @property
    def boxes(self):
        """Every admonition, every slips box and every question, in order."""
        return directives(self.tokens, "admonition", "slips", "question")

    def roles(self, *kinds):
        """What the roles of these kinds name: `{doc}` gives pages, `{term}` gives terms."""
        roles = [token for token in self.tokens if token.type == "myst_role"]
        return [split_explicit_title(r.content)[2] for r in roles if r.meta["name"] in kinds]

    @property
    def title(self):
        return next(t.content for h, t in pairwise(self.tokens) if h.type == "heading_open")

    def section(self, title):
        """The tokens under a heading of the second level, or None."""
        heads = [i for i, t in enumerate(self.tokens) if (t.tag, t.nesting) == ("h2", 1)]
        for head, end in pairwise([*heads, None]):
            if self.tokens[head + 1].content == title:
                return self.tokens[head:end]
        return None


def read_page(name):
    """The page of that name."""
    file = CHAPTERS / f"{name}.md"
    if not file.is_file():
        raise FileNotFoundError(f"_toc.yml lists chapters/{name}, and there is no such file.")
    return _read(name, file.read_text(encoding="utf-8"))


_read = cache(Page)  # many tests ask for the same page, and parsing one takes time

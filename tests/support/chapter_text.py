"""A chapter's text, taken apart: what the tests of `tests/chapters` look at.

Shapes of things: a page is read as text; its code cells, its equations, its boxes and its
prose are picked out of it by the few forms of MyST that the book uses.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

CHAPTERS = Path(__file__).parents[2] / "chapters"
CONTENTS = CHAPTERS.parent / "_toc.yml"


def listed(contents=CONTENTS):
    """The names of the chapters, and those of the pages to look things up, in the book's order."""
    parts = yaml.safe_load(contents.read_text(encoding="utf-8"))["parts"]
    names = [[Path(page["file"]).name for page in part["chapters"]] for part in parts]
    return tuple(name for part in names[:-1] for name in part), tuple(names[-1])


ORDER, APPENDICES = listed()

FENCE = re.compile(r"^(?P<fence>`{3,}|:{3,})\{(?P<kind>[\w-]+)\}(?P<title>.*)\n", re.M)
CODE_CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```\s*$", re.M | re.S)
DISPLAY = re.compile(r"\$\$(.+?)\$\$", re.S)
INLINE = re.compile(r"(?<![\\$])\$(?!\$)([^$]+?)\$(?!\$)")
ROLE = re.compile(r"\{([\w:-]+)\}`([^`]+)`")


@dataclass(frozen=True)
class Cell:
    """A code cell: its tags and its code."""

    tags: tuple
    source: str


@dataclass(frozen=True)
class Box:
    """A box (an admonition): its title, its class, what it holds, and where it ends."""

    title: str
    kind: str
    body: str
    start: int
    end: int


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
    def body(self):
        """The page without its front matter and its comments."""
        body = re.sub(r"\A---\n.*?\n---\n", "", self.source, flags=re.S)
        return re.sub(r"^%.*\n", "", body, flags=re.M)

    @cached_property
    def cells(self):
        """The code cells, in order."""
        return [_cell(text) for text in CODE_CELL.findall(self.body)]

    @cached_property
    def words(self):
        """The page without its code: prose, equations, tables, boxes."""
        return CODE_CELL.sub("\n", self.body)

    @cached_property
    def equations(self):
        """The TeX of every equation, displayed or in a line."""
        code = re.sub(r"(?<!\})`[^`\n]+`", "", self.words)
        return DISPLAY.findall(code) + INLINE.findall(DISPLAY.sub("", code))

    @cached_property
    def boxes(self):
        """Every admonition and every slips box, in order."""
        return [box for match in FENCE.finditer(self.body) if (box := _box(self.body, match))]

    def roles(self, kind):
        """What the roles of a kind name: `{doc}` gives pages, `{term}` gives terms."""
        return [_target(text) for role, text in ROLE.findall(self.words) if role == kind]

    @cached_property
    def last_paragraph(self):
        return self.words.strip().rsplit("\n\n", 1)[-1]

    def section(self, title):
        """What stands under a heading of the second level, or None."""
        found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", self.body, re.M | re.S)
        return found and found[1]


def read_page(name):
    """The page of that name."""
    file = CHAPTERS / f"{name}.md"
    if not file.is_file():
        raise FileNotFoundError(f"_toc.yml lists chapters/{name}, and there is no such file.")
    return Page(name, file.read_text(encoding="utf-8"))


def _cell(text):
    tags = re.match(r":tags: \[(.*?)\]\n", text)
    kept = re.sub(r"\A(:\w+:[^\n]*\n|---\n.*?\n---\n)*", "", text, flags=re.S)
    names = tuple(tag.strip() for tag in tags[1].split(",")) if tags else ()
    return Cell(names, kept)


def _box(body, match):
    if match["kind"] not in ("admonition", "slips", "question"):
        return None
    closing = re.compile(rf"^{match['fence']}\s*$", re.M).search(body, match.end())
    inside = body[match.end() : closing.start()]
    option = re.search(r"^:class: (.+)$", inside, re.M)
    named = match["kind"] if match["kind"] != "admonition" else ""
    kind = named or (option[1].strip() if option else "")
    return Box(match["title"].strip(), kind, inside, match.start(), closing.end())


def _target(text):
    """The target of a role: the part in angle brackets, or all of it."""
    named = re.search(r"<([^<>]+)>\s*$", text)
    return (named[1] if named else text).strip()

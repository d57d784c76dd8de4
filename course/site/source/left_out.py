"""Pages that lie in the checkout and are not named in `_toc.yml`: parts that a course leaves out.

Another page may name one of them all the same. It is built then, with the title of the one that is
left out where a link would stand, and the build says which page named it.
"""

import re
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

import nbformat

from course.site.errors import BuildError
from course.site.source.pages import named_pages, page_source

GLOSSARY, BIBLIOGRAPHY = "chapters/glossary", "chapters/bibliography"
ROOMS = ("chapters/*.md", "exercises/*/*.ipynb")
TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
LABEL = re.compile(r"^\(([\w-]+)\)=\n+#+ (.+)$", re.MULTILINE)
# {doc}`words <page>`, or {doc}`page`; the same for {ref}, and {cite} with its keys.
NAMED = re.compile(r"\{(doc|ref|term|cite)\}`(?:[^`<]*<)?([^`>]+?)>?`")


@cache
def left_out(root: Path) -> dict[str, str]:
    """The pages that `_toc.yml` leaves out, each with its title."""
    named = set(named_pages(root))
    files = [path for room in ROOMS for path in sorted(Path(root).glob(room))]
    places = {path.relative_to(root).with_suffix("").as_posix(): path for path in files}
    return {name: _title(path) for name, path in places.items() if name not in named}


@cache
def labels(root: Path) -> dict[str, tuple[str, str]]:
    """The sections that `{ref}` could name on pages that are left out: (page, title)."""
    texts = {name: read(page_source(root, name)) for name in left_out(root)}
    return {label: (page, title) for page in texts for label, title in LABEL.findall(texts[page])}


def read(path: Path) -> str:
    """The words of a page; of a notebook, its cells of text."""
    if path.suffix != ".ipynb":
        return path.read_text(encoding="utf-8-sig")
    cells = nbformat.read(path, as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def _title(path):
    found = TITLE.search(read(path))
    return found[1] if found else path.stem


def place(page: str, target: str) -> str:
    """The page that `{doc}` means on a page: one beside it, or, from a slash on, from the top."""
    return normpath(join("/", dirname(page), target))[1:]


def mentions(root: Path) -> list[str]:
    """Which page names what that is left out, and in which lines: a sentence for each.

    Raises BuildError where pages cite works and the list of them is left out.
    """
    said: dict[tuple[str, str], list[int]] = {}
    for page in named_pages(root) if left_out(root) else ():
        for number, line in enumerate(read(page_source(root, page)).splitlines(), start=1):
            for what in _absent(root, page, line):
                said.setdefault((page, what), []).append(number)
    return [f"{page} names {what}{_lines(root, page, at)}" for (page, what), at in said.items()]


def _lines(root, page, numbers):
    """Where to look; a notebook's lines are none that an editor shows."""
    if page_source(root, page).suffix == ".ipynb":
        return ""
    several = "lines" if len(set(numbers)) > 1 else "line"
    return f" ({several} {', '.join(map(str, dict.fromkeys(numbers)))})"


def _absent(root, page, line):
    """What a line names that is left out, in words."""
    absent = left_out(root)
    for kind, target in NAMED.findall(line):
        if kind == "doc" and place(page, target) in absent:
            yield place(page, target)
        elif kind == "ref" and target in labels(root):
            yield labels(root)[target][0]
        elif kind == "term" and GLOSSARY in absent:
            yield GLOSSARY
        elif kind == "cite" and BIBLIOGRAPHY in absent:
            raise BuildError(
                f"{page} cites {target}, and _toc.yml leaves out {BIBLIOGRAPHY}, which lists what "
                "is cited. Put its line back into _toc.yml."
            )

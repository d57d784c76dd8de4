"""Each chapter as a notebook for any Jupyter, which knows nothing of the book's own Markdown.

A box becomes a quotation, a role the words that it stands for, a symbol plain TeX, and a number the
one that the book's run of the chapter printed. Cells that the page hides are folded, and none has
run: the pictures come with Run All Cells.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import nbformat
from docutils import nodes
from nbformat.notebooknode import NotebookNode
from sphinx.application import Sphinx

from course.site.errors import BuildError
from course.site.source import jupyter
from course.site.source.left_out import place, read
from course.site.source.notation import ROOM, symbols
from course.site.source.pages import page_source, to_top
from course.site.source.route import leading_on, way
from course.site.source.run import CHAPTERS, chapters, executed_chapters
from course.site.teach import launch_links
from course.site.teach.cells import UNSEEN, is_code
from course.site.teach.directives import known_slips
from course.site.teach.questions import FOLDED

FOLDER = jupyter.CHAPTERS_OF_SITE
FRONT = "chapters/index"  # is no chapter
# With the second Jupyter finds a kernel by itself where the first is not there.
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
BOX = "Before you start"
OPEN, DOWNLOAD = "Open this page as a notebook", "Download it as a notebook"
ELSEWHERE = ", for a Jupyter where the course is installed."
KEPT = "application/papermill.record/text/plain"  # how an executed notebook keeps a number
CODE = r"(?P<ticks>`+)[^`](?:.|\n)*?(?P=ticks)"
CODE_OR_MATHS = re.compile(rf"{CODE}|\$\$(?:.|\n)+?\$\$|\$[^$\n]+\$")
ROLE_OR_CODE = re.compile(rf"\{{([\w:+-]+)\}}`([^`]+)`|{CODE}")
WITH_WORDS = re.compile(r"([^<]+?)\s*<[^>]+>")  # as in {{doc}}`words <page>`
LABEL = re.compile(r"^\(([\w-]+)\)=\n+#+ (.+)$", re.MULTILINE)
FENCE = re.compile(r"^(:{3,}|`{3,})\{([^}]+)\} *(.*)$")
CODE_FENCE = re.compile(r"^(`{3,})[^`]*$")
NOTES = (
    "attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning",
)  # fmt: skip
OPTION = re.compile(r"^:([\w-]+): *(.*)$")


def setup(app: Sphinx) -> None:
    """Lead from each chapter to its notebook."""
    app.connect("doctree-read", _add_ways)


def _add_ways(app, doctree):
    name = app.env.docname
    coded = any(map(is_code, doctree.findall(nodes.container)))
    if not name.startswith(CHAPTERS) or name == FRONT or not coded:
        return
    boxes = [box for box in doctree.findall(nodes.admonition) if box[0].astext() == BOX]
    place = boxes[0] if boxes else next(doctree.findall(nodes.title)).parent  # the page's end
    place += _ways(app.srcdir, name)


def _ways(root, name):
    """The links to a chapter's notebook: in this site's Jupyter, and as a file."""
    short, top = name.removeprefix(CHAPTERS), to_top(name)
    here = nodes.reference("", OPEN, refuri=f"{top}{jupyter.address(name)}", internal=False)
    file = nodes.reference("", DOWNLOAD, refuri=f"{top}{FOLDER}/{short}.ipynb", internal=False)
    opening = nodes.inline("", "", here, nodes.Text(". "), classes=["nn-notebook-link"])
    after = (nodes.Text(ELSEWHERE), launch_links.mark(root, name))
    return nodes.paragraph("", "", opening, file, *after, classes=["nn-ways"])


def write_notebooks(root: Path, site: Path) -> None:
    """Write the notebook of each chapter that has cells into the site."""
    (site / FOLDER).mkdir()
    executed = executed_chapters(root)
    for name, chapter in chapters(root).items():
        if name != FRONT:
            plain = Plain(root, name, _glued(executed[name])).notebook(chapter)
            nbformat.write(plain, site / FOLDER / f"{name.removeprefix(CHAPTERS)}.ipynb")


def _glued(executed):
    """The numbers of a chapter that has run, as its text has them: {name: text}."""
    cells = nbformat.read(executed, as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    return {
        output.metadata.scrapbook.name: output.data[KEPT].strip("'")
        for output in outputs
        if KEPT in output.get("data", {})
    }


class Plain:
    """The Markdown of a page of the book at `root` in words that any Jupyter shows."""

    def __init__(self, root: Path, name: str, glued: dict[str, str]) -> None:
        self._root, self._name, self._glued = root, name, glued

    def notebook(self, chapter: NotebookNode) -> NotebookNode:
        """A chapter's cells, each with an id of its own, none of them run."""
        made = nbformat.v4.new_notebook(metadata=KERNEL)
        for i, cell in enumerate(chapter.cells):
            if cell.cell_type == "code":
                folded = UNSEEN & set(cell.metadata.get("tags", ()))
                metadata = {"jupyter": {"source_hidden": True}} if folded else {}
                new = nbformat.v4.new_code_cell(cell.source, metadata=metadata)
            else:
                new = nbformat.v4.new_markdown_cell(self.text(cell.source))
            new["id"] = f"cell-{i}"
            made.cells.append(new)
        return made

    def text(self, text: str) -> str:
        """Some Markdown of the book as plain Markdown."""
        text = re.sub(r"^\([\w-]+\)=\n", "", text, flags=re.MULTILINE)
        return self._words("\n".join(self._lines(text.splitlines()))).strip()

    def _lines(self, given):
        """Lines with each box as a quotation; what is code stays as it is."""
        lines, out = iter(given), []
        for line in lines:
            fence, code = FENCE.match(line), CODE_FENCE.match(line)
            if fence:
                out += self._box(fence, lines)
            else:
                out += [line, *(_through(code[1], lines) if code else ())]
        return out

    def _box(self, fence, lines):
        """What a box says, as a quotation; `lines` is read up to the end of it."""
        colons, kind, title = fence.groups()
        inside: list[str] = []
        options: dict[str, str] = {}
        for line in lines:
            if line == colons:
                break
            option = OPTION.match(line) if not inside else None
            if option:
                options[option[1]] = option[2]
            else:
                inside.append(line)
        if kind == "next":
            return [leading_on(_way(self._root), self._name, " ".join(inside))]
        told = self._told(kind, title, self._lines(inside), options)
        return ["", *(f"> {line}".rstrip() for line in told), ""]

    def _told(self, kind, title, inside, options):
        """The lines of a box."""
        if kind in NOTES:
            return [f"**{kind.capitalize()}**", "", *filter(None, [title]), *inside]
        told = {
            "admonition": lambda: [f"**{title}**", "", *inside],
            "question": lambda: _question(inside),
            "slips": lambda: ["**Common slips**", "", *_slips(title, options)],
            "explorable": lambda: ["**To play with, on the page of the book.**", "", *inside],
        }
        if kind not in told:
            raise self._wordless(f"the box {{{kind}}}")
        return told[kind]()

    def _words(self, text):
        """Roles as words, and symbols as TeX; what is code stays as it is."""
        text = ROLE_OR_CODE.sub(lambda m: self._role(*m.groups()[:2]) if m[1] else m[0], text)
        return CODE_OR_MATHS.sub(lambda m: m[0] if m[0][0] == "`" else self.tex(m[0]), text)

    def _role(self, kind, words):
        look_up: dict[str, Callable[[], str]] = {
            "doc": lambda: _title(self._root, place(self._name, words)),
            "ref": lambda: _section(self._root, words),
            "term": lambda: words,
            "cite": lambda: _cited(self._root, words),
            "eq": lambda: f"({words})",  # so its name stands after the equation
            "glue:text": lambda: self._glued[words],
        }
        own = WITH_WORDS.fullmatch(words)
        try:
            found = look_up[kind]
            return own[1] if own else found()
        except LookupError:
            raise self._wordless(f"{{{kind}}}`{words}`") from None

    def _wordless(self, what):
        page = page_source(self._root, self._name).relative_to(self._root)
        return BuildError(
            f"{page}: this page is a notebook too, and {what} has no words there.\n"
            "Write plain Markdown, an {admonition} with a title, or a code cell in its place."
        )

    def tex(self, maths: str) -> str:
        """An equation without the book's own macros."""
        meaning = _meanings(self._root)
        found = next((m for m in re.finditer(r"\\[A-Za-z]+", maths) if m[0] in meaning), None)
        if not found:
            return maths
        drawn, rest = meaning[found[0]], maths[found.end() :]
        for i in range(1, drawn.count("#") + 1):
            argument, rest = _argument(rest)
            drawn = drawn.replace(f"#{i}", argument)
        return maths[: found.start()] + self.tex(drawn) + self.tex(rest)


def _through(end, lines):
    """The lines up to one that is the end, and that one."""
    for line in lines:
        yield line
        if line == end:
            return


_way = cache(way)  # asked for at the end of each chapter


@cache
def _meanings(root):
    """What each of the book's macros stands for."""
    drawn = [symbol for symbol in symbols(root) if symbol.tex]
    return {symbol.macro: f"{ROOM.get(symbol.kind, '')}{{{symbol.tex}}}" for symbol in drawn}


def _argument(tex):
    """The first argument in what follows a macro, and what comes after that."""
    tex = tex.lstrip()
    if not tex.startswith("{"):
        first = re.findall(r"\\[A-Za-z]+|.", tex)[0]
        return first, tex[len(first) :]
    depth = 0
    for i, letter in enumerate(tex):
        depth += (letter == "{") - (letter == "}")
        if depth == 0:
            return tex[1:i], tex[i + 1 :]
    raise ValueError(f"A brace is never closed: {tex}")


def _question(inside):
    """A question, and its answers folded."""
    first = next(i for i, line in enumerate(inside) if line.startswith("- "))
    question, answers = inside[:first], inside[first:]
    return [*question, "<details>", f"<summary>{FOLDED}</summary>", "", *answers, "</details>"]


def _slips(title, options):
    name, *answers = title.split()
    known = known_slips(name, answers)
    only = [part.strip() for part in options.get("only", "").split(",") if part.strip()]
    chosen = [known[part] for part in only] or known.values()
    return [f"- **{slip.name}.** {slip.hint}" for slip in chosen]


@cache
def _title(root, name):
    return f"*{re.findall(r'^# (.+)$', read(page_source(root, name)), re.MULTILINE)[0]}*"


@cache
def _sections(root):
    pages = sorted(Path(root, CHAPTERS).glob("*.md"))
    return dict(pair for page in pages for pair in LABEL.findall(page.read_text(encoding="utf-8")))


def _section(root, label):
    return f"*{_sections(root)[label]}*"


def _cited(root, keys):
    """Who and when: (Nair and Hinton, 2010), or several with a semicolon between them."""
    return f"({'; '.join(_source(root, key.strip()) for key in keys.split(','))})"


@cache
def _source(root, key):
    entry = _sources(root)[key]
    names = [" ".join(person.last_names) for person in entry.persons["author"]]
    several = f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
    return f"{several}, {entry.fields['year']}"


@cache
def _sources(root):
    from pybtex.database import parse_file

    return parse_file(str(Path(root) / CHAPTERS / "references.bib")).entries

"""What each assignment is for: `{purposes}`, from the texts that are written for instructors.

A section for each assignment of the table of contents, with its purpose, its time and the usual
errors. How to mark the question in words stays in `solutions/NAME/instructor.md`.
"""

import re
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from course.site.source.pages import assignment_pages

TITLE = re.compile(r"^# (.+): for the instructor$", re.MULTILINE)
SECTION = re.compile(r"^## ([^\n]+)\n+(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
SHOWN = ("Purpose", "Time", "The usual errors")


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("purposes", Purposes)


class Purposes(SphinxDirective):
    """The sections, in the order of the book."""

    def run(self) -> list[nodes.Node]:
        root = Path(self.env.srcdir)
        return [self._section(root, page) for page in assignment_pages(root)]

    def _section(self, root, page):
        name = page.split("/")[1]
        path = root / "solutions" / name / "instructor.md"
        self.env.note_dependency(str(path))
        try:
            title, parts = told(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise self.error(f"{path.relative_to(root)}: {error}") from None
        section = nodes.section("", nodes.title("", title), ids=[nodes.make_id(f"for-{name}")])
        lines = [line for one in SHOWN for line in _lines(one, parts[one])]
        self.state.nested_parse(StringList(lines, str(path)), 0, section)
        return section


def _lines(heading, text):
    return [f"**{heading}**", "", *text.strip().splitlines(), ""]


def told(text: str) -> tuple[str, dict[str, str]]:
    """The title of a text for instructors, and its parts by their headings.

    Raises ValueError, which names what is missing.
    """
    title, parts = TITLE.search(text), dict(SECTION.findall(text))
    if title is None:
        raise ValueError("its first line has to be '# TITLE: for the instructor'.")
    if missing := [one for one in SHOWN if one not in parts]:
        raise ValueError(f"there is no section '## {missing[0]}'.")
    return title[1], parts

"""The assignments on the site: a note under the title of each, and the table of them all.

The note says how to do it on the page, and where the notebook is. The table, `{assignments}`, is
the one place where the points of the whole course are stated; its numbers are those that the checks
carry. `{progress}` lists them for the page that tells a reader how much is done.
"""

import html
import json
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from course import plan
from course.site.source import jupyter
from course.site.source.pages import EXERCISES, assignment_pages, named_pages, to_top
from course.site.teach import launch_links
from course.site.teach.cells import released
from course.site.teach.directives import assignment
from course.site.teach.text import read_into

HERE = (
    "Write in the boxes below and press Check under them. What you write is kept by this browser, "
    "on your machine, and is sent nowhere. At the end download your notebook: that is what you "
    "hand in."
)
BEFORE = "To work in a Jupyter of your own, or without JavaScript, "
LINK = "download the empty notebook"
JUPYTER = "Open it as a notebook"
THERE = (
    " if you prefer Jupyter. It runs in this browser too, and takes a moment to start. It does not "
    'see the boxes on this page: its File menu downloads what you write there, and "Load a '
    'notebook", above, brings that here.'
)
AFTER = (" and open it where the course is installed: ", " says how. The checks are the same.")
GUIDE = "chapters/students"
SOURCE = "download-source-button"
TOOLS = '<div class="nn-notebook-tools" data-notebook="{address}"></div>'


def setup(app: Sphinx) -> None:
    """Put the note under the title of each assignment, and register the table."""
    app.connect("doctree-read", _add_note)
    app.connect("html-page-context", _offer_one_notebook, priority=502)  # after the theme's buttons
    app.add_directive("assignments", Assignments)
    app.add_directive("progress", Progress)


def _offer_one_notebook(app, name, template, context, doctree):
    """The theme's button gives the empty notebook, under the name of what is to be handed in."""
    if name.startswith(EXERCISES):
        for group in context.get("header_buttons", []):
            if "buttons" in group:
                group["buttons"] = [one for one in group["buttons"] if one["label"] != SOURCE]


def _add_note(app, doctree):
    name = app.env.docname
    if name.startswith(EXERCISES):
        title = next(doctree.findall(nodes.title))
        note = _note(app.srcdir, name)
        if ways := launch_links.ways_out(app.srcdir, name):
            note += ways
        title.parent.insert(title.parent.index(title) + 1, note)


def _note(root, name):
    """The box; the notebook lies where Sphinx keeps the sources of its pages."""
    address = f"{to_top(name)}_sources/{name}.ipynb"
    link = _reference(LINK, address)
    installed, says = map(nodes.Text, AFTER)
    plain = nodes.paragraph("", "", nodes.Text(BEFORE), link, installed, _guide(root, name), says)
    opening = _reference(JUPYTER, f"{to_top(name)}{jupyter.address(name)}")
    after = (nodes.Text(THERE), launch_links.mark(root, name))
    there = nodes.paragraph("", "", opening, *after, classes=["nn-notebook-link"])
    tools = TOOLS.format(address=f"{to_top(name)}{released(name)}")
    tools = nodes.raw("", tools, format="html")
    title = nodes.title("", "Do it here")
    here = nodes.paragraph("", HERE, classes=["nn-here"])
    inside = (title, *_due(root, name), here, tools, there, plain)
    return nodes.admonition("", *inside, classes=["note", "nn-notebook"])


def _guide(root, name):
    """The name of the page for students, a link to it where the book has that page."""
    words = nodes.inline("", "For students")
    if GUIDE not in named_pages(root):
        return words
    told = {"refdomain": "std", "reftype": "doc", "reftarget": f"/{GUIDE}"}
    return addnodes.pending_xref("", words, refdoc=name, refexplicit=True, refwarn=True, **told)


def _due(root, name):
    """A line that says when the assignment is due, where a date is set."""
    due = plan.read(Path(root)).due(name.split("/")[1])
    return [nodes.paragraph("", f"Due {due}.")] if due else []


def _reference(words, address):
    return nodes.reference("", words, refuri=address, internal=False)


class Assignments(SphinxDirective):
    """Every assignment of the book with its functions and its points, and the sum of those."""

    def run(self) -> list[nodes.Node]:
        pages = assignment_pages(self.env.srcdir)
        there = {page: assignment(page.split("/")[1]) for page in pages}
        total = sum(sum(one.points.values()) for one in there.values())
        dates = plan.read(Path(self.env.srcdir))
        rows = [
            ("assignment", "functions", "points", "due"),
            ("---", "---", "--:", "---"),
            *(_row(page, one, dates) for page, one in there.items()),
            (f"all {len(there)}", _functions(there.values()), total, ""),
        ]
        width = 4 if dates.dates else 3
        lines = [f"| {' | '.join(map(str, row[:width]))} |" for row in rows]
        return read_into(self, lines, nodes.container()).children


class Progress(SphinxDirective):
    """Every assignment, with room for how much of it is done; the page's script fills it."""

    def run(self) -> list[nodes.Node]:
        pages = assignment_pages(self.env.srcdir)
        due = plan.read(Path(self.env.srcdir)).due
        lines = [_to_do(page, due(page.split("/")[1])) for page in pages]
        return [read_into(self, lines, nodes.container(classes=["nn-progress"]))]


def _to_do(page, due):
    when = f", due {due}" if due else ""
    return f"- {{doc}}`/{page}`{when} {_count(page.split('/')[1])}"


def _count(name):
    """The place for a count, with all that is to be counted."""
    items = assignment(name).items
    parts = {
        item.name: [part.name for part in getattr(item, "parts", ())] or [""] for item in items
    }
    data = html.escape(json.dumps(parts))
    return f'<span class="nn-count" data-assignment="{name}" data-parts="{data}"></span>'


def _row(page, one, dates):
    points, due = sum(one.points.values()), dates.due(page.split("/")[1])
    return f"{{doc}}`/{page}`", _functions([one]), points, due


def _functions(assignments):
    return sum(len(one.answers) for one in assignments)

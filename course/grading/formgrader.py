"""nbgrader's page for marking by hand: it needs no other host, and a student's text is safe in it.

Stock nbgrader lets the scripts in a student's Markdown and outputs run where a teacher is logged in
to the server, and loads what sets formulas from another host.
"""

from pathlib import Path
from typing import Any

import nbgrader
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from nbformat.notebooknode import NotebookNode

from course.grading import outputs
from course.grading.markup import from_markdown

OURS = str(Path(__file__).with_name("templates"))
THEIRS = str(Path(nbgrader.__file__).with_name("server_extensions") / "formgrader" / "templates")
# What nbgrader_config.py sets for `c.HTMLExporter`, which draws that page.
SETTINGS: dict[str, Any] = {
    "template_name": "course_formgrade",
    "extra_template_basedirs": [OURS, THEIRS],
    "extra_template_paths": [THEIRS],  # ours begins with the whole of theirs
    "filters": {
        "markdown2html": "course.grading.formgrader.markdown_safely",
        "shown_safely": "course.grading.formgrader.shown_safely",
    },
    "sanitize_html": True,
}


@pass_context
def markdown_safely(context: Context, source: str) -> Markup:
    """A cell's Markdown with its pictures and formulas, and without what runs or loads."""
    cell = context.get("cell", {})
    return Markup(from_markdown(source, cell.get("attachments"), files=True))


def shown_safely(output: NotebookNode) -> Markup:
    """One output of a cell."""
    return outputs.shown(output)

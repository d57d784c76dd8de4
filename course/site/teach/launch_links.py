"""Where a page can be edited, or its notebook be opened: edits, Binder, Colab, the site's Jupyter.

Edits, Binder and Colab are there once `repository: url` stands in `_config.yml`. And the
`{citation}` of the book, which names its address where `html: baseurl` gives one.
"""

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from course.site.project import NAME
from course.site.source.jupyter import address, version
from course.site.source.settings import settings

GITHUB = re.compile(r"https://github\.com/([^/]+/[^/]+?)(?:\.git)?/?$")
BINDER = "https://mybinder.org/v2/gh/{name}/{branch}?labpath={page}.ipynb"
COLAB = "https://colab.research.google.com/github/{name}/blob/{branch}/{page}.ipynb"


def setup(app: Sphinx) -> None:
    """Register the directive, and the button for an edit where there is a repository."""
    app.add_directive("citation", Citation)
    app.connect("config-inited", _offer_edits)


def _repository(root):
    """What `_config.yml` itself says of it: Jupyter Book fills in its own where it says nothing."""
    return settings(root).get("repository") or {}


def _offer_edits(app, config):
    if _repository(app.srcdir).get("url"):
        config.html_theme_options["use_edit_page_button"] = True


def ways_out(root: Path, page: str) -> nodes.paragraph | None:
    """A paragraph on Binder and Colab for an assignment's page; None without a repository there."""
    said = _repository(root)
    found = GITHUB.match(said.get("url") or "")
    if not found:
        return None
    place = {"name": found[1], "branch": said.get("branch") or "main", "page": page}
    binder = nodes.reference("", "Binder", refuri=BINDER.format(**place), internal=False)
    colab = nodes.reference("", "Colab", refuri=COLAB.format(**place), internal=False)
    install = nodes.literal("", f"%pip install git+https://github.com/{found[1]}")
    return nodes.paragraph(
        "", "", nodes.Text("Or open it in "), binder,
        nodes.Text(", which takes some minutes to start, or in "), colab,
        nodes.Text(", where you first run "), install,
        nodes.Text(" in a cell of its own. Both are other people's machines."),
    )  # fmt: skip


def mark(root: Path, page: str) -> nodes.raw:
    """Where the page's script says that a reader has an older copy of its notebook."""
    path = address(page).rpartition("=")[2]
    mark = f'<span class="nn-jupyter" data-path="{path}" data-version="{version(root, page)}">'
    return nodes.raw("", f"{mark}</span>", format="html")


class Citation(SphinxDirective):
    """How to cite this book, as an entry for BibTeX."""

    def run(self) -> list[nodes.Node]:
        config = self.config
        year, _, holder = config.copyright.partition(",")
        fields = {
            "title": f"{{{config.html_title}}}",
            "author": f"{{{config.author or holder.partition('.')[0].strip()}}}",
            "year": f"{{{year.strip()}}}",
            **({"url": f"{{{config.html_baseurl}}}"} if config.html_baseurl else {}),
        }
        lines = ",\n".join(f"  {name} = {value}" for name, value in fields.items())
        entry = f"@book{{{NAME},\n{lines}\n}}"
        return [nodes.literal_block(entry, entry, language="bibtex")]

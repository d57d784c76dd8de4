"""Where a page can be edited, or its notebook be opened: edits, Binder, Colab, the site's Jupyter.

Edits, Binder and Colab are there once `repository: url` stands in `_config.yml`.
"""

import re
from pathlib import Path
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config as SphinxConfig

from course.site.source.jupyter import address, version
from course.site.source.settings import repository

GITHUB = re.compile(r"https://github\.com/([^/]+/[^/]+?)(?:\.git)?/?$")
GITLAB = re.compile(r"https://gitlab\.com/(.+?)(?:\.git)?/?$")
EDITORS = ("github", "gitlab", "bitbucket")  # the theme knows where their pages are edited
BRANCH = "main"
BINDER = "https://mybinder.org/v2/{host}/{name}/{branch}?labpath={page}.ipynb"
COLAB = "https://colab.research.google.com/github/{name}/blob/{branch}/{page}.ipynb"


def setup(app: Sphinx) -> None:
    """Offer the button for an edit, where there is a repository on a host that the theme knows."""
    app.connect("config-inited", offer_edits)


def offer_edits(app: Sphinx, config: SphinxConfig) -> None:
    said, options = repository(app.srcdir), config.html_theme_options
    host = (said.get("url") or "").strip("/").rsplit("/", 2)[0]
    if any(known in host.lower() for known in EDITORS):
        options["use_edit_page_button"] = True
        options["repository_branch"] = said.get("branch") or BRANCH
    else:
        options.pop("repository_url", None)  # the theme stops at a host that it doesn't know


def ways_out(root: Path, page: str) -> nodes.paragraph | None:
    """A paragraph on Binder and Colab for an assignment's page; None without a repository there."""
    said = repository(root)
    url, branch = said.get("url") or "", said.get("branch") or BRANCH
    if found := GITHUB.match(url):
        place = {"name": found[1], "branch": branch, "page": page}
        binder, colab = BINDER.format(host="gh", **place), COLAB.format(**place)
        return _paragraph(_binder(binder), *_on_colab(colab, f"https://github.com/{found[1]}"))
    if found := GITLAB.match(url):  # Colab reads from GitHub alone
        place = {"name": quote(found[1], safe=""), "branch": branch, "page": page}
        ending = nodes.Text(", which takes some minutes to start. It is other people's machine.")
        return _paragraph(_binder(BINDER.format(host="gl", **place)), ending)
    return None


def _paragraph(*parts):
    return nodes.paragraph("", "", nodes.Text("Or open it in "), *parts)


def _binder(address):
    return nodes.reference("", "Binder", refuri=address, internal=False)


def _on_colab(address, source):
    """The rest of the paragraph where Colab can open the notebook too."""
    return (
        nodes.Text(", which takes some minutes to start, or in "),
        nodes.reference("", "Colab", refuri=address, internal=False),
        nodes.Text(", where you first run "),
        nodes.literal("", f"%pip install git+{source}"),
        nodes.Text(" in a cell of its own. Both are other people's machines."),
    )


def mark(root: Path, page: str) -> nodes.raw:
    """Where the page's script says that a reader has an older copy of its notebook."""
    path = address(page).rpartition("=")[2]
    mark = f'<span class="nn-jupyter" data-path="{path}" data-version="{version(root, page)}">'
    return nodes.raw("", f"{mark}</span>", format="html")

"""Where the site's JupyterLite shows the notebook of a page, and which state of it that is."""

import hashlib
from pathlib import Path

from course.site.source.pages import EXERCISES, page_source

NAME = "lite"  # the folder of JupyterLite in the site
CHAPTERS_OF_SITE = "notebooks"  # where the chapters' notebooks are, which it copies


def address(page: str) -> str:
    """The place in the site where JupyterLite shows the notebook of a page."""
    path = page.rpartition("/")[2] if page.startswith(EXERCISES) else page
    return f"{NAME}/notebooks/index.html?path={path}.ipynb"


def version(root: Path, page: str) -> str:
    """What names the state of a page's notebook, in a folder and on the page."""
    return hashlib.sha256(page_source(root, page).read_bytes()).hexdigest()[:12]

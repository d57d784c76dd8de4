"""The Sphinx side of the site: what Sphinx learns for this book; `_config.yml` names this module.

A page asks no other host for anything.
"""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from course.site.source.run import cache_folder
from course.site.teach import (
    assignments,
    cells,
    citation,
    criteria,
    directives,
    equations,
    explorables,
    launch_links,
    layout,
    left_out,
    notebooks,
    publishing,
    purposes,
    questions,
    route,
    synonyms,
)

PARTS = (
    equations, directives, assignments, cells, citation, criteria, launch_links, explorables,
    notebooks, publishing, purposes, questions, route, synonyms, layout, left_out,
)  # fmt: skip


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension: each part, and no number that is older than its code."""
    for part in PARTS:
        part.setup(app)
    app.connect("config-inited", _name_cache)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _name_cache(app, config):
    config.nb_execution_cache_path = str(cache_folder(app.srcdir))

"""Jupyter Book reads pages while chapters still run, and at a page that is not ready it waits.

The build writes to its standard input: one line with the names of all the chapters that have
yet to run, then a line with a name for each that has run. `build` is the other end.
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it is loaded by `begin`, with what is slow
    from sphinx.application import Sphinx

# What takes seconds to load, and can be loaded before there is anything to read.
SLOW = (
    "jupyter_book.sphinx", "matplotlib.font_manager", "myst_nb.sphinx_ext", "sphinx_book_theme",
    "sphinx_design", "sphinxcontrib.bibtex",
)  # fmt: skip

running: set[str] = set()  # the chapters that are waited for


def begin() -> bool:
    """Load what is slow to load, then wait for the build's first line; False if none came."""
    for module in SLOW:
        import_module(module)
    line = sys.stdin.readline()
    running.update(line.split())
    return bool(line)


def wait_for(app: "Sphinx", name: str, source: list[str]) -> None:
    """Wait until the chapter behind a page has run; Sphinx calls this before it reads the page."""
    while name in running:
        line = sys.stdin.readline()
        if not line:
            sys.exit(f"The build ended before {name} had run.")
        running.discard(line.strip())

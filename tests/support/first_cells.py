"""Each visible cell of a chapter, run first in a page's Python, as in a page just opened.

Run by `pages_in_node.mjs`. What a page has not fetched is not there: packages that the page would
not load for the cell can't be imported, and the course's own modules are imported anew.
"""

import json
import sys
import time

import page_cells

PACKAGES = ("pandas", "matplotlib")
OURS = ("course", "reference_impl")


def work(job):
    """Print {"chapter", "place", "right", "told", "seconds"} for each cell that is asked for."""
    import matplotlib.pyplot  # noqa: F401
    import pandas  # noqa: F401

    held = {name: module for name, module in sys.modules.items() if root(name) in PACKAGES}
    for chapter, (sources, places) in json.loads(job).items():
        for place in places:
            told, start = [], time.monotonic()
            forget()
            notebook = page_cells.Notebook(sources, (), lambda *output: told.append(output))  # noqa: B023
            fetch(notebook.packages(place), held)
            try:
                right = notebook.run(place)
            except page_cells.NotTheReaders as error:
                right = False
                told.append(("error", str(error)))
            seconds = round(time.monotonic() - start, 1)
            line = dict(chapter=chapter, place=place, right=right, told=told, seconds=seconds)
            print(json.dumps(line), flush=True)


def root(name):
    return name.split(".")[0]


def forget():
    """No package is there, and no module of the course."""
    for name in [name for name in sys.modules if root(name) in PACKAGES + OURS]:
        del sys.modules[name]
    sys.modules |= dict.fromkeys(PACKAGES)  # None: an import of it fails


def fetch(packages, held):
    """Have these packages, as if they had been loaded this moment."""
    for package in set(packages) & set(PACKAGES):
        sys.modules |= {name: module for name, module in held.items() if root(name) == package}

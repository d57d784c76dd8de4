"""Each visible cell of a chapter, run first in a page's Python, as in a page just opened.

Run by `pages_in_node.mjs`. What a page has not fetched is not there: packages that the page would
not load for the cell can't be imported, and the course's own modules are imported anew.

A page that has run what one cell needs, and that cell, has done the first part of what another
would do there, where the one's part is how the other's begins and they load the same packages. So
such cells run one after the other in the same page, and no network is trained ten times over.
"""

import json
import sys
import time

import page_cells
from page_needs import needed
from page_pasted import as_python

PACKAGES = ("pandas", "matplotlib")
OURS = ("course", "reference_impl")


def work(job):
    """Print {"chapter", "place", "right", "told", "seconds"} for each cell that is asked for."""
    import matplotlib.pyplot  # noqa: F401
    import pandas  # noqa: F401

    held = {name: module for name, module in sys.modules.items() if root(name) in PACKAGES}
    for chapter, (sources, places) in json.loads(job).items():
        for chain in chains(sources, places):
            forget()
            told = []
            notebook = page_cells.Notebook(sources, (), lambda *output: told.append(output))  # noqa: B023
            fetch(notebook.packages(chain[0]), held)
            for place in chain:
                start = time.monotonic()
                right = went_well(notebook, place, told)
                seconds = round(time.monotonic() - start, 1)
                line = dict(chapter=chapter, place=place, right=right, told=told, seconds=seconds)
                print(json.dumps(line), flush=True)
                told.clear()


def went_well(notebook, place, told):
    """Whether the cell ran to its end."""
    try:
        return notebook.run(place)
    except page_cells.NotTheReaders as error:
        told.append(("error", str(error)))
        return False


def chains(sources, places):
    """Lists of places, of which each runs just what the ones before ran, and more after it."""
    code = [as_python(source)[0] for source in sources]
    runs = {place: [*needed(code, place), place] for place in places}
    notebook = page_cells.Notebook(sources, (), print)
    loads = {place: notebook.packages(place) for place in places}
    found = []
    for place in sorted(places, key=lambda place: len(runs[place])):
        for chain in sorted(found, key=lambda chain: -len(runs[chain[-1]])):
            last = runs[chain[-1]]
            if runs[place][: len(last)] == last and loads[place] == loads[chain[-1]]:
                chain.append(place)
                break
        else:
            found.append([place])
    return found


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

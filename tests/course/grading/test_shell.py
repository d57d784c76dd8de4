"""A cell shows in the jail what it shows in a notebook: the same outputs as a real kernel's."""

import re

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from course.grading.inside.shell import MOST_LETTERS, Shown
from course.grading.jail import Limits, Nursery
from course.grading.marking import Marker
from course.grading.running import Cell, Run

CELLS = {
    "text": "print('one'); print('two', end='')",
    "both streams": "import sys; print('out'); print('err', file=sys.stderr)",
    "a result": "1 + 1",
    "no result": "x = 3; x;",
    "the last result": "_ + 1",
    "an array": "import numpy as np; np.eye(2)",
    "a table": "import pandas as pd; pd.DataFrame({'a': [1, 2], 'b': [0.5, None]})",
    "a plot": "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);",
    "a plot shown": "plt.plot([2, 1])\nplt.show()\nprint('below')",
    "a figure as a result": "fig, ax = plt.subplots()\nfig",
    "display": "from IPython.display import Markdown, display\ndisplay(Markdown('*x*'), 3)\n4",
    "html": "from IPython.display import HTML\nHTML('<b>x</b>')",
    "an error": "def f():\n    return 1 / 0\n\nf()",
    "a name": "nowhere",
    "a line that is none": "def f(:",
    "its own error": "class Odd(Exception):\n    pass\n\nraise Odd('so')",
    "text before an error": "print('before')\n{}['key']",
    "exit": "import sys\nsys.exit(3)",
    "a warning": "import warnings\nwarnings.warn('careful')",
    "a magic line": "%precision 3\n0.123456",
    "a magic cell": "%%capture said\nprint('hidden')",
    "what it captured": "said.stdout",
    "help": "%who_ls int",
    "a command": "!echo hello",
    "the shell": "get_ipython().user_ns is globals()",
    "In and Out": "len(In) > 3, 2 in Out.values()",
    "a prompt that was copied along": "In [1]: 2 + 2",
    "blank lines first": "\n\n1 / 0",
    "a remainder that looks like a magic": "(7\n%4)",
    "a magic at the end": "x = 5\n%who_ls int",
    "a command's lines": "said = !echo hello\nsaid[0]",
    "a prompt of Python": ">>> 2 + 3",
    "its second line": ">>> (2 +\n...  4)",
    "an indented cell": "    2 + 4",
    "a call without brackets": ",print one two",
    "another": "; print one two",
    "one more": "/len 'four'",
    "a generator that waits": "async def one():\n    yield 1\n\n[x async for x in one()]",
    "its own words": "def other(lines):\n    return [one.replace('seven', '7') for one in lines]\n"
    "get_ipython().input_transformers_cleanup.append(other)",
    "in its own words": "seven + 1",
    "no longer": "get_ipython().input_transformers_cleanup.remove(other)\nseven",
    "top-level await": "import asyncio\nawait asyncio.sleep(0, 'slept')",
}
TIMES = re.compile(
    r"0x[0-9a-f]+|\S*ipykernel_\d+/\d+\.py:\d+:|\b\d+\.py|<ipython-input\S+>(:\d+:)?"
)
COLOURS = re.compile(r"\x1b\[[\d;]*m")


def outline(outputs):
    """What the outputs show, without what is another one each time."""
    return [_outline(one) for one in outputs]


def _outline(one):
    kind = one["output_type"]
    if kind == "stream":
        return kind, one["name"], TIMES.sub("", one["text"]).replace("\r", "")
    if kind == "error":
        return kind, one["ename"], TIMES.sub("", one["evalue"])
    data = {form: TIMES.sub("", str(text)) for form, text in one["data"].items()}
    return kind, {form: "a picture" if form == "image/png" else text for form, text in data.items()}


@pytest.fixture(scope="module")
def in_kernel():
    """The outputs of all cells in a kernel."""
    notebook = new_notebook(cells=[new_code_cell(source) for source in CELLS.values()])
    NotebookClient(notebook, kernel_name="python3", allow_errors=True, timeout=60).execute()
    return dict(zip(CELLS, [cell.outputs for cell in notebook.cells], strict=True))


@pytest.fixture(scope="module")
def in_jail():
    """The outputs of all cells in the jail."""
    nursery = Nursery()
    try:
        run = Run(nursery, Marker([]), {}, Limits(), (30, 120))
        ran = run.cells([Cell(source) for source in CELLS.values()])
    finally:
        nursery.close()
    return dict(zip(CELLS, [one.outputs for one in ran], strict=True))


@pytest.mark.whole
@pytest.mark.parametrize("name", CELLS)
def test_it_shows_what_a_kernel_shows(in_kernel, in_jail, name):
    """Kinds, texts, tables, the kinds of pictures and errors, in their order."""
    assert outline(in_jail[name]) == outline(in_kernel[name])


@pytest.mark.whole
@pytest.mark.parametrize("name", ["an error", "a name", "a line that is none"])
def test_a_traceback_names_the_line(in_jail, name):
    """As a notebook does: the arrow, the cell, the line."""
    shown = COLOURS.sub("", "\n".join(in_jail[name][-1]["traceback"]))
    assert re.search(r"Cell In\[\d+\], line \d+", shown)


def test_what_a_cell_shows_has_an_end():
    """A flood is cut off and said so; what came before it stays."""
    shown = Shown()
    shown.text("stdout", "first\n")
    for _ in range(30):
        shown.text("stdout", "x" * 100_000)
    shown.add({"output_type": "display_data", "data": {"text/plain": "late"}, "metadata": {}})
    (output,) = shown.outputs
    assert output["text"].startswith("first\nx")
    assert len(output["text"]) < MOST_LETTERS + 200
    assert output["text"].rstrip().endswith("more than a million letters.]")
    nbformat.from_dict(output)

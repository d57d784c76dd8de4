"""`glue` keeps a value where the book's tools are installed, and is silent where they are not."""

import subprocess
import sys

import nbformat
import pytest
from nbclient import NotebookClient

STUDENT = """
import sys
for name in ("myst_nb", "IPython"):
    sys.modules[name] = None  # importing it now raises ImportError
import matplotlib
matplotlib.use("Agg")
import course.figures as figures
assert figures.glue("slope", -3.99) is None
import pandas as pd
print(figures.table(pd.DataFrame({"model": ["line"], "loss": [0.5]})))
figure, axes = figures.subplots()
axes.plot([0, 1], [0, 1])
figures.show(figure, alt="A straight line from zero to one.")
import matplotlib.pyplot as plt
assert plt.get_fignums() == []
"""


def test_a_student_without_the_books_tools_loses_nothing():
    """Without myst_nb and IPython, glue is silent, a table is text and show still works."""
    run = subprocess.run([sys.executable, "-c", STUDENT], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == ["model", "loss", "line", "0.5"]
    assert run.stderr == ""


def test_importing_is_light():
    """Importing course.figures loads neither matplotlib nor pandas nor the book's tools."""
    heavy = ("matplotlib", "pandas", "IPython", "myst_nb")
    code = f"import sys, course.figures; print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.fixture(scope="module")
def outputs():
    """What a notebook's cells leave behind: one with glue, one with show."""
    cells = [
        "from course.figures import glue, show, subplots\nglue('slope', '−3.99')",
        "figure, axes = subplots()\naxes.plot([0, 1], [0, 1])\n"
        "show(figure, alt='A straight line from zero to one.')",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    NotebookClient(notebook, kernel_name="python3", timeout=120).execute()
    return [cell.outputs for cell in notebook.cells]


def test_glue_reaches_the_page(outputs):
    """With myst_nb, the value is kept under its name, in the form that the page reads."""
    (kept,) = outputs[0]
    assert kept.metadata["scrapbook"]["name"] == "slope"
    assert kept.data == {"application/papermill.record/text/plain": "'−3.99'"}


def test_show_puts_one_picture_on_the_page(outputs):
    """A shown figure is one output, SVG with its words, and no second copy made of pixels."""
    (picture,) = outputs[1]
    assert set(picture.data) == {"text/html", "text/plain"}
    assert picture.data["text/plain"] == "Picture: A straight line from zero to one."
    assert picture.data["text/html"].startswith('<div class="nn-figure"><svg ')

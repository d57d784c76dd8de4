"""A small book that tests may break.

The small book is a copy of the project with two short pages, and with things beside them that
must never be published. It is built by the command that everybody uses.
"""

import json
import os
import shutil

import pytest
import yaml
from built import build_command
from chromium import go_without
from sphinx.testing.util import SphinxTestApp
from unchanged import unchanged

from course.site.assets import bundler, lite, pyodide
from course.site.errors import NotFetched

MARKERS = {
    "classroom/submitted/ada/backprop/backprop.ipynb": "MARKER-submission",
    "solutions/secret/secret.ipynb": "MARKER-solution",
    "solutions/secret/instructor.md": "MARKER-instructor",
    "chapters/draft.md": "MARKER-draft",
    ".private/notes.md": "MARKER-hidden",
}

TOC = """\
format: jb-book
root: chapters/index
chapters:
  - file: chapters/small
"""

INDEX = """\
# A small book

Read {doc}`small`, and {ref}`its numbers <numbers>`.
"""

SMALL = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# A small chapter

(numbers)=
## Numbers

```{code-cell} python
import io
import re
from pathlib import Path

import pandas as pd

import reference_impl
from course.figures import glue, show, subplots
from reference_impl import example

assert Path(reference_impl.__file__).parents[1] == Path.cwd().parent  # the copy, not the original
print("half of the answer:", example.W2[0, 0])
glue("half", f"{example.W2[0, 0]:.4f}")
pd.DataFrame({"a": [1, 2]})
```

The half is {glue:text}`half`.

```{code-cell} python
import time

print("one line", end=" ", flush=True)
time.sleep(0.5)  # the kernel sends off what it has
print("in two pieces")
```

```{code-cell} python
:tags: [hide-input]
figure, axes = subplots()
axes.plot([0, 1], [0, 2])
show(figure, alt="A straight line that climbs from 0 to 2.")
# What differs from run to run, unless the build takes care: a date, and the order of a set.
figure.savefig(drawing := io.StringIO(), format="svg")
print(re.search("<dc:date>.*?</dc:date>", drawing.getvalue())[0], set("neural networks"))
```

$$
\\hat y = X W_1 + b_1
$$ (line)

Equation {eq}`line` is a line; not so $x^2$. Nor is $x^2 + 1$, which is higher.
"""

# What a page of the book's directives needs, and no more; the theme is Sphinx's plainest.
DIRECTIVES = ("directives", "explorables", "questions", "synonyms")
SETTINGS = {
    "extensions": ["myst_parser", *(f"course.site.teach.{name}" for name in DIRECTIVES)],
    "myst_enable_extensions": ["colon_fence", "dollarmath"],
    "html_theme": "basic",
}
STRICT = {"warningiserror": True, "keep_going": True}  # as the book is built


@pytest.fixture
def sphinx(tmp_path):
    """A function that has Sphinx write a page of that text with our directives; it returns the app.

    The page is `index.html` in the app's `outdir`.
    """
    made = []

    def write(text):
        (tmp_path / "conf.py").write_text("")
        (tmp_path / "index.md").write_text(f"# A page\n\n{text}\n", encoding="utf-8")
        made.append(SphinxTestApp(srcdir=tmp_path, confoverrides=SETTINGS, **STRICT))
        made[-1].build()
        return made[-1]

    yield write
    for app in made:
        app.cleanup()


@pytest.fixture(scope="session")
def assets():
    """Everything that a build fetches, in the user's cache before a book is built offline.

    Else one book would have it and the next would not.
    """
    try:
        bundler.bundle()
        pyodide.fetch(say=lambda line: None)
        lite.fetch()
    except NotFetched as error:
        go_without(f"Not fetched: {error}")


@pytest.fixture(scope="session")
def run_build(assets):
    """A function that builds the copy at `root`, with the copy's own code, without a network."""

    def run(root, **more):
        alone = {
            "PYTHONPATH": str(root),
            "NN_DATA_DIR": str(root / "no-data"),
            "HTTPS_PROXY": "http://127.0.0.1:9",  # nobody listens there
        }
        return build_command(root, os.environ | alone | more)

    return run


@pytest.fixture(scope="session")
def write_small_book(copy_project):
    """A function that copies the project to a new folder and swaps its pages for two short ones."""

    def write(destination):
        book = copy_project(destination)
        for room in ("chapters", "exercises", "solutions"):
            shutil.rmtree(book / room, ignore_errors=True)
        (book / "chapters").mkdir()
        _unchanged(book / "_config.yml")
        (book / "_toc.yml").write_text(TOC)
        (book / "chapters/references.bib").write_text("")  # _config.yml names it
        (book / "chapters/index.md").write_text(INDEX)
        (book / "chapters/small.md").write_text(SMALL)
        for path, marker in MARKERS.items():
            (book / path).parent.mkdir(parents=True, exist_ok=True)
            (book / path).write_text(marked(path, marker))
        return book

    return write


def _unchanged(config):
    """Take out what an instructor has changed: the tests of the small book bring their own."""
    settings = yaml.safe_load(config.read_text("utf-8"))
    for name in ("repository", "logo", "course"):
        settings.pop(name, None)
    settings["html"].pop("baseurl", None)
    settings["sphinx"]["config"]["language"] = "en"
    config.write_text(yaml.safe_dump(settings, sort_keys=False, allow_unicode=True), "utf-8")


def marked(path, marker):
    """A page or a notebook whose text is `marker`."""
    if path.endswith(".md"):
        return f"# {marker}\n"
    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": f"# {marker}"}
    kernel = {"kernelspec": {"display_name": "Python 3", "name": "python3"}}
    return json.dumps({"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture(scope="session")
def markers():
    """What stands in the files of the small book that must not be published."""
    return list(MARKERS.values())


@pytest.fixture(scope="session")
def built_book(write_small_book, run_build, tmp_path_factory):
    """The small book, for `small_book`."""
    book = write_small_book(tmp_path_factory.mktemp("small") / "book")
    result = run_build(book)
    assert result.returncode == 0, result.stderr
    return book


@pytest.fixture
def small_book(built_book):
    """A small book, built; a test that changes it, and not a copy of it, fails."""
    with unchanged(built_book):
        yield built_book

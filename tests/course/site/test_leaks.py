"""The site gives nothing away: no solution, hidden test, model answer or instructor's text.

Looked at is every file of it: pages as a reader sees them, notebooks to download, the search
index, scripts, and what lies packed in other files.
"""

import io
import re
import shutil
import zipfile
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from to_keep import lines, secrets

SOLUTIONS = Path(__file__).resolve().parents[3] / "solutions"
# One-line answers that their own chapter teaches, word for word, before it asks for them.
TAUGHT = {
    "the solution of central_difference-answer is left in",
    "the solution of confusion_matrix-answer is left in",
    "the solution of one_hot-answer is left in",
}
TEXT = {".md", ".txt", ".js", ".json", ".css", ".xml", ".py"}
LONG = 40  # letters: a shorter line of an instructor's text says nothing by itself


def kept_secret(solutions):
    """All that must not be in the site: {what it is: its text, squeezed}."""
    found = {}
    for path in sorted(solutions.glob("*/**/*.ipynb")):
        for what, text in secrets(nbformat.read(path, as_version=4)):
            if lines(text).strip() and what not in TAUGHT:
                found[f"{path.relative_to(solutions)}: {what}"] = lines(text)
    for path in sorted(solutions.glob("*/instructor.md")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if len(line) > LONG and not line.startswith("|"):
                found[f"{path.relative_to(solutions)}: {line[:LONG]}"] = squeezed(line)
    return found


def squeezed(text):
    """Words alone, so that neither Markdown nor HTML hides them."""
    return re.sub(r"[\W_]+", "", text)


def texts(name, content):
    """The texts of a file: what a reader sees of it, and what lies packed in it."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for inside in packed.namelist():
                yield from texts(inside, packed.read(inside))
        return
    suffix = Path(name).suffix
    if suffix not in TEXT | {".html", ".ipynb"}:
        return
    text = content.decode("utf-8", errors="replace")
    yield text
    if suffix == ".html":
        yield BeautifulSoup(text, "html.parser").get_text()
    if suffix == ".ipynb":
        yield "\n".join(cell.source for cell in nbformat.reads(text, as_version=4).cells)


def may_hold(path, what):
    """Whether a file may hold a line that is a secret elsewhere.

    The wheel is what every student installs, and the reference network in it knows the answers.
    Pyodide's files are other people's, and taken by their hashes.
    """
    top = path.parts[0]
    return top == "pyodide" or (top == "wheel" and "the solution of" in what)


def leaks(site, hidden):
    """Each secret that some file of the site holds: {(file, what)}."""
    found = set()
    for path in filter(Path.is_file, site.rglob("*")):
        kept = path.relative_to(site)
        asked = {what: text for what, text in hidden.items() if not may_hold(kept, what)}
        for text in texts(path.name, path.read_bytes()) if asked else ():
            whole, words = lines(text), squeezed(text)
            for what, secret in asked.items():
                if secret in (whole if secret.startswith("\n") else words):
                    found.add((path.relative_to(site).as_posix(), what))
    return found


@pytest.fixture(scope="module")
def hidden():
    return kept_secret(SOLUTIONS)


def test_the_site_gives_nothing_away(site, hidden):
    """Not in a page, a source, a download or the search index."""
    assert leaks(site, hidden) == set()


def test_there_is_something_to_hide(hidden):
    """Solutions, hidden tests and instructor's words of every assignment, and of the variants."""
    for folder in filter(Path.is_dir, SOLUTIONS.iterdir()):
        ours = [what for what in hidden if what.startswith(f"{folder.name}/")]
        assert any("the solution of" in what for what in ours)
        assert any("the hidden test of" in what for what in ours)
        assert any("instructor.md: " in what for what in ours)
    assert any("instructor-variants" in what for what in hidden)


PLANTED = {
    "exercises/backprop/backprop.html": "backprop.ipynb: the solution of affine_backward-answer",
    "_sources/exercises/backprop/backprop.ipynb": "backprop.ipynb: the hidden test of mse_grad-one",
    "searchindex.js": "backprop.ipynb: the model answer of asleep-layer",
    "_downloads/answers.zip": "backprop.ipynb: the solution of backward-answer",
    "chapters/backprop.html": "backprop/instructor.md: ",
    "wheel/course.zip": "backprop.ipynb: the model answer of asleep-layer",
}


@pytest.mark.parametrize("place", PLANTED)
def test_a_planted_leak_is_noticed(hidden, tmp_path, place):
    """A solution in a page, a test in a download, a model answer in the index, a zip, a note."""
    what = next(what for what in hidden if PLANTED[place] in what)
    page = tmp_path / place
    page.parent.mkdir(parents=True, exist_ok=True)
    plant(page, source_of(what))
    assert (place, what) in leaks(tmp_path, hidden)
    shutil.rmtree(tmp_path / Path(place).parts[0], ignore_errors=True)


def source_of(what):
    """The text that a secret was squeezed from."""
    path, _, name = what.partition(": ")
    if path.endswith(".md"):
        text = (SOLUTIONS / path).read_text(encoding="utf-8")
        return next(line for line in text.splitlines() if line.startswith(name))
    return dict(secrets(nbformat.read(SOLUTIONS / path, as_version=4)))[name]


def plant(page, text):
    """Write it in the manner of that kind of file."""
    if page.suffix == ".zip":
        with zipfile.ZipFile(page, "w") as packed:
            packed.writestr("answers.py", text)
    elif page.suffix == ".ipynb":
        cell = nbformat.v4.new_code_cell(text)
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), page)
    elif page.suffix == ".html":
        page.write_text("<pre><span>" + text.replace("\n", "</span>\n<span>") + "</span></pre>")
    else:
        page.write_text(text)

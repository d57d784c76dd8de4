"""The site gives nothing away: no hidden test or instructor's text, and no solution
but in the one place for them, and not even there where a build was told to show none.

Looked at is every file of it: pages as a reader sees them, notebooks to download, the search
index, scripts, and what lies packed in other files.
"""

import functools
import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import nbformat
import pytest
import yaml
from bs4 import BeautifulSoup
from masters import ASSIGNMENTS
from to_keep import lines, secrets

from course.site.source.run import cache_folder
from course.site.teach.directives import assignment
from course.site.teach.purposes import SHOWN, told

SOLUTIONS = Path(__file__).resolve().parents[3] / "solutions"
# One-line answers that their own chapter teaches, word for word, before it asks for them.
TAUGHT = {
    "the solution of central_difference-answer is left in",
    "the solution of confusion_matrix-answer is left in",
    "the solution of one_hot-answer is left in",
}
# What a later assignment is built on, it hands over: that one's files may hold it.
HANDED_OVER = {
    "activations/activations.ipynb: the solution of softmax-answer is left in": "forward",
    "derivatives/derivatives.ipynb: the solution of partial-answer is left in": "gradients",
    "forward/forward.ipynb: the solution of forward-answer is left in": "chain_rule",
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
    for path in sorted(solutions.glob("*/explained.yml")):
        for function, words in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            for line in filter(lambda line: len(line) > LONG, words):
                found[f"{path.relative_to(solutions)}: {function}: {line}"] = squeezed(line)
    for path in sorted(solutions.glob("*/instructor.md")):
        text = path.read_text(encoding="utf-8")
        _, parts = told(text)
        # The page on the assignments tells these to instructors, and so to everybody.
        told_to_all = {line for name in SHOWN for line in parts[name].splitlines()}
        for line in sorted({*text.splitlines()} - told_to_all):
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
    if suffix == ".json":
        yield "\n".join(strings(json.loads(text)))
    if suffix == ".ipynb":
        yield "\n".join(cell.source for cell in nbformat.reads(text, as_version=4).cells)


@functools.cache
def both_ways(name, content):
    """Those texts by lines and by words. Files are looked at three times, most with one content."""
    return [(lines(text), squeezed(text)) for text in texts(name, content)]


def strings(value):
    """Every text in what a JSON file holds, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inside in value.values() if isinstance(value, dict) else value:
            yield from strings(inside)


def may_hold(path, what, shown):
    """Whether a file may hold a line that is a secret elsewhere.

    The wheel is what every student installs, and the reference network in it knows the answers.
    Pyodide's files are other people's, and taken by their hashes; so are JupyterLite's, but for the
    notebooks in it. Solutions and what explains them have one place of their own, where they are
    `shown`; a few are handed over by a later assignment.
    """
    top, solved = path.parts[0], "the solution of" in what
    place = shown and path.parent == Path("solutions") and (solved or "explained.yml" in what)
    theirs = top == "pyodide" or (top == "lite" and path.parts[1] != "files")
    handed = path.name.partition(".")[0] == HANDED_OVER.get(what)
    return theirs or (top == "wheel" and solved) or place or handed


def leaks(site, hidden, shown=True):
    """Each secret that some file of the site holds: {(file, what)}."""
    found = set()
    for path in filter(Path.is_file, site.rglob("*")):
        kept = path.relative_to(site)
        asked = {what: text for what, text in hidden.items() if not may_hold(kept, what, shown)}
        for whole, words in both_ways(path.name, path.read_bytes()) if asked else ():
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


@pytest.fixture(scope="module")
def quiet_site(copy_project, run_build, request, tmp_path_factory):
    """The whole book, built without solutions from chapters that have run already."""
    root = request.config.rootpath
    copied = copy_project(tmp_path_factory.mktemp("quiet") / "book")
    if cache_folder(root).is_dir():
        shutil.copytree(cache_folder(root), cache_folder(copied))
    result = run_build(copied, NN_SOLUTIONS="no")
    assert result.returncode == 0, result.stderr
    return copied / "_build/html"


def test_solutions_switched_off(quiet_site, hidden):
    """No solution and no explanation in any file, and no page has a button for one."""
    assert leaks(quiet_site, hidden, shown=False) == set()
    assert not (quiet_site / "solutions").exists()
    files = set(quiet_site.glob("cells/exercises/**/*.json"))
    files -= set(quiet_site.glob("cells/exercises/**/*.notebook.json"))
    pages = [json.loads(file.read_text("utf-8")) for file in files]
    assert len(pages) == len(ASSIGNMENTS) and not any(page["solutions"] for page in pages)


def test_solutions_have_one_place(site, hidden):
    """With them shown, each is in its assignment's file; asked strictly, the gate sees them all."""
    seen = leaks(site, hidden, shown=False)
    assert {Path(file).parent.as_posix() for file, _ in seen} == {"solutions"}
    for path in SOLUTIONS.glob("*/explained.yml"):
        name = path.parent.name
        told = json.loads((site / f"solutions/{name}.json").read_text("utf-8"))
        assert set(told) == set(assignment(name).answers)
        assert {what for file, what in seen if file == f"solutions/{name}.json"} >= {
            what for what in hidden if what.startswith(f"{name}/explained.yml")
        }


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
    "searchindex.js": "backprop.ipynb: the solution of asleep_layer-answer",
    "_downloads/answers.zip": "backprop.ipynb: the solution of backward-answer",
    "chapters/backprop.html": "backprop/instructor.md: ",
    "web/page.js": "backprop/explained.yml: backward: ",
    "solutions/backprop.json": "backprop.ipynb: the hidden test of mse_grad-one",
    "wheel/course.zip": "backprop.ipynb: the hidden test of affine_backward-dW",
}


@pytest.mark.parametrize("place", PLANTED)
def test_a_planted_leak_is_noticed(hidden, tmp_path, place):
    """A solution in a page, a test in a download, an answer in the index, a zip, a note."""
    what = next(what for what in hidden if PLANTED[place] in what)
    page = tmp_path / place
    page.parent.mkdir(parents=True, exist_ok=True)
    plant(page, source_of(what))
    assert (place, what) in leaks(tmp_path, hidden)
    shutil.rmtree(tmp_path / Path(place).parts[0], ignore_errors=True)


def source_of(what):
    """The text that a secret was squeezed from."""
    path, _, name = what.partition(": ")
    if path.endswith(".yml"):
        return name.partition(": ")[2]
    if path.endswith(".md"):
        text = (SOLUTIONS / path).read_text(encoding="utf-8")
        return next(line for line in text.splitlines() if line.startswith(name))
    return dict(secrets(nbformat.read(SOLUTIONS / path, as_version=4)))[name]


def plant(page, text):
    """Write it in the manner of that kind of file."""
    if page.suffix == ".zip":
        with zipfile.ZipFile(page, "w") as packed:
            packed.writestr("answers.py", text)
    elif page.suffix == ".json":
        page.write_text(json.dumps({"a": [text]}))
    elif page.suffix == ".ipynb":
        cell = nbformat.v4.new_code_cell(text)
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), page)
    elif page.suffix == ".html":
        page.write_text("<pre><span>" + text.replace("\n", "</span>\n<span>") + "</span></pre>")
    else:
        page.write_text(text)

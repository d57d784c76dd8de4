"""What the browser keeps can be taken elsewhere, and what goes wrong there loses nothing."""

import json
import subprocess

import pytest

from course.site.web import NODE, SOURCES

BROWSER = """
const kept = new Map();
globalThis.localStorage = new Proxy({
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => { if (globalThis.full) throw new Error("full"); kept.set(key, value); },
  removeItem: (key) => kept.delete(key),
}, { ownKeys: () => [...kept.keys()],
     getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) });
globalThis.told = [];
globalThis.document = {
  dispatchEvent: (event) => told.push(event.detail),
  querySelector: () => ({ src: "https://host.example/a/book/web/page.js?v=1" }),
};
"""


@pytest.fixture
def in_browser():
    """A function that runs a script with storage.js and notebook.js; returns what it hands over."""

    def run(script):
        files = {"storage": "storage.js", "notebook": "runner/notebook.js"}
        modules = "".join(
            f'const {name} = await import("{(SOURCES / path).as_uri()}");\n'
            for name, path in files.items()
        )
        whole = f"{BROWSER}{modules}const result = await (async () => {{ {script} }})();\n"
        command = [NODE, "--input-type=module", "-e", f"{whole}console.log(JSON.stringify(result))"]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def test_out_and_in_again(in_browser):
    """All that is kept goes into a file, and comes back from it."""
    script = """
    storage.write("done", { backprop: { mse_grad: { "": "2026-01-01" } } });
    storage.write("answers/backprop", { a: "def f(): pass" });
    const file = storage.exportAll();
    storage.removeAll();
    const between = storage.names();
    storage.importAll(file);
    return [between, storage.names().sort(), storage.read("answers/backprop")];
    """
    between, names, answers = in_browser(script)
    assert between == []
    assert (names, answers) == (["answers/backprop", "done"], {"a": "def f(): pass"})


@pytest.mark.parametrize("file", ["not json", "[]", '{"form": "other", "kept": {}}', "null"])
def test_another_file_changes_nothing(in_browser, file):
    """It is refused in words."""
    script = f"""
    storage.write("done", 1);
    try {{ storage.importAll({json.dumps(file)}); }} catch (error) {{
      return [error.constructor.name, error.message, storage.read("done")];
    }}
    """
    kind, message, kept = in_browser(script)
    assert (kind, kept) == ("Unreadable", 1)
    assert "This file" in message


def test_two_books_on_one_host_do_not_mix(in_browser):
    """A key carries the address of its book; another book's are neither told nor deleted."""
    script = """
    localStorage.setItem("nn:/another/book/:done", "7");
    storage.write("done", 1);
    storage.removeAll();
    return [storage.names(), storage.read("done"), Object.keys(localStorage)];
    """
    assert in_browser(script) == [[], None, ["nn:/another/book/:done"]]


def test_no_room_and_damage(in_browser):
    """The page goes on and says so once; what can't be read counts as not there."""
    script = """
    storage.write("done", 1);
    for (const key of Object.keys(localStorage)) localStorage.setItem(key, "{damaged");
    const damaged = storage.read("done");
    globalThis.full = true;
    storage.write("a", 1);
    storage.write("b", 2);
    return [damaged, told];
    """
    assert in_browser(script) == [None, ["full"]]


NOTEBOOK = {
    "cells": [
        {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": "f", "solution": True}},
         "source": ["stub\n", "more"]},
        {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": "c", "solution": False}},
         "source": "check"},
    ],
    "nbformat": 4,
}  # fmt: skip


def test_answers_into_a_notebook_and_out_of_it(in_browser):
    """Into the cells of answers alone, in lines as Jupyter writes them; and back, word for word."""
    answer = "def f():\n    return 'é'\n"
    script = f"""
    const released = {json.dumps(NOTEBOOK)};
    const text = notebook.filled(released, {{ f: {json.dumps(answer)}, c: "changed" }});
    return [JSON.parse(text).cells.map((cell) => cell.source), released.cells[0].source,
            notebook.answersIn(text, ["f", "g"])];
    """
    sources, untouched, back = in_browser(script)
    assert sources == [["def f():\n", "    return 'é'\n"], "check"]
    assert untouched == NOTEBOOK["cells"][0]["source"]
    assert back == {"answers": {"f": answer}, "missing": ["g"]}


@pytest.mark.parametrize("file", ["\x89PNG", "{}", json.dumps(NOTEBOOK | {"cells": []})])
def test_what_is_no_notebook_of_ours(in_browser, file):
    """Is refused, with the reason."""
    script = f"""
    try {{ notebook.answersIn({json.dumps(file)}, ["f"]); }} catch (error) {{
      return error.message;
    }}
    """
    assert "notebook" in in_browser(script)

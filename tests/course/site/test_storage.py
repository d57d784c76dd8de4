"""What the browser keeps can be taken elsewhere, and what goes wrong there loses nothing."""

import json
import subprocess

import pytest

from course.site.npm import NODE, SOURCES

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
    """A function that runs a script with what keeps and takes; returns what it hands over."""

    def run(script):
        files = {
            "storage": "storage.js",
            "progress": "progress-file.js",
            "records": "records.js",
            "notebook": "runner/notebook.js",
        }
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


DONE = {"done/backprop/mse_grad/": {"day": "2026-01-01", "at": 7e11}}
ANSWER = {"answers/backprop/a": {"text": "def f(): pass", "at": 7e11}}


def put(kept):
    """The script that keeps some values."""
    return "".join(f"storage.write({json.dumps(n)}, {json.dumps(v)});\n" for n, v in kept.items())


ALL = "Object.fromEntries(storage.names().sort().map((name) => [name, storage.read(name)]))"


def file_of(kept, form="Neural networks for the math-averse: progress"):
    """The text of an exported file."""
    return json.dumps({"form": form, "kept": kept})


def import_of(text):
    """The script that imports a file; what went wrong is in `trouble`."""
    return f"""let trouble = null, got = null;
    try {{ got = progress.importAll({json.dumps(text)}); }}
    catch (error) {{ trouble = `${{error.constructor.name}}: ${{error.message}}`; }}
    """


def test_out_and_in_again(in_browser):
    """All that is kept goes into a file, and comes back from it."""
    script = f"""
    {put(DONE | ANSWER)}
    const file = progress.exportAll();
    storage.removeAll();
    const between = storage.names();
    progress.importAll(file);
    return [between, {ALL}];
    """
    assert in_browser(script) == [[], DONE | ANSWER]


FORMER = {
    "answers/backprop": {"a": "def f(): pass", "b": "x"},
    "done": {"backprop": {"mse_grad": {"": "2026-01-01"}}},
    "sizes": {"backprop": {"mse_grad": [""]}},
    "review": {
        "chapters/backprop.html#question-why": {"due": "2026-01-02", "right": 0},
        "chapters/chain-rule.html#question-moved": {"due": None, "right": 1},
    },
    "review/chapters/chain-rule.html#question-by": {"due": "2026-01-02", "right": 0, "at": 7e11},
}
TODAYS = {
    "answers/backprop/a": {"text": "def f(): pass", "at": 1},
    "answers/backprop/b": {"text": "x", "at": 1},
    "done/backprop/mse_grad/": {"day": "2026-01-01", "at": 1767225600000},
    "sizes/backprop": {"mse_grad": [""]},
    "review/chapters/backprop.html#question-why": {"due": "2026-01-02", "right": 0, "at": 1},
    "review/chapters/chain_rule.html#question-moved": {"due": None, "right": 1, "at": 1},
    "review/chapters/chain_rule.html#question-by": {"due": "2026-01-02", "right": 0, "at": 7e11},
}


def test_what_older_visits_kept(in_browser):
    """In the browser, or in a file that was exported then: it is in today's form, all of it."""
    assert in_browser(f"{put(FORMER)} records.modernize(); return {ALL};") == TODAYS
    assert in_browser(f"{import_of(file_of(FORMER))} return {ALL};") == TODAYS


def test_an_older_page_writes_on(in_browser):
    """A tab of an older visit writes all it has: nothing newer goes, and nothing of its own."""
    newer = {"answers/backprop/a": {"text": "newer", "at": 8e11}}
    script = f"{put(newer | FORMER)} records.modernize(); return {ALL};"
    kept = in_browser(script)
    assert kept["answers/backprop/a"]["text"] == "newer"
    assert kept["answers/backprop/b"]["text"] == "x"
    assert kept["beside/backprop/a/former"]["text"] == "def f(): pass"


def test_no_room_for_todays_form(in_browser):
    """What an older visit kept stays as it is, and is read all the same."""
    script = f"""
    {put(FORMER)}
    globalThis.full = true;
    records.modernize();
    const read = storage.read("answers/backprop/a").text;
    return [read, JSON.parse(localStorage.getItem("nn:/a/book/:answers/backprop")).b];
    """
    assert in_browser(script) == ["def f(): pass", "x"]


HERE = {
    "answers/b/here": {"text": "here", "at": 7e11},
    "answers/b/older": {"text": "older here", "at": 7e11},
    "answers/b/newer": {"text": "newer here", "at": 9e11},
    "answers/b/unknown": {"text": "of an unknown time", "at": 1},
    "done/b/f/": {"day": "2026-01-01", "at": 7e11},
}
THERE = {
    "answers/b/there": {"text": "there", "at": 7e11},
    "answers/b/older": {"text": "newer there", "at": 8e11},
    "answers/b/newer": {"text": "older there", "at": 8e11},
    "answers/b/unknown": {"text": "of some time", "at": 8e11},
    "done/b/f/": {"day": None, "at": 6e11},
    "done/b/g/": {"day": "2026-01-01", "at": 7e11},
}


def test_import_merges_newest_first(in_browser):
    """By answer; what is here and not there stays; and it can be undone."""
    script = f"""
    {put(HERE)} {import_of(file_of(THERE))}
    const after = {ALL};
    got.undo();
    return [trouble, after, {ALL}, got.all.map((one) => `${{one.how}} ${{one.name}}`).sort()];
    """
    trouble, after, undone, how = in_browser(script)
    assert trouble is None and undone == HERE
    texts = {name: value.get("text", value.get("day")) for name, value in after.items()}
    assert texts == {
        "answers/b/here": "here", "answers/b/there": "there", "answers/b/older": "newer there",
        "answers/b/newer": "newer here", "answers/b/unknown": "of an unknown time",
        "beside/b/unknown/file": "of some time",
        "done/b/f/": "2026-01-01", "done/b/g/": "2026-01-01",
    }  # fmt: skip
    assert how == [
        "asked beside/b/unknown/file", "newer answers/b/newer", "taken answers/b/older",
        "taken answers/b/there", "taken done/b/g/",
    ]  # fmt: skip


def test_undo_leaves_what_was_written_since(in_browser):
    """An answer that was changed after the import is the reader's."""
    since = {"text": "since", "at": 9e11}
    script = f"""
    {put(HERE)} {import_of(file_of(THERE))}
    {put({"answers/b/there": since})}
    got.undo();
    return storage.read("answers/b/there");
    """
    assert in_browser(script) == since


def test_import_without_room(in_browser):
    """All or nothing: half a file is not taken."""
    script = f"""
    {put(HERE)} globalThis.full = true; {import_of(file_of(THERE))} globalThis.full = false;
    return [trouble, {ALL}];
    """
    trouble, kept = in_browser(script)
    assert trouble.startswith("Unreadable: This browser has no room")
    assert kept == HERE


@pytest.mark.parametrize("file", ["not json", "[]", file_of({}, "other"), "null", '{"form": 1}'])
def test_another_file_changes_nothing(in_browser, file):
    """It is refused in words."""
    trouble, kept = in_browser(f"{put(HERE)} {import_of(file)} return [trouble, {ALL}];")
    assert trouble.startswith("Unreadable: This ")
    assert kept == HERE


EVIL = "<img src=x onerror=alert(1)>"
HOSTILE = [
    {"__proto__": {"polluted": 1}},
    {"done": {"__proto__": {"f": {"polluted": "2026-01-01"}}}},
    {"done": {"backprop": {"__proto__": {"polluted": "2026-01-01"}}}},
    {"answers/__proto__": {"polluted": "x"}},
    {"answers/backprop": {"__proto__": "x"}},
    {"done/__proto__/f/polluted": {"day": "2026-01-01", "at": 7e11}},
    {EVIL: EVIL},
    {f"answers/{EVIL}": {EVIL: EVIL}},
    {"answers/backprop": {EVIL: "x"}},
    {"answers/backprop": EVIL},
    {"answers/backprop/a": {"text": {"toString": EVIL}, "at": 7e11}},
    {"answers/backprop/a": {"text": "x", "at": EVIL}},
    {"answers/backprop/a": EVIL},
    {"done": {"backprop": {"f": {"": EVIL}}}},
    {"done": {"backprop": {"f": {EVIL: "2026-01-01"}}}},
    {"done/backprop/f/": {"day": EVIL, "at": 7e11}},
    {"sizes": {"backprop": {EVIL: [""]}}},
    {"sizes": {"backprop": {"f": [EVIL]}}},
    {"sizes/backprop": {"f": EVIL}},
    {"review": {f"{EVIL}#q": {"due": "2026-01-01", "right": 0}}},
    {"review": {"https://evil.example/page.html#q": {"due": "2026-01-01", "right": 0}}},
    {"review": {"//evil.example/page.html#q": {"due": "2026-01-01", "right": 0}}},
    {"review": {"chapters/../../evil.html#q": {"due": "2026-01-01", "right": 0}}},
    {"review": {"chapters/a.html#q": {"due": EVIL, "right": 0}}},
    {"review": {"chapters/a.html#q": {"due": "2026-01-01", "right": EVIL}}},
    {"theme": "dark"},
]


@pytest.mark.parametrize("kept", HOSTILE, ids=str)
def test_hostile_file_changes_nothing(in_browser, kept):
    """One strange field, and none of the file's good ones is taken either."""
    text = file_of({"answers/backprop/good": {"text": "good", "at": 9e11}} | kept)
    script = f"{put(HERE)} {import_of(text)} return [trouble, {ALL}, ({{}}).polluted ?? null];"
    trouble, after, polluted = in_browser(script)
    assert trouble.startswith("Unreadable: This file has something in it")
    assert (after, polluted) == (HERE, None)


@pytest.mark.whole
def test_a_deep_file_changes_nothing(in_browser):
    """Neither as a file of progress nor as a notebook; and each says so in words."""
    script = f"""
    const deep = "[".repeat(1e6) + "]".repeat(1e6);
    const said = [];
    const form = `"form": "Neural networks for the math-averse: progress"`;
    const kept = `{{"answers/backprop/a": {{"text": ${{deep}}, "at": 1}}}}`;
    for (const text of [deep, `{{${{form}}, "kept": ${{kept}}}}`]) {{
      try {{ progress.importAll(text); }} catch (error) {{ said.push(error.constructor.name); }}
    }}
    const cell = `{{"cell_type": "code", "metadata": {{"nbgrader": {{"grade_id": "f",` +
                 `"solution": true}}}}, "source": ${{deep}}}}`;
    for (const text of [deep, `{{"cells": ${{deep}}}}`, `{{"cells": [${{cell}}]}}`]) {{
      try {{ said.push(notebook.answersIn(text, EXPECTED, []).answers.get("f")); }}
      catch (error) {{ said.push(error.constructor.name); }}
    }}
    return [said, {ALL}];
    """.replace("EXPECTED", EXPECTED)
    said, kept = in_browser(script)
    assert (said, kept) == (["Unreadable"] * 5, {})


def test_a_clock_that_is_wrong(in_browser):
    """An answer of the far future does not win for ever."""
    script = f"""
    {import_of(file_of({"answers/b/f": {"text": "x", "at": 9e15}}))}
    return storage.read("answers/b/f").at <= Date.now();
    """
    assert in_browser(script)


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
    const meanwhile = storage.read("b");
    globalThis.full = false;
    storage.write("c", 3);
    return [damaged, told, meanwhile, localStorage.getItem("nn:/a/book/:b")];
    """
    assert in_browser(script) == [None, ["full", None], 2, "2"]


NOTEBOOK = {
    "cells": [
        {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": "f", "solution": True}},
         "source": ["stub\n", "more"]},
        {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": "c", "solution": False}},
         "source": "check"},
    ],
    "nbformat": 4,
}  # fmt: skip


EXPECTED = json.dumps([{"id": f"{name}-answer", "name": name} for name in ("f", "g", "why")])


def cell(source, grade_id=None, solution=False, cell_type="code"):
    """A cell as a notebook has it, with nbgrader's mark or without."""
    mark = {"nbgrader": {"grade_id": grade_id, "solution": solution}} if grade_id else {}
    return {"cell_type": cell_type, "metadata": mark, "source": source}


RELEASED = [
    cell("# Title", "title", cell_type="markdown"),
    cell("import numpy as np", "imports"),
    cell("def f():\n    raise NotImplementedError", "f-answer", True),
    cell('check("f")', "f-check"),
    cell("def g():\n    raise NotImplementedError", "g-answer", True),
    cell('check("g")', "g-check"),
    cell("Why?", "question", cell_type="markdown"),
    cell("def why():\n    raise NotImplementedError()", "why-answer", True),
]


def bare(cells):
    """The cells as a tool leaves them that knows nothing of nbgrader."""
    return [one | {"metadata": {}} for one in cells]


def written(answers, *more):
    """The released cells with answers in some, and more cells: [(before which, cell)]."""
    cells = [
        one | {"source": answers.get(one["metadata"]["nbgrader"]["grade_id"], one["source"])}
        for one in RELEASED
    ]
    for place, own in sorted(more, key=lambda one: -one[0]):
        cells.insert(place, own)
    return cells


@pytest.fixture
def taken(in_browser):
    """A function: what the page takes of some cells, as (answers, missing, own, left)."""

    def take(cells, released=RELEASED):
        file = json.dumps({"cells": cells, "nbformat": 4})
        script = f"""
        const found = notebook.answersIn(
          {json.dumps(file)}, {EXPECTED}, {json.dumps(released)});
        return [Object.fromEntries(found.answers), found.missing, found.own, found.left];
        """
        return in_browser(script)

    return take


MINE = {
    "f-answer": "def f():\n    return 1\n",
    "g-answer": "def g():\n    return 2",
    "why-answer": 'def why():\n    return "Since it is so.", 4',
}


def test_all_answers_marked_or_not(taken):
    """Word for word; the same where another tool took the marks."""
    assert taken(written(MINE)) == [MINE, [], 0, []]
    assert taken(bare(written(MINE))) == [MINE, [], 0, []]


def test_without_the_released_notebook(taken):
    """What is coded is still found by its function."""
    given = [{"source": one["source"]} for one in RELEASED if one["cell_type"] == "code"]
    given = [one for one in given if "NotImplementedError" not in one["source"]]
    answers, missing, *_ = taken(bare(written(MINE)), given)
    assert (answers, missing) == (MINE, [])


def test_an_answer_of_another_edition_is_named(taken):
    """A question that this edition has no more, or has in another form: its words are not lost."""
    old = cell("The layer sleeps.", "asleep-layer", True, "markdown")
    answers, _, _, left = taken(written(MINE, (8, old)))
    assert (answers, left) == (MINE, ["The layer sleeps."])


@pytest.mark.parametrize("strip", [list, bare])
def test_a_split_answer_is_joined(taken, strip):
    """In order, whether the two halves have marks or not."""
    halves = written(
        MINE | {"f-answer": "def f():\n    x = 1"}, (3, cell("    return x", "f-answer", True))
    )
    answers, _, own, left = taken(strip(halves))
    assert answers == MINE | {"f-answer": "def f():\n    x = 1\n    return x"}
    assert (own, left) == (0, [])


def test_own_cells_are_taken_or_named(taken):
    """What gives names goes into the answer below; what does something is named; the rest too."""
    helper, plot, note = "def half(x):\n    return x / 2\n", "print(f())", "My thoughts."
    late = "late = 1"
    brought = written(
        MINE,
        (2, cell(helper)),
        (4, cell(plot)),
        (6, cell(note, cell_type="markdown")),
        (8, cell(late)),
    )
    answers, missing, own, left = taken(brought)
    assert answers == MINE | {"f-answer": "def half(x):\n    return x / 2\ndef f():\n    return 1"}
    assert (missing, own, left) == ([], 1, [plot, note, late])


def test_an_own_cell_that_defines_an_answer_again(taken):
    """With its mark elsewhere, the function's own cell stays the answer."""
    again = "def f():\n    return 7\n"
    answers, *_ = taken(written(MINE, (4, cell(again))))
    assert answers["f-answer"] == MINE["f-answer"]
    assert answers["g-answer"].startswith(again.strip())


def test_what_is_lacking(taken):
    """An answer that the notebook has not is named."""
    answers, missing, *_ = taken([one for one in written(MINE) if "def g" not in one["source"]])
    assert "g-answer" not in answers
    assert missing == ["g-answer"]


@pytest.mark.parametrize("strange", [{"__proto__": 1}, None, [], [["x"]], {"toString": "x"}, 7])
def test_strange_cells(taken, strange):
    """Sources and marks of any kind do no harm."""
    cells = [*written(MINE), cell(strange, "f-answer"), strange]
    cells.append({"cell_type": "code", "metadata": {"nbgrader": strange}, "source": "x = 1"})
    answers, *_ = taken(cells)
    assert answers["g-answer"] == MINE["g-answer"]


def test_answers_into_a_notebook_and_out_of_it(in_browser):
    """Into the cells of answers alone, in lines as Jupyter writes them; and back, word for word."""
    answer = "def f():\n    return 'é'\n"
    script = f"""
    const released = {json.dumps(NOTEBOOK)};
    const answersIn = (text) =>
      notebook.answersIn(text, [{{ id: "f" }}, {{ id: "g" }}], released.cells);
    const text = notebook.filled(released, {{ f: {json.dumps(answer)}, c: "changed" }});
    return [JSON.parse(text).cells.map((cell) => cell.source), released.cells[0].source,
            Object.fromEntries(answersIn(text).answers), answersIn(text).missing];
    """
    sources, untouched, back, missing = in_browser(script)
    assert sources == [["def f():\n", "    return 'é'\n"], "check"]
    assert untouched == NOTEBOOK["cells"][0]["source"]
    assert (back, missing) == ({"f": answer}, ["g"])


@pytest.mark.parametrize("file", ["\x89PNG", "{}", json.dumps(NOTEBOOK | {"cells": []})])
def test_what_is_no_notebook_of_ours(in_browser, file):
    """Is refused, with the reason."""
    script = f"""
    try {{ notebook.answersIn({json.dumps(file)}, [{{ id: "f" }}], []); }} catch (error) {{
      return error.message;
    }}
    """
    assert "notebook" in in_browser(script)

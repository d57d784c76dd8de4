"""Every kind of mistake is found on its line, by its name, and not where something else is wrong.

`kinds.yml` has for each kind a function with the mistake in it, and one that is wrong otherwise.
"""

import ast
import inspect
import re
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import yaml

from course.checks.answers import Answer, Case, Part
from course.checks.around import uncollected
from course.checks.inputs import halves, with_zeros
from course.checks.judge import judge
from course.checks.mending import source
from course.checks.mending.edits import Function
from course.checks.mending.kinds import KINDS
from course.checks.mending.looking import in_words, place
from course.checks.mending.search import search

TABLE = Path(__file__).with_name("kinds.yml")
PLANTED = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
NAMES = [kind.name for kind in KINDS]
each_kind = pytest.mark.parametrize(
    "kind", [pytest.param(kind, id=kind.name) for kind in KINDS if kind.name in PLANTED]
)
SECONDS = 60  # the search is not hurried by a slow machine


def drawing(text):
    """A draw of the arguments that stand between the brackets of a call."""
    code = compile(f"({text},)", str(TABLE), "eval")
    names = {"np": np, "halves": halves, "with_zeros": with_zeros}
    return lambda rng: eval(code, names | {"rng": rng})


def answer_of(entry, more_refused=()):
    """The entry of a kind as an answer of one part."""
    names = {"np": np}
    exec(entry["right"], names)
    outputs = tuple(entry.get("outputs", ["result"]))
    cases = [Case(text, drawing(text)) for text in entry["given"]]
    refused = [*entry.get("refused", []), *more_refused]
    cases += [Case(f"refused: {text}", drawing(text), refused=True) for text in refused]
    inputs = tuple(inspect.signature(names["f"]).parameters)
    part = Part("all", 1, outputs, tuple(cases))
    return Answer("f", inputs, outputs, names["f"], (part,), (), todo="Write f.")


def found_in(notebook, text, answer):
    """What the search finds in a function that is written in a cell, and the words for it."""
    notebook.cell(text)
    function = notebook.names["f"]
    assert judge(function, answer, answer.parts[0], 1, notebook.names), "It is right as it stands."
    read = source.read(function, "f", notebook.names, {"f"})
    with uncollected():  # as it is looked for everywhere: else a copy's time may go into that
        found = to_the_end(search(read, answer, 1, SECONDS))
    return found, in_words(found, partial(place, answer="f", read=read))


def to_the_end(steps):
    """What a generator returns."""
    while True:
        try:
            next(steps)
        except StopIteration as ended:
            return ended.value


def edits_of(kind, notebook):
    """The edits of a kind in the function `f` of the notebook, as far as it can be read."""
    read = source.read(notebook.names["f"], "f", notebook.names, {"f"})
    return [edit for function in read.functions.values() for edit in kind.edits(function)]


def test_each_kind_has_an_entry():
    """A new kind needs a function in which it is found; one that is gone leaves none behind."""
    missing = [name for name in NAMES if name not in PLANTED]
    assert not missing, f"Add an entry for {', '.join(missing)} to {TABLE}."
    left = [name for name in PLANTED if name not in NAMES]
    assert not left, f"No kind is called {', '.join(left)}: take it out of {TABLE}."
    assert len(set(NAMES)) == len(NAMES)


@each_kind
def test_a_planted_mistake_is_found(notebook, kind):
    """The line and the kind; the words hold the line's text, and nothing of how it should be."""
    entry = PLANTED[kind.name]
    found, words = found_in(notebook, entry["wrong"], answer_of(entry))
    assert {one.number for one in found} == {entry["line"]}
    assert found[0].edit.kind.name == kind.name
    shown = entry["wrong"].splitlines()[entry["line"] - 1].strip()
    assert f"line {entry['line']} of its cell, `{shown}`" in words
    assert said_of(kind, words)
    assert not [line for line in only_right(entry) if line in words.replace(shown, "")]


def said_of(kind, words):
    """Do the words hold those of this kind, whatever piece of the line they are about?"""
    return re.search(re.escape(kind.words).replace(re.escape("{piece}"), ".+"), words)


def only_right(entry):
    """The lines that the right function has and the wrong one has not."""
    wrong = [line.strip() for line in entry["wrong"].splitlines()]
    return [line.strip() for line in entry["right"].splitlines() if line.strip() not in wrong]


@pytest.mark.whole
@each_kind
def test_an_edit_that_mends_some_cases_is_not_enough(notebook, kind):
    """The same mistake, and inputs like the others that are to be refused: no edit does both."""
    entry = PLANTED[kind.name]
    found, words = found_in(notebook, entry["wrong"], answer_of(entry, entry["given"][:1]))
    assert (found, words) == ([], "")


@pytest.mark.whole
@each_kind
def test_what_is_wrong_otherwise_is_not_put_down_to_it(notebook, kind):
    """There are edits of this kind in the function, and none of them is the one to blame."""
    entry = PLANTED[kind.name]
    found, words = found_in(notebook, entry["beside"], answer_of(entry))
    assert edits_of(kind, notebook)
    assert kind.name not in [one.edit.kind.name for one in found]
    assert not said_of(kind, words)


ODD = {
    "a text that ends in a raised digit": "raise ValueError('x²')",
    "a function numbered 0": "return h0(x) + h0(z0)",
    "len of nothing": "return len() == len(x)",
    "starred arguments": "print(*x); return np.sum(*x, **x) - max(*x) + range(*x)",
    "a text with a brace": "return '{', '}', '{0', 'W{'",
    "no arguments": "range(); print(); np.where(); np.sum(); reversed()",
    "large numbers": f"return {10**400 + 1}, 1e999, 1j",
    "a function of a function": "return x(1)(2)[3](4)",
    "slices": "return x[::-1], x[...], x[:, None], x[1:2, ::3]",
    "nested loops": "for i in x:\n        for j in i:\n            while j: break\n    else: pass",
    "nothing": "pass",
}


@pytest.mark.parametrize("what", ODD)
def test_every_kind_reads_any_function(what):
    """A kind that fails would end the search, and nobody would hear of it."""
    (tree,) = ast.parse(f"def f(x):\n    {ODD[what]}").body
    before, function = ast.dump(tree), Function(tree)
    failed = {kind.name: error for kind in KINDS if (error := failure(kind, function))}
    assert failed == {}
    assert ast.dump(tree) == before


def failure(kind, function):
    """What goes wrong when all edits of a kind are made in a function and put into words."""
    try:
        for edit in kind.edits(function):
            assert kind.words.format(piece=edit.piece) and edit.node.lineno
    except Exception as error:
        return repr(error)
    return None

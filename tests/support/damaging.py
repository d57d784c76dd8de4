"""Damage a notebook by chance, but the same way each time: what people, programs and disks do."""

import contextlib
import json
import random
from copy import deepcopy

import nbformat

KINDS = {}


def kind(function):
    """Note a kind of damage: it changes the cells of a notebook, or gives other bytes for it."""
    KINDS[function.__name__] = function
    return function


def damaged(notebook, seed):
    """The bytes of a notebook with one to three kinds of damage, and what they are called."""
    chance = random.Random(seed)
    names = chance.sample(sorted(KINDS), chance.choice((1, 1, 1, 2, 3)))
    tree = json.loads(nbformat.writes(notebook))
    for name in names:
        with contextlib.suppress(Exception):  # what one has broken another cannot damage in its way
            data = KINDS[name](chance, tree)
            if data is not None:
                return data, names
    return _written(tree), names


def _some(chance, cells):
    return chance.sample(range(len(cells)), chance.randint(1, 3))


@kind
def dropped(chance, tree):
    for index in sorted(_some(chance, tree["cells"]), reverse=True):
        del tree["cells"][index]


@kind
def doubled(chance, tree):
    for index in _some(chance, tree["cells"]):
        tree["cells"].insert(chance.randrange(len(tree["cells"])), deepcopy(tree["cells"][index]))


@kind
def split(chance, tree):
    """At a line, as by Jupyter's command: both halves keep the metadata."""
    for index in _some(chance, tree["cells"]):
        cell = tree["cells"][index]
        lines = "".join(cell["source"]).splitlines(True)
        at = chance.randint(0, len(lines))
        rest = deepcopy(cell) | {"source": lines[at:]}
        cell["source"] = lines[:at]
        tree["cells"].insert(index + 1, rest)


@kind
def merged(chance, tree):
    index = chance.randrange(len(tree["cells"]) - 1)
    below = tree["cells"].pop(index + 1)
    tree["cells"][index]["source"] = [*tree["cells"][index]["source"], "\n", *below["source"]]


@kind
def retyped(chance, tree):
    for index in _some(chance, tree["cells"]):
        tree["cells"][index]["cell_type"] = chance.choice(
            ("code", "markdown", "raw", "heading", "")
        )


@kind
def reordered(chance, tree):
    chance.shuffle(tree["cells"])


@kind
def ids_lost(chance, tree):
    for cell in tree["cells"]:
        if chance.random() < 0.5:
            cell.pop("id", None)


@kind
def ids_odd(chance, tree):
    for cell in tree["cells"]:
        cell["id"] = chance.choice(("same", "", 5, None, "x" * 500, "ü ", [], cell.get("id")))


@kind
def settings_edited(chance, tree):
    for index in _some(chance, tree["cells"]):
        settings = tree["cells"][index]["metadata"].get("nbgrader", {})
        name = chance.choice(
            ("grade_id", "grade", "solution", "locked", "points", "schema_version")
        )
        settings[name] = chance.choice((None, "x", 5, -1, True, [], {}, 1e300))


@kind
def settings_lost(chance, tree):
    for index in _some(chance, tree["cells"]):
        tree["cells"][index]["metadata"].pop("nbgrader", None)


@kind
def metadata_odd(chance, tree):
    odd = chance.choice((None, [], "x", 5, {"nbgrader": None}, {"nbgrader": "x"}, {"nbgrader": []}))
    for index in _some(chance, tree["cells"]):
        tree["cells"][index]["metadata"] = odd


@kind
def fields_lost(chance, tree):
    for index in _some(chance, tree["cells"]):
        cell = tree["cells"][index]
        cell.pop(chance.choice(sorted(cell)))


@kind
def fields_odd(chance, tree):
    for index in _some(chance, tree["cells"]):
        cell = tree["cells"][index]
        cell[chance.choice(sorted(cell))] = chance.choice((None, 5, "text", ["a", 5], {}, True))


@kind
def top_odd(chance, tree):
    name = chance.choice(("metadata", "nbformat", "nbformat_minor", "cells", "more"))
    tree[name] = chance.choice((None, 3, 99, "x", [], {}, {"kernelspec": 5}, {"kernelspec": {}}))


@kind
def outputs_huge(chance, tree):
    said = {"output_type": "stream", "name": "stdout", "text": "x" * 2_000_000}
    for cell in tree["cells"]:
        if cell["cell_type"] == "code" and chance.random() < 0.2:
            cell["outputs"] = [said]


@kind
def outputs_odd(chance, tree):
    for cell in tree["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = chance.choice((None, 5, [5], [{}], [{"output_type": "x"}], "text"))


@kind
def half_letters(chance, tree):
    for index in _some(chance, tree["cells"]):
        tree["cells"][index]["source"] = ["# \ud800\n", *tree["cells"][index]["source"]]


@kind
def odd_letters(chance, tree):
    for index in _some(chance, tree["cells"]):
        letters = chance.choice("\0\x1b\u2028\ufeff\r\x0c\U0001f600")
        tree["cells"][index]["source"] = [f"# {letters}\n", *tree["cells"][index]["source"]]


@kind
def older(chance, tree):
    """A notebook of version 3, as IPython 2 wrote it; or one that says it is."""
    tree["nbformat"], tree["nbformat_minor"] = 3, 0
    if chance.random() < 0.5:
        cells = [
            cell | {"input": cell["source"], "language": "python"} for cell in tree.pop("cells")
        ]
        tree["worksheets"] = [{"cells": cells, "metadata": {}}]


@kind
def cut_off(chance, tree):
    data = _written(tree)
    return data[: chance.randrange(len(data))]


@kind
def bits_flipped(chance, tree):
    data = bytearray(_written(tree))
    for _ in range(chance.randint(1, 20)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


@kind
def piece_lost(chance, tree):
    data = _written(tree)
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.randint(1, 2000) :]


@kind
def recoded(chance, tree):
    text = _written(tree, False).decode(errors="replace")
    coding = chance.choice(("utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "ascii"))
    return text.encode(coding, errors="replace")


@kind
def something_else(chance, tree):
    empty, zip_file, page = b"", b"PK\3\4" + bytes(100), b"<!doctype html><title>Sign in</title>"
    others = (empty, zip_file, page, b"[1, 2]", b"null", b"\xff\xfe", b"[" * 100_000, b"{}", b'"x"')
    return chance.choice(others)


def _written(tree, ascii=True):
    return json.dumps(tree, indent=1, ensure_ascii=ascii).encode(errors="replace")

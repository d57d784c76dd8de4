"""The book's symbols, from chapters/notation.yml: KaTeX macros, colours, what a tap says.

An equation writes `\\W`; KaTeX draws W inside an element that carries `data-symbol="W"`. The
style sheet colours that element, and the page's script says what the symbol is when a reader
points at it or taps it. A book without that file has equations without either.
"""

import json
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import yaml

from course.figures.diagrams import number
from course.figures.style import variable

FILE = "chapters/notation.yml"
ROOM: dict[str | None, str] = {"op": r"\mathop", "bin": r"\mathbin", "rel": r"\mathrel"}


@dataclass(frozen=True)
class Symbol:
    """One line of chapters/notation.yml; its fields are explained there."""

    macro: str
    name: str
    say: str
    shape: str
    what: str
    chapter: str
    tex: str | None = None
    kind: str | None = None
    value: str | None = None
    colour: str | None = None

    @property
    def key(self) -> str:
        """The macro without its backslash, as the page's elements carry it."""
        return self.macro.removeprefix("\\")

    @property
    def drawn(self) -> str:
        """The macro with something in its place where it takes arguments, as a table shows it."""
        places = sum(f"#{i}" in (self.tex or "") for i in (1, 2))
        return self.macro + "".join(rf"{{{letter}}}" for letter in ["\\loss", "\\w"][:places])


@cache
def symbols(root: Path) -> tuple[Symbol, ...]:
    """Every symbol of the book at `root`, in the order of the chapters; none without the file."""
    file = Path(root) / FILE
    if not file.is_file():
        return ()
    found = tuple(Symbol(**entry) for entry in yaml.safe_load(file.read_text(encoding="utf-8")))
    for macro, times in Counter(symbol.macro for symbol in found).items():
        if times > 1:
            raise ValueError(f"{FILE}: {macro} stands there twice. Give one of them a new macro.")
    return found


@cache
def macros(root: Path) -> tuple[tuple[str, str], ...]:
    """KaTeX's macros, as pairs of a macro and what it stands for."""
    return tuple((s.macro, _expansion(s)) for s in symbols(root) if s.tex)


def _expansion(symbol):
    marked = rf"\htmlData{{symbol={symbol.key}}}{{{symbol.tex}}}"
    return rf"{ROOM.get(symbol.kind, '')}{{{marked}}}"  # in braces, so that X^\top is read


SLOPE = re.compile(r"\\frac\{d([^{}]+)\}\{d([^{}]+)\}")
OTHERS = r"\\(?:text|mathrm)\{[^}]*\}|\\[A-Za-z]+"  # words, and what TeX needs for its layout
# Letters that mean in an assignment what a chapter before it made of them.
MEANT = {("chain_rule", "x"): r"\xx"}


def marked(tex: str, root: Path, chapter: str) -> str:
    """An assignment's equation with the book's symbols in place of plain letters.

    Notebooks have no macros, so they write plain TeX. A letter with two meanings has the one that
    its own chapter gives it, else the first. Later chapters' symbols are left as they are.
    """
    places = {symbol.chapter: i for i, symbol in enumerate(symbols(root))}
    last = places.get(chapter, len(symbols(root)))
    plain = [s for s in symbols(root)[: last + 1] if s.tex and "#" not in s.tex and not s.kind]
    meaning = {
        s.tex: s.macro
        for s in sorted(plain, key=lambda s: (s.chapter == chapter, -places[s.chapter]))
        if s.tex
    }
    meaning |= {letter: macro for (where, letter), macro in MEANT.items() if where == chapter}
    tex = SLOPE.sub(r"\\slope{\1}{\2}", tex)
    known = "|".join(map(re.escape, sorted(meaning, key=len, reverse=True)))
    return re.sub(f"({known})|{OTHERS}", lambda m: f"{meaning[m[1]]} " if m[1] else m[0], tex)


def style_sheet(root: Path) -> str:
    """The rules that give each symbol of an equation or a table its colour."""
    return "".join(
        f'[data-symbol="{s.key}"] {{ color: var({variable(s.colour)}); }}\n'
        for s in symbols(root)
        if s.colour
    )


def script(root: Path, keys: Collection[str]) -> str:
    """What a page says about each of its symbols, as data for its script; nothing without any."""
    said = {s.key: _said(s) for s in symbols(root) if s.key in keys}
    words = json.dumps(said, ensure_ascii=False, sort_keys=True)
    data = words.replace("<", r"\u003c")
    return f'<script type="application/json" id="nn-symbols">{data}</script>\n' if said else ""


def _said(symbol):
    said = {"name": symbol.name, "say": symbol.say, "shape": symbol.shape, "what": symbol.what}
    return said | ({"value": value_in_example(symbol)} if symbol.value else {})


def value_in_example(symbol: Symbol) -> str:
    """The value of a symbol in the running example, as a person writes it: [[1, −1], [2, 1]]."""
    from reference_impl import example

    by_hand = example.by_hand | {name: getattr(example, name) for name in _arrays(example)}
    return _written(np.asarray(by_hand[symbol.value]).tolist())


def _arrays(example):
    return [name for name, thing in vars(example).items() if isinstance(thing, np.ndarray)]


def _written(value):
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    return number(value)

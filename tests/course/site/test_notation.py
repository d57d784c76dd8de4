"""Symbols come from one file: their macros, colours, values and what a tap says."""

import json
import re

import numpy as np
import pytest
from bs4 import BeautifulSoup
from chapter_text import APPENDICES, ORDER

from course.figures.style import COLOURS
from course.figures.tables import SYMBOLS
from course.site.source.notation import (
    macros,
    marked,
    script,
    style_sheet,
    symbols,
    value_in_example,
)
from course.site.teach.equations import EquationError, typeset
from reference_impl import example


@pytest.fixture(scope="module")
def known(root):
    return {symbol.key: symbol for symbol in symbols(root)}


def test_each_symbol_is_drawn_and_marked(root, known):
    """KaTeX draws every macro, alone and in a display, and marks it with the symbol's name."""
    for symbol in known.values():
        for display in (False, True):
            drawn = typeset(symbol.drawn, display, macros(root))
            assert f'data-symbol="{symbol.key}"' in drawn or symbol.tex is None
        if symbol.tex and not symbol.kind:
            typeset(rf"x^{symbol.drawn}_{symbol.drawn}", False, macros(root))  # no braces needed
    assert [s.key for s in known.values() if s.tex is None] == ["sum"]


def test_a_marked_symbol_reads_as_an_unmarked_one(root):
    """What a screen reader gets is MathML without the marks."""
    marked = typeset(r"\z = \x\W + \b", False, macros(root))
    plain = typeset("z = xW + b")
    mathml = re.compile(r"<semantics><mrow>(.*?)</mrow></semantics", re.S)
    assert mathml.search(marked)[1] == mathml.search(plain)[1]


@pytest.mark.parametrize(
    "chapter, plain, wanted",
    [
        ("backprop", r"\frac{dL}{dW_1}", r"\slope{\loss }{\Wone }"),
        ("backprop", r"dW = X^\top dZ", r"\dW  = \X ^\top \dZ "),
        ("backprop", r"\frac{1}{N}\sum (\hat y - y)^2", r"\frac{1}{N}\sum (\yhat  - \y )^2"),
        ("jacobians", "J_{ij} = -p_i p_j", r"\J _{\outno \inno } = -\p _\outno  \p _\inno "),
        ("chain_rule", "f(g(x))", r"\f (\g (\xx ))"),
        ("derivatives", r"f(\text{up})", r"\f (\text{up})"),
        ("affine", "p", "p"),  # nothing from a later chapter
    ],
)
def test_an_assignment_s_letters_become_symbols(root, chapter, plain, wanted):
    """Its plain TeX gets the book's marks, and is drawn."""
    assert marked(plain, root, chapter) == wanted
    typeset(wanted, False, macros(root))


def test_assignments_answer_too(site):
    """Nearly every equation of theirs has a symbol that can be pointed at."""
    found = []
    for page in site.glob("exercises/*/*.html"):
        found += BeautifulSoup(page.read_text("utf-8"), "html.parser").select(".katex")
    answering = [one for one in found if one.select("[data-symbol]")]
    assert len(found) > 40 and len(answering) > 0.8 * len(found)


def test_only_marks_are_trusted(root):
    """A link in an equation is refused, and so is any other departure from strict TeX."""
    with pytest.raises(EquationError):
        typeset(r"\htmlClass{a}{x}")
    with pytest.raises(EquationError):
        typeset("⊤")


def test_symbols_stand_in_the_order_of_the_chapters(known):
    """Each belongs to a chapter of the book, and no macro stands there twice."""
    strangers = [f"{s.macro}: {s.chapter}" for s in known.values() if s.chapter not in ORDER]
    assert not strangers, f"chapters/notation.yml names chapters that _toc.yml lacks: {strangers}"
    places = [ORDER.index(symbol.chapter) for symbol in known.values()]
    assert places == sorted(places)
    assert not set(known) & set(APPENDICES)


def test_a_symbol_twice_is_refused(tmp_path):
    """Two lines for one macro would draw one of them, and nobody would know which."""
    line = '- {macro: \\a, tex: a, name: a, say: a, shape: "1", what: it., chapter: networks}\n'
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters/notation.yml").write_text(line * 2, encoding="utf-8")
    with pytest.raises(ValueError, match=r"\\a stands there twice"):
        symbols(tmp_path)


def test_colours_are_those_of_the_figures(root, known):
    """Every colour is a name of the one table, and the style sheet uses its variable."""
    for symbol in known.values():
        assert symbol.colour is None or symbol.colour in COLOURS
    assert '[data-symbol="yhat"] { color: var(--nn-y-hat); }' in style_sheet(root)


def test_values_are_those_of_the_running_example(known):
    """A few, written by hand; and every entry names something that is there."""
    assert value_in_example(known["Wone"]) == "[[1, −1], [2, 1]]"
    assert value_in_example(known["zone"]) == "[[4, −½]]"
    assert value_in_example(known["loss"]) == "4"
    for symbol in known.values():
        assert symbol.value is None or value_in_example(symbol)


def test_shapes_of_the_example_are_its_arrays(known):
    """Where a symbol has a value and a shape in numbers, the array has that shape."""
    counted = 0
    for symbol in known.values():
        if symbol.value and re.fullmatch(r"\([\d, ]+\)", symbol.shape):
            array = getattr(example, symbol.value, example.by_hand.get(symbol.value))
            said = tuple(int(size) for size in re.findall(r"\d+", symbol.shape))
            assert np.shape(array) == said, symbol.macro
            counted += 1
    assert counted >= 8


def test_the_page_gets_a_note_for_each_symbol(root, known):
    """The script hands over one entry for each symbol of the page, with nothing in it but words."""
    start, end = '<script type="application/json" id="nn-symbols">', "</script>\n"
    notes = json.loads(script(root, known).removeprefix(start).removesuffix(end))
    assert set(notes) == set(known)
    (only,) = re.findall(r'"(\w+)": \{', script(root, {"W", "none"}))
    assert only == "W"
    assert notes["dWone"]["value"] == "[[−4, 0], [−2, 0]]"


def test_tables_mark_symbols_that_there_are(known):
    """What a table's cell is marked with is a symbol of the notation."""
    assert set(SYMBOLS.values()) <= set(known)


def test_a_book_without_the_file_has_no_symbols(tmp_path):
    """Equations are then set as they are."""
    assert symbols(tmp_path) == macros(tmp_path) == ()
    assert script(tmp_path, {"W"}) == ""

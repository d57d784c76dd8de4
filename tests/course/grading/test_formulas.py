"""Formulas are set without a script, and a formula is all that comes out."""

import re

import nbformat
import pytest
from bs4 import BeautifulSoup

from course.grading.formulas import DRAWN, KEPT, LONG, mathml

FORMULA = re.compile(r"\$\$?([^$]+)\$\$?")


def test_a_formula_is_mathml():
    """A fraction is a fraction, in a sentence and on a line of its own."""
    inside = "<mrow><mfrac><mrow><mn>1</mn></mrow><mrow><mi>n</mi></mrow></mfrac></mrow>"
    assert mathml(r"\frac{1}{n}") == f'<math display="inline">{inside}</math>'
    assert mathml(r"\frac{1}{n}", display=True) == f'<math display="block">{inside}</math>'


def test_less_than_is_no_tag():
    """Characters that HTML reads otherwise are written for HTML."""
    assert "<mo>&lt;</mo>" in mathml("a < b")
    assert "<mo>&lt;</mo>" in mathml(r"a \lt b")


@pytest.mark.parametrize(
    "tex",
    [
        r"\text{<script>alert(1)</script>}",
        r"\text{&lt;script&gt;alert(1)&lt;/script&gt;}",
        r"\text{&amp;lt;img src=x onerror=alert(1)&amp;gt;}",
        "<img src=x onerror=alert(1)>",
        r"\href{javascript:alert(1)}{x}",
        r"\class{full-credit}{x}",
        r"\style{background:url(http://elsewhere)}{x}",
        r'\hspace{1em" onclick="alert(1)}x',
        r'\color{red" onclick="alert(1)}x',
        r"\newcommand{\x}{<script>}\x",
        r"\frac{1",
        "{" * 3000,
        "x" * (LONG + 1),
    ],
)
def test_nothing_but_a_formula_comes_out(tex):
    """Whatever a student writes, it becomes MathML's elements and sizes, or stands as text."""
    for element in BeautifulSoup(mathml(tex), "html.parser").find_all(True):
        assert element.name in DRAWN | {"code"}
        assert element.attrs.keys() <= KEPT


def test_what_cannot_be_read_is_shown_as_it_was_written():
    """A brace that is not closed, and a formula longer than a person writes."""
    assert mathml("<" * (LONG + 1)) == f"<code>{'&lt;' * (LONG + 1)}</code>"
    assert mathml(r"\left( <") == r"<code>\left( &lt;</code>"


def test_every_formula_of_the_course_is_set(root):
    """None of the exercises' formulas falls back to its source, none has a command left."""
    found = []
    for path in sorted(root.glob("exercises/*/*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        words = "\n".join(c.source for c in cells if c.cell_type == "markdown")
        found += FORMULA.findall(words)
    assert len(found) > 40
    assert not [tex for tex in found if "<code>" in mathml(tex) or "\\" in mathml(tex)]

"""The fonts of equations have every letter that an equation of the book is drawn with."""

import pytest
from fontTools.ttLib import TTFont

from course.site.finish import fonts
from course.site.finish.steps import take
from course.site.source.pages import own
from course.site.teach import equations
from course.site.teach.layout import STATIC

WHOLE = STATIC / "katex/fonts"
MAIN = "KaTeX_Main-Regular.woff2"


def letters(font):
    """The letters that a font can draw."""
    with TTFont(font) as opened:
        return {chr(code) for code in opened.getBestCmap() or ()}


def missing(site):
    """{font: the letters of the site's equations that its whole font has, and it has not}."""
    drawn = {
        a for page in own(site) for one in fonts.equations(page.read_text("utf-8")) for a in one
    }
    lost = {
        font.name: (letters(font) & drawn) - letters(site / fonts.FOLDER / font.name)
        for font in WHOLE.glob("*.woff2")
    }
    return {name: gone for name, gone in lost.items() if gone}


def test_equations():
    """All that the eye gets of an equation, boxes in boxes too, and nothing of what is about."""
    html = equations.typeset(r"\frac{\hat{y}}{\sqrt{2}} < \text{a b}")
    (drawn,) = fonts.equations(f"<p>before {html} after</p>")
    assert set("y2<ab") <= set(drawn)
    assert "after" not in drawn and "before" not in drawn and "span" not in drawn


def test_every_letter_is_there(site):
    """In each font, the letters that equations use."""
    assert missing(site) == {}


def test_fonts_are_small(site):
    """What most pages fetch, the upright letters and the slanted, is far from the whole."""
    for name in (MAIN, "KaTeX_Math-Italic.woff2"):
        assert (site / fonts.FOLDER / name).stat().st_size < 0.65 * (WHOLE / name).stat().st_size
    assert (site / fonts.FOLDER / MAIN).stat().st_size < 11_000


@pytest.fixture
def little(tmp_path):
    """A site of one page with one equation and all its fonts."""
    folder = tmp_path / fonts.FOLDER
    folder.mkdir(parents=True)
    for font in WHOLE.glob("*.woff2"):
        (folder / font.name).write_bytes(font.read_bytes())
    (tmp_path / "a.html").write_text(equations.typeset("x + 1"), "utf-8")
    return tmp_path


def test_only_what_is_drawn_stays(little):
    """A font keeps the letters of the site's own equations, and no more."""
    take([fonts.keep_used], little)
    assert missing(little) == {}
    assert letters(little / fonts.FOLDER / MAIN) == set("x+1")


def test_a_letter_too_few_is_seen(little):
    """Planted: another equation comes into a site whose fonts are cut already."""
    take([fonts.keep_used], little)
    (little / "b.html").write_text(equations.typeset("x = 2"), "utf-8")
    assert missing(little)[MAIN] == {"=", "2"}

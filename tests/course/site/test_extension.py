"""Equations are set at build time, and pages have the head and the scripts that they need."""

import html
import re

import pytest
import yaml

from course.figures import css_variables
from course.site.source import notation
from course.site.teach.equations import RENDERER, EquationError, typeset
from course.site.teach.layout import FOR_SOME, STATIC


def pages(site):
    return {path: path.read_text() for path in (site / "chapters").glob("*.html")}


def articles(site):
    """The text of each page, without what the theme puts around it."""
    return {
        name: page.partition('<article class="bd-article">')[2]
        for name, page in pages(site).items()
    }


def test_finished_pages(small_book):
    """In a built page no header is empty, no label hides the words, the title has a landmark."""
    page = (small_book / "_build/html/chapters/small.html").read_text()
    assert "<td></td>" in page  # the corner of the table that pandas wrote
    assert not re.search(r"<th[^>]*>\s*</th>", page)
    assert "<summary>" in page
    assert '<nav class="nn-brand" aria-label="Front page">' in page
    assert "fontawesome.js" not in page
    assert not re.search(r'search-button-field[^>]*aria-label="Search"', page)


def test_equations_are_in_the_page(small_book):
    """An equation stands in the page as HTML and MathML, numbered; no maths script is loaded."""
    page = (small_book / "_build/html/chapters/small.html").read_text()
    assert page.count('<span class="katex">') == 3
    assert "<mi>W</mi>" in page
    assert '<span class="eqno">(1)' in page
    assert not re.search(r"<script[^>]*(katex|mathjax)", page, re.IGNORECASE)


def test_a_stop_is_tied_to_its_equation(small_book):
    """No line begins with the full stop after x squared; a sum may still be broken across lines."""
    page = (small_book / "_build/html/chapters/small.html").read_text()
    assert re.search(r'<span class="math nn-tied[^>]*>(?:(?!Nor).)*</span>\.</span> Nor', page)
    assert page.count("nn-tied") == 1 and "</span>,</span> which is higher" in page


@pytest.mark.parametrize(
    "display, mathml", [(False, "<math><semantics>"), (True, '<math display="block">')]
)
def test_typeset(display, mathml):
    """KaTeX, run in Node, sets an equation within a line and on a line of its own."""
    html = typeset(r"\frac{dL}{dw}", display)
    assert mathml in html and "annotation" not in html  # nobody reads TeX aloud
    assert "<mfrac>" in html


def test_typeset_refuses():
    """What KaTeX can't read is refused with its reason, and the next equation is set."""
    with pytest.raises(EquationError, match="Undefined control sequence"):
        typeset(r"\notacommand")
    with pytest.raises(EquationError, match="Unicode text character"):
        typeset("ŷ")
    assert "katex" in typeset("y")


def test_style_sheet_and_katex_agree(site):
    """The style sheet, the fonts it names and KaTeX itself are of one version, and all there."""
    css = (site / "_static/katex/katex.min.css").read_text()
    version = re.search(r'katex-version:after\{content:"([\d.]+)"', css)[1]
    assert f'"{version}"' in RENDERER.with_name("katex.min.js").read_text()
    fonts = set(re.findall(r"url\((.*?)\)", css))
    assert len(fonts) == 20
    assert all((site / "_static/katex" / font).is_file() for font in fonts)


def test_figures_style(site, root):
    """The one style sheet that every page has holds the colours of figures and symbols."""
    sheet = css_variables() + notation.style_sheet(root)
    assert (site / "_static/figures.css").read_text() == sheet
    sheets = {*re.findall(r'rel="stylesheet" href="([^"]*)"', "".join(pages(site).values()))}
    (joined,) = sheets
    text = (site / "chapters" / joined).read_text()
    names = set(re.findall(r"--nn-[\w-]+", sheet))
    assert names and names <= set(re.findall(r"--nn-[\w-]+", text))
    assert set(re.findall(r'data-symbol="?(\w+)', sheet)) <= set(
        re.findall(r'data-symbol="?(\w+)', text)
    )


def test_entrance(site, root):
    """The site's first address leads on to the front page, and has a language and the title."""
    page = (site / "index.html").read_text()
    settings = yaml.safe_load((root / "_config.yml").read_text("utf-8"))
    assert '<html lang="en" ' in page  # of its one sentence
    assert f"<title>{html.escape(settings['title'])}</title>" in page
    assert 'content="0; url=chapters/index.html"' in page


def test_nothing_heavy(site):
    """Scripts and source maps that no page needs are left out of the site, and not asked for."""
    assert not [name for name, page in pages(site).items() if "design-tabs" in page]
    assert not [name for name, page in pages(site).items() if "sd-tab-set" in page]  # it needs them
    assert list(site.rglob("*.map")) == []
    assert list(site.rglob("fontawesome.js")) == []


def test_colours_come_before_the_style(site):
    """By the reader's choice, else by the system's; light where no script runs."""
    for name, page in pages(site).items():
        assert re.search(r'<html lang="en"[^>]* data-theme="light"', page), name
        head = page.partition("</head>")[0]
        chosen = head.index("(prefers-color-scheme: dark)")
        assert chosen < head.index('rel="stylesheet"'), name
        assert '<body data-default-mode="auto">' in page, name


def test_scripts_for_some(site):
    """Those that copy code or unfold a box are on pages that have code, or boxes, and no others."""
    for script, needed in FOR_SOME.items():
        asked = {name: f"/{script}" in page for name, page in pages(site).items()}
        assert asked == {name: needed in page for name, page in articles(site).items()}, script
        assert any(asked.values()) and not all(asked.values()), script


def test_no_page_waits_for_a_script(site):
    """Each script is deferred or a module; the settings that pages add to stand in the page."""
    for name, page in pages(site).items():
        head = re.findall(r"<script (?=[^>]*src=)([^>]*)>", page.partition("</head>")[0])
        assert all(re.search(r"\bdefer\b|type=\"module\"", tag) for tag in head), name
        assert "const DOCUMENTATION_OPTIONS" in page, name


def test_scripts_are_minified(site):
    """No remark and no indented line is left in those of the theme; ours are shorter than here."""
    comment = re.compile(r"^\s*//|^    \S.*;$", re.MULTILINE)
    for path in (site / "_static").rglob("*.js"):
        assert not comment.search(path.read_text("utf-8")), path
    source = STATIC / "book.js"
    assert comment.search(source.read_text("utf-8"))
    assert (site / "_static/book.js").stat().st_size < 0.6 * source.stat().st_size

"""The PDF: the parts of the book as one long page, which a headless Chromium prints.

The page lies in the finished site while it is printed, for its style sheets and fonts. Chromium
makes the headings the outline, and the elements the tags that a screen reader goes by.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import html

from course.site.finish.notices import LETTERS
from course.site.paper import slim
from course.site.paper.about import About
from course.site.paper.parts import Part, having, links_within, said, slug
from course.site.paper.words import words

if TYPE_CHECKING:  # it is imported where a browser is started
    from playwright.sync_api import Browser, PdfMargins

SHEETS = ("katex/katex.min.css", "figures.css", "pygments.css")
STYLE = Path(__file__).parents[1] / "web/paper/pdf.css"
STAND_IN = re.compile(r'<img src="drawing:(\d+)"[^>]*>')
ALT = re.compile(r' alt="([^"]*)"')
NAMES = re.compile(r'(\bid="|href="#|url\(#)([^")]+)')
FACES = {
    ("Book", "normal", "normal"): "DejaVuSans", ("Book", "bold", "normal"): "DejaVuSans-Bold",
    ("Book", "normal", "italic"): "DejaVuSans-Oblique",
    ("Book", "bold", "italic"): "DejaVuSans-BoldOblique",
    ("Code", "normal", "normal"): "DejaVuSansMono",
    ("Code", "bold", "normal"): "DejaVuSansMono-Bold",
    ("Code", "normal", "italic"): "DejaVuSansMono-Oblique",
}  # fmt: skip
PAGE = """<!DOCTYPE html><html lang="{language}" data-theme="light"><head><meta charset="utf-8">
<title>{title}</title>{styles}<style>{faces}{css}</style></head><body>
<main class="bd-article">{cover}{contents}{parts}</main></body></html>"""
MARGIN: "PdfMargins" = {"top": "18mm", "bottom": "18mm", "left": "25mm", "right": "25mm"}
SPOKEN = (
    '<svg class="nn-spoken" role="img" width="1" height="1">'
    '<path fill-opacity="0.01" d="M0 0h1v1z"></path></svg>'
)

# Where letters come after a layout, that is mended rather than made anew, and lies elsewhere by
# half a point: so those that are used are waited for, and the page is laid out from nothing.
SETTLE = """{
  const page = document.documentElement;
  page.getBoundingClientRect();
  document.fonts.ready.then(() => {
    page.style.display = "none";
    page.getBoundingClientRect();
    page.style.display = "";
  });
}"""


def print_book(browser: "Browser", text: str, site: Path) -> bytes:
    """Print an HTML text, which lies at the top of the site while it is printed."""
    with tempfile.NamedTemporaryFile("w", dir=site, suffix=".html", encoding="utf-8") as page:
        page.write(text)
        page.flush()
        opened = browser.new_page(java_script_enabled=False)
        opened.goto(Path(page.name).as_uri(), timeout=0)
        opened.evaluate(SETTLE)
        printed = opened.pdf(
            format="A4", print_background=True, outline=True, tagged=True, margin=MARGIN
        )
        opened.close()
    return slim.slimmed(printed)


def whole(about: About, parts: list[Part]) -> str:
    """One HTML page with all parts, to lie at the site's top."""
    styles = "".join(f'<link rel="stylesheet" href="_static/{sheet}">' for sheet in SHEETS)
    return PAGE.format(
        language=about.language, title=escape(about.title), styles=styles, faces=_faces(),
        css=STYLE.read_text("utf-8"), cover=_cover(about), contents=_contents(parts),
        parts="\n".join(_text(part, begins) for part, begins in _beginnings(parts)),
    )  # fmt: skip


def _faces():
    return "".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};'
        f'src:url("{(LETTERS / f"{file}.ttf").as_uri()}")}}'
        for (family, weight, style), file in FACES.items()
    )


def _cover(about):
    title = f'<p class="nn-title">{escape(about.title)}</p>'
    lines = "".join(f"<p>{escape(line)}</p>" for line in about.lines)
    return f'<section class="nn-cover">{title}{lines}</section>'


def _contents(parts):
    """The list of the parts; `slim` writes the page's number at the end of each line."""
    groups = [
        (f"<p>{escape(caption)}</p>" if caption else "") + "".join(map(_entry, group))
        for caption, group in groupby(parts, key=lambda part: part.caption)
    ]
    return f'<section class="nn-contents"><h1>Contents</h1>{"".join(groups)}</section>'


def _entry(part):
    return f'<a class="nn-entry" href="#{part.slug}">{escape(part.title)}</a>'


def _beginnings(parts: Iterable[Part]) -> Iterator[tuple[Part, str]]:
    """Each part, and the caption that begins with it."""
    before = ""
    for part in parts:
        yield part, part.caption if part.caption != before else ""
        before = part.caption


def _text(part, begins):
    """A part as it is printed: names hold in the whole, and headings stand below the caption."""
    _name(part)
    for equation in having(part.text, "katex"):
        _speak(equation)
    _keep_together(part.text)
    for figure in [*part.text.iter("figure")]:  # it would be tagged as a picture around its picture
        figure.tag = "div"
        figure.set("class", "nn-figure")
    if part.caption:
        for level in range(5, 0, -1):
            for heading in [*part.text.iter(f"h{level}")]:
                heading.tag = f"h{level + 1}"
    text = html.tostring(part.text, encoding="unicode")
    text = STAND_IN.sub(lambda found: _drawing(part, int(found[1]), found[0]), text)
    caption = f'<h1 class="nn-caption">{escape(begins)}</h1>' if begins else ""
    return f'<div class="nn-part">{caption}{text}</div>'


def _name(part):
    for link, page, place in list(links_within(part)):
        link.set("href", f"#{slug(page)}--{place}" if place else f"#{slug(page)}")
    for element in part.text.iter():
        for name in ("id", "for", "aria-labelledby", "aria-describedby"):
            if element.get(name):
                element.set(name, f"{part.slug}--{element.get(name)}")
    part.text.set("id", part.slug)


def _keep_together(text):
    """Mark the lines that must not end a page: bold ones, and those that announce what follows."""
    for line in text.iter("p"):
        bold = len(line) == 1 and line[0].tag == "strong" and said(line) == said(line[0])
        if bold or said(line).endswith(":"):
            line.classes.add("nn-leading")


def _speak(equation):
    """Chromium tags a drawing with its description, and no equation: so one stands before each."""
    for written in having(equation, "katex-mathml"):
        told = html.fragment_fromstring(SPOKEN)
        told.set("aria-label", slim.FORMULA + words(written.find("math")))
        written.getparent().replace(written, told)


def _drawing(part, number, stand_in):
    """A drawing in its place; one that a script draws anew on a screen is described there."""
    drawing = NAMES.sub(rf"\1{part.slug}--\2", part.drawings[number])
    alt = ALT.search(stand_in)
    if alt and alt[1]:
        drawing = drawing.replace(' aria-hidden="true"', f' role="img" aria-label="{alt[1]}"', 1)
    return drawing

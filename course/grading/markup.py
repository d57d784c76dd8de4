"""What people wrote, as HTML that is safe to open: nothing in it runs or comes from elsewhere.

A student's text and outputs are opened by a teacher who is logged in to the grading machine.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

import bleach
from bs4 import BeautifulSoup
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from course.grading.formulas import mathml

TAGS = frozenset(
    "a abbr b blockquote br caption code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img "
    "ins kbd li mark ol p pre s small span strong sub summary sup table tbody td tfoot th thead "
    "tr u ul".split()
)
# Their text is no words for a reader, so they go with what is in them.
GONE = "script style template noscript iframe object embed svg math title textarea select".split()
ATTRIBUTES = {
    "a": {"title"},
    "abbr": {"title"},
    "details": {"open"},
    "img": {"alt", "title", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
LONG = 20_000  # characters; a longer text is not kept in memory
LINK = re.compile(r"(https?|mailto):", re.I)
PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml)[;,]", re.I)
# A name and no address: a picture must not make a teacher's browser ask the server for anything.
FILE = re.compile(r"[\w-]+(/[\w-]+)*\.(png|jpe?g|gif|webp)", re.I)
# Pygments' marks. Another class could look like a button of the page, or like a verdict.
COLOURED = re.compile(r"highlight|[a-z][a-z0-9]?")
TABLE = re.compile(r"<table[^>]*>")
# A table that is wider than a telephone is moved in its own box, by keys as well.
WIDE = '<div class="wide" role="group" tabindex="0" aria-label="Table">'
TAG = re.compile(r"""<(?:"[^"]*"|'[^']*'|[^"'>])*>""")


@dataclass
class Outline:
    """Where a page's headings are: those of Markdown stand below `under`, and skip no level."""

    under: int = 0
    last: int = 0  # the level of the heading before

    def next(self, level: int) -> int:
        """The level on the page of a heading that has this one in its own text."""
        self.last = min(level + self.under, self.last + 1, 6)
        return self.last


def safe(markup: str) -> str:
    """Somebody's HTML without what runs, loads, or looks like a part of the page around it."""
    try:
        return _cleaned(markup)
    except Exception:  # as below: a reader of HTML can break in more ways than it has names for
        return as_written(markup)


def from_markdown(
    source: str,
    attachments: Mapping[str, Any] | None = None,
    outline: Outline | None = None,
    files: bool = False,
) -> str:
    """Somebody's Markdown as safe HTML, its headings in their place in the page's outline.

    With `files`, pictures that lie beside the notebook are shown from there.
    """
    outline = outline or Outline(last=6)
    make = _made if attachments or len(source) > LONG else _made_before
    markup, outline.last = make(source, attachments or None, outline.under, outline.last, files)
    return markup


def _made(source, attachments, under, last, files):
    """The HTML, and the level of its last heading."""
    outline = Outline(under, last)
    try:
        prose = Prose(attachments or {}, outline)
        markup = MarkdownWithMath(renderer=prose).render(source)
        return prose.with_formulas(_cleaned(markup, files)), outline.last
    except Exception:  # no text of one student may stop the pages of the others
        return as_written(source), last


# Most of a page is the instructor's text, and that is the same in everybody's.
_made_before = lru_cache(maxsize=512)(_made)


def as_written(text: str) -> str:
    """Text that is shown as it stands."""
    return f"<pre>{escape(text)}</pre>"


def _cleaned(markup, files=False):
    soup = BeautifulSoup(markup, "html.parser")
    for element in soup(GONE):
        element.decompose()
    for picture in soup("img"):
        picture["alt"] = picture.get("alt") or "a picture without words"
        source = str(picture.get("src", ""))
        if not (PICTURE.match(source) or (files and FILE.fullmatch(source))):
            picture.replace_with(f"[{picture['alt']}; the picture is not in this file]")
    protocols = {*bleach.ALLOWED_PROTOCOLS, "data"}  # `_allowed` has the last word
    clean = bleach.clean(str(soup), tags=TAGS, attributes=_allowed, protocols=protocols, strip=True)
    return TABLE.sub(rf"{WIDE}\g<0>", clean).replace("</table>", "</table></div>")


def _allowed(tag, name, value):
    if name == "href":
        return tag == "a" and bool(LINK.match(value))
    if name == "src":
        return tag == "img"  # only those are left that may be
    if name == "class":
        return all(COLOURED.fullmatch(one) for one in value.split())
    return name in ATTRIBUTES.get(tag, ())


class Prose(IPythonRenderer):
    """nbconvert's Markdown, with formulas in MathML and headings that skip no level."""

    def __init__(self, attachments: Mapping[str, Any], outline: Outline) -> None:
        super().__init__(escape=False, attachments=dict(attachments))
        self._outline = outline
        # Formulas are put in after cleaning, at marks that nobody can write beforehand.
        self._mark = secrets.token_hex(16)
        self._formulas: list[tuple[str, bool]] = []

    def with_formulas(self, markup: str) -> str:
        """The cleaned text with its formulas; in a tag a formula stays what it is, characters."""
        pieces = TAG.split(markup)
        tags = [*TAG.findall(markup), ""]
        text = [self._put(piece, mathml) + tag for piece, tag in zip(pieces, tags, strict=True)]
        return "".join(text)

    def _put(self, text, shown):
        mark = re.compile(rf"{self._mark}-(\d+)-")
        return mark.sub(lambda found: shown(*self._formulas[int(found[1])]), text)

    def _formula(self, tex, display):
        self._formulas.append((tex, display))
        return f"{self._mark}-{len(self._formulas) - 1}-"

    def block_math(self, body: str) -> str:
        """A formula on a line of its own."""
        return self._formula(body, True)

    def inline_math(self, body: str) -> str:
        """A formula in a sentence."""
        return self._formula(body, False)

    def latex_environment(self, name: str, body: str) -> str:
        """An environment of LaTeX, such as `align`."""
        return self._formula(f"\\begin{{{name}}}{body}\\end{{{name}}}", True)

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """A picture that is in the notebook; of another the words alone."""
        text = self._put(text, lambda tex, _: f"${escape(tex)}$")
        if url.startswith("attachment:") and url.partition(":")[2] not in self.attachments:
            url = ""
        return super().image(text, url, title)

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        """A heading without an anchor: a page has several cells, and an anchor has one place."""
        level = self._outline.next(level)
        return f"<h{level}>{text}</h{level}>\n"

"""The EPUB: the parts of the book as an EPUB 3 publication, https://www.w3.org/TR/epub-33/.

Equations are MathML, which KaTeX has written beside what browsers show, and drawings are files.
Of the libraries, EbookLib reads each page with a parser for HTML, which spoils XHTML, and Sphinx's
builder would make all pages a second time, without what finishes them. Both pack the time of day.
"""

import zipfile
from collections.abc import Iterator
from html import escape
from io import BytesIO
from itertools import groupby
from pathlib import Path
from urllib.parse import quote, unquote
from uuid import NAMESPACE_URL, uuid5

from lxml import etree, html

from course.site.paper.about import About
from course.site.paper.drawings import alone
from course.site.paper.parts import Part, having, links_within, said, slug
from course.site.paper.words import words
from course.site.project import DATE, NAME
from course.site.teach.picture import SHARED

STYLE = Path(__file__).parents[1] / "web/paper/epub.css"
MATHML = "http://www.w3.org/1998/Math/MathML"
TYPES = {
    ".xhtml": "application/xhtml+xml", ".css": "text/css", ".svg": "image/svg+xml",
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
    ".webp": "image/webp",
}  # fmt: skip
PICTURES = "pictures"  # a folder of its own: a chapter's picture may be called as a file of ours
ELSEWHERE = ("http:", "https:", "//")
CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
"""
PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" \
lang="{language}" xml:lang="{language}">
<head><meta charset="utf-8"/><title>{title}</title>\
<link rel="stylesheet" type="text/css" href="book.css"/></head>
<body>{body}</body>
</html>
"""
PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" \
xml:lang="{language}" prefix="schema: http://schema.org/">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>
{about}
<meta property="dcterms:modified">{modified}</meta>
{access}
</metadata>
<manifest>
{items}
</manifest>
<spine>
{spine}
</spine>
</package>
"""
ACCESS = [
    ("accessMode", "textual"), ("accessMode", "visual"),
    ("accessModeSufficient", "textual"), ("accessModeSufficient", "textual,visual"),
    ("accessibilityFeature", "alternativeText"), ("accessibilityFeature", "MathML"),
    ("accessibilityFeature", "describedMath"), ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "structuralNavigation"), ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "displayTransformability"), ("accessibilityHazard", "none"),
    ("accessibilitySummary", "Every picture has a description, and every equation is MathML with "
     "words of its own. Nothing is said by colour alone."),
]  # fmt: skip

Files = dict[str, bytes]  # by their places in the folder EPUB


def packed(about: About, parts: list[Part], site: Path) -> bytes:
    """The publication's bytes, the same ones each time."""
    files: Files = {"cover.png": (site / SHARED).read_bytes(), "book.css": STYLE.read_bytes()}
    for part in parts:
        files |= _drawn(part) | _pictures(part, site)
    order = ["title.xhtml", "nav.xhtml", *(_file(part.name) for part in parts)]
    files["title.xhtml"] = _page(about, about.title, _title(about))
    files["nav.xhtml"] = _page(about, "Contents", _contents(parts))
    for part in parts:
        files[_file(part.name)] = _page(about, part.title, _text(part))
    files["package.opf"] = _package(about, files, order).encode()
    return _zipped(files)


def _zipped(files):
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as book:
        _put(book, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)  # first, and as it is
        _put(book, "META-INF/container.xml", CONTAINER.encode())
        for name, content in files.items():
            _put(book, f"EPUB/{name}", content)
    return held.getvalue()


def _put(book, name, content, how=zipfile.ZIP_DEFLATED):
    entry = zipfile.ZipInfo(name, DATE.timetuple()[:6])
    entry.external_attr = 0o644 << 16
    book.writestr(entry, content, how, compresslevel=9)


def _file(name):
    return f"{slug(name)}.xhtml"


def _page(about, title, body):
    return PAGE.format(language=about.language, title=escape(title), body=body).encode()


def _title(about):
    lines = "".join(f"<p>{escape(line)}</p>" for line in about.lines)
    kind = 'class="nn-cover" epub:type="titlepage"'
    return f"<section {kind}><h1>{escape(about.title)}</h1>{lines}</section>"


def _contents(parts):
    groups = groupby(parts, key=lambda part: part.caption)
    entries = "".join(_group(caption, "".join(map(_entry, group))) for caption, group in groups)
    return f'<nav epub:type="toc" id="toc"><h1>Contents</h1><ol>{entries}</ol></nav>'


def _group(caption, entries):
    return f"<li><span>{escape(caption)}</span><ol>{entries}</ol></li>" if caption else entries


def _entry(part):
    file = _file(part.name)
    sections = "".join(
        f'<li><a href="{file}#{section.get("id")}">{escape(said(heading))}</a></li>'
        for section, heading in _sections(part)
    )
    below = f"<ol>{sections}</ol>" if sections else ""
    return f'<li><a href="{file}">{escape(part.title)}</a>{below}</li>'


def _sections(part: Part) -> Iterator[tuple[html.HtmlElement, html.HtmlElement]]:
    """The sections of a part right below its title, each with its heading."""
    for section in part.text.iter("section"):
        heading = section.find("h2")
        if heading is not None and section.get("id"):
            yield section, heading


def _drawn(part):
    """The drawings of a part as files, which its text then names; equations have none here."""
    for written in having(part.text, "katex-html"):
        written.drop_tree()
    files = {}
    for image in part.text.iter("img"):
        if image.get("src").startswith("drawing:"):
            number = int(image.get("src").removeprefix("drawing:"))
            name = f"{part.slug}-{number}.svg"
            still = image.get("class") == "nn-still"
            files[name] = alone(part.drawings[number], still=still).encode()
            image.set("src", name)
    return files


def _pictures(part, site):
    """The files of the site that a part shows, under names without blanks and the like."""
    files = {}
    for image in part.text.iter("img"):
        file = site / unquote(image.get("src"))
        if file.is_file():
            name = f"{PICTURES}/{quote(file.name).replace('%', '-')}"
            files[name] = file.read_bytes()
            image.set("src", name)
        elif image.get("src").startswith(ELSEWHERE):
            _tell(image)
    return files


def _tell(image):
    """A picture's words in its place: none may be fetched from elsewhere."""
    words, rest = image.get("alt") or "", image.tail
    image.clear()
    image.tag, image.text, image.tail = "span", words, rest


def _text(part):
    """A part's text as XHTML."""
    for link, page, place in list(links_within(part)):
        link.set("href", f"{_file(page)}#{place}" if place else _file(page))
    for equation in having(part.text, "katex"):
        _write(equation)
    _comply(part.text)
    part.text.set("role", "doc-chapter")
    return etree.tostring(part.text, encoding="unicode", method="xml")


def _write(equation):
    """An equation as MathML alone, in words too for who can't have it."""
    math = next(equation.iter("math"))
    math.set("alttext", words(math))
    math.set("xmlns", MATHML)
    for sign in math.iter("mo"):
        if len(sign):  # KaTeX's, for a name that is upright
            sign.tag = "mrow"
            sign.attrib.clear()
    equation.getparent().replace(equation, math)


def _comply(text):
    """What browsers forgive, and EPUB does not."""
    for element in text.iter():
        for name in [name for name in element.attrib if name.startswith("data-")]:
            del element.attrib[name]


def _package(about, files, order):
    names = {file: f"f{number}" for number, file in enumerate(sorted(files))}
    return PACKAGE.format(
        language=about.language, about=_about(about), modified=f"{DATE:%Y-%m-%dT%H:%M:%SZ}",
        identifier=uuid5(NAMESPACE_URL, f"{NAME} {about.title} {about.address} {about.version}"),
        access="\n".join(f'<meta property="schema:{key}">{what}</meta>' for key, what in ACCESS),
        items="\n".join(_item(file, names[file], files[file]) for file in names),
        spine="\n".join(f'<itemref idref="{names[file]}"/>' for file in order),
    )  # fmt: skip


def _about(about):
    """What the book says of itself, as far as it says it: an empty element is refused."""
    told = {
        "title": about.title, "creator": about.authors, "language": about.language,
        "rights": about.rights, "description": about.abstract,
    }  # fmt: skip
    return "\n".join(f"<dc:{name}>{escape(it)}</dc:{name}>" for name, it in told.items() if it)


def _item(file, name, content):
    properties = {"nav.xhtml": "nav", "cover.png": "cover-image"}.get(file, "")
    if b"<math" in content:
        properties = "mathml"
    told = f' properties="{properties}"' if properties else ""
    kind = TYPES.get(Path(file).suffix.lower(), "application/octet-stream")
    return f'<item id="{name}" href="{file}" media-type="{kind}"{told}/>'

"""The book's PDF and EPUB as a test reads them: their text, outline, tags and pages."""

import zipfile
from io import BytesIO
from posixpath import dirname, join, normpath

import pikepdf
import pypdfium2
from lxml import etree

XHTML = "{http://www.w3.org/1999/xhtml}"
MARGIN = 18 / 25.4 * 72  # points
TAGGED = ("/Figure", "/Formula")


def text_of_pdf(content):
    """All that is written on its pages."""
    pdf = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def feet(content):
    """What is written in the margin below each page."""
    for page in pypdfium2.PdfDocument(content):
        below = {"left": 0, "bottom": 0, "right": page.get_width(), "top": MARGIN}
        yield page.get_textpage().get_text_bounded(**below).strip()


def letters(content):
    """The fonts that it brings, without the tag of a font that has only the letters used."""
    with pikepdf.open(BytesIO(content)) as pdf:
        parts = [part for part in pdf.objects if isinstance(part, pikepdf.Dictionary)]
        named = [str(part.get("/BaseFont", "")) for part in parts]
    return {name.partition("+")[2] for name in named if "+" in name}


def outline(pdf):
    """The titles of its outline, each with how deep it lies."""
    with pdf.open_outline() as read:
        return list(_titles(read.root, 1))


def _titles(items, depth):
    for item in items:
        yield depth, " ".join(item.title.split())
        yield from _titles(item.children, depth + 1)


def described(pdf):
    """The kind and the description of each figure and each formula among its tags."""
    return [
        (str(element.S), str(element.get("/Alt", "")))
        for element in pdf.objects
        if isinstance(element, pikepdf.Dictionary) and str(element.get("/S")) in TAGGED
    ]


def dead_links(pdf):
    """The links within it that lead to no place."""
    places = pdf.Root.Dests
    named = [link.Dest for page in pdf.pages for link in page.get("/Annots", []) if "/Dest" in link]
    return [str(name) for name in named if name not in places]


def pages_of_epub(content):
    """Its XHTML files, read by a parser for XML, by their places."""
    with zipfile.ZipFile(BytesIO(content)) as book:
        names = [name for name in book.namelist() if name.endswith(".xhtml")]
        return {name: etree.fromstring(book.read(name)) for name in names}


def text_of_epub(content):
    return "\n".join("".join(page.itertext()) for page in pages_of_epub(content).values())


def faults_of_epub(content):
    """What a reader would stumble over: links and pictures that are not there, and the silent."""
    pages = pages_of_epub(content)
    with zipfile.ZipFile(BytesIO(content)) as book:
        files = set(book.namelist())
    ids = {name: {e.get("id") for e in page.iter() if e.get("id")} for name, page in pages.items()}
    for name, page in pages.items():
        for link in page.iter(f"{XHTML}a"):
            file, _, place = link.get("href").partition("#")
            there = normpath(join(dirname(name), file)) if file else name
            if ":" not in file and (there not in files or (place and place not in ids[there])):
                yield f"{name}: {link.get('href')} leads nowhere"
        for image in page.iter(f"{XHTML}img"):
            if normpath(join(dirname(name), image.get("src"))) not in files:
                yield f"{name}: {image.get('src')} is not there"
            if not image.get("alt"):
                yield f"{name}: {image.get('src')} has no description"

"""What a printed PDF needs after Chromium: less weight, no date, page numbers in its contents.

Chromium writes each object by itself, the same picture once for each place, and the time of day.
"""

import hashlib
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Object, Page, Pdf, Stream, String

FORMULA = "Formula: "  # how an equation's description begins
SIZE, DIGIT = 9, 0.556  # of a page's number in the contents; a digit of Helvetica is so wide
CHROMIUMS_OWN = ("/CreationDate", "/ModDate", "/Creator", "/Producer")


def slimmed(printed: bytes) -> bytes:
    """A PDF that says the same in fewer bytes, the same ones each time."""
    pikepdf.settings.set_flate_compression_level(9)
    with pikepdf.open(BytesIO(printed)) as pdf:
        _share_pictures(pdf)
        _tag_formulas(pdf)
        _number_cells(pdf)
        _number_contents(pdf)
        for name in CHROMIUMS_OWN:
            del pdf.docinfo[name]
        small = BytesIO()
        pdf.save(
            small, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True,
            deterministic_id=True,
        )  # fmt: skip
    return small.getvalue()


def _share_pictures(pdf: Pdf) -> None:
    """Keep one picture of those that are the same; what nothing names is not saved."""
    kept: dict[str, Object] = {}
    for holder in pdf.objects:
        if isinstance(holder, Dictionary | Stream) and "/XObject" in holder.get("/Resources", {}):
            pictures = holder.Resources.XObject
            for name, picture in pictures.items():
                if picture.get("/Subtype") == Name.Image:
                    pictures[name] = kept.setdefault(_looks(picture), picture)


def _looks(picture):
    """A name for a picture and the mask that it has."""
    mask = picture.get("/SMask")
    own = f"{picture.Width} {picture.Height}".encode() + picture.read_raw_bytes()
    return hashlib.sha256(own + (mask.read_raw_bytes() if mask is not None else b"")).hexdigest()


def _tag_formulas(pdf: Pdf) -> None:
    """Call a formula so: Chromium tags it as a figure."""
    for element in pdf.objects:
        if isinstance(element, Dictionary) and str(element.get("/Alt", "")).startswith(FORMULA):
            element.S = Name.Formula
            element.Alt = str(element.Alt).removeprefix(FORMULA)


def _number_cells(pdf: Pdf) -> None:
    """Name the cells of tables anew, in their order: Chromium counts on from what it did before."""
    tags = [tag for tag in pdf.objects if isinstance(tag, Dictionary)]
    named = [tag for tag in tags if tag.get("/Type") == Name.StructElem and "/ID" in tag]
    numbers = {name: f"cell{n:08}" for n, name in enumerate(sorted(str(tag.ID) for tag in named))}
    for tag in named:
        tag.ID = String(numbers[str(tag.ID)])
    for tag in tags:
        # Where such a name stands besides: a cell's headings, and the tree to look names up in.
        held = [tag.get(key) for key in ("/Names", "/Limits")]
        held += [one.get("/Headers") for one in tag.get("/A", []) if isinstance(one, Dictionary)]
        for names in filter(None, held):
            for place, name in enumerate(names):
                if isinstance(name, String) and str(name) in numbers:
                    names[place] = String(numbers[str(name)])


def _number_contents(pdf: Pdf) -> None:
    """Write at the end of each line of the contents on which page it leads to."""
    number = {page.objgen: place for place, page in enumerate(pdf.pages, 1)}
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )
    for page in _contents(pdf, number):
        lines = [(link.Rect, number[_target(pdf, link).objgen]) for link in _links(page)]
        name = page.add_resource(font, Name.Font, Name.Numbers)  # else one by lot
        text = "\n".join(_line(name, *line) for line in lines)
        # Before the rest: that begins with measures of its own, and never takes them back.
        page.contents_add(f"/Artifact BMC\n{text}\nEMC\n".encode(), prepend=True)


def _contents(pdf: Pdf, number: dict[Object, int]) -> Iterator[Page]:
    """The pages before the one that the first link within the book leads to."""
    first = next((link for page in pdf.pages for link in _links(page)), None)
    if first is not None:
        yield from list(pdf.pages)[: number[_target(pdf, first).objgen] - 1]


def _links(page):
    """The links of a page that lead to a place in the book."""
    return [link for link in page.get("/Annots", []) if isinstance(link.get("/Dest"), Name)]


def _target(pdf, link):
    return pdf.Root.Dests[link.Dest][0]


def _line(font, place, number):
    _, bottom, right, _ = map(float, place)
    left = right - SIZE * DIGIT * len(str(number))
    return f"BT {font} {SIZE} Tf {left:.2f} {bottom + 5:.2f} Td ({number}) Tj ET"

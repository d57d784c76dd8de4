"""The parts of the book on paper: each page's own text, without what only a screen can do.

Left out are whole pages (`SCREEN_ALONE` says why), the buttons, the code behind a picture that the
page folds away, and the words of a picture that moves. Answers stand at the end of their page:
folded they could not be read, and under the question nobody could help reading them.
"""

import re
from collections.abc import Collection, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import urljoin

from lxml import html
from lxml.html import HtmlElement, builder

from course.site.source.pages import EXERCISES, captioned_pages
from course.site.source.settings import own_address

# Beside these, assignments: they are worked in, and checked, and paper does neither.
SCREEN_ALONE = {
    "chapters/progress": "counts what the browser keeps",
    "chapters/review": "brings back questions that were missed in the browser",
    "chapters/checker": "the hints of a checker, which is not on paper",
}
ARTICLE = re.compile(r'<article class="bd-article">(.*?)</article>', re.DOTALL)
DRAWING = re.compile(r"<svg\b[^>]*>.*?</svg>", re.DOTALL)
LABEL = re.compile(r'\saria-label="([^"]*)"')
SCHEME = re.compile(r"[a-z]+:")
OWN = "nn-"  # how names begin that are given here: a heading may be called "Question 1"
WITHIN = "book:"  # how a link to another part begins
SCREEN = {
    "headerlink", "copybtn", "nn-bar", "nn-ways", "nn-jupyter", "nn-notebook", "nn-notebook-tools",
    "nn-here", "nn-told", "nn-controls", "nn-count", "nn-scriptless", "nn-way-out", "nn-downloads",
    "toctree-wrapper", "above-input",
}  # fmt: skip
FOLDED_CODE = '//div[contains(@class, "tag_hide-input")]//div[contains(@class, "cell_input")]'
EXPLORABLE = "On a screen this picture answers when it is touched."


@dataclass
class Part:
    """A page on paper: its text, and its drawings, each where an <img src="drawing:0"> stands."""

    name: str
    caption: str  # of the part of the book that it stands in
    text: HtmlElement
    drawings: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        heading = self.text.find(".//h1")
        return "" if heading is None else said(heading)

    @property
    def slug(self) -> str:
        return slug(self.name)


def slug(name: str) -> str:
    return name.replace("/", "-")


def said(element: HtmlElement) -> str:
    """The words of an element; equations have been given theirs."""
    return " ".join(element.text_content().split())


def parts(root: Path, pages: dict[str, str]) -> list[Part]:
    """The parts of the book at `root`, in reading order, out of its finished pages."""
    chosen = [(caption, name) for caption, name in captioned_pages(root) if on_paper(name)]
    names = {name for _, name in chosen}
    address = own_address(root)
    return [_part(name, caption, pages[f"{name}.html"], names, address) for caption, name in chosen]


def on_paper(name: str) -> bool:
    """Whether a page is printed."""
    return name not in SCREEN_ALONE and not name.startswith(EXERCISES)


def _part(name, caption, page, names, address):
    drawings: list[str] = []
    kept = DRAWING.sub(lambda drawing: _kept(drawing[0], drawings), ARTICLE.findall(page)[0])
    text = html.fragment_fromstring(kept, create_parent="section")
    _leave_out(text)
    _describe(text)
    _collect_answers(text)
    _unfold(text)
    _lead(text, name, names, address)
    return Part(name, caption, text, drawings)


def _kept(drawing, drawings):
    """What stands for a drawing: HTML's parser would spoil the names in it."""
    drawings.append(drawing)
    label = LABEL.search(drawing)
    alt = label[1] if label else ""
    return f'<img src="drawing:{len(drawings) - 1}" alt="{alt}">'


def having(text: HtmlElement, name: str) -> list[HtmlElement]:
    """The elements of a class; lxml's own way compiles an expression for each question."""
    return [element for element in text.iter() if name in _classes(element)]


def _classes(element):
    return (element.get("class") or "").split()


def _leave_out(text):
    for element in [*text.iter("script"), *text.iter("button"), *text.xpath(FOLDED_CODE)]:
        element.drop_tree()
    for element in [element for element in text.iter() if not SCREEN.isdisjoint(_classes(element))]:
        element.drop_tree()
    for cell in having(text, "cell"):  # what had nothing but folded code
        if not said(cell) and cell.find(".//img") is None:
            cell.drop_tree()


def _describe(text):
    """Hand a picture that answers its description, and say that on a screen it does."""
    for stage in having(text, "nn-stage"):
        (still,) = stage.iter("img")
        still.set("alt", stage.attrib.pop("aria-label"))
        still.set("class", "nn-still")
        stage.attrib.pop("role")
    for box in having(text, "nn-explorable"):
        box.attrib.pop("data-given", None)
        box.append(builder.P(builder.CLASS("nn-told-on-paper"), EXPLORABLE))


def _collect_answers(text):
    """Put each question's answers at the end of the page, and links to them and back."""
    asking = [box for box in text.iter("div") if _asks(box)]
    if not asking:
        return
    places = [_place(number, box) for number, box in enumerate(asking, 1)]
    chapter = text.find("section") if text.find("section") is not None else text
    chapter.append(builder.E.section(builder.H2("Answers"), *places, id=f"{OWN}answers"))


def _asks(box):
    """Whether a box is a question, or one that unfolds, which is a question too."""
    return "nn-question" in box.classes or (
        "dropdown" in box.classes and "nn-answers" not in box.classes
    )


def _answered(box):
    """What answers a question, taken out of it."""
    if "nn-question" in box.classes:
        return [_choices(box)]
    box.classes.discard("dropdown")
    _, *answer = box
    for element in answer:
        box.remove(element)
    return answer


def _choices(box):
    """The answers explained; the question keeps the answers alone, in the same order.

    That is the alphabet's: as they are written, the right one may always come first.
    """
    (folded,) = box.find_class("nn-answers")
    explained = sorted(folded.find("ul"), key=said)
    choices = [builder.LI(*_copied(item.find(".//strong"))) for item in explained]
    box.replace(folded, builder.OL(*choices, builder.CLASS("nn-choices"), type="a"))
    return builder.OL(*explained, builder.CLASS("nn-choices"), type="a")


def _copied(element):
    copy = deepcopy(element)
    return [copy.text or "", *copy]


def _place(number, box):
    answer = _answered(box)
    box.set("id", box.get("id") or f"{OWN}question-{number}")
    there = builder.A(f"Answer {number}", href=f"#{OWN}answer-{number}")
    box.append(builder.P(there, builder.CLASS("nn-to-answer")))
    back = builder.A(f"Answer {number}", href=f"#{box.get('id')}")
    return builder.DIV(
        builder.P(back, builder.CLASS("nn-from-question")), *answer,
        builder.CLASS("nn-answer"), id=f"{OWN}answer-{number}",
    )  # fmt: skip


def _unfold(text):
    """What a page folds lies open, under its title; a table's lines are the style sheet's."""
    for table in text.iter("table"):
        table.attrib.pop("border", None)
    for summary in text.iter("summary"):
        summary.tag = "p"
        summary.set("class", "nn-unfolded")
    for details in text.iter("details"):
        details.tag = "div"
        details.attrib.pop("open", None)


def _lead(text, name, names, address):
    """Lead links to parts, or to the site where it has an address; else their words stay."""
    for link in [*text.iter("a")]:
        target = link.get("href")
        where = target and leads_to(target, name, names, address)
        if where:
            link.set("href", where)
        elif target:
            link.drop_tag()
    for image in text.iter("img"):
        if not SCHEME.match(image.get("src")):
            image.set("src", normpath(join(Path(name).parent.as_posix(), image.get("src"))))


def leads_to(target: str, name: str, names: Collection[str], address: str) -> str:
    """Where a link of the page `name` leads on paper; nowhere is empty."""
    if SCHEME.match(target):
        return target
    path, _, place = target.partition("#")
    full = normpath(join(Path(name).parent.as_posix(), path)) if path else f"{name}.html"
    page = full.removesuffix(".html")
    if full.endswith(".html") and page in names:
        return f"{WITHIN}{page}#{place}"
    if not address:
        return ""
    return urljoin(f"{address.rstrip('/')}/", full) + (f"#{place}" if place else "")


def links_within(part: Part) -> Iterator[tuple[HtmlElement, str, str]]:
    """Each link of a part to a part, with the page and the place there that it leads to."""
    for link in part.text.iter("a"):
        target = link.get("href") or ""
        if target.startswith(WITHIN):
            page, _, place = target.removeprefix(WITHIN).partition("#")
            yield link, page, place

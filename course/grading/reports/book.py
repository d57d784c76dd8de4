"""Where in the book a mistake is spoken of: the chapter of the assignment's name, and the section.

A section is named only if its box of common slips shows the mistake; for any other it is the
chapter as a whole.
"""

import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from course.settings import settings

BUILT = "_build/html"
TITLE = re.compile(r"^(#+) +(.*\S)\s*$")
BOX = re.compile(r"^:{3,}\{slips\} +(\S+) +(.*\S)\s*$")
ONLY = re.compile(r"^:only: *(.*\S)\s*$")
FENCE = re.compile(r"^ *(`{3,}|~{3,})")


@dataclass(frozen=True)
class Place:
    """The words of a link, and its path in the book."""

    title: str
    path: str


@dataclass(frozen=True)
class Chapter:
    """A chapter, and the sections whose boxes show mistakes, by answer and name; "" is any name."""

    place: Place
    boxes: dict[tuple[str, str], Place]

    def of(self, answer: str, mistake: str) -> Place:
        """The section that shows the mistake, or else the chapter."""
        whole = self.boxes.get((answer, ""), self.place)
        return self.boxes.get((answer, mistake), whole)


def chapter(root: Path, name: str) -> Chapter:
    """The chapter of an assignment; one of that name, of no sections, where there is no file."""
    page = f"chapters/{name}.html"
    file = root / "chapters" / f"{name}.md"
    if not file.is_file():
        return Chapter(Place(name, page), {})
    lines = _prose(file.read_text(encoding="utf-8").splitlines())
    titles = [(number, *title.groups()) for number, line in lines if (title := TITLE.match(line))]
    boxes: dict[tuple[str, str], Place] = {}
    for number, answers, only in _boxes(lines, name):
        title = [text for at, _, text in titles if at < number][-1]
        for answer in answers:
            for mistake in only:
                boxes.setdefault((answer, mistake), Place(title, f"{page}#{anchor(title)}"))
    return Chapter(Place(titles[0][2], page), boxes)


def _prose(lines):
    """The numbered lines that stand in no block of code: a comment there looks like a title."""
    fence, kept = "", []
    for number, line in enumerate(lines):
        mark = FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) else fence
        elif mark:
            fence = mark[1]
        else:
            kept.append((number, line))
    return kept


def _boxes(lines, name):
    """Each box of the assignment: its line, its answers, the mistakes it shows ("" for all)."""
    following = [line for _, line in lines[1:]] + [""]
    for (number, line), below in zip(lines, following, strict=True):
        box = BOX.match(line)
        if box and box[1] == name:
            only = ONLY.match(below)
            yield number, box[2].split(), [s.strip() for s in only[1].split(",")] if only else [""]


def anchor(title: str) -> str:
    """The id that the book gives a section: its letters, with hyphens between the words."""
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-").lstrip("0123456789-")


def address(root: Path, folder: Path, *, around: bool) -> str:
    """What a path in the book follows in a link from `folder`; empty where the book is not there.

    That is where the book is published, or where it was built; a report that goes `around` cannot
    lead to the latter.
    """
    html = settings(root).get("html") or {}
    if html.get("baseurl"):
        return html["baseurl"].rstrip("/") + "/"
    built = root / BUILT
    if around or not built.is_dir():
        return ""
    return Path(os.path.relpath(built, folder)).as_posix() + "/"

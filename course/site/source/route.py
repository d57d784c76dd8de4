"""The way through the book: its chapters in the order of `_toc.yml`, with what each says of itself.

That stands in its file's front matter: the `route` that it lies on, and `about`, the end of a
sentence that begins with its title.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from course.site.errors import BuildError
from course.site.source.pages import named_pages, page_source

ROUTES = ("main", "side", "beyond")  # the main route, trips beside it, and what comes after it
ASIDE = "That is a side trip, and the main route goes on with {}."
FRONT = re.compile(r"---\n(.*?)^---$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Chapter:
    """A page that says of itself where it lies in the book, and what it is about."""

    name: str
    route: str
    about: str

    @property
    def link(self) -> str:
        """Its title, with a link, in MyST."""
        return f"{{doc}}`/{self.name}`"

    @property
    def sentence(self) -> str:
        """What it says of itself, in MyST."""
        return f"{self.link} {self.about}"


def way(root: Path) -> list[Chapter]:
    """The chapters that `_toc.yml` names, in reading order.

    Raises BuildError for one whose front matter has half of what a chapter says.
    """
    told = {name: _told(page_source(root, name)) for name in named_pages(root)}
    return [_chapter(name, said) for name, said in told.items() if {"route", "about"} & set(said)]


def leading_on(there: list[Chapter], name: str, lead: str) -> str:
    """The last paragraph of one of the chapters, in MyST: `lead`, and the chapter after it.

    Empty where none does. Raises BuildError for a page that is no chapter.
    """
    names = [chapter.name for chapter in there]
    if name not in names:
        raise BuildError(f"{name} is no chapter: its front matter has no 'route:' and no 'about:'.")
    after = there[names.index(name) + 1 :]
    if not after:
        return ""
    words = ("Next:", lead, after[0].sentence, _on_the_main_route(after))
    return " ".join(filter(None, words))


def _on_the_main_route(after):
    """Where somebody goes who leaves a side trip out."""
    on = next((one for one in after if one.route == "main"), None)
    return ASIDE.format(on.link) if after[0].route == "side" and on else ""


def _chapter(name, said):
    route, about = said.get("route"), said.get("about")
    if route not in ROUTES or not isinstance(about, str):
        raise BuildError(
            f"{name}: a chapter's front matter has a line 'route:', which is one of "
            f"{', '.join(ROUTES)}, and a line 'about:', the end of a sentence that begins with its "
            f"title. Here they are {route!r} and {about!r}."
        )
    return Chapter(name, route, about)


def _told(path):
    try:
        return front_matter(path.read_text(encoding="utf-8-sig")) if path.suffix == ".md" else {}
    except yaml.YAMLError as error:
        raise BuildError(f"{path.name}: its front matter is not YAML.\n{error}") from None


def front_matter(text: str) -> dict:
    """The settings between the two lines of dashes that a page may begin with."""
    found = FRONT.match(text)
    return yaml.safe_load(found[1]) or {} if found else {}

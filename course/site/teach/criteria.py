"""How the book meets the success criteria of WCAG, `{criteria}`, and whom to tell, `{contact}`.

What is said of each criterion stands in `chapters/accessibility.yml`.
"""

from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from course.site.source.settings import repository
from course.site.teach.text import read_into

FILE = "chapters/accessibility.yml"
HEAD = ("| Criterion | Here | How we know |", "|---|---|---|")
STATES = ("holds", "does not apply", "falls short")
SUM = "WCAG 2.1 has {all} criteria of the levels A and AA. Of these, {counts}."
OURS = "Open an issue at <{address}>."
YOURS = "Tell your instructor, who has the book's sources and can fix it or pass it on."


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("criteria", Criteria)
    app.add_directive("contact", Contact)


def criteria(root: Path) -> dict[str, list[dict[str, Any]]]:
    """What is said of each criterion, by the principle that it belongs to."""
    return yaml.safe_load((root / FILE).read_text(encoding="utf-8"))


class Criteria(SphinxDirective):
    """How many hold, and a table for each of the four principles."""

    def run(self) -> list[nodes.Node]:
        root = Path(self.env.srcdir)
        self.env.note_dependency(str(root / FILE))
        return read_into(self, _lines(criteria(root)), nodes.container()).children


def _lines(known):
    lines = [counted([one for part in known.values() for one in part]), ""]
    for principle, ones in known.items():
        lines += [f"**{principle}**", "", *HEAD, *map(_row, ones), ""]
    return lines


def counted(ones: list[dict[str, Any]]) -> str:
    """How many criteria there are of each state, in a sentence."""
    numbers = {state: sum(one["here"] == state for one in ones) for state in STATES}
    said = [
        f"{number} {state if number == 1 else PLURAL[state]}"
        for state, number in numbers.items()
        if number
    ]
    return SUM.format(all=len(ones), counts=" and ".join(said))


PLURAL = {"holds": "hold", "does not apply": "do not apply", "falls short": "fall short"}


def _row(one):
    tests = "Read." if one["tests"] == "read" else ", ".join(f"`{name}`" for name in one["tests"])
    return f"| {one['id']} {one['name']} ({one['level']}) | {one['here']} | {one['how']} {tests} |"


class Contact(SphinxDirective):
    """Whom to tell: where issues are opened, if there is a repository. The rest is its content."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        url = repository(Path(self.env.srcdir)).get("url") or ""
        return read_into(self, [way(url), *self.content], nodes.container()).children


def way(url: str) -> str:
    """The sentence that says whom to tell, for the repository at that address, or for none."""
    if not url:
        return YOURS
    plain = url.removesuffix("/").removesuffix(".git")
    place = "/-/issues/new" if "//gitlab.com/" in plain else "/issues/new"
    return OURS.format(address=f"{plain}{place}")

"""How to cite this book, `{citation}`, and the version, which stands at the foot of each page.

Who wrote it and what it is called is told by CITATION.cff, the version by pyproject.toml, and the
addresses by `_config.yml`: `html: baseurl` for the pages, `repository: url` for what they are made
from.
"""

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from course.site.project import DATE, NAME, version
from course.site.source.settings import own_address, repository, told
from course.site.teach.text import read_into

FILE = "CITATION.cff"
FOOT = ("author.html", "copyright.html", "version.html", "extra-footer.html")


def setup(app: Sphinx) -> None:
    """Register the directive, and the foot of the pages."""
    app.add_directive("citation", Citation)
    app.connect("config-inited", _name_version)


def _name_version(app, config):
    config.version = config.release = version(app.srcdir)
    config.html_theme_options["footer_content_items"] = list(FOOT)


class Citation(SphinxDirective):
    """How to cite this book: in a sentence, and as an entry for BibTeX."""

    def run(self) -> list[nodes.Node]:
        root = Path(self.env.srcdir)
        box = read_into(self, [sentence(root)], nodes.container())
        entry = bibtex(root)
        return [*box.children, nodes.literal_block(entry, entry, language="bibtex")]


def sentence(root: Path) -> str:
    """Authors, year, title, version and addresses, as Markdown."""
    cited = _cited(root)
    places = [f"<{place}>" for place in (own_address(root), _source(root)) if place]
    said = [f"{cited['authors']} ({cited['year']}). *{cited['title']}*, version {version(root)}."]
    return " ".join([*said, *([f"{', '.join(places)}."] if places else [])])


def bibtex(root: Path) -> str:
    """The same as an entry for BibTeX."""
    cited = _cited(root)
    fields = {
        "title": f"{{{cited['title']}}}",  # its capitals are to stay
        "author": cited["authors"] if " and " in cited["authors"] else f"{{{cited['authors']}}}",
        "year": cited["year"],
        "note": f"Version {version(root)}",
        "url": own_address(root) or _source(root),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@book{{{NAME},\n{lines}\n}}"


def _source(root):
    return repository(root).get("url") or ""


def _cited(root: Path) -> dict[str, Any]:
    """Title, authors and year, as CITATION.cff tells them."""
    cited = told(root, FILE)
    authors = " and ".join(map(_person, cited["authors"]))
    year = str(cited.get("date-released", DATE.year))[:4]
    return {"title": cited["title"], "authors": authors, "year": year}


def _person(author):
    """A person as "Lovelace, Ada"; anybody else by name."""
    if "name" in author:
        return author["name"]
    return ", ".join(author[key] for key in ("family-names", "given-names") if key in author)

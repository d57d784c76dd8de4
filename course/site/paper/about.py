"""What an edition says of itself: title, authors, version, where it comes from."""

from dataclasses import dataclass
from pathlib import Path

from course.site.project import version
from course.site.source.settings import own_address, settings, told

LEFT_OUT = (
    "What works on a screen alone is not in it: the assignments, which are checked while you write "
    "them, your progress, and the questions that come back."
)
NAMES = ("given-names", "name-particle", "family-names", "name-suffix")


@dataclass(frozen=True)
class About:
    """The book's own data, as `_config.yml`, `CITATION.cff` and `pyproject.toml` have them."""

    title: str
    authors: str
    language: str
    version: str
    rights: str
    address: str
    abstract: str

    @property
    def lines(self) -> list[str]:
        """What stands under the title."""
        where = f" It is at {self.address}." if self.address else ""
        edition = f"Version {self.version}, for paper and e-readers, made from the book on the web."
        rights = [f"© {self.rights}."] if self.rights else []
        return [self.authors, f"{edition}{where}", LEFT_OUT, *rights]


def about(root: Path) -> About:
    """What the checkout at `root` says."""
    said = settings(root)
    cited = told(root, "CITATION.cff")
    return About(
        title=said["title"],
        authors=said.get("author") or ", ".join(map(_name, cited["authors"])),
        language=said["sphinx"]["config"]["language"].replace("_", "-"),  # Sphinx has pt_BR
        version=version(root),
        rights=said["copyright"].rstrip("."),
        address=own_address(root),
        abstract=" ".join(cited.get("abstract", "").split()),
    )


def _name(author):
    """A person's names, as far as they are told, or that of a group."""
    names = " ".join(author[key] for key in NAMES if key in author)
    return author.get("name") or names or author["alias"]

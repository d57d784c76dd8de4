"""The pages that the table of contents names, and the check that a built site has just those."""

from collections.abc import Iterable
from pathlib import Path

from course.site.errors import BuildError
from course.site.server import NOT_FOUND
from course.site.source.settings import told

EXERCISES = "exercises/"  # the pages that are assignments
SEARCH = "search.html"
TOC = "_toc.yml"
ENTRANCE = "index.html"  # leads to the first page
OF_ASSETS = ("lite", "pyodide")  # their pages are not the book's; see course.site.assets


def named_pages(root: Path) -> list[str]:
    """The pages of `_toc.yml` in reading order, as paths under `root` without their ending.

    Raises BuildError when a page is not there.
    """
    toc = told(root, TOC)
    names = [name.removesuffix(".md").removesuffix(".ipynb") for name in _files(toc)]
    missing = [name for name in names if _source(root, name) is None]
    if missing:
        raise BuildError(
            f"_toc.yml names a page that is not there: {', '.join(missing)}.\n"
            "Write the page, or take its line out of _toc.yml."
        )
    return names


def captioned_pages(root: Path) -> list[tuple[str, str]]:
    """The pages of `_toc.yml` in reading order, each with the caption of its part, or none."""
    toc = told(root, TOC)
    captions = {
        name.removesuffix(".md").removesuffix(".ipynb"): part.get("caption", "")
        for part in toc.get("parts", [])
        for name in _files(part)
    }
    return [(captions.get(name, ""), name) for name in named_pages(root)]


def _files(entry):
    """Every `root:` and `file:` at any depth of the table of contents."""
    if isinstance(entry, list):
        return [name for item in entry for name in _files(item)]
    if not isinstance(entry, dict):
        return []
    own = [entry[key] for key in ("root", "file") if key in entry]
    return own + [name for value in entry.values() for name in _files(value)]


def assignment_pages(root: Path) -> list[str]:
    """The pages of `_toc.yml` that are assignments, in reading order."""
    return [name for name in named_pages(root) if name.startswith(EXERCISES)]


def to_top(name: str) -> str:
    """The way from a page, such as chapters/affine, to the site's top: ../"""
    return "../" * name.count("/")


def page_source(root: Path, name: str) -> Path:
    """The file that a page of the table of contents is written in."""
    source = _source(root, name)
    assert source, f"There is no page {name}: neither {name}.md nor {name}.ipynb is in {root}."
    return source


def _source(root, name):
    """The file that a page is written in, or None."""
    candidates = [Path(root) / f"{name}{ending}" for ending in (".md", ".ipynb")]
    return next((path for path in candidates if path.is_file()), None)


def check_site(site: Path, names: Iterable[str]) -> None:
    """Refuse a site whose HTML pages are not those of `names`, and the three that every site has.

    Folders named in `OF_ASSETS` have pages of their own. Raises BuildError that lists each page too
    many and each one missing.
    """
    wanted = {f"{name}.html" for name in names} | {SEARCH, ENTRANCE, NOT_FOUND}
    found = {page.relative_to(site).as_posix() for page in own(site)}
    lines = [f"  published, but not in _toc.yml: {page}" for page in sorted(found - wanted)]
    lines += [f"  in _toc.yml, but not published: {page}" for page in sorted(wanted - found)]
    if lines:
        raise BuildError("\n".join(["The site does not have the pages it should have:", *lines]))


def own(site: Path, ending: str = "html") -> list[Path]:
    """The files of a site with an ending, but for those of `OF_ASSETS`."""
    files = Path(site).rglob(f"*.{ending}")
    return [path for path in files if path.relative_to(site).parts[0] not in OF_ASSETS]

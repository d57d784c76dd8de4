"""One hash for what a chapter's numbers come from, one for all that the site is made of.

The first names the folder in which executed chapters are kept: Jupyter's own cache looks
at a cell's source alone, and would serve old numbers after a change in `reference_impl`.
The second tells whether there is anything to build.
"""

import hashlib
import sys
from pathlib import Path

BUILD = "_build"
# What a chapter can import, and how it is run.
ROOMS = (
    "reference_impl",
    "course/checks",
    "course/figures",
    "course/site/source/run.py",
    "requirements.lock",
)
# What changes no page but its own: pages' texts, and what lies beside them as it is.
PAGES = (".md", ".ipynb")
ON_THEIR_OWN = ("course/site/web/scripts/", "course/site/web/static/")
NEVER_PUBLISHED = {BUILD, "classroom", "tests", "__pycache__"}


def numbers_hash(root: Path) -> str:
    """A hash of everything that can change a number on a page, apart from the page's own cells."""
    files = [path for room in ROOMS for path in _files(Path(root) / room)]
    return _hash(Path(root), files)


def site_hash(root: Path) -> str:
    """A hash of everything that can change the site."""
    return _hash(Path(root), _files(Path(root)))


def code_hash(root: Path) -> str:
    """A hash of what can change any page: all but the pages' own text, scripts and styles."""
    root = Path(root)
    files = [file for file in _files(root) if not is_own(file.relative_to(root).as_posix())]
    return _hash(root, files)


def is_own(name: str) -> bool:
    """Whether a file, by its place in the checkout, changes no page but its own, or lies beside."""
    return name.endswith(PAGES) or name.startswith(ON_THEIR_OWN)


def is_published(name: str) -> bool:
    """Whether a file or folder of this name can reach a page; a hidden one can't."""
    return name not in NEVER_PUBLISHED and not name.startswith(".")


def _files(path):
    """The files at or under `path`, without hidden ones and those that never reach a page."""
    if path.is_file():
        return [path]
    inside = sorted(path.iterdir()) if path.is_dir() else []
    return [file for p in inside if is_published(p.name) for file in _files(p)]


def _hash(root, files):
    """A hash of the names and the bytes of `files`, of Python, and of the wine table in use."""
    named = {file.relative_to(root).as_posix(): file for file in files} | _wine_table()
    digest = hashlib.sha256(sys.version.encode())
    for name, file in named.items():
        digest.update(f"\0{name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _wine_table():
    """The wine table that a chapter will find; none there means the stand-in, one of the rooms."""
    from reference_impl.data import NAME, data_folder

    table = data_folder() / NAME
    return {str(table): table} if table.is_file() else {}

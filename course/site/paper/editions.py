"""Both editions in the finished site, under `downloads`, and the links of its pages to them.

The EPUB is made by each build. The PDF needs a Chromium and some minutes, so `make serve` goes
without, and what has been printed once is kept in the user's cache, whatever else has changed.
"""

import hashlib
import re
from collections.abc import Callable
from copy import deepcopy
from html import escape, unescape
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote

from course.site import chromium
from course.site.cache import cache_folder, hash_of, write_whole
from course.site.commands import last
from course.site.paper import epub, printed
from course.site.paper.about import about
from course.site.paper.parts import parts
from course.site.project import NAME
from course.site.source.pages import to_top

FOLDER = "downloads"
FILES = {"PDF": f"{FOLDER}/{NAME}.pdf", "EPUB": f"{FOLDER}/{NAME}.epub"}
UNPRINTED = "Not printed, so this site has no PDF of the book."
KEPT = 10  # printed books; the oldest make room
PICTURE = re.compile(r'\bsrc="([^":]+)"')  # a file of the site; drawings stand in the text itself
# Where a page has room for the links: its text, its foot, and the theme's button for downloads.
MARK = '<p class="nn-downloads"></p>'
BUTTON = re.compile(r'(<div class="dropdown dropdown-download-buttons">.*?)(</ul>)', re.DOTALL)
ENTRY = (
    '<li><a href="{to}" class="btn btn-sm dropdown-item"><span class="btn__icon-container">'
    '<i class="fas fa-file"></i></span><span class="btn__text-container">Whole book, {kind}</span>'
    "</a></li>\n"
)

Say = Callable[[str], None]


def make(root: Path, printing: bool, say: Say, site: Path, pages: dict[str, str]) -> None:
    """Write the editions of the book at `root` into `site`, and link to them in its pages."""
    told, all_parts = about(root), parts(root, pages)
    (site / FOLDER).mkdir()
    (site / FILES["EPUB"]).write_bytes(epub.packed(told, deepcopy(all_parts), site))
    pdf = _printed(printed.whole(told, all_parts), site, printing, say)
    if pdf:
        (site / FILES["PDF"]).write_bytes(pdf)
    sizes = _sizes(site)
    for name in pages:
        pages[name] = linked(pages[name], name, sizes)


def lacking(site: Path) -> list[str]:
    """The editions that a site does not have."""
    return [kind for kind, file in FILES.items() if not (site / file).is_file()]


def can_print() -> bool:
    """Whether there is a Chromium here."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return chromium.executable(playwright) is not None


def linked(page: str, name: str, sizes: dict[str, int]) -> str:
    """A page with links to the editions that there are, and silent on the others."""
    to = {kind: to_top(name) + FILES[kind] for kind in sizes}
    named = [f'<a href="{to[kind]}">{kind}</a> ({_megabytes(sizes[kind])})' for kind in sizes]
    line = f"The whole book for paper or an e-reader: {', '.join(named)}."
    entries = "".join(ENTRY.format(to=escape(to[kind]), kind=kind) for kind in sizes)
    page = page.replace(MARK, f'<p class="nn-downloads">{line}</p>' if sizes else "")
    return BUTTON.sub(lambda button: f"{button[1]}{entries}{button[2]}", page, count=1)


def _sizes(site):
    there = {kind: site / file for kind, file in FILES.items() if (site / file).is_file()}
    return {kind: file.stat().st_size for kind, file in there.items()}


def _megabytes(size):
    return f"{max(size / 1e6, 0.1):.1f} MB"


def _printed(text, site, printing, say):
    """The PDF, from the cache where these pages have been printed; None where it can't be had."""
    kept = cache_folder() / "printed" / f"{_key(text, site)}.pdf"
    if kept.is_file():
        kept.touch()
        return kept.read_bytes()
    if not printing:
        say("This site has no PDF of the book: `make book` prints one.")
        return None
    return _keep(kept, _print(text, site, say))


def _print(text, site, say):
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        path = chromium.executable(playwright)
        if path is None:
            say(f"{UNPRINTED} {chromium.ABSENT}")
            return None
        say("Printing the book: this takes a minute or two.")
        try:
            browser = playwright.chromium.launch(executable_path=path, args=chromium.flags())
            pdf = printed.print_book(browser, text, site)
            browser.close()
        except Error as error:  # Ubuntu's may be a word about another package, and no browser
            say(f"{UNPRINTED} {path} can't print it:\n{_reason(error)}")
            return None
        return pdf


def _reason(error):
    """What the browser itself said last, or else Playwright."""
    said = re.findall(r"^\[pid=\d+\]\[err\] (.+)$", str(error), re.M)
    return last("\n".join(said)) or str(error).partition("\n")[0]


def _keep(kept, pdf):
    if pdf:
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_whole(kept, pdf)
        newest = sorted(kept.parent.glob("*.pdf"), key=lambda file: file.stat().st_mtime)
        for old in newest[:-KEPT]:
            old.unlink(missing_ok=True)
    return pdf


def _key(text, site):
    """A hash of all that a printed book depends on, Chromium itself aside."""
    room = Path(__file__).parent
    named = {site / unquote(unescape(name)) for name in PICTURE.findall(text)}
    pictures = sorted(file for file in named if file.is_file())
    sheets = [site / "_static" / sheet for sheet in printed.SHEETS]
    looks = (
        hash_of([*sheets, *pictures], site)
        + hash_of(sorted(room.glob("*.py")), room)
        + version("pikepdf")
    )
    return hashlib.sha256((looks + text).encode()).hexdigest()[:16]

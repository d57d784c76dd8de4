"""The fonts of equations, with no more letters than the book's equations have.

A page fetches each font whole for the few letters that it shows, and no host packs a font smaller.
To cut them takes seconds, so the cut ones are kept in the user's cache, by these letters.
"""

import hashlib
import html
import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from course.site.cache import cache_folder, hash_of, made_beside
from course.site.finish.steps import Pages

FOLDER = "_static/katex/fonts"
SPAN = re.compile(r"<(/?)span\b[^>]*>")
DRAWN = re.compile(r'<span class="katex-html"')  # the half of an equation that is for the eye


def keep_used(site: Path, pages: Pages) -> None:
    """Leave in the site's fonts for equations the letters that stand in one of its equations."""
    letters = {letter for page in pages.values() for one in equations(page) for letter in one}
    whole = sorted((site / FOLDER).glob("*.woff2"))
    cut = _cut(whole, "".join(sorted(letters)))
    for font in whole:
        write_anew(font, (cut / font.name).read_bytes())


def _cut(fonts, letters):
    """A folder with the fonts that have these letters alone."""
    of_letters = hashlib.sha256(letters.encode()).hexdigest()[:16]
    there = cache_folder() / f"fonts-{hash_of(fonts, fonts[0].parent)}-{of_letters}"
    if not there.is_dir():
        with made_beside(there) as folder:
            for font in fonts:
                (folder / font.name).write_bytes(subset(font, letters))
    return there


def equations(page: str) -> list[str]:
    """The text of each equation in a page, as it is drawn."""
    return [
        html.unescape(SPAN.sub("", _element(page, one.start()))) for one in DRAWN.finditer(page)
    ]


def _element(page, start):
    """The `span` that starts there, to its own end."""
    depth = 0
    for tag in SPAN.finditer(page, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return page[start : tag.end()]
    return page[start:]


def subset(font: Path, letters: Iterable[str]) -> bytes:
    """The font at a path with no more than these letters in it, as the text of a web font."""
    from fontTools import subset as tools  # slow to load

    options = tools.Options(flavor="woff2", notdef_outline=True)
    with tools.load_font(font, options) as whole:
        smaller = tools.Subsetter(options)
        smaller.populate(text="".join(letters))
        smaller.subset(whole)
        small = BytesIO()
        whole.flavor = options.flavor
        whole.save(small)
    return small.getvalue()


def write_anew(path: Path, content: bytes) -> None:
    """Write a file anew: what was there may be a link to a file elsewhere."""
    path.unlink(missing_ok=True)
    path.write_bytes(content)

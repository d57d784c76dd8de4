"""The whole book as one PDF: python -m course.site.pdf

The pages of the built site, in reading order, become one page, which a headless Chromium prints.
Links between pages become links within the PDF, and headings its outline. Scripts are left out, so
explorables show their stills, and the answers to questions lie open.
"""

import html
import re
import sys
import tempfile
from pathlib import Path
from posixpath import join, normpath
from typing import TYPE_CHECKING

from course.site import chromium
from course.site.build import build, say
from course.site.errors import BuildError
from course.site.source.pages import named_pages

if TYPE_CHECKING:  # it is imported where a browser is started
    from playwright.sync_api import Browser

FILE = "_build/book.pdf"
ARTICLE = re.compile(r'<article class="bd-article">(.*?)</article>', re.DOTALL)
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
STYLES = re.compile(r'<link [^>]*rel="stylesheet"[^>]*href="(?:\.\./)*([^"]+)"[^>]*>')
PAGE = """<!DOCTYPE html><html lang="en" data-theme="light"><head><meta charset="utf-8">
<title>{title}</title>{styles}<style>{css}</style></head><body><main class="bd-article">
{parts}</main></body></html>"""
CSS = """
main { max-width: none; padding: 0; font-size: 11pt; }
main > section.nn-part { break-before: page; }
main > section.nn-part:first-child { break-before: avoid; }
.headerlink, .nn-notebook, .copybtn, script { display: none; }
"""
FOOT = (
    '<div style="font-size: 8px; width: 100%; text-align: center">'
    '<span class="pageNumber"></span></div>'
)


def main() -> int:
    """Print the book of the checkout in the current folder; returns the exit status."""
    try:
        print_book(Path.cwd())
    except BuildError as error:
        print(f"\nThe PDF was not made.\n\n{error}\n", file=sys.stderr)
        return 1
    return 0


def print_book(root: Path) -> Path:
    """Write the book at `root` into `_build/book.pdf`, built anew where it has to be.

    Raises BuildError where there is no Chromium, or no book to build.
    """
    from playwright.sync_api import sync_playwright

    site, file = build(root), root / FILE
    with sync_playwright() as playwright:
        path = chromium.executable(playwright)
        if path is None:
            raise BuildError(chromium.ABSENT)
        say("Printing the book: this takes a minute.")
        browser = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        print_page(browser, whole(site, named_pages(root)), site, file)
        browser.close()
    say(f"The book is printed: {FILE}")
    return file


def print_page(browser: "Browser", text: str, site: Path, file: Path) -> None:
    """Print an HTML text, which lies at the top of the site while it is printed."""
    with tempfile.NamedTemporaryFile("w", dir=site, suffix=".html", encoding="utf-8") as page:
        page.write(text)
        page.flush()
        opened = browser.new_page(java_script_enabled=False)
        opened.goto(Path(page.name).as_uri())
        opened.pdf(
            path=file, format="A4", print_background=True, outline=True, tagged=True,
            display_header_footer=True, header_template="<span></span>", footer_template=FOOT,
            margin={"top": "18mm", "bottom": "18mm", "left": "18mm", "right": "18mm"},
        )  # fmt: skip


def whole(site: Path, names: list[str]) -> str:
    """One HTML page with the text of each page of the site, in the order of `names`."""
    pages = {name: (site / f"{name}.html").read_text(encoding="utf-8") for name in names}
    first = pages[names[0]]
    styles = "".join(f'<link rel="stylesheet" href="{href}">' for href in STYLES.findall(first))
    parts = "\n".join(_part(name, page, names) for name, page in pages.items())
    title = html.escape(html.unescape(TITLE.findall(first)[0]).split("—")[0].strip())
    return PAGE.format(title=title, styles=styles, css=CSS, parts=parts)


def _part(name, page, names):
    """A page's text with names and links that hold in the whole."""
    text = ARTICLE.findall(page)[0]
    text = re.sub(r"<script\b.*?</script>", "", text, flags=re.DOTALL)
    own = _slug(name)
    text = re.sub(r'(?<=\s)id="([^"]*)"', rf'id="{own}--\1"', text)
    text = re.sub(r"url\(#([^)]*)\)", rf"url(#{own}--\1)", text)
    text = re.sub(r'(aria-(?:labelledby|describedby)|for)="([^"\s]*)"', rf'\1="{own}--\2"', text)
    text = re.sub(
        r'((?:xlink:)?href|src)="([^"]*)"', lambda m: f'{m[1]}="{_link(m[2], name, names)}"', text
    )
    return f'<section class="nn-part" id="{own}">{text}</section>'


def _slug(name):
    return name.replace("/", "-")


def _link(target, name, names):
    """Where a link of the page `name` leads in the whole: to a part of it, or as before."""
    if re.match(r"[a-z]+:", target):
        return target
    path, _, place = target.partition("#")
    full = normpath(join(Path(name).parent.as_posix(), path)) if path else f"{name}.html"
    page = full.removesuffix(".html")
    if full.endswith(".html") and page in names:
        return f"#{_slug(page)}--{place}" if place else f"#{_slug(page)}"
    return full


if __name__ == "__main__":
    sys.exit(main())

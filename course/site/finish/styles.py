"""One style sheet for the pages, where the theme and its extensions bring a dozen.

A browser shows nothing before the last of them is there, and some name others in their turn. They
are joined in their own order by esbuild, which sets right where their fonts and pictures lie. Then
PurgeCSS takes out the two thirds that are for elements that no page has and no script makes.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from course.site.commands import run
from course.site.errors import NotFetched
from course.site.finish.steps import Pages
from course.site.npm import NODE, SOURCES, esbuild, packages
from course.site.source.pages import to_top

FOLDER = "_static"
LINK = re.compile(rf'\s*<link [^>]*href="(?:\.\./)*{FOLDER}/([^"?]*\.css)[^"]*"[^>]*>')
CONFIG = SOURCES / "purgecss.config.cjs"  # what is kept
PREFACE = "/* What the pages use of {names} */\n"
TROUBLE = "The style sheets can't be joined"
FACE = re.compile(r'@font-face\{font-family:"?([\w -]+?)"?;[^}]*\}')
FETCHED = ("woff", "woff2", "ttf", "svg", "png")  # what a style sheet has its browser fetch


def join(site: Path, pages: Pages) -> None:
    """Join the style sheets of the site's pages, and let each page load the result.

    The pages are left as they are where npm's packages can't be had.
    """
    sheets = {tuple(LINK.findall(text)) for text in pages.values()} - {()}
    try:
        joined = {names: joined_sheet(site / FOLDER, names) for names in sheets}
    except NotFetched:
        return
    joined = {names: _purged(site, pages, name, names) for names, name in joined.items()}
    for page, text in pages.items():
        if names := tuple(LINK.findall(text)):
            link = f'\n<link rel="stylesheet" href="{to_top(page)}{FOLDER}/{joined[names]}">'
            first = next(LINK.finditer(text)).start()
            pages[page] = text[:first] + link + LINK.sub("", text[first:])


def joined_sheet(folder: Path, names: Iterable[str]) -> str:
    """Join style sheets of a folder in their order; returns the new one's name, with its hash."""
    command_of_esbuild = esbuild(packages())  # first: without it nothing is left behind
    entry = folder / "pages.css"
    entry.write_text("".join(f'@import "./{name}";\n' for name in names), "utf-8")
    command: list[str | Path] = [
        *command_of_esbuild, entry.name, "--bundle", "--minify", "--outdir=.",
        "--outbase=.", "--entry-names=[name]-[hash]", "--asset-names=[dir]/[name]",
        "--allow-overwrite", "--log-level=error", *(f"--loader:.{kind}=file" for kind in FETCHED),
    ]  # fmt: skip
    before = set(folder.glob("pages-*.css"))
    run(command, folder, TROUBLE)
    entry.unlink()
    (made,) = set(folder.glob("pages-*.css")) - before
    return made.name


def _purged(site, pages, name, names):
    """Take out of a joined style sheet what nothing in the site can use; returns its new name.

    The name has the hash of what is left, for a browser may keep a file by its name. Its first line
    says what was joined.
    """
    sheet, script = site / FOLDER / name, packages() / "purgecss/bin/purgecss.js"
    with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as shown:
        shown.write("\n".join(pages.values()))
        shown.flush()
        command = [NODE, script, "--css", sheet, "--output", sheet, "--config", CONFIG]
        run(command, site, TROUBLE, env=os.environ | {"SHOWN": shown.name})
    text = PREFACE.format(names=", ".join(names)) + _without_idle_fonts(sheet.read_text("utf-8"))
    sheet.unlink()
    named = f"pages-{hashlib.sha256(text.encode()).hexdigest()[:8].upper()}.css"
    (site / FOLDER / named).write_text(text, "utf-8")
    return named


def _without_idle_fonts(css):
    """A style sheet without the fonts that no rule names, some of which PurgeCSS overlooks."""
    rules = FACE.sub("", css)
    return FACE.sub(lambda face: face[0] if face[1] in rules else "", css)

"""The Sphinx side of the site: maths set at build time, no stale numbers, pages put right.

A page asks no other host for anything. What the theme gets wrong for a screen reader is put
right in the finished pages, rule by rule (`PAGE_RULES`).
"""

import re
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from course.figures import css_variables
from course.site.source import notation
from course.site.source.pages import to_top
from course.site.source.run import cache_folder
from course.site.teach import (
    assignments,
    await_chapters,
    cells,
    directives,
    equations,
    explorables,
    launch_links,
    notebooks,
    publishing,
    questions,
    translation,
)

STATIC = Path(__file__).parents[1] / "web/static"

# As the theme's script decides it.
DAY_OR_NIGHT = (
    '["light", "dark"].find((one) => one === localStorage.getItem("mode"))'
    ' ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")'
)
# What is wrong in a finished page, and what stands there instead.
PAGE_RULES = (
    # 1.5 MB of script that draws the icons; the theme's icon font draws them without it.
    (r'\s*<script defer src="[^"]*/fontawesome\.js[^"]*"></script>', ""),
    # The script of tabs, and there are none.
    (r'\s*<script [^>]*src="[^"]*/design-tabs\.js[^"]*"></script>', ""),
    # The list of all words, which the search page alone has use for; pages lie in folders.
    (
        r'\s*<script src="(\.\./)+(_static/(searchtools|language_data)|searchindex)\.js"></script>',
        "",
    ),
    # Where the theme would warn of an older version of the book; it has one.
    (
        r'<div class="pst-async-banner-revealer[^>]*>\s*<aside id="bd-header-version-warning"'
        r"[^>]*></aside>\s*</div>",
        "",
    ),
    # Colours came with the theme's last script: a page had none before, then was drawn anew whole,
    # and without scripts it never had any.
    (r'(<html [^>]*?data-theme=)"auto"', r'\1"light"'),
    (r'localStorage\.getItem\("theme"\) \|\| "auto"', DAY_OR_NIGHT),
    # Scripts in a hurry, when what a reader waits for is the style sheet.
    (r'\s*<link rel="preload" as="script"[^>]*>', ""),
    # Scripts that the page needs not wait for.
    (r'<script ((?:data-\S+ )?src="[^"]*\.js)', r"<script defer \1"),
    # A label that hides the words a reader sees: voice control can't press "Search".
    (r'(<button class="btn search-button-field[^>]*?) aria-label="[^"]*"', r"\1"),
    (r'<summary aria-label="Toggle hidden content">', "<summary>"),
    # The arrow that unfolds the pages below another has no name of its own.
    (
        r'(<a class="[^"]*internal" href="[^"]*">([^<]*)</a><details[^>]*><summary)>',
        r'\1 aria-label="Pages below \2">',
    ),
    # The book's title stood outside every landmark.
    (
        r'(<a class="navbar-brand logo".*?</a>)',
        r'<nav class="nn-brand" aria-label="Front page">\1</nav>',
    ),
    # Orders in the page itself, which a host's policy may forbid; book.js gives them.
    (r'onclick="window\.print\(\)"', 'data-press="print"'),
    (r'onclick="toggleFullScreen\(\)"', 'data-press="full screen"'),
    # A role of the past, which a plain box may not have, and a list whose items it makes none.
    (r' role="doc-biblioentry"', ""),
    (r'<div role="list" class="citation-list">', '<div class="citation-list">'),
    # An empty table header is read out as a header without a name.
    (r"<th(\s[^>]*)?>(?:\s|&nbsp;|<p></p>)*</th>", r"<td\1></td>"),
)
# What the search shows of a page: not the bar above its text, and no equation twice.
SEARCH_RULES = {
    '[role="main"]': ".bd-article",
    '[".headerlink",': '[".headerlink", ".katex-mathml",',
}
# Settings that a page adds to, so that it would have to wait for them: a dozen lines.
OPTIONS = "_static/documentation_options.js"
ASKED = re.compile(rf'<script src="(?:\.\./)*{OPTIONS}[^"]*"></script>')
# Scripts that only some pages have use for, and what those pages have.
FOR_SOME = {
    r"clipboard\.min|copybutton": 'class="highlight"',
    "togglebutton": 'class="dropdown ',
}
# Files that no page needs.
LEFT_OUT = (
    OPTIONS,
    "_static/scripts/fontawesome.js",
    "_static/design-tabs.js",
    "_static/**/*.map",
    "_static/*macros.html",
)

SYMBOL = re.compile(r'data-symbol="([^"]+)"')
# The first tells the style sheet that the second will come, so that it keeps room for buttons;
# `assets.pipeline` takes back what a site has to do without.
SCRIPT = """\
<script>document.documentElement.classList.add("nn-scripts", "nn-runs", "nn-lite")</script>
<script type="module" src="{to_top}web/page.js"></script>
</head>"""
ENTRANCE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta http-equiv="refresh" content="0; url={first}">
<link rel="canonical" href="{first}">
<link rel="icon" href="_static/favicon.svg">
</head>
<body><main><h1>{title}</h1><p><a href="{first}">Open the book</a></p></main></body>
</html>
"""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension: equations, directives, cache, static files, page rules."""
    equations.setup(app)
    directives.setup(app)
    assignments.setup(app)
    cells.setup(app)
    launch_links.setup(app)
    explorables.setup(app)
    notebooks.setup(app)
    publishing.setup(app)
    questions.setup(app)
    app.connect("config-inited", _name_cache)
    app.connect("builder-inited", _add_static_files)
    app.connect("source-read", await_chapters.wait_for)
    app.connect("build-finished", _finish, priority=100)  # before others write an entrance
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _name_cache(app, config):
    config.nb_execution_cache_path = str(cache_folder(app.srcdir))


def _add_static_files(app):
    if app.builder.format != "html":
        return
    app.config.html_static_path.append(str(STATIC))
    generated = Path(app.outdir) / "_static"
    generated.mkdir(parents=True, exist_ok=True)
    colours = css_variables() + notation.style_sheet(app.srcdir)
    (generated / "figures.css").write_text(colours, encoding="utf-8")
    app.add_css_file("figures.css")
    app.add_css_file("book.css")
    app.add_js_file("symbol-notes.js", loading_method="defer")
    app.add_js_file("book.js", loading_method="defer")


def _finish(app, exception):
    if exception is not None or app.builder.format != "html":
        return
    site = Path(app.outdir)
    options = f"<script>{(site / OPTIONS).read_text(encoding='utf-8')}</script>"
    for page in site.rglob("*.html"):
        up = to_top(page.relative_to(site).as_posix())
        text = put_right(ASKED.sub(lambda _: options, page.read_text(encoding="utf-8")))
        text = text.replace("</head>", SCRIPT.format(to_top=up), 1)
        notes = notation.script(app.srcdir, SYMBOL.findall(text))
        text = translation.spare(text.replace("</body>", f"{notes}</body>"))
        page.write_text(text, encoding="utf-8")
    for pattern in LEFT_OUT:
        for file in site.glob(pattern):
            file.unlink()
    _mend_search(site / "_static/searchtools.js")
    cells.write_cells(app.srcdir, site)
    notebooks.write_notebooks(app.srcdir, site)
    first = f"{app.config.root_doc}.html"
    entrance = ENTRANCE.format(title=app.config.html_title, first=first)
    (site / "index.html").write_text(entrance, encoding="utf-8")
    publishing.write_beside(app, site)


def _mend_search(script):
    text = script.read_text(encoding="utf-8")
    for wrong, right in SEARCH_RULES.items():
        text = text.replace(wrong, right)
    script.write_text(text, encoding="utf-8")


def put_right(page: str) -> str:
    """A finished page after `PAGE_RULES`, and without the scripts that it has no use for."""
    idle = [script for script, needed in FOR_SOME.items() if needed not in page]
    rules = [
        (rf'\s*<script [^>]*src="[^"]*_static/(?:{one})\.js[^"]*"></script>', "") for one in idle
    ]
    for wrong, right in (*PAGE_RULES, *rules):
        page = re.sub(wrong, right, page, flags=re.DOTALL)
    return page

"""What is wrong in finished pages, and what stands there instead, rule by rule.

These are what the theme's templates don't write (`web/templates` puts right what they do): what
Sphinx, its extensions, docutils and pandas put into a page's text.
"""

import re
from pathlib import Path

from course.site.finish import translation
from course.site.finish.steps import Pages
from course.site.source import notation
from course.site.source.pages import ENTRANCE, NOT_FOUND

PAGE_RULES = (
    # A label that says less than what is to be seen.
    (r'<summary aria-label="Toggle hidden content">', "<summary>"),
    # The arrow that unfolds the pages below another has no name of its own.
    (
        r'(<a class="[^"]*internal" href="[^"]*">([^<]*)</a><details[^>]*><summary)>',
        r'\1 aria-label="Pages below \2">',
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
SEARCH = "_static/searchtools.js"
SEARCH_RULES = {
    '[role="main"]': ".bd-article",
    '[".headerlink",': '[".headerlink", ".katex-mathml",',
}
# Files that no page needs.
LEFT_OUT = (
    "_static/documentation_options.js",
    "_static/scripts/fontawesome.js",
    "_static/design-tabs.js",
    "_static/**/*.map",
    "_static/*macros.html",
)
OURS = (ENTRANCE, NOT_FOUND)  # the theme has no part in them
SYMBOL = re.compile(r'data-symbol="([^"]+)"')


def leave_out(site: Path) -> None:
    """Take out the files that no page needs."""
    for pattern in LEFT_OUT:
        for file in site.glob(pattern):
            file.unlink()


def put_all_right(root: Path, site: Path, pages: Pages) -> None:
    """Put each page right, and say in it what its symbols are; have the search show the right."""
    for name in pages.keys() - set(OURS):
        pages[name] = put_right(pages[name], root)
    mend_search(site / SEARCH)


def put_right(page: str, root: Path) -> str:
    """A page after `PAGE_RULES`; its code and equations are nothing to translate."""
    for wrong, right in PAGE_RULES:
        page = re.sub(wrong, right, page)
    notes = notation.script(root, SYMBOL.findall(page))
    return translation.spare(page.replace("</body>", f"{notes}</body>"))


def mend_search(script: Path) -> None:
    """Have the search show what `SEARCH_RULES` say."""
    text = script.read_text(encoding="utf-8")
    for wrong, right in SEARCH_RULES.items():
        text = text.replace(wrong, right)
    script.write_text(text, encoding="utf-8")

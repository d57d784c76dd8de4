"""The theme's icons, without those that no page shows.

The theme brings two thousand icons, in a font of 160 KB and a rule of style for each. Every reader
would load them all for the sake of some twenty.
"""

import re
from pathlib import Path

from course.site.finish.fonts import subset, write_anew
from course.site.finish.steps import Pages
from course.site.source.pages import own

STYLE = "_static/styles/pydata-sphinx-theme.css"
FONT = "_static/vendor/fontawesome/webfonts/fa-solid-900"
SOURCES = re.compile(
    r'url\([^)]*fa-solid-900\.woff2\)[^;}]*?fa-solid-900\.ttf\) format\("truetype"\)'
)
SMALL = 'url(../vendor/fontawesome/webfonts/fa-solid-900.woff2) format("woff2")'
# The names of one icon, and the character that draws it.
RULE = re.compile(r'((?:\.fa-[\w-]+:before,?)+)\{content:"[^"]*"\}')
PRIVATE = re.compile(r"\\([ef][0-9a-f]{3})\b|([\ue000-\uf8ff])")  # as a style sheet writes it


def keep_used(site: Path, pages: Pages) -> None:
    """Leave in the icon font of the finished site, and in its style sheet, the icons in use."""
    texts = [*pages.values(), _text(site, "js")]
    used = {name for text in texts for name in re.findall(r"\bfa-[\w-]+", text)}
    style = site / STYLE
    css = RULE.sub(lambda rule: rule[0] if _names(rule[1]) & used else "", style.read_text("utf-8"))
    write_anew(style, SOURCES.sub(SMALL, css).encode())
    write_anew(site / f"{FONT}.woff2", subset(site / f"{FONT}.ttf", _drawn(_text(site, "css"))))
    (site / f"{FONT}.ttf").unlink()


def _text(site, ending):
    """All that is in the site's files with such an ending, but for parts that are no pages'."""
    return "\n".join(path.read_text("utf-8") for path in own(site, ending))


def _names(rule):
    return set(re.findall(r"fa-[\w-]+", rule))


def _drawn(css):
    """The characters of the icon font that the style sheets use."""
    return {chr(int(code, 16)) if code else letter for code, letter in PRIVATE.findall(css)}

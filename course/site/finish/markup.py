"""The text of the pages without what nobody sees: marks in code, and lines' indentation.

Pygments marks each name and each comma with its kind, and the style then gives most kinds the
colour that the code has anyway. Those marks are a quarter of a page with much code.
"""

import re
from pathlib import Path

from course.site.finish.steps import Pages

STYLE = "_static/pygments.css"
RULE = re.compile(r'html\[data-theme="(\w+)"\] \.highlight(?: \.(\w+))? \{([^}]*)\}')
AS_IT_IS = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>)", re.S)
INDENTED = re.compile(r"\n\s+")


def tidy(site: Path, pages: Pages) -> None:
    """Take out of each page of the site what changes nothing for whoever reads it."""
    kinds = "|".join(sorted(plain((site / STYLE).read_text("utf-8"))))
    mark = re.compile(rf'<span class="(?:{kinds})">([^<]*)</span>')
    for name, text in pages.items():
        pages[name] = tidied(text, mark)


def tidied(page: str, mark: re.Pattern[str]) -> str:
    """A page without the marks in its code and the indentation of its lines."""
    parts = AS_IT_IS.split(page)  # what is between, what is as it is, the name of its element
    between, kept = parts[::3], [mark.sub(r"\1", code) for code in parts[1::3]]
    lines = [INDENTED.sub("\n", text) for text in between]
    return "".join(a + b for a, b in zip(lines, [*kept, ""], strict=True))


def plain(style: str) -> set[str]:
    """The kinds of token that look as code does without a mark, on light pages and on dark."""
    rules = {(theme, kind): _looks(looks) for theme, kind, looks in RULE.findall(style)}
    marked = {
        kind
        for (theme, kind), looks in rules.items()
        if not looks.items() <= rules[theme, ""].items()
    }
    return {kind for _, kind in rules} - marked - {""}


def _looks(declarations):
    """What a rule says, as a mapping from property to value."""
    pairs = (one.split(":", 1) for one in declarations.split(";") if ":" in one)
    return {name.strip(): value.strip().lower() for name, value in pairs}

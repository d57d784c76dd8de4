"""What a page in a browser must be: open to everybody, no wider than the screen, its pictures told.

Each check gives a list of what is wrong, in words; an empty one means nothing is.
"""

from pathlib import Path

SCRIPT = f"{{{Path(__file__).with_suffix('.js').read_text(encoding='utf-8')}}}"
THEME = """(theme) => {
  document.documentElement.dataset.theme = theme;
  document.documentElement.dataset.mode = theme;
}"""
PHONE = {"width": 390, "height": 844}
DESKTOP = (1280, 800)
NARROW = (320, 800)
ZOOMED = (320, 256, 4)  # a window of 1280 by 1024 at 400 %
ENLARGED = (400, 800)  # with letters of twice the size
OF_COLOURS = ["color-contrast", "link-in-text-block"]  # what another theme can change
# As wide apart as WCAG 1.4.12 says that a reader may want words, lines and paragraphs.
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"""
LETTERS = "(size) => { document.documentElement.style.fontSize = size; }"


def barriers(page, axe, rules=None):
    """What axe-core, whose script is `axe`, finds in the page as it stands now; by all its rules,
    or by those alone that are named."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    return _check(page, "barriers", rules)


def wider_than_the_screen(page):
    """By how much the page is too wide and what makes it so, or else the words that are cut off."""
    return _check(page, "wider")


def too_full(page):
    """The boxes that hide a part of what is in them, below their edge or beside it."""
    return _check(page, "fuller")


def untold_pictures(page):
    """The pictures without words for those who can't see them.

    The icon of a button or a link needs none: axe sees to the name of what it stands on.
    """
    return _check(page, "untold")


def when_spaced(page):
    """What is cut off once words, lines and paragraphs stand as wide apart as readers may want."""
    style = page.add_style_tag(content=SPACED)
    found = wider_than_the_screen(page) + too_full(page)
    style.evaluate("(style) => style.remove()")
    return found


def _check(page, name, given=None):
    if not page.evaluate("'pageChecks' in window"):
        page.evaluate(SCRIPT)
    return page.evaluate(f"(given) => window.pageChecks.{name}(given)", given)


def everything(visit, axe):
    """All that is wrong with a page that was opened at the size of a phone, by how it shows.

    First as it was opened, for the theme looks late at a new size (which boxes scroll).
    """
    page, wrong = visit.page, {}
    wrong["axe, phone"] = barriers(page, axe)
    wrong["text spacing"] = when_spaced(page)
    visit.resize(*DESKTOP)
    for theme, rules in {"light": None, "dark": OF_COLOURS}.items():
        page.evaluate(THEME, theme)
        wrong[f"axe, {theme}"] = barriers(page, axe, rules)
    for name, size in {"320 px": NARROW, "400 % zoom": ZOOMED}.items():
        visit.resize(*size)
        wrong[name] = wider_than_the_screen(page)
    page.evaluate(LETTERS, "200%")
    visit.resize(*ENLARGED)
    wrong["400 px, letters of 200 %"] = wider_than_the_screen(page)
    page.evaluate(LETTERS, "")
    wrong["pictures without words"] = untold_pictures(page)
    return {state: found for state, found in wrong.items() if found}

"""A page's prose as a reader hears it, for the tests of reading ease and of words."""

import re
from itertools import pairwise

from chapter_text import PARSER, walk
from sphinx.util.nodes import split_explicit_title

SMALL_MAKING = "simply just obviously obvious trivial trivially clearly delve"
BANNED = re.compile(rf"\b({'|'.join(SMALL_MAKING.split())}|of course|dive in|note that)\b", re.I)
NO_NUMBERS = re.compile(
    r"\]\([^)]*\)|<https?:[^>]*>|`(?:Python |CC-BY-)[\d.]+`|^:name:.*$", re.MULTILINE
)
DECIMAL = re.compile(r"(?<![\w.])\d+\.\d+(?![\w.]*\.\w)")
LONGEST = 35  # words in a sentence
HARDEST = 7  # Flesch-Kincaid grade


ENDS = re.compile(r"(?<=[.!?])[\"”’)]?\s+")
# How each of these sounds; of anything else one hears what it says.
HEARD = {"math_inline": "x", "code_inline": "code", "softbreak": " ", "html_inline": " "}


def sentences(page):
    """The page's prose, sentence by sentence: no code, no tables, no headings, no glossary.

    A paragraph and an entry of a list end a sentence too.
    """
    tokens = walk(PARSER.parse(page.source), into=("colon_fence",))  # other fences hold data
    lines = [line.children for start, line in pairwise(tokens) if start.type == "paragraph_open"]
    parts = [s for line in lines for s in ENDS.split("".join(map(_heard, line)))]
    return [s for s in parts if re.search(r"\w", s)]


def _heard(token):
    """A piece of a line as it is read out: one word for an equation, a number or some code."""
    if token.type != "myst_role":
        return HEARD.get(token.type, token.content)
    if token.meta["name"] == "glue:text":
        return "5"
    return split_explicit_title(token.content)[1].replace("-", " ")


def grade(page):
    """The Flesch-Kincaid grade of the page's prose, by textstat."""
    import textstat

    ended = [s if s[-1] in ".!?" else f"{s}." for s in sentences(page)]
    return textstat.flesch_kincaid_grade(" ".join(ended))


def too_long(page):
    """The sentences that are longer than a breath."""
    counted = [(len(s.split()), s) for s in sentences(page)]
    return [f"{n} words, of {LONGEST} at most: {s}" for n, s in counted if n > LONGEST]


def too_hard(page):
    """A page that is harder to read than it may be."""
    found = grade(page)
    advice = "cut long sentences in two, and take shorter words"
    return [] if found <= HARDEST else [f"its grade is {found:.1f}, of {HARDEST}: {advice}"]


def _around(page, text, match):
    """What stands around a piece of the page's words, and in which line if that can be told."""
    piece = text[max(0, match.start() - 20) : match.end() + 20]
    place = page.source.find(piece)
    line = page.source.count("\n", 0, place + piece.index(match[0])) + 1
    return f"{f'line {line}: ' if place >= 0 else ''}…{' '.join(piece.split())}…"


def banned(page):
    """The words that make a reader feel small, each with what stands around it."""
    advice = "it can make a reader feel small, so leave it out or say how"
    found = BANNED.finditer(page.words)
    return [f"{_around(page, page.words, m)} has “{m[0]}”: {advice}" for m in found]


def typed_decimals(page):
    """Decimal numbers in the prose, the equations or the tables, where code should print them.

    A box of settings has those that a reader types; `Python 3.11` and `CC-BY-4.0` name versions.
    """
    text = re.sub(r"^```yaml\n.*?^```$", "", page.words, flags=re.M | re.S)
    text = NO_NUMBERS.sub("", text)
    advice = "is typed by hand: let a cell `show` or `glue` it"
    return [f"{_around(page, text, m)} {m[0]} {advice}" for m in DECIMAL.finditer(text)]

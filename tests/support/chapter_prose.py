"""A page's prose as a reader hears it, for the tests of reading ease and of words."""

import re

from chapter_text import DISPLAY, INLINE

SMALL_MAKING = "simply just obviously obvious trivial trivially clearly delve"
BANNED = re.compile(rf"\b({'|'.join(SMALL_MAKING.split())}|of course|dive in|note that)\b", re.I)
DECIMAL = re.compile(r"(?<![\w.])\d+\.\d+(?![\w.]*\.\w)")
LONGEST = 35  # words in a sentence
HARDEST = 7  # Flesch-Kincaid grade


def prose(page):
    """The page's sentences: no code, no tables, no headings, equations as one word or an end."""
    text = re.sub(r"^```\{(?!code-cell)[\w-]+\}.*?^```\s*$", "\n", page.words, flags=re.M | re.S)
    text = re.sub(r"^:{3,}.*$|^:[\w-]+:.*$|^\s*\|.*$|^#+ .*$|^\(.+\)=$", "\n", text, flags=re.M)
    text = re.sub(r"^\s*```.*?```\s*$", "\n", text, flags=re.M | re.S)
    text = DISPLAY.sub(".\n\n", text)
    text = INLINE.sub("x", text)
    return _plain(text)


def _plain(text):
    text = re.sub(r"\{glue:text\}`[^`]+`", "5", text)
    text = re.sub(r"\{\w+\}`([^`<]+?)(?:\s*<[^`>]+>)?`", lambda m: m[1].replace("-", " "), text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"`[^`]+`", "code", text)
    return re.sub(r"\*+|<br>", "", text)


def sentences(page):
    """The prose, sentence by sentence; a paragraph and an entry of a list end one too."""
    blocks = re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )", prose(page))
    lines = [" ".join(re.sub(r"^\s*(?:[-*]|\d+\.) ", "", b).split()) for b in blocks]
    parts = [s for line in lines for s in re.split(r"(?<=[.!?])[\"”’)]?\s+", line)]
    return [s for s in parts if re.search(r"\w", s)]


def grade(page):
    """The Flesch-Kincaid grade of the page's prose, by textstat."""
    import textstat

    ended = [s if s[-1] in ".!?" else f"{s}." for s in sentences(page)]
    return textstat.flesch_kincaid_grade(" ".join(ended))


def too_long(page):
    """The sentences that are longer than a breath."""
    return [s for s in sentences(page) if len(s.split()) > LONGEST]


def banned(page):
    """The words that make a reader feel small, each with what stands around it."""
    text = page.words
    return [text[max(0, m.start() - 20) : m.end() + 20] for m in BANNED.finditer(text)]


def typed_decimals(page):
    """Decimal numbers in the prose, the equations or the tables, where code should print them."""
    text = re.sub(r"\]\([^)]*\)|<https?:[^>]*>|^:name:.*$", "", page.words, flags=re.M)
    return [text[max(0, m.start() - 20) : m.end() + 10] for m in DECIMAL.finditer(text)]

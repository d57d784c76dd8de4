"""The words of the field and the voice of a page: what is wrong with them, one line each."""

import ast
import re
from functools import cache
from pathlib import Path

import chapter_prose as prose
import yaml

ROOT = Path(__file__).resolve().parents[2]
FIELD = yaml.safe_load((ROOT / "tests/chapters/field.yml").read_text(encoding="utf-8"))
SHORT, MOST_SHORT = 7, 0.25  # words of a short sentence, and the share that may be so short
OTHERS, NEXT = "**Others say**:", ":::{next}"
# What is not read out as it stands: code, roles, and the names of TeX commands.
CODE = re.compile(r":::+\{[\w-]+\}|`[^`]*`|\{(?!term)[a-z:]+\}`[^`]*`|\\[A-Za-z]+")


@cache  # asked for on each page
def pictures():
    """The metaphors: (expression, the field's word, {chapter: how often})."""
    rows = FIELD["pictures"]
    return [(re.compile(rf"\b(?:{r['picture']})\b", re.I), r["say"], r["in"]) for r in rows]


def too_pictorial(page):
    """The metaphors that stand on a page more often than where they open a door."""
    text, problems = CODE.sub("", page.words), []
    for picture, say, places in pictures():
        found, most = picture.findall(text), places.get(page.name, 0)
        if len(found) > most:
            problems.append(
                f"'{found[0]}' {len(found)} times, {most} allowed; the field says {say}"
            )
    return problems


def pictures_in(text, chapter=None):
    """The metaphors in another text of the course, but for those that its chapter may use."""
    text = CODE.sub("", text)
    return [
        f"the field says {say}: {text[max(0, found.start() - 30) : found.end() + 20]!r}"
        for picture, say, places in pictures()
        if chapter not in places
        for found in picture.finditer(text)
    ]


@cache
def phrases():
    """The turns that nobody uses today: (expression, what is said instead)."""
    return [
        (re.compile(rf"\b(?:{r['phrase']})\b", re.I), r["say"], r.get("prose", False))
        for r in FIELD["dialect"]
    ]


def dialect_in(text, prose=False):
    """The turns in a text that somebody who learnt English at school would stumble over.

    In the prose of a chapter or an assignment there is room to explain some of them.
    """
    text = CODE.sub("", " ".join(text.split()))
    return [
        f"today one says {say}: {text[max(0, found.start() - 30) : found.end() + 20]!r}"
        for phrase, say, explained in phrases()
        if not (prose and explained)
        for found in phrase.finditer(text)
    ]


def said(file):
    """What a file tells a reader: the strings of a module, or of a script of the page."""
    return strings(file) if file.suffix == ".py" else script_strings(file)


# A comment, or a string: the longest that begins first, so that neither is found in the other.
SCRIPT = re.compile(
    r"//[^\n]*|/\*.*?\*/"
    r'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`',
    re.DOTALL,
)


def script_strings(file):
    """The strings of a script with a blank in them, without what it works out in between."""
    found = SCRIPT.findall(file.read_text(encoding="utf-8"))
    texts = [re.sub(r"\$\{[^}]*\}", "", text[1:-1]) for text in found if text[0] in '"`']
    return [text for text in texts if " " in text]


@cache
def strings(file):
    """What a module says: its strings with a blank in them, without the docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    texts = [node for node in constants if isinstance(node.value, str) and id(node) not in notes]
    return [node.value for node in texts if " " in node.value]


def unused(page):
    """The field's terms that a chapter has to use and does not."""
    text = " ".join(page.words.lower().split())
    return [term for term in page.facts.get("terms", ()) if term.lower() not in text]


def too_choppy(page):
    """A page of which too many sentences end before they have begun."""
    short = [s for s in prose.sentences(page) if len(s.split()) <= SHORT]
    share = len(short) / len(prose.sentences(page))
    if share <= MOST_SHORT:
        return []
    return [
        f"chapters/{page.name}.md: {share:.0%} of its sentences have {SHORT} words or fewer, of "
        f"{MOST_SHORT:.0%} at most. Join some, among them:",
        *short[:10],
    ]


def others_say(page):
    """A page whose last paragraph does not say what others call its things."""
    paragraphs = page.words.partition(NEXT)[0].strip().split("\n\n")
    if paragraphs[-1].startswith(OTHERS):
        return []
    return [
        f"chapters/{page.name}.md: the paragraph before '{NEXT}' begins with {OTHERS} and gives "
        "the other words for its things"
    ]

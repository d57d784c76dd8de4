"""Code that came from elsewhere: prompts, lines for Jupyter alone, letters that Python can't read.

`as_python` reads a cell as Jupyter does, as far as a page can. `cause` names what pasting or a
phone's keyboard did to a line that Python can't read.
"""

import ast
import keyword
import re
import unicodedata

PROMPT = re.compile(r"^\s*(In \[\d*\]:|>>>|\.\.\.+:?) ?")
FIRST_PROMPT = re.compile(r"^\s*(In \[\d*\]:|>>>)")
NUMBERED = re.compile(r"^\s*In \[\d*\]:")  # with its colon, Python takes it for an annotation
MAGIC = re.compile(r"^(\s*)(%%?)(\w+)[ \t]*(.*)$")
SHELL = re.compile(r"^\s*!\s*(.*)$")
ASKED = re.compile(r"^\s*(?:\?{1,2}([\w.]+)|([\w.]+)\?{1,2})\s*$")
INSTALLER = re.compile(r"(python3? -m )?(pip3?|conda|mamba|uv( pip)?) +(install|add)\b")
TIMED = ("time", "timeit", "capture", "prun")  # what they are put before is run
NOTHING_TO_DO = ("matplotlib", "config", "load_ext", "autoreload", "precision")

PROMPTS = "The prompts that were pasted with the code, such as >>> or In [1]:, are left out."
IGNORED = "The line {line!r} is for Jupyter. It is left out here; the rest runs."
ONLY_JUPYTER = "The line {line!r} is for Jupyter, and does not work on this page. Take it out."
INSTALLS = (
    "The line {line!r} would install something. There is nothing to install here: numpy, pandas "
    "and matplotlib are there. Take the line out."
)
HELPS = "The line {line!r} asks Jupyter for help. Write help({name}) in its place."
NO_SHELL = "The line {line!r} is for a terminal, and there is none on this page. Take it out."


class NotPython(Exception):
    """A cell has a line that is none of Python's; the message says what to do."""


def as_python(source):
    """The cell as Python, and what to tell its reader about it; raises NotPython.

    Lines stay where they are, so that an error names the right one.
    """
    lines, told = source.split("\n"), []
    first = next((line for line in lines if line.strip()), "")
    if _readable(source) and not NUMBERED.match(first):
        return source, []
    if FIRST_PROMPT.match(first):
        lines, told = [PROMPT.sub("", line) for line in lines], [PROMPTS]
    lines = _unindented(lines)
    for place, line in enumerate(lines):
        if not _readable("\n".join(lines)):
            lines[place] = _without_magic(line, told)
    return "\n".join(lines), told


def _readable(source):
    try:
        ast.parse(source)
    except (SyntaxError, ValueError):
        return False
    return True


def _unindented(lines):
    """The lines without the indent of the first one, as when a function's inside was copied."""
    first = next((line for line in lines if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip(" \t"))]
    return [line.removeprefix(indent) for line in lines]


def _without_magic(line, told):
    """A line as Python has it, with a word in `told` where something was left out."""
    if shell := SHELL.match(line):
        raise NotPython(_installing(shell[1], line) or NO_SHELL.format(line=line.strip()))
    if asked := ASKED.match(line):
        raise NotPython(HELPS.format(line=line.strip(), name=asked[1] or asked[2]))
    found = MAGIC.match(line)
    trouble = _installing(found[3] + " " + found[4] if found else line.strip(), line)
    if trouble:
        raise NotPython(trouble)
    if not found:
        return line
    indent, _, name, rest = found.groups()
    if name not in TIMED + NOTHING_TO_DO:
        raise NotPython(ONLY_JUPYTER.format(line=line.strip()))
    told.append(IGNORED.format(line=found[2] + name))
    runs = name in TIMED and found[2] == "%" and rest
    return indent + (rest if runs else "pass")


def _installing(command, line):
    return INSTALLS.format(line=line.strip()) if INSTALLER.match(command) else None


# What one sees, and what Python wants.
QUOTES = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "`": "'"}
SIGNS = {"–": "-", "—": "-", "−": "-", "×": "*", "·": "*", "÷": "/", "…": "...", "≤": "<=",
         "≥": ">=", "≠": "!=", "→": "->"}  # fmt: skip


def cause(source, line_number):
    """What is wrong with the letters of that line, or else of another one; "" for nothing found."""
    lines = source.split("\n")
    near = lines[max(line_number - 1, 0) : line_number]
    for line in [*near, *lines]:
        if said := _letter(line) or _capital(line) or _prompt(line):
            return said
    return ""


# What Python says of a line that stands too far to the left or the right, and what to do about it.
PLACES = {
    "'return' outside function": "The line stands too far to the left, so it is not in the "
    "function. Put four spaces in front of it.",
    "expected an indented block": "What belongs to the line above it begins four spaces further "
    "in. Put them in front of it.",
    "unexpected indent": "It begins further in than the line above it, and that one asks for no "
    "such thing. Take the spaces away.",
    "unindent does not match": "No line above it begins as far in as this one. Give it as many "
    "spaces as the lines that it belongs to.",
}


def misplaced(said):
    """What is wrong with the place of a line of which Python says that; "" for nothing known."""
    return next((words for start, words in PLACES.items() if start in said), "")


def _letter(line):
    """A letter of the line that Python has no use for, outside of plain words in quotes."""
    for letter in _code(line):
        if letter in QUOTES:
            return (
                f"It has the curly quote {letter}, as a text editor makes them. Python wants the "
                f"straight one: {QUOTES[letter]}"
            )
        if letter in SIGNS:
            return f"It has the sign {letter}. Python writes it {SIGNS[letter]}"
        if said := _invisible(letter) or _wide(letter):
            return said
    return ""


def _code(line):
    """The line without comments and without what stands in straight quotes."""
    return re.sub(r"""'[^'"\n]*'|"[^"\n]*"|#.*""", "", line)


def _invisible(letter):
    spaces = unicodedata.category(letter) in ("Zs", "Zl", "Zp", "Cf") and letter != " "
    if not spaces:
        return ""
    name = unicodedata.name(letter, "invisible letter").lower()
    return (
        f"It has a space that Python does not know ({name}), as web pages and word processors "
        "have them. Delete the spaces in this line and type them again."
    )


def _wide(letter):
    plain = unicodedata.normalize("NFKC", letter)
    if letter.isascii() or letter.isalnum() or not plain.isascii():
        return ""
    return f"It has the wide sign {letter}. Python wants the narrow one: {plain}"


def _capital(line):
    word = re.match(r"\s*([A-Z][a-z]+)\b", line)
    if not word or not keyword.iskeyword(word[1].lower()) or keyword.iskeyword(word[1]):
        return ""
    return (
        f"It begins with {word[1]}, as a phone's keyboard writes it. Python wants small letters: "
        f"{word[1].lower()}"
    )


def _prompt(line):
    found = PROMPT.match(line)
    if not found or line.strip() == "...":
        return ""
    return f"It has the prompt {found[1]}, which was pasted with the code. Take it out."

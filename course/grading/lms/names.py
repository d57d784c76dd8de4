"""How Canvas, Moodle and others name what was handed in, and what that tells of a notebook.

Canvas   lovelaceada_LATE_340934_208490284_backprop-1.ipynb, all in one folder
Moodle   Ada Lovelace_12345_assignsubmission_file_/backprop.ipynb, or without folders
others   a folder a student

A student's own zip is a folder by now, of the zip's name.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

# Canvas: a person (none where it hides who they are), its number of the person, its number of the
# file, which grows with time, and the file's own name.
CANVAS = re.compile(
    r"(?:(?P<name>.+?)_)??(?:LATE_)?(?P<number>anon_[^_]+|\d+)_(?P<order>\d+)_(?P<title>.+)"
)
# The same for what was a zip. What begins with a number alone is a folder with a date.
CANVAS_FOLDER = re.compile(rf"(?!\d+_){CANVAS.pattern}")
# Moodle: a person, its number of the person in this assignment, and how it was handed in.
MOODLE = re.compile(r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_[a-z]+_?(?P<title>.*)")
# What a platform or a browser puts after a name that is taken.
COPY = re.compile(r"(?:-|_| ?\()(?P<copy>\d+)\)?$|-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$")


@dataclass(frozen=True)
class Person:
    """Who handed in, as the platform ("Canvas", "Moodle" or "") has it: a name and a number."""

    platform: str
    name: str
    number: str = ""


@dataclass(frozen=True)
class Handed:
    """A notebook: whose it is, what it is called among those released, and its place in time."""

    person: Person
    notebook: str
    order: int = 0
    copy: int = 0


def read(path: PurePath, released: Iterable[str], folders: Iterable[str] = ()) -> Handed | None:
    """What a path in an unpacked archive tells; None if not whose notebook it is.

    Students pack the folder that they got: one that is called like a notebook, or like one of
    `folders`, tells of nobody.
    """
    names = {name.casefold(): name for name in released}
    given = names | {name.casefold(): name for name in folders}
    above = [part for part in path.parts[:-1] if called(part, given)[0] not in given.values()]
    own = [path.stem] if called(path.stem, given)[0] not in given.values() else []
    for pattern, part in _tries(above, own, path.parts[0]):
        if found := pattern.fullmatch(part):
            title = found["title"] if part == path.stem else path.stem
            return _by_platform(found.groupdict(""), *called(title, names))
    notebook, copy = called(path.stem, names)
    return Handed(Person("", plain(above[-1])), notebook, 0, copy) if above else None


def _tries(above, own, archive):
    """Which pattern is tried on what, in turn. What a platform wrote lies outside of what a student
    did; the archive's own name is the teacher's, unless no other tells of anybody."""
    yield from ((MOODLE, part) for part in (*above, *own))
    yield from ((CANVAS_FOLDER, part) for part in above if part != archive)
    yield from ((CANVAS, part) for part in own)
    yield from ((CANVAS_FOLDER, part) for part in above[-1:])


def _by_platform(found, notebook, copy):
    platform = "Canvas" if "order" in found else "Moodle"
    person = Person(platform, plain(found["name"]), found["number"])
    return Handed(person, notebook, int(found.get("order", 0)), copy)


def called(stem: str, names: dict[str, str]) -> tuple[str, int]:
    """The released notebook that a file is a copy of, and the copy's number; else its own name."""
    first, copy = stem, 0
    while stem.casefold() not in names:
        found = COPY.search(stem)
        if not found:
            return first, 0
        stem, copy = stem[: found.start()], int(found["copy"] or 0)
    return names[stem.casefold()], copy


def plain(name: str) -> str:
    """A name in one of the ways to write the same letters: a Mac takes an ë apart."""
    return unicodedata.normalize("NFC", name)

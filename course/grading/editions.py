"""Which checks a notebook was graded with, so that only what changed is graded again.

An edition is a hash of the released notebook, of the files that everybody gets beside it, and of
every file of ours that its check comes from.
"""

import hashlib
from importlib.resources import files
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from course.grading.imports import imported
from course.grading.masters import Master
from course.grading.submissions import digest, plain_files

TOPS = ("course", "reference_impl")


def edition(masters: tuple[Master, ...], paths: set[Path], given: dict[str, bytes]) -> str:
    """The hash of an assignment's notebooks, of the files that their cells import, and of those
    that are given with them."""
    text = hashlib.sha256()
    for master in masters:
        text.update(master.digest.encode())
    for path in sorted(paths):
        text.update(path.name.encode() + path.read_bytes())
    if given:
        text.update(digest(given).encode())
    return text.hexdigest()


def given(course: CourseDirectory) -> dict[str, bytes]:
    """The files that everybody gets beside the notebooks of an assignment."""
    folder = course.format_path(course.source_directory, ".", course.assignment_id)
    return plain_files(Path(course.root, folder), course.ignore)


def sources(masters: tuple[Master, ...]) -> set[Path]:
    """Our files that the notebooks' own cells import, and those that these import."""
    found: set[Path] = set()
    waiting = _ours({name for master in masters for name in master.modules})
    met: set[str] = set()
    while waiting:
        name = waiting.pop()
        met.add(name)
        for path in _files(name):
            if path not in found:
                found.add(path)
                waiting |= _ours(imported(path.read_text("utf-8"))) - met
    return found


def _ours(names):
    return {name for name in names if name.split(".")[0] in TOPS}


def _files(name):
    """The files of a module and of the packages around it; none if it is no module."""
    top, *rest = name.split(".")
    here = Path(str(files(top)))
    for part in ["", *rest]:
        here = here / part
        if (here / "__init__.py").is_file():
            yield here / "__init__.py"
        elif here.with_suffix(".py").is_file():
            yield here.with_suffix(".py")

"""Say of a submission that cannot be graded which file is wrong, and what to do about it."""

from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from course.grading.reading import decoded
from course.grading.submissions import shown


class Unreadable(Exception):
    """A file that is no notebook; the message says which, and what to do."""


def fault(folder: Path, names: list[str]) -> str | None:
    """What keeps a submission from being graded, and what to do about it; None if nothing does."""
    if shown(folder.parent.name) != folder.parent.name:
        return NO_NAME
    for path in (folder / name for name in names):
        try:
            if text := missing(path):
                return text
            read(path, path.read_bytes())
        except OSError as error:
            return closed(error)
        except Unreadable as error:
            return str(error)
    return None


def missing(path: Path) -> str | None:
    """That there is no such notebook, and what there is; None if it is there."""
    if path.is_file() and not path.is_symlink():
        return None
    return f"There is no file {shown(str(path))}; {_held(path.parent)}. Rename or ask for it."


def closed(error: OSError) -> str:
    """That a file can't be opened, and what to do about it."""
    name = shown(str(error.filename))
    return f"{name} cannot be opened ({error.strerror}). See that you may, or ask for a new copy."


NO_NAME = (
    "The folder's name is not in UTF-8, and no gradebook can hold it; bytes that are no letters "
    "are shown as numbers here. Rename the folder."
)


def read(path: Path, data: bytes) -> NotebookNode:
    """The notebook that a file holds, or Unreadable."""
    try:
        nb = nbformat.reads(decoded(data), as_version=4)
        for cell in nb.cells:
            _ = cell.cell_type, cell.source.strip, cell.metadata.get
    except Exception as error:  # whatever a student's file can provoke, the others are graded
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise Unreadable(
            f"The file {path} is damaged or is not a notebook ({reason}). Ask for a new copy."
        ) from None
    return nb


def _held(folder):
    """What a folder holds beside the file of the time, which nbgrader puts there."""
    if not folder.exists():
        return "its folder is gone"
    if not folder.is_dir():
        return "there is a file where the folder should be"
    names = sorted({shown(path.name) for path in folder.iterdir()} - {"timestamp.txt"})
    return f"the folder holds {', '.join(names)}" if names else "the folder is empty"

"""Say of a submission that cannot be graded which file is wrong, and what to do about it."""

from pathlib import Path

import nbformat

from course.grading.reading import decoded


def fault(folder: Path, names: list[str]) -> str | None:
    """What keeps a submission from being graded, and what to do about it; None if nothing does."""
    for path in (folder / name for name in names):
        try:
            if not path.is_file() or path.is_symlink():
                return f"There is no file {path}; {_held(folder)}. Rename or ask for it."
            for cell in nbformat.reads(decoded(path.read_bytes()), as_version=4).cells:
                _ = cell.cell_type, cell.source.strip, cell.metadata.get
        except Exception as error:  # whatever a student's file can provoke, the others are graded
            reason = (str(error) or type(error).__name__).splitlines()[0]
            return f"The file {path} is damaged or is no notebook ({reason}). Ask for a new copy."
    return None


def _held(folder):
    """What a folder holds beside the file of the time, which nbgrader puts there."""
    names = sorted({path.name for path in folder.iterdir()} - {"timestamp.txt"})
    return f"the folder holds {', '.join(names)}" if names else "the folder is empty"

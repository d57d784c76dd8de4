"""Make exercises/ from solutions/: `python -m course.grading.release`, from the repository's root.

The gradebook is neither needed nor touched. The new exercises are made beside the old ones and
take their place when all of them are done: a release that fails changes nothing.
"""

import filecmp
import io
import logging
import sys
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.converters import GenerateAssignment, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import SaveCells
from traitlets.config import Config, PyFileConfigLoader

CONFIG = "nbgrader_config.py"


class ReleaseError(Exception):
    """The exercises cannot be made. The message names the file and the cell."""


def release(root: Path) -> dict[str, str]:
    """Replace the exercises of the course in `root` by what its solutions generate now.

    Returns what became of each: {assignment: "new", "updated", "unchanged" or "removed"}.
    Raises ReleaseError, with everything left as it was, if a solution is broken.
    """
    config = load_config(root)
    exercises = root / config.CourseDirectory.release_directory
    # On the same disk as the exercises and unseen by git; the settings made this folder.
    with TemporaryDirectory(dir=root / "classroom") as scratch:
        fresh, old = Path(scratch, "fresh"), Path(scratch, "old")
        generate(root, fresh)
        fates = compare(exercises, fresh)
        if set(fates.values()) != {"unchanged"}:
            swap(exercises, fresh, old)
    return fates


def generate(root: Path, destination: Path) -> None:
    """Write the student version of every assignment of the course in `root` to `destination`."""
    config = load_config(root)
    solutions = root / config.CourseDirectory.source_directory
    assignments = subfolders(solutions)
    if not assignments:
        raise ReleaseError(f"There are no assignments in {solutions}.")
    for name in sorted(assignments):
        notebooks = sorted((solutions / name).glob("*.ipynb"))
        if not notebooks:
            raise ReleaseError(f"There is no notebook in {solutions / name}.")
        for notebook in notebooks:
            examine(notebook, config)
        convert(root, name, destination, config)


def load_config(root: Path) -> Config:
    """The settings that nbgrader's own commands use."""
    if not Path(root, CONFIG).is_file():
        raise ReleaseError(f"There is no {CONFIG} in {root}. Run this from the repository's root.")
    return PyFileConfigLoader(CONFIG, path=str(root)).load_config()


def examine(path: Path, config: Config) -> None:
    """Take nbgrader's own steps with one cell at a time, so that a complaint can name the cell."""
    try:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
    except Exception as error:  # a file can be broken in more ways than nbformat has names for
        raise ReleaseError(f"{path} is not a notebook: {first_line(error)}") from error
    ids = set()
    for number, cell in enumerate(notebook.cells, start=1):
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        place = f"{path}, cell {number} ({grade_id or cell.source[:30]!r})"
        try:
            take_steps(notebook, cell, config)
        except Exception as error:  # each step raises what it likes, some after a plainer error
            raise ReleaseError(f"{place}: {first_line(error.__context__ or error)}") from error
        if grade_id in ids:
            raise ReleaseError(f"{place}: an earlier cell has this grade_id too.")
        ids |= {grade_id} - {None}


def take_steps(notebook: NotebookNode, cell: NotebookNode, config: Config) -> None:
    """Make the student version of a notebook that holds this cell alone."""
    alone = nbformat.from_dict({**notebook, "cells": [deepcopy(cell)]})
    resources = ResourcesDict()
    for step in GenerateAssignment(config=config).preprocessors:
        if step is not SaveCells:  # it writes into the gradebook
            alone, resources = step(config=config).preprocess(alone, resources)


def convert(root: Path, assignment: str, destination: Path, config: Config) -> None:
    """Do what `nbgrader generate_assignment` does, without the gradebook."""
    config = deepcopy(config)
    config.SaveCells.enabled = False
    course = CourseDirectory(config=config, root=str(root), assignment_id=assignment)
    course.release_directory = str(destination)
    converter = GenerateAssignment(coursedir=course, config=config, no_database=True)
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    converter.log.addHandler(handler)
    try:
        converter.start()
    except NbGraderException as error:
        raise ReleaseError(f"nbgrader cannot release {assignment}.\n{said.getvalue()}") from error
    finally:
        converter.log.removeHandler(handler)


def compare(exercises: Path, fresh: Path) -> dict[str, str]:
    """What a release changes: {assignment: "new", "updated", "unchanged" or "removed"}."""
    old, new = subfolders(exercises), subfolders(fresh)
    fates = dict.fromkeys(old - new, "removed") | dict.fromkeys(new - old, "new")
    for name in old & new:
        fates[name] = "unchanged" if same(exercises / name, fresh / name) else "updated"
    return dict(sorted(fates.items()))


def same(one: Path, other: Path) -> bool:
    """Do two folders hold the same files, byte for byte?"""
    files = {path.relative_to(one) for path in one.rglob("*") if path.is_file()}
    if files != {path.relative_to(other) for path in other.rglob("*") if path.is_file()}:
        return False
    return not any(filecmp.cmpfiles(one, other, map(str, files), shallow=False)[1:])


def swap(exercises: Path, fresh: Path, old: Path) -> None:
    """Put `fresh` in the place of `exercises`, which moves to `old`; undo that if it fails."""
    if exercises.exists():
        exercises.rename(old)
    try:
        fresh.rename(exercises)
    except OSError:
        if old.exists():
            old.rename(exercises)
        raise


def subfolders(folder: Path) -> set[str]:
    """The names of the folders in a folder, except those that tools leave behind."""
    if not folder.is_dir():
        return set()
    return {p.name for p in folder.iterdir() if p.is_dir() and not p.name.startswith((".", "_"))}


def first_line(error: BaseException) -> str:
    """The beginning of an exception's own words."""
    return str(error).strip().split("\n")[0]


def main() -> int:
    """Release and say what became of each assignment; the exit status is 1 if that failed."""
    try:
        fates = release(Path.cwd())
    except ReleaseError as error:
        print(f"Nothing is released: {error}", file=sys.stderr)
        return 1
    for name, fate in fates.items():
        print(f"{name}: {fate}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Make a course folder whose numbers, or whose tasks, differ from the published ones.

    python -m course.grading.variant ../spring --seed 2027 --task backprop=half_mse

The folder is a copy of the course, book and all, without what is about people and without git's
history; make's commands and nbgrader's are run in it. A seed changes every number that a check
draws. A task changes what is asked for, so that an answer from another year is a wrong answer:
solutions/NAME/instructor-variants/TASK.ipynb holds the cells that differ, and course/checks/NAME
what is right then.
"""

import argparse
import re
import shutil
import sys
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from course.checks.variants import require
from course.grading.arguments import above_zero
from course.grading.release import CONFIG, ReleaseError, load_config, release, subfolders

PATCHES = "instructor-variants"
OWN = {"source_directory": "solutions", "release_directory": "exercises"}
HIDDEN = re.compile(r"seed=(\d+)\)")
# What is made anew there, or belongs to this course's people: hidden are git and the environment.
NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", ".*cache", ".hypothesis", "__pycache__", "_build", "classroom",
    "solutions", "exercises",
)  # fmt: skip


def make(root: Path, folder: Path, seed: int, tasks: dict[str, str]) -> dict[str, str]:
    """Write the course of `root` to `folder`, with that seed and {assignment: task}.

    Raises ReleaseError, with nothing written, if `folder` is in use or a task is not there.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ReleaseError(f"{folder} is not empty. Name a folder that does not exist yet.")
    if folder.resolve().is_relative_to(root.resolve()):
        raise ReleaseError(
            f"{folder} is inside this course, and would be published with it. Name a folder beside "
            f"it, such as ../{folder.name}."
        )
    solutions = root / load_config(root).CourseDirectory.source_directory
    names = sorted(subfolders(solutions))
    for name in tasks.keys() - set(names):
        raise ReleaseError(f"There is no assignment {name}. There are: {', '.join(names)}.")
    notebooks = {name: _varied(solutions / name, seed, tasks.get(name)) for name in names}
    shutil.copytree(root, folder, ignore=NOT_COPIED, dirs_exist_ok=True)
    for name, notebook in notebooks.items():
        copied = folder / "solutions" / name
        shutil.copytree(solutions / name, copied, ignore=shutil.ignore_patterns(PATCHES, ".*"))
        nbformat.write(notebook, copied / f"{name}.ipynb")
    _settle(folder)
    return release(folder)


def _settle(folder):
    """Let the new course's settings speak of its own folders, and of no others: from those it would
    release the other course's notebooks, and over the other course's exercises."""
    course = load_config(folder).CourseDirectory
    lines = [
        f'c.CourseDirectory.{name} = "{place}"\n'
        for name, place in OWN.items()
        if Path(course[name]) != Path(place)
    ]
    if lines:
        with open(folder / CONFIG, "a", encoding="utf-8") as settings:
            settings.write("\n# Written by `make variant`.\n" + "".join(lines))


def _varied(folder, seed, task):
    """The master notebook in `folder`, with that seed and task."""
    notebook = nbformat.read(folder / f"{folder.name}.ipynb", as_version=4)
    return vary(notebook, folder.name, seed, task, patch_of(folder, task) if task else {})


def patch_of(folder: Path, task: str) -> dict[str, str]:
    """The cells that a task changes in the assignment in `folder`: {grade_id: source}."""
    try:
        require(task, folder.name)
    except LookupError as error:
        raise ReleaseError(error.args[0]) from None
    file = folder / PATCHES / f"{task}.ipynb"
    if not file.is_file():  # a variant has none of its own
        raise ReleaseError(
            f"There is no {file}, so {task} can't be made of this course. Make it of the one that "
            "this is a variant of."
        )
    patch = nbformat.read(file, as_version=4)
    return {cell.metadata.nbgrader.grade_id: cell.source for cell in patch.cells}


def vary(
    notebook: NotebookNode,
    name: str,
    seed: int,
    task: str | None = None,
    patch: dict[str, str] | None = None,
) -> NotebookNode:
    """A copy of the master notebook `name` whose checks draw with `seed` and expect `task`."""
    notebook = nbformat.from_dict(notebook)
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells}
    for grade_id, source in (patch or {}).items():
        if grade_id not in cells:
            raise ReleaseError(f"{task} changes the cell {grade_id}, and {name} has none.")
        cells[grade_id].source = source
    arguments = ", ".join([*([f'"{task}"'] if task else []), f"seed={seed}"])
    cells["setup"].source += f"\n\ncheck = check.variant({arguments})"
    for cell in notebook.cells:
        if cell.metadata.nbgrader.grade:
            cell.source = HIDDEN.sub(lambda old: f"seed={int(old[1]) + seed})", cell.source)
    return notebook


def _pairs(texts):
    """{assignment: task} from words such as backprop=half_mse."""
    pairs: dict[str, str] = {}
    for name, task in (text.partition("=")[::2] for text in texts):
        if not task:
            raise ReleaseError(f"{name} is not a task. Write it as assignment=task.")
        if pairs.setdefault(name, task) != task:
            raise ReleaseError(f"{name} can have one task, and not both {pairs[name]} and {task}.")
    return pairs


# With 0 the hidden numbers would be the published ones.
SEED = "any whole number above zero"


def main(arguments: list[str] | None = None) -> int:
    """Make the folder and say what is in it; the exit status is 1 if that failed."""
    parser = argparse.ArgumentParser(prog="python -m course.grading.variant")
    parser.add_argument("folder", type=Path, help="a new folder for that course")
    parser.add_argument("--seed", type=above_zero, required=True, help=SEED)
    parser.add_argument("--task", nargs="*", default=[], metavar="ASSIGNMENT=TASK")
    chosen = parser.parse_args(arguments)
    try:
        made = make(Path.cwd(), chosen.folder, chosen.seed, tasks := _pairs(chosen.task))
    except ReleaseError as error:
        print(f"Nothing is made: {error}", file=sys.stderr)
        return 1
    for name in made:
        print(f"{name}: seed {chosen.seed}" + (f", {tasks[name]}" if name in tasks else ""))
    print(f"It is a whole course of its own. Go on there: cd {chosen.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

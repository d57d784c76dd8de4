"""Students who hand in together: `python -m course.grading.pairs backprop`, before grading.

`classroom/pairs.csv` says who, in the columns assignment, student and partner; three are two lines.
What was handed in last by one of them counts for all, with its time. What it takes the place of is
kept in `classroom/replaced`.
"""

import argparse
import csv
import io
import shlex
import shutil
import sys
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from nbgrader.api import Gradebook

from course.grading.reading import decoded, plain_roster, time_of
from course.grading.release import ReleaseError, load_config
from course.grading.replaced import set_aside

COLUMNS = ("assignment", "student", "partner")
TIME = "timestamp.txt"


class PairError(Exception):
    """The table of pairs cannot be read. The message says why."""


def groups(file: Path, assignment: str) -> list[set[str]]:
    """The students who work together on an assignment; none where there is no table."""
    found: list[set[str]] = []
    for one, other in (pair for name, *pair in _lines(file) if name == assignment):
        joined = {one, other}.union(*(group for group in found if group & {one, other}))
        found = [*(group for group in found if not group & joined), joined]
    return found


def slips(file: Path, assignments: Collection[str]) -> list[str]:
    """A line for each assignment in the table that is none of those that there are."""
    named = {name for name, *_ in _lines(file)}
    return [
        f"NOT IN THE GRADEBOOK: assignment {name}, which {file.name} names. Is it a slip? Nothing "
        "is copied for it."
        for name in sorted(named - {*assignments})
    ]


def _lines(file):
    """Each line of the table: the assignment, the student and the partner."""
    if not file.exists():
        return
    table = csv.DictReader(io.StringIO(plain_roster(file.read_bytes()), newline=""))
    if not set(COLUMNS) <= set(table.fieldnames or ()):
        raise PairError(f"{file} needs the columns {', '.join(COLUMNS)} in its first line.")
    for line in table:
        pair = line["student"], line["partner"]
        if not all(_is_name(name) for name in pair) or pair[0] == pair[1]:
            raise PairError(f"Line {table.line_num} of {file} does not name two students.")
        yield line["assignment"], *pair


def _is_name(name):
    return bool(name) and Path(name).name == name and name != ".."


def share(classroom: Path, assignment: str, roster: Collection[str] = ()) -> list[str]:
    """Copy what each group handed in to all of its students; what was done, in lines.

    Raises PairError, with nothing copied, if there is a roster and a name is not in it and has
    handed in nothing.
    """
    found = groups(classroom / "pairs.csv", assignment)
    for name in sorted(set().union(*found)) if roster else ():
        if name not in roster and not (classroom / "submitted" / name).is_dir():
            raise PairError(STRANGER.format(name=name, quoted=shlex.quote(name)))
    return [line for group in found for line in _share(classroom, assignment, sorted(group))]


STRANGER = (
    "classroom/pairs.csv names {name}, whom the gradebook does not know and who has handed in "
    "nothing. Correct the name there, or add the student: nbgrader db student add {quoted}"
)


def _known():
    """The students and the assignments that the gradebook of this folder knows."""
    try:
        course = load_config(Path.cwd()).CourseDirectory
    except ReleaseError:  # there is none
        return set(), set()
    with Gradebook(course.db_url, course.course_id) as gradebook:
        students = {one.id for one in gradebook.students}
        return students, {one.name for one in gradebook.assignments}


def _share(classroom, assignment, group):
    folders = {name: classroom / "submitted" / name / assignment for name in group}
    found = {name: work(folder) for name, folder in folders.items()}
    held = {name: files for name, files in found.items() if files}
    if not held:
        return [f"{', '.join(group)}: nothing is handed in."]
    times = {name: handed_in(folders[name]) for name in held}
    unknown = [name for name, time in times.items() if time is None]
    last = max(times, key=lambda name: (times[name] or datetime.min, name))
    if unknown and any(one != held[last] for one in held.values()):
        said = f"it is not known when {', '.join(unknown)} handed in; nothing is copied."
        return [f"{', '.join(group)}: {said}"]
    takers = [name for name in group if held.get(name) != held[last]]
    return [_give(classroom, assignment, last, taker) for taker in takers]


def _give(classroom, assignment, giver, taker):
    """Copy a folder to another student, and keep what was there."""
    source, target = (classroom / "submitted" / name / assignment for name in (giver, taker))
    new = target.with_name(f".{assignment}.new")
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(source, new, symlinks=True)
    kept = f"; the earlier one is in {set_aside(target, classroom)}" if target.exists() else ""
    new.rename(target)
    return f"{taker} has what {giver} handed in{kept}."


def work(folder: Path) -> dict[Path, bytes]:
    """The files of a folder but for that of the time."""
    files = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if name != Path(TIME)}


def handed_in(folder: Path) -> datetime | None:
    """When it was handed in, in UTC; None where no file says it."""
    try:
        return time_of(decoded((folder / TIME).read_bytes()))
    except OSError:
        return None


def main(arguments: list[str] | None = None) -> int:
    """Share what was handed in for an assignment; the exit status is 1 if that failed."""
    parser = argparse.ArgumentParser(prog="python -m course.grading.pairs")
    parser.add_argument("assignment")
    chosen = parser.parse_args(arguments)
    classroom = Path("classroom")
    students, assignments = _known()
    try:
        lines = share(classroom, chosen.assignment, students)
    except PairError as error:
        print(f"Nothing is copied: {error}", file=sys.stderr)
        return 1
    nothing = f"Nothing to copy for {chosen.assignment} by {classroom / 'pairs.csv'}."
    slipped = slips(classroom / "pairs.csv", assignments) if assignments else []
    print("\n".join([*(lines or [nothing]), *slipped]))
    return 0


if __name__ == "__main__":
    sys.exit(main())

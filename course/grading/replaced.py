"""What another submission takes the place of is kept, in `classroom/replaced`."""

import itertools
import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

REPLACED = "replaced"


def set_aside(folder: Path, classroom: Path) -> Path:
    """Move a student's folder of an assignment (`.../student/assignment`) to what was replaced;
    where it is now. One that lies there already stays: the next ones get numbers."""
    place = free(classroom / REPLACED / folder.parent.name / folder.name)
    place.parent.mkdir(parents=True, exist_ok=True)
    return folder.rename(place)


def careful(clear: Callable[[Any, str], None]) -> Callable[[Any, str], None]:
    """nbgrader's step before it collects into a folder; stock nbgrader deletes what lies there."""

    @wraps(clear)
    def clear_carefully(app: Any, path: str) -> None:
        submitted = Path(app.coursedir.root, app.coursedir.submitted_directory)
        folder = Path(path)
        if app.force and submitted in folder.parents and os.listdir(folder):
            app.log.warning(KEPT, folder.parent.name, set_aside(folder, submitted.parent))
            folder.mkdir()
        else:
            clear(app, path)

    return clear_carefully


KEPT = (
    "Student '%s': what was handed in before, with its time, is in %s. Where the new time counts, "
    "write it into timestamp.txt before you grade."
)


def free(place: Path) -> Path:
    """The place itself, or one with a number if that is taken."""
    numbered = (place.with_name(f"{place.name} {number}") for number in itertools.count(2))
    return next(one for one in itertools.chain([place], numbered) if not one.exists())

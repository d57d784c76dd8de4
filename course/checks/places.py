"""Where in the learner's own code an error came from."""

import linecache
import traceback
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Place:
    """The last line of the learner's own code on the way to an error."""

    function: str
    number: int  # of the line in its cell
    line: str


def place(error: BaseException, namespace: dict[str, Any]) -> Place | None:
    """The last Place in the learner's own code on the way to the error, if there is one.

    An error that came over a wall, from where the code ran, brings it along as `course_place`.
    """
    if hasattr(error, "course_place"):
        return error.course_place
    for frame, number in reversed(list(traceback.walk_tb(error.__traceback__))):
        if frame.f_globals is namespace:
            line = linecache.getline(frame.f_code.co_filename, number).strip()
            return Place(frame.f_code.co_name, number, line)
    return None

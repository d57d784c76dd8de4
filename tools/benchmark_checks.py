"""How long a learner waits for a check, beside the half second that it may take.

Run by `make bench`. For each assignment the slowest whole answer: written right, and with the
known mistake that takes longest, each looked at for the first time.
"""

import contextlib
import importlib
import io
import time
from pathlib import Path

from course.checks import judge
from course.checks.checker import Check, CheckFailed

ALLOWED = 0.5  # seconds
SOLUTIONS = Path(__file__).resolve().parents[1] / "solutions"


def seconds(check, answer, function):
    """The time of one check of a whole answer, nothing kept from an earlier one."""
    judge.known_outcome.cache_clear()
    judge._draw.cache_clear()
    names = {"check": check, answer.name: function}
    start = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(CheckFailed):
        exec(f"check({answer.name!r})", names)
    return time.perf_counter() - start


def slowest(check, answer):
    """(name, right, wrong): the seconds of the right answer and of the slowest known mistake."""
    seconds(check, answer, answer.reference)  # what is loaded once is not the check's time
    wrong = max(seconds(check, answer, slip.wrong) for slip in answer.misconceptions)
    return answer.name, seconds(check, answer, answer.reference), wrong


def main():
    """Print a line for each assignment."""
    print(f"\nA check, beside the {ALLOWED} s that it may take (right, and the slowest mistake)")
    for folder in sorted(path for path in SOLUTIONS.iterdir() if path.is_dir()):
        assignment = importlib.import_module(f"course.checks.{folder.name}").ASSIGNMENT
        check = Check(assignment)
        found = [slowest(check, answer) for answer in assignment.answers.values()]
        name, right, wrong = max(found, key=lambda one: max(one[1:]))
        print(f"{assignment.name:>15} {name:<24} {right / ALLOWED:6.0%} {wrong / ALLOWED:6.0%}")


if __name__ == "__main__":
    main()

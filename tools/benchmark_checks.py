"""How long a learner waits for a check, and for the line to look at, beside what they may take.

Run by `make bench`. For each assignment the slowest whole answer: written right, and with the
known mistake that takes longest, each looked at for the first time. Then, of all held-out answers
to which no known mistake fits, how long the search for the line took.
"""

import contextlib
import importlib
import io
import itertools
import sys
import time
from pathlib import Path

from course.checks import judge
from course.checks.checker import Check, CheckFailed
from course.checks.mending import looking

ALLOWED = 0.5  # seconds
ROOT = Path(__file__).resolve().parents[1]
SOLUTIONS = ROOT / "solutions"
sys.path.insert(0, str(ROOT / "tests/support"))

import held_out  # noqa: E402


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


def searches(names):
    """The seconds of each search for a line, in order."""
    took = []
    search = looking.Looking.to_the_end

    def timed(self):
        began = time.perf_counter()
        words = search(self)
        took.append(time.perf_counter() - began)
        return words

    looking.Looking.to_the_end = timed
    with contextlib.redirect_stdout(io.StringIO()):
        for answer in itertools.chain(*map(held_out.read, names)):
            held_out.verdict(answer)
    return sorted(took)


def main():
    """Print a line for each assignment, and one for the line to look at."""
    print(f"\nA check, beside the {ALLOWED} s that it may take (right, and the slowest mistake)")
    folders = sorted(path for path in SOLUTIONS.iterdir() if path.is_dir())
    for folder in folders:
        assignment = importlib.import_module(f"course.checks.{folder.name}").ASSIGNMENT
        check = Check(assignment)
        found = [slowest(check, answer) for answer in assignment.answers.values()]
        name, right, wrong = max(found, key=lambda one: max(one[1:]))
        print(f"{assignment.name:>15} {name:<24} {right / ALLOWED:6.0%} {wrong / ALLOWED:6.0%}")
    took = searches([folder.name for folder in folders])
    middle, most = (took[int(len(took) * part)] / looking.SECONDS for part in (0.5, 0.95))
    print(f"The line, of {looking.SECONDS} s: {middle:.0%} in the middle, {most:.0%} of 95 in 100.")


if __name__ == "__main__":
    main()

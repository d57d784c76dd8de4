"""What the commands that write a report have in common."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from course.grading.release import ReleaseError
from course.grading.reports.people import Class, NoReport, of_course

PLACE = Path("classroom/reports")


def parser(name: str) -> argparse.ArgumentParser:
    """The arguments of the report of that name: the assignment, and the folder to write to."""
    made = argparse.ArgumentParser(prog=f"python -m course.grading.reports.{name}")
    made.add_argument("assignment")
    made.add_argument("--to", type=Path, default=PLACE, metavar="FOLDER")
    return made


def run(
    chosen: argparse.Namespace, write: Callable[[Class, argparse.Namespace], Sequence[Path]]
) -> int:
    """Let `write` write the report and say where it is; the exit status is 1 if there is none."""
    try:
        group = of_course(Path.cwd(), chosen.assignment)
        chosen.to.mkdir(parents=True, exist_ok=True)
        for path in write(group, chosen):
            print(path)
    except (NoReport, ReleaseError, OSError) as error:
        print(f"There is no report: {error}", file=sys.stderr)
        return 1
    return 0

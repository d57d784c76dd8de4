"""How long a class takes: nbgrader as it comes, and ours with one process and with two.

Run by `make bench`, all in one run. Each student hands in the solved back-propagation assignment.
With `--classes` it grades classes of up to 3,000 instead, and writes what they take where the page
on grading reads it (a quarter of an hour).
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests/support"))

from masters import ASSIGNMENTS, Master  # noqa: E402
from nbgrader_course import Course, grading  # noqa: E402
from stock_nbgrader import CONFIG  # noqa: E402

from course.figures.grading import (  # noqa: E402
    LARGE,
    OURS,
    PROCESSORS,
    STOCK,
    Graded,
    in_words,
    reckoned,
    write,
)

NAME = "backprop"
FEW, MANY = 20, 200
GOAL = 20  # times as fast as nbgrader, with two processes
NOTHING_TO_DO, JAIL = 1.0, 0.030  # seconds at most; what the jail adds to a submission
SIZES = (30, 100, 300, 1000, 3000)
UNSAFE = "\nc.JailedExecute.unsafe = True\n"
EVERY = 3.0  # seconds between looks: to add up memory takes a share of the processor, too


@dataclass(frozen=True)
class Took:
    """What a command took: seconds, seconds of all processors and of its first process, memory."""

    count: int
    seconds: float
    cpu: float
    first: float
    megabytes: float

    @property
    def each(self):
        return self.seconds / self.count

    @property
    def figures(self):
        return self.count, self.seconds, self.cpu, self.first


class Watch(threading.Thread):
    """The most memory that a process and all its children held at once; what they share, once."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self._first = psutil.Process(pid)
        self.most = self.cpu = 0.0

    def run(self):
        while True:
            try:
                self.cpu = sum(self._first.cpu_times()[:2])
                every = [self._first, *self._first.children(recursive=True)]
            except psutil.Error:
                return
            self.most = max(self.most, sum(map(_held, every)))
            time.sleep(EVERY)


def _held(process):
    try:
        return process.memory_full_info().pss / 2**20
    except (psutil.Error, OSError):  # it has ended
        return 0.0


def took(course, count, command):
    """Run a command in the course's folder."""
    began = time.perf_counter()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    running = subprocess.Popen(command, cwd=course.root, env=course.env, **quiet)
    watch = Watch(running.pid)
    watch.start()
    _, status, used = os.wait4(running.pid, 0)
    seconds = time.perf_counter() - began
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        sys.exit(f"{' '.join(command)} failed in {course.root}.")
    return Took(count, seconds, used.ru_utime + used.ru_stime, watch.cpu, watch.most)


def course_of(root, count):
    """A course in which so many have handed in."""
    master = Master(ASSIGNMENTS[NAME])
    course = Course(root)
    course.add_solution(nbformat.from_dict(master.notebook), NAME)
    course.release_here(NAME)
    exercise = course.exercise(NAME)
    for cell in exercise.cells:
        cell["source"] = master.written.get(cell.metadata.nbgrader.grade_id, cell.source)
    for number in range(count):
        course.submit(f"student{number:05}", NAME, nbformat.writes(exercise))
    return course


def ours(count, jobs, extra=""):
    """A class that nobody has graded; and the same again, when nothing is to be done."""
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        course = course_of(Path(folder, "course"), count)
        with open(course.root / "nbgrader_config.py", "a") as file:
            file.write(extra)
        command = grading(NAME, "--jobs", str(jobs))
        return took(course, count, command), took(course, count, command)


def stock(count):
    """nbgrader as it comes."""
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        course = course_of(Path(folder, "course"), count)
        config = CONFIG.replace("/tmp/kernel", f"{course.home}/kernel")
        (course.root / "nbgrader_config.py").write_text(config)
        return took(course, count, [sys.executable, "-m", "nbgrader", "autograde", NAME])


def line(name, one, slow):
    rate, ratio = 1 / one.each, slow.each / one.each
    print(
        f"{name:<28}{rate:8.2f} a second {ratio:6.1f} times nbgrader "
        f"{one.cpu / one.count:7.3f} s of processors each {one.megabytes:6.0f} MB"
    )


def compare():
    """Print a line for each way, and what is wanted of them."""
    print(f"\nGrading, {FEW} and {MANY} submissions of {NAME}; nbgrader {FEW} of them alone")
    slow = stock(FEW)
    line(f"nbgrader, {FEW}", slow, slow)
    found = {}
    for count in (FEW, MANY):
        for jobs in (1, 2):
            found[count, jobs], again = ours(count, jobs)
            line(f"ours, {count}, {jobs} at once", found[count, jobs], slow)
    few, many = found[FEW, 2], found[MANY, 2]
    print(f"{MANY} with two: {slow.each / many.each:.1f} times nbgrader, of {GOAL} wanted")
    print(f"with nothing to do: {again.seconds:.2f} s, of {NOTHING_TO_DO} s")
    print(f"memory, {MANY} beside {FEW}: {many.megabytes - few.megabytes:+.0f} MB")
    without, _ = ours(MANY, 1, UNSAFE)
    added = (found[MANY, 1].cpu - without.cpu) / MANY
    print(f"the jail adds {1000 * added:.0f} ms to each, of {1000 * JAIL:.0f} ms")


def classes():
    """Grade larger and larger classes, and keep what they take for the page on grading."""
    slow = stock(FEW)
    every = [ours(count, 2)[0] for count in SIZES]
    for one in every:
        line(f"ours, {one.count}, 2 at once", one, slow)
    rows = [Graded(STOCK, *slow.figures), *(Graded(OURS, *one.figures) for one in every)]
    write(rows)
    seconds = reckoned(rows[1:], LARGE, PROCESSORS)
    print(f"{LARGE} on {PROCESSORS} processors: about {in_words(seconds)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    what = "measure classes of all sizes, for the page on grading"
    parser.add_argument("--classes", action="store_true", help=what)
    classes() if parser.parse_args().classes else compare()


if __name__ == "__main__":
    main()

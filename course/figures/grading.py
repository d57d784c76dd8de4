"""The picture of what grading takes, by the size of the class.

`tools/benchmark_grading.py --classes` measures it and writes `grading_cost.csv`, which lies here.
"""

import csv
from pathlib import Path
from typing import NamedTuple

from course.figures.style import Picture, colour, subplots

MEASURED = Path(__file__).with_name("grading_cost.csv")
STOCK, OURS = "nbgrader", "course"  # nbgrader's own command, and this course's on two processors
LARGE, PROCESSORS = 30_000, 16  # a class and a machine that nobody measured
MINUTE, HOUR = 60, 3600  # seconds


class Graded(NamedTuple):
    """What it took to grade so many submissions.

    In seconds: of the clock, of all processors together, and of the process that writes.
    """

    grader: str
    submissions: int
    seconds: float
    processors: float
    writing: float


def measured(file: Path = MEASURED) -> tuple[Graded, list[Graded]]:
    """nbgrader's own command with a small class, and this course with classes, small to large."""
    with file.open(newline="", encoding="utf-8") as opened:
        rows = [
            Graded(row["grader"], int(row["submissions"]), *map(float, list(row.values())[2:]))
            for row in csv.DictReader(opened)
        ]
    (stock,) = (row for row in rows if row.grader == STOCK)
    return stock, sorted(row for row in rows if row.grader == OURS)


def write(rows: list[Graded], file: Path = MEASURED) -> None:
    """Keep what was measured, to tenths and hundredths of a second."""
    with file.open("w", newline="", encoding="utf-8") as opened:
        lines = csv.writer(opened, lineterminator="\n")
        lines.writerow(Graded._fields)
        lines.writerows([*row[:2], *(f"{seconds:.2f}" for seconds in row[2:])] for row in rows)


def reckoned(classes: list[Graded], submissions: int, processors: int) -> float:
    """The seconds that a class not measured would take, by the smallest and the largest that were.

    One process writes what the others work out, so the slower of the two sets the pace:
    submissions x max(writing, (all - writing) / (processors - 1)), each in seconds for one more.
    """
    least, most = classes[0], classes[-1]
    more = most.submissions - least.submissions
    every = (most.processors - least.processors) / more
    writing = (most.writing - least.writing) / more
    return submissions * max(writing, (every - writing) / (processors - 1))


def in_words(seconds: float) -> str:
    """A time as people say it: 4 seconds, 4 minutes, 2.1 hours."""
    if seconds < 2 * MINUTE:
        return f"{seconds:.0f} seconds"
    if seconds < 2 * HOUR:
        return f"{seconds / MINUTE:.0f} minutes"
    return f"{seconds / HOUR:.1f} hours"


def cost(stock: Graded, classes: list[Graded]) -> Picture:
    """Seconds against submissions, on scales of powers of ten: nbgrader's pace, and this course."""
    sizes = [one.submissions for one in classes]
    alone = [size * stock.seconds / stock.submissions for size in sizes]
    figure, axes = subplots(height=300)
    axes.loglog(sizes, alone, color=colour("y_hat"), ls="--", label="nbgrader, by its pace")
    axes.loglog(sizes, [one.seconds for one in classes], color=colour("W"), ls="-", marker="o",
                ms=6, label="this course, two processors")  # fmt: skip
    axes.set(xlabel="submissions", ylabel="time")
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.set_yticks([1, 10, MINUTE, 600, HOUR], ["1 s", "10 s", "1 min", "10 min", "1 h"])
    axes.minorticks_off()
    axes.grid()
    axes.legend(loc="lower right")
    return figure, _aloud(sizes, alone, classes)


def _aloud(sizes, alone, classes):
    each = "; ".join(
        f"{one.submissions:,} take {in_words(one.seconds)}, and nbgrader {in_words(long)}"
        for one, long in zip(classes, alone, strict=True)
    )
    return (
        f"The time to grade classes of {sizes[0]} to {sizes[-1]:,} submissions, both on scales "
        f"where each step is many times the one before: {each}. Both lines rise together, and "
        "nbgrader's lies far above."
    )

"""The report without names, from which no count below five can be read, nor reckoned.

A number that is hidden alone comes back by taking the others from their sum. So:

- One table for each answer, whose rows are all of the class, once each. Parts of one answer would
  give each other away, and so would points: there are none of either.
- A mistake of fewer than five is no row; those students are among "wrong otherwise". One that fewer
  than five mended likewise.
- Where fewer than five were not graded, or have no grade at all, they are among those too, in a row
  that says so: it tells nothing of how many they are, and all other rows can stay.
- Where a row is below five all the same, the number of right answers is hidden too, and the next,
  until each hidden small number could be anything from 0 to 4 by the sum. The order in which they
  are given up is by what they are, never by their size: that would tell of what is hidden.
- Who has no grade is the same number for each answer: it is shown everywhere or nowhere.

Two such reports of the same class, one before and one after a few more handed in, tell by their
difference what those few did. That is for whoever shows them around.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from course.grading.reports.people import Class
from course.grading.reports.results import hint_of, is_mended, is_right, known, slip_of
from course.grading.verdicts import WRONG, Grading

FEW = 5
FEWER, HELD = "fewer than 5", "not shown"

Row = tuple[str, str]  # what became of it, and the name of a mistake or ""
RIGHT_NOW, MENDED, MISTAKE = ("right", ""), "right now, after", "mistake"
OTHERWISE, UNGRADED, AWAY = ("wrong otherwise", ""), ("not graded", ""), ("no grade at all", "")
REST = ("wrong otherwise, or without a grade", "")


@dataclass(frozen=True)
class SharedAnswer:
    """How many stand where, each as a number or in words; hints are by the mistake's name."""

    answer: str
    rows: dict[Row, str]
    hints: dict[str, str]


@dataclass(frozen=True)
class Shared:
    """What of a class may be shown around; no answers where too few have a grade."""

    assignment: str
    students: str
    away: str
    answers: tuple[SharedAnswer, ...]
    nobody: tuple[str, ...]
    everybody: tuple[str, ...]


def shared(name: str, group: Class) -> Shared:
    """The report on a class that names no student and no small number."""
    total, away = len(group.names), len(group.names) - len(group.gradings)
    ends = hidden({RIGHT_NOW: total - away, AWAY: away})
    students = str(total) if total >= FEW else FEWER
    if total - away < FEW or HELD in (ends[AWAY], students):
        return Shared(name, students, HELD, (), (), ())
    outside = {} if away >= FEW else {AWAY: away}
    answers = tuple(_answers(name, group, outside))
    nobody = tuple(a.answer for a in answers if _hardly(a.rows, MENDED, RIGHT_NOW))
    everybody = tuple(a.answer for a in answers if _hardly(a.rows, MISTAKE, OTHERWISE, REST))
    return Shared(name, students, ends[AWAY], answers, nobody, everybody)


def _answers(name, group, outside):
    assignment = known(name)
    verdicts = [v for kept in group.gradings.values() for v in kept[-1].verdicts]
    for answer in dict.fromkeys(verdict.answer for verdict in verdicts):
        counts = dict(Counter(_where(answer, kept) for kept in group.gradings.values()))
        rows = hidden(merged(counts | outside))
        said = {v.misconception: v.words for v in verdicts if v.answer == answer}
        names = [name for kind, name in rows if kind == MISTAKE]
        hints = {name: hint_of(assignment, (answer, name), said[name]) for name in names}
        yield SharedAnswer(answer, rows, hints)


def _where(answer: str, kept: list[Grading]) -> Row:
    """The one row in which a student is counted."""
    here = [verdict for verdict in kept[-1].verdicts if verdict.answer == answer]
    if is_right(answer, kept[-1]):
        before = [slip_of(v) for one in kept[:-1] for v in one.verdicts if v.answer == answer]
        mended = [slip[1] for slip in before if slip and is_mended(slip, kept)]
        return (MENDED, mended[-1]) if mended else RIGHT_NOW
    slips = [verdict.misconception for verdict in here if verdict.state == WRONG]
    if not slips:
        return UNGRADED
    return next(((MISTAKE, slip) for slip in slips if slip), OTHERWISE)


def merged(counts: Mapping[Row, int]) -> dict[Row, int]:
    """The counts with each small one among those to which it belongs, "right" or "wrong".

    Those without a grade are among the counts only if they are few.
    """
    named = [row for row, number in counts.items() if row[1] and number >= FEW]
    apart = [UNGRADED] if counts.get(UNGRADED, 0) >= FEW else []
    rest = OTHERWISE if apart and AWAY not in counts else REST
    home = {MENDED: RIGHT_NOW, RIGHT_NOW[0]: RIGHT_NOW}
    shown = [RIGHT_NOW, *sorted(named, key=_importance), rest, *apart]
    rows = dict.fromkeys(shown, 0)
    for row, number in counts.items():
        rows[row if row in rows else home.get(row[0], rest)] += number
    return rows


def hidden(counts: Mapping[Row, int]) -> dict[Row, str]:
    """Each count as it may be shown to somebody who knows their sum, and how numbers are hidden."""
    small = [row for row, number in counts.items() if number < FEW]
    held: list[Row] = []
    large = sorted(counts.keys() - small, key=_importance)
    while small and not _covers(counts, small, held):
        if not large:
            return dict.fromkeys(counts, HELD)
        held.append(large.pop(0))
    words = dict.fromkeys(small, FEWER) | dict.fromkeys(held, HELD)
    return {row: words.get(row, str(number)) for row, number in counts.items()}


def _importance(row):
    """What is given up first; the mistakes are what the report is for."""
    return bool(row[1]), row != RIGHT_NOW, row[0] == MISTAKE, row


def _covers(counts, small, held):
    """Could each small number be 0 as well as 4, by the sum of what is hidden?

    A number is held only if it is five or more, and who reads the report knows that.
    """
    total = sum(counts[row] for row in [*small, *held])
    return bool(held) and total >= FEW - 1 + FEW * len(held)


def _hardly(rows, named, *others):
    """Are fewer than five in one of the rows, and no row is named, as far as the table tells?"""
    few = any(rows.get(row) == FEWER for row in others)
    return few and not any(kind == named for kind, _ in rows)

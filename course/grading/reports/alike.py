"""Groups of students whose answers are the same, found by what they have in common: no pairs.

They have the same code but for names and layout, in more than ten lines; or the same wrong answer,
which is rare and none of the known mistakes. What everybody was given is no news.
"""

import inspect
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from course.checks.answers import Assignment
from course.grading.reports import normal
from course.grading.verdicts import WRONG, Grading, Verdict

LONG, SHORT = 10, 4  # lines of the plain form: more than the one, or as many as the other
TELLING = {"WrongValues"}  # in other messages stands too little of what somebody wrote
SAME_CODE = "the same code but for names and layout"
SAME_WRONG_CODE = "the same wrong code but for names and layout, and rare"
SAME_RESULT = "the same wrong result, and rare"


@dataclass(frozen=True)
class Given:
    """What everybody has: code in its plain form, and the names that a notebook brings."""

    code: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Group:
    """Students who share something in an answer: why they are named, and what it is."""

    answer: str
    why: str
    students: tuple[str, ...]
    shared: str

    @property
    def lines(self) -> int | None:
        """So many lines of code; None where it is a result."""
        return None if self.why == SAME_RESULT else _lines(self.shared)


@dataclass(frozen=True)
class Written:
    """A student's answer: its plain form, and the wrong verdicts on it if none has a name."""

    student: str
    answer: str
    code: str
    wrong: tuple[Verdict, ...]


def given(root: Path, name: str, assignment: Assignment | None) -> Given:
    """What the exercise, its solution and the checks have themselves."""
    files = [*(root / "exercises" / name).glob("*.ipynb")]
    files += (root / "solutions" / name).rglob("*.ipynb")
    cells = [cell for file in files for cell in normal.cells(file)]
    names = frozenset(top for cell in cells for top in normal.top_names(cell))
    sources = [source for cell in cells for source in normal.functions(cell)]
    sources += _references(assignment) if assignment else []
    return Given(frozenset(normal.normal(source, names) for source in sources), names)


def _references(assignment: Assignment) -> Iterator[str]:
    varied = (answer for answers in assignment.variants.values() for answer in answers)
    for answer in (*assignment.answers.values(), *varied):
        try:
            yield textwrap.dedent(inspect.getsource(answer.reference))
        except (OSError, TypeError):  # made by a program, so nobody has written it down
            continue


def alike(gradings: Mapping[str, list[Grading]], given: Given) -> list[Group]:
    """The groups in the latest gradings of a class, the smallest first, and then the longest."""
    rare = 2 + len(gradings) // 100
    written = [w for student, kept in gradings.items() for w in _written(student, kept[-1], given)]
    found = [*_by_code(written, rare)]
    found += _by_result(written, rare, found)
    return sorted(found, key=lambda group: (len(group.students), -(group.lines or 0), group.answer))


def _written(student: str, grading: Grading, given: Given) -> Iterator[Written]:
    """A student's answers, without those that are what everybody was given."""
    by_answer: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in grading.verdicts:
        by_answer[verdict.answer].append(verdict)
    for answer, verdicts in by_answer.items():
        source = next((verdict.source for verdict in verdicts if verdict.source), "")
        code = normal.normal(textwrap.dedent(source), given.names)
        if code and code not in given.code:
            named = any(verdict.misconception for verdict in verdicts)
            wrong = tuple(v for v in verdicts if v.state == WRONG and not named)
            yield Written(student, answer, code, wrong)


def _by_code(written: Iterable[Written], rare: int) -> Iterator[Group]:
    same: dict[tuple[str, str], list[Written]] = defaultdict(list)
    for one in written:
        same[one.answer, one.code].append(one)
    for (answer, code), they in same.items():
        students = tuple(one.student for one in they)
        if len(they) < 2:
            continue
        if _lines(code) > LONG:
            yield Group(answer, SAME_CODE, students, code)
        elif _lines(code) >= SHORT and len(they) <= rare and all(one.wrong for one in they):
            yield Group(answer, SAME_WRONG_CODE, students, code)


def _by_result(written: Iterable[Written], rare: int, found: Iterable[Group]) -> Iterator[Group]:
    """Those whose results were wrong in the same way, if their code has not told so already."""
    told = {(group.answer, frozenset(group.students)) for group in found}
    same: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in written:
        for words in {_result(v) for v in one.wrong if v.fault in TELLING} - {""}:
            same[one.answer, words].append(one.student)
    for (answer, words), students in same.items():
        key = answer, frozenset(students)
        if 2 <= len(students) <= rare and key not in told:
            told.add(key)
            yield Group(answer, SAME_RESULT, tuple(students), words)


def _result(verdict):
    """What the check said of the result, without the learner's own line."""
    return verdict.words.replace(verdict.line, "").strip() if verdict.line else verdict.words


def _lines(text):
    return len(text.splitlines())

"""What the verdicts of a class come to: questions, known mistakes, and who is stuck on what."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module

from course.checks.answers import Answer, Assignment, Misconception
from course.grading.reports.people import Class
from course.grading.verdicts import NOT_GRADED, RIGHT, WRONG, Grading, Verdict

NOT_HANDED_IN = "not handed in"
Slip = tuple[str, str]  # the answer, and the name of the known mistake in it
STATES = (RIGHT, WRONG, NOT_GRADED, NOT_HANDED_IN)


@dataclass(frozen=True)
class Question:
    """One check cell: how many students stand where, and how many got how many points."""

    grade_id: str
    most: float
    states: dict[str, int]
    points: dict[float, int]

    @property
    def mean(self) -> float | None:
        """Points of those whose answer was graded, on average; None if there are none."""
        graded = sum(self.points.values())
        return sum(p * n for p, n in self.points.items()) / graded if graded else None


@dataclass(frozen=True)
class Mistake:
    """A known mistake: how many students ever made it, have it now, and have mended it."""

    answer: str
    name: str
    hint: str
    made: int
    now: int
    mended: int


@dataclass(frozen=True)
class Stuck:
    """A question that a student has wrong now, in how many submissions on end, and in what way."""

    student: str
    grade_id: str
    times: int
    what: str


@dataclass(frozen=True)
class Reteach:
    """What there is to teach again; of the lists of questions each names grade ids."""

    assignment: str
    students: int
    questions: tuple[Question, ...]
    mistakes: tuple[Mistake, ...]
    nobody: tuple[str, ...]
    everybody: tuple[str, ...]
    absent: tuple[str, ...]
    waiting: tuple[str, ...]
    stuck: tuple[Stuck, ...]


def known(name: str) -> Assignment | None:
    """The assignment of that name, as the checks have it; None for one that they do not know."""
    try:
        return import_module(f"course.checks.{name}").ASSIGNMENT
    except (ModuleNotFoundError, AttributeError):
        return None


def reteach(name: str, group: Class) -> Reteach:
    """What the class's gradings of an assignment say; the latest of each student counts."""
    assignment = known(name)
    questions = tuple(_questions(assignment, group))
    absent, waiting = group.absent, tuple(sorted(group.waiting))
    return Reteach(
        assignment=name,
        students=len(group.names),
        questions=questions,
        mistakes=_mistakes(assignment, group.gradings),
        nobody=_only(questions, WRONG),
        everybody=_only(questions, RIGHT),
        absent=tuple(group.names[student] for student in absent),
        waiting=tuple(group.names[student] for student in waiting),
        stuck=_stuck(group),
    )


def _questions(assignment, group):
    latest = [gradings[-1] for gradings in group.gradings.values()]
    said = [{verdict.grade_id: verdict for verdict in one.verdicts} for one in latest]
    most = dict(assignment.points) if assignment else {}
    most |= {v.grade_id: v.most for one in said for v in one.values()}
    for grade_id, points in most.items():
        here = [one.get(grade_id) for one in said]
        states = Counter(verdict.state if verdict else NOT_GRADED for verdict in here)
        states[NOT_GRADED] += len(group.waiting)
        states[NOT_HANDED_IN] = len(group.absent)
        got = Counter(v.points for v in here if v and v.state != NOT_GRADED)
        counts = {state: states[state] for state in STATES}
        yield Question(grade_id, points, counts, dict(sorted(got.items())))


def _only(questions, state):
    """The questions where all who have a verdict have that one."""
    other = WRONG if state == RIGHT else RIGHT
    return tuple(q.grade_id for q in questions if q.states[state] and not q.states[other])


def _mistakes(assignment, gradings):
    made: Counter[Slip] = Counter()
    now: Counter[Slip] = Counter()
    mended: Counter[Slip] = Counter()
    words: dict[Slip, str] = {}
    for kept in gradings.values():
        ever = {slip: v.words for one in kept for v in one.verdicts if (slip := slip_of(v))}
        has = {slip for v in kept[-1].verdicts if (slip := slip_of(v))}
        made.update(ever.keys())
        now.update(has)
        mended.update(slip for slip in ever if is_mended(slip, kept))
        words |= ever
    mistakes = []
    for slip in made:
        hint = hint_of(assignment, slip, words[slip])
        mistakes.append(Mistake(*slip, hint, made[slip], now[slip], mended[slip]))
    return tuple(sorted(mistakes, key=lambda one: (-one.made, one.answer, one.name)))


def slip_of(verdict: Verdict) -> Slip | None:
    """The answer and the name of the known mistake, if the verdict names one."""
    return (verdict.answer, verdict.misconception) if verdict.misconception else None


def is_mended(slip: Slip, kept: list[Grading]) -> bool:
    """Was it there in an earlier submission, and is that answer right in the latest?"""
    before = any(slip_of(verdict) == slip for one in kept[:-1] for verdict in one.verdicts)
    return before and is_right(slip[0], kept[-1])


def is_right(answer: str, grading: Grading) -> bool:
    """Are all parts of an answer right?"""
    states = [verdict.state for verdict in grading.verdicts if verdict.answer == answer]
    return bool(states) and set(states) == {RIGHT}


def hint_of(assignment: Assignment | None, slip: Slip, words: str = "") -> str:
    """The hint for a mistake; where a task of another year has its own, the one that was said."""
    hints = [one.hint for one in _known_slips(assignment, slip[0]) if one.name == slip[1]]
    said = " ".join(words.split())
    return next((hint for hint in hints if " ".join(hint.split()) in said), "".join(hints[:1]))


def _known_slips(assignment: Assignment | None, name: str) -> Iterable[Misconception]:
    if not assignment:
        return
    answers: list[Answer] = [*assignment.answers.values()]
    for varied in assignment.variants.values():
        answers += varied
    for answer in answers:
        if answer.name == name:
            yield from answer.misconceptions


def _stuck(group):
    rows = [
        Stuck(group.names[student], verdict.grade_id, _times(verdict, kept), what(verdict))
        for student, kept in group.gradings.items()
        for verdict in kept[-1].verdicts
        if verdict.state == WRONG
    ]
    return tuple(sorted(rows, key=lambda row: -row.times))


def _times(verdict, kept):
    """How many submissions on end, the latest last, have the question wrong."""
    times = 0
    for grading in reversed(kept):
        states = [v.state for v in grading.verdicts if v.grade_id == verdict.grade_id]
        if states != [WRONG]:
            break
        times += 1
    return times


def what(verdict: Verdict) -> str:
    """What is wrong, short: the known mistake, what mending found, or what the check said first."""
    paragraphs = [" ".join(part.split()) for part in verdict.words.split("\n\n")]
    after_heading = next(iter(paragraphs[1:]), paragraphs[0])
    return verdict.misconception or " ".join(verdict.line.split()) or after_heading

"""What an edited copy of an answer has to do, and how far it does it."""

from dataclasses import dataclass, replace
from functools import cache
from numbers import Real

import numpy as np

from course.checks.answers import Answer, Case, Part
from course.checks.faults import Crashed, FaultOfACall
from course.checks.judge import Tried, first_fault, known_outcome, tried
from course.checks.mending.guards import Clock, TooLong
from course.checks.mending.source import Source

OTHER_SEEDS = (777, 4242)  # an edit that mends has to mend there too
WHOLE, PARTLY, NOT = 2, 1, 0  # how far an edit mends


@dataclass(frozen=True)
class Aim:
    """What is asked of an answer, output by output: what is wrong first, then what is right.

    An edit mends a part of it that makes `wrong` right and leaves `right` so, and the whole if the
    `others` are right as well.
    """

    answer: Answer
    seed: int
    wrong: Part
    right: tuple[Part, ...]
    others: tuple[Part, ...]
    fine: tuple[Case, ...]
    error: str  # what the error said that ended the call, if one did


def aim(read: Source, answer: Answer, seed: int, clock: Clock) -> Aim | None:
    """What an edit has to reach; None if the answer, run anew, does something else."""
    outcomes = tried(read.copy(clock), answer, seed)
    longest = _longest(outcomes, answer, clock)  # before a case has been asked for
    faults = {part: first_fault(outcomes, answer, part, seed, {}) for part in _pieces(answer)}
    clock.allow(len(answer.cases) * (1 + len(OTHER_SEEDS)) * longest)
    wrong = [(part, fault) for part, fault in faults.items() if fault]
    if not wrong:
        return None
    (first, fault), *others = wrong
    if not isinstance(fault, FaultOfACall):
        return None
    case = fault.call.case  # what fails is tried first
    first = replace(first, cases=(case, *(one for one in first.tried if one != case)))
    right = tuple(part for part, fault in faults.items() if not fault)
    error = str(fault.error) if isinstance(fault, Crashed) else ""
    fine = tuple(case for case in answer.cases if _is_fine(outcomes, answer, case, seed))
    return Aim(answer, seed, first, right, tuple(part for part, _ in others), fine, error)


def _is_fine(outcomes, answer, case, seed):
    """Is all right on a case, which no mend of a part may then end with an error?"""
    alone = Part(case.name, points=0, outputs=answer.outputs, cases=(case,), twins=False)
    return not case.refused and first_fault(outcomes, answer, alone, seed, {}) is None


def _longest(outcomes, answer, clock):
    """The longest time of a case."""
    took = []
    for case in answer.cases:
        began = clock.now()
        outcomes(case)
        took.append(clock.now() - began)
    return max(took)


def _pieces(answer):
    """The parts, each with one output at a time; a part that asks for refusals has none."""
    return [
        replace(part, outputs=outputs) for part in answer.parts for outputs in _apart(answer, part)
    ]


def _apart(answer, part):
    """The outputs by themselves, but for those that tell of one number: none is right alone."""
    if not part.outputs or (answer.unpack is not None and _is_one_number(answer)):
        return [part.outputs]
    return [(name,) for name in part.outputs]


@cache
def _is_one_number(answer):
    """Does the right answer return one?"""
    case = next(case for case in answer.cases if not case.refused)
    return isinstance(answer.reference(*case.draw(np.random.default_rng(1))), Real)


def mends(read: Source, wanted: Aim, clock: Clock, edited: str) -> int:
    """How far the answer is mended, as the tree of the function `edited` stands now."""
    clock.begin_copy()
    try:
        copy = read.copy(clock, edited)
        outcomes = tried(copy, wanted.answer, wanted.seed)
        kept = (wanted.wrong, *wanted.right)
        if not all(_right(outcomes, wanted, part, wanted.seed) for part in kept):
            return NOT
        whole = all(_right(outcomes, wanted, part, wanted.seed) for part in wanted.others)
        if not whole and any(outcomes(case).error for case in wanted.fine):
            return NOT
        asked = (*kept, *wanted.others) if whole else kept
        for seed in OTHER_SEEDS:
            _work_out(wanted.answer, asked, seed, clock)
            outcomes = tried(copy, wanted.answer, seed)
            if not all(_right(outcomes, wanted, part, seed) for part in asked):
                return NOT
        return WHOLE if whole else PARTLY
    except (TooLong, SystemExit):  # by `exit()`, say
        return NOT
    except Exception:  # an edit that Python can't compile
        return NOT


def _work_out(answer, parts, seed, clock):
    """What is right on the cases of the parts: known from then on, and not out of a copy's time."""
    for case in {case for part in parts for case in part.tried if not case.refused}:
        if clock.is_over:
            raise TooLong
        known_outcome(answer.reference, answer, case, seed)
    clock.begin_copy()


def _right(outcomes: Tried, wanted: Aim, part: Part, seed: int) -> bool:
    return first_fault(outcomes, wanted.answer, part, seed, {}) is None

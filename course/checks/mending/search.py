"""Try small edits of a learner's own code until one makes every part right: it stands there."""

import ast
import itertools
from collections.abc import Generator, Iterator
from dataclasses import dataclass

from course.checks.answers import Answer
from course.checks.mending.edits import Edit, name_of, swapped
from course.checks.mending.guards import Clock, TooLong
from course.checks.mending.kinds import KINDS
from course.checks.mending.source import Source
from course.checks.mending.trial import NOT, PARTLY, WHOLE, Aim, aim, mends


@dataclass(frozen=True)
class Finding:
    """Where a mistake stands: the function, the line of its cell, and the edit that mends it.

    `other` is the line of a second one, if it takes two edits; with `rest` there is more to mend.
    """

    function: str
    number: int
    edit: Edit
    other: int | None = None
    rest: bool = False


IDLE = -1  # an edit that mends by closing one of two ways
Search = Generator[None, None, list[Finding]]


def search(read: Source, answer: Answer, seed: int, seconds: float) -> Search:
    """The lines on which one edit mends the answer: mostly one, none where no edit does.

    Of edits that mend, those of the lowest rank count. Where none mends the whole, two may, or one
    that mends what failed first and breaks nothing. It yields after each copy, for others to have
    their turn, and ends after `seconds`.
    """
    clock = Clock(seconds, read.now)
    try:
        wanted = aim(read, answer, seed, clock)
    except TooLong:
        return []
    if wanted is None:
        return []
    aside: dict[int, list[Finding]] = {PARTLY: [], IDLE: []}
    for _, edits in itertools.groupby(_ranked(read, wanted), key=lambda one: one[1].kind.rank):
        whole = yield from _mending(read, wanted, clock, edits, aside)
        if whole or clock.is_over:
            return whole
    if aside[IDLE]:  # one edit would do, so there are no two mistakes
        return []
    return (yield from _pair(read, wanted, clock)) or _of_lowest_rank(aside[PARTLY])


def _mending(read, wanted, clock, edits, aside):
    """Those of the edits that mend the whole; what mends a part, or is idle, is put `aside`."""
    whole: list[Finding] = []
    for name, edit in edits:
        if clock.is_over:
            break
        with edit.made():
            far = mends(read, wanted, clock, name)
        if far == WHOLE and _is_idle(read, wanted, clock, name, edit):
            far = IDLE
        if far != NOT:
            found = whole if far == WHOLE else aside[far]
            found.append(Finding(name, edit.node.lineno, edit, rest=far == PARTLY))
        yield
    return whole


def _is_idle(read, wanted, clock, name, edit):
    """Is all right, too, if the question that was edited always has the same answer?

    Then the edit mends because one of two ways is never taken, and the mistake is on that way.
    """
    for slot in read.functions[name].of(ast.Compare):
        if any(node is edit.node for node in ast.walk(slot.node)):
            left = slot.node.left
            for always in _with_a_way_less(slot):
                with swapped((slot.put(ast.Compare(left, [always], [left])),)):
                    if mends(read, wanted, clock, name) == WHOLE:
                        return True
    return False


def _is_either_idle(read, wanted, clock, name, first, other):
    """The same of each of two edits, beside the other."""
    for edit, beside in ((first, other), (other, first)):
        with beside.made():
            if _is_idle(read, wanted, clock, name, edit):
                return True
    return False


def _with_a_way_less(slot):
    """What asks `x == x` or `x != x`, where that leaves out something that is written there."""
    if isinstance(slot.owner, ast.BoolOp):
        return (ast.Eq(),) if isinstance(slot.owner.op, ast.And) else (ast.NotEq(),)
    if isinstance(slot.owner, ast.If):
        ends = isinstance(slot.owner.body[-1], (ast.Return, ast.Raise))
        return (ast.NotEq(), ast.Eq()) if slot.owner.orelse or ends else (ast.NotEq(),)
    if isinstance(slot.owner, ast.Call) and name_of(slot.owner) != "where":
        return ()
    return (ast.NotEq(), ast.Eq()) if isinstance(slot.owner, BOTH_WAYS) else ()


BOTH_WAYS = (ast.IfExp, ast.Assign, ast.Call)


def _of_lowest_rank(found):
    lowest = min((one.edit.kind.rank for one in found), default=0)
    return [one for one in found if one.edit.kind.rank == lowest]


def _ranked(read: Source, wanted: Aim) -> Iterator[tuple[str, Edit]]:
    """Every edit of every function, the likelier kinds first."""
    kinds = [kind for kind in KINDS if kind.not_for is None or kind.not_for not in wanted.error]
    for kind in sorted(kinds, key=lambda kind: kind.rank):
        for name, function in read.functions.items():
            for edit in kind.edits(function):
                yield name, edit


def _pair(read, wanted, clock):
    """Two mistakes on two lines, of kinds that are easily made, if two edits mend the answer."""
    likely = [one for one in _ranked(read, wanted) if one[1].kind.in_pairs]
    others = [one for one in _ranked(read, wanted) if not one[1].kind.in_pairs]
    pairs = itertools.chain(itertools.combinations(likely, 2), itertools.product(likely, others))
    for (name, first), (other_name, other) in pairs:
        if clock.is_over:
            break
        if name != other_name or not _fit(first, other):
            continue
        with first.made(), other.made():
            mended = mends(read, wanted, clock, name) == WHOLE
        idle = mended and _is_either_idle(read, wanted, clock, name, first, other)
        if mended and not idle and not clock.is_over:  # too late to be sure
            one, two = sorted((first, other), key=lambda edit: edit.node.lineno)
            return [Finding(name, one.node.lineno, one, two.node.lineno)]
        yield
    return []


def _fit(first, other):
    """Are they on two lines, and does neither undo the other by changing the same field?"""
    if first.node.lineno == other.node.lineno:
        return False
    fields = [(id(swap.owner), swap.field) for edit in (first, other) for swap in edit.swaps]
    return len(set(fields)) == len(fields)

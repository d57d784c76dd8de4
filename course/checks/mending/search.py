"""Try small edits of a learner's own code until one makes every part right: it stands there."""

import itertools
from collections.abc import Generator, Iterator
from dataclasses import dataclass

from course.checks.answers import Answer
from course.checks.mending.edits import Edit
from course.checks.mending.guards import Clock, TooLong
from course.checks.mending.kinds import KINDS
from course.checks.mending.source import Source
from course.checks.mending.trial import NOT, PARTLY, WHOLE, aim, mends


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
    partly: list[Finding] = []
    for _, edits in itertools.groupby(_ranked(read), key=lambda one: one[1].kind.rank):
        whole = yield from _mending(read, wanted, clock, edits, partly)
        if whole or clock.is_over:
            return whole
    return (yield from _pair(read, wanted, clock)) or _of_lowest_rank(partly)


def _mending(read, wanted, clock, edits, partly):
    """Those of the edits that mend the whole; what mends a part is added to `partly`."""
    whole: list[Finding] = []
    for name, edit in edits:
        if clock.is_over:
            break
        with edit.made():
            far = mends(read, wanted, clock, name)
        if far != NOT:
            found = whole if far == WHOLE else partly
            found.append(Finding(name, edit.node.lineno, edit, rest=far == PARTLY))
        yield
    return whole


def _of_lowest_rank(found):
    lowest = min((one.edit.kind.rank for one in found), default=0)
    return [one for one in found if one.edit.kind.rank == lowest]


def _ranked(read: Source) -> Iterator[tuple[str, Edit]]:
    """Every edit of every function, the likelier kinds first."""
    for kind in sorted(KINDS, key=lambda kind: kind.rank):
        for name, function in read.functions.items():
            for edit in kind.edits(function):
                yield name, edit


def _pair(read, wanted, clock):
    """Two mistakes on two lines, of kinds that are easily made, if two edits mend the answer."""
    likely = [one for one in _ranked(read) if one[1].kind.in_pairs]
    others = [one for one in _ranked(read) if not one[1].kind.in_pairs]
    pairs = itertools.chain(itertools.combinations(likely, 2), itertools.product(likely, others))
    for (name, first), (other_name, other) in pairs:
        if clock.is_over:
            break
        if name != other_name or not _fit(first, other):
            continue
        with first.made(), other.made():
            mended = mends(read, wanted, clock, name) == WHOLE
        if mended:
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

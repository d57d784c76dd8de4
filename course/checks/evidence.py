"""Name a known mistake only where everything that the learner's function did speaks for it.

It has to do what the known mistake does on every case of every part, those that it passed included,
with two draws of the inputs. And that has to tell something: many mistakes return None, raise the
same error or say True each time.
"""

import functools
import math
from collections.abc import Callable

import numpy as np

from course.checks.answers import Answer, Case, Misconception
from course.checks.judge import Tried, known_outcome, tried
from course.checks.outcomes import differing, same

APART = 1000  # the second draw has the seed that comes so much later
SEED = 1  # of the draw by which is told how much a mistake's results tell
ENOUGH = 12  # bits: one chance in four thousand that another mistake does the same


def named(
    function: Callable, outcomes: Tried, answer: Answer, first: Case, seed: int
) -> Misconception | None:
    """The known mistake that the function makes, if there is one and enough speaks for it.

    `outcomes` are those of the seed, as far as they are known; `first` is the case that failed.
    """
    found = list(answer.misconceptions)
    again = tried(function, answer, seed + APART)
    for draw, did in ((seed, outcomes), (seed + APART, again)):
        for case in sorted(answer.cases, key=lambda case: case != first):
            found = [
                known
                for known in found
                if _agree(did(case), known_outcome(known.wrong, answer, case, draw), case, answer)
            ]
            if not found:
                return None
    return next((known for known in found if bits(known, answer, SEED) >= ENOUGH), None)


def _agree(did, does, case, answer):
    """Do they do the same, as far as the case shows?"""
    stopped = case.whole and (did.error or does.error)  # `-=` stops where `x = x - ...` does not
    return bool(stopped) or same(did, does, answer.outputs)


@functools.lru_cache(maxsize=2000)
def bits(known: Misconception, answer: Answer, seed: int) -> float:
    """How much the results of a known mistake tell, where they are wrong.

    A number that could have been one of k carries log2(k) bits, and so does what is said of a
    result that can't be read. None and most errors carry none. Writing into what was given, and an
    assertion, are seen for what they are. Counted no further than is `ENOUGH`.
    """
    numbers, said, wrong, told = np.zeros(0), [], [], 0.0
    for did, names in _wrong_outcomes(known, answer, seed):
        wrong.append(did)
        arrays = [did.values[name].ravel() for name in names if name in did.values]
        numbers = np.concatenate([numbers, *arrays])
        said += [did.problems[name] for name in names if name in did.problems]
        told = _bits(numbers) + _bits(said)
        if told >= ENOUGH:
            return told
    seen = any(map(_is_seen, wrong)) and all(_is_seen(did) or did.error for did in wrong)
    return float(ENOUGH) if seen else told


def _is_seen(did):
    return bool(did.changed) or isinstance(did.error, AssertionError)


def _bits(symbols):
    return len(symbols) * math.log2(max(len(np.unique(symbols)), 1))


def _wrong_outcomes(known, answer, seed):
    """Each outcome that is not right, with the outputs that are not."""
    for draw in (seed, seed + APART):
        for case in answer.cases:
            did = known_outcome(known.wrong, answer, case, draw)
            right = known_outcome(answer.reference, answer, case, draw)
            if not same(did, right, answer.outputs):
                yield did, [name for name in answer.outputs if _is_wrong(did, right, name)]


def _is_wrong(did, right, name):
    if name not in did.values or name not in right.values:
        return True
    got, expected = did.values[name], right.values[name]
    return got.shape != expected.shape or bool(differing(got, expected).any())

"""Decide whether one part of an answer is right and, if not, what to say about it first."""

import functools
import inspect
from dataclasses import dataclass

import numpy as np

from course.checks import messages
from course.checks.answers import Misconception
from course.checks.outcomes import differing, is_silent, quiet, run, same


@dataclass(frozen=True)
class Fault:
    """What is wrong with a part: the text, the known mistake behind it, or an unwritten stub."""

    text: str
    slip: Misconception | None = None
    unwritten: bool = False


FEWEST_WORDS = 15  # of an answer in words


@dataclass(frozen=True)
class Call:
    """One call of the learner's function: the name of its case, and its inputs by name."""

    case: str
    arguments: dict


def look_up(item, namespace):
    """The learner's function by its name, or the Fault that shows before it has run."""
    function = namespace.get(item.name)
    if function is None:
        return None, Fault(messages.missing(item, namespace))
    if not callable(function):
        return None, Fault(messages.not_a_function(item.name, function))
    try:
        inspect.signature(function).bind(*item.inputs)
    except TypeError:
        return None, Fault(messages.wrong_arguments(item, function))
    except ValueError:  # a function that does not tell its signature
        pass
    return function, None


def read_prediction(function, item, namespace):
    """The learner's number, or the Fault with it."""
    guess, fault = _called(function, item, namespace)
    if fault:
        return None, fault
    try:
        number = np.asarray(guess)
    except Exception:  # rows of different lengths, or an object that refuses
        return None, Fault(messages.not_a_number(item.name, guess))
    if number.size != 1 or number.dtype.kind not in "iuf" or not np.isfinite(number).all():
        return None, Fault(messages.not_a_number(item.name, guess))
    return float(number.reshape(())), None


def _called(function, item, namespace):
    """What a function without arguments returns, or the Fault that stopped it."""
    try:
        with quiet():
            return function(), None
    except NotImplementedError as error:
        return None, Fault(messages.not_written(item, error, namespace), unwritten=True)
    except Exception as error:  # whatever it is, the learner gets to hear of it
        return None, Fault(messages.stopped(error, namespace))


def read_marks(function, item, namespace):
    """The points that the learner gives to their own words, or the Fault with them."""
    returned, fault = _called(function, item, namespace)
    if fault:
        return None, fault
    if not (isinstance(returned, (tuple, list)) and len(returned) == 2):
        return None, Fault(messages.not_words_and_marks(item, returned))
    words, marks = returned
    if not isinstance(words, str) or len(words.split()) < FEWEST_WORDS:
        return None, Fault(messages.too_few_words(item, words, FEWEST_WORDS))
    if not isinstance(marks, (int, float)) or not 0 <= marks <= item.points:
        return None, Fault(messages.impossible_marks(item, marks))
    return float(marks), None  # as nbgrader can read it


def judge(function, answer, part, seed, namespace):
    """The first Fault in this part of the learner's function, or None if all is right."""
    for case, arguments in drawn(part.cases, seed):
        outcome = run(function, answer, arguments)
        if isinstance(outcome.error, NotImplementedError):
            return Fault(messages.not_written(answer, outcome.error, namespace), unwritten=True)
        call = Call(case.name, dict(zip(answer.inputs, arguments, strict=True)))
        if case.refused:
            text = _accepted(call, outcome, namespace)
        else:
            expected = known_outcome(answer.reference, answer, case, seed).values
            text = _fault(call, outcome, expected, part.outputs, namespace)
        if text:
            return Fault(text, find_slip(function, answer, part, seed))
    return None


def drawn(cases, seed):
    """Each case with its inputs: the same ones whenever asked with the same seed."""
    return [(case, _draw(case, seed)) for case in cases]


@functools.lru_cache(maxsize=1000)
def _draw(case, seed):
    return case.draw(np.random.default_rng(seed))  # `run` hands out copies


@functools.lru_cache(maxsize=10_000)
def known_outcome(function, answer, case, seed):
    """What one of our own functions, the reference or a known mistake, does on a case.

    Kept, since every check asks every known mistake. A learner's function is run each time.
    """
    return run(function, answer, _draw(case, seed))


def find_slip(function, answer, part, seed):
    """The known mistake that gives this very result on every case of the part, if there is one.

    Where several do, the rest of the answer tells them apart.
    """

    @functools.cache
    def mine(case):  # once for all slips, and not before it is needed: a case may be slow
        return run(function, answer, _draw(case, seed))

    def alike(slip, whole_or_part):
        return all(
            same(mine(case), known_outcome(slip.wrong, answer, case, seed), whole_or_part.outputs)
            for case in whole_or_part.cases
        )

    slips = [slip for slip in answer.misconceptions if alike(slip, part)]
    if len(slips) > 1:
        slips = [slip for slip in slips if alike(slip, answer)] or slips
    return slips[0] if slips else None


def _accepted(call, outcome, namespace):
    """What is wrong when inputs that make no sense are not refused with a ValueError."""
    if outcome.error is None:
        return messages.not_refused(call)
    if not isinstance(outcome.error, ValueError):
        return messages.crashed(call, outcome.error, namespace)
    if is_silent(outcome.error):
        return messages.silent_refusal(call)
    return messages.changed_input(call, outcome.changed) if outcome.changed else None


def _fault(call, outcome, expected, outputs, namespace):
    """The first thing wrong with one call, in the order in which a learner can mend it."""
    if outcome.error is not None:
        return messages.crashed(call, outcome.error, namespace)
    for name in outputs:
        if name in outcome.problems:
            return messages.unreadable(call, outcome.problems[name])
        if outcome.values[name].shape != expected[name].shape:
            return messages.wrong_shape(call, name, outcome.values[name], expected[name])
    if outcome.changed:
        return messages.changed_input(call, outcome.changed)
    for name in outputs:
        wrong = differing(outcome.values[name], expected[name])
        if wrong.any():
            return messages.wrong_values(call, name, outcome.values[name], expected[name], wrong)
    return None

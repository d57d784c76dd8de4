"""Decide whether one part of an answer is right and, if not, what to say about it first."""

import difflib
import functools
import inspect
import linecache
import traceback
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from course.checks import faults
from course.checks.answers import Answer, Case, Misconception, Part, Prediction, SelfMarked
from course.checks.faults import Call, Fault, Item, Place
from course.checks.outcomes import Outcome, differing, is_silent, quiet, run, same

FEWEST_WORDS = 15  # of an answer in words

Tried = Callable[[Case], Outcome]


def look_up(item: Item, namespace: dict[str, Any]) -> tuple[Callable | None, Fault | None]:
    """The learner's function by its name, or the Fault that shows before it has run."""
    function = namespace.get(item.name)
    if function is None:
        return None, faults.Missing(item, _alike(item.name, namespace))
    if not callable(function):
        return None, faults.NotAFunction(item, function)
    try:
        inspect.signature(function).bind(*item.inputs)
    except TypeError:
        return None, faults.WrongArguments(item, function)
    except ValueError:  # a function that does not tell its signature
        pass
    return function, None


def _alike(name, namespace):
    """A function of the learner's with nearly this name."""
    functions = [key for key, value in namespace.items() if inspect.isfunction(value)]
    return next(iter(difflib.get_close_matches(name, functions, n=1, cutoff=0.8)), None)


def read_prediction(
    function: Callable, item: Prediction, namespace: dict[str, Any]
) -> tuple[float | None, Fault | None]:
    """The learner's number, or the Fault with it."""
    guess, fault = _called(function, item, namespace)
    if fault:
        return None, fault
    try:
        number = np.asarray(guess)
    except Exception:  # rows of different lengths, or an object that refuses
        return None, faults.NotANumber(item, guess)
    if number.size != 1 or number.dtype.kind not in "iuf" or not np.isfinite(number).all():
        return None, faults.NotANumber(item, guess)
    return float(number.reshape(())), None


def _called(function, item, namespace):
    """What a function without arguments returns, or the Fault that stopped it."""
    try:
        with quiet():
            return function(), None
    except NotImplementedError as error:
        return None, _unwritten(item, error, namespace)
    except Exception as error:  # whatever it is, the learner gets to hear of it
        return None, faults.Stopped(error, _place(error, namespace))


def _unwritten(item, error, namespace):
    """The stub that was met: this one, or another that it calls."""
    place = _place(error, namespace)
    other = place is not None and place.function != item.name
    return faults.Unwritten(item, place.function if other else None)


def _place(error, namespace):
    """The last Place in the learner's own code on the way to the error, if there is one."""
    for frame, number in reversed(list(traceback.walk_tb(error.__traceback__))):
        if frame.f_globals is namespace:
            line = linecache.getline(frame.f_code.co_filename, number).strip()
            return Place(frame.f_code.co_name, number, line)
    return None


def read_marks(
    function: Callable, item: SelfMarked, namespace: dict[str, Any]
) -> tuple[float | None, Fault | None]:
    """The points that the learner gives to their own words, or the Fault with them."""
    returned, fault = _called(function, item, namespace)
    if fault:
        return None, fault
    if not (isinstance(returned, (tuple, list)) and len(returned) == 2):
        return None, faults.NotWordsAndMarks(item, returned)
    words, marks = returned
    if not isinstance(words, str) or len(words.split()) < FEWEST_WORDS:
        return None, faults.TooFewWords(item, words, FEWEST_WORDS)
    if not isinstance(marks, (int, float)) or not 0 <= marks <= item.points:
        return None, faults.ImpossibleMarks(item, marks)
    return float(marks), None  # as nbgrader can read it


def judge(
    function: Callable, answer: Answer, part: Part, seed: int, namespace: dict[str, Any]
) -> Fault | None:
    """The first Fault in this part of the learner's function, or None if all is right."""
    return judge_outcomes(tried(function, answer, seed), answer, part, seed, namespace)


def tried(function: Callable, answer: Answer, seed: int) -> Tried:
    """What a function does on each case that is asked for, where it runs once, and no sooner."""
    return functools.cache(lambda case: run(function, answer, _draw(case, seed)))


def judge_outcomes(
    outcomes: Tried, answer: Answer, part: Part, seed: int, namespace: dict[str, Any]
) -> Fault | None:
    """The same as `judge`, of a function that has been tried and may be asked for more."""
    for case, arguments in drawn(part.cases, seed):
        outcome = outcomes(case)
        if isinstance(outcome.error, NotImplementedError):
            return _unwritten(answer, outcome.error, namespace)
        call = Call(case.name, dict(zip(answer.inputs, arguments, strict=True)))
        if case.refused:
            fault = _accepted(call, outcome, namespace)
        else:
            expected = known_outcome(answer.reference, answer, case, seed).values
            fault = _fault(call, outcome, expected, part.outputs, namespace)
        if fault:
            return replace(fault, misconception=find_misconception(outcomes, answer, part, seed))
    return None


def drawn(cases: Iterable[Case], seed: int) -> list[tuple[Case, tuple]]:
    """Each case with its inputs: the same ones whenever asked with the same seed."""
    return [(case, _draw(case, seed)) for case in cases]


@functools.lru_cache(maxsize=1000)
def _draw(case, seed):
    return case.draw(np.random.default_rng(seed))  # `run` hands out copies


@functools.lru_cache(maxsize=10_000)
def known_outcome(function: Callable, answer: Answer, case: Case, seed: int) -> Outcome:
    """What one of our own functions, the reference or a known mistake, does on a case.

    Kept, since every check asks every known mistake. A learner's function is run each time.
    """
    return run(function, answer, _draw(case, seed))


def find_misconception(
    outcomes: Tried, answer: Answer, part: Part, seed: int
) -> Misconception | None:
    """The known mistake that gives this very result on every case of the part, if there is one.

    Where several do, the rest of the answer tells them apart.
    """

    def alike(known, whole_or_part):
        return all(
            same(
                outcomes(case),
                known_outcome(known.wrong, answer, case, seed),
                whole_or_part.outputs,
            )
            for case in whole_or_part.cases
        )

    found = [known for known in answer.misconceptions if alike(known, part)]
    if len(found) > 1:
        found = [known for known in found if alike(known, answer)] or found
    return found[0] if found else None


def _accepted(call, outcome, namespace):
    """What is wrong when inputs that make no sense are not refused with a ValueError."""
    if outcome.error is None:
        return faults.NotRefused(call)
    if not isinstance(outcome.error, ValueError):
        return faults.Crashed(call, outcome.error, _place(outcome.error, namespace))
    if is_silent(outcome.error):
        return faults.SilentRefusal(call)
    return faults.ChangedInput(call, outcome.changed) if outcome.changed else None


def _fault(call, outcome, expected, outputs, namespace):
    """The first thing wrong with one call, in the order in which a learner can mend it."""
    if outcome.error is not None:
        return faults.Crashed(call, outcome.error, _place(outcome.error, namespace))
    for name in outputs:
        if name in outcome.problems:
            return faults.Unreadable(call, outcome.problems[name])
        if outcome.values[name].shape != expected[name].shape:
            return faults.WrongShape(call, name, outcome.values[name], expected[name])
    if outcome.changed:
        return faults.ChangedInput(call, outcome.changed)
    for name in outputs:
        wrong = differing(outcome.values[name], expected[name])
        if wrong.any():
            return faults.WrongValues(call, name, outcome.values[name], expected[name], wrong)
    return None

"""Decide whether one part of an answer is right and, if not, what to say about it first."""

import difflib
import functools
import inspect
import itertools
from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import Any

import numpy as np

from course.checks import faults
from course.checks.answers import Answer, Case, Part, Prediction, SelfMarked
from course.checks.around import quiet
from course.checks.faults import Call, Fault, Item
from course.checks.outcomes import ROUGH, RTOL, Outcome, differing, generators, is_silent, run
from course.checks.places import place

MOST_OUTPUTS = 4  # whose order is worth trying
FEWEST_WORDS = 15  # of an answer in words
ALIKE = 0.8  # of 1, for a name that is meant

Tried = Callable[[Case], Outcome]


def look_up(
    item: Item, namespace: dict[str, Any], others: Collection[str]
) -> tuple[Callable | None, Fault | None]:
    """The learner's function by its name, or the Fault that shows before it has run.

    The `others` are names that mean something else, and no misspelt one.
    """
    function = namespace.get(item.name)
    if function is None:
        return None, faults.Missing(item, _alike(item.name, namespace, others))
    if not callable(function):
        return None, faults.NotAFunction(item, function)
    try:
        inspect.signature(function).bind(*item.inputs)
    except TypeError:
        return None, faults.WrongArguments(item, function)
    except ValueError:  # a function that does not tell its signature
        pass
    return function, None


def _alike(name, namespace, others):
    """A function of the learner's with nearly this name."""
    functions = [key for key, value in namespace.items() if inspect.isfunction(value)]
    functions = [key for key in functions if key not in others]
    return next(iter(difflib.get_close_matches(name, functions, n=1, cutoff=ALIKE)), None)


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
        return None, faults.Stopped(error, place(error, namespace))


def _unwritten(item, error, namespace):
    """The stub that was met: this one, or another that it calls."""
    met = place(error, namespace)
    return faults.Unwritten(item, met.function if met and met.function != item.name else None)


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
    return first_fault(tried(function, answer, seed), answer, part, seed, namespace)


def tried(function: Callable, answer: Answer, seed: int) -> Tried:
    """What a function does on each case that is asked for, where it runs once, and no sooner.

    A function that runs behind a wall brings along what it did since code was run there.
    """
    known: dict[tuple, Outcome] = getattr(function, "course_known", dict)()

    def outcome(case):
        key = answer.name, case, seed
        if key not in known:
            known[key] = run(function, answer, _draw(case, seed))
        return known[key]

    return outcome


def first_fault(
    outcomes: Tried, answer: Answer, part: Part, seed: int, namespace: dict[str, Any]
) -> Fault | None:
    """The same as `judge`, of a function that has been tried and may be asked for more."""
    for case, arguments in drawn(part.tried, seed):
        outcome = outcomes(case)
        if isinstance(outcome.error, NotImplementedError):
            return _unwritten(answer, outcome.error, namespace)
        if case.whole and outcome.error:
            continue
        call = Call(case, dict(zip(answer.inputs, arguments, strict=True)))
        if case.refused:
            fault = _accepted(call, outcome, namespace)
        else:
            expected = known_outcome(answer.reference, answer, case, seed)
            other = _other_order(answer, outcome, expected, part.outputs)
            fault = faults.WrongOrder(call, answer.outputs, other) if other else None
            fault = fault or _fault(call, outcome, expected, part.outputs, namespace)
        if fault:
            return fault
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


def _accepted(call, outcome, namespace):
    """What is wrong when inputs that make no sense are not refused with a ValueError."""
    error = outcome.error
    if error is None:
        return faults.NotRefused(call)
    if not isinstance(error, ValueError):
        return faults.RefusedOtherwise(call, error, place(error, namespace))
    if is_silent(error):
        return faults.SilentRefusal(call)
    missing = [word for word in call.case.says if word not in str(error)]
    if missing:
        return faults.RefusedWithout(call, error, missing)
    return faults.ChangedInput(call, tuple(outcome.changed)) if outcome.changed else None


def _fault(call, outcome, expected, outputs, namespace):
    """The first thing wrong with one call, in the order in which a learner can mend it."""
    if outcome.error is not None:
        return faults.Crashed(call, outcome.error, place(outcome.error, namespace))
    for name in outputs:
        if name in outcome.problems:
            return faults.Unreadable(call, outcome.problems[name])
        if outcome.values[name].shape != expected.values[name].shape:
            return faults.WrongShape(call, name, outcome.values[name], expected.values[name])
    if outcome.changed:
        return faults.ChangedInput(call, tuple(outcome.changed))
    for name in outputs:
        wrong = _wrong(outcome, expected, name)
        if wrong.any():
            got, right = outcome.values[name], expected.values[name]
            return faults.WrongValues(call, name, got, right, wrong)
    if outcome.drawn == expected.drawn:
        return None
    return faults.DrewOtherwise(call, outcome.drawn == generators(call.arguments.values()))


def _wrong(outcome, expected, name):
    rtol = ROUGH if name in outcome.rough else RTOL
    return differing(outcome.values[name], expected.values[name], rtol)


def _other_order(answer, outcome, expected, asked):
    """The order in which the outputs came, if all are right and those asked for are misplaced."""
    names = answer.outputs
    by_place = not answer.keyed and answer.unpack is None and 1 < len(names) <= MOST_OUTPUTS
    if not by_place or len(outcome.values) < len(names):
        return None
    differs = partial(_differs, outcome, expected)
    if not any(map(differs, asked, asked)):
        return None
    orders = (
        order for order in itertools.permutations(names) if not any(map(differs, names, order))
    )
    return next(orders, None)


def _differs(outcome, expected, name, other):
    got, right = outcome.values[name], expected.values[other]
    return got.shape != right.shape or bool(differing(got, right).any())

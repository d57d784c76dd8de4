"""Call a function on inputs, safely, and compare what came of it with what should have.

The function gets copies, so damage does not reach the next case. Warnings and stderr are
kept quiet, because nbgrader takes a single line on stderr for a failure. Results are turned
into plain float64 arrays before anything is compared: an object that calls itself equal to
everything gains nothing by it.
"""

import copy
import functools
import numbers
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course.checks.answers import Answer
from course.checks.around import pot_watched, quiet, solved_with_numbers, with_an_end
from course.checks.show import POT, kind

RTOL = 1e-9  # of the largest entry: room for another order of summation, not for another formula
ROUGH = 2e-6  # the same for single precision, which has seven digits

NESTS = (list, tuple, dict)
DEEPEST, MOST = 64, 300_000  # lists inside lists, and what they hold: more has no end
MANY = 3  # things that are returned together and still told one by one
CONTENTS = {"U": "text", "S": "text", "c": "complex numbers"}


@dataclass(frozen=True)
class Outcome:
    """What one call did.

    `values` holds each output that could be read, `problems` says why another could not,
    `error` is the exception that ended the call, `changed` tells of each input that it altered how
    it did. `drawn` is where the generators stand that it was given, and `rough` names outputs in
    single precision.
    """

    values: dict[str, np.ndarray] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    error: Exception | None = None
    changed: dict[str, Any] = field(default_factory=dict)
    drawn: tuple[str, ...] = ()
    rough: tuple[str, ...] = ()


def run(function: Callable, answer: Answer, arguments: tuple) -> Outcome:
    """Call `function` with copies of the arguments and read its outputs: an Outcome."""
    given = [_copy(value) for value in arguments]
    # A function that runs behind a wall brings along how the random state is watched there.
    watched = getattr(function, "course_pot", pot_watched)
    with quiet(), solved_with_numbers(), with_an_end(), watched() as touched:
        try:
            returned = function(*given)
        except Exception as error:  # whatever it is, the learner gets to hear of it
            return Outcome(error=error, changed=_changed(answer, arguments, given) | _pot(touched))
        values, problems, rough = _read(returned, answer)
        changed = _changed(answer, arguments, given) | _pot(touched)
    return Outcome(values, problems, None, changed, generators(given), rough)


def _pot(touched):
    return {POT: None} if touched() else {}


def generators(arguments: Iterable) -> tuple[str, ...]:
    """Where each generator among them stands."""
    found = [one for one in arguments if isinstance(one, np.random.Generator)]
    return tuple(str(one.bit_generator.state) for one in found)


def same(one: Outcome, other: Outcome, outputs: Iterable[str]) -> bool:
    """Did two calls come to the same, as far as these outputs show?"""
    if type(one.error) is not type(other.error) or one.drawn != other.drawn:
        return False
    if [*one.changed] != [*other.changed] or not _alike(one.changed, other.changed):
        return False
    if is_silent(one.error) != is_silent(other.error):
        return False
    return all(_same_output(one, other, name) for name in outputs)


def is_silent(error: Exception | None) -> bool:
    """Does an exception say nothing?"""
    return str(error or "").strip() in ("", "None")


def differing(got: np.ndarray, expected: np.ndarray, rtol: float = RTOL) -> np.ndarray:
    """Where two arrays of one shape differ, as an array of booleans. NaN equals NaN."""
    same = got == expected
    if same.all():  # as most are
        return ~same
    finite = np.abs(expected[np.isfinite(expected)])
    room = rtol * finite.max(initial=0.0)
    with np.errstate(invalid="ignore"):  # infinity minus infinity
        near = np.abs(got - expected) <= room
    return ~(near | same | (np.isnan(got) & np.isnan(expected)))


def _same_output(one, other, name):
    if name in one.values and name in other.values:
        got, expected = one.values[name], other.values[name]
        return got.shape == expected.shape and not differing(got, expected).any()
    return one.problems.get(name) == other.problems.get(name)


def _copy(value):
    """A copy that the learner's code may spoil; functions are shared."""
    return value if callable(value) else copy.deepcopy(value)


def _changed(answer, before, after):
    """The inputs that are no longer what they were, by name. A generator is there to be used."""
    changed: dict[str, Any] = {}
    for name, old, new in zip(answer.inputs, before, after, strict=True):
        if isinstance(old, dict):
            keys = [key for key in old if _altered(old[key], new.get(key))]
            keys += [key for key in new if key not in old]
            changed |= {f'{name}["{key}"]': _moved(old.get(key), new.get(key)) for key in keys}
        elif _altered(old, new):
            changed[name] = _moved(old, new)
    return changed


def _altered(old, new):
    """A nudge up and back down may leave a rounding error behind; that is no damage."""
    if isinstance(old, (list, tuple, dict)):
        if type(new) is not type(old) or _keys(new) != _keys(old):
            return True
        return any(_altered(old[key], new[key]) for key in _keys(old))
    if isinstance(old, (bool, int, float, str)):
        if type(new) is not type(old) or not isinstance(old, float):
            return type(new) is not type(old) or new != old
        return bool(differing(np.array(new), np.array(old)))
    if not isinstance(old, np.ndarray):
        return False
    if not isinstance(new, np.ndarray) or new.shape != old.shape:
        return True
    if np.array_equal(new, old):  # as mostly
        return False
    return new.dtype.kind not in "biuf" or bool(differing(new, old).any())


def _moved(old, new):
    """The direction in which an array was moved; of anything else, what it has become.

    How far somebody steps in place, or nudges and does not nudge back, makes no other mistake.
    """
    arrays = isinstance(old, np.ndarray) and isinstance(new, np.ndarray)
    if not arrays or old.shape != new.shape or new.dtype.kind not in "iuf":
        return new
    way = new.astype(np.float64) - old
    length = np.abs(way).max(initial=0.0)
    return way / length if 0 < length < np.inf else new


def _alike(one, other):
    """Do changed inputs hold the same? Under which word a record keeps a number does not matter."""
    if isinstance(one, NESTS) or isinstance(other, NESTS):
        if type(one) is not type(other) or len(one) != len(other):
            return False
        return all(map(_alike, _inside(one), _inside(other)))
    one, other = _numbers(one), _numbers(other)
    if one is None or other is None:
        return one is other
    return one.shape == other.shape and not differing(one, other, ROUGH).any()


def _numbers(value):
    try:
        return _array("it", value)
    except Exception:  # no numbers, or an object that refuses
        return None


def _inside(value):
    return value.values() if isinstance(value, dict) else value


def _keys(value):
    return value.keys() if isinstance(value, dict) else range(len(value))


class _Unreadable(Exception):
    """An output that cannot be compared with numbers, and why."""


def _read(returned, answer):
    """Every output as a float64 array, or a sentence on why it is none; and which are rough."""
    values, problems, rough = {}, {}, []
    if isinstance(returned, NESTS) and _is_endless(returned):
        returned = _Unreadable(
            "It returned lists inside lists without end. Is a list appended to itself?"
        )
    elif answer.unpack is not None:
        returned = _unpacked(returned, answer)
    for name in answer.outputs:
        try:
            value = _pick(name, returned, answer)
            values[name] = _array(name, value)
        except _Unreadable as error:
            problems[name] = str(error)
        else:
            rough += [name] if getattr(value, "dtype", None) in (np.float32, np.float16) else []
    return values, problems, tuple(rough)


def _is_endless(value):
    """Do lists hold lists without end? NumPy would look into them until the memory is full."""
    waiting, met = [(value, 0)], 0
    while waiting:
        value, depth = waiting.pop()
        inside = list(value.values()) if isinstance(value, dict) else value
        met += len(inside)
        if depth > DEEPEST or met > MOST:
            return True
        waiting += [(one, depth + 1) for one in inside if isinstance(one, NESTS)]
    return False


def _unpacked(returned, answer):
    """What `unpack` makes of the thing that was returned, or why it can't be read."""
    try:
        return answer.unpack(returned)
    except Exception:  # not the form that was asked for
        if returned is None:
            return _Unreadable("It returned None. Did you forget `return`?")
        return _Unreadable(f"It returned {_of_what_kinds(returned)}; expected {answer.returns}.")


def _of_what_kinds(returned):
    """What was returned, in words: of a few things each, so that a wrong order shows."""
    if isinstance(returned, tuple) and 1 < len(returned) <= MANY:
        *first, last = map(kind, returned)
        return f"{len(returned)} things, {', '.join(first)} and {last}"
    return kind(returned)


def _pick(name, returned, answer):
    """One output out of what was returned."""
    if isinstance(returned, _Unreadable):
        raise returned
    if returned is None:
        raise _Unreadable("It returned None. Did you forget `return`?")
    if answer.keyed or answer.unpack is not None:
        return _pick_by_key(name, returned)
    if len(answer.outputs) == 1:
        return returned
    if type(returned) is np.ndarray and returned.ndim == 1 and _is_of_numbers(answer):
        returned = tuple(returned)  # the page shows them as a list of numbers
    return _pick_by_place(name, returned, answer.outputs)


@functools.cache
def _is_of_numbers(answer):
    """Is each of its outputs one number?"""
    case = next(case for case in answer.cases if not case.refused)
    right = answer.reference(*map(_copy, case.draw(np.random.default_rng(1))))
    return all(np.shape(one) == () for one in right)


def _pick_by_key(name, returned):
    if not isinstance(returned, dict):
        raise _Unreadable(f'It returned {kind(returned)}; expected a dictionary with "{name}".')
    if name not in returned:
        keys = ", ".join(f'"{key}"' for key in returned) or "nothing"
        raise _Unreadable(f'The dictionary holds {keys}; expected "{name}" among its keys.')
    return returned[name]


def _pick_by_place(name, returned, outputs):
    wanted = f"{len(outputs)} things, {', '.join(outputs)}"
    if not isinstance(returned, (tuple, list)):
        raise _Unreadable(f"It returned {kind(returned)}; expected {wanted}.")
    if len(returned) != len(outputs):
        raise _Unreadable(f"It returned {len(returned)} thing(s); expected {wanted}.")
    return returned[outputs.index(name)]


def _array(name, value):
    """A plain float64 array of the value's numbers, whatever the value says about itself."""
    try:
        array = np.asarray(value)
    except Exception:  # rows of different lengths, or an object that refuses
        raise _Unreadable(f"{name} is not an array. Are its rows equally long?") from None
    if array.dtype.kind == "O" and all(map(_is_real, array.flat)):
        array = array.astype(np.float64)
    if array.dtype.kind not in "biuf":
        raise _Unreadable(f"{name} is {_contents(value, array)}; expected an array of numbers.")
    return np.asarray(array, dtype=np.float64)


def _is_real(value):
    """One real number, such as a Fraction or a Decimal, which is a Number and no Real."""
    is_decimal = isinstance(value, numbers.Number) and not isinstance(value, numbers.Complex)
    return is_decimal or isinstance(value, (numbers.Real, np.bool_))


def _contents(value, array):
    """What a value without numbers is, and what it holds."""
    if isinstance(value, (np.ndarray, list, tuple)):
        return f"{kind(value)} of {CONTENTS.get(array.dtype.kind, 'things that are not numbers')}"
    return "None" if value is None else kind(value)

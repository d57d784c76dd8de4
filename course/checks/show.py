"""Values as a person would write them down: [[4, -0.5], [3, 0.5]]."""

import numbers
import textwrap
from collections.abc import Callable
from typing import Any

import numpy as np

POT = "np.random"  # how a use of NumPy's common random state is reported among changed inputs
FEW = 24  # entries that are worth printing
WIDTH = 66  # characters of a value on one line


def described(value: object) -> str:
    """A value in a few words: its numbers where they are few, otherwise what it is."""
    if isinstance(value, np.ndarray) and value.size <= FEW:
        return _nested(value)
    return shapes(value)


def shapes(value: object) -> str:
    """The shape of an array and of each one inside, a function's own words, a number itself."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, dict):
        return ", ".join(f"{key} {_inside(entry)}" for key, entry in value.items())
    if isinstance(value, (list, tuple)):
        ends = "[]" if isinstance(value, list) else "()"
        comma = "," if isinstance(value, tuple) and len(value) == 1 else ""
        return f"{ends[0]}{', '.join(_inside(entry) for entry in value)}{comma}{ends[1]}"
    if isinstance(value, np.random.Generator):
        return "a random generator"
    if isinstance(value, (bool, str, type(None))):
        return repr(value)
    if isinstance(value, numbers.Number):
        return number(value, 6)
    return value.__doc__ if callable(value) and value.__doc__ else kind(value)


def _inside(entry):
    """An entry of a list or a dictionary: an array by its shape alone, a dictionary in braces."""
    if isinstance(entry, np.ndarray):
        return str(entry.shape)
    return f"{{{shapes(entry)}}}" if isinstance(entry, dict) else shapes(entry)


def block(label: str, value: object, describe: Callable[[object], str] = described) -> str:
    """A labelled value on a line of its own, broken where it is too long: a matrix by its rows."""
    label, text = f"  {label}", describe(value)
    if len(text) <= WIDTH:
        return label + text
    margin = " " * len(label)
    if isinstance(value, np.ndarray) and value.ndim > 1:
        return label + _nested(value, separator=f",\n {margin}")
    return textwrap.fill(label + text, len(label) + WIDTH, subsequent_indent=margin)


def kind(value: object) -> str:
    """What a value is, with its article."""
    names = {str: "text", np.ndarray: "an array", dict: "a dictionary", list: "a list"}
    for known, name in names.items():
        if isinstance(value, known):
            return name
    return article(type(value).__name__)


def article(name: str) -> str:
    """A name with its article."""
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"


def apart(got: float, expected: float) -> tuple[str, str]:
    """Two unequal numbers, each with as many digits as it takes to tell them apart."""
    for digits in (4, 8, 12, 17):
        pair = number(got, digits), number(expected, digits)
        if pair[0] != pair[1]:
            break
    return pair


def number(value: Any, digits: int = 4) -> str:
    """A number as a person writes it; minus zero is zero."""
    return f"{value + 0.0:.{digits}g}"


def _nested(array, separator=", "):
    if array.ndim == 0:
        return number(array)
    return "[" + separator.join(_nested(entry) for entry in array) + "]"

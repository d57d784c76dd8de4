"""Arrays that notice a table: for answers that must do without one.

A list of a thousand numbers is small, and the table of all its slopes has a million. To find
out by memory or by the clock is slow, and never twice the same. So a check hands over a watched
list. Whatever is made of it is watched too, and the first step that makes or meets an array with
a number for every pair raises `TableBuilt`, in words.
"""

from typing import Any

import numpy as np

LONG = 200  # numbers in a watched list


class TableBuilt(AssertionError):
    """An array with a number for every pair of numbers in a watched list.

    An assertion of the check's own: it tells what was done, as no other error does.
    """


class Watched(np.ndarray):
    """A list of LONG numbers, or what was made of one. It behaves like any array."""

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
        return _looked_at(
            lambda: getattr(ufunc, method)(*_plain(inputs), **_plain(options)), inputs
        )

    def __array_function__(self, function: Any, types: Any, given: Any, options: Any) -> Any:
        return _looked_at(lambda: function(*_plain(given), **_plain(options)), given)

    def dot(self, other: Any, out: Any = None) -> Any:
        """As np.dot."""
        return np.dot(self, other, out)


def watched(values: np.ndarray) -> Watched:
    """A watched copy of a list of LONG numbers."""
    assert np.shape(values) == (LONG,)
    return np.array(values).view(Watched)


def _looked_at(work, given):
    """What the work comes to, watched again; no table may go in or come out."""
    _refuse_table(given)
    result = work()
    _refuse_table(result)
    return result.view(Watched) if isinstance(result, np.ndarray) and result.ndim else result


def _plain(value):
    """The same arrays without the watch, inside lists and dictionaries as well."""
    if isinstance(value, Watched):
        return value.view(np.ndarray)
    if isinstance(value, (list, tuple)):
        return type(value)(map(_plain, value))
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    return value


def _size(value):
    """How many numbers there are, inside lists as well."""
    if isinstance(value, np.ndarray):
        return value.size
    return sum(map(_size, value)) if isinstance(value, (list, tuple)) else 1


def _refuse_table(value):
    if _size(value) >= LONG**2:
        raise TableBuilt(
            f"a table of {LONG} by {LONG} came up in this line. {LONG} numbers go in and {LONG} "
            "come out, and you don't need a number for each pair."
        )

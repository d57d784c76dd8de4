"""Plain values over a wall: what a learner's function is given, and what it returns.

A value becomes a tree that JSON can hold, and the bytes of its arrays beside it. What comes in is
built up anew from numbers, text and arrays; nothing that runs ever crosses (no pickle). Whoever
sends too much, or lists inside lists without end, is answered with a value that has no end either.
"""

import decimal
import fractions
import itertools
import re
import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

DEEPEST, MOST = 100, 400_000  # lists inside lists, and things in all of them
MOST_BYTES = 64 * 2**20  # of arrays in one message
LONGEST = 100_000  # letters of a text
MOST_KEYS = 1000  # of a dictionary, that are no text: others can be made to look alike
MOST_LETTERS = 1_000_000  # of what one cell shows
KINDS = "biufcSU"  # of arrays whose bytes may cross
FORM = re.compile(rf"[<>|=]?[{KINDS}]\d{{1,7}}")
NUMBER = re.compile(r"[+-]?\d{1,4000}(\.\d{1,4000})?(E[+-]?\d{1,4})?|-?(NaN|Infinity)", re.I)
PAIR = re.compile(r"-?\d{1,4000}(/\d{1,4000})?")
EXACT = {fractions.Fraction: PAIR, decimal.Decimal: NUMBER}  # no longer than they are written
BASES: Any = (dict, list, tuple, str, int, float, complex)  # of classes whose values cross
ENDLESS = "endless"
ONE_BY_ONE: Any = (types.GeneratorType, zip, map, filter, enumerate, reversed)


class TooMuch(Exception):
    """A value that is too large, or too deep, to cross."""


class Foreign:
    """A thing of a kind that does not cross."""


class Numbers(Foreign):
    """A thing that gives its numbers if it is asked, or an error where there are none."""

    def __init__(self, numbers: np.ndarray | None) -> None:
        self._numbers = numbers
        self.dtype = getattr(numbers, "dtype", None)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        if self._numbers is None:
            raise ValueError("it can't be an array")
        return np.asarray(self._numbers, dtype=dtype)


class Items(Foreign):
    """A thing that gives one item after the other, once."""

    def __init__(self, items: list[Any]) -> None:
        self._items = iter(items)

    def __iter__(self) -> Iterator[Any]:
        return self._items


class Packer:
    """Values into trees; `buffers` are the bytes of the arrays, in order.

    `named` gives a function that crosses a number by which it is called back, or None.
    """

    def __init__(self, named: Callable[[Any], int | None] = lambda value: None) -> None:
        self.buffers: list[bytes] = []
        self._named = named
        self._left, self._bytes = MOST, 0

    def tree(self, value: Any) -> Any:
        """The value as a tree."""
        before = len(self.buffers), self._left, self._bytes
        try:
            return self._tree(value, 0)
        except (TooMuch, RecursionError):
            del self.buffers[before[0] :]
            _, self._left, self._bytes = before
            return [ENDLESS]

    def _tree(self, value, depth):
        self._left -= 1
        if depth > DEEPEST or self._left < 0:
            raise TooMuch
        kind = type(value)
        if value is None or kind is bool or kind is float or kind is int:
            return value if kind is not int or value.bit_length() < 4000 else ["i", hex(value)]
        if kind is str:
            return value[:LONGEST].encode("utf-8", "backslashreplace").decode()[:LONGEST]
        if kind in (list, tuple):
            return [kind.__name__, [self._tree(one, depth + 1) for one in value]]
        if kind is dict:
            if sum(type(key) is not str for key in value) > MOST_KEYS:
                raise TooMuch
            pairs = [[self._tree(part, depth + 1) for part in pair] for pair in value.items()]
            return ["dict", pairs]
        return self._rarer(value, kind, depth)

    def _rarer(self, value, kind, depth):
        if kind is np.ndarray and value.dtype.kind in KINDS:
            return ["array", value.dtype.str, list(value.shape), self._buffer(value)]
        if kind is np.ndarray and value.dtype.kind == "O":
            inside = [self._tree(one, depth + 1) for one in value.ravel()]
            return ["things", list(value.shape), inside]
        if isinstance(value, np.generic) and value.dtype.kind in KINDS:
            return ["scalar", value.dtype.str, self._buffer(np.asarray(value))]
        if kind is complex:
            return ["complex", value.real, value.imag]
        if kind in EXACT and EXACT[kind].fullmatch(text := _written(value)):
            return [kind.__name__, text]
        if isinstance(value, np.random.Generator):
            bits = bits_of(value)
            if type(bits) is np.random.PCG64:  # the state of others says where in memory to read
                return ["generator", self._tree(bits.state, depth + 1)]
        if is_watched(value):
            return ["watched", self._tree(np.array(value, subok=False), depth + 1)]
        if (number := self._named(value)) is not None:
            made = self._tree(getattr(value, "made", None), depth + 1)
            return ["function", number, getattr(value, "__doc__", None), made]
        if isinstance(value, np.dtype) and FORM.fullmatch(value.str):
            return ["dtype", value.str]
        if isinstance(value, np.ufunc) and getattr(np, name := _name(value), None) is value:
            return ["ufunc", name]
        return self._foreign(value, kind, depth)

    def _foreign(self, value, kind, depth):
        """What it is underneath, and what it would be as an array, which is what the checks ask."""
        name = kind.__name__[:200]
        for base in BASES:
            if isinstance(value, base):
                return ["named", name, self._tree(base(value), depth + 1)]
        if isinstance(value, np.ndarray):
            return self._tree(np.array(value, subok=False), depth + 1)
        if kind in ONE_BY_ONE:
            return self._items(value, name, depth)
        try:
            numbers = np.array(value, subok=False)
        except Exception:  # rows of different lengths, or an object that refuses
            return ["numbers", name, None]
        if numbers.dtype.kind not in KINDS and not numbers.ndim:
            return ["foreign", name]
        return ["numbers", name, self._tree(numbers, depth + 1)]

    def _items(self, value, name, depth):
        try:
            items = list(itertools.islice(value, MOST))
        except Exception:  # nobody could go through it
            return ["foreign", name]
        return ["items", name, self._tree(items, depth + 1)]

    def _buffer(self, array):
        data = np.ascontiguousarray(array).tobytes()
        self._bytes += len(data)
        if self._bytes > MOST_BYTES:
            raise TooMuch
        self.buffers.append(data)
        return len(self.buffers) - 1


def _written(value):
    try:
        return str(value)
    except ValueError:  # a whole number with more digits than Python writes
        return ""


def _name(ufunc: Any) -> str:
    return ufunc.__name__


def is_watched(value: Any) -> bool:
    """Is it one of the checker's watched lists? Where it is used, its class is there."""
    return isinstance(value, np.ndarray) and type(value).__name__ == "Watched"


def bits_of(generator: np.random.Generator) -> Any:
    """The generator's own source of numbers, whatever a subclass says it is."""
    return np.random.Generator.bit_generator.__get__(generator)


class Unpacker:
    """Trees into values. `called` gives the function of a number and of the words about it, and of
    how it can be made anew, None where it can't.

    ValueError for a tree that no Packer makes.
    """

    def __init__(self, buffers: list[bytes], called: Callable[..., Callable] | None = None) -> None:
        self._buffers = buffers
        self._called = called
        self._left = 2 * MOST

    def value(self, tree: Any) -> Any:
        """The value of a tree."""
        self._left -= 1
        if self._left < 0 or (isinstance(tree, str) and len(tree) > LONGEST):
            raise ValueError("too much to be sent")
        if tree is None or isinstance(tree, (bool, int, float, str)):
            return tree
        if not isinstance(tree, list) or not tree or not isinstance(tree[0], str):
            raise ValueError("no tree of a value")
        make = getattr(self, f"make_{tree[0]}", None)
        if make is None:
            raise ValueError(f"no kind of value: {tree[0][:40]!r}")
        return make(*tree[1:])

    def make_endless(self) -> Any:
        nest: list[Any] = []
        nest.append(nest)
        return nest

    def make_i(self, text: Any) -> Any:
        return int(text, 16)

    def make_list(self, inside: Any) -> Any:
        return [self.value(one) for one in inside]

    def make_tuple(self, inside: Any) -> Any:
        return tuple(self.value(one) for one in inside)

    def make_dict(self, pairs: Any) -> Any:
        if sum(not isinstance(key, str) for key, _ in pairs) > MOST_KEYS:
            raise ValueError("too many keys")
        return {self.value(key): self.value(one) for key, one in pairs}

    def make_array(self, form: Any, shape: Any, number: Any) -> Any:
        if not FORM.fullmatch(form):
            raise ValueError("no kind of array")
        return np.frombuffer(self._buffers[number], np.dtype(form)).reshape(shape).copy()

    def make_things(self, shape: Any, inside: Any) -> Any:
        array = np.empty(len(inside), dtype=object)
        array[:] = [self.value(one) for one in inside]
        return array.reshape(shape)

    def make_scalar(self, form: Any, number: Any) -> Any:
        return self.make_array(form, [], number)[()]

    def make_complex(self, real: Any, imaginary: Any) -> Any:
        return complex(real, imaginary)

    def make_Fraction(self, text: Any) -> Any:
        return fractions.Fraction(_fitting(PAIR, text))

    def make_Decimal(self, text: Any) -> Any:
        return decimal.Decimal(_fitting(NUMBER, text))

    def make_generator(self, state: Any) -> Any:
        bits = np.random.PCG64()
        bits.state = self.value(state)
        return np.random.Generator(bits)

    def make_watched(self, array: Any) -> Any:
        from course.checks.jacobians.watched import Watched

        return _plain(self.value(array), np.ndarray).view(Watched)

    def make_function(self, number: Any, words: Any, made: Any) -> Any:
        assert self._called
        return self._called(number, words if isinstance(words, str) else None, self.value(made))

    def make_named(self, name: Any, tree: Any) -> Any:
        value = _plain(self.value(tree), *BASES)
        return _class(name, type(value))(value)

    def make_numbers(self, name: Any, tree: Any) -> Any:
        return _class(name, Numbers)(_plain(self.value(tree), np.ndarray, type(None)))

    def make_dtype(self, form: Any) -> Any:
        return np.dtype(_fitting(FORM, form))

    def make_ufunc(self, name: Any) -> Any:
        return _plain(getattr(np, name), np.ufunc)

    def make_items(self, name: Any, tree: Any) -> Any:
        return _class(name, Items)(_plain(self.value(tree), list))

    def make_foreign(self, name: Any) -> Any:
        return _class(name, Foreign)()


def _class(name, base):
    return types.new_class(name[:200] or "thing", (base,))


def _plain(value, *kinds):
    """The value, if it is of just one of these kinds."""
    if type(value) not in kinds:
        raise ValueError("no value of that kind")
    return value


def _fitting(form, text):
    """The text of a number that is no shorter than the number."""
    if not form.fullmatch(text):
        raise ValueError("no number")
    return text

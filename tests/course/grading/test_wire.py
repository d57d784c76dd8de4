"""Values over the wall: what goes over comes out the same, and nothing but values comes out."""

import collections
import decimal
import fractions
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from course.checks import show
from course.grading.inside.wire import Packer, Unpacker


def over(value):
    """A value that has gone over the wall."""
    packer = Packer()
    tree = json.loads(json.dumps(packer.tree(value)))
    return Unpacker(packer.buffers).value(tree)


def same(one, other):
    """The same values of the same types, to the last bit."""
    if type(one) is not type(other):
        return False
    if isinstance(one, (np.ndarray, np.generic)):
        return (
            one.dtype == other.dtype
            and one.shape == other.shape
            and one.tobytes() == other.tobytes()
        )
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return same(list(one.items()), list(other.items()))
    return repr(one) == repr(other)


NUMBERS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.complex_numbers(),
    st.fractions(),
    st.decimals(allow_nan=False),
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ARRAYS = arrays.arrays(
    st.sampled_from(["f8", "f4", "i8", "i1", "u4", "?", "c16", "U5", "S3", ">f8"]),
    arrays.array_shapes(min_dims=0, min_side=0, max_side=4),
)
KEYS = st.one_of(TEXT, st.integers(), st.tuples(st.integers(), TEXT))
VALUES = st.recursive(
    st.one_of(NUMBERS, TEXT, ARRAYS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.tuples(inner, inner),
        st.dictionaries(KEYS, inner, max_size=4),
    ),
    max_leaves=12,
)


@given(VALUES)
def test_plain_values_come_out_the_same(value):
    """Numbers, text, arrays, and lists and dictionaries of them, to the last bit."""
    assert same(over(value), value)


def test_a_generator_goes_on_where_it_stood():
    """NumPy's usual source; the state of others says where in memory to read."""
    rng = np.random.default_rng(7)
    rng.normal(size=3)
    assert over(rng).normal(size=5).tolist() == rng.normal(size=5).tolist()
    assert not hasattr(over(np.random.Generator(np.random.MT19937(7))), "normal")


Point = collections.namedtuple("Point", "x y")


class Grid(np.ndarray):
    """A learner's own kind of array."""


FOREIGN = {
    "a table": (pd.DataFrame({"a": [1.5, 2]}), [[1.5], [2.0]]),
    "a column": (pd.Series([1, 2]), [1, 2]),
    "a matrix": (np.arange(4).reshape(2, 2).view(Grid), [[0, 1], [2, 3]]),
    "a range": (range(3), [0, 1, 2]),
    "a named tuple": (Point(1, 2), [1, 2]),
    "fractions": (np.array([fractions.Fraction(1, 3)]), [fractions.Fraction(1, 3)]),
    "decimals": ([decimal.Decimal("0.1")], [decimal.Decimal("0.1")]),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_other_kinds_come_out_as_their_numbers(name):
    """And are called what they are called here."""
    value, numbers = FOREIGN[name]
    there = over(value)
    assert np.asarray(there).tolist() == numbers
    assert show.kind(there) == show.kind(value)


@pytest.mark.parametrize("value", [{1, 2}, print, int, b"x", iter([1]), collections.OrderedDict])
def test_what_has_no_numbers_comes_out_as_its_name(value):
    """A check says what kind of thing it was given, and no more is known of it."""
    there = over(value)
    assert show.kind(there) == show.kind(value)
    with pytest.raises((TypeError, ValueError)):
        np.asarray(there, dtype=float)


def test_dictionaries_of_other_kinds_are_dictionaries():
    """A Counter, a defaultdict: what they hold comes along."""
    there = over(collections.Counter("aab"))
    assert isinstance(there, dict) and dict(there) == {"a": 2, "b": 1}


def endless():
    """A list in itself."""
    nest = []
    nest.append(nest)
    return nest


@pytest.mark.parametrize("value", [endless(), [0] * 500_000, np.zeros(10**8, np.int8)])
def test_too_much_comes_out_without_an_end(value):
    """The check then says what it says of lists without an end."""
    there = over(value)
    assert there[0] is there


class Shy:
    """An object that says no to everything."""

    def __array__(self, *arguments, **settings):
        raise RuntimeError("no")

    def __eq__(self, other):
        return True

    __hash__ = None


def test_an_object_of_a_learners_own_is_no_value():
    """Neither its claims nor its code cross."""
    there = over(Shy())
    assert type(there).__name__ == "Shy" and there != 1
    with pytest.raises(ValueError):
        np.asarray(there)


HOSTILE = [
    ["value", 1],
    ["array", "O", [1], 0],
    ["array", "|V8", [1], 0],
    ["array", "f8", [10**9, 10**9], 0],
    ["array", "f8", [1], 7],
    ["dict", [[["list", []], 1]]],
    ["generator", "eval", 1],
    ["named", "x" * 9, ["foreign", "y"]],
    ["scalar", "f8"],
    [],
    [[1]],
    {"a": 1},
]


@pytest.mark.parametrize("tree", HOSTILE, ids=str)
def test_a_tree_that_no_value_makes_is_refused(tree):
    """By an error that whoever asked can catch, and by nothing worse."""
    with pytest.raises(Exception) as caught:
        Unpacker([b"12345678"]).value(tree)
    assert not isinstance(caught.value, (MemoryError, SystemError))

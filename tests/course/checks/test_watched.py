"""A watched list behaves like any array, until a table of every pair comes up."""

import copy

import numpy as np
import pytest

from course.checks.jacobians.watched import LONG, TableBuilt, Watched, watched

RNG = np.random.default_rng(3)
P, V = RNG.normal(size=(2, LONG))
TABLE = RNG.normal(size=(LONG, LONG))

FINE = {
    "a product": lambda p, v: p * v,
    "a mask": lambda p, v: v * (p > 0),
    "where": lambda p, v: np.where(p > 0, v, 0),
    "a sum": lambda p, v: np.sum(p * v),
    "a list by a list": lambda p, v: p * (v @ p),
    "dot": lambda p, v: p * v.dot(p),
    "dot, written into": lambda p, v: p * v.dot(p, out=np.zeros(())),
    "einsum": lambda p, v: np.einsum("i,i->", p, v),
    "a mean with weights": lambda p, v: np.average(v, weights=np.abs(p)),
    "as a row": lambda p, v: (p[None] * v[None])[0],
    "a list of numbers": lambda p, v: [a * b for a, b in zip(p, v, strict=True)],
    "with a narrow table": lambda p, v: (p * TABLE[:3]) @ v,
    "several in a list": lambda p, v: np.stack([p, v]),
    "written into": lambda p, v: np.multiply(p, v, out=np.zeros(LONG)),
}
TABLES = {
    "diag": lambda p, v: np.diag(p),
    "diag of a mask": lambda p, v: np.diag((p > 0) * 1.0),
    "diag of what where gives": lambda p, v: np.diag(np.where(p > 0, 1, 0)),
    "outer": lambda p, v: np.outer(p, p),
    "a ufunc's outer": lambda p, v: np.multiply.outer(p, p),
    "stretched": lambda p, v: p[:, None] * p,
    "eye": lambda p, v: np.eye(len(p)) * p,
    "stacked": lambda p, v: np.stack([p] * LONG),
    "met from the left": lambda p, v: v @ TABLE,
    "met from the right": lambda p, v: TABLE @ v,
    "dot": lambda p, v: v.dot(TABLE),
    "np.dot": lambda p, v: np.dot(TABLE, v),
    "einsum": lambda p, v: np.einsum("i,ij->j", v, TABLE),
    "lists of lists": lambda p, v: v @ TABLE.tolist(),
    "of what was made of it": lambda p, v: np.abs(p - v.mean()) @ TABLE,
}


@pytest.mark.parametrize("work", FINE.values(), ids=FINE)
def test_what_makes_no_table_gives_what_arrays_give(work):
    """The same values as with plain arrays."""
    np.testing.assert_array_equal(work(watched(P), watched(V)), work(P, V))


@pytest.mark.parametrize("work", TABLES.values(), ids=TABLES)
def test_a_table_is_noticed_whether_made_or_met(work):
    """It stops there, in words; plain arrays don't."""
    work(P, V)
    with pytest.raises(TableBuilt, match=f"a table of {LONG} by {LONG} came up in this line"):
        work(watched(P), watched(V))


def test_a_copy_is_watched_and_the_original_is_left_alone():
    """As a check copies its inputs; and what a learner writes into does not reach the caller's."""
    values = P.copy()
    once = watched(values)
    again = copy.deepcopy(once)
    again -= 1
    assert isinstance(again, Watched) and not isinstance(values, Watched)
    np.testing.assert_array_equal(once, values)
    with pytest.raises(TableBuilt):
        np.diag(again)


def test_only_lists_of_that_length_are_watched():
    """Another length would never come up to a table."""
    with pytest.raises(AssertionError):
        watched(P[1:])

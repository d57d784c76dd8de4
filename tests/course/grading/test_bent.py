"""A function that the jail makes anew is the grader's to the last bit, and asks nobody."""

import numpy as np
import pytest

from course.checks.bent import MAKERS, bent, squares
from course.grading.guest import Guest
from course.grading.jail import Limits, Nursery
from course.grading.stand_ins import stand_in

CELL = """
import numpy as np

def called(f, x):
    return f(x)

def itself(f):
    return f

def told(f):
    return f.__doc__
"""


@pytest.fixture(scope="module")
def learners():
    """The functions of the cell, which run in the jail, by their names."""
    nursery = Nursery()
    guest = Guest(nursery, Limits(), 60)
    guest.run(CELL)
    guest.begin(True)
    yield {name: stand_in(guest, told) for name, told in guest.look([])[0].items()}
    guest.end()
    nursery.close()


def not_asked(*made):
    """A function that the jail can make anew so, and that fails if it is called here."""

    def f(x):
        raise AssertionError("asked over the wall")

    f.__doc__ = "its words"
    vars(f)["made"] = made
    return f


MADE = {
    "bent": lambda rng, *shape: bent(rng.normal(size=shape), rng.normal(size=shape)),
    "squares": lambda rng, *shape: squares(),
}


@pytest.mark.parametrize("shape", [(), (1,), (4,), (2, 3)])
@pytest.mark.parametrize("kind", MADE)
def test_the_same_number_and_nobody_is_asked(learners, kind, shape):
    """For fractions and for whole numbers."""
    rng = np.random.default_rng(5)
    f = MADE[kind](rng, *shape)
    assert f.made[0] == kind
    for x in (rng.normal(size=shape), rng.integers(-9, 9, size=shape)):
        assert learners["called"](not_asked(*f.made), x) == f(x)


def test_every_maker_is_tried():
    assert MADE.keys() == MAKERS.keys()


def test_any_other_function_is_asked(learners):
    """Planted: one that does not tell how it is made."""
    f = not_asked("bent", np.ones(1), np.ones(1))
    del vars(f)["made"]
    with pytest.raises(AssertionError, match="asked over the wall"):
        learners["called"](f, np.ones(1))


def test_another_shape_is_refused_in_the_same_words(learners):
    """As where the notebook runs without a jail."""
    f, x = bent(np.ones(2), np.ones(2)), np.ones(3)
    with pytest.raises(ValueError, match="f was called with something of shape") as here:
        f(x)
    with pytest.raises(ValueError, match="f was called with something of shape") as there:
        learners["called"](f, x)
    assert str(here.value) == str(there.value)


def test_it_comes_back_as_itself(learners):
    """With its words, as any function does."""
    f = not_asked("bent", np.ones(2), np.ones(2))
    assert learners["itself"](f) is f
    assert learners["told"](f) == "its words"

"""A function in the jail is asked once for what it did, until a cell is run there again."""

import numpy as np
import pytest

from course.checks.backprop import ASSIGNMENT
from course.checks.judge import judge
from course.grading.guest import Guest
from course.grading.jail import Limits, Nursery
from course.grading.stand_ins import stand_in

ANSWER = ASSIGNMENT.answers["relu_backward"]
COUNTED = """
called = []

def relu_backward(dA, Z):
    called.append(1)
    return dA * (Z > 0)

def count():
    return len(called)
"""
PRINTING = COUNTED.replace("called.append(1)", "called.append(1); print('here')")


@pytest.fixture(scope="module")
def nursery():
    """One for all."""
    nursery = Nursery()
    yield nursery
    nursery.close()


@pytest.fixture
def guest(nursery):
    """A notebook of its own."""
    guest = Guest(nursery, Limits(), 60)
    yield guest
    guest.end()


def checked(guest):
    """What is wrong with the answer, and how often it was called by now."""
    guest.begin(True)
    functions = {name: stand_in(guest, told) for name, told in guest.look([])[0].items()}
    faults = [judge(functions["relu_backward"], ANSWER, part, 1, {}) for part in ANSWER.parts]
    return faults, functions["count"]()


def test_what_is_known_is_not_asked_again(guest):
    """Nor are the notebook's names."""
    guest.run(COUNTED)
    faults, count = checked(guest)
    assert faults == [None, None]
    assert checked(guest) == (faults, count)
    assert count == len({case for part in ANSWER.parts for case in part.tried})


def test_after_a_cell_it_is(guest):
    """Planted: what the function leans on is changed, and its definition stays."""
    guest.run("zero = 0\n" + COUNTED.replace("Z > 0", "Z > zero"))
    assert checked(guest)[0] == [None, None]
    guest.run("zero = 1")
    assert all(checked(guest)[0])


def test_who_prints_is_asked_each_time(guest, capsys):
    """Each check's cell shows what is printed."""
    guest.run(PRINTING)
    _, once = checked(guest)
    said = capsys.readouterr().out
    assert checked(guest)[1] == 2 * once
    assert capsys.readouterr().out == said
    assert said.count("here") == once


def test_who_draws_from_np_random_comes_to_the_same_each_time(guest):
    """An odd number of draws leaves half a pair behind."""
    guest.run("import numpy as np\ndef lucky(n):\n    return np.random.randn(n)")
    guest.begin(True)
    lucky = stand_in(guest, guest.look([])[0]["lucky"])
    assert np.array_equal(lucky(3), lucky(3)) and np.array_equal(lucky(3), lucky(5)[:3])

"""Small answers, and a learner whose function `f` a check refuses."""

import inspect
import sys

import pytest

from course.checks.answers import Answer, Assignment, Case, Part
from course.checks.checker import Check
from course.checks.mending import looking


@pytest.fixture
def small_answer():
    """A function that makes an Answer: of a right function, and of the draws of each part."""
    return _small_answer


def _small_answer(right, parts, outputs=("result",), **more):
    inputs = tuple(inspect.signature(right).parameters)
    made = tuple(_part(name, *parts[name]) for name in parts)
    more = {"name": "f", "misconceptions": (), "todo": "Write it."} | more
    return Answer(inputs=inputs, outputs=outputs, reference=right, parts=made, **more)


def _part(name, outputs, draws):
    cases = tuple(Case(f"{name} {i}", draw) for i, draw in enumerate(draws))
    return Part(name, 1, outputs, cases)


def asking(value):
    """What shows a value where somebody asks for the line afterwards."""


asking.asks_afterwards = True


@pytest.fixture
def refused(notebook, monkeypatch):
    """A function that runs cells and then `check("f")`: the error, whose `looking` can go on.

    With a minute for the search, no slow machine hurries it.
    """
    monkeypatch.setattr(sys, "displayhook", asking)

    def refused(answers, *cells, seconds=60, given=()):
        monkeypatch.setattr(looking, "SECONDS", seconds)
        notebook.put("check", Check(Assignment("toy", answers, given=given)))
        for cell in cells:
            notebook.cell(cell)
        with pytest.raises(AssertionError) as caught:
            notebook.cell('check("f")')
        return caught.value

    return refused

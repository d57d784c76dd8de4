"""Other versions of some tasks, so that last year's answer is a wrong answer.

Each module here is a change that a course could have made: another loss, another ReLU, examples
as columns. Its `CHANGED` holds the assignments that the change makes different, by name.
"""

from dataclasses import replace
from importlib import import_module

TASKS = ("half_mse", "leaky", "columns")


def changed(task, name):
    """The assignment of that name as `task` makes it.

    Raises LookupError, with what there is, for a task or an assignment that it does not change.
    """
    if task not in TASKS:
        raise LookupError(f"There is no variant {task!r}. There are: {', '.join(TASKS)}.")
    there = import_module(f"course.checks.variants.{task}").CHANGED
    if name not in there:
        raise LookupError(f"{task} does not change {name}. It changes: {', '.join(there)}.")
    return there[name]


def with_answers(assignment, *answers):
    """The assignment with some of its answers exchanged for those of the same names."""
    new = {answer.name: answer for answer in answers}
    return replace(assignment, items=tuple(new.get(item.name, item) for item in assignment.items))


def through(wrap, answer, without=(), plus=(), hints=None):
    """An answer whose right and wrong functions all go through `wrap`.

    The slips named in `without` are no slips there; those of `plus` are new and come first;
    `hints` holds other words for some: {slip: hint}.
    """
    hints = hints or {}
    strangers = {*without, *hints} - {slip.name for slip in answer.misconceptions}
    if strangers:
        raise LookupError(f"{answer.name} knows no slip called {', '.join(sorted(strangers))}.")
    kept = [
        replace(slip, wrong=wrap(slip.wrong), hint=hints.get(slip.name, slip.hint))
        for slip in answer.misconceptions
        if slip.name not in without
    ]
    return replace(answer, reference=wrap(answer.reference), misconceptions=(*plus, *kept))

"""Other versions of some tasks, so that last year's answer is a wrong answer.

A task is a change that a course could have made: another loss, another ReLU, examples as columns.
An assignment that a task changes holds the answers of it in its `variants`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from course.checks.answers import Answer, Assignment, Misconception

# Each task, and the assignments that it changes.
TASKS = {
    "half_mse": ("forward", "backprop"),
    "leaky": ("activations", "backprop"),
    "columns": ("affine", "backprop"),
}


def changed(task: str, assignment: Assignment) -> Assignment:
    """The assignment as `task` makes it: some answers exchanged for those of the same names."""
    require(task, assignment.name)
    new = {answer.name: answer for answer in assignment.variants[task]}
    return replace(assignment, items=tuple(new.get(item.name, item) for item in assignment.items))


def require(task: str, name: str) -> None:
    """LookupError, with what there is, if `task` does not change the assignment of that name."""
    if task not in TASKS:
        raise LookupError(f"There is no variant {task!r}. There are: {', '.join(TASKS)}.")
    if name not in TASKS[task]:
        raise LookupError(f"{task} does not change {name}. It changes: {', '.join(TASKS[task])}.")


def through(
    wrap: Callable[[Callable], Callable],
    answer: Answer,
    without: Collection[str] = (),
    plus: Iterable[Misconception] = (),
    hints: Mapping[str, str] | None = None,
    todo: str = "",
) -> Answer:
    """An answer whose right and wrong functions all go through `wrap`.

    The slips named in `without` are no slips there; those of `plus` are new and come first;
    `hints` holds other words for some: {slip: hint}, and `todo` those for a stub.
    """
    hints = hints or {}
    strangers = {*without, *hints} - {slip.name for slip in answer.misconceptions}
    if strangers:
        raise LookupError(f"{answer.name} has no slip called {', '.join(sorted(strangers))}.")
    kept = [
        replace(slip, wrong=wrap(slip.wrong), hint=hints.get(slip.name, slip.hint))
        for slip in answer.misconceptions
        if slip.name not in without
    ]
    return replace(
        answer,
        reference=wrap(answer.reference),
        misconceptions=(*plus, *kept),
        todo=todo or answer.todo,
    )

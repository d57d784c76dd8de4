"""What an assignment is made of, as data: answers, their parts and points, known mistakes.

An assignment's folder lists these and says no more; `checker` does the work. Misconceptions
have three uses: the hints of a check, the test of that check, and the book's "common slips".
"""

import functools
import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course.checks.inputs import as_whole

Draw = Callable[[np.random.Generator], tuple]  # what draws the arguments of a call


@dataclass(frozen=True)
class Misconception:
    """A mistake that teachers know: its name, the function it leads to, what to say about it."""

    name: str
    wrong: Callable
    hint: str


@dataclass(frozen=True)
class Case:
    """One set of inputs. `draw(rng)` returns the arguments, in the order of the signature.

    `refused` inputs make no sense, and a right answer raises ValueError with a message, in which
    stands what the case `says`. In `whole` numbers an answer may stop with an error, which is
    heard, as NumPy does where `-=` would cut something off; it may not give other numbers.
    """

    name: str
    draw: Draw
    refused: bool = False
    says: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True)
class Part:
    """A piece of an answer with points of its own: which outputs and which cases it looks at.

    It has no `twins` where another part asks about whole numbers, for points of its own.
    """

    name: str
    points: int
    outputs: tuple[str, ...]
    cases: tuple[Case, ...]
    twins: bool = True

    @functools.cached_property
    def tried(self) -> tuple[Case, ...]:
        """Its cases, and then one of them, whose numbers are whole, as an array of whole numbers.

        Whoever makes room for results that is like what came in finds that it cuts them off. Halves
        are doubled first, where no case has whole numbers. A part that has such a case of its own
        needs no other.
        """
        if not self.twins or any(case.whole for case in self.cases):
            return self.cases
        cases = [case for case in self.cases if not case.refused]
        twins = (_in_whole_numbers(case, times) for times in (1, 2) for case in cases)
        return (*self.cases, *itertools.islice(filter(None, twins), 1))


@functools.cache
def _in_whole_numbers(case, times):
    """The case in whole numbers, so many times as large; None if it has none."""
    drawn = case.draw(np.random.default_rng(1))
    nudged = times > 1 and any(map(callable, drawn))  # x + h in x itself, which a task may allow
    if nudged or as_whole(drawn, times) is drawn:
        return None
    name = f"{case.name}, {'doubled, ' if times > 1 else ''}in whole numbers"
    return Case(name, lambda rng: as_whole(case.draw(rng), times), whole=True)


@dataclass(frozen=True)
class Answer:
    """A function that the learner writes, and all that is known about it.

    `outputs` names what it returns: one thing, several in that order, or, where `keyed`,
    the entries of a dictionary. Where that is not how it looks, `unpack` takes what was returned
    and gives {output: array}, and `returns` says in words what it expects. `todo` is said while
    the function is still a stub. `builds_on` names earlier answers that this one may call.
    """

    name: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    reference: Callable
    parts: tuple[Part, ...]
    misconceptions: tuple[Misconception, ...]
    todo: str
    keyed: bool = False
    unpack: Callable[[Any], Mapping[str, Any]] | None = None
    returns: str = ""
    builds_on: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """From what tells answers apart as a rule: each part, case and hint would take long."""
        return hash((self.name, self.reference))

    @property
    def cases(self) -> tuple[Case, ...]:
        """Every case of every part, once, in order."""
        return tuple(dict.fromkeys(case for part in self.parts for case in part.tried))


@dataclass(frozen=True)
class Prediction:
    """A number that the learner writes down before running; any honest number is right."""

    name: str
    points: int
    todo: str
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True)
class SelfMarked:
    """A question answered in words, which the learner marks against a model answer.

    The learner's function returns the words and the points, of `points` at most.
    """

    name: str
    points: int
    todo: str = "Write your answer first, then open the model answer and mark it."
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Assignment:
    """Everything that carries points, in the order of the notebook.

    `variants` are the answers that a task of `course.checks.variants` exchanges, by task. `given`
    are the functions that the notebook hands over: none is a misspelt answer, or to blame for one.
    """

    name: str
    items: tuple[Answer | Prediction | SelfMarked, ...]
    variants: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    given: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """ValueError if an answer builds on anything but earlier ones, of which its check asks."""
        earlier: list[str] = []
        for answer in self.answers.values():
            for name in answer.builds_on:
                if name not in earlier:
                    raise ValueError(
                        f"{answer.name} builds on {name!r}, which is none of the answers before "
                        f"it in {self.name}. Those are: {', '.join(earlier) or 'none'}."
                    )
            earlier.append(answer.name)

    @property
    def answers(self) -> dict[str, Answer]:
        """The functions that the learner writes: {name: Answer}."""
        return {item.name: item for item in self.items if isinstance(item, Answer)}

    @property
    def points(self) -> dict[str, int]:
        """Points for each graded cell: {grade_id: points}."""
        table: dict[str, int] = {}
        for item in self.items:
            if isinstance(item, Answer):
                table |= {grade_id(item.name, part.name): part.points for part in item.parts}
            else:
                table[grade_id(item.name)] = item.points
        return table


def grade_id(name: str, part: str | None = None) -> str:
    """The id of a graded cell in the notebook, such as relu_backward-at-zero."""
    return name if part is None else f"{name}-{part.replace(' ', '-')}"

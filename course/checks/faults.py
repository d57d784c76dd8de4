"""What can be wrong with an answer, as data. `messages.words` says each of them to the learner."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.checks.answers import Answer, Case, Prediction, SelfMarked
from course.checks.places import Place

Item = Answer | Prediction | SelfMarked


@dataclass(frozen=True)
class Call:
    """One call of the learner's function: its case, and its inputs by name."""

    case: Case
    arguments: dict[str, Any]


class Fault:
    """What is wrong."""


@dataclass(frozen=True, eq=False)
class Missing(Fault):
    """There is no such function; `alike` has nearly its name."""

    item: Item
    alike: str | None


@dataclass(frozen=True, eq=False)
class NotAFunction(Fault):
    """The name stands for something else."""

    item: Item
    value: object


@dataclass(frozen=True, eq=False)
class WrongArguments(Fault):
    """The function cannot be called with what the exercise gives it."""

    item: Item
    function: Callable


@dataclass(frozen=True, eq=False)
class Unwritten(Fault):
    """The stub is still a stub, or it calls another one, `stub`, that is."""

    item: Item
    stub: str | None


@dataclass(frozen=True, eq=False)
class Stopped(Fault):
    """An exception ended it, at a line of the learner's code if it came so far."""

    error: Exception
    place: Place | None


@dataclass(frozen=True, eq=False)
class NotANumber(Fault):
    """A prediction that is text, several numbers, or nothing."""

    item: Prediction
    value: object


@dataclass(frozen=True, eq=False)
class NotWordsAndMarks(Fault):
    """An answer in words has to return two things."""

    item: SelfMarked
    returned: object


@dataclass(frozen=True, eq=False)
class TooFewWords(Fault):
    """Nobody can mark an answer that is not there."""

    item: SelfMarked
    words: object
    fewest: int


@dataclass(frozen=True, eq=False)
class ImpossibleMarks(Fault):
    """Points that are not to be had."""

    item: SelfMarked
    marks: object


@dataclass(frozen=True, eq=False)
class FaultOfACall(Fault):
    """What is wrong with one call of an answer."""

    call: Call


@dataclass(frozen=True, eq=False)
class Crashed(FaultOfACall):
    """An exception ended the call, at a line of the learner's code if it came so far."""

    error: Exception
    place: Place | None


@dataclass(frozen=True, eq=False)
class Unreadable(FaultOfACall):
    """The function returned something that is not an array of numbers."""

    problem: str


@dataclass(frozen=True, eq=False)
class WrongShape(FaultOfACall):
    """An output has another shape than it should."""

    output: str
    got: np.ndarray
    expected: np.ndarray


@dataclass(frozen=True, eq=False)
class WrongValues(FaultOfACall):
    """An output has the right shape, and other numbers; `wrong` says where, as booleans."""

    output: str
    got: np.ndarray
    expected: np.ndarray
    wrong: np.ndarray


@dataclass(frozen=True, eq=False)
class ChangedInput(FaultOfACall):
    """The function wrote into what it was given, or drew from everybody's random numbers."""

    names: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class WrongOrder(FaultOfACall):
    """All outputs are right, and they come in another order: `got` for `expected`."""

    expected: tuple[str, ...]
    got: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class DrewOtherwise(FaultOfACall):
    """The results are right, and the generator is not where it should be, or never moved."""

    nothing: bool


@dataclass(frozen=True, eq=False)
class RefusedOtherwise(FaultOfACall):
    """Inputs that make no sense ended it with another error than a ValueError."""

    error: Exception
    place: Place | None


@dataclass(frozen=True, eq=False)
class RefusedWithout(FaultOfACall):
    """Inputs that make no sense were refused by a message that does not say what it should."""

    error: Exception
    missing: list[str]


@dataclass(frozen=True, eq=False)
class NotRefused(FaultOfACall):
    """Inputs that make no sense were taken without a word."""


@dataclass(frozen=True, eq=False)
class SilentRefusal(FaultOfACall):
    """Inputs that make no sense were refused by a ValueError that does not say why."""

"""A learner's notebook that runs in the jail, as the grader sees it: it runs cells, and its
functions can be called.

Whatever the learner's code says is taken for a value and nothing else. It ends at a deadline.
"""

import contextlib
import itertools
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from course.checks.faults import Place
from course.grading.inside import errors
from course.grading.inside.channel import Channel, Gone, TimeIsUp
from course.grading.inside.wire import MOST_LETTERS, Packer, Unpacker, bits_of
from course.grading.jail import Limits, NoJail, Nursery
from course.grading.showing import Unshowable, showable
from reference_impl.network import Network

MOST_CALLS = 100_000  # of the grader's functions by one cell
MOST_NAMES, LONGEST = 2000, 1000  # letters of a name, or of a line
NO_ANSWER = (KeyError, TypeError, ValueError, OverflowError)


class Ended(BaseException):
    """The learner's process is no more. No `except Exception` of a check holds it."""


class TookTooLong(Ended):
    """It was ended, since its time was up."""


class Guest:
    """The notebook's process, from outside. `seconds` is what one cell may take."""

    def __init__(self, nursery: Nursery, limits: Limits, seconds: float) -> None:
        self._born = nursery.born(limits)
        self._channel = Channel(self._born.talk)
        self._seconds = seconds
        self._given: dict[int, Callable] = {}
        self._numbers = itertools.count()
        self._checking = self._touched = False
        self._forget()

    def _forget(self):
        """Code runs there: what was known of its functions may be so no more."""
        self._known: dict[int, dict] = {}  # what each has done since
        self._looked: tuple = ()  # what was asked for, and what the names stand for
        self._has_printed = False

    def begin(self, checking: bool) -> None:
        """A cell begins, of ours if it is `checking`: it has its own time."""
        self._channel.deadline = time.monotonic() + self._seconds
        self._checking = checking
        self._calls, self._letters = 0, MOST_LETTERS

    def files(self, contents: Mapping[str, bytes]) -> None:
        """Put files into the notebook's folder."""
        self.begin(False)
        self.request({"do": "files", "names": list(contents)}, list(contents.values()))

    def run(self, source: str) -> tuple[list[dict[str, Any]], int]:
        """What a cell of the learner's shows, and its number."""
        self.begin(False)
        self._forget()
        said, _ = self.request({"do": "run", "source": source})
        try:
            return showable(said["outputs"]), int(said["number"])
        except (Unshowable, *NO_ANSWER):
            raise self.end(Ended()) from None

    def look(self, wanted: list[str]) -> tuple[dict[str, Any], Unpacker]:
        """What the notebook's names stand for: its functions, and of those wanted the values."""
        if not self._looked or self._looked[0] != wanted:
            self._looked = wanted, *self._look(wanted)
        _, names, buffers = self._looked
        return names, Unpacker(buffers)

    def _look(self, wanted):
        said, _ = self.request({"do": "names"})
        there = set(map(str, said.get("names") or ()))  # a name of a hidden test stays here
        wanted = [name for name in wanted if name in there]
        said, buffers = self.request({"do": "look", "wanted": wanted})
        names = said.get("names")
        if not isinstance(names, dict) or len(names) > MOST_NAMES:
            raise self.end(Ended())
        return names, buffers

    def known(self, number: int) -> dict:
        """Where to note what a function did, to be asked once until a cell is run.

        Whoever prints is asked each time, since each check's cell shows what is printed.
        """
        return {} if self._has_printed else self._known.setdefault(number, {})

    def call(self, number: int, arguments: tuple, named: dict[str, Any]) -> Any:
        """Call a function; what it returned. It raises what that raised, and what was given is
        changed as that changed it."""
        there = dict(self._given)
        packer = Packer(self._number_of)
        message = {"do": "call", "function": number}
        message |= {"arguments": packer.tree(list(arguments)), "named": packer.tree(named)}
        said, buffers = self.request(message, packer.buffers)
        unpacker = Unpacker(buffers, self._one_given)
        try:
            after = said["given"] and unpacker.value(said["given"])
            returned = None if "raised" in said else unpacker.value(said["returned"])
            error = self._error(said["raised"], unpacker) if "raised" in said else None
            printed, touched = str(said["printed"]), bool(said["touched"])
        except Exception:  # no message of this shape is ours
            raise self.end(Ended()) from None
        self._given = there  # what a call was given may be called while it lasts
        if after is not None:
            _put_back(arguments, after)
        self._print(printed)
        self._touched |= touched
        if error is not None:
            raise error
        return returned

    @contextlib.contextmanager
    def pot(self) -> Iterator[Callable[[], bool]]:
        """Tell, once it was called, whether a function drew from NumPy's common random state."""
        self._touched = False
        yield lambda: self._touched

    def _print(self, text):
        if text := text[: self._letters]:
            self._letters -= len(text)
            self._has_printed = True
            print(text, end="")

    def request(self, message: dict[str, Any], buffers: list[bytes] | None = None) -> Any:
        """Ask, and serve what the learner's code asks meanwhile; the answer and its arrays.

        What is no answer to this request, by the number that it has, was said by nobody of ours.
        """
        number = secrets.randbits(50)
        try:
            self._channel.send(message | {"to": number}, buffers or [])
            while True:
                said, given = self._channel.receive()
                if not isinstance(said, dict) or said.get("to") != number:
                    continue
                if "ask" not in said:
                    return said, given
                self._serve(said, given)
        except TimeIsUp:
            raise self.end(TookTooLong()) from None
        except Gone:
            raise self.end(Ended()) from None

    def end(self, why: Ended | None = None) -> Ended:
        """End the process; the same error, to be raised."""
        how = self._born.end()
        if problem := how.get("problem"):
            raise NoJail(f"The jail for students' notebooks could not be built: {problem}")
        if "status" not in how:  # who watches the process has gone with it: it was nobody's doing
            raise NoJail("The jail for students' notebooks was lost.")
        return why or Ended()

    def _serve(self, said, buffers):
        """Call a function of ours for the learner's code."""
        self._count()
        packer = Packer(self._number_of)
        try:
            unpacker = Unpacker(buffers, self._one_given)
            arguments, named = unpacker.value(said["arguments"]), unpacker.value(said["named"])
            function = self._asked(said["ask"])
            answer = {"returned": packer.tree(function(*arguments, **named))}
        except Exception as error:  # it is the learner's to hear of
            answer = {"raised": errors.told(error, packer)}
        self._channel.send(answer, packer.buffers)

    def _count(self):
        self._calls += 1
        if self._calls > MOST_CALLS:
            raise TimeIsUp

    def _asked(self, what):
        """A function that was given, or what the network of the exercise's own cells does."""
        if what in self._given:
            return self._given[what]
        if self._checking:
            raise RuntimeError(
                "example.network() is there for the cells of the exercise; an answer can't use it."
            )
        if what not in ("forward", "predict", "loss"):
            raise ValueError("There is no such function, or not any more.")
        return lambda params, *arguments: getattr(Network.from_params(params), what)(*arguments)

    def _one_given(self, number, words, made):
        """A function of ours that comes back."""
        return self._given[number]

    def _number_of(self, value):
        """A number for a function that the learner's code may call back."""
        if not callable(value) or isinstance(value, type):
            return None
        for number, one in self._given.items():
            if one is value:
                return number
        number = next(self._numbers)
        self._given[number] = value
        return number

    def _error(self, told, unpacker):
        error: Any = errors.raised(told, unpacker)
        where = told.get("place")
        error.course_place = _place(*where) if where else None
        error.course_names = list(map(_short, told.get("names", [])[:MOST_NAMES]))
        return error


def _place(function, number, line):
    return Place(_short(function), int(number), _short(line))


def _short(text):
    return str(text)[:LONGEST]


def _put_back(given, after):
    """Change what was given as it was changed over there."""
    for one, other in zip(given, after, strict=False):
        _become(one, other)


def _become(old, new):
    if isinstance(old, np.random.Generator):
        if isinstance(new, np.random.Generator):
            bits_of(old).state = bits_of(new).state
    elif isinstance(old, np.ndarray):
        _become_array(old.view(np.ndarray), new)
    elif isinstance(old, tuple) and isinstance(new, tuple):
        for one, other in zip(old, new, strict=False):
            _become(one, other)
    elif isinstance(old, list) and isinstance(new, list):
        old[:] = new
    elif isinstance(old, dict) and isinstance(new, dict):
        old.clear()
        old.update(new)


def _become_array(old, new):
    if not isinstance(new, np.ndarray):
        return
    if old.shape != new.shape and old.size == new.size:
        old.shape = new.shape
    if old.shape == new.shape:
        old[...] = new

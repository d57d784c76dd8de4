"""A search for the line that goes on in turns, after the verdict is out, and ends in words."""

import gc
import sys
import textwrap
import time
from collections.abc import Callable, Collection
from functools import partial

from course.checks.answers import Answer
from course.checks.around import quiet, uncollected, unshown
from course.checks.mending import source
from course.checks.mending.search import Finding, Search, search

SECONDS = 1.5 if sys.platform == "emscripten" else 1.0  # a browser is slower
TURN = 0.1  # then garbage goes: that of a whole second takes a fifth of another


class Looking:
    """`go_on` looks a little further; `words` is what was found, empty until then."""

    def __init__(self, steps: Search, told: Callable[[Finding], str]) -> None:
        self.words, self._ended = "", False
        self._steps, self._told = steps, told

    def go_on(self, seconds: float) -> bool:
        """Look for so long; True if there is more to do.

        At one copy at least, so that it comes to an end; with no seconds at all at none.
        """
        if self._ended or not seconds:
            return not self._ended
        end = time.monotonic() + seconds
        with unshown(), quiet(), uncollected():
            try:
                next(self._steps)
                while time.monotonic() < end:
                    next(self._steps)
            except StopIteration as stopped:
                self.words = in_words(stopped.value, self._told)
                self._ended = True
            except Exception:  # of a kind of edit: a verdict never suffers from what comes after it
                self._ended = True
        return not self._ended

    def to_the_end(self) -> str:
        """Look until it is found, or the time is over; the words."""
        with uncollected():
            while self.go_on(TURN):
                gc.collect(0)  # what the copies left, however much else there is
        return self.words


def look(
    function: Callable, answer: Answer, seed: int, namespace: dict, known: Collection[str]
) -> Looking | None:
    """A search for the line to blame for a fault; None where the source can't be read.

    `known` are the answers of the assignment, and what its notebook hands over: these are not
    edited for this one's sake.
    """
    with quiet():  # Python warns of `x is 1` whenever it compiles it
        read = source.read(function, answer.name, namespace, known)
    if read is None:
        return None
    steps = search(read, answer, seed, read.seconds or SECONDS)
    return Looking(steps, partial(place, answer=answer.name, read=read))


def in_words(found: list[Finding], told: Callable[[Finding], str]) -> str:
    """Where to look and why: one line, two if either may be it, nothing if there are more."""
    lines = {(one.function, one.number): one for one in reversed(found)}
    ones = sorted(lines.values(), key=found.index)
    if not ones or len(ones) > 2:
        return ""
    first = ones[0]
    asked = [one.edit.kind.words.format(piece=one.edit.piece) for one in ones]
    if len(set(asked)) == 1:
        said = f"Look at {' or at '.join(map(told, ones))}. {asked[0]}"
    else:
        each = (f"ook at {told(one)}. {ask}" for one, ask in zip(ones, asked, strict=True))
        said = f"L{' Or l'.join(each)}"
    if first.other:
        said = f"There are two mistakes, the other one on line {first.other}. {said}"
    return f"{said}{' More has to change after that.' if first.rest else ''}"


def place(finding: Finding, answer: str, read: source.Source) -> str:
    """The line, with the name of its function if that is a helper of the answer's."""
    cell = "its cell" if finding.function == answer else f"the cell of {finding.function}"
    text = read.line(finding.function, finding.number).replace("`", "'")
    shown = textwrap.shorten(text, LONGEST, placeholder=" ...")
    return f"line {finding.number} of {cell}, `{shown}`"


LONGEST = 90  # letters of a line

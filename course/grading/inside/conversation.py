"""What the grader asks of a learner's notebook, answered where the notebook runs.

Each request is a message {"do": ...}. While one is answered the learner's code may call functions
of the grader's, with {"ask": ...}, and the grader may call the learner's meanwhile.
"""

import contextlib
import inspect
import io
import socket
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

from course.checks.around import pot_watched, quiet, solved_with_numbers, with_an_end
from course.checks.bent import remade
from course.checks.places import place
from course.checks.plain import names_there
from course.grading.inside import errors
from course.grading.inside.channel import Channel, Gone
from course.grading.inside.shell import Shell
from course.grading.inside.texts import text_of
from course.grading.inside.wire import MOST_LETTERS, Packer, Unpacker
from reference_impl import network

MOST_NAMES, ALL_NAMES, LONGEST_NAME = 1000, 20_000, 200


class Inhabitant:
    """The notebook's side of the conversation."""

    def __init__(self, shell: Shell, end: socket.socket) -> None:
        self._shell = shell
        self._channel = Channel(end)
        self._names = shell.user_ns
        self._functions: list[Any] = []  # those that the grader may call, by their places
        self._given: list[tuple[Callable, int]] = []  # those of the grader's, and their numbers
        self._to = 0  # the number of the request that is being answered
        self._told_of: dict[int, dict[str, Any]] = {}  # what was told of them, by their ids
        self._around = contextlib.ExitStack()  # what surrounds calls, until the next cell runs
        self._touched: Callable[[], bool] | None = None
        self._read: dict[str, Any] = {}  # functions whose source was read, to be mended
        vars(network)["outside"] = lambda name, *arguments: self.ask(name, arguments, {})

    def listen(self) -> None:
        """Answer until nobody asks any more."""
        with contextlib.suppress(Gone):
            while True:
                self._answer(*self._channel.receive())

    def ask(self, what: str | int, arguments: tuple, named: dict[str, Any]) -> Any:
        """Call a function of the grader's; it may call the learner's before it returns."""
        packer = self._packer()
        asked = {"arguments": packer.tree(list(arguments)), "named": packer.tree(named)}
        self._channel.send({"ask": what, "to": self._to, **asked}, packer.buffers)
        while True:
            said, buffers = self._channel.receive()
            if "do" not in said:
                break
            self._answer(said, buffers)
        unpacker = self._unpacker(buffers)
        if "raised" in said:
            raise errors.raised(said["raised"], unpacker)
        return unpacker.value(said["returned"])

    def _answer(self, said, buffers):
        before, self._to = self._to, said.pop("to")
        answer, given = getattr(self, f"_do_{said.pop('do')}")(buffers=buffers, **said)
        self._channel.send({**answer, "to": self._to}, given)
        self._to = before

    def _do_files(self, names, buffers):
        """Put the assignment's files into the folder."""
        for name, data in zip(names, buffers, strict=True):
            path = Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return {}, []

    def _do_run(self, source, buffers):
        """Run a cell; what it shows."""
        self._around.close()
        outputs, number = self._shell.run(source)
        return {"outputs": outputs, "number": number}, []

    def _do_names(self, buffers):
        """The names of the notebook: the grader need not tell which ones it looks for."""
        return {"names": [name for name in self._names if _is_short(name)][:ALL_NAMES]}, []

    def _do_look(self, wanted, buffers):
        """What the names of the notebook stand for: functions, and of those wanted the values."""
        packer = self._packer()
        found = {}
        some = [*filter(self._names.__contains__, wanted), *self._names][:MOST_NAMES]
        for name in filter(_is_short, some):
            value = self._names[name]
            if isinstance(value, types.FunctionType) and value.__globals__ is self._names:
                found[name] = self._described(value)
            elif name in wanted and not isinstance(value, types.ModuleType):
                found[name] = self._described(value) if callable(value) else packer.tree(value)
        return {"names": found}, packer.buffers

    def _described(self, value):
        """A function as the grader sees it: by a number, its signature and its text.

        Each check asks for all of them, so that what was told is told again.
        """
        if id(value) not in self._told_of:
            self._functions.append(value)  # which keeps it, and its id with it
            self._told_of[id(value)] = self._description(value)
        return self._told_of[id(value)]

    def _description(self, value):
        return {
            "number": len(self._functions) - 1,
            "name": str(getattr(value, "__name__", ""))[:LONGEST_NAME],
            "is_function": isinstance(value, types.FunctionType),
            "kind": type(value).__name__[:LONGEST_NAME],
            "signature": _signature(value),
            "text": _text(value),
        }

    def _do_call(self, function, arguments, named, buffers):
        """Call a function of the learner's: what it returns or raises, and what it changed."""
        there = len(self._given)
        unpacker, packer = self._unpacker(buffers), self._packer()
        given, by_name = unpacker.value(arguments), unpacker.value(named)
        printed = io.StringIO()
        call = self._functions[function]
        touched = self._pot()
        around = contextlib.redirect_stdout(printed)
        with quiet(), solved_with_numbers(), with_an_end(), around:
            try:
                answer = {"returned": packer.tree(call(*given, **by_name))}
            except BaseException as error:  # the grader decides what is done with it
                answer = {"raised": self._told(error, packer)}
        answer["touched"] = touched()
        after = self._packer()
        kept = after.tree(given) == arguments and after.buffers == buffers[: len(after.buffers)]
        answer["given"] = None if kept else packer.tree(given)
        answer["printed"] = printed.getvalue()[:MOST_LETTERS]
        del self._given[there:]  # they are there for this call
        return answer, packer.buffers

    def _pot(self):
        """What tells whether NumPy's common random state was used; it stays known between calls."""
        if self._touched is None:
            self._touched = self._around.enter_context(pot_watched())
            self._around.callback(setattr, self, "_touched", None)
        return self._touched

    def _told(self, error, packer):
        where = place(error, self._names)
        told = errors.told(error, packer)
        told["place"] = [where.function[:200], where.number, where.line[:1000]] if where else None
        if isinstance(error, NameError):
            told["names"] = [str(name)[:200] for name in names_there(error)[:MOST_NAMES]]
        return told

    def _do_read(self, name, function, known, buffers):
        """The text of an answer and of its helpers, to be edited, if it can be had."""
        from course.checks.mending import source

        with quiet():
            read = source.read(self._functions[function], name, self._names, known)
        self._read = {name: read}
        if read is None:
            return {"cells": None}, []
        return {"cells": {one: self._cell(one) for one in read.functions}}, []

    def _cell(self, name):
        code = self._names[name].__code__
        lines, number = inspect.findsource(code)
        return ["".join(lines)[:MOST_LETTERS], code.co_firstlineno]

    def _do_mend(self, name, edited, text, seconds, all_seconds, buffers):
        """A copy of an answer with one of its functions as in the text; its number."""
        from course.grading.inside.copies import copied

        copy = copied(self._read[name], edited, text, seconds, all_seconds)
        self._functions.append(copy)
        return {"number": len(self._functions) - 1}, []

    def _do_forget(self, buffers):
        """Copies are used once."""
        while len(self._functions) > 1 and getattr(self._functions[-1], "is_copy", False):
            self._functions.pop()
        return {}, []

    def _packer(self):
        return Packer(self._number_of)

    def _number_of(self, value):
        """A function that was given by the grader goes back as the same one."""
        return next((number for one, number in self._given if one is value), None)

    def _unpacker(self, buffers):
        return Unpacker(buffers, self._stand_in)

    def _stand_in(self, number, words, made):
        """A function of the grader's, to be called here: made anew, or else it asks each time."""

        def asking(*arguments, **named):
            return self.ask(number, arguments, named)

        function = remade(*made) if made else asking
        function.__doc__ = words
        self._given.append((function, number))
        return function


def _is_short(name):
    return type(name) is str and len(name) < LONGEST_NAME


def _signature(value):
    """The parameters of a function, as text; None where it does not tell them."""
    try:
        return _parameters(inspect.signature(value).parameters.values())
    except BaseException:  # the text of a default, say, is a learner's own
        return None


def _parameters(parameters):
    return [
        [
            one.name,
            int(one.kind),
            None if one.default is one.empty else repr(one.default)[:1000],
            None
            if one.annotation is one.empty
            else inspect.formatannotation(one.annotation)[:1000],
        ]
        for one in parameters
    ]


def _text(value):
    """The text of a function, for a teacher to read."""
    try:
        return text_of(value)[:MOST_LETTERS]
    except BaseException:  # there is none, or it is not to be had
        return ""

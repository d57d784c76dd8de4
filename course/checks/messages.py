"""What the learner is told, in one order: what is wrong and where to look, then what shows it.

Every function returns text. Nothing here decides whether an answer is right.
"""

import functools
import inspect
import textwrap
from collections.abc import Iterable, Mapping

import numpy as np

from course.checks import faults, show
from course.checks.answers import Answer, Misconception, SelfMarked
from course.checks.faults import Fault
from course.checks.outcomes import differing
from course.checks.plain import plain_words

WIDTH = 80  # `nbgrader validate` cuts longer lines off
LONG = 300  # characters of an exception's own text
CLOSE = 1e-4  # of the largest entry: nearly right, and not by rounding


def heading(name: str, faults: Mapping[str, Fault | None]) -> str:
    """The first line of a refusal; with several parts it says which of them are right."""
    if len(faults) > 1:
        verdicts = [f"{part}: {'not yet' if fault else 'right'}" for part, fault in faults.items()]
        return f"{name}. {'; '.join(verdicts)}."
    return ", ".join([name, *faults]) + ": not yet."


def right(name: str, parts: Iterable[str]) -> str:
    """The line for a right answer."""
    return f"{name}, {', '.join(parts)}: right."


def noted(name: str, guess: float) -> str:
    """The line for a prediction, whatever it is."""
    return f"{name}: noted, you say {guess:g}. Now run the next cell."


def marked(item: SelfMarked, marks: float) -> str:
    """The line for an answer in words that the learner has marked."""
    return f"{item.name}: noted, you give yourself {marks:g} of {item.points}."


def assembled(*paragraphs: str) -> str:
    """Paragraphs under each other. Long lines are broken, but for those that begin with spaces."""
    lines = "\n\n".join(filter(None, paragraphs)).split("\n")
    return "\n".join(line if line.startswith(" ") else textwrap.fill(line, WIDTH) for line in lines)


def unknown_name(name: str, known: Iterable[str]) -> str:
    """The check cell itself asks for something that is not there."""
    return f"There is no check called {name!r}. There is one for each of {', '.join(known)}."


def unknown_part(answer: Answer, name: str) -> str:
    """The check cell asks for a part that is not there."""
    parts = ", ".join(f'"{part.name}"' for part in answer.parts)
    return f"The check of {answer.name} has no part called {name!r}. Its parts are {parts}."


@functools.singledispatch
def words(fault: Fault) -> str:
    """What is wrong and what to do about it: each kind of Fault has its own words, below."""
    raise NotImplementedError(f"There are no words yet for {type(fault).__name__}.")


@words.register
def _(fault: faults.Missing) -> str:
    name = fault.item.name
    if fault.alike:
        return (
            f"There is no function called {name}, but there is one called {fault.alike}. "
            "If that is yours, spell it as asked, run its cell again, and then this one. "
            f"If the cell of {name} shows an error of its own, fix that first."
        )
    return (
        f"There is no function called {name} yet. Run the cell that begins with "
        f"`def {name}({', '.join(fault.item.inputs)}):` and then this one. "
        "If that cell shows an error of its own, fix that first."
    )


@words.register
def _(fault: faults.NotAFunction) -> str:
    name = fault.item.name
    return (
        f"{name} is not a function any more: some line used the name for {show.kind(fault.value)}. "
        f"Rename that, run the cell with `def {name}` again, and then this one."
    )


@words.register
def _(fault: faults.WrongArguments) -> str:
    name = fault.item.name
    return (
        f"Your first line reads `def {name}{inspect.signature(fault.function)}:`. "
        f"It has to work when called as {name}({', '.join(fault.item.inputs)})."
    )


@words.register
def _(fault: faults.Unwritten) -> str:
    if fault.stub is None:
        return f"{fault.item.name} is not written yet. {fault.item.todo}"
    return f"{fault.item.name} calls {fault.stub}, and {fault.stub} is not written yet."


@words.register
def _(fault: faults.NotANumber) -> str:
    if fault.value is None:
        return f"{fault.item.name} returned None. Did you forget `return`?"
    returned = show.kind(fault.value)
    return f"{fault.item.name} returned {returned}; expected one number, as in `return 3`."


@words.register
def _(fault: faults.NotWordsAndMarks) -> str:
    item, returned = fault.item, fault.returned
    return (
        f"{item.name} returned {'None' if returned is None else show.kind(returned)}; expected "
        f"your words and your points, as in `return words, {item.points - 1}`."
    )


@words.register
def _(fault: faults.TooFewWords) -> str:
    name, written = fault.item.name, fault.words
    if not isinstance(written, str):
        return f"The first thing that {name} returns is {show.kind(written)}; expected text."
    count = len(written.split())
    return (
        f"Your answer has {count} word{'s' * (count != 1)}, and it takes at least {fault.fewest} "
        "to say it. Write it before you open the model answer: what you can say without it is what "
        "you know."
    )


@words.register
def _(fault: faults.ImpossibleMarks) -> str:
    marks, most = fault.marks, fault.item.points
    got = f"{marks:g}" if isinstance(marks, (int, float)) else show.kind(marks)
    return f"You give yourself {got}; expected a number from 0 to {most}. Half points are fine."


@words.register
def _(fault: faults.Stopped) -> str:
    return _stopped(fault.error, fault.place)


@words.register
def _(fault: faults.Crashed) -> str:
    return _stopped(fault.error, fault.place)


def _stopped(error, place):
    """An exception in plain words, with the line of the learner's code that raised it."""
    lines = [f"It stopped with an error{_where(place)}", plain_words(error)]
    return "\n".join([*lines, f"Python says: {type(error).__name__}: {str(error)[:LONG]}"])


def _where(place):
    """The line of the learner's code, and its text if it can be had."""
    if place is None:
        return "."
    where = f" in line {place.number} of its cell, in {place.function}"
    return f"{where}:\n    {place.line}" if place.line else f"{where}."


@words.register
def _(fault: faults.Unreadable) -> str:
    return fault.problem


@words.register
def _(fault: faults.WrongShape) -> str:
    differ = f"{fault.output} has shape {fault.got.shape}; expected {fault.expected.shape}."
    return f"{differ}\n{_usual_reason(fault)}"


@words.register
def _(fault: faults.NotRefused) -> str:
    return (
        "It accepted these inputs, although they make no sense together. Expected a ValueError "
        "with a message that says what is wrong, as in "
        '`raise ValueError("...")`.'
    )


@words.register
def _(fault: faults.RefusedOtherwise) -> str:
    kind = type(fault.error).__name__
    return (
        "These inputs make no sense together, and the task asks for a ValueError that says so. "
        f"It stopped with {show.article(kind)} instead{_where(fault.place)}\n"
        f"Python says: {kind}: {str(fault.error)[:LONG]}"
    )


@words.register
def _(fault: faults.RefusedWithout) -> str:
    them = " and ".join(fault.missing)
    return (
        f"It refuses these inputs, and that is right. But the message does not contain {them}, "
        "which its reader needs in order to find the mistake. It says:\n"
        f"    {str(fault.error)[:LONG]}"
    )


@words.register
def _(fault: faults.WrongOrder) -> str:
    return (
        f"The values are right, in another order: {', '.join(fault.got)} came back. Expected "
        f"{', '.join(fault.expected)}."
    )


@words.register
def _(fault: faults.DrewOtherwise) -> str:
    if fault.nothing:
        return (
            "The result is right, but your function drew no random numbers from the generator that "
            "it was given, and the task asks for some even here. The next draw from it then gives "
            "other numbers than it should."
        )
    return (
        "The result is right, but your function drew other random numbers than the task asks for, "
        "more or fewer. The next draw from the same generator then gives other numbers than it "
        "should."
    )


@words.register
def _(fault: faults.SilentRefusal) -> str:
    return (
        "It refuses these inputs, and that is right. But its ValueError has no message, and only "
        "a message helps: say what was wrong."
    )


@words.register
def _(fault: faults.ChangedInput) -> str:
    if show.POT in fault.names:
        given = [n for n, v in fault.call.arguments.items() if isinstance(v, np.random.Generator)]
        instead = "This task needs no random numbers."
        if given:
            draws = f"{given[0]}.normal, {given[0]}.permutation"
            instead = f"Draw from the generator that you were given: {draws} and so on."
        return (
            "It drew from np.random, which everything that runs here shares. Nobody can repeat "
            f"such a run. {instead}"
        )
    how = (
        "`-=`, `*=` and `x[...] =` write into the array itself. Make a new array, or work on a "
        "copy."
    )
    if any(isinstance(fault.call.arguments.get(name), list) for name in fault.names):
        how = (
            "`append` and `pop` change the list itself, and `x[...] =` changes what it holds. Make "
            "a new list, or leave the old one as it is."
        )
    return (
        f"It changed what it was given: {', '.join(fault.names)}. Other code may still need those "
        f"numbers.\n{how}"
    )


@words.register
def _(fault: faults.WrongValues) -> str:
    got, expected = fault.got, fault.expected
    differ = _first_difference(fault.output, got, expected, fault.wrong)
    if np.isnan(got).any():
        return (
            f"{differ}\nnan is what 0 / 0 gives, infinity minus infinity, the mean of nothing, or "
            "the root or logarithm of a number below zero."
        )
    if np.isinf(got).any():
        return (
            f"{differ}\ninf stands for infinity. It is what a number divided by 0 gives, minus the "
            "logarithm of 0, or an exponential that is too large for the computer."
        )
    if np.abs(got - expected).max() < CLOSE * np.abs(expected).max():
        return (
            f"{differ}\nThat is close, but rounding errors are smaller than that. Is one of the "
            "steps only roughly right?"
        )
    return differ


@functools.singledispatch
def shown(fault: Fault) -> str:
    """The call that shows a Fault: what went in, and for wrong numbers what came out."""
    return ""


@shown.register
def _(fault: faults.FaultOfACall) -> str:
    return _given(fault.call)


@shown.register(faults.Crashed)
@shown.register(faults.Unreadable)
@shown.register(faults.WrongShape)
@shown.register(faults.WrongOrder)
def _(fault: faults.FaultOfACall) -> str:
    return _given(fault.call, show.shapes)


@shown.register
def _(fault: faults.WrongValues) -> str:
    lines = [_given(fault.call)]
    differ = show.described(fault.got) != show.described(fault.expected)  # with these few digits
    if fault.got.size <= show.FEW and differ:
        lines += ["What came out:", show.block(f"{fault.output} = ", fault.got)]
        lines += ["What should have come out:", show.block(f"{fault.output} = ", fault.expected)]
    return "\n".join(lines)


def slip(misconception: Misconception) -> str:
    """The hint of a known mistake that gives this very result."""
    return f"A common slip gives this very result: {misconception.name}.\n{misconception.hint}"


def built_on(name: str, broken: list[str]) -> str:
    """Earlier answers that do not pass yet, which this one may be calling."""
    them, verb = ("it", "does") if len(broken) == 1 else ("them", "do")
    return (
        f"Your own {' and '.join(broken)} {verb} not pass yet. "
        f"If {name} calls {them}, fix {them} first."
    )


def _first_difference(name, got, expected, wrong):
    place = tuple(int(i) for i in np.argwhere(wrong)[0])
    entry = f"{name}[{', '.join(map(str, place))}]" if place else name
    mine, theirs = show.apart(got[place], expected[place])
    said = f"is {mine}; expected {theirs}."
    if wrong.sum() == 1:
        return f"{f'One of {wrong.size} entries is off: ' if wrong.size > 1 else ''}{entry} {said}"
    return f"{wrong.sum()} of {wrong.size} entries are off. The first, {entry}, {said}"


def _given(call, describe=show.described):
    """The inputs of the call, one a line."""
    width = max(len(name) for name in call.arguments)
    lines = [f"The smallest input that fails ({call.case.name}):"]
    for name, value in call.arguments.items():
        lines.append(show.block(f"{name:<{width}} = ", value, describe))
    return "\n".join(lines)


def _usual_reason(fault):
    """What most often leads from the one shape to the other."""
    got, expected = fault.got.shape, fault.expected.shape
    if got == () and np.prod(expected) == 1:
        return "A bare number came out, where there should be an array with that one number in it."
    if got == ():
        return (
            "One number came out, where there should be more. Which line made one number of them?"
        )
    if len(got) == 2 and got == expected[::-1]:
        return "Rows and columns have changed places: one transpose too many, or too few."
    if len(got) == len(expected) + 1 and got[0] == 1 and got[1:] == expected:
        return (
            "That is one dimension too many, the 1 in front. It may come from keepdims=True, from "
            "a 1 in a shape, as in np.zeros((1, n)), from a pair of brackets too many, or from a "
            "comma at the end of a line."
        )
    if len(got) == len(expected) == 1:
        return _usual_reason_of_a_list(fault)
    if len(got) == 2 and len(set(got)) == 1 and expected == (got[0], 1):
        return "NumPy stretched a column and a row into a grid."
    if np.prod(got) == np.prod(expected):
        return "The number of entries is right, but they are arranged differently."
    return PRINT_SHAPES


PRINT_SHAPES = "Print the shapes of the pieces, one line of your code at a time."


def _usual_reason_of_a_list(fault):
    short, long = sorted((fault.got, fault.expected), key=len)
    starts = range(len(long) - len(short) + 1)
    if len(short) and any(not differing(short, long[i : i + len(short)]).any() for i in starts):
        return "There are too few entries or too many: where does it begin, and where does it end?"
    sides = {len(short), len(long)}
    if any(sides == set(np.shape(value)) for value in fault.call.arguments.values()):
        return "One number for each row, or one for each column?"
    return PRINT_SHAPES

"""What the learner is told: what went in, what came out, what should have, where to look.

Every function returns text. Nothing here decides whether an answer is right.
"""

import difflib
import inspect
import linecache
import textwrap
import traceback

import numpy as np

from course.checks import show
from course.checks.plain import plain_words

WIDTH = 80  # `nbgrader validate` cuts longer lines off
LONG = 300  # characters of an exception's own text
CLOSE = 1e-4  # of the largest entry: nearly right, and not by rounding


def heading(name, faults):
    """The first line of a refusal; with several parts it says which of them are right."""
    if len(faults) > 1:
        verdicts = [f"{part}: {'not yet' if fault else 'right'}" for part, fault in faults.items()]
        return f"{name}. {'; '.join(verdicts)}."
    return ", ".join([name, *faults]) + ": not yet."


def right(name, parts):
    """The line for a right answer."""
    return f"{name}, {', '.join(parts)}: right."


def noted(name, guess):
    """The line for a prediction, whatever it is."""
    return f"{name}: noted, you say {guess:g}. Now run the next cell."


def marked(item, marks):
    """The line for an answer in words that the learner has marked."""
    return f"{item.name}: noted, you give yourself {marks:g} of {item.points}."


def not_words_and_marks(item, returned):
    """The function has to return two things."""
    return (
        f"{item.name} returned {'None' if returned is None else show.kind(returned)}; expected "
        f"your words and your points, as in `return words, {item.points - 1}`."
    )


def too_few_words(item, words, fewest):
    """Nobody can mark an answer that is not there."""
    if not isinstance(words, str):
        return f"The first thing that {item.name} returns is {show.kind(words)}; expected text."
    return (
        f"Your answer has {len(words.split())} words, and it takes at least {fewest} to say it. "
        "Write it before you open the model answer: what you can say without it is what you know."
    )


def impossible_marks(item, marks):
    """Points that are not to be had."""
    got = f"{marks:g}" if isinstance(marks, (int, float)) else show.kind(marks)
    return (
        f"You give yourself {got}; expected a number from 0 to {item.points}. Half points are fine."
    )


def assembled(*paragraphs):
    """Paragraphs under each other. Long lines are broken, but for those that begin with spaces."""
    lines = "\n\n".join(paragraphs).split("\n")
    return "\n".join(line if line.startswith(" ") else textwrap.fill(line, WIDTH) for line in lines)


def unknown_name(name, known):
    """The check cell itself asks for something that is not there."""
    return f"There is no check called {name!r}. There is one for each of {', '.join(known)}."


def unknown_part(answer, name):
    """The check cell asks for a part that is not there."""
    parts = ", ".join(f'"{part.name}"' for part in answer.parts)
    return f"The check of {answer.name} has no part called {name!r}. Its parts are {parts}."


def missing(item, namespace):
    """There is no such function: has the cell been run, is the name spelt right?"""
    functions = [key for key, value in namespace.items() if inspect.isfunction(value)]
    alike = difflib.get_close_matches(item.name, functions, n=1, cutoff=0.8)
    if alike:
        return (
            f"There is no function called {item.name}, but there is one called {alike[0]}. "
            "If that is yours, spell it as asked, run its cell again, and then this one."
        )
    return (
        f"There is no function called {item.name} yet. Run the cell that begins with "
        f"`def {item.name}({', '.join(item.inputs)}):` and then this one. "
        "If that cell shows an error of its own, mend that first."
    )


def not_a_function(name, value):
    """The name stands for something else."""
    return (
        f"{name} is not a function any more: some line used the name for {show.kind(value)}. "
        f"Rename that, run the cell with `def {name}` again, and then this one."
    )


def wrong_arguments(item, function):
    """The function cannot be called with what the exercise gives it."""
    return (
        f"Your first line reads `def {item.name}{inspect.signature(function)}:`. "
        f"It has to work when called as {item.name}({', '.join(item.inputs)})."
    )


def not_written(item, error, namespace):
    """The stub is still a stub, or it calls another that is."""
    frame, _ = _their_frame(error, namespace)
    if frame is None or frame.f_code.co_name == item.name:
        return f"{item.name} is not written yet. {item.todo}"
    stub = frame.f_code.co_name
    return f"{item.name} calls {stub}, and {stub} is not written yet."


def not_a_number(name, guess):
    """A prediction that is text, several numbers, or nothing."""
    if guess is None:
        return f"{name} returned None. Did you forget `return`?"
    return f"{name} returned {show.kind(guess)}; expected one number, as in `return 3`."


def stopped(error, namespace):
    """An exception in plain words, with the line of the learner's code that raised it."""
    frame, number = _their_frame(error, namespace)
    lines = ["It stopped with an error."]
    if frame is not None:
        code = frame.f_code
        lines = [f"It stopped with an error in line {number} of its cell, in {code.co_name}:"]
        lines.append("    " + linecache.getline(code.co_filename, number).strip())
    lines.append(plain_words(error))
    return "\n".join([*lines, f"Python says: {type(error).__name__}: {str(error)[:LONG]}"])


def crashed(call, error, namespace):
    """As `stopped`, with the shapes of the inputs."""
    return "\n".join([stopped(error, namespace), "", *_given(call, show.shapes)])


def unreadable(call, problem):
    """The function returned something that is not an array of numbers."""
    return "\n".join([problem, "", *_given(call, show.shapes)])


def wrong_shape(call, name, got, expected):
    """Two shapes, and the usual reason for such a difference."""
    lines = [
        f"{name} has shape {got.shape}; expected {expected.shape}.",
        _usual_reason(got.shape, expected.shape),
        "",
    ]
    return "\n".join(lines + _given(call, show.shapes))


def not_refused(call):
    """Inputs that make no sense were taken without a word."""
    lines = [
        "It took these inputs without a word. They make no sense together, and whoever calls it "
        "should hear so: expected a ValueError with a message that says what is wrong, as in "
        '`raise ValueError("...")`.',
        "",
    ]
    return "\n".join(lines + _given(call))


def silent_refusal(call):
    """A ValueError that does not say why."""
    lines = [
        "It refuses these inputs, and that is right. But its ValueError has no message, and the "
        "message is what helps: say what was wrong.",
        "",
    ]
    return "\n".join(lines + _given(call))


def changed_input(call, names):
    """The function wrote into what it was given, or drew from everybody's random numbers."""
    if show.POT in names:
        lines = [
            "It drew from np.random, which everything that runs here shares. Nobody can repeat "
            "such a run. Draw from the generator that you were given: rng.normal, "
            "rng.permutation and so on.",
            "",
        ]
        return "\n".join(lines + _given(call))
    lines = [
        f"It changed what it was given: {', '.join(names)}. Others may still need those numbers.",
        "`-=`, `*=` and `x[...] =` write into the array itself. Make a new array, or work on a "
        "copy.",
        "",
    ]
    return "\n".join(lines + _given(call))


def wrong_values(call, name, got, expected, wrong):
    """What came out, what should have, and the first entry that differs."""
    lines = _given(call)
    if got.size <= show.FEW:
        lines += ["What came out:", show.block(f"{name} = ", got)]
        lines += ["What should have:", show.block(f"{name} = ", expected)]
    lines.append(_first_difference(name, got, expected, wrong))
    if np.isnan(got).any():
        lines.append("nan is what 0 / 0 gives, or infinity minus infinity.")
    elif np.abs(got - expected).max() < CLOSE * np.abs(expected).max():
        lines.append("That is close, and rounding would be closer: is a step only roughly right?")
    return "\n".join(lines)


def slip(misconception):
    """The hint of a known mistake that gives this very result."""
    return f"A common slip gives this very result: {misconception.name}.\n{misconception.hint}"


def built_on(name, broken):
    """Earlier answers that do not pass yet, which this one may be calling."""
    them, verb = ("it", "does") if len(broken) == 1 else ("them", "do")
    return (
        f"Your own {' and '.join(broken)} {verb} not pass yet. "
        f"If {name} calls {them}, mend {them} first."
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
    lines = [f"The smallest input that fails ({call.case}):"]
    for name, value in call.arguments.items():
        lines.append(show.block(f"{name:<{width}} = ", value, describe))
    return lines


def _their_frame(error, namespace):
    """The last frame of the learner's own code on the way to the error, and its line number."""
    for frame, number in reversed(list(traceback.walk_tb(error.__traceback__))):
        if frame.f_globals is namespace:
            return frame, number
    return None, None


def _usual_reason(got, expected):
    if got == ():
        return "A sum or a mean without an axis turns everything into one number."
    if len(got) == 2 and got == expected[::-1]:
        return "Rows and columns have changed places: one transpose too many, or too few."
    if len(got) == len(expected) + 1 and got[0] == 1 and got[1:] == expected:
        return (
            "That is one dimension too many: keepdims=True leaves one behind, and so does a comma "
            "at the end of the return line."
        )
    if len(got) == len(expected) == 1:
        return "One number for each row, or one for each column? Look at the axis of the sum."
    if len(got) == 2 and len(set(got)) == 1 and expected == (got[0], 1):
        return "NumPy stretched a column and a row into a grid."
    if np.prod(got) == np.prod(expected):
        return "The number of entries is right, and they are arranged differently."
    return "Print the shapes of the pieces, one line of your code at a time."

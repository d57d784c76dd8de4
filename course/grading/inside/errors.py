"""Errors over a wall: the same kind with the same words, built anew."""

import builtins
import importlib
import types
from typing import Any

from course.grading.inside.wire import Packer, Unpacker

# Kinds that cross as themselves; of any other, what is nearest to it here gets its name.
MODULES = (
    "builtins",
    "numpy.exceptions",
    "numpy.linalg",
    "numpy._core._exceptions",
    "pandas.errors",
    "course.checks.digits.choose_hidden",
    "course.checks.jacobians.watched",
    "course.checks.mending.guards",
)
TOO_LONG = "TooLong"  # of errors that no `except Exception` holds, the one that is asked for
LONGEST = 10_000  # letters of an error's own words


def told(error: BaseException, packer: Packer) -> dict[str, Any]:
    """An error as a tree."""
    kinds = [[one.__module__, one.__qualname__[:200]] for one in type(error).__mro__]
    name = type(error).__name__[:200]  # NumPy has some that bear the name of their base
    try:
        text = str(error)[:LONGEST]
    except BaseException:  # of an error of a learner's own making
        text = ""
    arguments = packer.tree(list(error.args))
    return {"name": name, "kinds": kinds[:20], "text": text, "arguments": arguments}


def raised(told: dict[str, Any], unpacker: Unpacker) -> BaseException:
    """The error of a tree, to be raised."""
    name, text = str(told["name"])[:200], str(told["text"])[:LONGEST]
    known = [_kind(*one) for one in told["kinds"][:20]]
    kind = next(filter(None, known), Exception)
    error = _as_itself(kind, text, told, unpacker) if known[:1] == [kind] else None
    if error is None:
        error = _in_words(kind, name, text, _origin(told["kinds"]))
    if isinstance(error, NameError):
        error.name = _between_quotes(text)
    return error


def _kind(module, name):
    """The class of an error that is known here; None for any other, and for one that would end
    the program in which it is raised."""
    if module not in MODULES:
        return None
    try:
        kind = getattr(importlib.import_module(module), name, None)
    except ImportError:
        return None
    most = BaseException if name == TOO_LONG else Exception
    return kind if isinstance(kind, type) and issubclass(kind, most) else None


def _as_itself(kind, text, told, unpacker):
    """An error of just this kind with these words; None where it can't be made of what was told."""
    for arguments in (unpacker.value(told["arguments"]), [text]):
        error = _made(kind, arguments)
        if error is not None and str(error) == text:
            return error
    return None


def _made(kind, arguments):
    try:
        return kind(*arguments)
    except Exception:  # it wants other arguments
        return None


def _origin(kinds):
    """The module of a kind of ours: where that can't be had, it comes back as what it was."""
    module = kinds[0][0] if kinds else ""
    is_ours = module in MODULES and module.startswith("course.")
    return module if is_ours else builtins.__name__


def _in_words(kind, name, text, module):
    """An error of a kind with that name, which says just this."""
    base = kind if _made(kind, ["words"]) else Exception
    body = {"__str__": lambda self: text, "__module__": module}
    named = types.new_class(name or "Error", (base,), {}, lambda space: space.update(body))
    return named("words")


def _between_quotes(text):
    pieces = text.split("'")
    return pieces[1] if len(pieces) > 2 else ""

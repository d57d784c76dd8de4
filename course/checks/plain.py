"""Python's exceptions in plain words: one sentence on what went wrong, for who never saw it."""

import builtins

# What the exception itself says, by a piece of its text; the first that fits is taken.
BY_TEXT = (
    (
        ("truth value of an array", "truth value of a Series"),
        "An `if`, `and` or `or` asked a whole array one question, and there is an answer for each "
        "entry. Let NumPy decide entry by entry: with np.where, or by multiplying with the "
        "comparison. If you want one answer for the whole array, ask with .all() or .any().",
    ),
    (
        ("only integers, slices", "list indices must be integers", "cannot be interpreted as an"),
        "A place in an array or a size has to be a whole number, and this one is something else.",
    ),
    (
        ("arrays used as indices must be of integer",),
        "The places that an array was asked for have to be whole numbers, or True and False for "
        "all of them. These have decimals, or are something else.",
    ),
    (
        ("too many indices for array", "invalid index to scalar variable"),
        "There are more indices than the array has dimensions: a flat list takes one, a table two, "
        "a single number none. Print its shape.",
    ),
    (
        ("boolean index did not match", "indexing arrays could not be broadcast"),
        "The shape of what stands between the square brackets does not fit the array before them, "
        "or one of the lists there is longer than another.",
    ),
    (
        ("pop from empty",),
        "Something was to be taken out of a list, and the list is empty.",
    ),
    (
        ("is out of bounds for array of dimension",),
        "That array has no such axis. A flat list has axis 0 alone, a table the axes 0 and 1, and "
        "a single number has none. Print its shape.",
    ),
    (
        ("negative dimensions are not allowed",),
        "A size came out below zero. Print the numbers that it is worked out from.",
    ),
    (
        ("must be square", "must be at least two-dimensional"),
        "That step takes a table with as many rows as columns, and was given another shape.",
    ),
    (
        ("Cannot cast ufunc",),
        "An array of whole numbers, or of True and False, was to take in a number that it cannot "
        "hold, as one with decimals. Make it an array of decimals first, with .astype(float).",
    ),
    (
        ("NoneType",),
        "Something is None that should have a value. Is there a `return` in each function that "
        "you call?",
    ),
    (
        ("arg is an empty sequence", "argument is empty", "zero-size array to reduction"),
        "The largest or the smallest of nothing was asked for: the list or array is empty.",
    ),
    (
        ("came up in this line",),  # course.checks.jacobians.watched
        "A table was built, and this part asks for the same numbers without one.",
    ),
    (
        ("inhomogeneous", "setting an array element with a sequence"),
        "An array was to be made of rows that are not equally long, or a whole array was put into "
        "a place for one number. If it holds one, take it out first, as in y[0, 0].",
    ),
    (
        ("cannot access local variable", "cannot access free variable"),
        "A name was used before it had a value. Some line of the function gives it one, so Python "
        "looks for it nowhere else. If a function of the notebook is called the same, choose "
        "another name for yours.",
    ),
)
BY_SHAPE = ("matmul", "not aligned", "broadcast", "mismatch", "operands", "dimension")
SHAPES = "The shapes of two arrays do not fit together."
BY_KIND = (
    (
        NameError,
        "Python met a name that has no value. Is it spelt as it was where you made it, and has "
        "the cell that makes it been run since the last restart?",
    ),
    (KeyError, "A dictionary was asked for a key, or a table for a column, that it does not have."),
    (IndexError, "An index points past the end of an array or list."),
    (AttributeError, "What is before a dot has no part with the name after it."),
    (ZeroDivisionError, "Something was divided by zero."),
    (RecursionError, "A function calls itself again and again and never stops."),
    (AssertionError, "An `assert` did not hold."),
    (TypeError, "An operation was given a kind of thing that it cannot work with."),
)


def plain_words(error: Exception) -> str:
    """One plain sentence for an exception."""
    text = str(error)
    for pieces, words in BY_TEXT:
        if any(piece in text for piece in pieces):
            return words
    if isinstance(error, ValueError) and any(piece in text for piece in BY_SHAPE):
        return SHAPES
    if isinstance(error, NameError) and (meant := _in_other_letters(error)):
        return f"Python tells capital letters from small ones, and this name is written {meant}."
    for kind, words in BY_KIND:
        if isinstance(error, kind):
            return words
    return "Python could not go on."


def _in_other_letters(error):
    """A name that was there where this one was missed, and differs in capital letters alone."""
    there = names_there(error) if error.name else []
    return next((name for name in there if name.lower() == error.name.lower()), None)


def names_there(error: BaseException) -> list[str]:
    """The names that could be used where an error arose.

    An error that came over a wall, from where the code ran, brings them along as `course_names`.
    """
    if hasattr(error, "course_names"):
        return error.course_names
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    if not trace:
        return []
    frame = trace.tb_frame
    return [*frame.f_locals, *frame.f_globals, *vars(builtins)]

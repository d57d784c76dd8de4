"""Mistakes in what is called, and with what: functions, axes, ranges, arguments."""

import ast

from course.checks.mending.edits import Changes, Function, Kind, name_of

TWINS = {
    "argmax": ("argmin", "max"),
    "argmin": ("argmax", "min"),
    "max": ("min", "argmax", "sum", "mean"),
    "min": ("max", "argmin"),
    "amax": ("argmax", "amin"),
    "amin": ("argmin", "amax"),
    "sum": ("mean", "cumsum", "prod", "max"),
    "mean": ("sum", "median", "std"),
    "median": ("mean",),
    "prod": ("sum",),
    "cumsum": ("sum",),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "log": ("exp", "log1p"),
    "log2": ("log",),
    "log10": ("log",),
    "exp": ("log", "exp2"),
    "var": ("std",),
    "std": ("var", "mean"),
    "floor": ("ceil", "round"),
    "ceil": ("floor", "round"),
    "round": ("floor", "ceil"),
    "sqrt": ("square",),
    "square": ("sqrt", "abs"),
    "abs": ("square",),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "zeros_like": ("ones_like",),
    "ones_like": ("zeros_like",),
    "vstack": ("hstack",),
    "hstack": ("vstack",),
    "any": ("all",),
    "all": ("any",),
    "dot": ("multiply",),
    "multiply": ("dot",),
    "normal": ("random", "standard_normal"),
    "append": ("extend",),
}
ALONG = (
    "sum", "mean", "max", "min", "argmax", "argmin", "std", "var", "cumsum", "prod", "median",
    "sort", "argsort", "any", "all", "stack", "concatenate", "amax", "amin",
    "delete", "flip", "norm", "repeat", "append", "roll", "softmax",
)  # fmt: skip


def _calls(function, *names):
    return (slot for slot in function.of(ast.Call) if not names or name_of(slot.node) in names)


def twin(function: Function) -> Changes:
    """A function for one that is often mistaken for it."""
    for slot in _calls(function):
        called = slot.node.func
        for new in TWINS.get(name_of(slot.node), ()):
            other: ast.expr = ast.Name(new, ast.Load())
            if isinstance(called, ast.Attribute):
                other = ast.Attribute(called.value, new, ast.Load())
            changed = ast.Call(other, slot.node.args, slot.node.keywords)
            yield slot.node, (slot.put(changed),), name_of(slot.node)


def axis(function: Function) -> Changes:
    """Along the other axis, or along all."""
    for slot in _calls(function, *ALONG):
        had = next((k.value for k in slot.node.keywords if k.arg == "axis"), None)
        kept = [k for k in slot.node.keywords if k.arg != "axis"]
        for new in (0, 1, -1, None):
            if new is None and had is None:
                continue
            if had is not None and isinstance(had, ast.Constant) and had.value == new:
                continue
            keywords = kept if new is None else [*kept, ast.keyword("axis", ast.Constant(new))]
            changed = ast.Call(slot.node.func, slot.node.args, keywords)
            yield slot.node, (slot.put(changed),), ast.unparse(slot.node)


def keepdims(function: Function) -> Changes:
    """With the dimension that was summed over, or without it."""
    for slot in _calls(function, *ALONG):
        kept = [k for k in slot.node.keywords if k.arg != "keepdims"]
        keywords = kept
        if len(kept) == len(slot.node.keywords):
            keywords = [*kept, ast.keyword("keepdims", ast.Constant(True))]
        changed = ast.Call(slot.node.func, slot.node.args, keywords)
        yield slot.node, (slot.put(changed),), ast.unparse(slot.node)


def axis_and_keepdims(function: Function) -> Changes:
    """Both at once: a sum over everything that should be one for each row or column."""
    for slot in _calls(function, *ALONG):
        kept = [k for k in slot.node.keywords if k.arg not in ("axis", "keepdims")]
        for new in (0, 1, -1):
            both = [
                ast.keyword("axis", ast.Constant(new)),
                ast.keyword("keepdims", ast.Constant(True)),
            ]
            changed = ast.Call(slot.node.func, slot.node.args, [*kept, *both])
            yield slot.node, (slot.put(changed),), ast.unparse(slot.node)


def keyword_too_much(function: Function) -> Changes:
    """A setting that should not be there, such as `ddof=1`."""
    for slot in _calls(function):
        for gone in slot.node.keywords:
            if gone.arg not in (None, "axis", "keepdims"):
                kept = [k for k in slot.node.keywords if k is not gone]
                changed = ast.Call(slot.node.func, slot.node.args, kept)
                yield slot.node, (slot.put(changed),), ast.unparse(gone)


def loop_range(function: Function) -> Changes:
    """A `range` that begins or ends one off."""
    for slot in _calls(function, "range"):
        arguments = slot.node.args
        if not arguments:
            continue
        first, last = ([ast.Constant(0), arguments[0]] if len(arguments) == 1 else arguments)[:2]
        rest = arguments[2:]
        for start, end in (
            (first, _plus(last, 1)),
            (first, _plus(last, -1)),
            (_plus(first, 1), last),
            (_plus(first, -1), last),
            (_plus(first, 1), _plus(last, 1)),
            (_plus(first, -1), _plus(last, -1)),
        ):
            changed = ast.Call(slot.node.func, [start, end, *rest], [])
            yield slot.node, (slot.put(changed),), ast.unparse(slot.node)
        if len(arguments) == 1:
            backwards = ast.Call(ast.Name("reversed", ast.Load()), [slot.node], [])
            yield slot.node, (slot.put(backwards),), ast.unparse(slot.node)


def _plus(node, step):
    return ast.BinOp(node, ast.Add(), ast.Constant(step))


def direction(function: Function) -> Changes:
    """Backwards where it should go forwards."""
    for slot in _calls(function, "reversed"):
        if len(slot.node.args) == 1:
            yield slot.node, (slot.put(slot.node.args[0]),), ast.unparse(slot.node)
    for slot in function.of(ast.Subscript):
        part = slot.node.slice
        if isinstance(part, ast.Slice) and not (part.lower or part.upper) and part.step:
            yield slot.node, (slot.put(slot.node.value),), ast.unparse(slot.node)


def order_of_arguments(function: Function) -> Changes:
    """Two arguments that have changed places."""
    for slot in _calls(function):
        for i in range(len(slot.node.args) - 1):
            new = list(slot.node.args)
            new[i], new[i + 1] = new[i + 1], new[i]
            changed = ast.Call(slot.node.func, new, slot.node.keywords)
            yield slot.node, (slot.put(changed),), ast.unparse(slot.node)


def call_too_much(function: Function) -> Changes:
    """A step that nobody asked for: `abs(x)` or `max(0, x)` for `x`, `x.ravel()` for `x`."""
    for slot in _calls(function):
        called = slot.node.func
        if name_of(slot.node) == "range":
            continue
        for place, kept in enumerate(slot.node.args):
            if not isinstance(kept, ast.Starred) and (place == 0 or _may_be_it(kept, slot.node)):
                yield slot.node, (slot.put(kept),), f"{ast.unparse(called)}(...)"
        if isinstance(called, ast.Attribute) and not _is_module(called.value):
            yield slot.node, (slot.put(called.value),), f".{called.attr}(...)"


def _may_be_it(argument, call):
    """Is a later argument what the call was made for, as in `max(0, x)`?"""
    return name_of(call) in OF_TWO and not isinstance(argument, ast.Constant)


OF_TWO = ("max", "min", "maximum", "minimum", "fmax", "fmin")


def _is_module(node):
    return isinstance(node, ast.Name) and node.id in ("np", "numpy", "pd", "math")


def other_generator(function: Function) -> Changes:
    """Drawn from NumPy's common generator, or from a new one, where one was given."""
    given = [name for name in function.parameters if name in GENERATORS]
    for slot in function.of(ast.Attribute, ast.Call):
        is_common = isinstance(slot.node, ast.Attribute) and slot.node.attr == "random"
        is_common = is_common and isinstance(slot.node.value, ast.Name)
        is_new = isinstance(slot.node, ast.Call) and name_of(slot.node) in NEW_GENERATORS
        if is_common or is_new:
            for name in given:
                yield slot.node, (slot.put(ast.Name(name, ast.Load())),), ast.unparse(slot.node)


GENERATORS = ("rng", "generator")
NEW_GENERATORS = ("default_rng", "RandomState", "Generator")


def whole_numbers(function: Function) -> Changes:
    """A place for results that takes whole numbers alone, as what went in does."""
    makers = ("zeros_like", "ones_like", "empty_like", "full_like", "array", "asarray", "zeros")
    for slot in _calls(function, *makers, "ones", "full", "empty", "copy"):
        if _is_of_decimals(slot.node):
            continue
        kept = [k for k in slot.node.keywords if k.arg != "dtype"]
        if name_of(slot.node) == "copy":
            floats = ast.Attribute(slot.node, "astype", ast.Load())
            changed = ast.Call(floats, [ast.Name("float", ast.Load())], [])
        else:
            dtype = ast.keyword("dtype", ast.Name("float", ast.Load()))
            changed = ast.Call(slot.node.func, slot.node.args, [*kept, dtype])
        yield slot.node, (slot.put(changed),), ast.unparse(slot.node)


def _is_of_decimals(call):
    """Does it ask for decimals, if only for few of them, as in `dtype=np.float32`?"""
    asked = [ast.unparse(k.value) for k in call.keywords if k.arg == "dtype"]
    return any(word in text for text in asked for word in ("float", "double", "single", "half"))


KINDS = (
    Kind("function", 1, "Does `{piece}` give what is asked for there?", twin, in_pairs=True),
    Kind("axis", 1, "Look at `{piece}`: is it one number for each row, one for each column, or one "
         "for everything?", axis, in_pairs=True),
    Kind("keepdims", 1, "Write down the shape of `{piece}`, and the shape that is needed there: "
         "does the axis that it was taken over stay, as a 1, or go?", keepdims, in_pairs=True),
    Kind("axis and keepdims", 2, "Look at `{piece}`: one number for each row, or for each column? "
         "And what shape is needed there?", axis_and_keepdims),
    Kind("setting too much", 2, "What does `{piece}` change there, and does the task ask for it?",
         keyword_too_much),
    Kind("range", 1, "Write down the numbers of `{piece}` for a small case. Which is the first "
         "that you want, and which the last?", loop_range, in_pairs=True),
    Kind("direction", 1, "In which order does `{piece}` go, and which is asked for?", direction),
    Kind("order of arguments", 1, "Which comes first in `{piece}`?", order_of_arguments),
    Kind("a call too much", 3, "Does the task ask for `{piece}` there?", call_too_much),
    Kind("other generator", 1, "Where do the random numbers of `{piece}` come from? You were given "
         "a generator to draw from.", other_generator),
    Kind("whole numbers", 0, "`{piece}` makes a place for the results. It holds whole numbers "
         "only, at least where whole numbers go in, and cuts off what comes after the point.",
         whole_numbers),
)  # fmt: skip

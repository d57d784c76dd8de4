"""Mistakes by what is not there: a call, a term, a factor, a divisor, a copy, a guard."""

import ast
import itertools
import re

from course.checks.mending.edits import Changes, Function, Kind

AROUND = ("exp", "log", "abs", "sqrt", "square")  # of NumPy
AFTER = ("copy()", "astype(float)", "sum()", "mean()", "item()", "ravel()", "tolist()")


def _wanted(function):
    """Where something could be missing: whole values, operands and arguments of calls."""
    for slot in function.slots:
        if isinstance(slot.node, (ast.Tuple, ast.List, ast.Dict, ast.Slice, ast.Starred)):
            continue
        if slot.field == "value" and isinstance(
            slot.owner, (ast.Return, ast.Assign, ast.AugAssign)
        ):
            yield slot
        elif isinstance(slot.owner, ast.BinOp) or isinstance(slot.owner, ast.Compare):
            yield slot
        elif isinstance(slot.owner, ast.Call) and slot.field == "args":
            yield slot
        elif isinstance(slot.owner, (ast.Tuple, ast.List)) and _is_loaded(slot.node):
            yield slot
        elif isinstance(slot.owner, ast.Attribute) and isinstance(slot.node, ast.BinOp):
            yield slot


def _is_loaded(node):
    return isinstance(getattr(node, "ctx", ast.Load()), ast.Load)


def call(function: Function) -> Changes:
    """`np.exp(...)` around a value, or `.copy()` after it."""
    for slot in _wanted(function):
        if isinstance(slot.node, ast.Constant):
            continue
        for name in AROUND:
            numpy = ast.Attribute(ast.Name("np", ast.Load()), name, ast.Load())
            yield slot.node, (slot.put(ast.Call(numpy, [slot.node], [])),), ast.unparse(slot.node)
        for after in AFTER:
            name, argument = after[:-1].split("(")
            arguments: list[ast.expr] = [ast.Name(argument, ast.Load())] if argument else []
            changed = ast.Call(ast.Attribute(slot.node, name, ast.Load()), arguments, [])
            yield slot.node, (slot.put(changed),), ast.unparse(slot.node)


def own_call(function: Function) -> Changes:
    """`relu(...)` around a value: a function that the answer calls elsewhere, called once more."""
    calls = [s.node for s in function.of(ast.Call) if isinstance(s.node.func, ast.Name)]
    calls = [one for one in calls if one.func.id not in BUILT_IN and one.args]
    for slot in _wanted(function):
        for rest in {ast.unparse(rest): rest for one in calls for rest in _rests(one)}.values():
            changed = ast.Call(rest.func, [slot.node, *rest.args[1:]], [])
            yield slot.node, (slot.put(changed),), ast.unparse(slot.node)


def _rests(call):
    """The call as it is, and with the number of a layer in it, as in `z2`, one less or more."""
    text = ast.unparse(call)
    layers = set(LAYER.findall(text))
    others = [(old, str(int(old) + step)) for old in layers for step in (1, -1)]
    texts = [text, *(re.sub(rf"(?<=[A-Za-z]){old}\b", new, text) for old, new in others)]
    read = [ast.parse(one, mode="eval").body for one in texts]
    return [one for one in read if isinstance(one, ast.Call)]


LAYER = re.compile(r"(?<=[A-Za-z])\d\b")
BUILT_IN = ("range", "len", "print", "enumerate", "zip", "sum", "list", "tuple", "dict", "reversed")


def term(function: Function) -> Changes:
    """`+ b`, `- m`, `* x`, `@ w`, `/ s` with one of the function's own names."""
    operators = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.MatMult)
    for slot in function.values:
        if isinstance(slot.node, (ast.Tuple, ast.List, ast.Dict)):
            continue
        for given, op in itertools.product(function.names, operators):
            changed = ast.BinOp(slot.node, op(), ast.Name(given, ast.Load()))
            yield slot.node, (slot.put(changed),), ast.unparse(slot.node)
    for slot in function.of(ast.Name, ast.Subscript, ast.Attribute, ast.Call):
        if isinstance(slot.owner, ast.BinOp):
            for given, op in itertools.product(function.names, operators[2:]):
                changed = ast.BinOp(slot.node, op(), ast.Name(given, ast.Load()))
                yield slot.node, (slot.put(changed),), ast.unparse(slot.node)


def factor(function: Function) -> Changes:
    """2 or a half of the whole, or one minus it."""
    for slot in function.values:
        if isinstance(slot.node, (ast.Tuple, ast.List, ast.Dict, ast.Constant)):
            continue
        for number in (2, 0.5):
            changed = ast.BinOp(ast.Constant(number), ast.Mult(), slot.node)
            yield slot.node, (slot.put(changed),), ast.unparse(slot.node)
        yield slot.node, (slot.put(_one_minus(slot.node)),), ast.unparse(slot.node)


def _one_minus(node):
    return ast.BinOp(ast.Constant(1), ast.Sub(), node)


def divisor(function: Function) -> Changes:
    """Divided by how many there are."""
    for slot in function.values:
        if isinstance(slot.node, (ast.Tuple, ast.List, ast.Dict, ast.Constant)):
            continue
        for given, measure in itertools.product(function.parameters, ("len({})", "np.size({})")):
            count = ast.parse(measure.format(given), mode="eval").body
            for op in (ast.Div(), ast.Mult()):
                changed = ast.BinOp(slot.node, op, count)
                yield slot.node, (slot.put(changed),), ast.unparse(slot.node)


def guard(function: Function) -> Changes:
    """A line that should run only where there is something to work with."""
    for block in function.blocks:
        for i, node in enumerate(block.statements):
            if not isinstance(node, (ast.Assign, ast.AugAssign)) or block.owner is function.tree:
                continue
            used = {n.id for n in ast.walk(node.value) if isinstance(n, ast.Name)}
            for given in [name for name in function.names if name in used]:
                test = ast.parse(f"np.size({given}) and np.any({given})", mode="eval").body
                changed = ast.If(test, [node], [])
                yield node, (block.instead(i, changed),), given


KINDS = (
    Kind("call missing", 4, "Something still has to be done with `{piece}` there. Which step of "
         "the task is it?", call),
    Kind("own call missing", 4, "Something still has to be done with `{piece}` there. Which step "
         "of the task is it?", own_call),
    Kind("term missing", 4, "Something is missing beside `{piece}`. Which of the things that you "
         "have does that line leave out?", term),
    Kind("factor missing", 3, "`{piece}` is not complete yet: a number is missing there.", factor),
    Kind("divisor missing", 3, "How many go into `{piece}`? Is it a sum that is asked for, or an "
         "average?", divisor),
    Kind("guard missing", 4, "What does that line do where `{piece}` is empty, or all zeros?",
         guard),
)  # fmt: skip

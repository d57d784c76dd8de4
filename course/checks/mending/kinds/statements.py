"""Mistakes in whole lines: in a loop or outside, too early, too much, set anew, not returned."""

import ast

from course.checks.mending.edits import Changes, Function, Kind, located

LOOPS = (ast.For, ast.While)
EXITS = (ast.Return, ast.Raise, ast.Break, ast.Continue)


def name(function: Function) -> Changes:
    """One of the function's own names for another."""
    for slot in function.of(ast.Name):
        if not isinstance(slot.node.ctx, ast.Load) or slot.node.id not in function.names:
            continue
        for other in function.names:
            if other != slot.node.id:
                yield slot.node, (slot.put(ast.Name(other, ast.Load())),), slot.node.id


def set_or_added(function: Function) -> Changes:
    """`=` for `+=`, and the other way round."""
    for block in function.blocks:
        for i, node in enumerate(block.statements):
            if isinstance(node, ast.AugAssign):
                yield node, (block.instead(i, ast.Assign([node.target], node.value)),), "="
            elif isinstance(node, ast.Assign) and isinstance(
                node.targets[0], (ast.Name, ast.Subscript)
            ):
                for op in (ast.Add, ast.Sub, ast.Mult):
                    changed = ast.AugAssign(node.targets[0], op(), node.value)
                    yield node, (block.instead(i, changed),), "="


def inside_the_loop(function: Function) -> Changes:
    """A line that runs in each round and should run once, after the loop or before it."""
    for block in function.blocks:
        for k, loop in enumerate(block.statements):
            if isinstance(loop, (*LOOPS, ast.If)):
                yield from _out(block, k, loop)


def _out(block, k, outer):
    for i, line in enumerate(outer.body):
        rest = [*outer.body[:i], *outer.body[i + 1 :]]
        if not rest:
            continue
        thinner = _with_body(outer, rest)
        yield line, (block.instead(k, thinner, line),), "after"
        yield line, (block.instead(k, line, thinner),), "before"
        if k + 1 < len(block.statements) and not isinstance(block.statements[-1], EXITS):
            later = [*block.statements[:k], thinner, *block.statements[k + 1 :], line]
            yield line, (block.put(later),), "end"


def _with_body(outer, body):
    fields = {name: getattr(outer, name) for name in outer._fields} | {"body": body}
    return ast.copy_location(type(outer)(**fields), outer)


def outside_the_loop(function: Function) -> Changes:
    """A line that runs once and should run in each round, or only if a question is answered yes."""
    for block in function.blocks:
        for k, loop in enumerate(block.statements):
            if not isinstance(loop, (*LOOPS, ast.If)):
                continue
            before, after = block.statements[:k], block.statements[k + 1 :]
            if after and not isinstance(loop.body[-1], EXITS):
                grown = _with_body(loop, [*loop.body, after[0]])
                yield after[0], (block.put([*before, grown, *after[1:]]),), "end"
            if isinstance(loop, LOOPS):
                yield from _into_loops(block, k, loop)


def _into_loops(block, k, loop):
    """A line before the loop goes to its start, or to that of a loop in it."""
    for i, line in enumerate(block.statements[:k]):
        if not isinstance(line, (ast.Assign, ast.AugAssign)):
            continue
        rest = [*block.statements[:i], *block.statements[i + 1 : k]]
        grown = _with_body(loop, [line, *loop.body])
        yield line, (block.put([*rest, grown, *block.statements[k + 1 :]]),), "start"
        for j, inner in enumerate(loop.body):
            if isinstance(inner, LOOPS):
                deeper = _with_body(inner, [line, *inner.body])
                grown = _with_body(loop, [*loop.body[:j], deeper, *loop.body[j + 1 :]])
                yield line, (block.put([*rest, grown, *block.statements[k + 1 :]]),), "start"


def reset_missing(function: Function) -> Changes:
    """A count or a sum that has to begin again somewhere, and is not set back."""
    starts = [n for n in function.tree.body if isinstance(n, ast.Assign) and _is_start(n)]
    for block in function.blocks[1:]:
        for start in starts:
            again = ast.copy_location(ast.Assign(start.targets, start.value), start)
            first, last = block.statements[0], block.statements[-1]
            yield first, (block.put([again, *block.statements]),), ast.unparse(start.targets[0])
            yield last, (block.put([*block.statements, again]),), ast.unparse(start.targets[0])


def _is_start(node):
    if not isinstance(node.targets[0], ast.Name):
        return False
    return isinstance(node.value, (ast.Constant, ast.List)) or "zeros" in ast.unparse(node.value)


def refused_otherwise(function: Function) -> Changes:
    """Printed, asserted or returned, where a ValueError is to be raised."""
    for block in function.blocks:
        for i, node in enumerate(block.statements):
            if isinstance(node, ast.Assert):
                words = [node.msg or ast.Constant("not so")]
                refuse = _raise(words, node)
                test = ast.UnaryOp(ast.Not(), node.test)
                yield node, (block.instead(i, ast.If(test, [refuse], [])),), ""
            elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                yield node, (block.instead(i, _raise(node.exc.args, node)),), ""
            elif isinstance(node, ast.Return) and isinstance(node.value, ast.Call):
                yield node, (block.instead(i, _raise(node.value.args, node)),), ""
            elif isinstance(node, ast.Return):
                yield node, (block.instead(i, _raise([ast.Constant("not so")], node)),), ""
            elif printed_values := _printed(node):
                yield node, (block.instead(i, _raise(printed_values, node)),), ""


def _raise(words, node):
    refused = ast.Raise(ast.Call(ast.Name("ValueError", ast.Load()), list(words), []), None)
    return located(refused, node)


def too_early_or_late(function: Function) -> Changes:
    """Two lines that have changed places."""
    for block in function.blocks:
        for i in range(len(block.statements) - 1):
            if isinstance(block.statements[i + 1], EXITS):
                continue  # behind it a line would never run
            new = list(block.statements)
            new[i], new[i + 1] = new[i + 1], new[i]
            yield block.statements[i], (block.put(new),), f"line {new[i].lineno}"


def line_too_much(function: Function) -> Changes:
    """A line that should not be there."""
    for block in function.blocks:
        for i, node in enumerate(block.statements):
            if len(block.statements) > 1 and not isinstance(node, (ast.Return, ast.FunctionDef)):
                yield node, (block.instead(i),), ""


def stop_or_skip(function: Function) -> Changes:
    """`break` for `continue`, and the other way round."""
    for block in function.blocks:
        for i, node in enumerate(block.statements):
            if isinstance(node, (ast.Break, ast.Continue)):
                other = ast.Continue() if isinstance(node, ast.Break) else ast.Break()
                yield node, (block.instead(i, other),), ast.unparse(node)


def printed(function: Function) -> Changes:
    """The answer is printed, and nothing comes back."""
    for block in function.blocks:
        for i, node in enumerate(block.statements):
            values = _printed(node)
            if values:
                value = values[0] if len(values) == 1 else ast.Tuple(values, ast.Load())
                yield node, (block.instead(i, ast.Return(value)),), ""


def _printed(node):
    """What a line prints, if that is all that it does."""
    call = node.value if isinstance(node, ast.Expr) else None
    if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "print":
        return call.args
    return []


def return_missing(function: Function) -> Changes:
    """What was worked out is never handed back."""
    body = function.tree.body
    if isinstance(body[-1], ast.Return):
        return
    block = function.blocks[0]
    for given in reversed(function.names):
        back = ast.Return(ast.Name(given, ast.Load()))
        yield body[-1], (block.put([*body, located(back, body[-1])]),), given
    if isinstance(body[-1], ast.Expr):
        yield body[-1], (block.instead(len(body) - 1, ast.Return(body[-1].value)),), ""


def written_into(function: Function) -> Changes:
    """`x += 1` writes into what was given, where `x = x + 1` makes a new one."""
    for block in function.blocks:
        anew = {i: new for i, node in enumerate(block.statements) if (new := _made_anew(node))}
        for i, new in anew.items():
            yield block.statements[i], (block.instead(i, new),), ast.unparse(new.targets[0])
        if len(anew) > 1:
            first = min(anew)
            together = [anew.get(i, old) for i, old in enumerate(block.statements)]
            piece = ast.unparse(anew[first].targets[0])
            yield block.statements[first], (block.put(together),), piece


def _made_anew(node):
    """`x = x + 1` for `x += 1`; None for anything else."""
    if not isinstance(node, ast.AugAssign) or not isinstance(node.target, ast.Name):
        return None
    old = ast.Name(node.target.id, ast.Load())
    new = ast.Assign([node.target], ast.BinOp(old, node.op, node.value))
    return located(new, node)


def entries_written_into(function: Function) -> Changes:
    """`x[i] = 1` or `x.sort()` changes what was given; a copy at the start would not."""
    for given in function.parameters:
        writes = [s.node for s in function.of(ast.Subscript) if _is_written(s.node, given)]
        calls = [s.node for s in function.of(ast.Call) if _changes_in_place(s.node, given)]
        for first in [*writes, *calls][:1]:
            copied = ast.parse(f"import copy as _c\n{given} = _c.deepcopy({given})").body
            yield first, (function.blocks[0].put([*copied, *function.tree.body]),), given


def _is_written(node, given):
    stored = isinstance(node.ctx, ast.Store)
    while isinstance(node, ast.Subscript):
        node = node.value
    return stored and isinstance(node, ast.Name) and node.id == given


IN_PLACE = ("sort", "reverse", "append", "pop", "insert", "remove", "extend", "shuffle", "fill")


def _changes_in_place(call, given):
    called = call.func
    if not isinstance(called, ast.Attribute) or called.attr not in IN_PLACE:
        return False
    touched = [called.value, *call.args[:1]]
    return any(isinstance(node, ast.Name) and node.id == given for node in touched)


KINDS = (
    Kind("name", 3, "Is `{piece}` the one that belongs there?", name),
    Kind("set or added", 1, "Does that line start again each time, or does it add to what was "
         "there? Which should it do?", set_or_added, in_pairs=True),
    Kind("inside the loop", 2, "How often does that line run: in each round, or once? Look at how "
         "far it is indented.", inside_the_loop, in_pairs=True),
    Kind("outside the loop", 2, "How often does that line run: once, or in each round? Look at "
         "how far it is indented.", outside_the_loop),
    Kind("reset missing", 3, "What does `{piece}` hold when that line is reached again? Something "
         "has to start again.", reset_missing),
    Kind("refused otherwise", 1, "The task asks for a ValueError where inputs make no sense. What "
         "does that line do instead?", refused_otherwise),
    Kind("order of lines", 2, "Which has to come first, that line or {piece}? One uses what the "
         "other changes.", too_early_or_late),
    Kind("a line too much", 4, "What would happen without that line?", line_too_much),
    Kind("break or continue", 1, "`{piece}`: should it end the loop there, or go on with the next "
         "round?", stop_or_skip),
    Kind("printed", 1, "It prints the answer and returns nothing. Whoever calls it needs the "
         "value.", printed),
    Kind("return missing", 1, "After that line it ends, and nothing is returned.",
         return_missing),
    Kind("written into", 1, "That line writes into `{piece}` itself, and other code holds "
         "the same array.", written_into, not_for="Cannot cast ufunc"),
    Kind("entries written into", 1, "That line changes `{piece}` itself. Other code holds the same "
         "one: work on a copy.", entries_written_into),
)  # fmt: skip

"""Mistakes in how values are put together: comparisons, operators, signs, numbers, indices."""

import ast
import itertools

from course.checks.mending.edits import Changes, Function, Kind, Swap, name_of

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Gt: (ast.GtE, ast.Lt, ast.LtE, ast.Eq, ast.NotEq),
    ast.GtE: (ast.Gt, ast.LtE, ast.Lt, ast.Eq, ast.NotEq),
    ast.Lt: (ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq),
    ast.LtE: (ast.Lt, ast.GtE, ast.Gt, ast.Eq, ast.NotEq),
    ast.Eq: (ast.NotEq, ast.LtE, ast.GtE, ast.Lt, ast.Gt),
    ast.NotEq: (ast.Eq, ast.Gt, ast.Lt),
    ast.Is: (ast.Eq,),
    ast.IsNot: (ast.NotEq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Div, ast.MatMult, ast.Add),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.MatMult: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Pow: (ast.Mult,),
    ast.Mod: (ast.FloorDiv,),
}
SYMBOLS: dict[type[ast.AST], str] = {
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.MatMult: "@",
    ast.FloorDiv: "//",
    ast.Pow: "**",
    ast.Mod: "%",
}
ONE_WAY = (ast.Sub, ast.Div, ast.MatMult, ast.FloorDiv, ast.Pow, ast.Mod)  # a - b is not b - a


def comparison(function: Function) -> Changes:
    """`>` for `>=`, and every other comparison for its neighbours."""
    for slot in function.of(ast.Compare):
        for i, old in enumerate(slot.node.ops):
            for new in COMPARISONS.get(type(old), ()):
                ops = [*slot.node.ops[:i], new(), *slot.node.ops[i + 1 :]]
                changed = ast.Compare(slot.node.left, ops, slot.node.comparators)
                yield slot.node, (slot.put(changed),), SYMBOLS[type(old)]


def operator(function: Function) -> Changes:
    """One operator for another, in `a + b` and in `a += b`."""
    for slot in function.of(ast.BinOp):
        for new in OPERATORS.get(type(slot.node.op), ()):
            changed = ast.BinOp(slot.node.left, new(), slot.node.right)
            yield slot.node, (slot.put(changed),), SYMBOLS[type(slot.node.op)]
    for block in function.blocks:
        for i, node in enumerate(block.statements):
            if isinstance(node, ast.AugAssign):
                for new in OPERATORS.get(type(node.op), ()):
                    line = ast.AugAssign(node.target, new(), node.value)
                    yield node, (block.instead(i, line),), f"{SYMBOLS[type(node.op)]}="


def operands(function: Function) -> Changes:
    """`b - a` for `a - b`."""
    for slot in function.of(ast.BinOp):
        if isinstance(slot.node.op, ONE_WAY):
            changed = ast.BinOp(slot.node.right, slot.node.op, slot.node.left)
            yield slot.node, (slot.put(changed),), SYMBOLS[type(slot.node.op)]


def brackets(function: Function) -> Changes:
    """`a - b / c` for `(a - b) / c`, and the other way round."""
    for slot in function.of(ast.BinOp):
        node = slot.node
        if isinstance(node.right, ast.BinOp):
            left = ast.BinOp(node.left, node.op, node.right.left)
            changed = ast.BinOp(left, node.right.op, node.right.right)
            yield node, (slot.put(changed),), ast.unparse(node)
        if isinstance(node.left, ast.BinOp):
            right = ast.BinOp(node.left.right, node.op, node.right)
            changed = ast.BinOp(node.left.left, node.left.op, right)
            yield node, (slot.put(changed),), ast.unparse(node)


def sign(function: Function) -> Changes:
    """A minus too much, or one that is missing."""
    for slot in function.of(ast.UnaryOp):
        if isinstance(slot.node.op, ast.USub) and not isinstance(slot.node.operand, ast.Constant):
            yield slot.node, (slot.put(slot.node.operand),), ast.unparse(slot.node)
    operands = [s for s in function.slots if isinstance(s.owner, (ast.BinOp, ast.Call))]
    for slot in [*function.values, *(s for s in operands if s.field != "func")]:
        if not isinstance(slot.node, (ast.Tuple, ast.List, ast.Constant, ast.Dict, ast.Starred)):
            changed = ast.UnaryOp(ast.USub(), slot.node)
            yield slot.node, (slot.put(changed),), ast.unparse(slot.node)


def number(function: Function) -> Changes:
    """A number for one near to it, for its negative, its double, its half, 0, 1 or 2."""
    for slot in function.of(ast.Constant):
        old = slot.node.value
        if not _is_small(old) or _is_given_to(slot, ROUNDING):
            continue
        half = old // 2 if isinstance(old, int) and old % 2 == 0 else old / 2
        near = dict.fromkeys((old + 1, old - 1, -old, old * 2, half, 0, 1, 2))
        for new in near:
            if new != old:
                yield slot.node, (slot.put(ast.Constant(new)),), f"{old:g}"


ROUNDING = ("round", "around")  # how many digits is no number of the task's, and no size


def _is_given_to(slot, names):
    return isinstance(slot.owner, ast.Call) and name_of(slot.owner) in names


def _is_small(value):
    """A number that a person types; a truth is none."""
    return type(value) in (int, float) and abs(value) < LARGEST


LARGEST = 1e15


def typed_in(function: Function) -> Changes:
    """A size of the example, where that of the input belongs, in every place that has it."""
    sizes = [
        slot
        for slot in function.of(ast.Constant)
        if type(slot.node.value) is int and not _is_given_to(slot, (*ROUNDING, "clip"))
    ]
    for size in sorted({s.node.value for s in sizes if s.node.value > 1}):
        places = [s for s in sizes if s.node.value == size]
        for given, measure in itertools.product(function.parameters, MEASURES):
            swaps = _all_at_once(places, measure.format(given))
            if swaps:
                yield places[0].node, swaps, str(size)


MEASURES = ("len({})", "{}.shape[1]", "np.size({})", "len({}[0])", "{}")


def _all_at_once(places, measure):
    """Swaps that set the measure in all the places; each list is swapped once."""
    lists: dict[tuple[int, str], Swap] = {}
    for slot in places:
        new = ast.parse(measure, mode="eval").body
        key = (id(slot.owner), slot.field)
        made = slot.put(new)
        if key in lists and slot.place is not None:
            lists[key].value[slot.place] = made.value[slot.place]
        else:
            lists[key] = made
    return tuple(lists.values())


def number_for_name(function: Function) -> Changes:
    """A number where one of the function's own names belongs."""
    for slot in function.of(ast.Constant):
        if _is_small(slot.node.value):
            for given in function.names:
                changed = ast.Name(given, ast.Load())
                yield slot.node, (slot.put(changed),), f"{slot.node.value:g}"


def one_more(function: Function) -> Changes:
    """A value, an index or a bound that is one too small or too large."""
    ends = [s for s in function.slots if isinstance(s.owner, (ast.Slice, ast.Subscript))]
    ends = [s for s in ends if s.field in ("slice", "lower", "upper")]
    for slot in (*ends, *function.values):
        if isinstance(slot.node, (ast.Constant, ast.Tuple, ast.List, ast.Dict, ast.Slice)):
            continue
        for op in (ast.Sub, ast.Add):
            changed = ast.BinOp(slot.node, op(), ast.Constant(1))
            yield slot.node, (slot.put(changed),), ast.unparse(slot.node)


def truth(function: Function) -> Changes:
    """True for False."""
    for slot in function.of(ast.Constant):
        if isinstance(slot.node.value, bool):
            yield slot.node, (slot.put(ast.Constant(not slot.node.value)),), str(slot.node.value)


def both_or_either(function: Function) -> Changes:
    """`and` for `or`, `&` for `|`."""
    other = {ast.And: ast.Or, ast.Or: ast.And, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd}
    said = {ast.And: "and", ast.Or: "or", ast.BitAnd: "&", ast.BitOr: "|"}
    for slot in function.of(ast.BoolOp, ast.BinOp):
        old = type(slot.node.op)
        if old in other:
            fields = {name: getattr(slot.node, name) for name in slot.node._fields}
            changed = type(slot.node)(**fields | {"op": other[old]()})
            yield slot.node, (slot.put(changed),), said[old]


def condition(function: Function) -> Changes:
    """A question that is asked the other way round."""
    for slot in function.slots:
        if slot.field == "test" and not isinstance(slot.owner, ast.While):
            yield slot.node, (slot.put(ast.UnaryOp(ast.Not(), slot.node)),), ast.unparse(slot.node)
    for slot in function.of(ast.Call):
        if name_of(slot.node) == "where" and len(slot.node.args) == 3:
            question, this, that = slot.node.args
            changed = ast.Call(slot.node.func, [question, that, this], slot.node.keywords)
            yield slot.node, (slot.put(changed),), ast.unparse(question)


def transpose_missing(function: Function) -> Changes:
    """Something that lies and should stand."""
    for slot in function.of(ast.Name, ast.Subscript, ast.Call, ast.BinOp):
        turned = isinstance(slot.owner, ast.BinOp) or slot in function.values
        in_product = isinstance(slot.owner, ast.Call) and name_of(slot.owner) in ("dot", "matmul")
        if turned or (in_product and slot.field == "args"):
            changed = ast.Attribute(slot.node, "T", ast.Load())
            yield slot.node, (slot.put(changed),), ast.unparse(slot.node)


def transpose_too_much(function: Function) -> Changes:
    """`.T` where none should be."""
    for slot in function.of(ast.Attribute):
        if slot.node.attr == "T" and isinstance(slot.node.ctx, ast.Load):
            yield slot.node, (slot.put(slot.node.value),), ast.unparse(slot.node)


def part_too_much(function: Function) -> Changes:
    """One side of an operation that should not be there."""
    for slot in function.of(ast.BinOp):
        for kept, gone in (("left", "right"), ("right", "left")):
            piece = f"{SYMBOLS.get(type(slot.node.op), '')} {ast.unparse(getattr(slot.node, gone))}"
            yield slot.node, (slot.put(getattr(slot.node, kept)),), piece
    for slot in function.of(ast.BoolOp):
        for i, gone in enumerate(slot.node.values):
            left = [*slot.node.values[:i], *slot.node.values[i + 1 :]]
            changed = left[0] if len(left) == 1 else ast.BoolOp(slot.node.op, left)
            yield slot.node, (slot.put(changed),), ast.unparse(gone)


def index_too_much(function: Function) -> Changes:
    """An entry or a stretch where the whole is wanted."""
    for slot in function.of(ast.Subscript):
        if isinstance(slot.node.ctx, ast.Load):
            yield slot.node, (slot.put(slot.node.value),), ast.unparse(slot.node)


def index_missing(function: Function) -> Changes:
    """The whole where one entry is meant: `x` for `x[i]`."""
    counters = [s.node.id for s in function.of(ast.Name) if _counts(s)]
    places = dict.fromkeys([*counters, *function.parameters])
    for slot in function.of(ast.Name):
        if slot.node.id in counters or (
            slot.field == "value" and isinstance(slot.owner, ast.Subscript)
        ):
            continue
        if isinstance(slot.owner, (ast.Call, ast.Attribute)) and slot.field in ("func", "value"):
            continue
        for index in places:
            changed = ast.Subscript(
                ast.Name(slot.node.id, ast.Load()), ast.Name(index, ast.Load()), slot.node.ctx
            )
            yield slot.node, (slot.put(changed),), slot.node.id


def _counts(slot):
    return slot.field == "target" and isinstance(slot.owner, (ast.For, ast.comprehension))


def key(function: Function) -> Changes:
    """One text for another: "W2" for "W1", "db" for "dW"."""
    texts = [s for s in function.of(ast.Constant) if isinstance(s.node.value, str)]
    own = list(dict.fromkeys(s.node.value for s in texts))
    for slot in texts:
        old = slot.node.value
        near = [old[:-1] + str(int(old[-1]) + step) for step in (1, -1) if old[-1:] in DIGITS]
        for new in dict.fromkeys([*near, *own]):
            if new != old and len(old) < LONGEST_KEY and len(new) < LONGEST_KEY:
                yield slot.node, (slot.put(ast.Constant(new)),), f'"{old}"'


DIGITS = tuple("0123456789")
LONGEST_KEY = 12  # longer texts are messages


def format_missing(function: Function) -> Changes:
    """`"W{i}"` without its f."""
    for slot in function.of(ast.Constant):
        text = slot.node.value
        if isinstance(text, str) and "{" in text and not isinstance(slot.owner, ast.JoinedStr):
            try:
                changed = ast.parse(f"f{text!r}", mode="eval").body
            except SyntaxError:
                continue
            yield slot.node, (slot.put(changed),), f'"{text}"'


def length_for_shape(function: Function) -> Changes:
    """`len(x) != len(y)` where the whole shapes are to be compared."""
    for slot in function.of(ast.Compare):
        sides = [slot.node.left, *slot.node.comparators]
        shapes = [_shape_of(side) for side in sides]
        if all(shapes):
            changed = ast.Compare(shapes[0], slot.node.ops, shapes[1:])
            yield slot.node, (slot.put(changed),), ast.unparse(slot.node)


def _shape_of(node):
    """`x.shape` for `len(x)`, `x.shape[0]` or `x.size`."""
    if isinstance(node, ast.Call) and node.args and getattr(node.func, "id", "") == "len":
        return ast.Attribute(node.args[0], "shape", ast.Load())
    if isinstance(node, ast.Subscript) and getattr(node.value, "attr", "") == "shape":
        return node.value
    if isinstance(node, ast.Attribute) and node.attr in ("size", "ndim"):
        return ast.Attribute(node.value, "shape", ast.Load())
    return None


def comma_missing(function: Function) -> Changes:
    """`(n)` for `(n,)`, where it is handed back or kept as an entry."""
    for slot in function.of(ast.Name, ast.Subscript, ast.Call):
        if slot.field in ("value", "values") and _is_result(slot.owner):
            changed = ast.Tuple([slot.node], ast.Load())
            yield slot.node, (slot.put(changed),), ast.unparse(slot.node)


def _is_result(owner):
    """Is it what a function returns, or an entry of something, as of a table of shapes?"""
    if isinstance(owner, ast.Assign):
        return isinstance(owner.targets[0], ast.Subscript)
    return isinstance(owner, (ast.Return, ast.Dict))


def comma_too_much(function: Function) -> Changes:
    """`x,` for `x`."""
    for slot in function.of(ast.Tuple):
        if len(slot.node.elts) == 1 and isinstance(slot.node.ctx, ast.Load):
            yield slot.node, (slot.put(slot.node.elts[0]),), ast.unparse(slot.node)


def order_of_indices(function: Function) -> Changes:
    """`[j, i]` for `[i, j]`."""
    for slot in function.of(ast.Tuple):
        if isinstance(slot.owner, ast.Subscript) and len(slot.node.elts) == 2:
            changed = ast.Tuple(slot.node.elts[::-1], slot.node.ctx)
            yield slot.node, (slot.put(changed),), ast.unparse(slot.owner)


def order_of_results(function: Function) -> Changes:
    """Several things that are returned, or taken out, in another order."""
    for slot in function.of(ast.Tuple):
        in_order = tuple(slot.node.elts)
        if isinstance(slot.owner, ast.Subscript) or not 2 <= len(in_order) <= 4:
            continue
        for elements in itertools.permutations(in_order):
            if elements != in_order:
                changed = ast.Tuple(list(elements), slot.node.ctx)
                yield slot.node, (slot.put(changed),), ast.unparse(slot.node)


KINDS = (
    Kind("comparison", 1, "Is `{piece}` the right comparison there? Try it with a value on either "
         "side, and with one that is exactly equal.", comparison, in_pairs=True),
    Kind("operator", 1, "Is `{piece}` what should happen to those two?", operator, in_pairs=True),
    Kind("order of operands", 1, "Which of the two belongs on which side of `{piece}`?", operands,
         in_pairs=True),
    Kind("brackets", 1, "What is worked out first in `{piece}`, and what should be? Look at the "
         "brackets.", brackets, in_pairs=True),
    Kind("sign", 2, "Is the sign of `{piece}` right there? Work it out for one small number.", sign,
         in_pairs=True),
    Kind("number", 2, "Where does the `{piece}` in that line come from? It is another number that "
         "belongs there.", number, in_pairs=True),
    Kind("typed in", 2, "Where does the `{piece}` come from? Other inputs have other sizes.",
         typed_in),
    Kind("number for a name", 3, "Is it always `{piece}` there, or does it depend on what is "
         "given?", number_for_name),
    Kind("one more or less", 3, "`{piece}` there is one too many, or one too few. Count with a "
         "small example.", one_more),
    Kind("True or False", 1, "Is it `{piece}` that belongs there?", truth, in_pairs=True),
    Kind("and, or", 1, "Is `{piece}` right there: do both have to hold, or is one enough?",
         both_or_either),
    Kind("condition turned", 1, "Look at the question `{piece}`: what happens when the answer is "
         "yes, and what when it is no?", condition, in_pairs=True),
    Kind("transpose missing", 1, "Does `{piece}` lie the right way round there? Write down its "
         "shape, and the one that is needed.", transpose_missing, in_pairs=True),
    Kind("transpose too much", 1, "Is the `.T` needed there? Write down the shape with it and "
         "without.", transpose_too_much, in_pairs=True),
    Kind("a part too much", 4, "Does `{piece}` belong there? The task does not ask for it.",
         part_too_much),
    Kind("index too much", 3, "`{piece}` takes a part. Is the whole needed there?",
         index_too_much),
    Kind("index missing", 3, "Is all of `{piece}` needed there, or one entry of it?",
         index_missing),
    Kind("key", 1, "Is {piece} the name that belongs there?", key),
    Kind("format missing", 1, "Print {piece}: are the braces replaced by a value?", format_missing),
    Kind("length for shape", 2, "`{piece}` looks at one number of each shape. What else could "
         "differ?", length_for_shape),
    Kind("comma missing", 1, "Is `{piece}` there what is asked for, or a tuple with it inside? A "
         "tuple of one has a comma.", comma_missing),
    Kind("comma too much", 1, "The comma in `{piece}` makes a tuple of it. Is that wanted?",
         comma_too_much),
    Kind("order of indices", 1, "Which of the two in `{piece}` counts the rows, and which the "
         "columns?", order_of_indices),
    Kind("order of results", 1, "Compare the order of `{piece}` with the order that is asked for.",
         order_of_results),
)  # fmt: skip

"""Small changes to a right answer, one at a time: what a check must notice.

mutmut's operators change numbers, comparisons, arithmetic, keywords and arguments. Ours change
what a network's code is made of: matrix products, transposes, axes, factors, sums over batches.
"""

from dataclasses import dataclass

import libcst as cst
import libcst.matchers as m
from mutmut.mutation.mutators import mutation_operators


@dataclass(frozen=True)
class Mutant:
    """A changed program, and its change in words: `X.T @ dZ -> X @ dZ`."""

    change: str
    source: str


def mutants(source):
    """Every program that differs from `source` in one small place, docstrings apart."""
    module = cst.parse_module(source)
    found = {}
    for node, statement in _nodes(module):
        for operator in _operators(node):
            for new in operator(node):
                changed = module.deep_replace(node, new).code
                if changed != source and _compiles(changed):
                    found.setdefault(changed, _words(module, statement, node, new))
    return [Mutant(change, changed) for changed, change in found.items()]


# --- Our operators: each takes a node and yields what may stand in its place ---


def other_product(node):
    """`A @ B`: element by element, and with a factor on its side."""
    if m.matches(node, m.BinaryOperation(operator=m.MatrixMultiply())):
        yield node.with_changes(operator=cst.Multiply())
        yield node.with_changes(left=_transposed(node.left))
        yield node.with_changes(right=_transposed(node.right))


def not_transposed(node):
    """`A.T` without its .T."""
    if m.matches(node, m.Attribute(attr=m.Name("T"))):
        yield node.value


def one_operand(node):
    """`a + b`, `a - b`, `a * b` and `a / b`, with one of the two left out."""
    operators = m.Add() | m.Subtract() | m.Multiply() | m.Divide()
    if m.matches(node, m.BinaryOperation(operator=operators)):
        yield node.left
        yield node.right


def other_axis(node):
    """`axis=0` for `axis=1`, and the other way round."""
    if m.matches(node, m.Arg(keyword=m.Name("axis"), value=m.Integer())):
        yield node.with_changes(value=cst.Integer(str(1 - node.value.evaluated_value)))


def other_way_round(node):
    """`<` for `>`, and the other way round."""
    turned = {cst.GreaterThan: cst.LessThan, cst.LessThan: cst.GreaterThan}
    if m.matches(node, m.ComparisonTarget()) and type(node.operator) in turned:
        yield node.with_changes(operator=turned[type(node.operator)]())


def one_less(node):
    """`n - 1` for the number n; mutmut makes it `n + 1`."""
    if m.matches(node, m.Integer()) and node.evaluated_value > 0:
        yield node.with_changes(value=str(node.evaluated_value - 1))


def other_order(node):
    """The first two places of a subscript, or arguments of a call, exchanged."""
    field = "slice" if isinstance(node, cst.Subscript) else "args"
    things = getattr(node, field)
    by_name = any(m.matches(thing, m.Arg(keyword=m.Name())) for thing in things[:2])
    if len(things) > 1 and not by_name:
        first, second, *rest = things
        turned = second.with_changes(comma=first.comma), first.with_changes(comma=second.comma)
        yield node.with_changes(**{field: [*turned, *rest]})


def left_out(node):
    """A statement that does something, left out."""
    if m.matches(node, m.AugAssign() | m.Expr(value=m.Call())):
        yield cst.Pass()


OURS = (
    (cst.BinaryOperation, other_product),
    (cst.Attribute, not_transposed),
    (cst.BinaryOperation, one_operand),
    (cst.Arg, other_axis),
    (cst.ComparisonTarget, other_way_round),
    (cst.Integer, one_less),
    (cst.Subscript, other_order),
    (cst.Call, other_order),
    (cst.BaseSmallStatement, left_out),
)


def _operators(node):
    known = (*mutation_operators, *OURS)
    return [operator for kind, operator in known if isinstance(node, kind)]


def _transposed(node):
    return cst.Attribute(value=_in_brackets(node), attr=cst.Name("T"))


def _in_brackets(node):
    if isinstance(node, (cst.Name, cst.Attribute, cst.Call, cst.Subscript)) or node.lpar:
        return node
    return node.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])


# --- Where to look, and what to say ---


def _nodes(module):
    """Every node inside a function with the statement that it is part of; no docstrings."""
    found = []

    def visit(node, statement, inside):
        if m.matches(node, m.SimpleStatementLine(body=[m.Expr(value=m.SimpleString())])):
            return
        if isinstance(node, (cst.SimpleStatementLine, cst.For, cst.While, cst.If)):
            statement = node
        if inside:
            found.append((node, statement or node))
        for child in node.children:
            visit(child, statement, inside or isinstance(node, cst.FunctionDef))

    visit(module, None, False)
    return [pair for pair in found if not isinstance(pair[0], (cst.Parameters, cst.Param))]


def _compiles(source):
    try:
        compile(source, "mutant", "exec")
    except SyntaxError:  # a `break` outside a loop, say
        return False
    return True


def _words(module, statement, node, new):
    """The change as the two forms of the line that it is in."""
    if node is statement:
        return f"{_line(module, node)} -> {_line(module, new)}"
    changed = statement.deep_replace(node, new)
    return f"{_line(module, statement)} -> {_line(module, changed)}"


def _line(module, statement):
    """The first line of a statement that may go on below; all of one that does not."""
    code = module.code_for_node(statement).strip()
    block = isinstance(statement, (cst.For, cst.While, cst.If))
    lines = [line for line in code.split("\n") if not line.strip().startswith("#")]
    text = lines[0] if block else " ".join(line.strip() for line in lines)
    return text.split("  #")[0]

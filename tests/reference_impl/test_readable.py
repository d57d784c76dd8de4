"""The reference network stays small enough to read in an evening."""

import ast
import inspect
from pathlib import Path

import pytest

import reference_impl

FILES = sorted(Path(reference_impl.__file__).parent.glob("*.py"))
MOST_LINES, LONGEST_FUNCTION = 1000, 25


def code_lines(source):
    """How many lines hold code: not blank, not a comment, not a docstring."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    words = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, documented) and ast.get_docstring(node):
            words |= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    lines = enumerate(source.splitlines(), start=1)
    return [i for i, line in lines if i not in words and not line.strip().startswith("#")
            and line.strip()]  # fmt: skip


def long_functions(source):
    """The functions with more lines of code than a learner can hold in mind at once."""
    counted = set(code_lines(source))
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
        and len(counted & set(range(node.lineno, node.end_lineno + 1))) > LONGEST_FUNCTION
    ]


def test_reference_impl_is_under_1000_lines_of_code():
    """All of it together has fewer than 1,000 lines of code, words to the reader not counted."""
    assert sum(len(code_lines(path.read_text())) for path in FILES) < MOST_LINES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file_and_functions_are_short(path):
    """No file reaches 300 lines, and no function outgrows a screen."""
    source = path.read_text()
    assert len(source.splitlines()) < 300
    assert long_functions(source) == []


def test_long_function_is_noticed():
    """A planted function of 30 lines is named."""
    body = "\n".join(f"    x{i} = {i}" for i in range(30))
    assert long_functions(f"def long():\n{body}\n\ndef short():\n    pass\n") == ["long"]


def test_words_to_the_reader_are_not_counted():
    """Docstrings, comments and blank lines are not code; everything else is."""
    source = inspect.cleandoc('''
        """Two lines
        of words."""

        # why
        x = 1

        def f():
            """Words."""
            return x
    ''')
    assert len(code_lines(source)) == 3

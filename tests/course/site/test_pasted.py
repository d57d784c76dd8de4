"""Code that came from elsewhere: it runs where it can, or its reader is told what is in the way."""

import ast
import types

import page_cells
import page_pasted
import pytest
from IPython.core.inputtransformer2 import TransformerManager

RUN = {
    "prompts": ">>> x = 1\n>>> x + 1\n",
    "prompts of a block": ">>> def f(z):\n...     return z\n...\n>>> f(2)\n",
    "a notebook's prompt": "In [3]: x = 2\n",
    "a notebook's block": "In [12]: for i in range(2):\n   ...:     print(i)\n   ...:\n",
    "the inside of a function": "    x = 1\n    y = x + 1\n",
    "what Python reads as it is": "x = 5 % 3\ny = not x\n",
}


@pytest.mark.parametrize("source", RUN.values(), ids=RUN)
def test_as_ipython_reads_it(source):
    """Prompts and indents mean what they mean to IPython."""
    ours, _ = page_pasted.as_python(source)
    theirs = TransformerManager().transform_cell(source)
    assert ast.dump(ast.parse(ours)) == ast.dump(ast.parse(theirs))


def test_a_prompt_in_a_text_stays():
    """A cell that Python reads is left as it is; IPython goes further."""
    source = 's = """\n>>> this stays\n"""\n'
    assert page_pasted.as_python(source) == (source, [])


def run(source):
    """(whether it went well, all that was told, the names that it made)."""
    told, space = [], types.ModuleType("__main__").__dict__
    went_well = page_cells.run_cell(source, space, "<cell 0>", lambda *one: told.append(one))
    return went_well, "".join(text for _, text in told), space


LEFT_OUT = {
    "%matplotlib inline\nx = 1": "%matplotlib",
    "x = 1\n%config InlineBackend.figure_format = 'svg'": "%config",
    "%%time\nx = 1": "%%time",
    "%time x = 1": "%time",
    "if True:\n    %time x = 1": "%time",
    ">>> x = 1": "prompts",
}


@pytest.mark.parametrize("source", LEFT_OUT)
def test_it_runs_and_says_what_was_left_out(source):
    """The rest of the cell does what it would do without that line."""
    went_well, told, space = run(source)
    assert went_well and space["x"] == 1
    assert LEFT_OUT[source] in told and "left out" in told


REFUSED = {
    "!pip install numpy": "nothing to install",
    "%pip install torch": "nothing to install",
    "pip install pandas": "nothing to install",
    "python -m pip install pandas": "nothing to install",
    "%conda install numpy": "nothing to install",
    "!ls": "terminal",
    "files = 1\n!cat x": "terminal",
    "%run other.py": "Jupyter",
    "%%bash\nls": "Jupyter",
    "np.maximum?": "help(np.maximum)",
    "??relu": "help(relu)",
    "x = input('How many? ')": "nobody can",
    "x = “one”": "curly quote “",
    "x = ‘one’": "curly quote ‘",
    "x = «one»": "curly quote «",
    "x =\u00a0(1 +": "no-break space",
    "x = 1\u200b": "zero width space",
    "x = 3 − 1": "Python writes it -",
    "x = 3 × 2": "Python writes it *",
    "if 1 ≤ 2: x = 1": "Python writes it <=",
    "x = （1）": "wide sign （",
    "def f(z):\n    Return z": "small letters: return",
    "For i in range(3):\n    print(i)": "small letters: for",
    "Import numpy as np": "small letters: import",
    "x = 1\n>>> y = 2": "prompt >>>",
    "Print(1)": "this name is written print",
    "half = 1\nHalf": "this name is written half",
}


@pytest.mark.parametrize("source", REFUSED)
def test_the_message_names_the_cause(source):
    """What pasting, a phone or a word processor did to it, and what to do."""
    went_well, told, _ = run(source)
    assert not went_well
    assert REFUSED[source] in told


MISPLACED = {
    "def f(z):\n    y = z\nreturn y": ("line 3:\n    return y\n", "four spaces in front of it"),
    "def f(z):\nreturn z": ("line 2:\n    return z\n", "begins four spaces further in"),
    "y = 1\n  z = 2": ("line 2:\n      z = 2\n", "Take the spaces away"),
    "def f(z):\n    y = z\n  return y": ("line 3:\n      return y\n", "as many spaces as"),
}


@pytest.mark.parametrize("source", MISPLACED)
def test_a_line_that_stands_too_far_left_or_right_is_shown(source):
    """The commonest slip of who replaces a line; Python alone does not always show which."""
    went_well, told, _ = run(source)
    assert not went_well
    for words in MISPLACED[source]:
        assert words in told


@pytest.mark.parametrize("source", ["x = (1", "def f(:\n    pass", "x = 'a", "y = 1 +", "pip = (3"])
def test_where_nothing_was_pasted_nothing_is_blamed(source):
    """A plain mistake gets Python's own words and no guess."""
    went_well, told, _ = run(source)
    assert not went_well
    before, _, said = told.partition("^\n")
    assert said.startswith("Python says: SyntaxError")


def test_letters_inside_quotes_are_the_readers_own():
    """They are no mistake, and an error elsewhere is not put down to them."""
    assert run('x = "“one” − two…"')[0]
    assert "curly" not in run('x = "“one”"\ny = (1')[1]


def test_a_line_keeps_its_number():
    """An error below a line that was left out names the line as it stands in the cell."""
    assert "line 3:" in run("%matplotlib inline\nx = 1\n1 / 0")[1]

"""The text of a function is the one that inspect finds."""

import inspect
import itertools
import linecache

import pytest
from masters import ASSIGNMENTS, Master

from course.grading.inside.texts import text_of

CELLS = {
    "alone": "def f(x):\n    return x",
    "before code": "def f(x):\n    return x\n\n\ny = 1\n",
    "on one line": "def f(x): return x; y = 2\nz = 3\n",
    "a remark below": "def f(x):\n    return x\n\n# that was f\ny = 1\n",
    "a remark that belongs to it": "def f(x):\n    return x\n    # done\n\ny = 1\n",
    "one after a blank": "def f(x):\n    return x\n   \n\n    # done\ny = 1\n",
    "one that stands less far in": "def f(x):\n        return x\n  # done\ny = 1\n",
    "one behind another": "def f(x):\n    return x\n# so\n    # done\ny = 1\n",
    "with a text at its end": "def f(x):\n    '''One\n\n  two.\n    '''\n# three\n",
    "a string over lines": "def f(x):\n    return x, '''\nd\n  e'''\n  \nf.y = 2\n",
    "in brackets": "def f(\n    x,\n):\n    return (\nx\n)\n\n[1]\n",
    "decorated": "from functools import cache\n\n@cache\n@cache\ndef f(x):\n    return x\n",
    "wrapped": "from functools import wraps\ndef g(x):\n    return x\n@wraps(g)\ndef f(x): pass\n",
    "within another": "def g():\n    def f(x):\n        return x\n    return f\n\nf = g()\n",
    "in a branch": "if True:\n    def f(x):\n        return x\n\n    y = 1\n",
    "twice": "def f(x):\n    return 1\n\ndef f(x):\n    return 2\n",
    "a lambda": "f = lambda x: (x,\n    2)\ny = 1\n",
    "one that waits": "async def f(x):\n    return x\n\ny = 1\n",
    "with another end of lines": "def f(x):\n    y = 'a\x0cb'\n    return x\n\nz = 1\n",
}
numbers = itertools.count()


def defined(source):
    """What a cell defines, as it would be in a notebook."""
    name = f"<cell {next(numbers)}>"
    lines = [line + "\n" for line in source.splitlines()]  # as IPython keeps them
    linecache.cache[name] = len(source), None, lines, name
    names = {}
    exec(compile(source, name, "exec"), names)
    return names


@pytest.mark.parametrize("kind", CELLS)
def test_it_is_what_inspect_says(kind):
    """Remarks, decorators, lambdas, one inside another."""
    function = defined(CELLS[kind])["f"]
    assert text_of(function) == inspect.getsource(function)


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_it_is_that_of_every_solution(name):
    """All functions of the cells for answers."""
    texts = [one for one in Master(ASSIGNMENTS[name]).written.values() if one.startswith("def ")]
    for text in texts:
        name = text.partition("(")[0].removeprefix("def ")
        function = defined("import numpy as np\n" + text)[name]
        assert text_of(function) == inspect.getsource(function)


@pytest.mark.parametrize("value, error", [(len, TypeError), (eval("lambda: 1"), OSError)])
def test_where_there_is_none_it_says_so(value, error):
    """As inspect does."""
    with pytest.raises(error):
        text_of(value)

"""Which line is blamed, when none is, and what a search leaves as it was."""

import ast
import builtins
import dis
import gc
import itertools
import linecache
import pickle
import signal
import time
import types
import weakref

import executing
import numpy as np
import pytest

from course.checks.mending import guards
from course.checks.mending.guards import TICK, TICKING, Clock, TooLong, asking, guarded
from course.checks.mending.looking import Looking
from course.checks.mending.trial import OTHER_SEEDS


def rows(*sizes):
    """Draws of one array each."""
    return [lambda rng, size=size: (rng.normal(size=size),) for size in sizes]


@pytest.fixture
def blamed(refused, small_answer):
    """A function that gives the words for a wrong `f`, by the right function and the cells."""

    def blamed(right, *cells):
        answer = small_answer(right, {"all": (("result",), rows(4, 6))})
        error = refused((answer,), *cells)
        return error.looking.to_the_end() if error.looking else None

    return blamed


def test_a_likelier_kind_comes_first(blamed):
    """`-=` on line 4 and a minus on line 5 both mend: an operator is likelier than a sign."""
    words = blamed(
        lambda x: -np.sum(x),
        "def f(x):\n    total = 0.0\n    for v in x:\n        total += v\n    return total",
    )
    assert "line 4 of its cell, `total += v`" in words
    assert "return total" not in words


def test_the_likeliest_does_not_pay_for_what_is_right(blamed):
    """The first edit that mends is the first to be asked about other inputs, on which nobody knows
    yet what is right; to find that out may take longer than a copy of its own may."""

    def slow(x):
        until = time.process_time() + 2 * guards.SHORTEST
        while time.process_time() < until:
            pass
        return -np.sum(x)

    cell = "def f(x):\n    total = 0.0\n    for v in x:\n        total += v\n    return total"
    words = blamed(slow, cell)
    assert words == blamed(lambda x: -np.sum(x), cell) and "total += v" in words


TAKES_ITS_TIME = """\
def f(x):
    until = time.process_time() + 0.015
    while time.process_time() < until:
        pass
    total = np.sum(x[:4])
    if len(x) > 4:
        total -= x[4]
    return total
"""


def test_a_slow_answer_gives_its_copies_time(refused, small_answer):
    """What it takes on cases that it passes counts as well."""
    parts = {"four": (("result",), rows(4, 4, 4)), "five": (("result",), rows(5))}
    error = refused((small_answer(lambda x: np.sum(x), parts),), "import time\n", TAKES_ITS_TIME)
    assert "line 7 of its cell, `total -= x[4]`" in error.looking.to_the_end()


def test_two_lines_that_mend_alike_are_both_said(blamed):
    """Nobody can tell which of the two numbers is meant to be the larger one."""
    words = blamed(lambda x: x + 3, "def f(x):\n    y = x + 1\n    z = y + 1\n    return z")
    said = "Look at line 2 of its cell, `y = x + 1` or at line 3 of its cell, `z = y + 1`."
    assert said in words


def test_a_stretch_of_an_array_is_no_tuple_without_its_comma(blamed):
    """`y = x[i:i + 4],` mends a divisor too much by chance: `len(y)` is then 1."""
    cell = (
        "def f(x):\n    new = 0.0\n    for i in range(0, len(x), 4):\n"
        "        y = x[i:i + 4]\n        new = new + np.sum(y) / len(y)\n    return new"
    )
    words = blamed(lambda x: x.sum(), cell)
    assert "line 5 of its cell" in words and "comma" not in words and "line 4" not in words


ROUGH = ("np.array(x, dtype='float32')", "np.asarray(x, dtype=np.float16)")


@pytest.mark.parametrize("made", ROUGH)
def test_what_asks_for_decimals_is_not_said_to_hold_whole_numbers(blamed, made):
    """Single precision is too rough, and that is another thing."""
    words = blamed(lambda x: x * 7, f"def f(x):\n    y = {made}\n    return (y * 7).tolist()")
    assert "whole numbers" not in words


def test_of_three_lines_none_is_said(blamed):
    """Three places are as good as the whole function."""
    cell = "def f(x):\n    w = x + 1\n    y = w + 1\n    z = y + 1\n    return z"
    assert blamed(lambda x: x + 4, cell) == ""


TWO_WAYS = """\
def f(x):
    y = np.zeros(x.shape)
    plus = x > 0
    y[plus] = np.exp(x[plus])
    y[~plus] = np.exp(-x[~plus])
    return y
"""


def test_a_question_that_would_close_a_way_is_not_blamed(blamed):
    """`!=` for `>` mends, as all goes the first way then; the mistake is on the second."""
    words = blamed(lambda x: np.exp(x), TWO_WAYS)
    assert "line 5 of its cell, `y[~plus] = np.exp(-x[~plus])`" in words


OF_FOUR = """\
def f(x):
    if len(x) == 4:
        y = [x.min(), x.max()]
    else:
        y = x.sum()
    return y
"""


def test_nor_is_it_called_one_of_two_mistakes(blamed):
    """Any question that is never true would do for this one, and so would pairs with one."""
    assert blamed(lambda x: x.sum(), OF_FOUR) == ""


def test_a_question_without_another_way_is_blamed(blamed):
    """There is nothing else that could be wrong."""
    cell = TWO_MISTAKES.replace("range(1, len(x))", "range(len(x))")
    assert "line 4 of its cell, `if x[i] < 0:`" in blamed(lambda x: x.sum(), cell)


TWO_MISTAKES = """\
def f(x):
    total = 0.0
    for i in range(1, len(x)):
        if x[i] < 0:
            total += x[i]
    return total
"""


def test_two_mistakes_are_said_to_be_two(blamed):
    """No edit alone mends them; the first of the two lines is named."""
    words = blamed(lambda x: x[x > 0].sum(), TWO_MISTAKES)
    assert words.startswith(
        "There are two mistakes, the other one on line 4. Look at line 3 of its "
    )
    assert "`for i in range(1, len(x)):`" in words


@pytest.mark.whole
def test_of_three_mistakes_nothing_is_said(blamed):
    """Two edits are not enough for these, and that is not told as if they were."""
    cell = TWO_MISTAKES.replace("total = 0.0", "total = 3.7")
    assert blamed(lambda x: x[x > 0].sum(), cell) == ""


TOO_MUCH = {
    "before the end": "def f(x):\n    x = x.copy()\n    x[0] = 5.5\n    return 2 * x.sum()",
    "in a loop": (
        "def f(x):\n    total = 0.0\n    for v in x:\n        total += 2 * v\n"
        "        total += np.sign(v)\n    return total"
    ),
}


@pytest.mark.parametrize("where", TOO_MUCH)
def test_a_line_too_much_is_not_said_to_stand_in_the_wrong_place(blamed, where):
    """Put after the `return` it never runs, which is not what its writer meant."""
    words = blamed(lambda x: 2 * x.sum(), TOO_MUCH[where])
    assert words.endswith("What would happen without that line?")


@pytest.fixture
def ends(small_answer):
    """The smallest entry and the largest, a part for each."""
    parts = {"low": (("low",), rows(4, 6)), "high": (("high",), rows(5))}
    return small_answer(lambda x: (x.min(), x.max()), parts, outputs=("low", "high"))


@pytest.mark.whole
def test_where_one_part_can_be_mended_its_line_is_said(refused, ends):
    """What fails first is the smallest entry; the largest is beyond one edit."""
    cell = "def f(x):\n    low = x.max()\n    high = 17.3 * x[0] ** 5 + 8.1\n    return low, high"
    words = refused((ends,), cell).looking.to_the_end()
    assert words.startswith("Look at line 2 of its cell, `low = x.max()`. Does `max` give")


def test_an_edit_that_breaks_what_was_right_is_not_taken(refused, ends):
    """With the other function the largest entry is right, and the smallest is not any more."""
    error = refused((ends,), "def f(x):\n    end = x.min()\n    return end, end")
    assert error.looking.to_the_end() == ""


def by_place(x):
    """Times forty, and more the later the largest entry comes."""
    return x * float(40 + x.argmax())


def test_an_edit_that_is_right_by_chance_is_not_taken(refused, small_answer):
    """One number more is right for what the check draws, and for no other inputs."""
    draw = rows(5)[0]
    places = [draw(np.random.default_rng(seed))[0].argmax() for seed in (1, *OTHER_SEEDS)]
    assert len(set(places)) > 1, "Other seeds have to have another number."
    answer = small_answer(by_place, {"all": (("result",), [draw])})
    error = refused((answer,), f"def f(x):\n    return x * {39 + places[0]}")
    assert error.looking.to_the_end() == ""


SLOW = """\
def f(x):
    total = 0.0
    for i in range(3000):
        total += i
    return total - x.sum()
"""


def test_a_slow_answer_has_the_time_that_it_needs(refused, small_answer):
    """A copy that is right runs through every case of every seed, a wrong one through one."""
    draws = rows(*range(3, 15))
    answer = small_answer(lambda x: 4498500.0 + x.sum(), {"all": (("result",), draws)})
    words = refused((answer,), SLOW, seconds=5).looking.to_the_end()
    assert "line 5 of its cell, `return total - x.sum()`" in words


@pytest.mark.parametrize("lines", [8, 60])
def test_it_ends_after_its_seconds_and_yields_in_between(refused, small_answer, lines, monkeypatch):
    """With 60 lines there is much to try, with 8 there are many pairs; it has half a second.

    By a clock that stands while others have the processor.
    """
    monkeypatch.setattr(time, "monotonic", time.thread_time)
    cell = "def f(x):\n" + "    x = x * 1.7 + 0.3\n" * lines + "    return x"
    answer = small_answer(lambda x: x, {"all": (("result",), rows(4))})
    looking = refused((answer,), cell, seconds=0.5).looking
    began, turns = time.monotonic(), 1
    while looking.go_on(0.05):
        turns += 1
    assert 0.4 < time.monotonic() - began < 1.5
    assert turns > 4
    assert looking.words == ""


def test_a_turn_that_was_over_before_it_began_looks_at_one_copy():
    """As where garbage is collected first. One of no time only asks whether there is more."""
    looked = []

    def steps():
        for number in range(3):
            looked.append(number)
            yield
        return []

    looking = Looking(steps(), str)
    assert looking.go_on(0) and looked == []
    assert [looking.go_on(1e-9) for _ in range(4)] == [True, True, True, False]
    assert not looking.go_on(0)


@pytest.mark.whole
def test_a_full_heap_does_not_hurry_it(refused, ends):
    """Planted: garbage collection that takes a tenth of a second, as with a gigabyte of objects."""

    def slow(phase, info):
        end = time.process_time() + 0.1
        while phase == "start" and time.process_time() < end:
            pass

    often = gc.get_threshold()
    error = refused((ends,), "def f(x):\n    return x.max(), x.min()")
    gc.callbacks.append(slow)
    gc.set_threshold(2, 1, 1)
    try:
        said = error.looking.to_the_end()
    finally:
        gc.set_threshold(*often)
        gc.callbacks.remove(slow)
    assert "line 2" in said
    assert gc.isenabled()


def test_asked_again_it_says_the_same(refused, ends):
    """Whoever shows the error may ask once more after the end."""
    error = refused((ends,), "def f(x):\n    return x.max(), x.min()")
    said = error.looking.to_the_end()
    assert "line 2" in said
    assert error.looking.to_the_end() == said


ENDLESS = {
    "while": "while True:\n    pass",
    "for": "for _ in count():\n    pass",
    "in another loop": "for _ in range(3):\n    while True:\n        pass",
    "except Exception": "while True:\n    try:\n        1 / 0\n    except Exception:\n        pass",
    "except": "while True:\n    try:\n        1 / 0\n    except:\n        pass",
    "in a try": "try:\n    while True:\n        pass\nexcept Exception:\n    return 1",
    "within an except": (
        "while True:\n    try:\n        for _ in count():\n            pass\n"
        "    except:\n        pass"
    ),
    "continue in finally": (
        "while True:\n    try:\n        while True:\n            pass\n"
        "    finally:\n        continue"
    ),
    "in a function inside": "def g():\n    while True:\n        pass\ng()",
    "in an else": "if False:\n    pass\nelse:\n    while True:\n        pass",
    "in an except": "try:\n    1 / 0\nexcept ZeroDivisionError:\n    while True:\n        pass",
    "in a match": "match 1:\n    case 1:\n        while True:\n            pass",
}


@pytest.mark.parametrize("loop", ENDLESS)
def test_an_endless_loop_ends(loop):
    """After the time of a copy, whatever holds exceptions in it."""
    lines = "".join(f"    {line}\n" for line in ENDLESS[loop].splitlines())
    (tree,) = ast.parse(f"def f():\n{lines}").body
    clock, code = Clock(0.05), guarded(tree)
    loops = {node.lineno for node in ast.walk(tree) if isinstance(node, (ast.For, ast.While))}
    assert set(asked_in(code)) == loops | {tree.lineno}, "Run, it would never end."
    names = {"count": itertools.count} | asking(clock.tick)
    exec(code, names)
    with pytest.raises(TooLong):
        names["f"]()


def asked_in(code):
    """The lines of a compiled text on which it asks whether to go on."""
    for step in dis.get_instructions(code):
        if step.argval in (TICK, TICKING):
            yield step.positions.lineno
        if isinstance(step.argval, types.CodeType):
            yield from asked_in(step.argval)


HALVED = """\
def f(n):
    count = 0
    while n > 1:
        n = n // 2
        count {}
    return count
"""


@pytest.mark.whole
def test_a_loop_that_an_edit_makes_endless_is_left(refused, small_answer):
    """With `n // 1` it never ends: that is tried before the number that mends, or in vain."""
    draws = [lambda rng: (37,), lambda rng: (int(rng.integers(50, 500)),)]
    answer = small_answer(halvings, {"all": (("result",), draws)})
    found = refused((answer,), HALVED.format("+= 2")).looking.to_the_end()
    assert "line 5 of its cell, `count += 2`" in found
    assert refused((answer,), HALVED.format("+= n % 5 + 7.3"), seconds=2).looking.to_the_end() == ""


def test_what_ipython_notes_on_a_tree_leads_nowhere():
    """Once it has shown an error, the `+` of every tree leads to one tree, and back to itself."""
    executing.Source.for_filename(__file__)
    (tree,) = ast.parse("def f(a, b):\n    return a * b + a").body
    assert hasattr(tree.body[0].value.op, "parent")
    names = asking(bool)
    exec(guarded(tree), names)
    assert names["f"](2, 3) == 8


@pytest.fixture
def in_seconds():
    """A test fails after some seconds in Python: what it is about would never end."""
    before = signal.signal(signal.SIGALRM, lambda *_: pytest.fail("It goes on and on."))
    signal.setitimer(signal.ITIMER_REAL, 10)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def test_a_recursion_that_grows_and_grows_is_left(in_seconds):
    """An edit of what is called with `n - 1` may double the calls at each step."""
    (tree,) = ast.parse("def f(n):\n    return f(n - 1) + f(n - 1) if n else 1").body
    names = asking(Clock(0.05).tick)
    exec(guarded(tree), names)
    with pytest.raises(TooLong):
        names["f"](60)


WITHOUT_AN_END = {
    "np.c_": "def f(x):\n    A = np.c_[x, x]\n    return 3 * A @ np.ones(2)",
    "np.r_": "def f(x):\n    return sum(list(np.r_[x, 1])) * 3",
    "a name for it": "def f(x):\n    cols = np.c_\n    return cols[x, x].max() * 3",
    "np.s_": "def f(x):\n    return x[list(np.s_[0, 1])] * 3",
}


@pytest.mark.parametrize("what", WITHOUT_AN_END)
def test_what_has_an_entry_at_every_place_is_not_collected(refused, small_answer, in_seconds, what):
    """`np.c_` for `np.c_[x, x]`: NumPy takes it for a list, and no copy comes back from there."""
    answer = small_answer(lambda x: x.sum() * 7.3, {"all": (("result",), rows(4, 6))})
    error = refused((answer,), WITHOUT_AN_END[what], seconds=1)
    assert error.looking.to_the_end() == ""


HUGE = {
    "a range": "list(range(n))",
    "a range within another": "sum(range(0, n, 2))",
    "a list": "[0] * n",
    "a list, turned round": "n * [0]",
    "a text": "'x' * n",
    "zeros": "np.zeros(n)",
    "a table": "np.ones((n, 9))",
    "by name": "np.full(shape=(9, n), fill_value=1)",
    "small steps": "np.arange(0, n / 1e3, 1e-9)",
    "draws": "np.random.default_rng(1).random((n, 2))",
    "a copy for each": "np.tile(np.ones(3), (n, 1))",
    "a power": "7 ** n",
    "a power in place": "n ** n",
    "the rounds of a list": "[i for i in range(n)]",
    "the rounds of a sum": "sum(i for i in range(n))",
    "a count": "list(itertools.count())",
    "a round": "list(itertools.cycle([n]))",
    "one thing": "max(itertools.repeat(n))",
    "in a class": "type('C', (), {'m': lambda self: n ** n})().m()",
}


@pytest.mark.parametrize("what", HUGE)
def test_what_would_fill_the_memory_is_not_begun(in_seconds, what):
    """Inside a call of Python's or NumPy's own nobody asks the clock."""
    (tree,) = ast.parse(f"def f(n):\n    return {HUGE[what]}").body
    code = guarded(tree)
    assert names_in(code) & set(asking(Clock(0.5).tick)) != {TICK}, "Run, it would never end."
    names = {"np": np, "itertools": itertools} | asking(Clock(0.5).tick)
    exec(code, names)
    with pytest.raises(TooLong):
        names["f"](10**9)


WITHIN_ITSELF = {
    "appended": "rows.append(rows)",
    "put in front": "rows.insert(0, [1, [rows]])",
    "with others": "rows.extend([1, (rows, 2)])",
    "added": "rows += [rows]",
    "in a place": "rows[0] = rows",
    "in a dictionary": "rows[0] = {'rows': rows}",
}


@pytest.mark.parametrize("what", WITHIN_ITSELF)
def test_no_list_is_put_into_itself(what):
    """NumPy looked into one until 23 GB were full: `best = labels` had mended `best = 100`."""
    (tree,) = ast.parse(f"def f(rows):\n    {WITHIN_ITSELF[what]}").body
    names = asking(Clock(0.5).tick)
    exec(guarded(tree), names)
    with pytest.raises(TooLong):
        names["f"]([0])


def test_lists_are_put_into_others():
    """Each in its place, by the same lines."""
    text = (
        "def f(rows):\n    rows.append([1])\n    rows.insert(0, rows[0])\n    rows[1] = rows[2]\n"
        "    rows += [(2,)]\n    rows.extend(rows)\n    return rows"
    )
    (tree,) = ast.parse(text).body
    names = asking(Clock(0.5).tick)
    exec(guarded(tree), names)
    plain = {}
    exec(text, plain)
    assert names["f"]([[0]]) == plain["f"]([[0]])


def names_in(code):
    """The names that a compiled text looks up."""
    inner = (const for const in code.co_consts if isinstance(const, types.CodeType))
    return set(code.co_names).union(*map(names_in, inner))


ORDINARY = {
    "a range": ("list(range(4))", [0, 1, 2, 3]),
    "a list": ("[0] * 3 + 2 * [1]", [0, 0, 0, 1, 1]),
    "a power": ("2 ** 10 * 3", 3072),
    "zeros": ("np.zeros((2, 3)).shape", (2, 3)),
    "a large number to fill with": ("np.full(2, 10**9).sum()", 2 * 10**9),
    "steps": ("len(np.arange(0, 1, 0.25))", 4),
    "rounds": ("[(i, j * 2) for i in range(2) for j in 'ab' if i]", [(1, "aa"), (1, "bb")]),
    "a count": ("next(itertools.count(7))", 7),
    "one of its own": ("[1, 2, 1].count(1)", 2),
    "a class": ("type('C', (), {'m': lambda self, n: n ** 2})().m(3)", 9),
    "NumPy's own": ("np.append((1, 2), (3,), axis=0).tolist()", [1, 2, 3]),
}


@pytest.mark.parametrize("what", ORDINARY)
def test_what_is_not_large_comes_to_the_same(what):
    """Guards are not noticed, and the tree is afterwards what it was."""
    text, result = ORDINARY[what]
    (tree,) = ast.parse(f"def f():\n    return {text}").body
    before, names = ast.dump(tree), {"np": np, "itertools": itertools}
    names |= asking(Clock(5).tick)
    exec(guarded(tree), names)
    assert names["f"]() == result
    assert ast.dump(tree) == before


def halvings(n):
    return int(n).bit_length() - 1


KEPT = {
    "notes": ("[]", "notes.append(len(x))"),
    "seen": ("{}", "seen['f'] = seen.get('f', 0) + 1"),
    "kept": ("np.zeros(3)", "kept[0] += 1"),
    "rng": ("np.random.default_rng(3)", "rng.normal()"),
    "both": ("(np.zeros(3), [])", "both[0][0] += 1"),
    "steps": ("deque()", "steps.append(1)"),
    "box": ("SimpleNamespace(w=np.zeros(3))", "box.w[0] += 1"),
}
WAYS = {
    "the answer": "def f(x):\n    {}\n    return x.std() * 7.3",
    "a helper": "def g(x):\n    {}\n    return x.std()\ndef f(x):\n    return g(x) * 7.3",
    "another answer": "def h(x):\n    {}\n    return x.std()\ndef f(x):\n    return h(x) * 7.3",
    "a lambda": "h = lambda x: ({}, x)[1].std()\ndef f(x):\n    return h(x) * 7.3",
}
SPOILT = [(name, "the answer") for name in KEPT] + [("notes", way) for way in WAYS]


@pytest.mark.whole
@pytest.mark.parametrize(("name", "way"), SPOILT[:-4] + SPOILT[-3:])
def test_what_the_notebook_holds_is_as_before(refused, small_answer, notebook, name, way):
    """The check runs the learner's function a few times, and the search leaves no trace."""
    parts, (value, spoil) = {"all": (("result",), rows(4, 6))}, KEPT[name]
    answers = [small_answer(lambda x: x.max(), parts, name=one) for one in ("h", "f")]
    first = f"from collections import deque\nfrom types import SimpleNamespace\n{name} = {value}"
    looking = refused(answers, first, WAYS[way].format(spoil), seconds=1).looking
    before, names = pickle.dumps(notebook.names[name]), list(notebook.names)
    looking.to_the_end()
    assert pickle.dumps(notebook.names[name]) == before
    assert list(notebook.names) == names


NOISY = """\
def g(x):
    print("from another answer")

def f(x):
    print("to stdout")
    print("to stderr", file=sys.stderr)
    warnings.warn("something")
    np.log(np.zeros(1))
    g(x)
    sys.stdout.write("written")
    return x.std() * np.random.normal() * 7.3
"""


def test_nothing_is_printed_and_the_common_numbers_stay(refused, small_answer, capfd):
    """What the learner's code says, it says during the check, and not hundreds of times after."""
    parts = {"all": (("result",), rows(4, 6))}
    answers = [small_answer(lambda x: x.max(), parts, name=name) for name in ("g", "f")]
    looking = refused(answers, "import sys, warnings\n" + NOISY, seconds=1).looking
    assert "to stdout" in capfd.readouterr().out
    common = pickle.dumps(np.random.get_state())
    looking.to_the_end()
    assert capfd.readouterr() == ("", "")
    assert pickle.dumps(np.random.get_state()) == common


class Knot:
    """What only garbage collection lets go."""

    def __init__(self):
        self.itself = self


def test_garbage_of_a_search_is_let_go_while_it_lasts():
    """All at its end it takes a fifth of a second, for which the learner waits, too."""
    knots, gone = [weakref.ref(Knot())], []

    def steps():
        end = time.monotonic() + 0.6  # of the second that a search may take
        while time.monotonic() < end:
            knots.extend(weakref.ref(Knot()) for _ in range(1000))
            yield
        gone.append(knots[0]() is None)
        return []

    Looking(steps(), str).to_the_end()
    assert gone == [True]


class Draws:
    """A generator that notes what it is asked for."""

    asked = []

    def normal(self, mean, spread, size):
        return np.full(size, spread)

    def random(self, *given):
        self.asked.append(given)
        return np.ones(3)


@pytest.mark.parametrize("guarding", [True, False])
def test_numpy_is_not_told_to_write_into_a_number(refused, small_answer, monkeypatch, guarding):
    """`random(0, 0.5, 3)` for `normal(0, 0.5, 3)` ends Python itself. Planted: without a guard."""
    monkeypatch.setattr(Draws, "asked", [])
    if not guarding:
        monkeypatch.setattr(guards, "WRITING", ())
    parts = {"all": (("result",), [lambda _: (2, Draws()), lambda _: (4, Draws())])}
    answer = small_answer(lambda n, rng: rng.normal(0, 1 / n, 3), parts)
    refused([answer], "def f(n, rng):\n    return rng.normal(0, 3 / n, 3)").looking.to_the_end()
    assert [given for given in Draws.asked if len(given) > 2][:1] == [(0, 1.5, 3)][guarding:]


def test_who_draws_into_an_array_is_left_in_peace(refused, small_answer):
    """The learner's own `out=` is no edit, and no copy of it is made."""
    parts = {"all": (("result",), [lambda rng: (3, rng)] * 2)}
    cell = "def f(n, rng):\n    kept = np.zeros(3)\n    rng.random(out=kept)\n    return 2 * kept"
    assert refused([small_answer(lambda n, rng: rng.random(3), parts)], cell).looking is None


def test_nobody_is_asked_to_type(blamed, monkeypatch):
    """`input` waits for a person while the check runs, and never again."""
    asked = []
    monkeypatch.setattr(builtins, "input", lambda prompt="": asked.append(prompt) or "3")
    answer = "def f(x):\n    k = float(input('k'))\n    return x * k + 7.3"
    assert blamed(lambda x: x * 2, answer) == ""
    assert 0 < len(asked) <= 3


@pytest.mark.parametrize("made", ["(x > 0).astype(int)", "x > 0"])
def test_what_an_array_cannot_hold_is_not_put_down_to_writing_into_it(blamed, made):
    """Nobody else holds the array: `y = y * x` would make one that can hold the product."""
    cell = f"def f(x):\n    y = {made}\n    y *= x\n    return y"
    words = blamed(lambda x: (x > 0) * x, cell)
    assert "holds the same array" not in words and "line 2 of its cell" in words


HELPER = "import math\n\ndef away(x):\n    m = x.max()\n    return x - m\n"


def test_a_helper_in_another_cell_is_named_with_its_own_line(blamed):
    """Line 4 of the cell that the helper stands in."""
    words = blamed(lambda x: 3 * (x - x.min()), HELPER, "def f(x):\n    return 3 * away(x)")
    assert "line 4 of the cell of away, `m = x.max()`" in words


@pytest.mark.parametrize(
    "call", ["[max(0, 2 * v) for v in x]", "[max(2 * v, 0) for v in x]", "np.maximum(0.0, 2 * x)"]
)
def test_a_number_beside_what_was_asked_for_is_a_call_too_much(blamed, call):
    """Whichever of the two comes first."""
    words = blamed(lambda x: 2 * x, f"def f(x):\n    return {call}")
    assert "line 2 of its cell" in words and "Does the task ask for" in words


def test_another_answer_is_not_edited(refused, small_answer):
    """What its own check is there for is not looked for here."""
    parts = {"all": (("result",), rows(4, 6))}
    away = small_answer(lambda x: x - x.min(), parts, name="away")
    answer = small_answer(lambda x: 3 * (x - x.min()), parts)
    cells = HELPER, "def f(x):\n    return 3 * away(x)"
    assert "`m = x.max()`" in refused((answer,), *cells).looking.to_the_end()
    assert refused((away, answer), *cells).looking.to_the_end() == ""


def test_what_the_notebook_hands_over_is_not_edited(refused, small_answer):
    """It is right, though an edit of it would make up for the learner's mistake."""
    answer = small_answer(lambda x: 3 * (x - x.min()), {"all": (("result",), rows(4, 6))})
    cells = HELPER, "def f(x):\n    return 3 * away(x)"
    assert refused((answer,), *cells, given=("away",)).looking.to_the_end() == ""


UNREAD = {
    "a lambda": "f = lambda x: x.sum()",
    "a class": "class f:\n    def __new__(cls, x):\n        return x.sum()",
    "an object": "class F:\n    def __call__(self, x):\n        return x.sum()\nf = F()",
    "a decorated function": "def same(g):\n    return g\n@same\ndef f(x):\n    return x.sum()",
    "a wrapped function": (
        "def wrap(g):\n    return lambda x: g(x)\n@wrap\ndef f(x):\n    return x.sum()"
    ),
    "a closure": (
        "def make(k):\n    def f(x):\n        return k * x.sum()\n    return f\nf = make(1)"
    ),
    "a function within one": (
        "def make():\n    def f(x):\n        return x.sum()\n    return f\nf = make()"
    ),
    "a generator function": "def f(x):\n    yield x.sum()",
    "a text that was run": "exec('def f(x):\\n    return x.sum()')",
    "a function of NumPy's": "f = np.sum",
    "a sum of a thousand numbers": f"def f(x):\n    return x.sum(){' + 0' * 1000}",
    "a sum of two thousand numbers": f"def f(x):\n    return x.sum(){' + 0' * 2000}",
    "another's name": "def g(x):\n    return x.sum()\nf = g",
}


@pytest.mark.parametrize("what", UNREAD)
def test_what_cannot_be_read_is_left_in_peace(blamed, what):
    """Nothing is said of it, and nothing fails."""
    assert not blamed(lambda x: x.mean(), UNREAD[what])


def test_the_same_as_a_plain_function_is_looked_at(blamed):
    """The test above can fail: in a `def` this mistake is found."""
    assert "line 2" in blamed(lambda x: x.mean(), "def f(x):\n    return x.sum()")


@pytest.fixture
def rewritten(notebook, blamed, monkeypatch):
    """A function that gives the words for a wrong `f` whose cell has another text by now."""

    def rewritten(text):
        name = f"<cell 1 of {id(notebook)}>"
        cell = notebook.cell

        def then_changed(source):
            cell(source)
            if source.startswith("def f"):
                linecache.cache[name] = len(text), None, text.splitlines(keepends=True), name

        monkeypatch.setattr(notebook, "cell", then_changed)
        return blamed(lambda x: x.mean() + 1, "def f(x):\n    return x.mean() + 2")

    return rewritten


NEWER = {
    "as it was": "def f(x):\n    return x.mean() + 2",
    "with a magic line": "%time\ndef f(x):\n    return x.mean() + 2",
    "with a magic line below": "def f(x):\n    return x.mean() + 2\n%time f([1])",
    "further down": "\n\ndef f(x):\n    return x.mean() + 2",
    "another function": "def g(x):\n    return x.mean() + 2",
    "another body": "def f(x):\n    x = x + 1\n    return x.mean() + 3",
    "another number": "def f(x):\n    return x.mean() + 3",
    "other arguments": "def f(x, y=2):\n    return x.mean() + y",
    "gone": "",
}


@pytest.mark.parametrize("text", NEWER)
def test_a_cell_that_was_changed_since_is_not_quoted(rewritten, text):
    """What was run is not what stands there: no line of it can be blamed."""
    said = rewritten(NEWER[text])
    assert ("line 2 of its cell" in said) if text == "as it was" else not said

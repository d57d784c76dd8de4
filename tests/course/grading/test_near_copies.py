"""Answers that are nearly the same: what counts as the same, what is no news, and the report."""

import csv
import shutil

import pytest
from graded_class import grading, kept, verdict

from course.grading.reports import near_copies, normal
from course.grading.reports.alike import (
    SAME_CODE,
    SAME_RESULT,
    SAME_WRONG_CODE,
    Given,
    Group,
    alike,
    given,
)
from course.grading.reports.results import known
from course.grading.verdicts import WRONG

PLAIN = """
def step(rows, rate):
    total = 0
    for row in rows:
        total = total + row
    return total * rate
"""
# The same, by somebody who renamed, annotated, commented and spaced.
DISGUISED = '''
def step( A:list,  b:float=2 ) -> float :
    """Adds up."""
    # first nothing
    s: float = 0
    "a comment as text"
    r: int
    for r in ( A ) :
        s = (s + r)   # and more

    return s*b
'''


def step(body, head="rows, rate"):
    return f"def step({head}):\n" + "".join(f"    {line}\n" for line in body)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PLAIN, DISGUISED.replace("=2", "")),
        ("def f(x):\n    return help_me(x)\n", "def f(y):\n    return h(y)\n"),
        ("def f(x):\n    def g(k):\n        return k\n    return g(k=x)\n",
         "def f(y):\n    def z(i):\n        return i\n    return z(i=y)\n"),
        ("def f():\n    global a\n    a = 1\n", "def f():\n    global b\n    b = 1\n"),
        ("def f():\n    try:\n        g()\n    except E as e:\n        raise e\n",
         "def f():\n    try:\n        g()\n    except E as x:\n        raise x\n"),
        ("def f():\n    import numpy as a\n    return a.e\n",
         "def f():\n    import numpy as b\n    return b.e\n"),
        ("f = lambda x: x + 1", "g = lambda y: (y + 1)"),
        ("def f(x):\n    'only words'\n", "def f(x):\n    pass\n"),
        ("def f(X):\n    return X\n", "def f(list):\n    return list\n"),
    ],
)  # fmt: skip
def test_names_and_layout_make_no_difference(one, other):
    """Nor do comments, docstrings and annotations."""
    names = frozenset({"np", "X", "E"})
    assert normal.normal(one, names) == normal.normal(other, names) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("def f(x):\n    return x + 1\n", "def f(x):\n    return x - 1\n"),
        ("def f(a, b):\n    return a - b\n", "def f(a, b):\n    return b - a\n"),
        ("def f(x):\n    return sum(x)\n", "def f(x):\n    return max(x)\n"),
        ("def f(x):\n    return np.sum(x)\n", "def f(x):\n    return np.max(x)\n"),
        ("def f(x):\n    return relu(x)\n", "def f(x):\n    return sigmoid(x)\n"),
        ("def f(axis):\n    return np.sum(axis, axis=0)\n",
         "def f(axis):\n    return np.sum(axis, keepdims=0)\n"),
        ("def f():\n    import a\n    return a.x\n", "def f():\n    import b\n    return b.x\n"),
        ("def f():\n    raise ValueError('a')\n", "def f():\n    raise ValueError('b')\n"),
        ("def f(x):\n    return x\n", "def f(x=1):\n    return x\n"),
    ],
)  # fmt: skip
def test_what_it_does_makes_a_difference(one, other):
    """Operators, order, Python's names, those that everybody was given, and constants."""
    names = frozenset({"np", "relu", "sigmoid"})
    assert normal.normal(one, names) != normal.normal(other, names)


@pytest.mark.parametrize("source", ["def f(:", "x = '\0'", "(" * 10_000, "-" * 50_000 + "1", ""])
def test_what_is_no_python_has_no_plain_form(source):
    """However deep it goes, nothing is raised."""
    assert normal.normal(source) == ""


def test_a_backslash_of_a_learner_warns_nobody():
    """Tests take a warning for an error."""
    assert normal.normal("x = '\\d'") == "v0 = '\\\\d'"


# --- Groups ------------------------------------------------------------------------------------

BODY = [f"total = total + rows[{n}]" for n in range(8)]
ELEVEN = step(["total = 0", *BODY, "return total"])  # with its first line
TEN = step(["total = 0", *BODY[1:], "return total"])


def renamed(source):
    """Disguised by other names, a docstring, a comment, and empty lines."""
    source = source.replace("total", "s").replace("rows", "A").replace("rate", "b")
    head, _, rest = source.partition("\n")
    return f'{head}\n    """Mine."""\n\n    # mine\n{rest}\n'


def right(source):
    return [grading(verdict("step-a", source=source), verdict("step-b", source=source))]


def wrong(source, words="", fault="WrongValues", **more):
    return [grading(verdict("step-a", WRONG, source=source, words=words, fault=fault, **more))]


NOTHING = Given()


def found(gradings, given=NOTHING):
    return [(one.why, one.students) for one in alike(gradings, given)]


def test_the_same_long_code_is_found():
    """More than ten lines of code; ten are no news, whatever comments stand between them."""
    assert (ELEVEN.count("\n"), TEN.count("\n")) == (11, 10)
    both = {"a": right(ELEVEN), "b": right(renamed(ELEVEN)), "c": right(PLAIN)}
    assert alike(both, NOTHING) == [Group("step", SAME_CODE, ("a", "b"), normal.normal(ELEVEN))]
    assert alike(both, NOTHING)[0].lines == 11
    assert found({"a": right(TEN), "b": right(renamed(TEN))}) == []


def test_only_the_latest_submission_and_the_same_answer_count():
    """The same lines in another answer are none of these."""
    assert found({"a": right(ELEVEN), "b": right(ELEVEN) + right(PLAIN)}) == []
    other = [grading(verdict("walk-a", source=ELEVEN))]
    assert found({"a": right(ELEVEN), "b": other}) == []


def test_what_everybody_was_given_is_no_news():
    """In whatever disguise."""
    own = Given(frozenset({normal.normal(ELEVEN)}))
    assert found({"a": right(ELEVEN), "b": right(renamed(ELEVEN))}, own) == []


def test_the_same_rare_wrong_code_is_found():
    """From four lines on, if it has no name and hardly anybody shares it."""
    four, three = step(["x = rows", "y = rate", "return x"]), step(["x = rows", "return x"])
    assert found({"a": wrong(four), "b": wrong(renamed(four))}) == [(SAME_WRONG_CODE, ("a", "b"))]
    assert found({"a": wrong(three), "b": wrong(three)}) == []
    assert found({"a": right(four), "b": right(four)}) == []
    named = wrong(four, misconception="a known one")
    assert found({"a": named, "b": named}) == []


@pytest.mark.parametrize(("others", "shares", "is_news"), [(0, 2, 1), (0, 3, 0), (97, 3, 1),
                                                           (96, 4, 0), (196, 4, 1)])  # fmt: skip
def test_rare_is_two_and_a_hundredth_of_the_class(others, shares, is_news):
    """Three of a hundred, four of two hundred; what more have is where the task leads."""
    four = step(["x = rows", "y = rate", "return x"])
    group = {f"s{n}": wrong(four) for n in range(shares)}
    group |= {f"o{n}": right(step([f"return {n}"])) for n in range(others)}
    assert len(found(group)) == is_news
    words = {f"s{n}": wrong(step([f"return rows + {n}"]), "came out: 7") for n in range(shares)}
    words |= {f"o{n}": right(step([f"return {n}"])) for n in range(others)}
    assert len(found(words)) == is_news


def test_the_same_rare_wrong_result_is_found():
    """By different code; the line of their own that mending found does not tell them apart."""
    one = wrong(step(["return rows"]), "came out: 7\n\nLook at a.", line="Look at a.")
    two = wrong(step(["return rate"]), "came out: 7\n\nLook at b.", line="Look at b.")
    assert found({"a": one, "b": two}) == [(SAME_RESULT, ("a", "b"))]
    assert alike({"a": one, "b": two}, NOTHING)[0].shared == "came out: 7"


@pytest.mark.parametrize("fault", ["Crashed", "Unwritten", "WrongShape", ""])
def test_a_message_that_tells_little_is_no_news(fault):
    """The same error, or the same shape, is what many come to by themselves."""
    one, two = (wrong(step([f"return {n}"]), "NameError", fault) for n in (1, 2))
    assert found({"a": one, "b": two}) == []


def test_the_same_people_are_named_once_for_an_answer():
    """Where the code is the same, so is the result."""
    group = {"a": wrong(ELEVEN, "came out: 7"), "b": wrong(renamed(ELEVEN), "came out: 7")}
    assert found(group) == [(SAME_CODE, ("a", "b"))]


def test_the_smallest_groups_come_first():
    """What many wrote is where the task leads."""
    many = {f"m{n}": right(ELEVEN) for n in range(5)}
    longer = ELEVEN.replace("return total", "total += 1\n    return total")
    two = {"a": right(longer), "b": right(longer)}
    assert [len(students) for _, students in found(many | two)] == [2, 5]


def test_solutions_stubs_and_references_are_given(root):
    """Planted: two who hand in the published solution share nothing that is news."""
    own = given(root, "backprop", known("backprop"))
    texts = {"stub": "def mse_grad(a, b):\n    raise NotImplementedError()\n"}
    texts["reference"] = "def f(d, z):\n    return d * (z > 0)\n"
    (solution,) = (
        source
        for cell in normal.cells(root / "solutions/backprop/backprop.ipynb")
        for source in normal.functions(cell)
        if source.startswith("def backward(")
    )
    texts["solution"] = solution.replace("cache", "kept")
    for name, source in texts.items():
        assert normal.normal(source, own.names) in own.code, name
    assert {"np", "relu_backward", "example"} <= own.names
    assert given(root, "mine", None) == NOTHING


# --- The report --------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path, root, monkeypatch):
    """A course's folder with the exercise, in which the command runs."""
    shutil.copy(root / "nbgrader_config.py", tmp_path)
    shutil.copytree(root / "exercises/backprop", tmp_path / "exercises/backprop")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "")  # as it was, when the test is over
    return tmp_path


def test_the_command_writes_a_page_and_a_table(home, capsys):
    """The page says what it is not; what students are called and wrote is escaped."""
    code = ELEVEN.replace("return total", "return '<script>'")
    kept(home, "backprop", {"=a": right(code), "<b>": right(renamed(code)), "c": right(PLAIN)})
    assert near_copies.main(["backprop"]) == 0
    html, table = (
        home / f"classroom/reports/backprop-near-copies.{end}" for end in ("html", "csv")
    )
    said = capsys.readouterr().out.splitlines()
    assert said == [str(path.relative_to(home)) for path in (html, table)]
    text = html.read_text("utf-8")
    assert "never a penalty: no score depends on it" in text
    assert "The latest submissions of 3 students were compared." in text
    assert "&lt;b&gt;, =a" in text
    assert "return &#39;&lt;script&gt;&#39;" in text
    assert "<script" not in text and "<b>" not in text
    with open(table, newline="", encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["group", "answer", "why", "lines", "students", "student"],
        ["1", "step", SAME_CODE, "11", "2", "<b>"],
        ["1", "step", SAME_CODE, "11", "2", "'=a"],
    ]


def test_nothing_alike_is_said(home):
    """In the page; the table has its head alone."""
    kept(home, "backprop", {"a": right(ELEVEN)})
    assert near_copies.main(["backprop", "--to", "here"]) == 0
    assert "There are no such answers." in (home / "here/backprop-near-copies.html").read_text()
    assert len((home / "here/backprop-near-copies.csv").read_text().splitlines()) == 1

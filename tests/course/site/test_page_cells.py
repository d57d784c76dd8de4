"""A cell run on a page gives what it gives in a notebook, with nothing above it run by hand."""

import sys
import types
from pathlib import Path

import page_cells
import page_needs
import pytest
from chapter_text import ORDER, read_page

from course.checks.mending import looking
from course.site.source.run import chapters

ROOT = Path(__file__).parents[3]
SLOW = (
    "paradigms", "perceptron", "forward", "training", "machine", "wine", "classification",
    "debugging", "digits", "tools",
)  # fmt: skip
TIMED = ("jacobians",)  # it prints how often one thing is slower than another
CODED = [name for name in ORDER if read_page(name).cells]
QUICK = [name for name in CODED if name not in SLOW + TIMED]


@pytest.fixture
def told():
    return []


@pytest.fixture
def notebook(told):
    """A function: a notebook of these cells, whose output goes to `told`."""

    def made(*sources, answers=(), checks=()):
        return page_cells.Notebook(sources, answers, lambda *output: told.append(output), checks)

    return made


@pytest.mark.parametrize(
    "sources, needed",
    [
        (["a = 1", "b = 2", "a"], [0]),
        (["a = [1]", "a.append(2)", "b = a", "b"], [0, 1, 2]),
        (["import numpy as np", "x = np.ones(2)", "x[0] = 5", "y = 3", "x"], [0, 1, 2]),
        (["def f():\n    return g()", "def g():\n    return 1", "f()"], [0, 1]),
        (["def relu(z):\n    return z", 'check("relu")'], [0]),
        (["a = 1", "print(a)", "a"], [0]),
        (["x = [1]", "def f(x):\n    x.append(1)", "f(x)", "x"], [0, 1, 2]),
        (["n = 0", "n += 1", "n"], [0, 1]),
        (["not python (", "a = 1", "a"], [1]),
        (["a = 1", "[a for a in range(3)]", "sum = 4", "sum + 1"], [2]),
    ],
)
def test_what_a_cell_needs(sources, needed):
    """The cells that make its names or change their values, in order, and no others."""
    assert page_needs.needed(sources, len(sources) - 1) == needed


def test_answers_are_always_needed():
    """A check asks about other answers than the one that it names."""
    sources = ["c = 2", "def f():\n    return c", "def g():\n    pass", 'check("g")']
    assert page_needs.needed(sources, 3, always=(1, 2)) == [0, 1, 2]


def test_packages_behind_our_own_modules():
    """Figures draw with matplotlib, and the wine table is read by pandas: once they are used.

    A check that uses one function of a module never calls another that reads a table.
    """
    figure = ["from course.figures import show", "show(1)"]
    assert page_needs.packages(figure) == ["matplotlib"]
    assert page_needs.packages(figure[:1]) == []
    check = ["from course.checks.affine import check", "check('standardize')"]
    assert page_needs.packages(check) == ["numpy"]
    table = ["from reference_impl import data", "import numpy as np", "data.load()"]
    assert page_needs.packages(table) == ["numpy", "pandas"]
    assert page_needs.packages(table[:2]) == ["numpy"]
    assert page_needs.packages(["def f():\n    import matplotlib.pyplot"]) == ["matplotlib"]


def test_what_only_a_checker_of_types_reads_is_not_loaded():
    """An import under `if TYPE_CHECKING:` asks for no package; one under another `if` does."""
    asked = "if {}:\n    import pandas\nelse:\n    import matplotlib\n"
    assert page_needs.names(asked.format("TYPE_CHECKING")).loads == {"matplotlib"}
    assert page_needs.names(asked.format("CHECKING")).loads == {"matplotlib", "pandas"}


def test_prints_values_and_nothing_for_none(notebook, told):
    """As a notebook does: what is printed, then the last value; a semicolon hides it."""
    cells = notebook("print('one'); print('two', end='')\n40 + 2", "None", "7;")
    assert [cells.run(place) for place in range(3)] == [True] * 3
    assert told == [("text", "one\n"), ("text", "two\n"), ("text", "42\n")]


def test_display(notebook, told):
    """What a notebook's `display` is given is shown at once, each value, a table as a table."""
    cells = notebook(
        "import pandas as pd\nprint('one', end='')\n"
        "display(pd.DataFrame({'a': [1]}), None)\nprint('two')"
    )
    assert cells.run(0)
    one, table, nothing, two = told
    assert (one, nothing, two) == (("text", "one\n"), ("text", "None\n"), ("text", "two\n"))
    assert table[0] == "html" and "<table" in table[1]


def test_errors_in_words(notebook, told):
    """The line, what it means, and what Python says; a check's refusal stands alone."""
    cells = notebook("x = 1\nx / 0", "def f(:\n    pass", "raise NotImplementedError()")
    assert [cells.run(place) for place in range(3)] == [False] * 3
    division, unreadable, unwritten = (content for _, content in told)
    assert division == (
        "It stopped in line 2:\n    x / 0\nSomething was divided by zero.\n"
        "Python says: ZeroDivisionError: division by zero"
    )
    assert unreadable.startswith("Python can't read line 1:\n    def f(:\n")
    assert unwritten.endswith("Nobody has written this answer yet.")


def test_a_changed_cell_is_run_anew(notebook, told):
    """And so is what was made from it; until then nothing that was made is made again."""
    cells = notebook("a = 1", "b = a + 1", "import random; c = random.random()", "b", "c")
    for place in (3, 4, 3, 4):
        cells.run(place)
    cells.change({0: "a = 10"})
    cells.run(3)
    *before, last_b = (content for _, content in told)
    assert (before[0], last_b) == ("2\n", "11\n")
    assert before[:2] == before[2:]


PACKAGES = "import numpy as np\nimport pandas as pd\nimport matplotlib.pyplot as plt"
SETTINGS = (
    'print(plt.rcParams["lines.linewidth"], pd.get_option("display.max_rows"), np.array([1 / 3]), '
    'np.geterr()["over"])'
)
SET = (
    'plt.rcParams["lines.linewidth"] = 9; pd.set_option("display.max_rows", 2); '
    'np.set_printoptions(precision=2); np.seterr(over="raise")'
)


@pytest.mark.parametrize("answers", [(), (1,)], ids=["a chapter", "an assignment"])
@pytest.mark.parametrize("setting", [f"{SET}; print()", f"{PACKAGES}\n{SET}; print()"])
def test_a_setting_goes_with_its_line(notebook, told, answers, setting):
    """No other cell has it, nor its own cell without it; also where it came with its package."""
    made = notebook(PACKAGES, SETTINGS, SETTINGS, answers=answers)
    made.change({1: setting})
    assert made.run(1)
    made.change({1: SETTINGS})
    told.clear()
    assert made.run(1) and made.run(2)
    assert told == [("text", "1.5 60 [0.33333333] warn\n")] * 2


@pytest.mark.parametrize("answers", [(), (0,)], ids=["a chapter", "an assignment"])
def test_a_setting_above_holds_each_time(notebook, told, answers):
    """The first time that a cell runs, and the second."""
    made = notebook(f"{PACKAGES}\n{SET}", "print(6)", SETTINGS, answers=answers)
    for place in (2, 1, 2):
        assert made.run(place)
    assert [words for _, words in told] == ["9.0 2 [0.33] raise\n", "6\n", "9.0 2 [0.33] raise\n"]


def test_tables_and_pictures(notebook, told):
    """A table comes as HTML; a figure that is open at the end comes as a picture, once."""
    cells = notebook(
        "import matplotlib\nmatplotlib.use('agg')\nimport matplotlib.pyplot as plt\n"
        "import pandas as pd\nplt.plot([1, 2]);",
        "pd.DataFrame({'a': [1]})",
    )
    assert cells.run(0) and cells.run(1)
    (picture, drawn), (table, rows) = told
    assert (picture, table) == ("html", "html")
    assert drawn.startswith("<svg role=") and "<table" in rows


@pytest.fixture
def page_backend():
    """matplotlib, drawing as it does in a page."""
    import matplotlib

    before = matplotlib.get_backend()
    matplotlib.use("module://page_backend")
    yield
    matplotlib.use(before)


def test_a_figure_is_shown_when_it_is_told_to(notebook, told, page_backend):
    """`plt.show()` shows it there, between what is printed before and after, and no warning."""
    cells = notebook(
        "import matplotlib.pyplot as plt\nprint('one', end='')\nplt.plot([1, 2])\nplt.show()\n"
        "print('two')"
    )
    assert cells.run(0)
    (before, (kind, drawn), after) = told
    assert (before, kind, after) == (("text", "one\n"), "html", ("text", "two\n"))
    assert drawn.startswith("<svg role=")


def test_a_figure_of_a_cell_that_broke_off_is_dropped(notebook, told, page_backend):
    """It is not shown below the next cell, which has nothing to do with it."""
    cells = notebook("import matplotlib.pyplot as plt\nplt.plot([1, 2])\n1 / 0", "2 + 2")
    assert not cells.run(0)
    told.clear()
    assert cells.run(1)
    assert told == [("text", "4\n")]


def test_a_flood_is_cut(notebook, told):
    """A million lines would take the page with them."""
    cells = notebook("for i in range(100_000):\n    print(i)")
    cells.run(0)
    text = "".join(content for _, content in told)
    assert len(text) < page_cells.LONGEST + 100 and text.endswith("… and more.\n")


SETUP = "import numpy as np\nfrom course.checks.backprop import check"
CHECKS = ('check("relu_backward", "active and inactive")', 'check("relu_backward", "at zero")')
MENDED = "def relu_backward(dA, z):\n    return dA * (z > 2)"


@pytest.fixture
def asked(notebook, told, monkeypatch):
    """A function: a notebook with that answer at 1, and its checks at 2 and 3, all of them run.

    The line is looked for as long as it takes: beside others, the machine may be slow.
    """
    monkeypatch.setattr(looking, "SECONDS", 60.0)

    def made(answer):
        cells = notebook(SETUP, answer, *CHECKS, answers=(1,), checks=(2, 3))
        for place in (1, 2, 3):
            cells.run(place)
        return cells

    return made


def look_on(cells, place):
    """The words of a looking, to its end."""
    while (words := cells.look(place, 0.05)) is None:
        pass
    return words


def test_the_verdict_is_told_before_the_line_is_looked_for(asked, told):
    """It does not hold the line; a slice of no time says that there is something to look for."""
    cells = asked(MENDED)
    verdicts = [content for kind, content in told if kind == "error"]
    assert len(verdicts) == 2 and all("not yet" in one for one in verdicts)
    assert not any("Look at line" in one for one in verdicts)
    told.clear()
    assert cells.look(2, 0) is None
    line = "Look at line 2 of its cell, `return dA * (z > 2)`."
    assert look_on(cells, 2).startswith(line) and look_on(cells, 3).startswith(line)
    assert told == []


@pytest.mark.parametrize(
    "answer",
    [
        "def relu_backward(dA, z):\n    return dA * (z > 0)",
        "def relu_backward(dA, z):\n    return dA * (z >= 0)",
        "def relu_backward(dA, z):\n    raise NotImplementedError()",
        "def relu_backward(dA, z:",
    ],
    ids=["right", "a known mistake", "not written", "no Python"],
)
def test_nothing_to_look_for(asked, answer):
    """Where all is right, or said already."""
    assert asked(answer).look(2, 0) == ""


def test_a_line_is_looked_for_under_checks_alone(notebook):
    """A check that the reader calls in a cell of their own has its verdict, and no more."""
    cells = notebook(SETUP, f"{MENDED}\n{CHECKS[0]}", answers=(1,), checks=(2,))
    assert not cells.run(1)
    assert cells.look(1, 0) == ""


def test_a_looking_ends_with_the_names_that_it_looks_at(asked):
    """Once a cell runs again, the line of what it said before is nobody's."""
    cells = asked(MENDED)
    cells.change({1: MENDED.replace("2", "0")})
    cells.run(1)
    assert cells.look(2, 0) == ""


NOISY = """
def relu_backward(dA, z):
    import sys
    import matplotlib.pyplot as plt
    print("one")
    print("two", file=sys.stderr)
    display("three")
    plt.plot([1, 2])
    return dA * (z > 2)
"""


def test_copies_are_not_seen_or_heard(asked, told, page_backend, capsys):
    """Whatever the answer prints, shows and draws; the next cell is not given their pictures."""
    cells = asked(NOISY)
    told.clear()
    assert look_on(cells, 2)
    cells.change({0: "40 + 2"})
    cells.run(0)
    assert told == [("text", "42\n")]
    assert capsys.readouterr() == ("", "")


def alone(sources):
    """What each cell says when it is the first to be run in a notebook."""
    told, said = [], []
    for place in range(len(sources)):
        told.clear()
        page_cells.Notebook(sources, (), lambda *output: told.append(output)).run(place)
        said.append(texts(told))
    return said


def in_order(sources):
    """What each cell says in a kernel: one after the other, with the names of all before."""
    told, said, space = [], [], vars(types.ModuleType("__main__"))
    for place, source in enumerate(sources):
        told.clear()
        page_cells.run_cell(source, space, f"<cell {place}>", lambda *output: told.append(output))
        said.append(texts(told))
    return said


def texts(told):
    return [content for kind, content in told if "<svg" not in content]


def each_cell_alone(name):
    notebook = chapters(ROOT)[f"chapters/{name}"]
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert alone(sources) == in_order(sources)


@pytest.fixture
def on_a_page(monkeypatch):
    """Matplotlib draws without a window, and the wine table is the stand-in."""
    monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.setattr(sys, "platform", "emscripten")


@pytest.mark.whole
@pytest.mark.parametrize("name", QUICK)
def test_a_cell_alone_says_what_it_says_in_the_chapter(name, on_a_page):
    """Each cell of a chapter, run first of all, gives what it gives after all those above it."""
    each_cell_alone(name)


@pytest.mark.proof
@pytest.mark.parametrize("name", SLOW)
def test_a_cell_alone_in_the_longer_chapters(name, on_a_page):
    each_cell_alone(name)


def test_a_missed_need_is_seen(monkeypatch):
    """If nothing above were run, the comparison would say so."""
    monkeypatch.setattr(page_cells, "needed", lambda *arguments: [])
    sources = ["a = 1", "a"]
    assert alone(sources) != in_order(sources)


def test_a_cell_hands_arrays_to_an_explorable(notebook, told):
    """Its name and plain lists, as JSON, and nothing to see in the cell's output."""
    cell = (
        "import numpy as np\nfrom course.figures import hand_over\n"
        "hand_over('digits', {'b1': np.array([1.0, 2.5])})"
    )
    assert notebook(cell).run(0)
    assert told == [("handed", '{"explorable": "digits", "arrays": {"b1": [1.0, 2.5]}}')]


def test_what_is_no_number_is_handed_over_in_json(notebook, told):
    """A page can't read Python's NaN and Infinity, and would say nothing at all."""
    cell = (
        "import numpy as np\nfrom course.figures import hand_over\n"
        "hand_over('digits', {'W1': np.array([[1.0, np.nan], [np.inf, -2.0]])})"
    )
    assert notebook(cell).run(0)
    assert told == [
        ("handed", '{"explorable": "digits", "arrays": {"W1": [[1.0, null], [null, -2.0]]}}')
    ]

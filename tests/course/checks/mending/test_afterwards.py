"""Where the line is said: with the error, or after it where somebody asks for more."""

import sys

import matplotlib.pyplot as plt
import numpy as np
import pytest
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell

from course.checks import afterwards
from course.checks.answers import Assignment, Misconception
from course.checks.checker import Check
from course.checks.mending import looking

WRONG = "def f(x):\n    return x.mean(axis=1)"
LINE = "Look at line 2 of its cell, `return x.mean(axis=1)`. Look at `x.mean(axis=1)`: "


@pytest.fixture
def columns(small_answer):
    """A function that makes the answer: the mean of each column, and maybe more about it."""
    draws = [lambda rng, n=n: (rng.normal(size=(n, 3)),) for n in (4, 5)]

    def columns(**more):
        return small_answer(lambda x: x.mean(axis=0), {"all": (("result",), draws)}, **more)

    return columns


def test_elsewhere_it_is_the_end_of_the_error(notebook, columns, monkeypatch):
    """In plain Python nobody asks afterwards: the verdict comes first, then the line."""
    monkeypatch.setattr(afterwards, "current_shell", lambda: None)  # another test may have left one
    monkeypatch.setattr(looking, "SECONDS", 60)  # no slow machine hurries it
    notebook.put("check", Check(Assignment("toy", (columns(),))))
    notebook.cell(WRONG)
    said = notebook.refusal('check("f")')
    assert said.startswith("f, all: not yet.")
    *_, last = said.split("\n\n")
    assert unwrapped(last).startswith(LINE)
    assert said.count("Look at line") == 1


def unwrapped(text):
    """The same on one line."""
    return " ".join(text.split())


def test_in_the_page_the_error_gives_it(refused, columns):
    """The verdict does not wait for it; who shows the error goes on, turn by turn."""
    error = refused((columns(),), WRONG)
    assert "Look at line" not in str(error)
    assert error.looking.words == ""
    while error.looking.go_on(0.02):
        assert error.looking.words == ""
    assert error.looking.words.startswith(LINE)
    assert "Look at line" not in str(error)


def test_where_no_edit_mends_nothing_is_added(notebook, columns):
    """Neither words nor an empty paragraph."""
    notebook.put("check", Check(Assignment("toy", (columns(),))))
    notebook.cell("def f(x):\n    return np.sort(x.std(axis=1) * 7.3)[:3] + 1.9")
    said = notebook.refusal('check("f")')
    assert "Look at line" not in said
    assert said == said.rstrip()


@pytest.fixture
def shell():
    """IPython, as it runs a notebook's cells."""
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


def test_a_notebook_says_it_after_the_cell_and_once(shell, columns, capsys):
    """However many checks there are; not for a cell that passes, and not again for the next."""
    assignment = Assignment("toy", (columns(),))
    shell.push({"check": Check(assignment), "again": Check(assignment), "np": np})
    shell.run_cell(WRONG)
    shell.run_cell('check("f")')
    said = capsys.readouterr().out
    assert "Error" not in said
    assert said.count("Look at line 2 of its cell, `return x.mean(axis=1)`") == 1
    assert 0 <= said.index("not yet") < said.index("Look at line")
    shell.run_cell("x = 1")
    shell.run_cell("def f(x):\n    return x.mean(axis=0)")
    shell.run_cell('check("f")')
    assert capsys.readouterr().out == "f, all: right.\n"


def test_a_notebook_says_it_of_each_refusal(shell, columns, capsys):
    """And of the text that stands there now: the cell may have been written anew."""
    shell.push({"check": Check(Assignment("toy", (columns(),)))})
    for number, cell in ((2, WRONG), (3, f"# once more\n{WRONG}")):
        shell.run_cell(cell)
        shell.run_cell('check("f")')
        assert capsys.readouterr().out.count(f"Look at line {number} of its cell") == 1


SHOWING = """
import matplotlib.pyplot as plt
from IPython.display import display

def f(x):
    print("called")
    display({"text/plain": "shown"}, raw=True)
    plt.figure()
    return x.mean(axis=1)
"""


def test_copies_show_nothing(shell, refused, columns, capsys):
    """What they print, display and draw was the learner's call, and the search calls a hundred."""
    published = shell.display_pub = CapturingDisplayPublisher()
    error = refused((columns(),), SHOWING)
    before, figures = len(published.outputs), plt.get_fignums()
    capsys.readouterr()
    assert "line 9" in error.looking.to_the_end()
    assert len(published.outputs) == before > 0 and plt.get_fignums() == figures != []
    assert capsys.readouterr().out == ""
    assert shell.display_pub is published
    plt.close("all")


def by_row(x):
    return x.mean(axis=1)


def test_where_a_known_mistake_is_named_nothing_is_looked_for(refused, columns):
    """Its hint says it better."""
    known = Misconception("one for each row", by_row, "Which axis goes?")
    error = refused((columns(misconceptions=(known,)),), WRONG)
    assert "Which axis goes?" in str(error)
    assert error.looking is None


def test_where_an_earlier_answer_does_not_pass_nothing_is_looked_for(refused, columns):
    """It may be the one to blame; where it passes, the line is looked for."""
    answers = columns(name="before"), columns(builds_on=("before",))
    error = refused(answers, WRONG, WRONG.replace("f(", "before(", 1))
    assert "before does not pass yet" in str(error)
    assert error.looking is None
    error = refused(answers, "def before(x):\n    return x.mean(axis=0)")
    assert error.looking.to_the_end().startswith(LINE)


NOT_RUN = {
    "missing": "x = 1",
    "no function": "f = 1",
    "other arguments": "def f():\n    return 1",
    "a stub": "def f(x):\n    raise NotImplementedError",
}


@pytest.mark.parametrize("what", NOT_RUN)
def test_what_has_not_run_is_not_looked_at(refused, columns, what):
    """There is no line to blame for what is not there."""
    error = refused((columns(),), NOT_RUN[what])
    looking = getattr(error, "looking", None)
    assert looking is None or looking.to_the_end() == ""
    assert "Look at line" not in str(error)


def test_the_page_is_who_says_that_it_asks(monkeypatch, notebook, columns):
    """A displayhook of somebody else's does not."""
    monkeypatch.setattr(sys, "displayhook", lambda value: None)
    notebook.put("check", Check(Assignment("toy", (columns(),))))
    notebook.cell(WRONG)
    assert LINE in unwrapped(notebook.refusal('check("f")'))

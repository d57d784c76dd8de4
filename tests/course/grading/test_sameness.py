"""Over the jail's wall the checks say what they say in an ordinary process, word for word.

The line to look at is the same, too, or lost for want of time, and never another.
"""

import inspect
from dataclasses import replace

import both_sides
import pytest
from both_sides import Cell, here, there
from fair_answers import fair
from held_out import read
from masters import ASSIGNMENTS, Master, released

from course.grading.jail import Nursery

pytestmark = pytest.mark.whole

SAMPLE = ("backprop",)  # `make proof` asks all of them


@pytest.fixture(scope="module")
def nursery():
    nursery = Nursery()
    yield nursery
    nursery.close()


@pytest.fixture(scope="module")
def open_nursery(tmp_path_factory):
    """One in which known mistakes can be imported: no notebook has their text."""
    with both_sides.open_nursery(tmp_path_factory.mktemp("given")) as nursery:
        yield nursery


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    both_sides.patient(monkeypatch)


def every(names=ASSIGNMENTS):
    """The assignments; all but a sample are for `make proof`."""
    return [
        name if name in SAMPLE else pytest.param(name, marks=pytest.mark.proof) for name in names
    ]


@pytest.mark.parametrize("name", every())
@pytest.mark.parametrize("kind", ["solved", "stub"])
def test_the_notebook_itself(name, kind, nursery):
    """The solution, and what students get."""
    notebook = Master(ASSIGNMENTS[name]).notebook
    sources = both_sides.locked(notebook)
    notebook = released(notebook) if kind == "stub" else notebook
    cells = both_sides.cells(notebook)
    said = here(cells)
    assert there(cells, nursery, sources) == said
    assert {one.error for one in said} <= ({""} if kind == "solved" else {"CheckFailed"})


@pytest.mark.parametrize("name", every())
def test_right_answers_as_learners_write_them(name, open_nursery):
    """Those of tests/assignments/NAME/fair.py, each asked whole."""
    text = Cell(inspect.getsource(fair(name)))
    turns = {
        f"{answer} {place}": f"{answer} = RIGHT[{answer!r}][{place}]"
        for answer, functions in fair(name).RIGHT.items()
        for place in range(len(functions))
    }
    assert differing(name, [text], turns, open_nursery) == {}


@pytest.mark.parametrize("name", every())
def test_known_mistakes(name, open_nursery):
    """The functions that the checker knows, in the place of the learner's."""
    wrong = "ASSIGNMENT.answers[{0!r}].misconceptions[{1}].wrong"
    turns = {
        f"{answer.name} {slip.name}": f"{answer.name} = {wrong.format(answer.name, place)}"
        for answer in ASSIGNMENTS[name].answers.values()
        for place, slip in enumerate(answer.misconceptions)
    }
    known = Cell(f"from course.checks.{name} import ASSIGNMENT")
    assert differing(name, [known], turns, open_nursery) == {}


def differing(name, first, turns, nursery):
    """Where two sides differ: {turn: (here, there)}. A turn gives one answer, which is checked."""
    sources, cells = above(name), []
    for turn, source in turns.items():
        answer = turn.split()[0]
        cells += [Cell(f"kept = {answer}\n{source}"), Cell(f"check({answer!r})", True)]
        cells += [Cell(f"{answer} = kept")]
    cells = [*map(Cell, sources), *first, *cells]
    both = zip(turns, here(cells), there(cells, nursery, sources), strict=True)
    return {turn: (one, other) for turn, one, other in both if one != other}


def above(name, answer=None):
    """The texts of a notebook's cells down to an answer, or all, with right answers in them."""
    master = Master(ASSIGNMENTS[name])
    graded, texts = set(master.graded), []
    for cell_id, cell in master.cells.items():
        if answer and cell_id == f"{answer}-answer":
            break
        if cell.cell_type == "code" and cell_id not in graded and not cell_id.endswith("-run"):
            texts.append(cell.source)
    return texts


SAMPLE_OF_STRANGERS = {
    "backprop-relu_backward-1",
    "jacobians-softmax_vjp-5",
    "digits-choose_hidden-12",  # meets an error of the checks' own, which the jail does not have
    "tools-backward-30",  # empties the list that it is given
}


def strangers():
    """The answers in tests/held_out; all but a few are for `make proof`."""
    return [
        pytest.param(one, id=one.label, marks=[] if one.label in sample else pytest.mark.proof)
        for name in ASSIGNMENTS
        for sample in [SAMPLE_OF_STRANGERS]
        for one in read(name)
    ]


@pytest.mark.parametrize("answer", strangers())
def test_answers_written_from_the_text_alone(answer, nursery):
    """Wrong in ways of which the checker has not heard: the words, and the line that is blamed."""
    sources = above(answer.assignment, answer.name)
    cells = [*map(Cell, sources), Cell(answer.cell), Cell(f"check({answer.name!r})", True)]
    (mine,), (theirs,) = here(cells), there(cells, nursery, sources)
    assert replace(theirs, line="") == replace(mine, line="")
    assert theirs.line in ("", mine.line) or not mine.line


BARE = {
    "in a copy": "np.c_[X, np.ones(len(X))] @ np.r_[W, [0 * b]]",
    "in the learner's own": "np.c_ @ np.ones(3) + X @ W + b",
}


@pytest.mark.parametrize("where", BARE)
def test_a_list_without_an_end_is_refused_on_both_sides(where, nursery):
    """`np.c_` without its brackets: whoever collects its entries never comes back."""
    sources = above("affine", "affine")
    answer = Cell(f"def affine(X, W, b):\n    return {BARE[where]}")
    cells = [*map(Cell, sources), answer, Cell("check('affine')", True)]
    (mine,), (theirs,) = here(cells), there(cells, nursery, sources)
    assert replace(theirs, line="") == replace(mine, line="")
    assert mine.error == "CheckFailed"

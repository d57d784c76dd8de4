"""Answers that refuse, that draw random numbers, or return more than arrays, are judged too."""

import signal
from dataclasses import replace

import nbformat
import numpy as np
import pytest
from nbgrader.utils import determine_grade

from course.checks.answers import (
    Answer,
    Assignment,
    Case,
    Misconception,
    Part,
    Prediction,
    SelfMarked,
)
from course.checks.around import ENDLESS, pot_watched, with_an_end
from course.checks.checker import Check


def shapes(left, right):
    if left[1] != right[0]:
        raise ValueError(f"{left[1]} columns meet {right[0]} rows.")
    return (left[0], right[1])


def deal(X, rng):
    order = rng.permutation(len(X))
    return [X[order[:3]], X[order[3:]]]


def from_the_pot(X, rng):
    order = np.random.permutation(len(X))
    return [X[order[:3]], X[order[3:]]]


def sorted_rows(batches):
    return {"batches": len(batches), "rows": np.concatenate(batches)}


FITS = Answer(
    "shapes",
    ("left", "right"),
    ("shape",),
    shapes,
    parts=(
        Part("fit", 1, ("shape",), (Case("4, 3 and 3, 5", lambda rng: ([4, 3], [3, 5])),)),
        Part("refuse", 1, (), (Case("2 meets 3", lambda rng: ([4, 2], [3, 5]), refused=True),)),
    ),
    misconceptions=(Misconception("takes all", lambda a, b: (a[0], b[1]), "Compare first."),),
    todo="Compare.",
)
DEAL = Answer(
    "deal",
    ("X", "rng"),
    ("batches", "rows"),
    deal,
    parts=(
        Part(
            "rows",
            2,
            ("batches", "rows"),
            (Case("5 rows", lambda rng: (np.arange(5.0), np.random.default_rng(3))),),
        ),
    ),
    misconceptions=(Misconception("drawn from np.random", from_the_pot, "Use rng."),),
    todo="Deal.",
    unpack=sorted_rows,
    returns="a list of batches",
)
WORDS = SelfMarked("why", 4, todo="Write, then mark.")
GUESS = Prediction("guess", 1, todo="Put a number after `return`.")
CHECK = Check(Assignment("toy", (FITS, DEAL, WORDS)))


@pytest.fixture
def asked(notebook):
    """A function that puts an answer in the notebook and gives what the check says of it."""
    notebook.put("check", CHECK)

    def ask(name, function, call=None):
        notebook.put(name, function)
        return " ".join(notebook.refusal(call or f"check({name!r})").split())

    return ask


def test_right_answers(notebook, capsys):
    """The references pass: one raises where it should, the other uses the generator it is given."""
    notebook.put("check", CHECK)
    for name, function in (("shapes", shapes), ("deal", deal)):
        notebook.put(name, function)
        notebook.cell(f"check({name!r})")
    assert capsys.readouterr().out.count(": right.") == 2


def test_inputs_that_make_no_sense_must_be_refused(asked):
    """Taking them, refusing without a word, and stopping by accident are three different faults."""
    taken = asked("shapes", lambda left, right: (left[0], right[1]))
    assert "It accepted these inputs" in taken
    assert "left = [4, 2]" in taken and "fit: right" in taken

    def silent(left, right):
        if left[1] != right[0]:
            raise ValueError
        return (left[0], right[1])

    def accident(left, right):
        return (left[0], right[1]) if left[1] == right[0] else left["x"]

    assert "its ValueError has no message" in asked("shapes", silent)
    other = asked("shapes", accident)
    assert (
        "the task asks for a ValueError that says so. It stopped with a TypeError instead" in other
    )
    assert "Python says: TypeError: list indices" in other and "common slip" not in other


def test_the_line_of_another_error_is_shown(notebook, asked):
    """A refusal by accident, or by the wrong name, has a place as every error has."""
    notebook.cell(
        "def shapes(left, right):\n"
        "    if left[1] != right[0]:\n"
        "        raise TypeError('2 and 3')\n"
        "    return left[0], right[1]"
    )
    text = asked("shapes", notebook.names["shapes"])
    assert "TypeError instead in line 3 of its cell, in shapes: raise TypeError(" in text


def test_a_message_has_to_hold_what_the_case_says(notebook, asked):
    """Which of it is missing is said beside the message; all of it is enough."""
    fit, refuse = FITS.parts
    case = replace(refuse.cases[0], says=("2", "3"))
    fits = replace(FITS, parts=(fit, replace(refuse, cases=(case,))))
    notebook.put("check", Check(Assignment("toy", (fits,))))

    def refusing(words):
        def shapes(left, right):
            if left[1] != right[0]:
                raise ValueError(words.format(left[1], right[0]))
            return left[0], right[1]

        return shapes

    assert "does not contain 3, which its reader needs" in asked("shapes", refusing("{} is wrong"))
    text = asked("shapes", refusing("no fit"))
    assert "does not contain 2 and 3, which" in text and "It says: no fit" in text
    notebook.put("shapes", refusing("{} meets {}"))
    notebook.cell("check('shapes')")


def test_inputs_are_left_alone_by_who_refuses_them(asked):
    """A refusal is no leave to write into them."""

    def shapes(left, right):
        if left[1] != right[0]:
            left.sort()
            raise ValueError("2 meets 3")
        return left[0], right[1]

    assert "It changed what it was given: left." in asked("shapes", shapes)


def test_random_numbers_come_from_the_generator(asked):
    """The common pot is noticed, the same way each time, and left as it was."""
    before = np.random.get_state()[1].copy()
    first = asked("deal", from_the_pot)
    assert "It drew from np.random" in first and "drawn from np.random" in first
    assert asked("deal", from_the_pot) == first
    np.testing.assert_array_equal(np.random.get_state()[1], before)


@pytest.mark.parametrize("draw", ["random", "permuted"])
def test_one_draw_too_many_is_refused(asked, draw):
    """The result is right, and the next one who draws gets other numbers."""

    def draws_again(X, rng):
        batches = deal(X, rng)
        getattr(rng, draw)(*[X] * (draw == "permuted"))
        return batches

    text = asked("deal", draws_again)
    assert "your function drew other random numbers than the task asks for, more or fewer" in text
    assert "The next draw from the same generator" in text


def test_a_draw_that_is_missing_is_not_told_as_one_too_many(asked):
    """The result is right, and nothing was drawn for it."""
    found = deal(np.arange(5.0), np.random.default_rng(3))
    text = asked("deal", lambda X, rng: found)
    assert (
        "your function drew no random numbers from the generator" in text
        and "The next draw" in text
    )


def test_the_same_draws_in_other_words_pass(notebook, capsys):
    """Shuffling the row numbers takes as many numbers as a permutation of them."""

    def shuffled(X, rng):
        order = np.arange(len(X))
        rng.shuffle(order)
        return [X[order[:3]], X[order[3:]]]

    notebook.put("check", CHECK)
    notebook.put("deal", shuffled)
    notebook.cell("check('deal')")
    assert "right." in capsys.readouterr().out


def test_a_generator_is_pointed_to_where_there_is_one(asked):
    """Where none was given, no random numbers are asked for, and the words say that."""

    def lucky(left, right):
        np.random.rand()
        return shapes(left, right)

    generator = "Draw from the generator that you were given"
    assert f"{generator}: rng.normal, rng.permutation" in asked("deal", from_the_pot)
    text = asked("shapes", lucky)
    assert "This task needs no random numbers." in text and "generator" not in text


def test_half_a_pair_of_draws_is_left_as_well(asked):
    """Numbers from the bell curve come in pairs, and NumPy keeps the second for the next draw."""
    np.random.seed(5)
    pair = np.random.randn(), np.random.randn()
    np.random.seed(5)
    first = np.random.randn()
    asked("deal", from_the_pot)
    assert (first, np.random.randn()) == pair


def test_half_a_pair_does_not_wait_for_the_next_call():
    """Where one watch lasts for many calls, as in the jail, each comes to the same."""
    with pot_watched() as touched:
        first, drew = np.random.randn(3), touched()
        assert drew and np.array_equal(np.random.randn(3), first)
        assert touched() and not touched()


def test_a_check_that_was_stopped_leaves_the_common_pot_alone(asked):
    """Whoever drew from it and was stopped has spoilt neither it nor the next check's start."""

    def stopped(X, rng):
        np.random.permutation(len(X))
        raise KeyboardInterrupt

    before, first = np.random.get_state()[1].copy(), asked("deal", from_the_pot)
    with pytest.raises(KeyboardInterrupt):
        asked("deal", stopped)
    np.testing.assert_array_equal(np.random.get_state()[1], before)
    assert asked("deal", from_the_pot) == first
    assert "np.random" not in asked("deal", lambda X, rng: 3)


def test_what_cannot_be_unpacked_is_said(asked):
    """Another form than the one that was asked for, and nothing at all."""
    assert "It returned an int; expected a list of batches." in asked("deal", lambda X, rng: 3)
    assert "Did you forget `return`?" in asked("deal", lambda X, rng: None)


def test_a_list_that_was_changed_is_noticed(asked):
    """Lists are inputs like any other."""

    def pops(left, right):
        result = shapes(left, right)
        left.pop()
        return result

    text = asked("shapes", pops)
    assert "It changed what it was given: left." in text and "`append` and `pop`" in text


def total(rows, sizes):
    return float(np.sum(rows)) + sum(sizes["all"]) * sizes["table"].sum()


def rows_and_sizes(rng):
    return ([[3.25, 1.5], [0.1, 2.0], [7.0, 4.0]], {"all": [2, 1, 3], "table": np.array([0.5])})


TOTAL = Answer(
    "total", ("rows", "sizes"), ("sum",), total,
    (Part("all", 1, ("sum",), (Case("3 rows", rows_and_sizes),)),), (), "Add up.",
)  # fmt: skip
WRITES = {
    "rows.sort()": "rows",
    "rows.reverse()": "rows",
    "rows[0] = [1.5, 3.25]": "rows",
    "rows[0].sort()": "rows",
    "rows[0].append(0.0)": "rows",
    "rows[2][0], rows[2][1] = 4.0, 7.0": "rows",
    "rows += [[]]": "rows",
    "rows[1] = None": "rows",
    "rows[1] = 2.1": "rows",
    "rows[2][0] = 7": "rows",
    "sizes['all'].sort()": 'sizes["all"]',
    "sizes['all'][1] = True": 'sizes["all"]',
    "sizes['all'] = tuple(sizes['all'])": 'sizes["all"]',
    "sizes['table'][0] = 1": 'sizes["table"]',
    "sizes['table'] = np.array(['0.5'])": 'sizes["table"]',
    "sizes['more'] = 0": 'sizes["more"]',
    "del sizes['all']": 'sizes["all"]',
}


@pytest.mark.parametrize("line", WRITES)
def test_a_list_that_was_written_into_is_noticed(notebook, asked, line):
    """Sorted, reversed or exchanged: the result was right, and whoever comes next is not."""
    notebook.put("check", Check(Assignment("toy", (TOTAL,))))
    notebook.put("right", total)
    notebook.cell(
        f"def total(rows, sizes):\n    sum = right(rows, sizes)\n    {line}\n    return sum"
    )
    text = asked("total", notebook.names["total"])
    assert f"It changed what it was given: {WRITES[line]}." in text


@pytest.mark.parametrize("line", ["rows = sorted(rows)", "rows[1][0] += 0.2; rows[1][0] -= 0.2"])
def test_a_list_that_is_as_it_was_is_no_fault(notebook, capsys, line):
    """A sorted copy harms nobody, and no more does the rounding of a nudge up and back down."""
    notebook.put("check", Check(Assignment("toy", (TOTAL,))))
    notebook.put("right", total)
    notebook.cell(f"def total(rows, sizes):\n    {line}\n    return right(rows, sizes)")
    notebook.cell("check('total')")
    assert "right." in capsys.readouterr().out


@pytest.mark.parametrize("holds", [np.nan, np.inf, -np.inf])
def test_least_squares_of_no_numbers_are_refused(notebook, asked, holds):
    """LAPACK may look for a solution for ever; NumPy's own function is back afterwards."""
    solve = np.linalg.lstsq

    def total(rows, sizes):
        return np.linalg.lstsq(np.full((3, 2), holds), np.ones(3), rcond=None)[0].sum()

    notebook.put("check", Check(Assignment("toy", (TOTAL,))))
    assert "LinAlgError: np.linalg.lstsq was given nan or infinity" in asked("total", total)
    assert np.linalg.lstsq is solve


def test_least_squares_of_numbers_are_solved_in_a_check(notebook, capsys):
    """With all that NumPy's own function takes."""

    def fitted(rows, sizes):
        slope, *_ = np.linalg.lstsq([[1.0], [2.0]], [3.0, 6.0], rcond=None)
        return total(rows, sizes) * slope[0] / 3

    notebook.put("check", Check(Assignment("toy", (TOTAL,))))
    notebook.put("total", fitted)
    notebook.cell("check('total')")
    assert "right." in capsys.readouterr().out


BARE = ("np.asarray(np.c_)", "list(np.r_)", "np.ones(3) @ np.mgrid", "[np.s_, np.c_]", "np.ogrid")


@pytest.mark.parametrize("bare", BARE)
def test_a_list_without_an_end_is_refused(notebook, asked, bare):
    """`np.c_` without its brackets has an entry at every place; afterwards it is as it was."""
    before = signal.signal(signal.SIGALRM, lambda *_: pytest.fail("It goes on and on."))
    signal.setitimer(signal.ITIMER_REAL, 10)
    try:
        notebook.put("check", Check(Assignment("toy", (TOTAL,))))
        asked("total", lambda rows, sizes: eval(bare))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert not [kind for kind in ENDLESS if "__iter__" in vars(kind)]
    assert next(iter(np.r_)) == 0


def test_it_is_refused_until_the_outer_call_is_over():
    """A function of the learner's is called by one that it was given to."""
    with with_an_end():
        with with_an_end():
            pass
        with pytest.raises(TypeError):
            list(np.c_)


LONG = "The mean of the misses cancels, so a network that is off both ways looks perfect to it."


@pytest.mark.parametrize("marks", [0, 2.5, 4, np.float64(3)])
def test_words_that_the_learner_has_marked(notebook, capsys, marks):
    """Any points up to the maximum, as a plain number that nbgrader reads as the score."""
    notebook.put("check", CHECK)
    notebook.put("why", lambda: (LONG, marks))
    notebook.cell("score = check('why')")
    assert f"you give yourself {marks:g} of 4." in capsys.readouterr().out
    assert grade_of(notebook.names["score"]) == (marks, 4)


def grade_of(value):
    """What nbgrader makes of a check cell of four points whose value is this."""
    marks = {"grade": True, "solution": False, "points": 4, "grade_id": "why", "locked": True}
    cell = nbformat.v4.new_code_cell("check('why')", metadata={"nbgrader": marks})
    data = {"text/plain": repr(value)}
    cell.outputs = [nbformat.v4.new_output("execute_result", data=data, execution_count=1)]
    return determine_grade(cell)


@pytest.mark.parametrize(
    "returned, said",
    [
        (None, "why returned None; expected your words and your points"),
        (LONG, "why returned text; expected your words and your points"),
        (("Because.", 4), "Your answer has 1 word, and it takes at least 15"),
        ((3, 4), "The first thing that why returns is an int; expected text."),
        ((LONG, 5), "You give yourself 5; expected a number from 0 to 4."),
        ((LONG, float("nan")), "You give yourself nan; expected"),
        ((LONG, "all"), "You give yourself text; expected"),
    ],
)
def test_words_or_marks_that_can_not_be(asked, returned, said):
    """Each is refused in words, and costs the points until it is mended."""
    assert said in asked("why", lambda: returned)


@pytest.mark.parametrize("name", ["why", "guess", "deal", "later", "nobody"])
def test_an_answer_builds_on_earlier_answers_alone(name):
    """Words, a guess, itself, what comes after it and a stranger are refused, by their names."""
    deal, later = replace(DEAL, builds_on=("shapes", name)), replace(FITS, name="later")
    said = f"deal builds on '{name}', which is none of the answers before it in toy. .*: shapes."
    with pytest.raises(ValueError, match=said):
        Assignment("toy", (WORDS, GUESS, FITS, deal, later))


@pytest.mark.parametrize("name", ["shapes", "deal", "why", "guess"])
def test_a_check_before_any_answer_exists_says_so(notebook, name):
    """Whatever kind of answer it is, and where it builds on others that are not there either."""
    deal = replace(DEAL, builds_on=("shapes",))
    notebook.put("check", Check(Assignment("toy", (WORDS, GUESS, FITS, deal))))
    assert f"There is no function called {name} yet." in notebook.refusal(f'check("{name}")')

"""A known mistake is named only where everything that the learner's function did speaks for it."""

from dataclasses import replace

import numpy as np
import pytest
from messages_read import joined

from course.checks.answers import Answer, Assignment, Case, Misconception, Part
from course.checks.checker import Check
from course.checks.inputs import normal


def double(x):
    return 2 * x


def part(name, sign, outputs=("y",)):
    """A part whose numbers all have the same sign."""
    case = Case(f"6 numbers of sign {sign}", lambda rng: (sign * abs(normal(rng, 6)),))
    return Part(name, 1, outputs, (case,))


DOUBLE = Answer(
    "double", ("x",), ("y",), double, (part("below", -1), part("above", 1)),
    (Misconception("two added", lambda x: x + 2, "Times, and not plus."),), "Double it.",
)  # fmt: skip


@pytest.fixture
def said(notebook):
    """A function that gives what the check of DOUBLE says of a wrong one; `slip` is known, too."""

    def ask(function, slip=None, part=None, answer=DOUBLE):
        if slip:
            known = Misconception("the known one", slip, "A hint.")
            answer = replace(answer, misconceptions=(known,))
        notebook.put("check", Check(Assignment("toy", (answer,))))
        notebook.put("double", function)
        return joined(notebook.refusal(f"check('double', {part!r})"))

    return ask


NAMED = "A common slip gives this very result: "


@pytest.mark.parametrize("part", [None, "below", "above"])
def test_what_does_the_same_everywhere_is_named(said, part):
    """Whichever part was asked for."""
    assert f"{NAMED}two added. Times, and not plus." in said(lambda x: x + 2, part=part)


@pytest.mark.parametrize("part", [None, "above"])
def test_what_is_right_where_the_known_mistake_is_not_has_no_name(said, part):
    """A part that passed speaks against a mistake that would have failed it."""
    text = said(lambda x: np.where(x > 0, x + 2, 2 * x), part=part)
    assert "(6 numbers of sign 1)" in text and NAMED not in text


def test_a_refused_case_speaks_as_well(said):
    """Refusing what makes no sense is more than the known mistake does."""

    def refuses(x):
        if not len(x):
            raise ValueError("no numbers")
        return 2 * x

    empty = Part("empty", 1, (), (Case("none", lambda rng: (np.zeros(0),), refused=True),))
    both = replace(DOUBLE, reference=refuses, parts=(*DOUBLE.parts, empty))
    assert f"{NAMED}two added" in said(lambda x: x + 2, answer=both)
    assert NAMED not in said(lambda x: refuses(x) / 2 + 2, answer=both)


def test_what_is_the_same_for_one_draw_alone_has_no_name(said):
    """The visible numbers may agree by chance; a second draw tells."""
    seen = {case.draw(np.random.default_rng(1))[0].tobytes() for case in DOUBLE.cases}
    text = said(lambda x: x + 2 if x.tobytes() in seen else x + 3)
    assert "are off" in text and NAMED not in text


def test_another_output_speaks_as_well(said):
    """An output that the failed part does not look at is right, and the mistake's is not."""
    pair = replace(
        DOUBLE,
        outputs=("y", "z"),
        reference=lambda x: (2 * x, x),
        parts=(part("first", 1), part("second", 1, ("z",))),
        misconceptions=(Misconception("two added", lambda x: (x + 2, x + 2), "Times."),),
    )
    assert f"{NAMED}two added" in said(lambda x: (x + 2, x + 2), answer=pair, part="first")
    assert NAMED not in said(lambda x: (x + 2, x), answer=pair, part="first")


def looked_up(x):
    return {}["x"]


def stopped(x):
    raise ValueError


LITTLE = {
    "None": lambda x: None,
    "a constant": lambda x: np.full(len(x), 7.0),
    "zeros": lambda x: 0 * x,
    "True": lambda x: True,
    "False": lambda x: False,
    "text": lambda x: "6 numbers",
    "nothing but a shape": lambda x: np.ones((len(x), 1)),
    "an error": looked_up,
    "an error without a word": stopped,
}


@pytest.mark.parametrize("slip", LITTLE.values(), ids=LITTLE)
def test_what_many_mistakes_come_to_has_no_name(said, slip):
    """Too little speaks for this one among all that do the same."""
    text = said(lambda x: slip(x), slip)
    assert "not yet" in text and NAMED not in text


def writes(x):
    x *= 2
    return x


def asserts(x):
    assert len(x) > 6, "longer"
    return 2 * x


@pytest.mark.parametrize("slip", [writes, asserts])
def test_what_is_seen_for_what_it_is_has_a_name(said, slip):
    """Writing into what was given, and an assertion, are no accidents."""
    assert f"{NAMED}the known one. A hint." in said(lambda x: slip(x), slip)


def leaves(change):
    """A right function that does something to x afterwards."""

    def doubles(x):
        y = doubled(x)
        change(x)
        return y

    return doubles


def doubled(x):
    return np.array([2 * (one["value"] if isinstance(one, dict) else one) for one in x])


def test_an_array_that_went_another_way_is_another_mistake(said):
    """How far it went is not: a step in place has a name, however long it is."""
    assert f"{NAMED}the known one" in said(leaves(lambda x: np.multiply(x, 5, out=x)), writes)
    text = said(leaves(lambda x: x.fill(0)), writes)
    assert "It changed what it was given: x" in text and NAMED not in text


def notes(word, more=0):
    return leaves(lambda x: [record.update({word: record["value"] + more}) for record in x])


@pytest.mark.parametrize(
    "change",
    [notes("gradient", 1), leaves(list.clear), leaves(list.reverse), leaves(lambda x: x.append(1))],
)
def test_a_list_that_became_another_is_another_mistake(said, change):
    """Planted: who empties the list was told of records that were written into."""
    records = Case("records", lambda rng: ([{"value": n} for n in rng.permutation(6).tolist()],))
    listed = replace(DOUBLE, reference=doubled, parts=(replace(DOUBLE.parts[0], cases=(records,)),))
    assert f"{NAMED}the known one" in said(notes("slope"), notes("gradient"), answer=listed)
    text = said(change, notes("gradient"), answer=listed)
    assert "It changed what it was given: x" in text and NAMED not in text


def test_an_error_in_the_place_of_an_assertion_has_no_name(said):
    """It is another kind of end."""
    assert NAMED not in said(looked_up, asserts)


def test_whole_numbers_that_numpy_refuses_do_not_speak_against_a_name(said):
    """Whoever writes into a copy makes the same mistake as who does not, and stops there."""

    def on_a_copy(x):
        x = x.copy()
        x += 2.5
        return x

    halves = Case("whole", lambda rng: (rng.choice(99, 6, replace=False) * 1.0,))
    whole = replace(DOUBLE, parts=(replace(DOUBLE.parts[0], cases=(halves,)),))
    assert f"{NAMED}the known one" in said(on_a_copy, lambda x: x + 2.5, answer=whole)

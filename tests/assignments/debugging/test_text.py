"""The debugging assignment: its twelve bugs are there, are noticed, and are not given away."""

import ast
import re

import numpy as np
import pytest
from broken_program import (
    FUNCTIONS,
    MENDS,
    NOTICED_BY,
    mended,
    read_the_error,
    source,
    with_one_bug,
)
from masters import ASSIGNMENTS, Master

from course.checks import messages
from course.checks.checker import CheckFailed
from course.checks.debugging import ASSIGNMENT, check
from course.checks.debugging.report import CULPRITS, LABELS, NAMES, REPORT
from course.checks.evidence import named
from course.checks.judge import judge, tried
from reference_impl import example

ANSWERS = ASSIGNMENT.answers
LETTERS = dict(zip("ABCD", FUNCTIONS, strict=True))
SLIPS = {  # each planted bug, as the checker knows it
    "A1": "all rows", "A5": "changed in place",
    "B1": "a spread called seed", "B3": "W2 square",
    "C4": "ReLU on the output", "C6": "divided by columns", "C10": "value for slope",
    "D2": "shuffled apart", "D8": "uphill", "D9": "the last batch's loss",
}  # fmt: skip
SAID = {  # the others, whose results carry no thought; what went wrong says it all
    "B5": "b2 has shape (3, 1); expected (1,).",
    "C12": '"dw1", "db1", "dW2", "db2"; expected "dW1" among its keys.',
}
STOP = {"A5", "B5", "C12"}
ALONE = {"A1", "A5", "B1", "C4", "C6", "D2", "D8", "D9"}  # those with a check of their own
each_bug = pytest.mark.parametrize("label", CULPRITS)


@pytest.fixture
def master():
    return Master(ASSIGNMENTS["debugging"])


def outcomes(label, program):
    """What the function that a line belongs to does, and its answer."""
    answer = ANSWERS[LETTERS[label[0]]]
    return tried(program[answer.name], answer, 1), answer


def faults(label, program):
    """What the checks say of the function that a line belongs to: {part: fault}."""
    answer = ANSWERS[LETTERS[label[0]]]
    return {p.name: judge(program[answer.name], answer, p, 1, {}) for p in answer.parts}


# --- The bugs are there ---


def test_the_mended_program_is_right():
    """With the twelve lines mended, and nothing else, every check is content."""
    assert list(MENDS) == list(CULPRITS) == sorted([*SLIPS, *SAID], key=list(MENDS).index)
    assert len(MENDS) == 12
    for label in "ABCD":
        assert not any(faults(label, mended(*MENDS)).values())


@each_bug
def test_a_bug_alone_is_the_one_that_the_checker_knows(label):
    """With one line left broken, each part that sees it names the planted misconception."""
    program = with_one_bug(label)
    found = [fault for fault in faults(label, program).values() if fault]
    did, answer = outcomes(label, program)
    slips = {named(program[answer.name], did, answer, fault.call.case, 1) for fault in found}
    assert {slip and slip.name for slip in slips} == {SLIPS.get(label)}
    if label in SAID:
        assert {SAID[label] in messages.words(fault) for fault in found} == {True}


@each_bug
def test_a_mended_bug_earns_its_points_at_once(label):
    """Eight have a part that looks past the other bugs of the function; four share two parts."""
    sees_it = {part for part, fault in faults(label, with_one_bug(label)).items() if fault}
    assert len(sees_it) == 1
    below = [line for line in MENDS if line[0] == "C" and label[0] == "D"]  # which epoch calls
    now = faults(label, mended(label, *below))
    assert all(now[part] is None for part in sees_it) == (label in ALONE)


def test_every_line_has_its_label_and_sits_in_its_function():
    """A1 to D9, in order, at the ends of lines; each bug's text stands on the line accused."""
    for letter, function in LETTERS.items():
        labelled = re.findall(r"^    .+  # ([A-D]\d+)(?::.*)?$", source(function), re.M)
        assert labelled == [label for label in LABELS if label[0] == letter]
    for label, pieces in MENDS.items():
        line = next(x for x in source(LETTERS[label[0]]).splitlines() if f"# {label}" in x)
        assert pieces[0][0] in line


def test_the_counts_in_sentences(cells):
    """Two, three, four and three; three that stop, nine that say nothing."""
    words = {2: "Two", 3: "three", 4: "four"}
    said = cells["the-program"].source
    for letter, function in LETTERS.items():
        n = sum(label[0] == letter for label in CULPRITS)
        assert re.search(rf"{words[n]} [^,]*(?:are )?in `broken_{function}`", said)
    assert f"first of three bugs that stop it. The other {'nine'} say" in cells["three-stop"].source
    assert len(CULPRITS) - len(STOP) == 9


# --- They stop, or say nothing, as the text has it ---


def how_it_goes(names, program):
    """The losses of the notebook's own run, or the error."""
    try:
        with np.errstate(all="ignore"):  # uphill goes far
            return names["run"](*(program[name] for name in ("standardise", "start", "epoch")))
    except Exception as error:
        return error


def test_three_bugs_stop_the_program_one_after_the_other(names):
    """At A5, then at C3 for B5's sake, then at D8 for C12's; with the three mended it runs."""
    for so_far, kind in (((), TypeError), (("A5",), ValueError), (("A5", "B5"), KeyError)):
        assert isinstance(how_it_goes(names, mended(*so_far)), kind)
    losses = how_it_goes(names, mended(*STOP))
    assert np.isfinite(losses[:3]).all() and not losses[-1] < 1
    for label in CULPRITS:
        stopped = isinstance(how_it_goes(names, with_one_bug(label)), Exception)
        assert stopped == (label in STOP)


def test_the_first_run_stops_and_the_last_one_learns(cells, names, capsys):
    """The cell below the program shows an error; the mended one gets below 1 and stays there."""
    exec(cells["run-it-run"].source, {"np": np, **{f"broken_{k}": v for k, v in mended().items()}})
    assert capsys.readouterr().out.startswith("UFuncTypeError\nCannot cast")
    losses = names["run"](*(names[name] for name in ("standardise", "start", "epoch")))
    assert np.mean(names["scores"][:30] ** 2) == pytest.approx(1)
    below = np.array(losses) < 1
    assert not below[0] and below[2:].all()


# --- Each is noticed by a method of the chapter ---


@pytest.mark.parametrize("label", [None, *CULPRITS])
def test_each_bug_alone_is_noticed_by_a_method_of_the_chapter(label):
    """In the right program every method is content; with one bug in it the named one is not."""
    if label is None:
        assert all(method(mended(*MENDS)) for method in NOTICED_BY.values())
        return
    method, program = NOTICED_BY[label], with_one_bug(label)
    if method is read_the_error:
        with pytest.raises((TypeError, ValueError, KeyError)):
            method(program)
    else:
        assert not method(program)


# --- The names, and what is not given away ---


def test_the_printed_list_holds_each_right_name_once_and_eight_others(cells):
    """Twenty names, in the notebook as in the checks; the instructor's table has the numbers."""
    printed = re.findall(r"^(\d+)\. (.+)$", cells["the-names"].source, re.M)
    assert printed == [(str(i), name) for i, name in enumerate(NAMES, 1)]
    assert len(set(NAMES)) == 20 and set(CULPRITS.values()) <= set(NAMES)
    assert len(set(CULPRITS.values())) == 12


def test_the_instructors_table_of_bugs(master):
    """Line, number and name of each."""
    rows = re.findall(r"^\| ([A-D]\d+) \| (\d+) (.+?) \| .+ \|$", master.instructor, re.M)
    assert [(a, int(n), name) for a, n, name in rows] == [
        (label, REPORT[label], name) for label, name in CULPRITS.items()
    ]


def test_the_worked_example_gives_no_bug_away(master):
    """Its lines are not the program's, and its name belongs to none of the twelve."""
    (block,) = re.findall(r"```python\n(.*?)```", master.task("diagnosis"), re.S)
    assert not set(re.findall(r"[A-Z]\d+", block)) & set(LABELS)
    ((label, n),) = ast.literal_eval(re.search(r"^# (\{.+\})$", block, re.M)[1]).items()
    assert n not in REPORT.values() and NAMES[n - 1] == "overwritten where it should add up"
    assert re.search(rf"total = price  # {label}$", block, re.M)


def said_of(report, part, monkeypatch):
    """What the check says of a report."""
    monkeypatch.setitem(globals(), "diagnosis", lambda program: report)
    with pytest.raises(CheckFailed) as refused:
        check("diagnosis", part)
    return " ".join(str(refused.value).split())


@each_bug
def test_a_refused_report_tells_no_line_and_no_name(label, monkeypatch):
    """A missing line is not told from another; a wrong name is pointed at, and not replaced."""
    without = {other: n for other, n in REPORT.items() if other != label}
    lacks_a1 = {other: n for other, n in REPORT.items() if other != "A1"}
    said = said_of(without, "lines", monkeypatch)
    assert said == said_of(lacks_a1, "lines", monkeypatch)
    assert "guilty lines found is 11; expected 12." in said
    (part,) = [p.name for p in ANSWERS["diagnosis"].parts if f"right names at {label}" in p.outputs]
    for wrong in set(range(1, 21)) - {REPORT[label]}:
        said = said_of(REPORT | {label: wrong}, part, monkeypatch)
        assert f"right names at {label} is 0; expected 1." in said
        assert CULPRITS[label] not in said and f" {REPORT[label]}." not in said
    assert label not in said_of(without, part, monkeypatch)


def test_of_several_wrong_names_the_first_is_complained_of(monkeypatch):
    """Each group's first wrong name alone; a hint only where the whole report speaks for it."""
    wrong = REPORT | {"C6": REPORT["A1"], "C10": 6, "B1": 7}
    del wrong["B5"]
    said = said_of(wrong, "names in A and B", monkeypatch)
    assert "right names at B1 is 0" in said and "slip" not in said
    said = said_of(wrong, "names in C", monkeypatch)
    assert "right names at C6 is 0" in said and "slip" not in said
    for label, number, name in (("B1", 7, "taken at its word"), ("C10", 6, "a mask that is")):
        group = "names in C" if label == "C10" else "names in A and B"
        assert name in said_of(REPORT | {label: number}, group, monkeypatch)


def test_an_innocent_line_is_counted_and_not_named(monkeypatch):
    """One too many."""
    said = said_of(REPORT | {"A2": 1}, "lines", monkeypatch)
    assert "innocent lines named is 1; expected 0." in said and "A2" not in said


@pytest.mark.parametrize("report", [["A1"], {"E1": 3}, {"A1": 21}, {"A1": 0}, {"A1": "a bug"}, 3])
def test_a_report_of_another_form_is_told_the_form(report, monkeypatch):
    """Lines and names that are not there, and no dictionary at all."""
    assert "expected a dictionary from labels, A1 to D9, to numbers, 1 to 20" in (
        said_of(report, "lines", monkeypatch)
    )


# --- What sentences and cells say ---


def test_the_prediction_is_answered(cells, capsys):
    """A column of 5 and a flat 5 make a grid of 25."""
    exec(cells["predict-compare-run"].source, {"np": np, "predict_entries": lambda: 7})
    assert capsys.readouterr().out.splitlines() == ["you said: 7", "it holds: 25"]


def test_what_compare_says(names, capsys):
    """Twice on the four bottles, 7 over 3 on the odd batch, and nothing about a corner."""
    tiny, odd = (
        (names["tiny"], example.X4, example.y4),
        (names["odd"], names["X_odd"], names["y_odd"]),
    )
    compare = names["compare"]

    def says(function, batch):
        compare(function, *batch)
        return dict(line.split(": ", 1) for line in capsys.readouterr().out.splitlines())

    columns = with_one_bug("C6")["loss_and_gradients"]
    assert set(says(columns, odd).values()) == {f"{7 / 3:.4g} times the nudged one"}
    assert says(columns, tiny)["dW2"] == "2 times the nudged one"
    assert says(mended()["loss_and_gradients"], tiny)["dW2"] == "2 times the nudged one"
    right = names["loss_and_gradients"]
    assert set(says(right, odd).values()) == {"the nudged one"}
    assert says(right, tiny)["db1"] == "no multiple of the nudged one"
    assert says(with_one_bug("C12")["loss_and_gradients"], odd)["dW1"].startswith("not there.")


def test_worked_examples_are_on_the_running_example(names):
    """`tiny` is the network of every chapter, and the loss of its four bottles is 4."""
    for name, parameters in names["tiny"].items():
        np.testing.assert_array_equal(parameters, getattr(example, name))
    loss, gradients = names["loss_and_gradients"](names["tiny"], example.X4, example.y4)
    assert loss == example.by_hand_4["loss"] and (gradients["db2"], example.b2) == (2, 1)
    for name, gradient in gradients.items():
        np.testing.assert_array_equal(gradient, example.by_hand_4[name])

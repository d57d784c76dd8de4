"""How strong the checks are: they notice a small change, whichever it is, in any solution.

What they let through is listed in NAME/survivors.yml, each change with the reason why it may pass.
"""

import contextlib
import io
import re
import signal
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from masters import ASSIGNMENTS, LABELS, master
from mutants import mutants

from course.checks.checker import SEED
from course.checks.judge import judge

pytestmark = pytest.mark.whole

LISTS = sorted(Path(__file__).parent.glob("*/survivors.yml"))
LISTED = {
    function: entries
    for path in LISTS
    for function, entries in yaml.safe_load(path.read_text(encoding="utf-8")).items()
}
FUNCTIONS = [f"{label} {answer}" for label in LABELS for answer in master(label).answers]
SEEDS = (SEED, 20261)  # the visible check's, and the hidden one's
SECONDS = 3  # for a changed program that never ends
FEWEST = 0.98


def survivors(answer, source, names):
    """How many changed programs there are, and the changes that no part of the check notices."""
    blind = replace(answer, misconceptions=())  # which slip it is makes no difference here
    made = mutants(source)
    return len(made), [m.change for m in made if not noticed(m.source, blind, names)]


def noticed(source, answer, names):
    """Does the check of an answer refuse this program, or the program never end?"""
    names = dict(names)
    try:
        with at_most(SECONDS), contextlib.redirect_stdout(io.StringIO()):
            exec(source, names)
            function = names[answer.name]
            return any(
                judge(function, answer, part, seed, names)
                for seed in SEEDS
                for part in answer.parts
            )
    except Stuck:
        return True


class Stuck(BaseException):
    """No Exception, which the check would take for the learner's own."""


@contextlib.contextmanager
def at_most(seconds):
    def stop(*_):
        raise Stuck

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module")
def outcome(solved):
    """A function that tells what became of a solution's mutants: (how many, the survivors)."""
    kept = {}

    def of(function):
        if function not in kept:
            label, answer = function.split()
            there = master(label)
            source = there.cells[f"{answer}-answer"].source
            kept[function] = survivors(there.assignment.answers[answer], source, solved(label))
        return kept[function]

    return of


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_change_is_noticed_or_listed_with_its_reason(function, outcome):
    """And nothing is listed that would be noticed by now."""
    made, alive = outcome(function)
    assert made > 0
    listed = [entry["change"] for entry in LISTED.get(function, [])]
    assert sorted(alive) == sorted(listed), f"see {function.split('-')[0].split()[0]}/survivors.yml"


def test_the_list_names_functions_and_reasons():
    """No entry is left over from a function that is gone, or in another's folder, or bare."""
    assert LISTED.keys() <= set(FUNCTIONS)
    for path in LISTS:
        functions = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert {re.split("[- ]", function)[0] for function in functions} == {path.parent.name}
    for entry in [entry for entries in LISTED.values() for entry in entries]:
        assert entry.get("equal") or entry.get("open")


def test_nearly_all_that_is_not_equal_is_noticed(outcome):
    """At least 98 of 100 changes that make a difference, over all the assignments."""
    results = {function: outcome(function) for function in FUNCTIONS}
    equal = sum("equal" in entry for entries in LISTED.values() for entry in entries)
    made = sum(made for made, _ in results.values())
    alive = sum(len(alive) for _, alive in results.values())
    print(f"{made} changes, {equal} of them equal; noticed: {made - alive}")
    assert (made - alive) / (made - equal) >= FEWEST


def test_a_check_without_its_zero_case_lets_a_change_through(solved):
    """The gate itself: with one part of the check taken away, `>=` for `>` survives."""
    relu = ASSIGNMENTS["backprop"].answers["relu_backward"]
    blind = replace(relu, parts=relu.parts[:1])
    source = master("backprop").cells["relu_backward-answer"].source
    assert survivors(relu, source, solved("backprop"))[1] == []
    (change,) = survivors(blind, source, solved("backprop"))[1]
    assert ">=" in change


def test_an_endless_loop_is_stopped():
    """A changed loop may never end; that counts as noticed, and the next test can run."""
    relu = ASSIGNMENTS["backprop"].answers["relu_backward"]
    assert noticed("def relu_backward(dA, z):\n    while True:\n        pass", relu, {})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("X.T @ dZ", "X @ dZ"),
        ("X.T @ dZ", "X.T * dZ"),
        ("2 * r", "r"),
        ("z > 0", "z >= 0"),
        ("z > 0", "z < 0"),
        ("dZ.sum(axis=0)", "dZ.sum(axis=1)"),
        ("W[i, j]", "W[j, i]"),
        ("np.dot(a, b)", "np.dot(b, a)"),
        ("range(3)", "range(2)"),
        ("range(3)", "range(4)"),
        ("a if t else b", "a if (t) and False else b"),
    ],
)
def test_the_changes_are_those_that_networks_suffer_from(before, after):
    """A transpose, a product, a factor, a comparison, an axis: each is tried."""
    changed = [m.source for m in mutants(f"def f():\n    return {before}\n")]
    assert f"def f():\n    return {after}\n" in changed


def test_a_sum_that_is_overwritten_and_a_call_that_is_left_out():
    """`+=` becomes `=`, `-=` and nothing at all; a call that only does something goes away."""
    changed = [m.source for m in mutants("def f():\n    dW += 1\n    rng.shuffle(X)\n")]
    for line in ("dW = 1", "dW -= 1", "pass"):
        assert f"def f():\n    {line}\n    rng.shuffle(X)\n" in changed
    assert "def f():\n    dW += 1\n    pass\n" in changed


def test_docstrings_stay():
    """Words that nobody runs are not changed."""
    assert mutants('def f(x):\n    """Two 2 words."""\n    return x\n') == []

"""Every known mistake is refused with its own hint, and this test notices when one is not."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from masters import LABELS, master

from course.checks import outcomes
from course.checks.evidence import ENOUGH, bits, named
from course.checks.judge import drawn, first_fault, judge, tried
from course.checks.outcomes import run

# In lists: one test for each answer and seed would be nine thousand, which pytest takes seconds to
# collect, in each process and each time. The first is the hidden check's; the visible one's is 1.
SEEDS = [
    pytest.param([20261, *range(5)], id="a few", marks=pytest.mark.whole),
    pytest.param(range(5, 100), id="all", marks=pytest.mark.proof),
]

ANSWERS = {
    f"{label}-{name}": answer for label in LABELS for name, answer in master(label).answers.items()
}

LET = "let through, it is right in every part"


def answer(name):
    return ANSWERS[f"backprop-{name}"]


def complaints(answer, seed=1):
    """All that is wrong with an answer's checks: the list is empty when they do their work."""
    found = [
        f"{part.name}: the reference is refused"
        for part in answer.parts
        if judge(answer.reference, answer, part, seed, {})
    ]
    said = {slip.name: complaint(slip, answer, seed) for slip in answer.misconceptions}
    return found + [f"{name}: {text}" for name, text in said.items() if text]


def complaint(slip, answer, seed):
    """What is wrong with the check where it meets this mistake, or nothing."""
    outcomes = tried(slip.wrong, answer, seed)
    faults = [first_fault(outcomes, answer, part, seed, {}) for part in answer.parts]
    first = next(filter(None, faults), None)
    if first is None:
        return LET
    name = named(slip.wrong, outcomes, answer, first.call.case, seed)
    if name is slip:
        return ""
    if name:
        return f"gives the very result of {name.name}, whose hint comes first"
    told = bits(slip, answer, seed)
    return f"too little speaks for it: {told:.3g} bits of {ENOUGH}" if told < ENOUGH else "no hint"


def twice(texts):
    """Those that stand there more than once."""
    return sorted({text for text in texts if texts.count(text) > 1})


def told(name, found):
    """Complaints with the file that they are about."""
    return "\n".join([f"course/checks/{name.split('-')[0]}/{ANSWERS[name].name}.py:", *found])


@pytest.mark.parametrize("seeds", SEEDS)
@pytest.mark.parametrize("name", ANSWERS)
def test_every_slip_is_refused_with_its_own_hint_and_no_other(name, seeds):
    """Each misconception fails a part, and enough speaks for it that a learner is told its name."""
    found = [f"seed {seed}: {text}" for seed in seeds for text in complaints(ANSWERS[name], seed)]
    assert not found, told(name, found)


@pytest.mark.parametrize("name", ANSWERS)
def test_each_answer_knows_three_slips_with_names_and_hints_of_their_own(name):
    """No answer has fewer than three misconceptions, and no two share a name or a hint."""
    slips = ANSWERS[name].misconceptions
    assert len(slips) >= 3, told(name, ["fewer than three misconceptions"])
    double = twice([slip.name for slip in slips]) + twice([slip.hint for slip in slips])
    assert not double, told(name, [f"twice: {text}" for text in double])


@pytest.mark.parametrize("name", ANSWERS)
def test_expected_values_are_finite_numbers(name):
    """No reference gives NaN, so it is never right; and what makes no sense, it refuses."""
    for case, arguments in drawn(ANSWERS[name].cases, 1):
        outcome = run(ANSWERS[name].reference, ANSWERS[name], arguments)
        if case.refused:
            assert isinstance(outcome.error, ValueError) and str(outcome.error)
            continue
        assert outcome.error is None and not outcome.problems and not outcome.changed
        assert all(np.isfinite(value).all() for value in outcome.values.values())


@pytest.mark.parametrize("seeds", SEEDS)
@pytest.mark.parametrize("name", ["relu_backward", "backward"])
def test_every_zero_case_has_a_zero_that_matters(name, seeds):
    """On each input of the part "at zero", `>=` gives something else than `>`."""
    (part,) = [part for part in answer(name).parts if part.name == "at zero"]
    (slip,) = [slip for slip in answer(name).misconceptions if slip.name == "active at zero"]
    for case, seed in itertools.product(part.cases, seeds):
        alone = replace(part, cases=(case,))
        assert judge(slip.wrong, answer(name), alone, seed, {}), f"seed {seed}: {case.name}"


def only(answer, keep):
    """The same answer with some of its cases taken away."""
    parts = [replace(p, cases=tuple(c for c in p.cases if keep(c))) for p in answer.parts]
    return replace(answer, parts=tuple(parts))


def test_a_check_without_its_zero_case_is_noticed():
    """Without inputs at exactly zero, `z >= 0` gets through, and the complaint names it."""
    relu = answer("relu_backward")
    blind = replace(relu, parts=relu.parts[:1])
    assert f"active at zero: {LET}" in complaints(blind)
    assert f"half active at zero: {LET}" in complaints(blind)
    backward = answer("backward")
    assert f"active at zero: {LET}" in complaints(replace(backward, parts=backward.parts[:2]))


def test_a_check_without_a_square_case_is_noticed():
    """Where nothing is square, mixed-up shapes always raise, and any error looks like them."""
    affine = only(answer("affine_backward"), lambda case: "3 in, 3 out" not in case.name)
    assert "dW untransposed: too little speaks for it: 0 bits of 12" in complaints(affine)


def test_a_check_with_one_column_alone_is_noticed():
    """With one column, dividing by rows is dividing by entries."""
    mse = answer("mse_grad")
    blind = replace(mse, parts=mse.parts[:1])
    assert f"rows only: {LET}" in complaints(blind)


def test_a_check_that_does_not_look_at_its_inputs_afterwards_is_noticed(monkeypatch):
    """Right numbers with damaged inputs would pass."""
    monkeypatch.setattr(outcomes, "_changed", lambda answer, before, after: {})
    assert f"gradient overwritten: {LET}" in complaints(answer("relu_backward"))
    assert f"prediction overwritten: {LET}" in complaints(answer("mse_grad"))
    assert f"step taken too soon: {LET}" in complaints(answer("backward"))


def test_a_loose_tolerance_is_noticed(monkeypatch):
    """At one in a thousand, a nudge to one side passes for a nudge to both."""
    monkeypatch.setattr("course.checks.judge.RTOL", 1e-3)
    assert f"one side only: {LET}" in complaints(ANSWERS["gradients-numerical_gradient"])


def test_two_slips_that_cannot_be_told_apart_are_noticed():
    """The second of two that always give the same result would get the first one's hint."""
    relu = answer("relu_backward")
    twin = replace(relu.misconceptions[0], name="twin")
    twins = replace(relu, misconceptions=(*relu.misconceptions, twin))
    same = "twin: gives the very result of active at zero, whose hint comes first"
    assert same in complaints(twins)
    assert twice([slip.hint for slip in twins.misconceptions]) == [twin.hint]
    assert told("backprop-relu_backward", ["x"]) == "course/checks/backprop/relu_backward.py:\nx"


def test_a_slip_that_never_does_the_same_twice_is_noticed():
    """A hint is found by what a mistake did when it was run apart from the one that is judged."""
    relu, turns = answer("relu_backward"), itertools.count(1)
    fickle = replace(relu.misconceptions[0], wrong=lambda da, z: da * next(turns))
    slips = (fickle, *relu.misconceptions[1:])
    assert f"{fickle.name}: no hint" in complaints(replace(relu, misconceptions=slips))


def test_a_wrong_reference_is_noticed():
    """If the truth itself is exchanged, the reference's own slips stop being refused."""
    relu = answer("relu_backward")
    wrong = replace(relu, reference=relu.misconceptions[0].wrong)
    assert f"active at zero: {LET}" in complaints(wrong)

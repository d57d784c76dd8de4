"""What the perceptron assignment says is true, and its tasks are on the chapter's bottles."""

import ast
import re

import numpy as np
import pytest
from masters import ASSIGNMENTS, Master

from course.checks.perceptron.stair_lamp import stair_lamp
from course.checks.perceptron.tables import BOTTLES, ON, SETTINGS, VERDICTS
from course.checks.perceptron.update import update
from reference_impl import example, perceptron

X, Y = BOTTLES, VERDICTS
TWINS = np.vstack([X, X[:1]]), np.vstack([Y, -Y[:1]])  # (5, 2), (5, 1)


@pytest.fixture
def master():
    return Master(ASSIGNMENTS["perceptron"])


def plain(text):
    """A text without its line breaks and with ordinary spaces."""
    return " ".join(text.split())


def wrong_by(neuron, X, y):
    return int((perceptron.predict(X, *neuron) != y).sum())


@pytest.mark.parametrize("task", ["predict", "train"])
def test_worked_examples_are_on_the_four_bottles(master, cells, task, names):
    """The same numbers as in the cell at the start, and bottle A is the book's own."""
    for name, array in {"X": X, "y": Y}.items():
        said = re.search(rf"^{name} = np\.array\((.+)\)$", master.task(task), re.M)
        if said or task == "train":
            np.testing.assert_array_equal(np.array(ast.literal_eval(said[1])), array)
    np.testing.assert_array_equal(names["X"], X)
    np.testing.assert_array_equal(names["y"], Y)
    np.testing.assert_array_equal(X[:1], example.x)


def test_the_check_corrects_as_the_reference_does():
    """Its `update`, row after row, ends where the reference's own training ends."""
    rng = np.random.default_rng(3)
    rows, labels = rng.normal(size=(12, 4)), rng.choice([-1.0, 1.0], (12, 1))
    w, b = np.zeros((4, 1)), np.zeros(1)
    for _ in range(3):
        for i in range(12):
            w, b = update(rows[i : i + 1], labels[i, 0], w, b)
    expected_w, expected_b, mistakes = perceptron.fit(rows, labels, epochs=3)
    assert mistakes[-1] > 0
    np.testing.assert_allclose(w, expected_w, rtol=1e-12)
    np.testing.assert_allclose(b, expected_b, rtol=1e-12)


def test_the_reference_lamp_is_on_when_one_switch_is_up():
    """Exclusive or, by counting."""
    one_up = SETTINGS.sum(axis=1, keepdims=True) == 1
    np.testing.assert_array_equal(stair_lamp(SETTINGS) > 0, one_up)
    np.testing.assert_array_equal(ON > 0, one_up)


def test_the_guess_is_about_the_last_correction_of_the_chapter(cells, capsys):
    """Weights, sum and rise as they are said, and the cell after the guess prints the rise."""
    D, (w, b) = X[3:], ([[3], [-5]], [0])
    assert (D @ w + b).item() == -1
    w_last, b_last, _ = perceptron.fit(X, Y, epochs=10)
    np.testing.assert_array_equal(w_last, w + D.T)  # so this was the last correction
    np.testing.assert_array_equal(b_last, [1])
    assert "the weights 3 and -5 and the bias 0" in cells["predict_rise-task"].source
    assert "The sum is 9 - 10 + 0 = -1," in cells["predict_rise-task"].source
    rise = (D @ (w + D.T) + 1).item() + 1
    why = cells["predict-why"].source
    assert f"3 * 3 + 2 * 2 + 1 = {rise:g}." in why and "If you said 13," in why
    assert D.sum() + 1 == 6 and "If you said 6," in why
    names = {"np": np, "X": X.astype(int), "predict_rise": lambda: 7}
    exec(cells["predict-compare-run"].source, names)
    assert capsys.readouterr().out.splitlines() == [
        "you said: 7",
        "weights 3, -5, bias 0: from -1 to 13, up by 14",
        "weights 0, 0, bias 0: from 0 to 14, up by 14",
        "weights -20, 7, bias 3: from -43 to -29, up by 14",  # "still wrong"
    ]


def test_sums_in_sentences_are_right(cells):
    """A on the border, and B before and after its correction."""
    assert (X[:1] @ [[2], [-1]]).item() - 3 == 0
    assert "2 * 2 - 1 - 3 = 0." in cells["predict-task"].source
    sums = [(X[1:2] @ w + b).item() for w, b in (([[2], [1]], 1), ([[1], [-3]], 0))]
    said = "The first time its sum is {:g}, a mistake. The second time it is {:g}, and nothing"
    assert said.format(*sums) in plain(cells["update-task"].source)


def test_three_orders_give_three_borders(cells, names, capsys):
    """All get the four right, and about the unseen bottle they do not agree."""
    exec(cells["orders-run"].source, dict(names))
    printed = capsys.readouterr().out
    assert len(set(re.findall(r"weights .+, bias \S+,", printed))) == 3
    assert printed.count("all four right: True") == 3
    assert set(re.findall("unseen bottle: (.+)", printed)) == {"pour", "send it back"}


def test_one_neuron_never_and_three_always(cells, names, capsys):
    """The cell after the lamp says so, and would say if the lamp were wrong."""
    exec(cells["lamp-run"].source, dict(names))
    assert capsys.readouterr().out.splitlines() == [
        "one neuron, trained: 1000 rounds, 0 without a mistake",
        "three, wired by you: 4 of 4 right",
    ]
    exec(cells["lamp-run"].source, {**names, "stair_lamp": lambda X: -np.ones((len(X), 1))})
    assert "wired by you: 2 of 4 right" in capsys.readouterr().out


def test_the_list_of_the_twins_is_as_told(cells):
    """4, 1, 2, 2 and 2 to the end; the neurons after the first two rounds have 1 and 2 wrong."""
    *_, mistakes = perceptron.fit(*TWINS, epochs=1000)
    assert mistakes == [4, 1] + [2] * 998
    assert "begins with 4, 1, 2, 2, and goes on with 2" in plain(cells["twins-task"].source)
    after = [perceptron.fit(*TWINS, epochs=rounds)[:2] for rounds in (1, 2)]
    assert [wrong_by(neuron, *TWINS) for neuron in after] == [1, 2]


def test_the_model_answer_about_the_twins_is_true(cells, names):
    """Never five of five, a neuron with four; and with `<` for `<=` nothing is learnt."""
    some = range(-6, 7)
    grid = [(np.array([[p], [q]]), np.array([r])) for p in some for q in some for r in some]
    assert min(wrong_by(neuron, *TWINS) for neuron in grid) == 1
    near = np.array([[2], [-2]]), np.array([0])
    says = perceptron.predict(TWINS[0], *near)
    assert "the weights 2 and -2 with the bias 0 get all but E" in cells["twins-model"].source
    assert np.flatnonzero(says != TWINS[1]).tolist() == [4]
    for answer in ("update", "train"):
        exec(cells[f"{answer}-answer"].source.replace("<= 0", "< 0"), names)
    w, b, mistakes = names["train"](*TWINS, 1000)
    assert mistakes == [0] and not w.any() and not b.any()
    assert np.flatnonzero(names["predict"](TWINS[0], w, b) != TWINS[1]).tolist() == [0, 3]

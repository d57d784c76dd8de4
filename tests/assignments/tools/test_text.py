"""What the assignment on the big tools says is true."""

import re
import warnings

import numpy as np
import pytest
from masters import ASSIGNMENTS, Master

from reference_impl import example


@pytest.fixture
def master():
    return Master(ASSIGNMENTS["tools"])


def printed(cells, names, capsys, cell):
    exec(cells[cell].source, names)
    return capsys.readouterr().out


def test_the_tape_shown_is_two_times_three(cells, names, capsys):
    """Its last record is what the learner's `multiply` gives."""
    exec(cells["tape-run"].source, names)
    *given, six = names["tape"]
    assert names["multiply"](given, 0, 1) == six
    assert "it is 6, and it moves 3 times as fast as the number in place 0" in cells["tape"].source


def test_the_guess_is_compared_with_the_truth(cells, capsys):
    """A nudge says 12, and so does the explanation, with its 6, 3 and 3."""
    out = printed(cells, {"predict_slope": lambda: 7}, capsys, "predict-compare-run")
    assert out.splitlines() == ["you said:       7", "a nudge says:   12.0"]
    assert "6 and 3 and 3 make 12" in cells["predict-why"].source
    assert (3 + 3) * 3 == 18 and "$y$ is 18" in cells["predict_slope-task"].source


def test_the_worked_example_of_backward_is_the_guess(names):
    """(x + x) * x at 3, made by the learner's own functions."""
    tape = [{"value": 3, "parents": []}]
    tape.append(names["add"](tape, 0, 0))
    tape.append(names["multiply"](tape, 1, 0))
    assert [record["value"] for record in tape] == [3, 6, 18]
    assert names["backward"](tape) == [12, 3, 1]


def test_the_four_functions_find_what_the_pencil_found(cells, names, capsys):
    """Each printed pair of lists is the same, and the loss is 4."""
    out = printed(cells, names, capsys, "network-run")
    assert out.startswith(f"loss: {example.by_hand['loss']} after {len(names['tape'])} numbers")
    ours, pencil = out.splitlines()[1::2], out.splitlines()[2::2]
    assert len(ours) == len(pencil) == 4
    for mine, theirs in zip(ours, pencil, strict=True):
        assert mine.split(": ")[1].strip() == theirs.split(": ")[1].strip()


def test_overwriting_halves_every_gradient(cells, names, capsys):
    """As the learner is told to try."""
    whole = names["backward"]

    def overwritten(tape):
        gradients = [0] * len(tape)
        gradients[-1] = 1
        for place in reversed(range(len(tape))):
            for parent, slope in tape[place]["parents"]:
                gradients[parent] = slope * gradients[place]
        return gradients

    found = {}
    for way in (whole, overwritten):
        names["backward"] = way
        printed(cells, names, capsys, "network-run")
        found[way] = np.array([names["gradients"][names["W1"]], names["gradients"][names["W2"]].T
                               * np.ones((2, 1))])  # fmt: skip
    np.testing.assert_array_equal(found[overwritten], found[whole] / 2)
    assert "shrinks to a half" in cells["network-why"].source


def test_nothing_leans_on_an_earlier_task(names):
    """As the instructor is told: each function of the solution stands alone."""
    for name in ASSIGNMENTS["tools"].answers:
        assert not set(names[name].__code__.co_names) & ASSIGNMENTS["tools"].answers.keys()


def test_the_settings_of_the_question_are_scikit_learns(cells):
    """The line that the learner has to read runs, where scikit-learn is installed."""
    network = pytest.importorskip("sklearn.neural_network")
    line = re.search(r"`(MLPRegressor\(.+?\))`", cells["read_the_manual-task"].source)[1]
    made = eval(line, {"MLPRegressor": network.MLPRegressor})
    rng = np.random.default_rng(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it would like more rounds
        made.set_params(max_iter=3).fit(rng.normal(size=(40, 11)), rng.normal(size=40))
    assert made.coefs_[0].shape == (11, 64)
    words = ("hidden_layer_sizes", "learning_rate_init", "alpha", "early_stopping")
    assert all(word in line for word in (*words, "validation_fraction"))


def test_a_sum_of_old_gradients_never_comes_to_rest():
    """The model answer on the forgotten `zero_grad`: on the bowl w squared it swings for ever."""
    for forgets in (False, True):
        w, gradient, losses = 4.0, 0.0, []
        for _ in range(400):
            gradient = 2 * w + (gradient if forgets else 0.0)
            w -= 0.1 * gradient
            losses.append(w**2)
        assert (max(losses[-40:]) > 10) is forgets
        swings = sum(b > a for a, b in zip(losses, losses[1:], strict=False))
        assert (swings > 100) is forgets  # up again, nearly half of the time

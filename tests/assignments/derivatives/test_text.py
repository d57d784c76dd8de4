"""What the assignment on slopes says is true: its sentences, its cells, its model answer."""

import re

import numpy as np
import pytest
from masters import ASSIGNMENTS, Master

from course.checks.derivatives import ASSIGNMENT
from course.checks.derivatives.curves import loss_of_b2
from course.checks.derivatives.partial import loss_of_W2
from course.checks.judge import drawn, judge
from course.checks.messages import shown, words
from reference_impl import example


@pytest.fixture
def master():
    return Master(ASSIGNMENTS["derivatives"])


@pytest.fixture
def printed(cells, names, capsys):
    """A function that runs a cell after the solution and gives the lines that it prints."""

    def lines(cell):
        exec(cells[cell].source, names)
        return capsys.readouterr().out.splitlines()

    return lines


def test_the_setting_is_the_first_bottle(cells, printed):
    """What the sentences say of the network, its loss and the slope of the last bias."""
    said = cells["one-parameter"].source
    assert f"It says {example.by_hand['y_hat'].item():g}, " in said
    assert f"the tasters said {example.y.item():g}, " in said
    assert f"the loss is {example.by_hand['loss']:g}." in said
    assert f"which stands at {example.b2.item():g}." in said
    slope = f"{example.by_hand['db2'].item():g}"
    assert f"So the slope is {slope}, " in cells["slope-of-b2"].source
    assert f"The loss is 4 there, and its slope is {slope}." in cells["predict_loss-task"].source
    assert printed("one-parameter-run")[0] == "b2 at 1: the loss is 4.0000"


@pytest.mark.parametrize("value", [-2.0, 0.0, 1.0, 3.0, 5.0])
def test_the_pencils_formulas_are_the_network(names, value):
    """(b2 - 3)**2 is the loss as b2 turns, and the sum with 4, 0, 1 and 5 as W2 does."""
    assert names["loss_with_b2"](value) == loss_of_b2(value)
    network = example.network()
    network.params["W2"] = np.array([[value], [value - 1]])
    by_pencil = loss_of_W2(np.array([value, value - 1]))
    assert network.loss(example.x, example.y) == by_pencil


def test_the_network_answers_the_guess(cells, printed, names):
    """4 again, at 7 where it should say 5; and -12 is what the slope alone would say."""
    names["predict_loss"] = lambda: -12
    assert printed("predict-compare-run") == ["you said:         -12", "the network says: 4.0"]
    assert names["loss_with_b2"](3) == 0
    slope = example.by_hand["db2"].item()
    assert f"said {example.by_hand['loss'] + 4 * slope:g}," in cells["predict-why"].source


def test_the_line_keeps_its_promise_near_and_breaks_it_far(printed):
    """The last line of the table is the guess of those who trusted the slope."""
    rows = [re.findall(r"-?\d+\.\d+|-?\d+", line[5:]) for line in printed("promise-run")]
    table = {float(value): (float(loss), float(line)) for value, loss, line in rows if rows}
    assert table[1] == (4, 4) and table[5] == (4, -12)
    assert abs(np.subtract(*table[1.01])) < 0.001 < abs(np.subtract(*table[1.1])) < 0.02


def test_both_sides_come_closer_faster_until_the_digits_run_out(printed):
    """What questions 1 and 2 lean on: ten times and a hundred times better; then 0 and 0."""
    first, *rows = printed("meeting-run")
    assert first == "by the rules: 27"
    numbers = [[float(n) for n in re.findall(r"-?\d+\.\d{4}", row)] for row in rows]
    one, both = np.array(numbers[:3]).T - 27
    np.testing.assert_allclose(one[1:] / one[:2], 0.1, atol=0.02)
    np.testing.assert_allclose(both[1:] / both[:2], 0.01, atol=0.001)
    assert numbers[3][1] == 27 and numbers[4] == [0, 0] and 2 + 1e-20 == 2


def test_the_model_answer_counts_right(cells):
    """Two trips for each of the 833 parameters."""
    parameters = 11 * 64 + 64 + 64 * 1 + 1
    assert f"has {parameters} parameters" in cells["nudges_in_words-task"].source
    assert f"so {2 * parameters}, " in cells["nudges_in_words-model"].source


def test_an_array_of_whole_numbers_cuts_off_as_the_task_says(cells):
    """Put 3.5 into it, and it keeps 3."""
    x = np.array([3, 4])
    x[0] = 3.5
    assert x[0] == 3
    assert "put 3.5 into it, and it keeps 3 without complaint." in cells["partial-task"].source


def test_numbers_that_look_alike_in_four_digits_are_not_shown_as_right():
    """One side alone is 12.00006 for 12: not "12 came out, and 12 should have"."""
    answer = ASSIGNMENT.answers["central_difference"]
    small = {part.name: part for part in answer.parts}["a small step"]
    fault = judge(lambda f, x, h: (f(x + h) - f(x)) / h, answer, small, 1, {})
    assert "is 12.00006; expected 12." in words(fault)
    assert "x = 2" in shown(fault) and "What came out" not in shown(fault)


@pytest.mark.parametrize("seed", range(5))
def test_what_a_learner_is_shown_is_the_function(seed):
    """The formula in a docstring gives the values that the function does."""
    for name in ("central_difference", "tangent"):
        for _, arguments in drawn(ASSIGNMENT.answers[name].cases, seed):
            for function in filter(callable, arguments):
                formula = function.__doc__.split(", the ")[0]
                said = eval(formula, {"exp": np.exp, "maximum": np.maximum, "x": 1.5})
                np.testing.assert_allclose(said, function(1.5), rtol=5e-3)  # four digits shown

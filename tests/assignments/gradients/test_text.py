"""What the gradients assignment says is true."""

import re

import numpy as np
import pytest
from masters import ASSIGNMENTS, Master

from course.checks.gradients import ASSIGNMENT, landscapes
from reference_impl import example
from reference_impl.gradcheck import central_difference
from reference_impl.network import Network

HAND = example.by_hand
RIGHT = {name: answer.reference for name, answer in ASSIGNMENT.answers.items()}


@pytest.fixture
def master():
    return Master(ASSIGNMENTS["gradients"])


@pytest.fixture
def printed(cells, names, capsys):
    """A function that runs a cell, with other answers if any are given, and gives its lines."""

    def run(cell, **others):
        exec(cells[cell].source, {**names, **others})
        return capsys.readouterr().out.splitlines()

    return run


def loss_at(first, second):
    """The reference network's loss for the first bottle, with these two weights."""
    params = {name: value.copy() for name, value in example.network().params.items()}
    params["W1"][0, 0], params["W2"][0, 0] = first, second
    return Network.from_params(params).loss(example.x, example.y)


def test_the_two_weights_are_those_of_the_running_example(printed, names):
    """3, 5 and 4, in the notebook and in the checks; away from there the two agree as well."""
    assert printed("two-weights-run") == [
        f"the network says: {HAND['y_hat'][0, 0]}",
        f"the tasters said: {example.y[0, 0]}",
        f"loss:             {HAND['loss']}",
    ]
    assert names["here"].tolist() == [example.W1[0, 0], example.W2[0, 0]]
    for weights in np.random.default_rng(4).normal(size=(9, 2)):
        assert names["loss"](weights) == pytest.approx(loss_at(*weights), rel=1e-12)
        assert landscapes.map_loss(weights) == loss_at(*weights)
        nudged = central_difference(lambda p: loss_at(*p["W"]), {"W": weights})["W"]
        np.testing.assert_allclose(landscapes.map_slopes(weights), nudged, atol=1e-6)


def test_every_landscape_has_the_slopes_that_it_says():
    """Each pair of a function and its slopes, by nudging."""
    steep, bottom = np.array([0.5, 1, 2]), np.array([1, -2, 0.5])
    A = np.array([[1, 2, 0], [2, -3, 1], [0, 1, 4.0]])
    pairs = [
        (landscapes.squares, landscapes.squares_slopes),
        landscapes.bowl(steep, bottom),
        landscapes.two_valleys(2.0),
        (lambda x: x @ A @ x / 2, landscapes.linked_slopes(A)),
    ]
    for f, gradient in pairs:
        x = np.array([1.5, -0.5, 3]) if f is not pairs[2][0] else np.array([1.5])
        np.testing.assert_allclose(gradient(x), RIGHT["numerical_gradient"](f, x), rtol=1e-8)
    slopes = RIGHT["numerical_gradient"](lambda x: x[0] ** 2 - x[1] ** 2, np.array([1.0, 3]))
    np.testing.assert_allclose(landscapes.saddle_slopes(np.array([1.0, 3])), slopes)


def test_the_step_of_the_prediction(printed, cells):
    """From the slopes by hand to 7.75, and what each wrong guess has done."""
    slopes = [HAND["dW1"][0, 0], HAND["dW2"][0, 0]]
    task, why = cells["predict_y_hat-task"].source, cells["predict-why"].source
    assert "The slopes of the loss here are {:g} and {:g},".format(*slopes) in task
    start = [example.W1[0, 0], example.W2[0, 0]]
    first, second = (
        weight - slope / 16 for weight, slope in zip(start, slopes, strict=True)
    )  # 1.25 and 1.5
    assert f"from {start[0]:g} up to {first:g}, and the second from {start[1]:g} up to" in task
    assert f"up to {second:g}." in task
    a1 = 2 * first + 2
    y_hat = second * a1 + 1
    assert f"2 × {first:g} + 2 = {a1:g}, and the prediction is {second:g} × {a1:g} + 1" in why
    assert f"+ 1 = {y_hat:g}." in why and f"the loss is {loss_at(first, second):g}," in why
    assert printed("predict-compare-run", predict_y_hat=lambda: 7) == [
        "you said:         7",
        f"the network says: {y_hat}",
        f"loss:             {(y_hat - 5) ** 2}",
    ]
    share = (first - 1) * example.W2[0, 0] * 2 + (second - 0.5) * HAND["a1"][0, 0]
    assert f"If you said {3 + share:g}, you added up" in why


def test_the_three_walks(printed, cells):
    """Two arrive in different places, and the third stands still, with the loss that is said."""
    first, second, third = printed("walks-run")
    ends = [re.search(r"to (\[.+?\]) in (\d+) steps, loss (.+)", line).groups() for line in
            (first, second, third)]  # fmt: skip
    assert len({end for end, _, _ in ends}) == 3
    assert [steps == "0" for _, steps, _ in ends] == [False, False, True]
    assert [float(loss) for _, _, loss in ends] == [0, 0, loss_at(-2, 0.5)]
    assert all(int(steps) < 200 for _, steps, _ in ends)
    assert landscapes.map_slopes(np.array([-2, 0.5])).tolist() == [0, 0]
    model, said = cells["flat_places-model"].source, cells["flat_places-task"].source
    assert f"the loss is {loss_at(-2, 0.5):g}. A friend" in said
    assert f"a loss of {loss_at(-2, 0.5):g} is four times" in model
    assert loss_at(-2, 0.5) == 4 * HAND["loss"]
    z1 = example.x @ [[-2], [example.W1[1, 0]]] + example.b1[0]
    assert f"2 × (-2) + 2 = {z1.item():g}, and ReLU" in model


def test_a_wrong_walk_prints_other_lines(printed, names):
    """The walks are the learner's own, so a mistake shows."""
    right = printed("walks-run")
    slips = {slip.name: slip.wrong for slip in ASSIGNMENT.answers["descend"].misconceptions}
    assert printed("walks-run", descend=slips["uphill"]) != right


def test_two_steps_with_each_rate(printed, cells):
    """What is safe once is not safe twice, as the model answer has it."""
    by_rate = {}
    for line in printed("two-steps-run"):
        rate, losses = re.fullmatch(r"rate +(\S+): loss (.+)", line).groups()
        by_rate[float(rate)] = losses.split(" then ")
    model = cells["flat_places-model"].source
    once, twice = by_rate[0.05][1:]
    assert f"ends only a little lower, at {once}, and the second ends at {twice}," in model
    assert float(once) < HAND["loss"] < float(twice)
    assert f"With 0.03 the first step comes down to {by_rate[0.03][1]}." in model
    assert float(by_rate[0.0625][1]) > HAND["loss"]  # not safe, so 0.05 is the largest
    place = np.array([1.0, 0.5])
    for said in by_rate[0.03]:
        assert f"{loss_at(*place):.2f}" == said
        place = place - 0.03 * landscapes.map_slopes(place)


def test_sums_in_sentences(cells):
    """The pencil's part of tasks 3, 4 and 5."""
    task = cells["descend-task"].source
    assert "At the start the slopes are 16 and 2" in task
    assert "At the third place they are 4 and 0.5" in task
    assert "Eight of the ten steps are left over" in task
    walk = RIGHT["descend"](lambda x: 2 * x, np.array([8, 1]), 0.25, 10, 4)
    assert (2 * walk).tolist() == [[16, 2], [8, 1], [4, 0.5]] and 10 - (len(walk) - 1) == 8
    assert "a rate of 1 leaps from 8 to -8" in cells["largest_rate-task"].source
    assert 8 - 1 * 2 * 8 == -8
    task = cells["crosses_at_right_angle-task"].source
    assert "(-4) × (-4) = 16 and the second (-16) × 1 = -16" in task
    assert "In the second the sum is -20." in task and np.dot([-4, -16], [1, 1]) == -20


def test_the_instructor_is_told_the_truth_about_whole_numbers(master):
    """Copies of whole numbers give slopes of many thousands, and in-place steps an error."""
    slips = ASSIGNMENT.answers["numerical_gradient"].misconceptions
    (wrong,) = [slip.wrong for slip in slips if slip.name == "nudge cut off"]
    assert np.abs(wrong(landscapes.squares, np.array([3, -1]))).max() > 1000
    assert "slopes of 0 or of many thousands" in master.instructor
    with pytest.raises(TypeError):
        start = np.array([8])
        start -= 0.25 * start

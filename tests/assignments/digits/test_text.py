"""What the assignment on handwritten digits says is true."""

import re

import numpy as np
import pytest
from masters import ASSIGNMENTS, Master

from course.checks.digits.choose_hidden import accuracy


@pytest.fixture
def master():
    return Master(ASSIGNMENTS["digits"])


def printed_by(cell, names, capsys):
    exec(cell.source, dict(names))
    return capsys.readouterr().out


def test_the_network_is_trained_on_the_chapters_split(names):
    """1,797 images in three sets, divided by 16, and labels of whole numbers."""
    assert [len(names[f"X_{which}"]) for which in ("train", "val", "test")] == [1078, 360, 359]
    assert names["X_train"].max() == 1 and names["y_test"].dtype.kind == "i"


def test_the_black_sheet_is_read_with_certainty(cells, names, capsys):
    """The number after the guess is the one in the explanation, and far from a doubt."""
    black = names["network"](np.ones((1, 64)))
    lines = printed_by(
        cells["predict-compare-run"], {**names, "predict_black": lambda: 7}, capsys
    ).splitlines()
    assert lines[0] == "you said:         7"
    assert lines[1] == f"the network says: {black.max():.2f} that it is a {black.argmax()}"
    assert f"A probability of {black.max():.2f} from softmax" in cells["predict-why"].source
    assert names["predict_black"]() == round(black.max(), 2)
    logits = np.log(names["network"](names["X_train"]))
    apart = np.log(black).max() - np.sort(np.log(black))[0, -2]
    usual = np.sort(logits)[:, -1] - np.sort(logits)[:, -2]
    assert apart > 3 and usual.min() < 1


def test_the_real_digits_come_out_as_it_is_told(cells, names, capsys):
    """The size by the rule for equals, the worst mistake of the chapter, and a 7."""
    printed = printed_by(cells["all-run"], names, capsys)
    assert printed.startswith("chosen: 16 hidden neurons, right on the test set: 0.9")
    assert printed.endswith("the drawing is read as a 7\n")
    assert re.search(r"^row 72: 8, read as 1 with 0\.9\d$", printed, re.M)
    validation = names["X_val"], names["y_val"]
    right = {size: accuracy(names["train"](size), validation) for size in (4, 8, 16, 32)}
    assert right[16] == right[32] == max(right.values())
    assert "Two sizes, 16 and 32, get exactly as many of the 360" in cells["all-why"].source


def test_a_drawing_of_another_shape_with_as_many_dots_passes_numpy(cells):
    """As the task and the instructor are told."""
    drawing = np.zeros((16, 64), int)
    assert drawing.reshape(8, 4, 8, 4).shape == (8, 4, 8, 4)
    with pytest.raises(ValueError, match="reshape"):
        np.zeros((28, 28)).reshape(8, 4, 8, 4)
    assert "a drawing of 16 by 64 has as many dots" in cells["prepare-task"].source


def test_pixels_that_never_have_ink_are_where_the_model_answer_has_them(cells, names):
    """One in a corner and the others at the sides, in the training set."""
    still = np.argwhere(names["X_train"].std(axis=0).reshape(8, 8) == 0).tolist()
    corners = [place for place in still if place in ([0, 0], [0, 7], [7, 0], [7, 7])]
    assert len(corners) == 1 < len(still) and all(column in (0, 7) for _, column in still)
    model = cells["strange_hands-model"].source
    assert "They are in one corner and at the sides." in model


def test_the_best_of_twelve_is_flattered():
    """What the model answer says of the best of several: above what it is worth, by luck."""
    rng = np.random.default_rng(0)
    best = (rng.random((400, 12, 359)) < 0.97).mean(axis=2).max(axis=1)
    assert best.mean() > 0.98


def test_nothing_leans_on_an_earlier_task(names):
    """As the instructor is told: each function of the solution stands alone."""
    for name in ASSIGNMENTS["digits"].answers:
        assert not set(names[name].__code__.co_names) & ASSIGNMENTS["digits"].answers.keys()

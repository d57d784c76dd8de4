"""What the assignment on weights times what comes in says is true."""

import ast
import re

import numpy as np
import pytest
from masters import ASSIGNMENTS, Master

from reference_impl import data, example, layers

SCORES = example.y4.ravel().tolist()


@pytest.fixture
def master():
    return Master(ASSIGNMENTS["affine"])


def given(cells, name):
    """The arrays that a task's worked example begins with."""
    arrays = re.findall(r"^(\w+) = np\.array\((.+)\)$", cells[f"{name}-task"].source, re.M)
    return {array: np.array(ast.literal_eval(said)) for array, said in arrays}


def listed(numbers):
    *most, last = [f"{number:g}" for number in numbers]
    return f"{', '.join(most)} and {last}"


def test_worked_examples_are_the_chapters(cells):
    """The four bottles in `affine`, the three bottles in `differences`."""
    four = given(cells, "affine")
    np.testing.assert_array_equal(four["X"], example.X4)
    np.testing.assert_array_equal(four["W"], example.W1)
    np.testing.assert_array_equal(four["b"], example.b1)
    assert np.mean((example.by_hand_4["y_hat"] - example.y4) ** 2) == 4
    three = given(cells, "differences")
    assert three["y_hat"].shape == (3, 1) and three["y"].shape == (3,)
    assert np.mean((three["y_hat"] - three["y"]) ** 2) == 8  # as the chapter says of its three


def test_numbers_in_sentences(cells):
    """What the tasters said, the sum with a pencil, the means of exercise 4."""
    assert f"the tasters said: {listed(SCORES)}," in cells["names"].source
    assert f"It says {listed(SCORES)}, and" in cells["predict_loss-task"].source
    assert f"the tasters said {listed(SCORES)}." in cells["predict_loss-task"].source
    task = cells["affine-task"].source
    assert f"The last bottle is {listed(example.X4[-1])}, and the second neuron" in task
    assert f"weights {listed(example.W1[:, 1])} and the bias {example.b1[1]:g}." in task
    X = given(cells, "standardise")["X_train"]
    task = cells["standardise-task"].source
    assert f"The means of the training rows are {listed(X.mean(axis=0))}," in task
    assert f"standard deviations are {listed(X.std(axis=0))}." in task
    tests = given(cells, "standardise")["X_test"]
    assert tests[:, 0].min() > X[:, 0].mean()  # "They are sourer"


def test_the_guess_is_compared_with_the_truth(cells, capsys):
    """The cell after it prints the loss of the grid, 0 for columns, and the grid's shape."""
    names = {"np": np, "example": example, "predict_loss": lambda: 7}
    exec(cells["predict-compare-run"].source, names)
    truth = np.mean([(one - other) ** 2 for one in SCORES for other in SCORES])
    assert capsys.readouterr().out.splitlines() == [
        "you said:   7",
        f"NumPy says: {truth}",
        "with both in a column: 0.0",
        "shape of the difference: (4, 4)",
    ]


def test_the_explanation_of_the_grid_is_true(cells):
    """Four zeros on the diagonal, twelve others; the mean score comes to half, and is the best."""
    grid = example.y4 - example.y4.ravel()
    assert (grid == 0).sum() == 4 and grid.size - 4 == 12

    def loss(said):
        return np.mean((np.full((4, 1), said) - example.y4.ravel()) ** 2)

    mean = np.mean(SCORES)
    assert f"says the mean score, {mean:g}, to every bottle" in cells["predict-why"].source
    assert loss(mean) == np.mean(grid**2) / 2
    moved = [np.mean((y_hat - example.y4.ravel()) ** 2) for y_hat in np.eye(4)[:, :, None] + mean]
    assert min(moved) > loss(mean)  # to tell bottles apart costs something


def test_the_table_of_wine_shows_what_is_said_of_it(cells, names, capsys):
    """One deviation on the training rows, nearly one on the others, n differences."""
    exec(cells["wine-run"].source, dict(names))
    printed = capsys.readouterr().out
    assert "afterwards, training rows: [1.0]\n" in printed
    low, high = re.search(r"test rows: from (\S+) (\S+)\n", printed).groups()
    assert 0.7 < float(low) < 1 < float(high) < 1.3
    assert "layer of 64 neurons: (1279, 64) as promised: (1279, 64)" in printed
    assert "differences: (1279, 1) and" in printed
    off = int(re.search(r"off by (\d+)\.?0?$", printed.strip())[1])
    assert 16 <= off <= 24 and "some twenty points" in cells["wine-why"].source
    loud, quiet = (float(d) for d in re.findall(r"^deviation of .+: (\S+)$", printed, re.M))
    assert loud > 10_000 * quiet
    assert len(names["wine"]) == 1599 and "1,599 bottles" in cells["wine"].source
    assert names["scores"].ndim == 1


def test_the_model_answer_about_the_late_bottles_is_true():
    """One row gives nan; a hundred with means of their own look ordinary, whatever they are."""
    rng = np.random.default_rng(3)
    train, hundred = rng.normal(size=(500, 11)), rng.normal(size=(100, 11))
    hundred[:, 0] += 3  # from where wine is sourer
    one = hundred[:1]
    with np.errstate(invalid="ignore"):
        assert np.isnan((one - one.mean(axis=0)) / one.std(axis=0)).all()
    with pytest.raises(ValueError, match="Column"):
        data.standardize(one, one)
    (alone,) = data.standardize(hundred)
    np.testing.assert_allclose(alone.mean(axis=0), 0, atol=1e-12)
    other = np.concatenate([one, rng.normal(size=(99, 11))])
    assert np.abs(alone[0] - data.standardize(other)[0][0]).max() > 0.1
    mean, std = train.mean(axis=0), train.std(axis=0)
    assert mean.shape == std.shape == (11,)
    for table in (one, hundred):
        np.testing.assert_array_equal((table - mean) / std, data.standardize(train, table)[1])
    assert data.standardize(train, hundred)[1][:, 0].mean() > 2  # the training rows' mean tells


def test_nothing_leans_on_an_earlier_task(names):
    """As the instructor is told: each function of the solution stands alone."""
    for name in ASSIGNMENTS["affine"].answers:
        assert not set(names[name].__code__.co_names) & ASSIGNMENTS["affine"].answers.keys()
    np.testing.assert_array_equal(
        names["affine"](example.X4, example.W1, example.b1),
        layers.affine(example.X4, example.W1, example.b1),
    )

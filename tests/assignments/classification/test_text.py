"""What the classification assignment says is true."""

import ast
import re

import numpy as np
import pytest
from masters import ASSIGNMENTS, Master

from course.checks.classification import ASSIGNMENT
from course.checks.outcomes import run
from reference_impl import data, example, losses
from reference_impl.network import Network

TRUTH = {name: answer.reference for name, answer in ASSIGNMENT.answers.items()}


@pytest.fixture
def master():
    return Master(ASSIGNMENTS["classification"])


def printed_by(cell, names, capsys):
    exec(cell.source, dict(names))
    return capsys.readouterr().out


def test_the_bottle_of_the_guess_has_the_loss_that_is_said(cells, names, capsys):
    """1000, by the formula in the cell and by the reference; a shrug costs about 1."""
    loss = losses.cross_entropy(names["logits"][None], np.array([[1]]))
    assert printed_by(cells["sure-and-wrong-run"], names, capsys) == f"the cross-entropy: {loss}\n"
    assert names["logits"].tolist() == [1000, 0, 0]
    assert f"The cross-entropy is {loss:g}." in cells["predict_slope-task"].source
    assert round(np.log(3)) == 1


def test_the_nudge_agrees_with_predicted_minus_true(cells, names, capsys):
    """The cell after the guess prints the slope that the explanation and exercise 2 give."""
    slopes = TRUTH["cross_entropy_grad"](names["logits"][None], np.array([[1]]))
    lines = printed_by(
        cells["predict-compare-run"], {**names, "predict_slope": lambda: 7}, capsys
    ).splitlines()
    assert lines == ["you said:   7", f"by nudging: {slopes[0, 1]:.1f}"]
    assert f"0 - 1 = {slopes[0, 1]:g}." in cells["predict-why"].source


def test_examples_are_the_chapters_and_the_running_examples(master, cells):
    """The bottle of the chapter, the one that was guessed about, two of the example's bottles."""
    grad, step = master.task("cross_entropy_grad"), master.task("training_step")
    assert "np.log([[1, 2, 1]]), np.array([[0]])" in grad
    assert "np.array([[1000, 0, 0]]), np.array([[1]])" in grad
    said = re.search(r"^X = np\.array\((.+)\)$", step, re.M)[1]
    assert ast.literal_eval(said) == example.X4[::2].tolist()
    rows = [ast.literal_eval(row) for row in re.findall(r"^# (\[.+\])$", step, re.M)]
    W, b = map(np.array, rows)
    assert b[1] < 0 < b[0] == b[2] and (W[1] == W[0] / 2).all()  # the first bottle alone
    np.testing.assert_allclose([*W.sum(axis=1), b.sum()], 0, atol=1e-15)


def test_the_cellar_comes_out_as_it_is_told(cells, names, capsys):
    """The folds choose 200 steps; 17 of 53 for nothing, then 51, two mistakes of one kind."""
    tried, lines = np.split(printed_by(cells["cellar-run"], names, capsys).splitlines(), [3])
    losses = {int(n): float(x) for n, x in (line.split(" steps: ") for line in tried)}
    told = cells["cellar-why"].source
    share = [float(line.split(": ")[1]) for line in lines[:2]]
    right = [int(n) for n in re.findall(r"right for (\d+)", told)]
    assert share == [round(n / 53, 3) for n in right]
    matrix = np.array(
        ast.literal_eval(re.sub(r"(?<=[\d\]])\s+(?=[\d\[])", ", ", "\n".join(lines[2:])))
    )
    assert matrix.sum() == 53 and np.trace(matrix) == right[1]
    assert matrix[1, 0] == 53 - right[1] == 2 and "Both mistakes are Grignolinos" in told
    assert (names["X_train"].shape, names["X_test"].shape) == ((125, 13), (53, 13))
    assert "125 bottles to learn from, 53 in the test set" in cells["cellar"].source
    assert list(losses) == [20, 200, 2000] and min(losses, key=losses.get) == 200
    assert "so the folds chose 200" in told and lines[1].startswith("after 200 steps")
    assert "between 20, 200 and 2000" in cells["cellar"].source


def test_the_chapters_network_made_four_of_these_mistakes(cells):
    """Its own split and training, and the same 53 bottles."""
    table = data.load_wine_cultivars().table
    rng = np.random.default_rng(0)
    X, y = table.drop(columns="cultivar").to_numpy(), table[["cultivar"]].to_numpy()
    A, B, y_A, y_B = data.split_and_standardize(X, y, 0.3, rng)
    network = Network([13, 16, 3], rng, head="classification")
    network.fit(
        A, y_A.astype(int), rng, epochs=60, batch_size=16, learning_rate=0.05, progress=False
    )
    said = network.predict(B).argmax(axis=1, keepdims=True)
    matrix = TRUTH["confusion_matrix"](said, y_B.astype(int), 3)
    assert matrix[1, 0] == matrix.sum() - np.trace(matrix) == 4
    assert "made four of these on the very same bottles" in cells["cellar-why"].source


def matrices(task):
    """The two confusion matrices of the question in words."""
    rows = [re.findall(r"\b\d+\b", line) for line in task.splitlines() if "| **" in line]
    both = np.array(rows, dtype=int)  # (6, 3)
    return both[:3], both[3:]


def test_the_two_matrices_are_as_the_model_answer_counts_them(cells):
    """100 bottles, the same in both; the accuracies, the first columns and the first rows."""
    A, B = matrices(cells["right_and_sure-task"].source)
    model = cells["right_and_sure-model"].source
    assert A.sum() == B.sum() == 100 and (A.sum(axis=1) == B.sum(axis=1)).all()
    assert np.trace(A) == np.trace(B) == 92
    sums = [" + ".join(map(str, np.diag(matrix))) for matrix in (A, B)]
    assert f"Both are 92 in 100: {sums[0]} and {sums[1]}." in model
    assert f"A calls {A[:, 0].sum()} bottles Barolo, and {A[1:, 0].sum()} of them are not" in model
    assert f"all the {B[:, 0].sum()} that B calls Barolo are" in model and B[0, 0] == B[:, 0].sum()
    assert f"A finds all {A[0, 0]} Barolos, B lets {B[0, 1:].sum()} of them go" in model
    assert A[0, 0] == A[0].sum() and B[0, 1] == B[0, 1:].sum()


def test_a_colleague_whose_rows_add_up_to_one_over_n_forgot_the_target():
    """Of all the slips in the slope, this one alone has such rows."""
    rng = np.random.default_rng(2)
    logits, y = rng.normal(size=(5, 4)), np.array([[0], [1], [2], [3], [1]])
    answer = ASSIGNMENT.answers["cross_entropy_grad"]
    np.testing.assert_allclose(answer.reference(logits, y).sum(axis=1), 0, atol=1e-15)
    such = []
    for slip in answer.misconceptions:
        outcome = run(slip.wrong, answer, (logits, y))
        if outcome.error is None and np.allclose(outcome.values["dZ"].sum(axis=1), 1 / 5):
            such.append(slip.name)
    assert such == ["target forgotten"]


def test_the_instructor_is_told_the_truth_about_quiet_mistakes(master, names):
    """True and False lose repeats; both sums of dZ are 0."""
    y = np.array([[1], [1], [0]])
    bools = y == np.arange(3)  # (3, 3)
    (lost,) = (
        slip.wrong
        for slip in ASSIGNMENT.answers["confusion_matrix"].misconceptions
        if slip.name == "repeats lost"
    )
    np.testing.assert_array_equal(bools.T @ bools, lost(y, y, 3))
    dZ = TRUTH["cross_entropy_grad"](np.random.default_rng(0).normal(size=(3, 3)), y)
    assert np.isclose(dZ.sum(), 0) and np.allclose(dZ.sum(axis=1), 0)
    assert "both are 0, so b never moves" in master.instructor

"""What the wine assignment says is true, on both tables; and what its checks let pass."""

import re
import sys

import numpy as np
import pytest
from masters import ASSIGNMENTS, Master
from samples import seeds
from wine_places import real_file

from course.checks.judge import drawn, judge
from course.checks.wine import ASSIGNMENT
from course.checks.wine.predict_quality import piped, predict_quality, stand_in, whole_table
from course.checks.wine.prepare import prepare
from reference_impl import data, example, training

PIPELINE = ASSIGNMENT.answers["predict_quality"]
SLIPS = {slip.name: slip.wrong for slip in PIPELINE.misconceptions}
LINE, MEAN = 1.1, 0.95  # what a score may be at most, times that of the line and of the mean
TABLES = ("the stand-in", "UCI's table")


@pytest.fixture
def master():
    return Master(ASSIGNMENTS["wine"])


@pytest.fixture(params=TABLES)
def rows(request):
    """One wine table, then the other, as rows of numbers."""
    if request.param == TABLES[0]:
        return stand_in()
    return np.loadtxt(real_file(), delimiter=";", skiprows=1)


def within_bounds(scores):
    """Is the network's RMSE good enough beside those of the mean and the line?"""
    mean, line, network = scores
    return network <= LINE * line and network <= MEAN * mean


def earned(function):
    """The points for a pipeline: {part: points}."""
    faults = {part: judge(function, PIPELINE, part, 1, {}) for part in PIPELINE.parts}
    return {part.name: 0 if fault else part.points for part, fault in faults.items()}


def answered(function, *given):
    """What a pipeline says, of copies of what it is given."""
    rows, order, n_test, params, *rest = given
    return function(rows.copy(), order, n_test, {k: v.copy() for k, v in params.items()}, *rest)


# --- The score ---


@pytest.mark.parametrize("seed", [1, 20261, *seeds(sample=5, everything=100)])
def test_the_solutions_score_is_within_bounds(rows, names, seed):
    """At most 1.1 times least squares and 0.95 times the mean, on either table."""
    given = whole_table(rows, np.random.default_rng(seed))
    assert within_bounds(names["predict_quality"](*given)["rmse"])


def test_the_check_holds_a_pipeline_to_the_bounds():
    """Its last case is the whole stand-in, where the score must be that of the reference."""
    score = PIPELINE.parts[-1]
    assert score.name == "score" and "rmse" in score.outputs
    for seed in (1, 20261):
        _, given = drawn(score.cases, seed)[-1]
        assert given[0].shape == (1599, 12)
        assert within_bounds(answered(predict_quality, *given)["rmse"])
    untrained = piped(chosen=lambda path, sides: given[3])
    assert not within_bounds(untrained(*given)["rmse"])


@pytest.mark.parametrize(
    "leak", ["mean and std of all rows", "duplicates kept", "best epoch by the test set"]
)
def test_a_good_score_with_a_leak_earns_nothing_for_it(rows, leak):
    """It is within the bounds, on both tables, and has no points for no leak, nor for the score."""
    given = whole_table(rows, np.random.default_rng(1))
    assert within_bounds(answered(SLIPS[leak], *given)["rmse"])
    points = earned(SLIPS[leak])
    assert points["no leak"] == points["score"] == 0


def test_a_good_score_alone_earns_nothing():
    """Constants, the right scores beside nothing, and the right scores with a leak behind them."""

    def constants(rows, order, n_test, params, epochs, *settings):
        d = rows.shape[1] - 1
        return {
            "mean": np.zeros(d), "std": np.ones(d), "losses": [0.4] * len(epochs),
            "guesses": np.full((n_test, 1), 5.6), "rmse": [0.82, 0.67, 0.6],
        }  # fmt: skip

    def only_the_score(*given):
        return constants(*given) | {"rmse": predict_quality(*given)["rmse"]}

    def a_leak_behind(*given):
        return SLIPS["mean and std of all rows"](*given) | {"rmse": predict_quality(*given)["rmse"]}

    for pipeline in (constants, only_the_score, a_leak_behind):
        assert set(earned(pipeline).values()) == {0}
    assert sum(earned(predict_quality).values()) == 5


# --- No leak ---


def test_another_test_set_changes_nothing_before_the_predictions(names):
    """The cases of the part "no leak" have one training set, so the same mean, std and losses."""
    cases = {case.name: given for case, given in drawn(PIPELINE.parts[2].cases, 1)}
    for one, other in (
        ("9 rows of 3, 3 hidden", "the same training set, another test set"),
        ("9 rows of 3, 3 hidden", "the same training set, other scores in the test set"),
        ("duplicates, one nearly", "duplicates, another test set"),
    ):
        first, second = (names["predict_quality"](*cases[name]) for name in (one, other))
        for key in ("mean", "std", "losses"):
            np.testing.assert_array_equal(first[key], second[key])
        assert not np.array_equal(first["rmse"], second["rmse"])
        leaky = [SLIPS["mean and std of all rows"](*cases[name]) for name in (one, other)]
        if "scores" not in other:
            assert not np.allclose(leaky[0]["mean"], leaky[1]["mean"])


def test_no_row_stands_on_both_sides(rows, names):
    """The solution's own `twins` finds nobody; split with its duplicates, the table has many."""
    n = len(np.unique(rows, axis=0))
    order = np.random.default_rng(3).permutation(n)
    X_train, X_test, y_train, y_test, *_ = names["prepare"](rows, order, 272)
    train, test = np.hstack([X_train, y_train]), np.hstack([X_test, y_test])
    assert not names["twins"](train, test).any()
    shuffled = np.random.default_rng(3).permutation(rows)
    assert names["twins"](shuffled[320:], shuffled[:320]).sum() > 50


def test_the_cases_with_duplicates_have_what_their_names_say():
    """Rows three times and twice, and one that differs from an earlier one in its score alone."""
    (given,) = [
        g for case, g in drawn(PIPELINE.parts[2].cases, 1) if case.name == "duplicates, one nearly"
    ]
    rows, order = given[:2]
    assert sorted(np.unique(rows, axis=0, return_counts=True)[1])[-2:] == [2, 3]
    assert len(np.unique(rows, axis=0)) == len(order) == len(np.unique(rows[:, :-1], axis=0)) + 1


def test_the_references_split_is_the_one_of_the_data_module():
    """With its own order and fraction, `data.split_and_standardize` comes to the same."""
    rows = np.unique(stand_in(), axis=0)
    order = np.random.default_rng(4).permutation(len(rows))
    split = data.split_and_standardize(rows[:, :-1], rows[:, -1:], 0.2, np.random.default_rng(4))
    for mine, theirs in zip(prepare(rows, order, 272), split, strict=False):
        np.testing.assert_array_equal(mine, theirs)


# --- The words ---


def test_the_numbers_about_repeats_hold(rows, cells):
    """240 repeats, 15 in a hundred; about 460 with a twin; nearly a quarter of the test set."""
    _, counts = np.unique(rows, axis=0, return_counts=True)
    assert len(rows) == 1599 and len(rows) - len(counts) == 240
    task, why = cells["predict_twins-task"].source, cells["predict-why"].source
    assert "240 of the 1,599 rows" in task
    assert f"{100 * 240 / 1599:.0f} in a hundred" in task
    in_twins = counts[counts > 1].sum()
    assert abs(in_twins - 460) < 5 and "about 460 rows" in why
    assert f"{100 * in_twins / 1599:.0f} in a hundred and not 15" in why
    assert f"Four fifths of 29 is about {0.8 * 29:.0f}" in why
    assert f"If you said {0.8 * 15:.0f}, you took four fifths" in why
    assert (counts > 2).any()  # "bottles with two twins"


def test_the_count_of_twins(rows, cells, capsys):
    """The cell after the guess prints the truth, and it is nearly a quarter."""
    names = {"np": np, "rows": rows, "predict_twins": lambda: 15}
    exec(cells["predict-compare-run"].source, names)
    said, counted = capsys.readouterr().out.splitlines()
    assert said.split() == ["you", "said:", "15"]
    assert 22 <= float(re.search(r"by counting: (\d+) of a hundred", counted)[1]) <= 25


def test_the_pipeline_on_the_wine(rows, cells, names, capsys):
    """What the last cell prints bears out the sentence below it, whichever the table."""
    exec(cells["for-real-run"].source, {**names, "rows": rows})
    printed = capsys.readouterr().out
    assert "1087 bottles to learn from, 272 locked away" in printed
    mean, line, network = map(float, re.findall(r"wrong by (\S+) points", printed))
    assert network < mean - 0.08 and abs(network - line) < 0.03
    assert (
        "fifteen epochs" in cells["for-real"].source and "range(15)" in cells["for-real-run"].source
    )


def test_the_worked_examples_are_on_the_running_example(cells, names):
    """The pencil for the first loss starts from the tiny network."""
    stated = cells["predict_quality-statement"].source
    guesses, scores = [
        [float(n) for n in re.findall(r"[\d.]*\d", text)]
        for text in re.search(
            r"four training rows are (.+?), and the scores (.+?)\. After", stated
        ).groups()
    ]
    X_train = np.array([[1, -1], [1, 1], [-1, -1], [-1, 1]])
    np.testing.assert_array_equal(example.network().predict(X_train)[:, 0], guesses)
    assert f"[{np.mean(np.square(np.subtract(guesses, scores)))}, " in stated
    assert f"at most {LINE} times the RMSE of the line, and {MEAN} times" in stated


def test_the_step_that_is_handed_over_is_the_books(names):
    """Weights decay and biases don't, as in `reference_impl.training`."""
    params = example.network().params
    gradients = {name: example.by_hand[name] for name in ("dW1", "db1", "dW2", "db2")}
    ours, theirs = (step(params, gradients, 0.5, 0.3) for step in (names["step"], training.step))
    for name, value in theirs.items():
        np.testing.assert_array_equal(ours[name], value)


def test_the_choice_on_the_wine(rows, cells, names, capsys):
    """The cell after exercise 4 chooses from its list, and beats the mean by far."""
    exec(cells["choose-real-run"].source, {**names, "rows": rows})
    best, error = re.findall(r": .*?([\d.]+)(?: points)?$", capsys.readouterr().out, re.M)
    assert float(best) in (0, 0.03, 0.1, 0.3, 1) and 0.55 < float(error) < 0.75
    assert "1,087 rows" in cells["choose-real"].source


def test_within_a_point_is_nothing(rows):
    """Who says the mean every time is within a point for three bottles in four, or more."""
    once = np.unique(rows, axis=0)
    assert (np.abs(once[:, -1] - once[:, -1].mean()) < 1).mean() > 0.75


def test_what_the_instructor_is_told_about_points(master):
    """Kept duplicates cost two parts of exercise 5, mean and std of all rows all of them."""
    assert earned(SLIPS["duplicates kept"]) == {
        "standardise": 1,
        "trajectory": 2,
        "no leak": 0,
        "score": 0,
    }
    assert set(earned(SLIPS["mean and std of all rows"]).values()) == {0}
    assert "loses all four parts of exercise 5" in master.instructor


def test_the_check_needs_neither_network_nor_pandas(monkeypatch):
    """A grading run takes the stand-in from the wheel, with NumPy alone."""
    stand_in.cache_clear()
    monkeypatch.setitem(sys.modules, "pooch", None)  # which fetches the table
    monkeypatch.setitem(sys.modules, "pandas", None)
    assert earned(predict_quality) == {"standardise": 1, "trajectory": 2, "no leak": 1, "score": 1}

"""The synthetic stand-in behaves as the real wine table does, and its generator makes it again.

REAL holds the real table's figures, so that every comparison runs where that table is not; one
test holds REAL, and the generator's own constants, against the real table where it is.
"""

import io
import subprocess
import sys
from functools import cache

import numpy as np
import pandas as pd
import pytest
from wine_places import real_file

from reference_impl import data, stand_in
from reference_impl.network import Network

# Of the real table's 1,359 different rows, in the order of its columns, quality last.
REAL = {
    "mean": [8.3106, 0.52948, 0.27233, 2.5234, 0.088124, 15.893, 46.826, 0.99671, 3.3098,
             0.6587, 10.432, 5.6233],
    "std": [1.737, 0.18303, 0.19554, 1.3523, 0.049377, 10.447, 33.409, 0.0018689, 0.15504,
            0.17067, 1.0821, 0.82358],
    # Spearman's rank correlation of each measurement with quality
    "with quality": [0.112, -0.387, 0.219, 0.026, -0.204, -0.059, -0.197, -0.184, -0.043,
                     0.381, 0.488],
    "scores": {3: 10, 4: 53, 5: 577, 6: 535, 7: 167, 8: 17},
    "least squares": 0.6753,  # test RMSE, the mean of ten splits
    "training mean": 0.8217,  # the same
    "gain": 0.0225,  # by how much a network's test RMSE is lower, the mean of ten splits
}  # fmt: skip


@cache
def stand_in_table():
    return data.load_wine_quality("stand-in").table


@cache
def different_rows():
    return stand_in_table().drop_duplicates()


@cache
def table_without_bend():
    """What the generator would make with more noise in the bend's place."""
    with pytest.MonkeyPatch.context() as patch:
        noise = np.hypot(stand_in.BEND_SPREAD, stand_in.NOISE_SPREAD)
        patch.setattr(stand_in, "BEND_SPREAD", 0)
        patch.setattr(stand_in, "NOISE_SPREAD", noise)
        text = stand_in.table_text()
    return pd.read_csv(io.StringIO(text), sep=";").drop_duplicates()


def rank_correlations(table):
    return table.corr("spearman").to_numpy()  # (12, 12)


def committed_correlations():
    """The generator's rank correlations of the measurements as a whole matrix (11, 11)."""
    matrix = np.eye(11)
    for i, row in enumerate(stand_in.RANK_CORRELATIONS, start=1):
        matrix[i, :i] = matrix[:i, i] = np.array(row) / 100
    return matrix


# --- the file ---------------------------------------------------------------------------------


def test_the_generator_makes_the_committed_file_again(tmp_path):
    """`python -m reference_impl.stand_in PATH` writes the committed file, byte for byte."""
    path = tmp_path / "again.csv"
    command = [sys.executable, "-m", "reference_impl.stand_in", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
    assert path.read_bytes() == data.STAND_IN.read_bytes()


@pytest.mark.parametrize("name, value", [("SEED", 8), ("BEND_SPREAD", 0.23)])
def test_another_constant_makes_another_file(name, value, monkeypatch):
    """Planted fault: the generator with one constant changed does not make the committed file."""
    monkeypatch.setattr(stand_in, name, value)
    assert stand_in.table_text().encode() != data.STAND_IN.read_bytes()


def test_the_file_has_the_real_files_form():
    """`;` between columns, quoted names, decimals as in the real file, whole scores from 3 to 8."""
    lines = data.STAND_IN.read_text(encoding="ascii").splitlines()
    assert lines[0] == (
        '"fixed acidity";"volatile acidity";"citric acid";"residual sugar";"chlorides";'
        '"free sulfur dioxide";"total sulfur dioxide";"density";"pH";"sulphates";"alcohol";'
        '"quality"'
    )
    assert len(lines) == 1600
    decimals = [count for count, _ in stand_in.QUANTILES.values()] + [0]
    for line in lines[1:]:
        numbers = line.split(";")
        assert len(numbers) == 12 and numbers[-1] in "345678"
        for number, most in zip(numbers, decimals, strict=True):
            assert len(number.partition(".")[2]) <= most


def test_the_form_is_the_real_files(monkeypatch):
    """Names, their order, the number of rows and the columns' types are those of UCI's table."""
    monkeypatch.setenv("NN_DATA_DIR", str(real_file().parent))
    real = data.load_wine_quality("uci").table
    assert stand_in_table().shape == real.shape
    pd.testing.assert_series_equal(stand_in_table().dtypes, real.dtypes)
    assert real_file().read_text().splitlines()[0] == data.STAND_IN.read_text().splitlines()[0]


@pytest.mark.whole
def test_the_committed_figures_are_the_real_tables():
    """REAL and the generator's quantiles, correlations and slopes come out of UCI's table."""
    real = pd.read_csv(real_file(), sep=";")
    np.testing.assert_array_equal(gaps(real), GAPS)
    real = real.drop_duplicates()
    assert len(real) == stand_in.DIFFERENT
    np.testing.assert_allclose(real.mean(), REAL["mean"], rtol=5e-5)
    np.testing.assert_allclose(real.std(), REAL["std"], rtol=5e-5)
    assert real["quality"].value_counts().to_dict() == REAL["scores"]
    correlations = rank_correlations(real)
    np.testing.assert_allclose(correlations[-1, :-1], REAL["with quality"], atol=5.1e-4)
    np.testing.assert_allclose(correlations[:-1, :-1], committed_correlations(), atol=5.1e-3)
    for name, (decimals, quantiles) in stand_in.QUANTILES.items():
        measured = np.quantile(real[name], stand_in.LEVELS)
        np.testing.assert_allclose(
            measured, np.array(quantiles.split(), float), atol=0.51 * 10.0**-decimals
        )
    X, y = real.drop(columns="quality"), real["quality"]
    line = np.c_[(X - X.mean()) / X.std(ddof=0), np.ones(len(X))]
    fit = [*stand_in.SLOPES, stand_in.MEAN_SCORE]
    np.testing.assert_allclose(np.linalg.lstsq(line, y)[0], fit, atol=5.1e-3)
    errors = [REAL["training mean"], REAL["least squares"]]
    np.testing.assert_allclose(baselines(real), errors, atol=5.1e-5)
    # Last-bit differences between machines grow over 200 epochs, hence the wider margin.
    assert np.mean(gains(real, range(10))) == pytest.approx(REAL["gain"], abs=0.002)


# --- near the real table ----------------------------------------------------------------------


def assert_near_the_real_table(table):
    """Means within 1%, spreads within 4%, rank correlations within 0.02 (quality's: 0.07)."""
    np.testing.assert_allclose(table.mean(), REAL["mean"], rtol=0.01)
    np.testing.assert_allclose(table.std(), REAL["std"], rtol=0.04)
    correlations = rank_correlations(table)
    np.testing.assert_allclose(correlations[:-1, :-1], committed_correlations(), atol=0.02)
    np.testing.assert_allclose(correlations[-1, :-1], REAL["with quality"], atol=0.07)


def test_means_spreads_and_correlations_are_near_the_real_tables():
    """The different rows' summary figures are near the real ones, each within its tolerance."""
    assert_near_the_real_table(different_rows())


FAULTS = {
    "a column 1.5% too large": lambda table: table.assign(alcohol=table["alcohol"] * 1.015),
    "a column 10% too narrow": lambda table: table.assign(
        pH=table["pH"].mean() + 0.9 * (table["pH"] - table["pH"].mean())
    ),
    "two columns swapped": lambda table: table.assign(
        chlorides=table["sulphates"].to_numpy(), sulphates=table["chlorides"].to_numpy()
    ),
    "a column in another order": lambda table: table.assign(
        alcohol=table["alcohol"].to_numpy()[::-1]
    ),
    "the scores in another order": lambda table: table.assign(
        quality=table["quality"].to_numpy()[::-1]
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_table_that_is_not_near_is_caught(fault):
    """Planted faults: each makes the comparison with the real table's figures fail."""
    with pytest.raises(AssertionError):
        assert_near_the_real_table(FAULTS[fault](different_rows()))


def test_scores_are_about_as_frequent_as_the_real_ones():
    """Of the different rows, no score's share is more than 5.5 percentage points off."""
    counts = different_rows()["quality"].value_counts()
    for score, real_count in REAL["scores"].items():
        assert abs(counts[score] - real_count) < 0.055 * len(different_rows())
    assert counts.sum() == sum(REAL["scores"].values())


# How many of the 240 repeats stand 1, 2, 3, ... rows below the last row that they repeat.
GAPS = [91, 64, 31, 22, 15, 8, 4, 2, 1, 2]


def gaps(table):
    """How many repeats stand 1, 2, 3, ... rows below the last row that they repeat."""
    last, found = {}, []
    for place, row in enumerate(table.itertuples(index=False, name=None)):
        if row in last:
            found.append(place - last[row])
        last[row] = place
    return np.bincount(found)[1:]


def test_repeats_are_as_many_and_as_near_as_the_real_ones():
    """240 repeats, most of them one or two rows below their twin, as in the real table."""
    counts = gaps(stand_in_table())
    assert counts.sum() == stand_in_table().duplicated().sum() == sum(GAPS) == 240
    mean = np.arange(1, len(counts) + 1) @ counts / 240
    assert mean == pytest.approx(np.arange(1, 11) @ GAPS / 240, abs=0.15)


# --- what can be learnt from it ---------------------------------------------------------------


def prepared(table, seed):
    """X_train, X_test, y_train, y_test: split with the seed, standardised by the training rows."""
    X, y = table.drop(columns="quality").to_numpy(), table[["quality"]].to_numpy()
    split = data.train_test_split(X, y, 0.2, np.random.default_rng(seed))
    return *data.standardize(*split[:2]), *split[2:]


def rmse(prediction, y):
    return float(np.sqrt(np.mean((prediction - y) ** 2)))


def least_squares_rmse(X_train, X_test, y_train, y_test):
    line = np.c_[X_train, np.ones(len(X_train))]
    weights = np.linalg.lstsq(line, y_train)[0]  # (12, 1)
    return rmse(np.c_[X_test, np.ones(len(X_test))] @ weights, y_test)


def baselines(table):
    """Test RMSE of the training mean and of least squares, each the mean of ten splits."""
    splits = [prepared(table, seed) for seed in range(10)]
    means = [rmse(y_train.mean(), y_test) for _, _, y_train, y_test in splits]
    return float(np.mean(means)), float(np.mean([least_squares_rmse(*split) for split in splits]))


def gains(table, seeds):
    """By how much a network's test RMSE is lower than that of least squares, for each seed."""
    found = []
    for seed in seeds:
        X_train, X_test, y_train, y_test = prepared(table, seed)
        rng = np.random.default_rng(100 + seed)
        network = Network([11, 64, 1], rng)
        network.fit(X_train, y_train, rng, epochs=200, batch_size=32, learning_rate=0.02,
                    weight_decay=0.03, progress=False)  # fmt: skip
        error = network.evaluate(X_test, y_test)["rmse"]
        found.append(least_squares_rmse(X_train, X_test, y_train, y_test) - error)
    return found


def test_baselines_are_near_the_real_tables():
    """The mean's and the straight line's test RMSE are within 4% of the real table's."""
    mean, line = baselines(different_rows())
    assert mean == pytest.approx(REAL["training mean"], rel=0.04)
    assert line == pytest.approx(REAL["least squares"], rel=0.04)


@pytest.mark.whole
def test_a_network_beats_least_squares_as_on_the_real_table():
    """Without repeats, five seeds: ahead each time, on average by the real gain within 0.01."""
    found = gains(different_rows(), range(5))
    assert min(found) > 0
    assert np.mean(found) == pytest.approx(REAL["gain"], abs=0.01)


@pytest.mark.whole
def test_without_the_bend_a_network_does_not_beat_least_squares():
    """Planted fault: a plain copula with a straight line of scores gives a network nothing."""
    assert np.mean(gains(table_without_bend(), range(5))) < 0.003

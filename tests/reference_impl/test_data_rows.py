"""`standardize` and `train_test_split`: the two functions that prepare the wine's rows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.preprocessing import StandardScaler
from wine_places import real_file

from reference_impl import data

# --- standardize ------------------------------------------------------------------------------

rng = np.random.default_rng(5)
TRAIN = rng.normal([10, -3, 0.5], [2, 40, 0.01], (30, 3))  # (30, 3)
TEST = rng.normal([11, -5, 0.4], [3, 10, 0.02], (12, 3))  # (12, 3)


def assert_fitted_on_training_rows(standardize):
    """Agrees with scikit-learn's StandardScaler, fitted on the training rows."""
    train, test = standardize(TRAIN, TEST)
    scaler = StandardScaler().fit(TRAIN)
    np.testing.assert_allclose(train, scaler.transform(TRAIN), rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(test, scaler.transform(TEST), rtol=1e-12, atol=1e-13)


def test_standardize_is_fitted_on_training_rows_only():
    """Mean and spread are those of the training rows, for the test rows too."""
    assert_fitted_on_training_rows(data.standardize)


def each_by_its_own(*arrays):
    return [data.standardize(X)[0] for X in arrays]


def by_all_rows(*arrays):
    together = data.standardize(np.concatenate(arrays))[0]
    return np.split(together, [len(arrays[0])])


def by_n_minus_one(*arrays):
    return [(X - arrays[0].mean(axis=0)) / arrays[0].std(axis=0, ddof=1) for X in arrays]


@pytest.mark.parametrize("wrong", [each_by_its_own, by_all_rows, by_n_minus_one])
def test_leaky_standardizers_are_caught(wrong):
    """Planted faults: test rows in the fit, each array by itself, n - 1 for n."""
    with pytest.raises(AssertionError):
        assert_fitted_on_training_rows(wrong)


def test_standardize_returns_every_array_and_changes_none():
    """Three arrays go in, three new ones come out in order; the caller's stay as they were."""
    arrays = [TRAIN.copy(), TEST.copy(), TEST[:1].copy()]
    for array in arrays:
        array.setflags(write=False)
    result = data.standardize(*arrays)
    assert [array.shape for array in result] == [(30, 3), (12, 3), (1, 3)]
    np.testing.assert_array_equal(result[1][:1], result[2])
    (alone,) = data.standardize(TRAIN)
    np.testing.assert_array_equal(alone, result[0])


REFUSED_BY_STANDARDIZE = {
    "flat": ((TRAIN[:, 0],), r"\(30,\).*two dimensions"),
    "flat second": ((TRAIN, TEST[0]), r"array 2 has shape \(3,\)"),
    "no rows": ((TRAIN[:0],), "empty"),
    "no rows in the second": ((TRAIN, TEST[:0]), "array 2 is empty"),
    "NaN": ((np.where(TRAIN > 12, np.nan, TRAIN),), "NaN"),
    "infinity in the second": ((TRAIN, np.where(TEST > 12, np.inf, TEST)), "array 2 holds"),
    "fewer columns": ((TRAIN, TEST[:, :2]), r"array 2 has shape \(12, 2\); expected 3"),
    "words": (([["red"], ["white"]],), "numbers"),
    "a constant column": ((np.where([0, 1, 0], 0.1, TRAIN),), r"Column\(s\) \[1\].*divide by it"),
    "one row": ((TRAIN[:1],), r"Column\(s\) \[0, 1, 2\]"),
    "a spread too small for a float": ((TRAIN * [1, 1, 1e-200],), r"Column\(s\) \[2\]"),
}


@pytest.mark.parametrize("case", REFUSED_BY_STANDARDIZE)
def test_standardize_refuses_what_does_not_fit(case):
    """Each is refused in words that name the array or the column."""
    arrays, message = REFUSED_BY_STANDARDIZE[case]
    with pytest.raises(ValueError, match=message):
        data.standardize(*arrays)


def test_a_constant_column_is_refused_whatever_rounding_leaves_of_its_spread():
    """Many times 0.1 can have a standard deviation above 0: `std == 0` alone would miss it."""
    constant = [np.full((n, 1), 0.1) for n in range(2, 60)]
    assert any(column.std() > 0 for column in constant)
    for column in constant:
        with pytest.raises(ValueError, match="one value"):
            data.standardize(column)


# --- train_test_split -------------------------------------------------------------------------


def assert_rows_stay_together(split, n=23, test_fraction=0.3):
    """Row i of X and row i of y land on the same side and in the same place; none is lost."""
    X = np.arange(2 * n).reshape(n, 2)  # (n, 2)
    y = 100 + np.arange(n).reshape(-1, 1)  # (n, 1)
    X_train, X_test, y_train, y_test = split(X, y, test_fraction, np.random.default_rng(3))
    assert len(X_test) == len(y_test) == round(test_fraction * n)
    X_all, y_all = np.concatenate([X_train, X_test]), np.concatenate([y_train, y_test])
    np.testing.assert_array_equal(X_all[:, :1] / 2, y_all - 100)
    np.testing.assert_array_equal(np.sort(y_all, axis=0), y)


@given(n=st.integers(2, 60), test_fraction=st.floats(0.01, 0.99))
def test_every_row_lands_on_one_side_with_its_answer(n, test_fraction):
    """Whatever the size and the fraction: split as promised, or refused for an empty side."""
    if 0 < round(test_fraction * n) < n:
        assert_rows_stay_together(data.train_test_split, n, test_fraction)
    else:
        with pytest.raises(ValueError, match="leaves one side of"):
            assert_rows_stay_together(data.train_test_split, n, test_fraction)


def shuffled_apart(X, y, test_fraction, rng):
    y = y[rng.permutation(len(y))]
    return data.train_test_split(X, y, test_fraction, rng)


def last_row_lost(X, y, test_fraction, rng):
    X_train, X_test, y_train, y_test = data.train_test_split(X, y, test_fraction, rng)
    return X_train[:-1], X_test, y_train[:-1], y_test


@pytest.mark.parametrize("wrong", [shuffled_apart, last_row_lost])
def test_careless_splits_are_caught(wrong):
    """Planted faults: X and y shuffled apart; a row dropped."""
    with pytest.raises(AssertionError):
        assert_rows_stay_together(wrong)


def test_the_last_of_one_permutation_are_the_test_rows():
    """The rule as stated: one permutation, its last round(test_fraction * n) rows for testing."""
    X, y = np.arange(20).reshape(10, 2), np.arange(10).reshape(-1, 1)
    given_rng, own_rng = np.random.default_rng(8), np.random.default_rng(8)
    split = data.train_test_split(X, y, 0.2, given_rng)
    order = own_rng.permutation(10)  # (10,)
    for got, expected in zip(split, (X[order[:8]], X[order[8:]], y[order[:8]], y[order[8:]]),
                             strict=True):  # fmt: skip
        np.testing.assert_array_equal(got, expected)
        assert got.dtype == np.float64 and not np.shares_memory(got, X)
    assert given_rng.random() == own_rng.random()  # one permutation was drawn, nothing else
    np.testing.assert_array_equal(X, np.arange(20).reshape(10, 2))


X10, Y10 = np.ones((10, 2)), np.ones((10, 1))
REFUSED_BY_SPLIT = {
    "flat y": ((X10, Y10[:, 0], 0.2), r"y has shape \(10,\).*y\.reshape\(-1, 1\)"),
    "flat X": ((X10[:, 0], Y10, 0.2), r"X has shape \(10,\)"),
    "unequal lengths": ((X10, Y10[:9], 0.2), "X has 10 rows and y has 9"),
    "no rows": ((X10[:0], Y10[:0], 0.2), "X is empty"),
    "no test rows": ((X10, Y10, 0.01), r"0\.01, which leaves one side of 10 row"),
    "no training rows": ((X10, Y10, 0.99), "leaves one side"),
    "nothing": ((X10, Y10, 0), "test_fraction is 0,"),
    "everything": ((X10, Y10, 1), "test_fraction is 1,"),
    "per cent": ((X10, Y10, 20), "test_fraction is 20,"),
    "negative": ((X10, Y10, -0.2), "test_fraction is -0.2,"),
    "NaN": ((X10, Y10, float("nan")), "test_fraction is nan,"),
}


@pytest.mark.parametrize("case", REFUSED_BY_SPLIT)
def test_split_refuses_what_does_not_fit(case):
    """Each is refused in words, before anything is drawn from the generator."""
    arguments, message = REFUSED_BY_SPLIT[case]
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match=message):
        data.train_test_split(*arguments, rng)
    assert rng.random() == np.random.default_rng(0).random()


@pytest.mark.parametrize("wrong", [0, None, np.random, np.random.RandomState(0)])
def test_split_refuses_what_is_no_generator(wrong):
    """A seed, or NumPy's global state, is refused with the line to write instead."""
    with pytest.raises(ValueError, match=r"np\.random\.default_rng\(0\)"):
        data.train_test_split(X10, Y10, 0.2, wrong)


# --- the known figures ------------------------------------------------------------------------


def baselines(table, split):
    """Test RMSE of the training mean and of least squares, test rows, and those with a twin."""
    X, y = table.drop(columns="quality").to_numpy(), table[["quality"]].to_numpy()
    X_train, X_test, y_train, y_test = split(X, y, 0.2, np.random.default_rng(0))
    known = set(map(tuple, np.hstack([X_train, y_train])))
    twins = sum(tuple(row) in known for row in np.hstack([X_test, y_test]))
    X_train, X_test = (np.c_[X, np.ones(len(X))] for X in data.standardize(X_train, X_test))
    weights = np.linalg.lstsq(X_train, y_train)[0]  # (12, 1)

    def rmse(prediction):
        return round(float(np.sqrt(np.mean((y_test - prediction) ** 2))), 3)

    return rmse(y_train.mean()), rmse(X_test @ weights), len(X_test), twins


def first_rows_for_testing(X, y, test_fraction, rng):
    """The other convention: the first rows of the permutation are the test rows."""
    X_test, X_train, y_test, y_train = data.train_test_split(X, y, 1 - test_fraction, rng)
    return X_train, X_test, y_train, y_test


# Measured before this project's code existed, with np.random.default_rng(0) and one split 80/20.
KNOWN = (0.828, 0.647, 320, 76)


def test_baselines_on_the_real_table(monkeypatch):
    """On UCI's table: mean 0.828, least squares 0.647, and 76 of 320 test rows have a twin."""
    monkeypatch.setenv("NN_DATA_DIR", str(real_file().parent))
    assert baselines(data.load_wine_quality("uci").table, data.train_test_split) == KNOWN


def test_the_other_convention_gives_other_baselines(monkeypatch):
    """Planted fault: with the first rows for testing, the known figures do not come out."""
    monkeypatch.setenv("NN_DATA_DIR", str(real_file().parent))
    got = baselines(data.load_wine_quality("uci").table, first_rows_for_testing)
    assert got[2] == KNOWN[2]
    assert all(one != other for one, other in zip(got[:2], KNOWN[:2], strict=True))

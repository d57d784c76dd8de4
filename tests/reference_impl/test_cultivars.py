"""The cultivar table is scikit-learn's, number by number."""

import numpy as np
from sklearn.datasets import load_wine

from reference_impl import data


def test_table_is_scikit_learns():
    """The same 178 rows in the same order, thirteen measurements and the class."""
    table, theirs = data.load_wine_cultivars().table, load_wine()
    np.testing.assert_array_equal(table.drop(columns="cultivar").to_numpy(), theirs.data)
    np.testing.assert_array_equal(table["cultivar"], theirs.target)


def test_columns_are_scikit_learns_in_plain_words():
    """The names say what scikit-learn's say, with spaces and in British spelling."""
    names = [name.replace("_", " ") for name in load_wine().feature_names]
    plain = [n.replace("color", "colour").removesuffix(" of diluted wines") for n in names]
    assert list(data.load_wine_cultivars().table.columns) == [*plain, "cultivar"]


def test_measurements_are_numbers_and_classes_are_whole():
    """float64 for the measurements, whole numbers for the class, no gap and no repeated row."""
    table = data.load_wine_cultivars().table
    assert [kind.kind for kind in table.dtypes] == ["f"] * 13 + ["i"]
    assert table["cultivar"].value_counts().sort_index().tolist() == [59, 71, 48]
    assert table.notna().all(axis=None) and not table.duplicated().any()


def test_source_says_which_table(capfd, monkeypatch, tmp_path):
    """A sentence for the page; no word printed, and no look at the data folder."""
    monkeypatch.setenv("NN_DATA_DIR", str(tmp_path / "nowhere"))
    said = "the cultivar table that ships with this course (178 bottles)"
    assert data.load_wine_cultivars().source == said
    assert capfd.readouterr() == ("", "") and not (tmp_path / "nowhere").exists()


def test_each_call_gives_a_table_of_its_own():
    """A change in one table does not reach the next."""
    table = data.load_wine_cultivars().table
    table.iloc[0, 0] = -1.0
    assert data.load_wine_cultivars().table.iloc[0, 0] == load_wine().data[0, 0]
